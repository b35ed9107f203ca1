"""The straight rules drawn on a pdf page: what table borders are made of."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from conformance.model.document import Box
from conformance.readers.paged.layout import Edge
from conformance.readers.paged.strokes import IDENTITY, Matrix, apply, between, is_thin, rule, side, times

Place = Callable[[float, float, float, float], Box]

# More shapes than this on a page are a drawing, not a table.
MOST_PATHS = 20_000
_DEEPEST = 4


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page besides text: rules, number of shapes, boxes of pictures and of other areas."""

    edges: list[Edge] = field(default_factory=list)
    paths: int = 0
    pictures: list[Box] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)

    @property
    def pictured(self) -> float:
        """The area of the pictures in square points."""
        return sum((right - left) * (bottom - top) for left, top, right, bottom in self.pictures)


def drawn(page: ctypes.c_void_p, place: Place) -> Drawn:
    """Everything drawn on the loaded pdfium `page`; `place` turns its coordinates into ours."""
    found = Drawn()
    count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
    for shape, matrix in _shapes(page, count, get, IDENTITY, 0):
        if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_PATH:
            found.paths += 1
            if found.paths <= MOST_PATHS:
                _add_path(found, shape, matrix, place)
        elif (box := _bounds(shape, matrix, place)) is not None:
            found.pictures.append(box)
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
            inner = times(_matrix(shape), matrix)
            count_inner = pdfium.FPDFFormObj_CountObjects(shape)
            yield from _shapes(shape, count_inner, pdfium.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix(shape: ctypes.c_void_p) -> Matrix:
    got = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(got)):
        return IDENTITY
    return (got.a, got.b, got.c, got.d, got.e, got.f)


def _bounds(shape: ctypes.c_void_p, matrix: Matrix, place: Place) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(
        shape, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    ):
        return None
    return place(*between(apply(matrix, left.value, bottom.value), apply(matrix, right.value, top.value)))


def _add_path(found: Drawn, shape: ctypes.c_void_p, matrix: Matrix, place: Place) -> None:
    """Add one path to `found`: a thin area is a rule, an outline all its straight sides, a mere area ground for text."""
    box = _bounds(shape, matrix, place)
    if box is None:
        return
    if is_thin(box):
        found.edges += rule(box)
    elif _is_stroked(shape):
        found.edges += _outline(shape, matrix, place)
        found.areas.append(box)
    else:
        found.areas.append(box)


def _is_stroked(shape: ctypes.c_void_p) -> bool:
    """Whether the outline itself is drawn. A mere shade behind text (a highlight) has sides but no rules."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(shape, ctypes.byref(fill), ctypes.byref(stroke)) and stroke.value)


def _outline(shape: ctypes.c_void_p, matrix: Matrix, place: Place) -> list[Edge]:
    own = times(_matrix(shape), matrix)
    found: list[Edge] = []
    start = here = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), MOST_PATHS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        there, kind = apply(own, x.value, y.value), pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            found += side(place(*between(here, there)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            found += side(place(*between(there, start)))
        here = there
    return found
