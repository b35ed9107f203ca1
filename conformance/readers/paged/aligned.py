"""Columns without rules: tables whose cells only stand below each other, and text set in columns but drawn in rows.

Both show as blank strips that run down through several rows of words. A table is taken for one only where its words
really stand in columns: to read prose as a table would be worse than to read a table as lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from statistics import median

from conformance.readers.paged.continued import continue_tables
from conformance.readers.paged.layout import Edge, Grid, Line, Page
from conformance.readers.paged.open_tables import with_open_tables
from conformance.readers.paged.pieces import joined
from conformance.readers.paged.strips import Band, Columns, bands, shares_rows
from conformance.readers.paged.unruled import Row, logical, table_of
from conformance.readers.paged.wording import is_contents, is_marked

# The narrowest strip between the columns of a table, and of one with but two, in em.
_STRIP_OF_TABLE, _STRIP_OF_TWO = 0.5, 1.5
# No cell is higher than this share of a page.
_TALL = 0.25
# Fewer lines than this show nothing.
_ROWS = 3
# Words of one column begin, end or stand in the middle within this, in em.
_TRUE = 0.4
# Columns of running text are at least so wide in em, and so many of their lines reach so far to the right.
_TEXT_WIDTH, _FULL, _REACH = 9.0, 0.6, 0.8
# Cells of a table with two columns are no longer than this, in em: in one of them, in the other.
_SHORT, _LONG = 12.0, 26.0

_PAGE = re.compile(r"\d{1,4}|[ivxl]{1,6}|[IVXL]{1,6}")
_MARK = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3}")

Item = Line | Grid


def arranged(pages: Iterable[Page]) -> list[Page]:
    """`pages` with the tables among their lines made tables, columns of text in order, pieces of one row joined."""
    found = [[_tabled(column, page.rules) for column in _drawn(page)] for page in pages]
    continue_tables([column for columns in found for column in columns])
    joined_columns = (chain.from_iterable(map(_joined, columns)) for columns in found)
    return [page._replace(items=tuple(items)) for page, items in zip(pages, joined_columns, strict=True)]


def _drawn(page: Page) -> list[list[Item]]:
    """The items of `page` by the column they were drawn in, where one was drawn after the other."""
    columns: list[list[Item]] = [[]]
    for item in page.items:
        if columns[-1] and item.bottom <= columns[-1][-1].top + 1 and _is_beside(columns[-1], item, page.height):
            columns.append([])
        columns[-1].append(item)
    return columns


def _is_beside(column: Sequence[Item], item: Item, height: float) -> bool:
    """Whether `item` begins the next column of text: it stands to the right of all of `column` from its height down,
    and that is too high to be a cell of a table."""
    left, top = item.left, item.top
    beside = [other for other in column if other.bottom > top]
    right, bottom = max((o.right for o in beside), default=left), max((o.bottom for o in beside), default=top)
    return right < left and bottom - top > _TALL * height


def _tabled(items: list[Item], rules: Sequence[Edge]) -> list[Item]:
    """`items`, with level `rules` around some, with columns of text in order and tables made."""
    if not shares_rows(items):
        return items
    items = with_open_tables(items, rules)
    for band in bands(items):
        made = _made(band)
        taken = {id(line) for item in made for line in _lines(item)}
        if taken:
            start = next(i for i, item in enumerate(items) if id(item) in taken)
            rest = [item for item in items[start:] if id(item) not in taken]
            items = items[:start] + made + rest
    return items


def _made(band: Band) -> list[Item]:
    """What the lines of `band` make: lines column by column, a table, or nothing."""
    columns = band.columns()
    if _is_text(band, columns):
        return [line for column in zip(*columns, strict=True) for field in column for line in field]
    spans = band.spans(columns)
    rows = _trimmed(logical(columns, spans))
    return [table_of(rows, spans)] if len(rows) > 1 and _is_table(band, rows) else []


def _lines(item: Item) -> list[Line]:
    return [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell.lines]


def _trimmed(rows: Sequence[Row]) -> list[Row]:
    """`rows` without those at either end that have but one cell: a line of text above or below the table."""
    whole = [i for i, row in enumerate(rows) if sum(map(bool, row)) > 1]
    return list(rows[whole[0] : whole[-1] + 1]) if whole else []


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


def _is_text(band: Band, columns: Columns) -> bool:
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


def _is_table(band: Band, rows: Sequence[Row]) -> bool:
    """Whether `rows`, made of the words of `band`, are those of a table: most whole, their cells below each other."""
    several = [row for row in rows if sum(map(bool, row)) > 1]
    count = len(band.gaps) + 1
    filled = [sum(bool(row[i]) for row in several) for i in range(count)]
    whole = sum(sum(map(bool, row)) >= max(2, 0.6 * count) for row in several)
    if min(right - left for left, right in band.gaps) < _STRIP_OF_TABLE * band.em:
        return False
    if min(filled) < 2 or min(filled[1:]) < 0.3 * len(several) or whole < 0.6 * len(several):
        return False
    cells = [[line for row in rows for line in row[i]] for i in range(count)]
    if not all(_is_true(column) for column in cells) or _is_listing(rows):
        return False
    return count > 2 or _is_pair(band, cells)


def _is_true(lines: Sequence[Line]) -> bool:
    """Whether most of `lines` begin at one x, end at one, or stand around one."""
    least = 0.7 * len(lines)
    return any(_together([pick(line) / line.em for line in lines]) >= least for pick in (_left, _right, _centre))


def _left(line: Line) -> float:
    return line.left


def _right(line: Line) -> float:
    return line.right


def _centre(line: Line) -> float:
    return (line.left + line.right) / 2


def _together(places: Iterable[float]) -> int:
    """How many of `places`, in em, lie within the tolerance of the most usual one."""
    steps = Counter([round(x / _TRUE) for x in places])
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


def _is_pair(band: Band, cells: Sequence[Sequence[Line]]) -> bool:
    """Whether a band of only two columns is a table all the same: far apart, with short words on either side."""
    left, right = band.gaps[0]
    widths = sorted(median(line.right - line.left for line in column) / band.em for column in cells)
    return right - left > _STRIP_OF_TWO * band.em and widths[0] < _SHORT and widths[1] < _LONG
