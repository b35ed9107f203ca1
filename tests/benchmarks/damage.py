"""How near the estimate of damage comes to the truth: sound samples, spoiled as recognition spoils them.

`python tests/benchmarks/damage.py`: every sample of 500 characters or more sound, and three times with 1, 3, 5 and 8 % of
its Chinese characters wrong: a half dropped, as in the plans that were counted by hand, the others taken for look-alikes,
for any other character, or split into their halves. Printed are the mean estimate, its mean and largest distance from the
truth, in points, and how many texts would have their absences left for review: with the weights in use, and once more
with weights fitted to four fifths of the samples for each of the other fifth, so that none is judged by what it taught.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from statistics import mean
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from misread import spoiled

from conformance.language import lexicon
from conformance.language.damage import HEAVY, WEIGHTS, Signs, Weights, estimate
from conformance.language.matching import Findings
from conformance.language.terms import TermIndex
from conformance.readers import read
from conformance.text import is_han

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
ROUNDS, SHORTEST, FOLDS = 3, 500, 5
SHARES = (0.0, 0.01, 0.03, 0.05, 0.08)
# Samples written as bad recognition leaves them; what is spoiled in addition is not all there is.
SPOILED = ("alloy-casting", "bailu-foil", "foundry-scan", "stone-quarry")
# Weights to choose from: so much of those in use.
STEPS = (0.7, 0.85, 1.0, 1.15, 1.3)


class Case(NamedTuple):
    """A sample with a share of its characters spoiled, and what it shows of that."""

    name: str
    share: float
    signs: Signs


def signs(text: str, index: TermIndex) -> Signs:
    return Findings(read(text.encode(), path="a.txt"), index).signs


def cases(texts: Mapping[str, str], index: TermIndex) -> Iterator[Case]:
    for share in SHARES:
        for name, text in texts.items():
            for n in range(ROUNDS if share else 1):
                yield Case(name, share, signs(spoiled(text, share, random.Random(f"{name}{share}{n}")), index))


def choices() -> Iterator[Weights]:
    """Weights around those in use; what is usual in sound texts is counted, not fitted."""
    for one, odd, most, most_odd in product(STEPS, repeat=4):
        yield WEIGHTS._replace(
            one=WEIGHTS.one * one, odd=WEIGHTS.odd * odd, most=WEIGHTS.most * most, most_odd=WEIGHTS.most_odd * most_odd
        )


def loss(weights: Weights, known: Sequence[Case]) -> float:
    """How far the estimates are from the truth, on average and in their mean, for each share."""
    total = 0.0
    for share in SHARES:
        off = [estimate(case.signs, weights) - share for case in known if case.share == share]
        total += mean(map(abs, off)) + abs(mean(off))
    return total


def crossed(all_cases: Sequence[Case]) -> Iterator[tuple[Case, float]]:
    """Every case with the estimate by weights fitted to the samples of the other folds."""
    names = sorted({case.name for case in all_cases})
    for fold in range(FOLDS):
        own = set(names[fold::FOLDS])
        others = [case for case in all_cases if case.name not in own]
        weights = min(choices(), key=lambda w: loss(w, others))
        print("  fitted:", ", ".join(f"{name} {value:.3g}" for name, value in weights._asdict().items()))
        yield from ((case, estimate(case.signs, weights)) for case in all_cases if case.name in own)


def tell(found: Iterable[tuple[Case, float]]) -> None:
    rows = list(found)
    for share in SHARES:
        off = [(value - share, case.name) for case, value in rows if case.share == share]
        far, name = max(off, key=lambda one: abs(one[0]))
        print(
            f"{share:4.0%} wrong: estimated {mean(o for o, _ in off) + share:6.2%}, off by {mean(abs(o) for o, _ in off):5.2%} on "
            f"average, {abs(far):6.2%} at most ({name}); {sum(o + share > HEAVY for o, _ in off) / len(off):4.0%} for review"
        )


def main() -> None:
    index = TermIndex((), lexicon.load())
    read_in = ((path.stem, path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt")))
    texts = {name: text for name, text in read_in if sum(map(is_han, text)) >= SHORTEST}
    told = [f"{name} {estimate(signs(texts[name], index)):.1%}" for name in SPOILED if name in texts]
    print("spoiled by their authors:", ", ".join(told))
    all_cases = list(cases({name: text for name, text in texts.items() if name not in SPOILED}, index))
    print("with the weights in use:")
    tell((case, estimate(case.signs)) for case in all_cases)
    print(f"with weights fitted to the other samples ({FOLDS} folds):")
    tell(crossed(all_cases))


if __name__ == "__main__":
    main()
