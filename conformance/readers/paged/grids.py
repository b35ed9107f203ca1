"""Ruled tables: where the rules on a page make cells, by the geometry of pdfplumber."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conformance.model.document import Box
from conformance.readers.paged.layout import Edge

# Rules closer than this, in points, are one rule (a double border, a rule drawn cell by cell).
_NEAR = 3.0
# Drawings, not tables: comparing more crossings than this takes too long.
_MOST_PAIRS, _MOST_POINTS = 1_000_000, 3_000


@dataclass(frozen=True, slots=True)
class Field:
    """The place of one cell: row and column of its upper left corner, counted from 0, and its box."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The rules of one table without its text. `stops` are the x of the column rules, left to right."""

    box: Box
    stops: tuple[float, ...]
    fields: tuple[Field, ...]

    def field_at(self, x: float, y: float) -> Field | None:
        """The cell around the point (x, y)."""
        return next((f for f in self.fields if _holds(f.box, x, y)), None)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def frames(edges: Sequence[Edge], height: float) -> list[Frame]:
    """The tables that `edges` make on a page of `height` points, from the top down."""
    rules = [_rule(e) for e in edges]
    upright = sum(r["orientation"] == "v" for r in rules)
    if min(upright, len(rules) - upright) < 2:
        return []
    # pdfplumber takes a tenth of a second to import and is not wanted where nothing is ruled.
    from pdfplumber import table  # noqa: PLC0415

    merged = table.merge_edges(rules, _NEAR, _NEAR, _NEAR, _NEAR)
    upright = sum(r["orientation"] == "v" for r in merged)
    if upright * (len(merged) - upright) > _MOST_PAIRS:
        return []
    crossings = table.edges_to_intersections(merged, _NEAR, _NEAR)
    if len(crossings) > _MOST_POINTS:
        return []
    groups = table.cells_to_tables(table.intersections_to_cells(crossings))
    return [frame for frame in (_frame(cells, height) for cells in groups) if len(frame.fields) > 1]


def _rule(edge: Edge) -> dict[str, object]:
    """`edge` as pdfplumber writes it."""
    return {
        "x0": edge.left, "x1": edge.right, "top": edge.top, "bottom": edge.bottom,
        "width": edge.right - edge.left, "height": edge.bottom - edge.top,
        "orientation": "v" if edge.left == edge.right else "h",
    }  # fmt: skip


def _frame(cells: Sequence[Box], height: float) -> Frame:
    """The table of the boxes `cells`. A field as wide as the table and half a page high frames running text: left out."""
    lefts, tops = sorted({c[0] for c in cells}), sorted({c[1] for c in cells})
    box = (lefts[0], tops[0], max(c[2] for c in cells), max(c[3] for c in cells))
    fields = [
        Field(bisect_left(tops, c[1]), bisect_left(lefts, c[0]), c) for c in cells if not _is_page(c, box, height)
    ]
    fields.sort(key=lambda f: (f.row, f.column))
    return Frame(box, (*lefts, box[2]), tuple(fields))


def _is_page(cell: Box, box: Box, height: float) -> bool:
    return cell[0] == box[0] and cell[2] == box[2] and cell[3] - cell[1] > height / 2


def nearby(frames: Sequence[Frame], box: Box) -> Iterator[Frame]:
    """The tables that a line in `box` could belong to."""
    middle = (box[1] + box[3]) / 2
    return (f for f in frames if f.box[1] <= middle <= f.box[3] and f.box[0] < box[2] and f.box[2] > box[0])
