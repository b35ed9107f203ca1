"""The characters of a binary Word file, put together from its pieces, and which properties hold where.

Positions are character positions (cp) of the file: UTF-16 units counted through all stories.

Source: [MS-DOC] 2.4.1 (text), 2.9.38 (Clx), 2.9.175 (PlcPcd), 2.9.33 (ChpxFkp), 2.9.174 (PapxFkp).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from conformance.errors import ReadError
from conformance.readers.binary import streams as parts
from conformance.readers.binary.sprms import short
from conformance.readers.binary.streams import DAMAGED, Streams

_PAGE = 512
_COMPRESSED = 0x4000_0000
_ANSI = str.maketrans(
    {n: c for n in range(0x80, 0xA0) if (c := bytes((n,)).decode("cp1252", "ignore"))}
)  # Word stores them as one byte


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters [start, end) stored together from byte `at` on, `width` bytes each; `more` are modifiers that hold
    for all of it."""

    start: int
    end: int
    at: int
    width: int
    more: bytes


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters [start, end) share one set of modifiers; `style` is the paragraph style's number."""

    start: int
    end: int
    packed: bytes
    style: int = 0


def plc(packed: bytes, size: int) -> tuple[list[int], list[bytes]]:
    """A list of positions with `size` bytes of content for each but the last."""
    count = max(0, (len(packed) - 4) // (4 + size))
    if not count:
        return [], []
    positions = list(struct.unpack_from(f"<{count + 1}i", packed))
    first = 4 * (count + 1)
    return positions, [packed[first + i * size : first + (i + 1) * size] for i in range(count)]


def pieces(source: Streams) -> list[Piece]:
    """The pieces of the text in order. ReadError where there are none."""
    packed = source.part(parts.PIECES)
    at, modifiers = 0, []
    while at + 3 <= len(packed) and packed[at] == 1:
        size = int.from_bytes(packed[at + 1 : at + 3], "little")
        modifiers.append(packed[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(packed) or packed[at] != 2:
        raise ReadError(DAMAGED, why="Clx")
    positions, contents = plc(packed[at + 5 : at + 5 + int.from_bytes(packed[at + 1 : at + 5], "little")], 8)
    found = []
    for (start, end), content in zip(pairwise(positions), contents, strict=True):
        place, prm = struct.unpack_from("<2xIH", content)
        more = modifiers[prm >> 1] if prm & 1 and prm >> 1 < len(modifiers) else short(prm)
        narrow = bool(place & _COMPRESSED)
        place &= _COMPRESSED - 1
        if 0 <= start < end:
            found.append(Piece(start, end, place // 2 if narrow else place, 1 if narrow else 2, more))
    if not found or any(a.end != b.start for a, b in pairwise(found)) or found[0].start:
        raise ReadError(DAMAGED, why="PlcPcd")
    return found


def characters(source: Streams, rows: Sequence[Piece]) -> str:
    """All characters of the file, one for each position. Halves of surrogate pairs stay apart."""
    return "".join(_stored(source.word[p.at : p.at + p.width * (p.end - p.start)], p) for p in rows)


def _stored(packed: bytes, piece: Piece) -> str:
    count = piece.end - piece.start
    if piece.width == 1:
        return packed.decode("latin-1").translate(_ANSI).ljust(count, "\0")
    text = packed.decode("utf-16-le", "replace")
    if len(text) != count:
        units = packed[: len(packed) // 2 * 2]
        text = "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units))).ljust(count, "\0")
    return text


def joined(text: str) -> str:
    """`text` with the halves of surrogate pairs put together; single halves are dropped."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def paragraph_stretches(source: Streams, rows: Sequence[Piece]) -> list[Stretch]:
    """Which paragraph properties hold where, in order of position."""
    return list(_placed(_paragraph_runs(source), rows))


def character_stretches(source: Streams, rows: Sequence[Piece]) -> list[Stretch]:
    """Which character properties hold where, in order of position."""
    return list(_placed(_character_runs(source), rows))


def _pages(source: Streams, part: int) -> Iterator[bytes]:
    """The pages of formatted runs that the list `part` names."""
    _, numbers = plc(source.part(part), 4)
    for packed in numbers:
        start = (int.from_bytes(packed, "little") & 0x3F_FFFF) * _PAGE
        page = source.word[start : start + _PAGE]
        if len(page) == _PAGE:
            yield page


def _paragraph_runs(source: Streams) -> Iterator[tuple[int, int, bytes, int]]:
    """First and last byte, modifiers and style of every run of paragraphs."""
    for page in _pages(source, parts.PARAGRAPH_RUNS):
        count = min(page[511], (_PAGE - 5) // 17)
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for i in range(count):
            at = 2 * page[4 * (count + 1) + 13 * i]
            size = 2 * page[at] - 1 if page[at] else 2 * page[min(at + 1, 511)]
            at += 1 if page[at] else 2
            content = page[at : at + size] if at > 2 else b""
            yield bounds[i], bounds[i + 1], content[2:], int.from_bytes(content[:2], "little")


def _character_runs(source: Streams) -> Iterator[tuple[int, int, bytes, int]]:
    """First and last byte and modifiers of every run of characters."""
    for page in _pages(source, parts.CHARACTER_RUNS):
        count = min(page[511], (_PAGE - 5) // 5)
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for i in range(count):
            at = 2 * page[4 * (count + 1) + i]
            yield bounds[i], bounds[i + 1], page[at + 1 : at + 1 + page[at]] if at else b"", 0


def _placed(runs: Iterator[tuple[int, int, bytes, int]], rows: Sequence[Piece]) -> Iterator[Stretch]:
    """`runs`, which lie in the file, as stretches of the text: pieces may stand in any order."""
    ordered = sorted(run for run in runs if run[0] < run[1])
    firsts = [run[0] for run in ordered]
    for piece in rows:
        stop = piece.at + piece.width * (piece.end - piece.start)
        index = max(0, bisect_right(firsts, piece.at) - 1)
        while index < len(ordered) and ordered[index][0] < stop:
            low, high, packed, style = ordered[index]
            index += 1
            start = piece.start + -(-max(0, low - piece.at) // piece.width)
            end = piece.start + -(-(min(high, stop) - piece.at) // piece.width)
            if start < end:
                yield Stretch(start, end, packed + piece.more, style)
