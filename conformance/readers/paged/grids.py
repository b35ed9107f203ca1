"""Ruled tables: where the rules on a page make cells, by the geometry of pdfplumber."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from conformance.model.document import Box
from conformance.readers.paged.layout import Edge, maker

Point = tuple[float, float]
Rule = dict[str, Any]
Crossings = Mapping[Point, Mapping[str, Sequence[Any]]]

# Rules closer than this, in points, are one rule (a double border, a rule drawn cell by cell).
_NEAR = 3.0
# Upright rules that must end together before a rule across them is taken as missing.
_COLUMNS = 3
# Drawings, not tables: comparing more crossings than this takes too long.
_MOST_PAIRS, _MOST_POINTS = 1_000_000, 3_000


class Field(NamedTuple):
    """The place of one cell: row and column of its upper left corner, counted from 0, and its box."""

    row: int
    column: int
    box: Box


_new = maker(Field)


@dataclass(frozen=True, slots=True)
class Frame:
    """The rules of one table without its text. `stops` are the x of the column rules, left to right, `tops` the upper
    edges of its rows."""

    box: Box
    stops: tuple[float, ...]
    tops: tuple[float, ...]
    fields: tuple[Field, ...]

    def field_at(self, x: float, y: float) -> Field | None:
        """The cell around the point (x, y)."""
        columns = len(self.stops) - 1
        row, column = bisect_left(self.tops, y) - 1, bisect_left(self.stops, x) - 1
        # Where no cells are merged it can but be one.
        whole = len(self.fields) == columns * len(self.tops) and row >= 0 <= column < columns
        at = row * columns + column
        for field in self.fields[at : at + 1] if whole else self.fields:
            left, top, right, bottom = field.box
            if top <= y <= bottom and left <= x <= right:
                return field
        return None


def frames(edges: Sequence[Edge], height: float) -> list[Frame]:
    """The tables that `edges` make on a page of `height` points, from the top down."""
    rules = [_rule(e) for e in edges]
    upright = sum(r["orientation"] == "v" for r in rules)
    if upright < 1 or len(rules) - upright < 2:
        return []
    merged = _merged(rules)
    merged += [*_closing(merged), *_sides(merged)]
    groups: Iterable[list[Box]] = [whole] if (whole := _whole(merged)) else _tables(merged)
    return [frame for frame in (_frame(cells, height) for cells in groups) if len(frame.fields) > 1]


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """`rules` from the left and from the top, those that lie on one line and touch made one."""
    found = sorted(rules, key=_line)
    if all(one[0] != other[0] or other[1] - one[1] > _NEAR for one, other in pairwise(map(_line, found))):
        return found
    # pdfplumber takes a tenth of a second to import and is not wanted where no rules touch.
    from pdfplumber import table  # noqa: PLC0415

    merged: list[Rule] = table.merge_edges(found, _NEAR, _NEAR, _NEAR, _NEAR)
    return merged


def _line(rule: Rule) -> tuple[str, float]:
    """Which way `rule` runs, and where."""
    return ("h", rule["top"]) if rule["orientation"] == "h" else ("v", rule["x0"])


def _whole(rules: Sequence[Rule]) -> list[Box]:
    """The cells of `rules` where they make one table without merged cells, as most do; none where they do not."""
    upright = sorted([r for r in rules if r["orientation"] == "v"], key=itemgetter("x0"))
    level = sorted([r for r in rules if r["orientation"] == "h"], key=itemgetter("top"))
    xs, ys = [r["x0"] for r in upright], [r["top"] for r in level]
    crossed = all(r["top"] <= ys[0] + _NEAR and r["bottom"] >= ys[-1] - _NEAR for r in upright) and all(
        r["x0"] <= xs[0] + _NEAR and r["x1"] >= xs[-1] - _NEAR for r in level
    )
    if not crossed or len(set(xs)) < len(xs) or len(set(ys)) < len(ys):
        return []
    return [(left, top, right, bottom) for top, bottom in pairwise(ys) for left, right in pairwise(xs)]


def _tables(rules: Sequence[Rule]) -> list[list[Box]]:
    """The cells of each table that `rules` make, whatever their shape."""
    from pdfplumber import table  # noqa: PLC0415

    upright = sum(r["orientation"] == "v" for r in rules)
    if upright * (len(rules) - upright) > _MOST_PAIRS:
        return []
    crossings = table.edges_to_intersections(rules, _NEAR, _NEAR)
    found: list[list[Box]] = table.cells_to_tables(_cells(crossings)) if len(crossings) <= _MOST_POINTS else []
    return found


def _closing(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that are missing where a row is cut by the end of the page: at the common open ends of upright ones."""
    upright = [r for r in rules if r["orientation"] == "v"]
    level = [r for r in rules if r["orientation"] == "h"]
    found: list[Rule] = []
    for end in ("top", "bottom"):
        groups: dict[int, list[Rule]] = {}
        for rule in upright:
            groups.setdefault(round(rule[end] / _NEAR), []).append(rule)
        for group in groups.values():
            left, right, y = min(r["x0"] for r in group), max(r["x0"] for r in group), group[0][end]
            closed = any(abs(r["top"] - y) <= _NEAR and r["x0"] < right and r["x1"] > left for r in level)
            if len(group) >= _COLUMNS and not closed:
                found.append(_rule(Edge(left, y, right, y)))
    return found


def _sides(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that are missing at the sides of open tables: where level rules that an upright one crosses end together."""
    upright = [r for r in rules if r["orientation"] == "v"]
    level = [r for r in rules if r["orientation"] == "h" and any(_cross(r, other) for other in upright)]
    found: list[Rule] = []
    for end in ("x0", "x1"):
        groups: dict[int, list[Rule]] = {}
        for rule in level:
            groups.setdefault(round(rule[end] / _NEAR), []).append(rule)
        for group in groups.values():
            top, bottom, x = min(r["top"] for r in group), max(r["top"] for r in group), group[0][end]
            closed = any(abs(r["x0"] - x) <= _NEAR and r["top"] < bottom and r["bottom"] > top for r in upright)
            if not closed and any(sum(_cross(rule, other) for rule in group) >= _COLUMNS for other in upright):
                found.append(_rule(Edge(x, top, x, bottom)))
    return found


def _cross(level: Rule, upright: Rule) -> bool:
    """Whether the two rules meet."""
    return bool(
        level["x0"] - _NEAR <= upright["x0"] <= level["x1"] + _NEAR
        and upright["top"] - _NEAR <= level["top"] <= upright["bottom"] + _NEAR
    )


def _cells(crossings: Crossings) -> list[Box]:
    """The smallest boxes whose corners are `crossings` and whose sides are rules.

    What pdfplumber's `intersections_to_cells` finds; this takes the neighbours from rows and columns instead of
    looking through all crossings for each of them.
    """
    ids = {point: {id(rule) for rules in found.values() for rule in rules} for point, found in crossings.items()}
    across: dict[float, list[float]] = {}
    down: dict[float, list[float]] = {}
    for x, y in sorted(crossings):
        across.setdefault(y, []).append(x)
        down.setdefault(x, []).append(y)
    found = (_cell(point, across[point[1]], down[point[0]], ids) for point in sorted(crossings))
    return [cell for cell in found if cell is not None]


def _cell(point: Point, across: Sequence[float], down: Sequence[float], ids: Mapping[Point, set[int]]) -> Box | None:
    """The smallest cell with `point` as its upper left corner; points on one rule have a rule's id in common."""
    left, top = point
    rights = [x for x in across[bisect_right(across, left) :] if ids[point] & ids[x, top]]
    for bottom in down[bisect_right(down, top) :]:
        if ids[point] & ids[left, bottom]:
            for right in rights:
                corner = ids.get((right, bottom))
                if corner and corner & ids[right, top] and corner & ids[left, bottom]:
                    return left, top, right, bottom
    return None


def _rule(edge: Edge) -> Rule:
    """`edge` as pdfplumber writes it."""
    return {
        "x0": edge.left, "x1": edge.right, "top": edge.top, "bottom": edge.bottom,
        "width": edge.right - edge.left, "height": edge.bottom - edge.top,
        "orientation": "v" if edge.left == edge.right else "h",
    }  # fmt: skip


def _frame(cells: Sequence[Box], height: float) -> Frame:
    """The table of the boxes `cells`. A field as wide as the table and half a page high frames running text and is no
    part of it."""
    whole = _around(cells)
    cells = [cell for cell in cells if not _is_page(cell, whole, height)]
    lefts, tops = sorted({c[0] for c in cells}), sorted({c[1] for c in cells})
    row, column = {y: i for i, y in enumerate(tops)}, {x: i for i, x in enumerate(lefts)}
    fields = sorted([_new((row[cell[1]], column[cell[0]], cell)) for cell in cells])
    box = _around(cells or [whole])
    return Frame(box, (*lefts, box[2]), tuple(tops), tuple(fields))


def _around(cells: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_page(cell: Box, box: Box, height: float) -> bool:
    return cell[0] == box[0] and cell[2] == box[2] and cell[3] - cell[1] > height / 2


def nearby(frames: Sequence[Frame], box: Box) -> Iterator[Frame]:
    """The tables that a line in `box` could belong to."""
    middle = (box[1] + box[3]) / 2
    return (f for f in frames if f.box[1] <= middle <= f.box[3] and f.box[0] < box[2] and f.box[2] > box[0])
