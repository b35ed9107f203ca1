"""The passages nearest to an absent demand, by TF-IDF over pairs of characters. They are shown; they decide nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest
from math import log, sqrt

from conformance.model.rules import Sentence
from conformance.text import fold

_UNIT = re.compile(r"[^,:;。!?]+")
_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_SHORTEST = 4
_LEAST = 2
# Pairs in more than an eighth of the units, such as 安全, tell none from another.
_FREQUENT = 8


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _RUN.findall(text) for i in range(len(run) - 1)}


class Nearness:
    """The comma units of a document, ready to be compared with many demands."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._owners: list[int] = []
        self._weights: list[float] = []
        postings: dict[str, list[int]] = {}
        for index, sentence in enumerate(sentences):
            for unit in _UNIT.findall(sentence.text) if sentence.zone != "contents" else ():
                pairs = _pairs(unit)
                if len(pairs) >= _SHORTEST - 1:
                    for pair in pairs:
                        postings.setdefault(pair, []).append(len(self._owners))
                    self._owners.append(index)
                    self._weights.append(1 / sqrt(len(pairs) + 4))
        whole = len(self._owners)
        most = max(_FREQUENT, whole // _FREQUENT)
        self._postings = {p: (log(whole / len(u)) ** 2, u) for p, u in postings.items() if len(u) <= most}

    def nearest(self, words: str, most: int = 3) -> list[int]:
        """The sentences, by index, whose comma units are most like `words`, the best first."""
        scores: dict[int, float] = {}
        shared: Counter[int] = Counter()
        for pair in sorted(_pairs(fold(words))):
            weight, units = self._postings.get(pair, (0.0, ()))
            for unit in units:
                shared[unit] += 1
                scores[unit] = scores.get(unit, 0.0) + weight
        best = nsmallest(
            3 * most, ((-scores[u] * self._weights[u], u) for u, count in shared.items() if count >= _LEAST)
        )
        return list(dict.fromkeys(self._owners[u] for _, u in best))[:most]
