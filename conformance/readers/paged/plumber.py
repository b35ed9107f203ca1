"""Pages of a pdf that pdfium cannot open, as pdfplumber shows them: slower, and less sure of itself."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException

from conformance.model.document import Box
from conformance.readers.paged.layout import Edge, Page
from conformance.readers.paged.pages import page_of

Char = Mapping[str, Any]

# Characters further apart than this on one row are separate words, in em.
_WORD_GAP = 0.3

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
    return page_of(_Characters(page.chars), edges, number, size, pictured, len(page.rects) + len(page.curves))


class _Characters:
    """The characters of a page in drawing order; line ends and blanks are put in where the places ask for them."""

    def __init__(self, chars: list[Char]) -> None:
        texts: list[str] = []
        self._chars: list[Char] = []
        last: Char | None = None
        for char in chars:
            if last is not None and _same_again(last, char):
                continue
            for letter in (_between(last, char) if last else "") + _letters(char):
                texts.append(letter)
                self._chars.append(char)
            last = char
        self.text = "".join(texts)

    def box(self, index: int) -> Box:
        char = self._chars[index]
        return char["x0"], char["top"], char["x1"], char["bottom"]

    def em(self, index: int) -> float:
        return max(1.0, float(self._chars[index]["size"]))

    def tilted(self, index: int) -> bool:
        a, b = (abs(v) for v in self._chars[index]["matrix"][:2])
        return bool(min(a, b) > 0.1 * max(a, b))


def _letters(char: Char) -> str:
    """What `char` stands for; fonts may give several letters (a ligature) or a number that means nothing."""
    text: str = char["text"]
    return "\ufffd" if text.startswith("(cid:") else text


def _same_again(last: Char, char: Char) -> bool:
    """Whether `char` only makes `last` bolder: the same, drawn again almost in the same place."""
    near = abs(last["x0"] - char["x0"]) + abs(last["top"] - char["top"]) < 0.2 * char["size"]
    return bool(near and last["text"] == char["text"])


def _between(last: Char, char: Char) -> str:
    middle = (char["top"] + char["bottom"]) / 2
    gap = (char["x0"] - last["x1"]) / max(1.0, char["size"])
    if not last["top"] < middle < last["bottom"] or gap < -0.5:
        return "\n"
    return " " if gap > _WORD_GAP else ""
