"""Slips: long words that stand in a text but for one character, which was lost or taken for another.

A word of four characters or more is known by the others, whatever took the place of the one: 开展隐排查 (隐患排查),
应急予案 (应急预案). A slip it is only where putting the word there leaves two pieces of words fewer than there were: 种作业人员
may be a 种 and 作业人员. Plain speech leaves characters out too, so sound texts have one in a few thousand characters; where
one in a hundred is damaged there are one or two in a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from conformance.language.damage import OFTEN_ALONE
from conformance.language.lookalikes import ALONE, PLAIN
from conformance.text import is_han

_LENGTHS = (4, 5, 6)
_HOLE = "□"
# So many characters beside a slip are taken apart with it, and the longest words they are taken apart into.
_BESIDE, _LONGEST = 8, 6
_FEWER = 2
_ALONE = ALONE | OFTEN_ALONE


class Slip(NamedTuple):
    """[start, end) of the text, which stands for `word`; `lacks` is the place in it of the character that is wrong, or before
    which one is gone."""

    start: int
    end: int
    word: str
    lacks: int


class LongWords:
    """The words that slips are told by."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` are those of the lexicon."""
        self._known = frozenset(words)
        # The words by what is left of them, with a hole where the character is not gone but wrong: at an end another word
        # often begins with it, 总经理郎秋实 is no 总经理兼.
        self._left: dict[str, list[tuple[str, int]]] = {}
        for word in sorted(self._known):
            if len(word) in _LENGTHS and PLAIN.isdisjoint(word) and all(map(is_han, word)):
                for at in range(len(word)):
                    self._left.setdefault(word[:at] + word[at + 1 :], []).append((word, at))
                for at in range(1, len(word) - 1):
                    self._left.setdefault(word[:at] + _HOLE + word[at + 1 :], []).append((word, at))

    def slips(self, text: str, odd: Iterable[int]) -> Iterator[Slip]:
        """The slips in `text` at the `odd` places, where a character makes no word. What comes again is a name or a way to
        say it, and none."""
        from conformance.language.tokens import common_words  # noqa: PLC0415  (texts without words have nothing to ask about)

        for place in odd:
            for slip in self._near(text, place):
                low, high = max(0, slip.lacks - 1), slip.lacks + (2 if len(slip.word) == slip.end - slip.start else 1)
                read = text[slip.start : slip.end]
                sound = read in self._known or (slip.lacks in (slip.start, slip.end) and read in common_words())
                if not sound and text.count(text[low:high]) == 1 and self._fewer(text, slip) >= _FEWER:
                    yield slip

    def _near(self, text: str, place: int) -> Iterator[Slip]:
        """What is left of words with the character at `place` wrong, or one beside it gone."""
        left, (low, high) = self._left, _around(text, place, place + 1, _LENGTHS[-1])
        for length in _LENGTHS:
            for start in range(max(low, place - length + 1), place + 1):
                end = start + length
                if end <= high + 1:
                    for word, at in left.get(text[start : end - 1], ()):
                        if place - start in (at - 1, at):
                            yield Slip(start, end - 1, word, start + at)
                if end <= high:
                    for word, _ in left.get(f"{text[start:place]}{_HOLE}{text[place + 1 : end]}", ()):
                        yield Slip(start, end, word, place)

    def _fewer(self, text: str, slip: Slip) -> int:
        """How many pieces fewer there are with the word in place of the slip."""
        low, high = _around(text, slip.start, slip.end, _BESIDE)
        mended = text[low : slip.start] + slip.word + text[slip.end : high]
        return self._pieces(text[low:high]) - self._pieces(mended)

    def _pieces(self, run: str) -> int:
        """The fewest pieces that Chinese characters fall into. One that seldom is a word by itself counts as two."""
        from conformance.language.tokens import common_words  # noqa: PLC0415  (many texts have nothing to ask about)

        common, fewest = common_words(), [0]
        for end in range(1, len(run) + 1):
            best = fewest[-1] + (1 if run[end - 1] in _ALONE else 2)
            for start in range(max(0, end - _LONGEST), end - 1):
                if fewest[start] + 1 < best and ((word := run[start:end]) in common or word in self._known):
                    best = fewest[start] + 1
            fewest.append(best)
        return fewest[-1]


def _around(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """[start, end) with the Chinese characters on either side, `most` of them at most."""
    low, high = start, end
    while low > max(0, start - most) and is_han(text[low - 1]):
        low -= 1
    while high < min(len(text), end + most) and is_han(text[high]):
        high += 1
    return low, high
