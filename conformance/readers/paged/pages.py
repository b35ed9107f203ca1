"""From characters and rules to a page of lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from conformance.model.document import Box
from conformance.readers.paged import glyphs as lettering
from conformance.readers.paged import pieces, shades
from conformance.readers.paged.glyphs import Glyphs, Run
from conformance.readers.paged.grids import Field, Frame, frames, nearby
from conformance.readers.paged.layout import Cell, Edge, Grid, Line, Page, maker
from conformance.readers.paged.open_tables import level_rules

_new = maker(Cell)
_WORD = re.compile(r"\S+")
# Between the texts of two cells is at least this much room, in points.
_SPILT = 1.0
# Rules this close to a table, in points, are its own.
_EDGE = 3.0

# The table and cell that something stands in, both None outside tables.
Spot = tuple[Frame | None, Field | None]
_NOWHERE: Spot = (None, None)
# A stretch of characters with its table and cell.
Placed = tuple[Frame | None, Field | None, Run]


def page_of(
    glyphs: Glyphs,
    edges: Sequence[Edge],
    number: int,
    size: tuple[float, float],
    pictured: float,
    paths: int,
    areas: Sequence[Box] = (),
) -> Page:
    """The page whose characters are `glyphs`: tables where `edges` make cells, pieces of lines elsewhere, as drawn.

    `size` is width and height in points, `pictured` the area of pictures in square points, `areas` what is filled.
    """
    items: tuple[Line | Grid, ...]
    runs = lettering.runs(glyphs)
    if areas:
        edges = [*edges, *shades.rules(areas, edges, (glyphs.box(i) for run in runs for i in range(*run)))]
    found = frames(edges, size[1]) if runs and edges else []
    if found:
        items = tuple(_items(glyphs, [p for run in runs for p in _placed(glyphs, run, found)], number))
    else:
        items = tuple(pieces.once(pieces.lines(glyphs, runs, number)))
    share = min(1.0, pictured / max(1.0, size[0] * size[1]))
    return Page(number, *size, items, share, paths, rules=_outside(edges, found))


def _outside(edges: Iterable[Edge], found: Sequence[Frame]) -> tuple[Edge, ...]:
    """The level ones of `edges` that are of none of the tables `found`."""
    boxes = [frame.box for frame in found]
    return level_rules(e for e in edges if not any(b[1] - _EDGE < e.top < b[3] + _EDGE for b in boxes))


def _placed(glyphs: Glyphs, run: Run, found: Sequence[Frame]) -> Iterator[Placed]:
    """`run` cut where it passes from one cell into another or out of a table."""
    first, last = glyphs.box(run[0]), glyphs.box(run[1] - 1)
    near = list(nearby(found, (min(first[0], last[0]), first[1], max(first[2], last[2]), first[3])))
    here = _spot(first, near)
    if not near or (_is_in(last, here[1]) if here[1] else here is _spot(last, near)):
        yield *here, run
        return
    start = stop = run[0]
    edge = first[2]
    for begun, over, left, right, there in _steps(glyphs, run, near):
        # Text that runs on without a gap has only spilt over the border of its cell.
        if left - edge > _SPILT and there[1] is not here[1]:
            yield *here, (start, stop)
            start, here = begun, there
        stop, edge = over, right
    yield *here, (start, stop)


def _steps(glyphs: Glyphs, run: Run, near: Sequence[Frame]) -> Iterator[tuple[int, int, float, float, Spot]]:
    """The words of `run`, those that leave their cell cut into characters: where each begins and ends, its left and right
    edge, and the cell it stands in."""
    for word in _WORD.finditer(glyphs.text, *run):
        start, end = word.span()
        first, last = glyphs.box(start), glyphs.box(end - 1)
        here = _spot(first, near)
        if here[1] and _is_in(last, here[1]):
            yield start, end, first[0], last[2], here
        else:
            boxes = ((index, glyphs.box(index)) for index in range(start, end))
            yield from ((index, index + 1, box[0], box[2], _spot(box, near)) for index, box in boxes)


def _is_in(box: Box, field: Field) -> bool:
    (left, top, right, bottom), (x0, y0, x1, y1) = field.box, box
    return left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom


def _spot(box: Box, near: Sequence[Frame]) -> Spot:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for frame in near:
        if (field := frame.field_at(x, y)) is not None:
            return frame, field
    return _NOWHERE


def _items(glyphs: Glyphs, placed: Sequence[Placed], number: int) -> Iterator[Line | Grid]:
    """Lines and tables in the order they were begun."""
    done: set[int] = set()
    for key, group in groupby(placed, key=lambda p: id(p[0])):
        members = list(group)
        frame = members[0][0]
        if frame is None:
            yield from pieces.once(pieces.lines(glyphs, [run for _, _, run in members], number))
        elif key not in done:
            done.add(key)
            yield _grid(glyphs, frame, [p for p in placed if p[0] is frame], number)


def _grid(glyphs: Glyphs, frame: Frame, members: Sequence[Placed], number: int) -> Grid:
    """The table of `frame` with the text of `members`, every field a cell, also the empty ones."""
    held: dict[int, list[Run]] = {}
    for _, field, run in members:
        held.setdefault(id(field), []).append(run)
    cells = [_new((f.row, f.column, f.box, _written(glyphs, held.get(id(f), ()), number))) for f in frame.fields]
    return Grid(number, frame.box, frame.stops, tuple(cells))


def _written(glyphs: Glyphs, runs: Sequence[Run], number: int) -> tuple[Line, ...]:
    """The lines in a cell."""
    lines = pieces.lines(glyphs, runs, number)
    return tuple(pieces.rows(lines) if len(lines) > 1 else lines)
