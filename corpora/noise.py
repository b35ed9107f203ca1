"""What damage by seed does to the scores: F1 of "not stated" against the labels, clean and with 1 % of the characters
confused with look-alikes or lost.

    python corpora/noise.py [--pack PACK …] [--rate 0.01] [--seeds 3]

The last column is the largest move of F1; it should not exceed 0.02. Left out are samples that were damaged before: with
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
from conformance.proving.changes import DAMAGES, Damage, damaged

PACKS = ("enterprise-responsibility", "street", "gbt33000")


def scores(
    golds: Sequence[Gold], packs: Sequence[str], how: Damage | None = None, rate: float = 0.0, seed: int = 0
) -> dict[str, float]:
    """F1 of "not stated" by pack, of the samples damaged in the way `how`."""
    total = score.Score()
    for gold in golds:
        text = damaged(gold.text, how, rate, seed) if how else gold.text
        facts = score.facts_of(text, gold.sample)
        findings = engine.check(facts, tuple(packs), profile=gold.profile).findings
        for pack in packs:
            if pack in gold.coverage:
                rows = {f.requirement: f for f in findings if f.pack == pack}
                score._coverage(total, gold, pack, rows, False)
    return {pack: total.f1(f"{pack}.missing") for pack in packs}


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
    clean = scores(golds, packs)
    rows = {
        how: [scores(golds, packs, how, options.rate, seed) for seed in range(1, options.seeds + 1)] for how in DAMAGES
    }
    print(f"{'':28}{'clean':>7}  " + "  ".join(f"{how:>7}" * options.seeds for how in DAMAGES) + "   moved")
    for pack in packs:
        found = [row[pack] for how in DAMAGES for row in rows[how]]
        moved = max(abs(one - clean[pack]) for one in found)
        print(f"{pack:28}{clean[pack]:7.3f}  " + "".join(f"{one:7.3f}" for one in found) + f"{moved:10.3f}")
    print(f"left out: {', '.join(heavy) or 'none'}")


if __name__ == "__main__":
    main()
