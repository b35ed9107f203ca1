"""Rows of cells from words that only stand in columns: which lines make one cell, and which cells one row.

Where cells are set apart, by a distance larger than that of the lines within them, a row is what overlaps: its tallest
cell reaches over its whole height, however the others are aligned. Where all lines are equally far apart, a row goes on
while each of its words goes on with a full line right above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from conformance.readers.paged.layout import Line
from conformance.readers.paged.paragraphs import is_marked, needs
from conformance.readers.paged.strips import Columns, Gap

# Distances of lines within cells differ from one to the next by no more than this, altogether by no more than that; so
# many of the lines have to be full.
_CLOSE, _WIDEST, _FULL = 1.06, 1.2, 0.6
# Where cells are not set apart, lines of one are not this much further apart than the closest are.
_LOOSE = 1.35
# A word that would have fitted by less than this, in em, may have been moved to the next line all the same.
_GRACE = 0.3

Field = Sequence[Line]
Row = list[list[Line]]


@dataclass(slots=True)
class _Cell:
    """Lines of one column that belong together, from `top` to `bottom`."""

    column: int
    fields: list[Field]

    @property
    def top(self) -> float:
        """Upper edge of its first line, without the room above letters."""
        return self.fields[0][0].middle - self.fields[0][0].em / 2

    @property
    def bottom(self) -> float:
        """Lower edge of its last line."""
        return self.fields[-1][0].middle + self.fields[-1][0].em / 2


def logical(columns: Columns, spans: Sequence[Gap]) -> list[Row]:
    """The rows of cells that the rows of words `columns` make; `spans` are the columns, half an em wider than words."""
    cells = _set_apart(columns, spans)
    return _overlapping(cells, len(spans)) if cells else _running_on(columns, spans)


def _set_apart(columns: Columns, spans: Sequence[Gap]) -> list[_Cell]:
    """The cells, where the distances of lines tell them; none where they do not."""
    stacks = [[row[i] for row in columns if row[i]] for i in range(len(spans))]
    steps = [
        (below[0].middle - above[0].middle, _goes_on(above, below, span))
        for stack, span in zip(stacks, spans, strict=True)
        for above, below in pairwise(stack)
    ]
    most = _closest([step for step, _ in steps])
    close = [full for step, full in steps if step <= most]
    if len(close) == len(steps) or sum(close) < _FULL * len(close):
        return []
    return [cell for i, stack in enumerate(stacks) for cell in _cells(i, stack, most)]


def _closest(steps: Sequence[float]) -> float:
    """The largest of the distances that are about as small as the smallest: fonts differ in how high their boxes are."""
    ordered = sorted(steps)
    following = pairwise(ordered)
    return next(
        (a for a, b in following if b > _CLOSE * a or b > _WIDEST * ordered[0]), ordered[-1] if ordered else 0.0
    )


def _cells(column: int, stack: Sequence[Field], most: float) -> Iterator[_Cell]:
    cell: _Cell | None = None
    for field in stack:
        if cell is not None and field[0].middle - cell.fields[-1][0].middle <= most:
            cell.fields.append(field)
            continue
        if cell is not None:
            yield cell
        cell = _Cell(column, [field])
    if cell is not None:
        yield cell


def _overlapping(cells: Sequence[_Cell], count: int) -> list[Row]:
    """The rows of `cells` that stand beside each other; no row has two cells of one column."""
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda c: c.top):
        free = [row for row in rows[-3:] if all(other.column != cell.column for other in row)]
        best = max(free, key=lambda row: _shared(row, cell), default=None)
        if best is not None and _shared(best, cell) > 0:
            best.append(cell)
        else:
            rows.append([cell])
    return [_row(row, count) for row in sorted(rows, key=lambda row: min(c.top for c in row))]


def _shared(row: Sequence[_Cell], cell: _Cell) -> float:
    """How much of its height `cell` shares with `row`."""
    return min(max(c.bottom for c in row), cell.bottom) - max(min(c.top for c in row), cell.top)


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
            and all(_goes_on(above[i], row[i], spans[i]) for i in filled)
        ):
            found[-1] = [[*field, *more] for field, more in zip(found[-1], row, strict=True)]
        else:
            found.append([list(field) for field in row])
            first = filled
    return found


def _top(row: Sequence[Field]) -> float:
    return min(line.middle for field in row for line in field)


def _goes_on(above: Field, field: Field, span: Gap) -> bool:
    """Whether `field` may be the next line of the cell that `above` stands in: its first word had no room there."""
    if not above:
        return False
    room = (span[1] - span[0] - above[-1].right + above[0].left) / above[-1].em - 1
    return room < needs(field[0].text) + _GRACE and not is_marked(field[0].text)
