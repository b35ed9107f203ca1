"""Columns without rules: tables whose cells only stand below each other, and text set in columns but drawn in rows.

Both show as blank strips that run down through several rows of words. A table is taken for one only where its words
really stand in columns: to read prose as a table would be worse than to read a table as lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from conformance.model.document import Box
from conformance.readers.paged.glyphs import joined
from conformance.readers.paged.layout import Cell, Grid, Line, Page
from conformance.readers.paged.paragraphs import is_contents, is_marked, needs

# Pages with more pieces of text than this are drawings.
_MOST = 4_000
# The narrowest strip between columns, in em: of any sort (marks hang into it), of a table, of one with two columns.
_STRIP, _STRIP_OF_TABLE, _STRIP_OF_TWO = 0.25, 0.5, 1.5
# Rows further apart than this, or set in type this much larger, belong to different things.
_APART, _RESIZED = 2.2, 1.25
# How many rows with several words a table has at least: with three columns or more, with two.
_ROWS, _ROWS_OF_TWO = 3, 4
# Words of one column begin, end or stand in the middle within this, in em.
_TRUE = 0.4
# Columns of running text are at least so wide in em, and so many of their lines reach so far to the right.
_TEXT_WIDTH, _FULL, _REACH = 9.0, 0.6, 0.8
# Lines of one cell are not this much further apart than the closest rows are.
_LOOSE = 1.35
# Cells of a table with two columns are no longer than this, in em: in one of them, in the other.
_SHORT, _LONG = 12.0, 26.0

_PAGE = re.compile(r"\d{1,4}|[ivxl]{1,6}|[IVXL]{1,6}")
_MARK = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3}")

Item = Line | Grid
Gap = tuple[float, float]
Columns = Sequence[Sequence[Sequence[Line]]]


@dataclass(frozen=True, slots=True)
class _Band:
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
                fields[sum(m < (line.left + line.right) / 2 for m in middles)].append(line)
            found.append(fields)
        return found


def arranged(pages: Iterable[Page]) -> list[Page]:
    """`pages` with the tables among their lines made tables, columns of text in order, pieces of one row joined."""
    return [replace(page, items=tuple(_arranged(page))) for page in pages]


def _arranged(page: Page) -> list[Item]:
    items: list[Item] = list(page.items)
    if not _shares_rows(items):
        return items
    for band in _bands(items):
        columns = band.columns()
        taken = {id(line) for row in band.rows for line in row}
        if _is_text(band, columns):
            made: list[Item] = [line for column in zip(*columns, strict=True) for field in column for line in field]
        elif _is_table(band, columns):
            made = [_table(band, columns)]
        else:
            continue
        start = next(i for i, item in enumerate(items) if id(item) in taken)
        rest = [item for item in items[start:] if id(item) not in taken]
        items = items[:start] + made + rest
    return _joined(items)


def _shares_rows(items: Sequence[Item]) -> bool:
    """Whether two lines stand on one row."""
    lines = [item for item in items if isinstance(item, Line)]
    middles = sorted([line.box[1] + line.box[3] for line in lines])
    least = min([line.em for line in lines], default=0.0)
    return any(b - a < least for a, b in pairwise(middles))


def _joined(items: Iterable[Item]) -> list[Item]:
    found: list[Item] = []
    lines: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            lines.append(item)
        else:
            found += [*joined(lines), item]
            lines = []
    return [*found, *joined(lines)]


def _bands(items: Sequence[Item]) -> list[_Band]:
    """The stretches of a page that may be columns, each with as many columns and rows as go together."""
    lines = [i for i in items if isinstance(i, Line)]
    if not 2 * _ROWS <= len(lines) <= _MOST:
        return []
    rows = _rows(lines)
    found: list[_Band] = []
    if sum(len(row) > 1 for row in rows) < _ROWS:
        return found
    start = 0
    while start < len(rows):
        band = _band(rows, start) if len(rows[start]) > 1 else None
        if band is not None:
            found.append(band)
        start += len(band.rows) if band is not None else 1
    return found


def _rows(lines: Iterable[Line]) -> list[list[Line]]:
    """`lines` by the row they stand on, rows from the top, each from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.middle):
        if rows and line.middle - rows[-1][0].middle < 0.45 * min(line.em, rows[-1][0].em):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda one: one.left)
    return rows


def _band(rows: Sequence[Sequence[Line]], start: int) -> _Band | None:
    """The best band whose first row is `start`: the one with most columns times rows; None where there is none."""
    gaps: list[Gap] = [(float("-inf"), float("inf"))]
    best: tuple[int, int, tuple[Gap, ...]] = (0, 0, ())
    several = 0
    for end in range(start, len(rows)):
        row = rows[end]
        if end > start and _parted(rows[end - 1], row):
            break
        gaps = _shared(gaps, row)
        if len(gaps) < 3:
            break
        several += len(row) > 1
        columns = len(gaps) - 1
        enough = _ROWS if columns > 2 else _ROWS_OF_TWO
        if several >= enough and columns * several >= best[0]:
            best = (columns * several, end + 1, tuple(gaps[1:-1]))
    return _Band(tuple(tuple(r) for r in rows[start : best[1]]), best[2]) if best[0] else None


def _parted(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether two rows that follow each other are too far apart or too unlike to belong to one table."""
    em, other = above[len(above) // 2].em, below[len(below) // 2].em
    room = min(line.box[1] for line in below) - max(line.box[3] for line in above)
    return room > _APART * em or max(em, other) > _RESIZED * min(em, other)


def _shared(gaps: Sequence[Gap], row: Sequence[Line]) -> list[Gap]:
    """What is left of `gaps` where the words of `row` are taken out, strips too narrow left off."""
    least = _STRIP * row[0].em
    free: list[Gap] = []
    at = float("-inf")
    for line in row:
        if line.box[0] - at >= least:
            free.append((at, line.box[0]))
        at = max(at, line.box[2])
    free.append((at, float("inf")))
    found = []
    for left, right in gaps:
        for start, end in free:
            low, high = (left if left > start else start), (right if right < end else end)
            if high - low >= least:
                found.append((low, high))
    return found


def _is_text(band: _Band, columns: Columns) -> bool:
    """Whether the band is running text in two or three columns: all wide, and most lines of most of them full."""
    if len(band.gaps) > 2:
        return False
    filled = [[line for row in columns for line in row[i]] for i in range(len(band.gaps) + 1)]
    wide = all(len(lines) >= _ROWS and _width(lines) > _TEXT_WIDTH * band.em for lines in filled)
    return wide and sum(map(_is_running, filled)) >= 2


def _width(lines: Sequence[Line]) -> float:
    return max(line.right for line in lines) - min(line.left for line in lines)


def _is_running(lines: Sequence[Line]) -> bool:
    reach = min(line.left for line in lines) + _REACH * _width(lines)
    return sum(line.right > reach for line in lines) >= _FULL * len(lines)


def _is_table(band: _Band, columns: Columns) -> bool:
    """Whether the words of the band stand in columns as those of a table do."""
    rows = [row for row in columns if sum(bool(f) for f in row) > 1]
    count = len(band.gaps) + 1
    filled = [sum(bool(row[i]) for row in rows) for i in range(count)]
    whole = sum(sum(bool(f) for f in row) >= max(2, 0.6 * count) for row in rows)
    if min(right - left for left, right in band.gaps) < _STRIP_OF_TABLE * band.em:
        return False
    if min(filled) < max(2, 0.3 * len(rows)) or whole < 0.6 * len(rows):
        return False
    cells = [[line for row in columns for line in row[i]] for i in range(count)]
    if not all(_is_true(column) for column in cells) or _is_listing(columns):
        return False
    return count > 2 or _is_pair(band, cells)


def _is_true(lines: Sequence[Line]) -> bool:
    """Whether most of `lines` begin at one x, end at one, or stand around one."""
    places = [[x / line.em for line in lines for x in [pick(line)]] for pick in (_left, _right, _centre)]
    return max(_together(xs) for xs in places) >= 0.7 * len(lines)


def _left(line: Line) -> float:
    return line.left


def _right(line: Line) -> float:
    return line.right


def _centre(line: Line) -> float:
    return (line.left + line.right) / 2


def _together(places: Iterable[float]) -> int:
    """How many of `places`, in em, lie within the tolerance of the most usual one."""
    steps = Counter(round(x / _TRUE) for x in places)
    return max(steps[s] + max(steps[s - 1], steps[s + 1]) for s in steps)


def _is_listing(columns: Columns) -> bool:
    """Whether it is a table of contents (page numbers in the last column) or a list whose marks stand alone."""
    first, last = _words(columns, 0), _words(columns, -1)
    pages = [int(word) for word in last if word.isascii() and word.isdigit()]
    numbered = sum(_PAGE.fullmatch(word) is not None for word in last) >= 0.8 * len(last)
    dotted = sum(is_contents("".join(line.text for field in row for line in field)) for row in columns)
    marks = sum(_MARK.fullmatch(word) is not None or (len(word) < 6 and is_marked(word)) for word in first)
    bullets = all(len(word) == 1 and not word.isalnum() for word in first)
    climbing = numbered and len(last) >= _ROWS and pages == sorted(pages)
    return climbing or bullets or dotted > 0.3 * len(columns) or (len(columns[0]) == 2 and marks > 0.5 * len(first))


def _words(columns: Columns, index: int) -> list[str]:
    """What stands in one column, row by row, empty fields left out."""
    return ["".join(line.text for line in row[index]) for row in columns if row[index]]


def _is_pair(band: _Band, cells: Sequence[Sequence[Line]]) -> bool:
    """Whether a band of only two columns is a table all the same: far apart, with short words on either side."""
    left, right = band.gaps[0]
    widths = sorted(median(line.right - line.left for line in column) / band.em for column in cells)
    return right - left > _STRIP_OF_TWO * band.em and widths[0] < _SHORT and widths[1] < _LONG


def _table(band: _Band, columns: Columns) -> Grid:
    """The band as a table; the box of a cell reaches half an em beyond the words of its column."""
    page, em = band.rows[0][0].page, band.em
    spans = []
    for index in range(len(band.gaps) + 1):
        lines = [line for row in columns for line in row[index]]
        spans.append((min(x.left for x in lines) - em / 2, max(x.right for x in lines) + em / 2))
    cells = []
    for number, row in enumerate(_logical(columns, spans)):
        for index, lines in enumerate(row):
            box = _around(lines, spans[index])
            cells.append(Cell(number, index, box, tuple(joined(lines))))
    top, bottom = min(x.top for x in band.rows[0]), max(x.bottom for x in band.rows[-1])
    return Grid(
        page,
        (spans[0][0], top, spans[-1][1], bottom),
        (*(s[0] for s in spans), spans[-1][1]),
        tuple(cells),
        ruled=False,
    )


def _around(lines: Sequence[Line], span: Gap) -> Box:
    top, bottom = min((x.top for x in lines), default=0.0), max((x.bottom for x in lines), default=0.0)
    return span[0], top, span[1], bottom


def _logical(columns: Columns, spans: Sequence[Gap]) -> list[list[list[Line]]]:
    """Rows of cells from rows of words.

    A row goes on while each word goes on with a full line right above it, at the usual distance of lines, and not all
    cells that the row began with do: rows of equal words are rows.
    """
    pitch = min((_top(b) - _top(a) for a, b in pairwise(columns)), default=0.0)
    found: list[list[list[Line]]] = []
    first: set[int] = set()
    for above, row in zip((None, *columns), columns, strict=False):
        filled = {i for i, field in enumerate(row) if field}
        if (
            above is not None
            and not first <= filled
            and _top(row) - _top(above) < _LOOSE * pitch
            and all(_goes_on(above[i], row[i], spans[i]) for i in filled)
        ):
            found[-1] = [[*field, *more] for field, more in zip(found[-1], row, strict=True)]
        else:
            found.append([list(field) for field in row])
            first = filled
    return found


def _top(row: Sequence[Sequence[Line]]) -> float:
    return min(line.middle for field in row for line in field)


def _goes_on(above: Sequence[Line], field: Sequence[Line], span: Gap) -> bool:
    """Whether `field` is the next line of the cell that `above` stands in."""
    if not above:
        return False
    room = (span[1] - above[-1].right) / above[-1].em - 0.5
    return room < needs(field[0].text) + 0.3 and not is_marked(field[0].text)
