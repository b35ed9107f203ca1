"""Pages of a pdf as pdfium shows them: characters in content order, rules and pictures. Not safe for threads."""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from conformance.model.document import Box
from conformance.readers.paged.additions import SHOWN, draw, in_place, laid_over
from conformance.readers.paged.foreign import places, quick
from conformance.readers.paged.layout import Flaw, Page
from conformance.readers.paged.pages import page_of
from conformance.readers.paged.rulings import Place, drawn
from conformance.readers.paged.strokes import slants

if TYPE_CHECKING:
    from conformance.readers.paged.recognition import Image

# Scans are drawn with so many pixels an inch, and so many pixels altogether.
_COARSEST, _FINEST, _MOST_PIXELS = 150.0, 300.0, 9_000_000

# A picture that fills so much of a page is the page.
_COVERED = 0.6
# Letters as light as this, of 255, cannot be seen on white paper.
_WHITE = 250
# Boxes are of one size where they are to so small a part of a point.
_FINE = 64
# Signs that stand for letters where the font has no map, those that never are text, and how many make a page unreadable.
_SIGNS = re.compile("[!-/:-@\\[-`{-~\ue000-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f]")
_NO_TEXT = re.compile("[\ue000-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f]")
_BLANK, _FIRST = re.compile(r"\s"), re.compile(r"\S")
_FEW, _MANY = 12, 0.08

PASSWORD_NEEDED = pdfium.FPDF_ERR_PASSWORD


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """The pages of `document` in order, each closed again before the next is loaded. One that cannot be loaded has no
    size."""
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield Page(index + 1, 0.0, 0.0, ())
            continue
        try:
            made, laid = _page(page, index + 1), laid_over(page)
            if not SHOWN.isdisjoint(laid):
                draw(page, laid)
                page.close()
                page = document[index]
                made = in_place(made, _page(page, index + 1))
            yield replace(made, laid=tuple(kind for kind in laid if kind)) if laid else made
        finally:
            page.close()


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    place = _placing(page)
    shapes = drawn(page.raw, place)
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        glyphs = _Characters(text, place, [*shapes.areas, *shapes.pictures])
        made = page_of(glyphs, shapes.edges, number, (width, height), shapes.pictured, shapes.paths)
        flaws = frozenset(glyphs.flaws(made.pictured > _COVERED))
        return replace(made, flaws=flaws) if flaws else made
    finally:
        text.close()


def _placing(page: pypdfium2.PdfPage) -> Place:
    """How to get from a box (left, bottom, right, top) of `page`, not turned, to one of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> Box:
        if turn == 0:
            return x0 - left, top - y1, x1 - left, top - y0
        if turn == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if turn == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        return top - y1, right - x1, top - y0, right - x0

    return place


def picture(document: pypdfium2.PdfDocument, number: int) -> Image:
    """The page `number` (from 1) of `document` drawn as finely as its own pictures are."""
    page = document[number - 1]
    try:
        density = min(_FINEST, max(_COARSEST, _density(page)))
        width, height = page.get_size()
        scale = min(density / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        drawn_page = page.render(scale=scale, rev_byteorder=True, draw_annots=False, may_draw_forms=False)
        image: Image = drawn_page.to_numpy()[:, :, :3].copy()
        return image
    finally:
        page.close()


def _density(page: pypdfium2.PdfPage) -> float:
    """How many pixels an inch the largest picture on `page` has; 0 where there is none."""
    found = [(0.0, 0.0)]
    for shape in page.get_objects((pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = shape.get_bounds()
        width, height = shape.get_px_size()
        found.append(((right - left) * (top - bottom), 72 * max(width, height) / max(1.0, right - left, top - bottom)))
    return max(found)[1]


_box_of, _matrix_of = quick(pdfium.FPDFText_GetLooseCharBox), quick(pdfium.FPDFText_GetMatrix)
_size_of = quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_origin_of, _colour_of = quick(pdfium.FPDFText_GetCharOrigin), quick(pdfium.FPDFText_GetFillColor)
# Where pdfium writes a box (left, top, right, bottom); a matrix; an origin; red, green, blue and opacity.
_BOX, _MATRIX = (ctypes.c_float * 4)(), pdfium.FS_MATRIX()
_ORIGIN, _COLOUR = (ctypes.c_double * 2)(), (ctypes.c_uint * 4)()
_BOX_AT, _MATRIX_AT, _ORIGIN_AT, _COLOUR_AT = (
    ctypes.byref(_BOX),
    ctypes.byref(_MATRIX),
    places(_ORIGIN),
    places(_COLOUR),
)
_corners, _channels = struct.Struct("4f").unpack_from, struct.Struct("4I").unpack_from


class _Characters:
    """The characters of a text page, with boxes looked up when first asked for (each look-up crosses into C)."""

    def __init__(self, text: pypdfium2.PdfTextPage, place: Place, grounds: Sequence[Box] = ()) -> None:
        """Hold `text`; `grounds` are the boxes of what white letters may stand upon."""
        self._raw = text.raw
        self._place = place
        self._grounds = grounds
        self._hidden = False
        self._boxes: dict[int, Box] = {}
        self._settings: dict[int, tuple[float, bool]] = {}
        # Characters with boxes of one size are set alike: it takes two calls to ask.
        self._type: dict[tuple[float, float], tuple[float, bool]] = {}
        self.text: str = text.get_text_range()
        self._index: Sequence[int] = range(len(self.text))
        if len(self.text) != text.count_chars():
            self.text, self._index = _one_by_one(self._raw, text.count_chars())

    def box(self, index: int) -> Box:
        found = self._boxes.get(index)
        if found is None:
            _box_of(self._raw, self._index[index], _BOX_AT)
            left, top, right, bottom = _corners(_BOX)
            found = self._boxes[index] = self._place(left, bottom, right, top)
        return found

    def base(self, index: int) -> float | None:
        _origin_of(self._raw, self._index[index], *_ORIGIN_AT)
        x, y = _ORIGIN
        return self._place(x, y, x, y)[1]

    def setting(self, index: int) -> tuple[float, bool]:
        found = self._settings.get(index)
        if found is None:
            left, top, right, bottom = self.box(index)
            size = _FINE * (right - left) // 1, _FINE * (bottom - top) // 1
            found = self._type.get(size)
            if found is None:
                found = self._type[size] = self._asked(index)
            self._settings[index] = found
        return found

    def _asked(self, index: int) -> tuple[float, bool]:
        at, matrix = self._index[index], _MATRIX
        _matrix_of(self._raw, at, _MATRIX_AT)
        size: float = _size_of(self._raw, at)
        turned = matrix.b
        high = math.hypot(matrix.c, matrix.d) if turned else abs(matrix.d)
        return max(1.0, size * high), bool(turned) and slants(matrix.a, turned)

    def visible(self, index: int) -> bool:
        _colour_of(self._raw, self._index[index], *_COLOUR_AT)
        red, green, blue, opacity = _channels(_COLOUR)
        if opacity and (red < _WHITE or green < _WHITE or blue < _WHITE):
            return True
        left, top, right, bottom = self.box(index)
        x, y = (left + right) / 2, (top + bottom) / 2
        seen = any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in self._grounds)
        self._hidden = self._hidden or not seen
        return seen

    def confidence(self, index: int) -> float:
        return 1.0

    def flaws(self, covered: bool) -> Iterator[Flaw]:
        """What is wrong with the text, once its lines were read; `covered` where a picture fills the page."""
        if self._hidden:
            yield "hidden"
        first = _FIRST.search(self.text)
        if covered and first is not None:
            shape = pdfium.FPDFText_GetTextObject(self._raw, self._index[first.start()])
            if shape and pdfium.FPDFTextObj_GetTextRenderMode(shape) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                yield "overlaid"
        if self._is_garbled():
            yield "garbled"

    def _is_garbled(self) -> bool:
        """Whether many letters come out as signs or as nothing, for want of a map from the font to characters."""
        suspects = [m.start() for m in _SIGNS.finditer(self.text)]
        letters = len(self.text) - len(_BLANK.findall(self.text))
        if len(suspects) < max(_FEW, _MANY * letters):
            return False
        private = sum(_NO_TEXT.match(self.text[i]) is not None for i in suspects)
        wrong = sum(pdfium.FPDFText_HasUnicodeMapError(self._raw, self._index[i]) == 1 for i in suspects)
        return bool(private + wrong > max(_FEW, _MANY * letters))


def _one_by_one(raw: ctypes.c_void_p, count: int) -> tuple[str, list[int]]:
    """The text and the pdfium index of each of its characters, where they do not simply correspond.

    pdfium leaves characters without a code out of the text, and gives those beyond U+FFFF as two halves.
    """
    text: list[str] = []
    index: list[int] = []
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if 0xDC00 <= code < 0xE000 and text and 0xD800 <= ord(text[-1]) < 0xDC00:
            text[-1] = chr(0x10000 + ((ord(text[-1]) - 0xD800) << 10) + code - 0xDC00)
        elif code:
            text.append(chr(code))
            index.append(at)
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in text), index


def stored(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> tuple[_Characters, Place]:
    """The characters of `page` with boxes as its file states them (left, bottom, right, top, before the page is turned),
    for who writes into the file, and the way from such a box to the page as it is shown."""
    return _Characters(text, lambda *box: box), _placing(page)
