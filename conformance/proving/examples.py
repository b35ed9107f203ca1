"""The examples of a pack: run as they are, denied, without their evidence, and damaged; and its ready clauses, which whoever
adopts them should not be told again that they lack."""

from __future__ import annotations

from conformance.model.report import Finding
from conformance.model.rules import Pack, Requirement
from conformance.proving.bench import DENIABLE, DUTIES, RATE, SEEDS, answer, plan_of
from conformance.proving.changes import DAMAGES, damaged, denied, without
from conformance.proving.tallies import (
    ADOPTED,
    ALL,
    CONFUSED,
    CUT,
    DENIED,
    KEPT,
    LEAST_CUT,
    LEAST_DENIED,
    LOST,
    Kills,
    Moves,
    Proof,
    Wrong,
)
from conformance.reporters.view.advice import advice


def prove(pack: Pack) -> Proof:
    """Run the examples of `pack` and their changes."""
    trial = _Trial(pack)
    for one in pack.requirements:
        trial.run(one)
    kills = (trial.adopted, trial.denied, trial.cut)
    return Proof(pack.id, trial.count, tuple(trial.wrong), (*kills, *trial.damages.values()))


class _Trial:
    """The counts of one pack while its examples are run."""

    def __init__(self, pack: Pack) -> None:
        self.pack, self.count = pack, 0
        self.wrong: list[Wrong] = []
        self.adopted = Kills(ADOPTED, ALL, KEPT)
        self.denied, self.cut = Kills(DENIED, LEAST_DENIED), Kills(CUT, LEAST_CUT)
        self.damages = {"confused": Moves(CONFUSED), "lost": Moves(LOST)}

    def run(self, one: Requirement) -> None:
        """Run the examples of one requirement, and its ready clause."""
        if one.kind == "clause" and (clause := advice(one.remediation).clause):
            self.adopted.add(answer(self.pack, one, clause).outcome == "pass", f"{one.id} {clause}")
        for expected, texts in one.examples.items():
            for text in texts:
                self.count += 1
                found = answer(self.pack, one, text)
                if found.outcome != expected:
                    self.wrong.append(Wrong(one.id, text, expected, found.outcome, _why(found)))
                elif one.kind in DUTIES:
                    self._change(one, text, found)

    def _change(self, one: Requirement, text: str, found: Finding) -> None:
        if found.outcome == "pass" and found.evidence:
            if one.kind in DENIABLE:
                self._deny(one, text)
            head = len(plan_of(one, ""))
            rest = without(plan_of(one, text), found.evidence)[head:]
            self.cut.add(answer(self.pack, one, rest).outcome != "pass", f"{one.id} {text}")
        for how in DAMAGES:
            for seed in SEEDS:
                worse = damaged(text, how, RATE, seed)
                after = found if worse == text else answer(self.pack, one, worse)
                where = f"{one.id} {worse}"
                self.damages[how].add(found.outcome, found.outcome, after.outcome, where, marked=after.noisy)

    def _deny(self, one: Requirement, text: str) -> None:
        """Deny what a pass rests on, unless the rule is one that counts denials too."""
        guards = getattr(one.check, "guards", None)
        if guards is None or guards.negation:
            for worse in denied(text):
                self.denied.add(answer(self.pack, one, worse).outcome != "pass", f"{one.id} {worse}")


def _why(found: Finding) -> str:
    """What the rule says of an example that does not stand for what it should."""
    return "".join(dict.fromkeys((found.message, *(place.message for place in found.places))))
