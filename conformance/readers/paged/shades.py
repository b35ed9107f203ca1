"""Tables whose rows are shaded in turn: where no upright rules part the columns, the shades of single cells do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from conformance.model.document import Box
from conformance.readers.paged.layout import Edge

# Shades of cells side by side touch, and those of one row begin and end level, give or take this, in points.
_TOUCH = 1.0
# Level rules reach from side to side of their table, and lie on the edges of its shades, give or take this.
_NEAR = 3.0
# A row without shades is at most so many times as high as one with them.
_HIGHER = 4.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of shaded cells: its upper and lower edge, and the x where its cells begin and end."""

    top: float
    bottom: float
    stops: tuple[float, ...]

    @property
    def reach(self) -> float:
        """How high a row next to it may be."""
        return _HIGHER * (self.bottom - self.top)

    def is_ruled(self, upright: Iterable[Edge]) -> bool:
        """Whether `upright` rules run down between all its cells: it stands in a ruled table."""
        xs = [e.left for e in upright if e.top < self.bottom - _NEAR and e.bottom > self.top + _NEAR]
        return all(any(abs(x - stop) < _NEAR for x in xs) for stop in self.stops[1:-1])

    def is_text(self, letter: Box) -> bool:
        """Whether `letter` stands in it where one of its shades begins: these are highlighted words and no cells."""
        inside = self.top < (letter[1] + letter[3]) / 2 < self.bottom
        return inside and any(abs(letter[0] - stop) < _TOUCH for stop in self.stops[:-1])

    def goes_on(self, following: _Row, level: Iterable[Edge]) -> bool:
        """Whether `following` is of the same table: it has the same columns, no more than one row lies between, and
        none of the `level` rules does, which would end one table or begin another."""
        alike = len(self.stops) == len(following.stops) and all(
            abs(a - b) < _TOUCH for a, b in zip(self.stops, following.stops, strict=True)
        )
        between = self.bottom + _NEAR, following.top - _NEAR
        return alike and following.top - self.bottom < self.reach and not any(_closing(self, level, *between))


def rules(areas: Iterable[Box], edges: Sequence[Edge], letters: Iterable[Box]) -> list[Edge]:
    """The rules that the shaded `areas` of a page stand for where its `edges` do not run down between all of them.

    `letters` are the boxes of the characters on the page: cells keep them off their sides, highlighted words do not.
    """
    shaded = list(_rows(areas))
    if not shaded:
        return []
    boxes = list(letters)
    upright = [edge for edge in edges if edge.left == edge.right]
    level = [edge for edge in edges if edge.top == edge.bottom]
    tables: list[list[_Row]] = []
    for row in (row for row in shaded if not (row.is_ruled(upright) or any(map(row.is_text, boxes)))):
        if not tables or not tables[-1][-1].goes_on(row, level):
            tables.append([])
        tables[-1].append(row)
    return [rule for table in tables for rule in _ruled(table, level)]


def _rows(areas: Iterable[Box]) -> Iterator[_Row]:
    """The rows of two cells or more that `areas` make, from the top."""
    levels: list[list[Box]] = []
    for area in sorted(set(areas), key=itemgetter(1)):
        if not levels or area[1] - levels[-1][0][1] > _TOUCH:
            levels.append([])
        levels[-1].append(area)
    for level in levels:
        row: list[Box] = []
        for area in sorted(level):
            if row and (abs(area[0] - row[-1][2]) > _TOUCH or abs(area[3] - row[-1][3]) > _TOUCH):
                yield from _row(row)
                row = []
            row.append(area)
        yield from _row(row)


def _row(cells: Sequence[Box]) -> list[_Row]:
    (left, top, _, bottom), rights = cells[0], [cell[2] for cell in cells]
    return [_Row(top, bottom, (left, *rights))] if len(cells) > 1 else []


def _closing(row: _Row, level: Iterable[Edge], top: float, bottom: float) -> list[float]:
    """The heights between `top` and `bottom` of those of the `level` rules that are as wide as `row`."""
    left, right = row.stops[0], row.stops[-1]
    wide = (e for e in level if abs(e.left - left) < _NEAR and abs(e.right - right) < _NEAR)
    return sorted(e.top for e in wide if top < e.top < bottom)


def _ruled(rows: Sequence[_Row], level: Iterable[Edge]) -> list[Edge]:
    """The rules of the table of the shaded `rows`: around them, and around the row above and the row below if one of
    the `level` rules closes it. A single row without such a neighbour may be a highlighted line and has none."""
    first, last = rows[0], rows[-1]
    above = _closing(first, level, first.top - first.reach, first.top - _NEAR)[-1:]
    below = _closing(last, level, last.bottom + _NEAR, last.bottom + last.reach)[:1]
    if len(rows) == 1 and not (above or below):
        return []
    ys = [*above, *(y for row in rows for y in (row.top, row.bottom)), *below]
    left, right = first.stops[0], first.stops[-1]
    return [*(Edge(left, y, right, y) for y in ys), *(Edge(x, ys[0], x, ys[-1]) for x in first.stops)]
