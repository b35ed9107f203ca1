"""Whole plans: every verdict again without its evidence, and all of them in a damaged text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from conformance import engine
from conformance.model.facts import Facts
from conformance.model.report import Finding
from conformance.model.rules import Pack, Requirement
from conformance.proving.bench import RATE, SEEDS, duties, facts_of
from conformance.proving.changes import DAMAGES, damaged, without
from conformance.proving.tallies import CONFUSED, CUT, LEAST_CUT, LOST, Kills, Moves, Proof

# So many verdicts of a plan lose their evidence: each costs reading the plan again.
_CUTS, _SHOWN = 12, 60


def proved(proofs: Sequence[Proof], packs: Sequence[Pack], plans: Sequence[tuple[str, str]]) -> list[Proof]:
    """`proofs` of `packs`, with what cutting and damaging `plans`, each with its name and text, does to the verdicts.

    What the plan itself was found to say stands for what is right.
    """
    trials = [_Trial(pack) for pack in packs]
    for name, text in plans:
        clean = facts_of(text)
        worse = [(how, seed, facts_of(damaged(text, how, RATE, seed))) for how in DAMAGES for seed in SEEDS]
        for trial in trials:
            trial.run(name, clean, worse)
    counts: list[tuple[Kills | Moves, ...]] = [(trial.cut, *trial.damages.values()) for trial in trials]
    return [replace(p, plans=len(plans), on_plans=c) for p, c in zip(proofs, counts, strict=True)]


class _Trial:
    """The counts of one pack while plans are tried."""

    def __init__(self, pack: Pack) -> None:
        self.pack, self.asked = pack, duties(pack)
        self.cut = Kills(CUT, LEAST_CUT)
        self.damages = {"confused": Moves(CONFUSED), "lost": Moves(LOST)}

    def run(self, name: str, clean: Facts, worse: Sequence[tuple[str, int, Facts]]) -> None:
        """Try one plan, clean and in its damaged versions."""
        before = {f.requirement: f for f in engine.answers(clean, self.pack, self.asked)}
        for one, found in self._drawn(name, before):
            rest = facts_of(without(clean.document.text, found.evidence))
            after = engine.answers(rest, self.pack, (one,))[0]
            self.cut.add(after.outcome != "pass", f"{one.id} {name}：{_quotes(after)}")
        for how, seed, facts in worse:
            for found in engine.answers(facts, self.pack, self.asked):
                early = before[found.requirement]
                where = f"{found.requirement} {name} {seed}：{_quotes(early)}"
                self.damages[how].add(early.outcome, early.outcome, found.outcome, where, marked=found.noisy)

    def _drawn(self, name: str, before: dict[str, Finding]) -> Iterator[tuple[Requirement, Finding]]:
        """Some of the duties that are met, with their findings; the same ones in every run."""
        met = [one for one in self.asked if before[one.id].outcome == "pass" and before[one.id].evidence]
        chance = Random(f"{self.pack.id} {name}")
        for one in chance.sample(met, min(len(met), _CUTS)):
            yield one, before[one.id]


def _quotes(finding: Finding) -> str:
    return " ｜ ".join(place.quote[:_SHOWN] for place in finding.evidence)
