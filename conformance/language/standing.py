"""Where words stand: the sentences that hold them, as the bits of one number.

Bit i is the sentence of index i. What holds two words is then one `and`, what holds either one `or`, whatever the length
of the document and the number of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from conformance.model.rules import Hit, Sentence

SHORT = 2
_SET, _ONE, _FEW = re.compile("1"), ord("1"), 16

Owners = Sequence[tuple[int, tuple[int, ...]]]
Shared = Mapping[int, Sequence[tuple[int, int, Sequence[int]]]]


def indices(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, ascending."""
    return iter((bits.bit_length() - 1,)) if bits and not bits & (bits - 1) else _several(bits)


def _several(bits: int) -> Iterator[int]:
    if bits.bit_count() > _FEW:  # taking them off one by one would take the square of their number
        yield from (one.start() for one in _SET.finditer(f"{bits:b}"[::-1]))
        return
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def number(bits: Iterable[int]) -> int:
    """The number whose set bits are those with the numbers `bits`."""
    several = list(bits)
    if len(several) <= _FEW:
        found = 0
        for one in several:
            found |= 1 << one
        return found
    digits = bytearray(b"0") * (max(several) + 1)
    for one in several:
        digits[~one] = _ONE
    return int(digits, 2)


def held_by(several: Iterable[int]) -> list[int]:
    """What at least one of `several` holds, what at least two hold, and so on."""
    levels: list[int] = []
    for one in several:
        bits = one
        for level, held in enumerate(levels):
            levels[level], bits = held | bits, held & bits
        if bits:
            levels.append(bits)
    return levels


class Places(NamedTuple):
    """Where a word stands in a reading text: the `starts` of the `length` characters that are there of it, fewer than it has
    if one is gone. `noisy` tells that it is damaged."""

    starts: Sequence[int]
    length: int
    noisy: bool = False

    def hits(self) -> list[Hit]:
        """The places one by one."""
        return [Hit(at, at + self.length, self.noisy) for at in self.starts]


class Wording:
    """One wording of a document: `held` are the sentences that its hits count for."""

    __slots__ = ("_owners", "_placed", "_places", "_seeming", "held")

    def __init__(self, places: Places, owners: Owners, seeming: Callable[[int], bool]) -> None:
        self._places, self._owners, self._seeming = places, owners, seeming
        self._placed: dict[int, list[Hit]] | None = None
        self.held = 0
        for at in places.starts:
            self.held |= owners[at][0]

    def at(self, index: int) -> Sequence[Hit]:
        """The hits that count for the sentence at `index`, in text order, without those that only seem to be words."""
        if self._placed is None:  # not all are asked for
            self._placed = self._by_sentence()
        return self._placed.get(index, ())

    def _by_sentence(self) -> dict[int, list[Hit]]:
        placed: dict[int, list[Hit]] = {}
        (starts, length, noisy), owners, made = self._places, self._owners, tuple.__new__
        for at in starts:
            several = owners[at][1]
            if several and not (length == SHORT and self._seeming(at)):
                hit = made(Hit, (at, at + length, noisy))  # a call of Hit costs twice as much
                for index in several:
                    placed.setdefault(index, []).append(hit)
        return placed


class Standing:
    """The wordings of a document by the terms they count as. `held` tells for each term the sentences that hold it."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        length: int,
        shared: Shared,
        found: Iterable[tuple[Sequence[str], Places]],
        seeming: Callable[[int], bool],
    ) -> None:
        """`length` is that of the reading text; `shared` tells, by sentence, the ranges of words that count for other
        sentences too; `found` holds places with the terms they count as; `seeming` tells of an offset whether the `SHORT` word
        that stands there only seems to be one."""
        self.held: dict[str, int] = {}
        self.wordings: dict[str, list[Wording]] = {}
        self.owners = _owners(sentences, length, shared)
        for terms, places in found:
            wording = Wording(places, self.owners, seeming)
            for term in terms:
                self.held[term] = self.held.get(term, 0) | wording.held
                self.wordings.setdefault(term, []).append(wording)


def _owners(sentences: Sequence[Sentence], length: int, shared: Shared) -> Owners:
    """For each character of the reading text the sentences that a word standing there counts for, as bits and one by one."""
    owners: list[tuple[int, tuple[int, ...]]] = [(0, ())] * length
    for index, sentence in enumerate(sentences):
        low, high = sentence.flow_start, sentence.flow_end
        owners[low:high] = [(1 << index, (index,))] * (high - low)
        for first, last, items in shared.get(index, ()):
            also, end = number(items), min(last, high)
            owners[first:end] = [(bits | also, (*several, *items)) for bits, several in owners[first:end]]
    return owners
