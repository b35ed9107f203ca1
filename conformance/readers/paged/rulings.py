"""The straight rules drawn on a pdf page: what table borders are made of."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from conformance.model.document import Box
from conformance.readers.paged.layout import Edge

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Place = Callable[[float, float, float, float], Box]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# A filled box thinner than this, in points, is a rule drawn as an area (Word and Chromium do so).
_THIN = 2.6
_SHORTEST = 3.0
# More shapes than this on a page are a drawing, not a table.
MOST_PATHS = 20_000
_DEEPEST = 4


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page besides text: rules, number of shapes, area of pictures in square points."""

    edges: list[Edge] = field(default_factory=list)
    paths: int = 0
    pictured: float = 0.0


def drawn(page: ctypes.c_void_p, place: Place) -> Drawn:
    """Everything drawn on the loaded pdfium `page`; `place` turns its coordinates into ours."""
    found = Drawn()
    count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
    for shape, matrix in _shapes(page, count, get, IDENTITY, 0):
        if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_PATH:
            found.paths += 1
            if found.paths <= MOST_PATHS:
                found.edges += _edges(shape, matrix, place)
        elif (box := _bounds(shape, matrix, place)) is not None:
            found.pictured += (box[2] - box[0]) * (box[3] - box[1])
    if found.paths > MOST_PATHS:
        found.edges.clear()
    return found


def _shapes(
    parent: ctypes.c_void_p,
    count: int,
    get: Callable[[ctypes.c_void_p, int], ctypes.c_void_p],
    matrix: Matrix,
    depth: int,
) -> Iterator[tuple[ctypes.c_void_p, Matrix]]:
    """Paths and pictures of a page or form, forms within forms included, each with its matrix to the page."""
    for index in range(count):
        shape = get(parent, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield shape, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(shape), matrix)
            count_inner = pdfium.FPDFFormObj_CountObjects(shape)
            yield from _shapes(shape, count_inner, pdfium.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix(shape: ctypes.c_void_p) -> Matrix:
    got = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(got)):
        return IDENTITY
    return (got.a, got.b, got.c, got.d, got.e, got.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first and then `n`. Source: ISO 32000-1, 8.3.4."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _apply(m: Matrix, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _bounds(shape: ctypes.c_void_p, matrix: Matrix, place: Place) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(
        shape, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    ):
        return None
    return _between(_apply(matrix, left.value, bottom.value), _apply(matrix, right.value, top.value), place)


def _between(here: Point, there: Point, place: Place) -> Box:
    """The box of which `here` and `there` are opposite corners."""
    (x0, y0), (x1, y1) = here, there
    return place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _edges(shape: ctypes.c_void_p, matrix: Matrix, place: Place) -> list[Edge]:
    """The horizontal and vertical rules of one path: a thin area is one rule, an outline all its straight sides."""
    box = _bounds(shape, matrix, place)
    if box is None:
        return []
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= _THIN:
        return _rule(box, width, height)
    return _outline(shape, matrix, place) if _is_stroked(shape) else []


def _rule(box: Box, width: float, height: float) -> list[Edge]:
    left, top, right, bottom = box
    if max(width, height) < _SHORTEST:
        return []
    if height < width:
        return [Edge(left, (top + bottom) / 2, right, (top + bottom) / 2)]
    return [Edge((left + right) / 2, top, (left + right) / 2, bottom)]


def _is_stroked(shape: ctypes.c_void_p) -> bool:
    """Whether the outline itself is drawn. A mere shade behind text (a highlight) has sides but no rules."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(shape, ctypes.byref(fill), ctypes.byref(stroke)) and stroke.value)


def _outline(shape: ctypes.c_void_p, matrix: Matrix, place: Place) -> list[Edge]:
    own = _times(_matrix(shape), matrix)
    found: list[Edge] = []
    start = here = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), MOST_PATHS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        there, kind = _apply(own, x.value, y.value), pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            found += _side(here, there, place)
        if pdfium.FPDFPathSegment_GetClose(segment):
            found += _side(there, start, place)
        here = there
    return found


def _side(here: Point, there: Point, place: Place) -> list[Edge]:
    box = _between(here, there, place)
    width, height = box[2] - box[0], box[3] - box[1]
    return _rule(box, width, height) if min(width, height) < 0.5 else []
