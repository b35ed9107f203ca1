"""Rows of cells from words that only stand in columns: which lines make one cell, and which cells one row.

Where cells are set apart, by a distance larger than that of the lines within them, a row is what overlaps: its tallest
cell reaches over its whole height, however the others are aligned. Where all lines are equally far apart, a row goes on
while each of its words goes on with a full line right above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from conformance.model.document import Box
from conformance.readers.paged.layout import Cell, Grid, Line, maker
from conformance.readers.paged.pieces import joined
from conformance.readers.paged.strips import Columns, Gap
from conformance.readers.paged.wording import is_marked, needs

# Lines of one cell are no further apart than the closest by this much; nearly all but the last of them are full.
_WIDEST, _FULL = 1.5, 0.95
# Cells of one row are not more uneven than this, in points: one that reaches over several rows counts no more.
_MOST_UNEVEN = 12.0
# A cell is put into one of so many rows begun last.
_OPEN = 3
# Where cells are not set apart, lines of one are not this much further apart than the closest are.
_LOOSE = 1.35
# A word that would have fitted by less than this, in em, may have been moved to the next line all the same.
_GRACE = 0.3

_new = maker(Cell)
Field = Sequence[Line]
Row = list[list[Line]]


class _Cell(NamedTuple):
    """Lines of one column that belong together, from the upper edge of the first (`top`) to the lower of the last, in
    points, without the room above and below letters."""

    column: int
    fields: list[Field]
    top: float
    bottom: float

    @classmethod
    def of(cls, column: int, fields: list[Field]) -> _Cell:
        """The cell of `fields`, each what stands on one row."""
        first, last = fields[0][0], fields[-1][0]
        return cls(column, fields, first.middle - first.em / 2, last.middle + last.em / 2)


def logical(columns: Columns, spans: Sequence[Gap]) -> list[Row]:
    """The rows of cells that the rows of words `columns` make; `spans` are the columns, half an em wider than words."""
    cells = _set_apart(columns, spans)
    return [_row(row, len(spans)) for row in _overlapping(cells)] if cells else _running_on(columns, spans)


def _set_apart(columns: Columns, spans: Sequence[Gap]) -> list[_Cell]:
    """The cells, where the distances of lines tell them; none where they do not.

    Of the distances that lines of one cell may be apart at most, that one is taken with which the rows come out best.
    """
    stacks = [[row[i] for row in columns if row[i]] for i in range(len(spans))]
    steps = [
        (round(below[0].middle - above[0].middle, 1), goes_on(above, below, span))
        for stack, span in zip(stacks, spans, strict=True)
        for above, below in pairwise(stack)
    ]
    least = min((step for step, _ in steps), default=0.0)
    found: list[tuple[float, list[_Cell]]] = []
    for most in sorted({step for step, _ in steps if step <= _WIDEST * least}):
        close = [full for step, full in steps if step <= most]
        if len(close) < len(steps) and sum(close) >= _FULL * len(close):
            cells = [cell for i, stack in enumerate(stacks) for cell in _cells(i, stack, most + 0.1)]
            found.append((_unevenness(_overlapping(cells), len(spans)), cells))
    return min(found, key=lambda one: one[0])[1] if found else []


def _unevenness(rows: Sequence[Sequence[_Cell]], count: int) -> float:
    """How far `rows` are from those of a table: cells level at top, middle or bottom, and none empty."""
    several = [row for row in rows if len(row) > 1]
    if not several:
        return float("inf")
    spreads = []
    for share in (0.0, 0.5, 1.0):
        levels = ([c.top + share * (c.bottom - c.top) for c in row] for row in several)
        spreads.append(sum(min(_MOST_UNEVEN, max(row) - min(row)) for row in levels))
    em = several[0][0].fields[0][0].em
    empty = sum(count - len(row) for row in rows)
    return min(spreads) / em / len(several) + empty / count / len(rows)


def _cells(column: int, stack: Sequence[Field], most: float) -> Iterator[_Cell]:
    fields: list[Field] = []
    for field in stack:
        if fields and field[0].middle - fields[-1][0].middle > most:
            yield _Cell.of(column, fields)
            fields = []
        fields.append(field)
    if fields:
        yield _Cell.of(column, fields)


def _overlapping(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """The rows of `cells` that stand beside each other; no row has two cells of one column."""
    rows: list[list[_Cell]] = []
    bottoms: list[float] = []
    for cell in sorted(cells, key=attrgetter("top")):
        best, most = None, cell.top
        for number in range(max(0, len(rows) - _OPEN), len(rows)):
            reach = min(bottoms[number], cell.bottom)
            if reach > most and all(other.column != cell.column for other in rows[number]):
                best, most = number, reach
        if best is None:
            rows.append([cell])
            bottoms.append(cell.bottom)
        else:
            rows[best].append(cell)
            bottoms[best] = max(bottoms[best], cell.bottom)
    return rows


def _row(cells: Sequence[_Cell], count: int) -> Row:
    row: Row = [[] for _ in range(count)]
    for cell in cells:
        row[cell.column] += [line for field in cell.fields for line in field]
    return row


def _running_on(columns: Columns, spans: Sequence[Gap]) -> list[Row]:
    """Rows where all lines are equally far apart.

    Not all cells that a row began with may go on: rows of equal words are rows.
    """
    pitch = min((_top(b) - _top(a) for a, b in pairwise(columns)), default=0.0)
    found: list[Row] = []
    first: set[int] = set()
    for above, row in zip((None, *columns), columns, strict=False):
        filled = {i for i, field in enumerate(row) if field}
        if (
            above is not None
            and not first <= filled
            and _top(row) - _top(above) < _LOOSE * pitch
            and all(goes_on(above[i], row[i], spans[i]) for i in filled)
        ):
            found[-1] = [[*field, *more] for field, more in zip(found[-1], row, strict=True)]
        else:
            found.append([list(field) for field in row])
            first = filled
    return found


def _top(row: Sequence[Field]) -> float:
    return min(line.middle for field in row for line in field)


def goes_on(above: Field, field: Field, span: Gap) -> bool:
    """Whether `field` may be the next line of the cell that `above` stands in: its first word had no room there."""
    if not above:
        return False
    room = (span[1] - span[0] - above[-1].right + above[0].left) / above[-1].em - 1
    text = field[0].text
    return room < needs(text) + _GRACE and not is_marked(text) and not (above[-1].text.isdecimal() and text.isdecimal())


def table_of(rows: Sequence[Row], spans: Sequence[Gap]) -> Grid:
    """The table of `rows` whose columns reach over `spans`."""
    cells = [
        _new((number, index, _around(lines, spans[index]), tuple(joined(lines) if len(lines) > 1 else lines)))
        for number, row in enumerate(rows)
        for index, lines in enumerate(row)
    ]
    lines = [line for row in rows for field in row for line in field]
    box = _around(lines, (spans[0][0], spans[-1][1]))
    return Grid(lines[0].page, box, (*(s[0] for s in spans), spans[-1][1]), tuple(cells), ruled=False)


def _around(lines: Sequence[Line], span: Gap) -> Box:
    if not lines:
        return span[0], 0.0, span[1], 0.0
    return span[0], min([line.top for line in lines]), span[1], max([line.bottom for line in lines])
