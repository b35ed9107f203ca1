"""Tables put together over pages, and the text of their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from conformance.readers.paged.layout import Cell, Grid, Line
from conformance.readers.paged.pieces import joint
from conformance.readers.paged.wording import ends_open, is_marked, needs

# Column rules of the same table on two pages lie this close together, in points, once both are moved to one left edge.
_SAME = 4.0
# What word processors leave free on each side inside a cell, in em.
_PADDING = 0.5

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, over as many pages as it runs: its rows from the top, repeated header rows left out."""

    rows: tuple[Row, ...]


def tables(items: Iterable[list[Line] | Grid]) -> Iterator[list[Line] | Table]:
    """`items` with the parts of a table on pages that follow each other put together."""
    parts: list[Grid] = []
    for item in items:
        if isinstance(item, Grid) and (not parts or _goes_on(parts[-1], item)):
            parts.append(item)
            continue
        if parts:
            yield _together(parts)
        parts = [item] if isinstance(item, Grid) else []
        if not isinstance(item, Grid):
            yield item
    if parts:
        yield _together(parts)


def _goes_on(part: Grid, following: Grid) -> bool:
    """Whether `following`, next in reading order, is the same table in the next column or on the next page.

    It is where its columns are as wide.
    """
    beyond = following.page == part.page + 1 or (following.page == part.page and following.left > part.right)
    if not beyond or len(part.stops) != len(following.stops) or part.ruled != following.ruled:
        return False
    if not part.ruled:
        return all(min(b, d) > max(a, c) for (a, b), (c, d) in zip(_spans(part), _spans(following), strict=True))
    shift = following.stops[0] - part.stops[0]
    return all(abs(b - a - shift) < _SAME for a, b in zip(part.stops, following.stops, strict=True))


def _spans(grid: Grid) -> list[tuple[float, float]]:
    """From where to where the words of each column stand."""
    return list(pairwise(grid.stops))


def _together(parts: Sequence[Grid]) -> Table:
    rows = _rows(parts[0])
    for part in parts[1:]:
        more = _rows(part)
        more = more[_repeated(rows, more) :]
        if more and _is_rest(rows[-1], more[0]):
            rows[-1] = _completed(rows[-1], more.pop(0))
        rows += more
    return Table(tuple(tuple(_at(number, cell) for cell in row) for number, row in enumerate(rows)))


def _at(row: int, cell: Cell) -> Cell:
    return cell if cell.row == row else cell._replace(row=row)


def _rows(grid: Grid) -> list[Row]:
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return [tuple(row) for row in rows if row]


def _words(row: Row) -> list[str]:
    return ["".join("".join(line.text.split()) for line in cell.lines) for cell in row]


def _repeated(rows: Sequence[Row], more: Sequence[Row]) -> int:
    """How many of the first rows of `more` only repeat the header, the first rows of the table."""
    count = 0
    while count < min(len(rows), len(more)) and _words(rows[count]) == _words(more[count]) and any(_words(more[count])):
        count += 1
    return count


def _is_rest(row: Row, rest: Row) -> bool:
    """Whether `rest`, first on a page, is the end of the `row` at the foot of the page before.

    It is where its first cell is empty and every cell with text goes on with one whose text was cut off.
    """
    filled = {c.column: c for c in row}
    written = [c for c in rest if c.lines]
    return (
        len(row) == len(rest)
        and bool(written)
        and not rest[0].lines
        and all((cut := filled.get(c.column)) is not None and _is_cut(cut, c) for c in written)
    )


def _is_cut(cell: Cell, rest: Cell) -> bool:
    return bool(cell.lines) and ends_open(cell.lines[-1].text) and _is_full(cell, cell.lines[-1], rest.lines[0])


def _completed(row: Row, rest: Row) -> Row:
    more = {c.column: c.lines for c in rest}
    return tuple(cell._replace(lines=cell.lines + more.get(cell.column, ())) for cell in row)


def _is_full(cell: Cell, line: Line, following: Line) -> bool:
    """Whether the first word of `following` would not have fitted beside `line` in `cell`."""
    room = (cell.box[2] - cell.box[0] - (line.right - line.left)) / line.em - 2 * _PADDING
    return room < needs(following.text) + 0.3


def cell_text(cell: Cell) -> tuple[str, list[int]]:
    """The text of `cell`, which has lines, its paragraphs on lines of their own, and where in it each line of the page
    begins."""
    text, starts = cell.lines[0].text, [0]
    for before, line in pairwise(cell.lines):
        goes_on = _is_full(cell, before, line) and not (is_marked(line.text) and not ends_open(before.text))
        text += joint(text, line.text) if goes_on else "\n"
        starts.append(len(text))
        text += line.text
    return text, starts
