"""What damage by seed does to the scores: F1 of "not stated" against the labels, clean and with 1 % of the characters
confused with look-alikes or lost; and how many verdicts it turns into "not stated" without saying so.

    python corpora/noise.py [--pack PACK …] [--rate 0.01] [--seeds 3]

The last column is the largest move of F1; it should not exceed 0.02. Below stand by pack, over all seeds, the passes that
became fails, those of them that carry no mark of damage, which should be none, and of the fails of the clean texts those
that carry one all the same; then what did not apply, or was not checked, and became a fail. Left out are samples that were damaged before: with
what is added too much of them would be wrong to be certain of any absence, which then is for review as it should be.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import labels
import score
from labels import Gold

from conformance import engine
from conformance.language.damage import HEAVY
from conformance.model.report import Finding
from conformance.packs import load
from conformance.proving.bench import DUTIES
from conformance.proving.changes import DAMAGES, Damage, damaged

PACKS = ("enterprise-responsibility", "street", "gbt33000")


Answers = dict[tuple[str, str, str], Finding]  # by sample, pack and requirement


def answers(
    golds: Sequence[Gold], packs: Sequence[str], how: Damage | None = None, rate: float = 0.0, seed: int = 0
) -> Answers:
    """The findings for the samples, damaged in the way `how`."""
    found: Answers = {}
    for gold in golds:
        text = damaged(gold.text, how, rate, seed) if how else gold.text
        report = engine.check(score.facts_of(text, gold.sample), tuple(packs), profile=gold.profile)
        found |= {(gold.sample, f.pack, f.requirement): f for f in report.findings}
    return found


def scores(golds: Sequence[Gold], packs: Sequence[str], found: Answers) -> dict[str, float]:
    """F1 of "not stated" by pack."""
    total = score.Score()
    for gold in golds:
        for pack in packs:
            if pack in gold.coverage:
                rows = {r: f for (sample, name, r), f in found.items() if (sample, name) == (gold.sample, pack)}
                score._coverage(total, gold, pack, rows, False)
    return {pack: total.f1(f"{pack}.missing") for pack in packs}


def flips(pack: str, clean: Answers, worse: Sequence[Answers]) -> str:
    """How often damage turned an answer of `pack` into a fail, and how often that is marked, in words."""
    asked = {r.id for r in load(pack).requirements if r.kind in DUTIES}
    early = {key: one for key, one in clean.items() if key[1] == pack and key[2] in asked}
    fails = [one for one in early.values() if one.outcome == "fail"]
    late = [(one.outcome, row[key]) for row in worse for key, one in early.items() if row[key].outcome == "fail"]
    lost = [one for before, one in late if before == "pass"]
    unasked = sum(before in ("not_applicable", "open") for before, _ in late)
    return (
        f"{pack:28}pass to fail {len(lost)}, unmarked {sum(not one.noisy for one in lost)}; "
        f"clean fails marked {sum(one.noisy for one in fails)}/{len(fails)}; not applicable or open to fail {unasked}"
    )


def _damage(gold: Gold) -> float:
    """The share of wrong characters that is estimated of a sample as it stands."""
    return engine.measured(score.facts_of(gold.text, gold.sample)).document.quality.damage


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", action="append", default=[], help="only this pack (may be repeated)")
    parser.add_argument("--rate", type=float, default=0.01, help="the share of characters damaged")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds")
    options = parser.parse_args()
    packs = options.pack or PACKS
    golds = [g for g in labels.golds() if not g.unseen and not g.thin]
    heavy = [g.sample for g in golds if _damage(g) + options.rate > HEAVY]
    golds = [g for g in golds if g.sample not in heavy]
    sound = answers(golds, packs)
    worse = {
        how: [answers(golds, packs, how, options.rate, seed + 1) for seed in range(options.seeds)] for how in DAMAGES
    }
    clean = scores(golds, packs, sound)
    rows = {how: [scores(golds, packs, one) for one in several] for how, several in worse.items()}
    print(f"{'':28}{'clean':>7}  " + "  ".join(f"{how:>7}" * options.seeds for how in DAMAGES) + "   moved")
    for pack in packs:
        found = [row[pack] for how in DAMAGES for row in rows[how]]
        moved = max(abs(one - clean[pack]) for one in found)
        print(f"{pack:28}{clean[pack]:7.3f}  " + "".join(f"{one:7.3f}" for one in found) + f"{moved:10.3f}")
    for pack in packs:
        print(flips(pack, sound, [one for several in worse.values() for one in several]))
    print(f"left out: {', '.join(heavy) or 'none'}")


if __name__ == "__main__":
    main()
