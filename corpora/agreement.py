"""Say how far two readers who labelled the same samples apart agree: `python corpora/agreement.py [-v]`.

A row a pack and a row for all: `same` (the preferred verdict is the same), `kappa` (Cohen's, on the preferred verdicts),
`accept` (some verdict is accepted by both), `stated` (both prefer stated, in full or in part, or both prefer missing),
`clash` (one prefers covered and the other missing). With -v every pair without an accepted verdict in common.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import labels
from labels import Label


@dataclass(frozen=True, slots=True)
class Pair:
    """What the first and the second reader said of one requirement of one sample."""

    sample: str
    pack: str
    requirement: str
    first: Label
    second: Label

    @property
    def preferred(self) -> tuple[str, str]:
        return self.first.accepted[0], self.second.accepted[0]

    @property
    def shared(self) -> bool:
        return bool(set(self.first.accepted) & set(self.second.accepted))


def pairs() -> Iterator[Pair]:
    """All that both readers labelled."""
    firsts = {gold.sample: gold.coverage for gold in labels.golds()}
    for sample, packs in labels.seconds().items():
        for pack, rows in packs.items():
            for requirement, second in rows.items():
                yield Pair(sample, pack, requirement, firsts[sample][pack][requirement], second)


def kappa(said: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: agreement beyond chance, 1 at best, 0 where no better than chance; 1 where all is one verdict."""
    total = len(said)
    same = sum(a == b for a, b in said) / total
    first, second = Counter(a for a, _ in said), Counter(b for _, b in said)
    chance = sum(first[verdict] * second[verdict] for verdict in first) / total**2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def _line(name: str, some: Sequence[Pair]) -> str:
    said = [pair.preferred for pair in some]
    shares = {
        "same": [a == b for a, b in said],
        "accept": [pair.shared for pair in some],
        "stated": [(a == "missing") == (b == "missing") for a, b in said],
    }
    words = "  ".join(f"{measure} {sum(good) / len(good):.3f}" for measure, good in shares.items())
    clash = sum(set(both) == {"covered", "missing"} for both in said)
    return f"{name:28} {words}  kappa {kappa(said):.3f}  clash {clash}  of {len(some)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="list every pair without a verdict in common")
    verbose = parser.parse_args().verbose
    every = list(pairs())
    if verbose:
        for pair in every:
            if not pair.shared:
                words = ["~".join(label.accepted) for label in (pair.first, pair.second)]
                print(f"{pair.sample} {pair.requirement}: first {words[0]}, second {words[1]}")
    for pack in dict.fromkeys(pair.pack for pair in every):
        print(_line(pack, [pair for pair in every if pair.pack == pack]))
    print(_line("all", every))


if __name__ == "__main__":
    main()
