"""Blank strips that run down through several rows of words: what columns without rules show as."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median

from conformance.readers.paged.layout import Grid, Line

# Pages with more pieces of text than this are drawings.
_MOST = 4_000
# The narrowest strip between columns, in em: marks hang into it.
_STRIP = 0.25
# Rows further apart than this, or set in type this much larger, belong to different things.
_APART, _RESIZED = 2.2, 1.25
# How many rows with several words there are at least: with three columns or more, with two.
_ROWS, _ROWS_OF_TWO = 3, 4
# Lines of one cell are further apart than this, in em: one that stands closer above a row belongs to a cell beside.
_SCARCE = 0.95

_MIDDLE, _LEFT = attrgetter("middle"), attrgetter("left")

Gap = tuple[float, float]
Columns = Sequence[Sequence[Sequence[Line]]]


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that stand one below the other and share the blank strips `gaps`, left to right."""

    rows: tuple[tuple[Line, ...], ...]
    gaps: tuple[Gap, ...]

    @property
    def em(self) -> float:
        """The usual size of its type."""
        return median(line.em for row in self.rows for line in row)

    def columns(self) -> list[list[list[Line]]]:
        """The lines of each row by column."""
        middles = [(left + right) / 2 for left, right in self.gaps]
        found = []
        for row in self.rows:
            fields: list[list[Line]] = [[] for _ in range(len(middles) + 1)]
            for line in row:
                fields[bisect_left(middles, (line.left + line.right) / 2)].append(line)
            found.append(fields)
        return found

    def spans(self, columns: Columns) -> list[Gap]:
        """From where to where each of its `columns` reaches: half an em beyond its words."""
        em = self.em
        filled = ([line for row in columns for line in row[i]] for i in range(len(self.gaps) + 1))
        return [(min(x.left for x in lines) - em / 2, max(x.right for x in lines) + em / 2) for lines in filled]


def shares_rows(items: Sequence[Line | Grid]) -> bool:
    """Whether two lines stand on one row."""
    lines = [item for item in items if isinstance(item, Line)]
    middles = sorted([line.top + line.bottom for line in lines])
    least = min([line.em for line in lines], default=0.0)
    return any(b - a < least for a, b in pairwise(middles))


def bands(items: Sequence[Line | Grid]) -> list[Band]:
    """The stretches of a page that may be columns, each with as many columns and rows as go together."""
    lines = [i for i in items if isinstance(i, Line)]
    if not 2 * _ROWS <= len(lines) <= _MOST:
        return []
    rows = rows_of(lines)
    found: list[Band] = []
    if sum(len(row) > 1 for row in rows) < _ROWS:
        return found
    start = 0
    while start < len(rows):
        band = _band(rows, start) if len(rows[start]) > 1 else None
        if band is not None:
            found.append(band)
        start += len(band.rows) if band is not None else 1
    return found


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """`lines` by the row they stand on, rows from the top, each from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_MIDDLE):
        if rows and line.middle - rows[-1][0].middle < 0.45 * min(line.em, rows[-1][0].em):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=_LEFT)
    return rows


def _band(rows: Sequence[Sequence[Line]], start: int) -> Band | None:
    """The best band whose first row is `start`: the one with most columns times rows; None where there is none."""
    gaps: list[Gap] = [(float("-inf"), float("inf"))]
    best: tuple[int, int, tuple[Gap, ...]] = (0, 0, ())
    several = 0
    for end in range(start, len(rows)):
        row = rows[end]
        if end > start and (parted(rows[end - 1], row) or _strays(row, gaps)):
            break
        gaps = shared(gaps, row)
        if len(gaps) < 3:
            break
        several += len(row) > 1
        columns = len(gaps) - 1
        enough = _ROWS if columns > 2 else _ROWS_OF_TWO
        if several >= enough and columns * several >= best[0]:
            best = (columns * several, end + 1, tuple(gaps[1:-1]))
    if not best[0]:
        return None
    begun, end = start - _above(rows, start, best[1], best[2]), _end(rows, start, best[1], best[2])
    return Band(tuple(tuple(r) for r in rows[begun:end]), best[2])


def _end(rows: Sequence[Sequence[Line]], start: int, end: int, gaps: Sequence[Gap]) -> int:
    """Where a band from `start` to `end` ends without lines below it that are wider than the column they stand in."""
    last = max(i for i in range(start, end) if len(rows[i]) > 1)
    for below in range(last + 1, end):
        if not _stays(rows[below][0], rows[start : last + 1], gaps):
            return below
    return end


def _stays(line: Line, rows: Iterable[Sequence[Line]], gaps: Sequence[Gap]) -> bool:
    """Whether `line` does not reach beyond the words of its column in `rows`."""
    column = [other for row in rows for other in row if _column(other, gaps) == _column(line, gaps)]
    left, right = min(other.left for other in column), max(other.right for other in column)
    return left - line.em / 2 < line.left and line.right < right + line.em / 2


def _above(rows: Sequence[Sequence[Line]], start: int, end: int, gaps: Sequence[Gap]) -> int:
    """How many rows above `start` are lines of cells that stand beside it: no whole line above, and in one column."""
    count = 0
    while start > count and len(rows[start - count - 1]) == 1:
        line, below = rows[start - count - 1][0], rows[start - count][0]
        if (
            not _stays(line, rows[start:end], gaps)
            or below.middle - line.middle > _SCARCE * line.em
            or parted([line], rows[start - count])
        ):
            break
        count += 1
    return count


def _column(line: Line, gaps: Sequence[Gap]) -> int:
    return sum((left + right) / 2 < (line.left + line.right) / 2 for left, right in gaps)


def parted(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether two rows that follow each other are too far apart or too unlike to belong to one table."""
    em, other = above[len(above) // 2].em, below[len(below) // 2].em
    room = min(line.top for line in below) - max(line.bottom for line in above)
    return room > _APART * em or max(em, other) > _RESIZED * min(em, other)


def _strays(row: Sequence[Line], gaps: Iterable[Gap]) -> bool:
    """Whether all of `row` stands where no row above has words, in one of their `gaps` (the number of the page)."""
    return any(left < row[0].left and row[-1].right < right for left, right in gaps)


def shared(gaps: Sequence[Gap], row: Sequence[Line]) -> list[Gap]:
    """What is left of `gaps` where the words of `row` are taken out, strips too narrow left off."""
    least = _STRIP * row[0].em
    free: list[Gap] = []
    at = float("-inf")
    for line in row:
        if line.left - at >= least:
            free.append((at, line.left))
        at = max(at, line.right)
    free.append((at, float("inf")))
    found = []
    for left, right in gaps:
        for start, end in free:
            low, high = (left if left > start else start), (right if right < end else end)
            if high - low >= least:
                found.append((low, high))
    return found
