"""Tables without rules over the ends of columns and pages: rows too few to be known as a table by themselves.

Two rows at the foot of a page show no columns; that they stand in those of the table at the head of the next does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from conformance.readers.paged.layout import Grid, Line
from conformance.readers.paged.strips import parted, rows_of
from conformance.readers.paged.unruled import goes_on, logical, table_of

# A row has words in so many of the columns, and in at least so many of them.
_FILLED, _LEAST = 0.6, 2
# Words may reach so far, in em, into what is free between columns.
_LOOSE = 1.0
# Lines of one cell begin within this, in em.
_EVEN = 0.3

Item = Line | Grid


def continue_tables(columns: Sequence[list[Item]]) -> None:
    """Make tables, in place, of the rows next to a table without rules in the neighbouring one of the `columns` of text
    (lists of items in reading order) where they stand in its columns."""
    for before, after in pairwise(columns):
        if (table := _plain(after[:1])) is not None:
            rows = _like(reversed(rows_of(_lines(reversed(before)))), table)
            if rows:
                before[:] = [*_without(before, rows), _part(rows[::-1], table)]
        elif (table := _plain(before[-1:])) is not None:
            below = rows_of(_lines(after))
            rows = _like(below, table) or [row for row in below[:1] if _is_rest(row, table)]
            if rows:
                after[:] = [_part(rows, table), *_without(after, rows)]


def _plain(items: Sequence[Item]) -> Grid | None:
    """The only one of `items` if it is a table without rules."""
    return items[0] if items and isinstance(items[0], Grid) and not items[0].ruled else None


def _lines(items: Iterable[Item]) -> list[Line]:
    """The lines that come before a table among `items`."""
    return [item for item in takewhile(lambda item: isinstance(item, Line), items) if isinstance(item, Line)]


def _without(items: Iterable[Item], rows: Iterable[Sequence[Line]]) -> list[Item]:
    taken = {id(line) for row in rows for line in row}
    return [item for item in items if id(item) not in taken]


def _like(rows: Iterable[Sequence[Line]], table: Grid) -> list[Sequence[Line]]:
    """The first of `rows` that stand in the columns of `table`, as far as a row with words in most of them."""
    found: list[Sequence[Line]] = []
    enough = max(_LEAST, _FILLED * (len(table.stops) - 1))
    whole = 0
    for row in rows:
        if not all(_fits(line, table) for line in row) or (found and parted(*sorted((found[-1], row), key=_top))):
            break
        found.append(row)
        if len({_column(line, table) for line in row}) >= enough:
            whole = len(found)
    return found[:whole]


def _top(row: Sequence[Line]) -> float:
    return row[0].middle


def _column(line: Line, table: Grid) -> int:
    """The column of `table` whose place `line` begins in."""
    return min(len(table.stops) - 1, bisect_right(table.stops, line.left + line.em / 2)) - 1


def _fits(line: Line, table: Grid) -> bool:
    """Whether `line` stands in one column of `table`. The last one may have longer words here."""
    column = _column(line, table)
    last = column + 2 == len(table.stops)
    return column >= 0 and (last or line.right < table.stops[column + 1] + _LOOSE * line.em)


def _is_rest(row: Sequence[Line], table: Grid) -> bool:
    """Whether `row` is the end of cells in the last row of `table`: below their beginning, and they had no more room."""
    spans = list(pairwise(table.stops))
    last = {cell.column: cell.lines for cell in table.cells if cell.row == table.rows - 1 and cell.lines}
    return all(
        (column := _column(line, table)) > 0
        and column in last
        and _fits(line, table)
        and abs(line.left - last[column][0].left) < _EVEN * line.em
        and goes_on(last[column], [line], spans[column])
        for line in row
    )


def _part(rows: Sequence[Sequence[Line]], table: Grid) -> Grid:
    """The part of `table` that `rows` are."""
    spans = list(pairwise(table.stops))
    fields = [[[line for line in row if _column(line, table) == i] for i in range(len(spans))] for row in rows]
    return table_of(logical(fields, spans), spans)
