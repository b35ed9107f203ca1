"""The passages nearest to an absent demand, by TF-IDF over pairs of characters. They are shown; they decide nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from math import log, sqrt
from operator import add

from conformance.model.rules import Sentence
from conformance.text import fold

_UNIT = re.compile(r"[^,:;。!?]+")
_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_SHORTEST = 4
_LEAST = 2
# Pairs in more than an eighth of the units, such as 安全, tell none from another.
_FREQUENT = 8
# The share of a demand's weight that a passage must have in common with it.
_LIKE = 0.1


def _pairs(text: str) -> set[str]:
    return {pair for run in _RUN.findall(text) for pair in map(add, run, run[1:])}


@lru_cache(maxsize=4096)  # every document is asked for the same demands
def _demanded(words: str) -> tuple[str, ...]:
    return tuple(sorted(_pairs(fold(words))))


class Nearness:
    """The comma units of a document, ready to be compared with many demands."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._owners: list[int] = []
        self._weights: list[float] = []
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for index, sentence in enumerate(sentences):
            for unit in _UNIT.findall(sentence.text) if sentence.zone != "contents" else ():
                pairs = _pairs(unit)
                if len(pairs) >= _SHORTEST - 1:
                    for pair in pairs:
                        postings[pair].append(len(self._owners))
                    self._owners.append(index)
                    self._weights.append(1 / sqrt(len(pairs) + 4))
        self._postings = postings
        # What a pair weighs by the number of units that hold it.
        whole = len(self._owners)
        self._worth = [
            log(whole / max(1, n)) ** 2 if whole else 0.0 for n in range(max(_FREQUENT, whole // _FREQUENT) + 1)
        ]

    def nearest(self, words: str, most: int = 3, *, loosely: bool = False) -> list[int]:
        """The sentences, by index, whose comma units are most like `words`, the best first; none that is hardly like them,
        unless `loosely` asked for."""
        found = [self._postings.get(pair, ()) for pair in _demanded(words)]
        found = [units for units in found if len(units) < len(self._worth)]
        rows = [(self._worth[len(units)], units) for units in found if units]
        least = 1 if loosely else _LEAST
        if len(rows) < least:
            return []
        like = (
            0.0 if loosely else _LIKE * (sum(weight for weight, _ in rows) + self._worth[0] * (len(found) - len(rows)))
        )
        shared = Counter(chain.from_iterable([units for _, units in rows]))
        scores = {unit: 0.0 for unit, count in shared.items() if count >= least}
        for weight, units in rows:
            for unit in units:
                if unit in scores:
                    scores[unit] += weight
        near = [(-score * self._weights[unit], unit) for unit, score in scores.items() if score >= like]
        owners = dict.fromkeys([self._owners[unit] for _, unit in sorted(near)[: 3 * most]])
        return list(owners)[:most]
