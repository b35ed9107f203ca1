"""The passages nearest to an absent demand, by TF-IDF over pairs of characters. They are shown; they decide nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log, sqrt

from conformance.model.rules import Sentence
from conformance.text import fold, is_han

_UNIT = re.compile(r"[^,:;。!?]+")
_SHORTEST = 4
_LEAST = 2


def _pairs(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text) if is_han(a) and is_han(b)]


class Nearness:
    """The comma units of a document, ready to be compared with many demands."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._owners: list[int] = []
        self._weights: list[float] = []
        postings: dict[str, list[int]] = {}
        for index, sentence in enumerate(sentences):
            for unit in _UNIT.findall(sentence.text) if sentence.zone != "contents" else ():
                pairs = set(_pairs(unit))
                if len(pairs) >= _SHORTEST - 1:
                    for pair in pairs:
                        postings.setdefault(pair, []).append(len(self._owners))
                    self._owners.append(index)
                    self._weights.append(1 / sqrt(len(pairs) + 4))
        whole = len(self._owners)
        self._postings = {p: (log(1 + whole / len(units)), units) for p, units in postings.items()}

    def nearest(self, words: str, most: int = 3) -> list[int]:
        """The sentences, by index, whose comma units are most like `words`, the best first."""
        scores: dict[int, float] = {}
        shared: Counter[int] = Counter()
        for pair in set(_pairs(fold(words))):
            weight, units = self._postings.get(pair, (0.0, ()))
            for unit in units:
                scores[unit] = scores.get(unit, 0.0) + weight * weight
                shared[unit] += 1
        ranked = sorted((u for u in scores if shared[u] >= _LEAST), key=lambda u: (-scores[u] * self._weights[u], u))
        return list(dict.fromkeys(self._owners[u] for u in ranked[: 3 * most]))[:most]
