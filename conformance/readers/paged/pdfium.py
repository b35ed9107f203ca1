"""Pages of a pdf as pdfium shows them: characters in content order, rules and pictures. Not safe for threads."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from conformance.readers.paged.additions import SHOWN, draw, in_place, laid_over
from conformance.readers.paged.characters import Characters
from conformance.readers.paged.layout import Laid, Page
from conformance.readers.paged.pages import page_of
from conformance.readers.paged.rulings import Place, drawn

if TYPE_CHECKING:
    from conformance.readers.paged.recognition import Image

# Scans are drawn with so many pixels an inch, and so many pixels altogether.
_COARSEST, _FINEST, _MOST_PIXELS = 150.0, 300.0, 9_000_000

# A picture that fills so much of a page is the page.
_COVERED = 0.6

PASSWORD_NEEDED = pdfium.FPDF_ERR_PASSWORD


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """The pages of `document` in order, each closed again before the next is loaded. One that cannot be loaded has no
    size."""
    for index in range(len(document)):
        laid: tuple[Laid | None, ...] = ()
        with _loaded(document, index) as page:
            if page:
                made, laid = _page(page, index + 1), laid_over(page, document.formenv)
            else:
                made = Page(index + 1, 0.0, 0.0, ())
            is_more = not SHOWN.isdisjoint(laid)
            if is_more:
                draw(page, laid)
        if is_more:
            with _loaded(document, index) as page:
                made = in_place(made, _page(page, index + 1))
        yield made._replace(laid=tuple(kind for kind in laid if kind)) if laid else made


@contextmanager
def _loaded(document: pypdfium2.PdfDocument, index: int) -> Iterator[Any]:
    """The handle of the page `index` (from 0) of `document` while this lasts; false where it cannot be loaded.

    The pages of pypdfium2 watch over themselves and their document, which takes as long as to read several lines.
    """
    page, form = pdfium.FPDF_LoadPage(document.raw, index), document.formenv
    try:
        if page and form:
            pdfium.FORM_OnAfterLoadPage(page, form.raw)
        yield page
    finally:
        if page and form:
            pdfium.FORM_OnBeforeClosePage(page, form.raw)
        pdfium.FPDF_ClosePage(page)


def _page(page: Any, number: int) -> Page:
    place = _placing(page)
    shapes = drawn(page, place)
    size = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        glyphs = Characters(text, place, [*shapes.areas, *shapes.pictures])
        made = page_of(glyphs, shapes.edges, number, size, shapes.pictured, shapes.paths, shapes.areas)
        flaws = frozenset(glyphs.flaws(made.pictured > _COVERED))
        return made._replace(flaws=flaws) if flaws else made
    finally:
        pdfium.FPDFText_ClosePage(text)


def _placing(page: Any) -> Place:
    """How to get from a box (left, bottom, right, top) of `page`, not turned, to one of the page as it is shown."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box):
        raise pypdfium2.PdfiumError("the page has no box")
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    turn = 90 * pdfium.FPDFPage_GetRotation(page)

    if turn == 0:
        return lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)
    if turn == 90:
        return lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    if turn == 180:
        return lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)
    return lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)


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


def stored(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> tuple[Characters, Place]:
    """The characters of `page` with boxes as its file states them (left, bottom, right, top, before the page is turned),
    for who writes into the file, and the way from such a box to the page as it is shown."""
    return Characters(text.raw, lambda *box: box), _placing(page.raw)
