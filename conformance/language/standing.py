"""Where words stand: the sentences that hold them, as the bits of one number.

Bit i is the sentence of index i. What holds two words is then one `and`, what holds either one `or`, whatever the length
of the document and the number of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from conformance.model.rules import Hit, Sentence

SHORT = 2
_SET, _ONE, _FEW = re.compile("1"), ord("1"), 16

Places = Mapping[int, Sequence[Hit]]
Found = tuple[Sequence[str], Sequence[Hit]]
Shared = Mapping[int, Sequence[tuple[int, int, Sequence[int]]]]


def indices(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, ascending."""
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


class Standing:
    """The hits of a document by the sentences they count for. `held` tells for each term the sentences that hold it."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        length: int,
        shared: Shared,
        found: Iterable[Found],
        seeming: Callable[[int], bool],
    ) -> None:
        """`length` is that of the reading text; `shared` tells, by sentence, the ranges of words that count for other
        sentences too; `found` holds hits with the terms they count as; `seeming` tells of an offset whether the `SHORT` word
        that stands there only seems to be one."""
        rows = list(found)
        self.held: dict[str, int] = {}
        self._owners, self._seeming = _owners(sentences, length, shared), seeming
        self._hits = [hits for _, hits in rows]
        self._rows: dict[str, list[int]] = {}
        self._placed: dict[int, Places] = {}
        for row, (terms, hits) in enumerate(rows):
            held = 0
            for hit in hits:
                held |= self._owners[hit.at][0]
            for term in terms:
                self.held[term] = self.held.get(term, 0) | held
                self._rows.setdefault(term, []).append(row)

    def places(self, term: str) -> list[Places]:
        """Where the sentences hold a term, in one mapping a wording, without the hits that only seem to be words."""
        return [self._places(row) for row in self._rows.get(term, ())]

    def _places(self, row: int) -> Places:
        """The hits of a wording by sentence, sorted when first asked for: not all are."""
        if row not in self._placed:
            placed: dict[int, list[Hit]] = {}
            for hit in self._hits[row]:
                several = self._owners[hit.at][1]
                if several and not (hit.end - hit.at == SHORT and self._seeming(hit.at)):
                    for index in several:
                        placed.setdefault(index, []).append(hit)
            self._placed[row] = placed
        return self._placed[row]


def _owners(sentences: Sequence[Sentence], length: int, shared: Shared) -> list[tuple[int, tuple[int, ...]]]:
    """For each character of the reading text the sentences that a word standing there counts for, as bits and one by one."""
    owners: list[tuple[int, tuple[int, ...]]] = [(0, ())] * length
    for index, sentence in enumerate(sentences):
        low, high = sentence.flow_start, sentence.flow_end
        owners[low:high] = [(1 << index, (index,))] * (high - low)
        for first, last, items in shared.get(index, ()):
            also, end = number(items), min(last, high)
            owners[first:end] = [(bits | also, (*several, *items)) for bits, several in owners[first:end]]
    return owners
