"""How near the estimate of damage comes to the truth: sound samples, spoiled as recognition spoils them.

`python tests/benchmarks/damage.py`: every sample of 500 characters or more sound, and three times with 1, 3, 5 and 8 % of
its Chinese characters wrong: a half dropped, as in the plans that were counted by hand, the others taken for look-alikes,
for any other character, or split into their halves. Printed are the mean estimate, its mean and largest distance from the
truth, in points, and how many texts would have their absences left for review.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parents[1]))

from misread import spoiled

from conformance.language import lexicon
from conformance.language.damage import HEAVY
from conformance.language.matching import Findings, TermIndex
from conformance.readers import read
from conformance.text import is_han

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
ROUNDS, SHORTEST = 3, 500
SHARES = (0.0, 0.01, 0.03, 0.05, 0.08)
# Samples written as bad recognition leaves them; what is spoiled in addition is not all there is.
SPOILED = ("alloy-casting", "foundry-scan", "stone-quarry")


def estimated(text: str, index: TermIndex) -> float:
    return Findings(read(text.encode(), path="a.txt"), index).damage


def main() -> None:
    index = TermIndex((), lexicon.load())
    read_in = ((path.stem, path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt")))
    texts = {name: text for name, text in read_in if sum(map(is_han, text)) >= SHORTEST}
    for share in SHARES:
        found = {
            (name, n): estimated(spoiled(text, share, random.Random(f"{name}{share}{n}")), index)
            for name, text in texts.items()
            for n in range(ROUNDS if share else 1)
        }
        off = {key: value - share for key, value in found.items() if key[0] not in SPOILED}
        far = max(off, key=lambda key: abs(off[key]))
        print(
            f"{share:4.0%} wrong: estimated {mean(off.values()) + share:6.2%}, off by {mean(map(abs, off.values())):5.2%} on average, "
            f"{abs(off[far]):6.2%} at most ({far[0]}); {sum(found[key] > HEAVY for key in off) / len(off):4.0%} for review"
        )
        if not share:
            print(
                "  spoiled by their authors:",
                ", ".join(f"{name} {found[name, 0]:.1%}" for name in SPOILED if name in texts),
            )


if __name__ == "__main__":
    main()
