"""The straight rules drawn on a pdf page: what table borders are made of."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from conformance.model.document import Box
from conformance.readers.paged.foreign import Handle, places, quick
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


_get_on_page, _get_in_form = quick(pdfium.FPDFPage_GetObject, Handle), quick(pdfium.FPDFFormObj_GetObject, Handle)
_kind_of, _matrix_of = quick(pdfium.FPDFPageObj_GetType), quick(pdfium.FPDFPageObj_GetMatrix)
_bounds_of, _mode_of = quick(pdfium.FPDFPageObj_GetBounds), quick(pdfium.FPDFPath_GetDrawMode)
_count_in_form = quick(pdfium.FPDFFormObj_CountObjects)
_length_of, _segment_of = quick(pdfium.FPDFPath_CountSegments), quick(pdfium.FPDFPath_GetPathSegment, Handle)
_point_of, _step_of = quick(pdfium.FPDFPathSegment_GetPoint), quick(pdfium.FPDFPathSegment_GetType)
_closes = quick(pdfium.FPDFPathSegment_GetClose)
# Where pdfium writes a box (left, bottom, right, top), a point, how a path is painted (filled, stroked), a matrix.
_BOX, _POINT = (ctypes.c_float * 4)(), (ctypes.c_float * 2)()
_PAINTED, _MATRIX = (ctypes.c_int * 2)(), (ctypes.c_float * 6)()
_BOX_AT, _POINT_AT, _PAINTED_AT, _MATRIX_AT = places(_BOX), places(_POINT), places(_PAINTED), ctypes.byref(_MATRIX)


def drawn(page: ctypes.c_void_p, place: Place) -> Drawn:
    """Everything drawn on the loaded pdfium `page`; `place` turns its coordinates into ours."""
    found = Drawn()
    for shape, kind, matrix in _shapes(page, pdfium.FPDFPage_CountObjects(page), _get_on_page, IDENTITY, 0):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.paths += 1
            if found.paths <= MOST_PATHS:
                _add_path(found, shape, matrix, place)
        elif (box := _bounds(shape, matrix, place)) is not None:
            found.pictures.append(box)
    if found.paths > MOST_PATHS:
        found.edges.clear()
    return found


def _shapes(
    parent: ctypes.c_void_p, count: int, get: Callable[[ctypes.c_void_p, int], Handle], matrix: Matrix, depth: int
) -> Iterator[tuple[Handle, int, Matrix]]:
    """Paths and pictures of a page or form, forms within forms included, each with its kind and matrix to the page."""
    for index in range(count):
        shape = get(parent, index)
        kind = _kind_of(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield shape, kind, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _shapes(shape, _count_in_form(shape), _get_in_form, times(_matrix(shape), matrix), depth + 1)


def _matrix(shape: Handle) -> Matrix:
    if not _matrix_of(shape, _MATRIX_AT):
        return IDENTITY
    a, b, c, d, e, f = _MATRIX
    return a, b, c, d, e, f


def _bounds(shape: Handle, matrix: Matrix, place: Place) -> Box | None:
    if not _bounds_of(shape, *_BOX_AT):
        return None
    left, bottom, right, top = _BOX
    if matrix is IDENTITY:
        return place(left, bottom, right, top)
    return place(*between(apply(matrix, left, bottom), apply(matrix, right, top)))


def _add_path(found: Drawn, shape: Handle, matrix: Matrix, place: Place) -> None:
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


def _is_stroked(shape: Handle) -> bool:
    """Whether the outline itself is drawn. A mere shade behind text (a highlight) has sides but no rules."""
    return bool(_mode_of(shape, *_PAINTED_AT) and _PAINTED[1])


def _outline(shape: Handle, matrix: Matrix, place: Place) -> list[Edge]:
    own = times(_matrix(shape), matrix)
    found: list[Edge] = []
    start = here = (0.0, 0.0)
    for index in range(min(_length_of(shape), MOST_PATHS)):
        segment = _segment_of(shape, index)
        _point_of(segment, *_POINT_AT)
        there, kind = apply(own, *_POINT), _step_of(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            found += side(place(*between(here, there)))
        if _closes(segment):
            found += side(place(*between(there, start)))
        here = there
    return found
