"""Damaged text: how much of it there is, and whether a word may stand at a damaged place.

A recognised damage is a surface that only makes a word of the lexicon when a character is put right. Half of the
errors of real scans and more are of other kinds, so the estimate is a multiple of what is recognised.
"""

from __future__ import annotations

from collections.abc import Iterable

from conformance.text import is_han

HEAVY = 0.05
# Errors in all for one recognised: 43 to 14 in the construction plan, 33 to 13 and 40 to 15 in samples counted by hand.
_FOR_ONE = 2.8
_FEWEST = 2
_LONG = 4


def estimate(text: str, broken: Iterable[tuple[int, int]]) -> float:
    """The share of wrongly recognised characters among the Chinese ones of `text`, from the recognised damages.

    0 where there is but one: a single oddity is no scan.
    """
    places, last = 0, -1
    for start, end in sorted(broken):
        if start >= last:
            places, last = places + 1, end
    letters = sum(map(is_han, text))
    return min(1.0, round(_FOR_ONE * places / letters, 4)) if places >= _FEWEST and letters else 0.0


class Gaps:
    """Longer words with one character inside left open, to be looked up where a character makes no word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(words)
        self._around: dict[str, list[tuple[str, str, str]]] = {}
        for word in sorted(self._known):
            for k in range(1, len(word) - 1) if len(word) >= _LONG else ():
                self._around.setdefault(word[k - 1] + word[k + 1], []).append((word, word[:k], word[k + 1 :]))

    def fitting(self, text: str, places: Iterable[int]) -> frozenset[str]:
        """The words that may stand in `text` with the character at one of `places` wrong."""
        found: set[str] = set()
        for at in places:
            for word, before, after in self._around.get(text[at - 1 : at] + text[at + 1 : at + 2], ()):
                fits = text.endswith(before, 0, at) and text.startswith(after, at + 1)
                if fits and before + text[at] + after not in self._known:
                    found.add(word)
        return frozenset(found)
