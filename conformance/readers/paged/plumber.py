"""Pages of a pdf that pdfium cannot open, as pdfplumber shows them: slower, and less sure of itself."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException

from conformance.readers.paged.glyphs import Glyph, Spelt
from conformance.readers.paged.layout import Edge, Page
from conformance.readers.paged.pages import page_of
from conformance.readers.paged.strokes import slants

Char = Mapping[str, Any]

CANNOT_OPEN = PdfminerException


def pages(packed: bytes, most: int) -> Iterator[Page]:
    """The first `most` pages of the pdf file `packed`, in order. Raises CANNOT_OPEN where it is too damaged."""
    with pdfplumber.open(io.BytesIO(packed), unicode_norm=None) as document:
        for number, page in enumerate(islice(PDFPage.create_pages(document.doc), most), 1):
            shown = PlumberPage(document, page, page_number=number)
            yield _page(shown, number)
            shown.close()


def _page(page: PlumberPage, number: int) -> Page:
    edges = [Edge(e["x0"], e["top"], e["x1"], e["bottom"]) for e in page.edges if e.get("orientation")]
    pictured = sum(float(i["width"]) * float(i["height"]) for i in page.images)
    size = (float(page.width), float(page.height))
    return page_of(Spelt(_glyphs(page.chars)), edges, number, size, pictured, len(page.rects) + len(page.curves))


def _glyphs(chars: Iterable[Char]) -> Iterator[Glyph]:
    """`chars` as glyphs, those left out that only make the one before bolder: drawn again almost in the same place."""
    last: Char | None = None
    for char in chars:
        if last is None or not _same_again(last, char):
            box = (char["x0"], char["top"], char["x1"], char["bottom"])
            yield Glyph(_letters(char), box, float(char["size"]), slants(*char["matrix"][:2]))
        last = char


def _letters(char: Char) -> str:
    """What `char` stands for; fonts may give several letters (a ligature) or a number that means nothing."""
    text: str = char["text"]
    return "\ufffd" if text.startswith("(cid:") else text


def _same_again(last: Char, char: Char) -> bool:
    near = abs(last["x0"] - char["x0"]) + abs(last["top"] - char["top"]) < 0.2 * char["size"]
    return bool(near and last["text"] == char["text"])
