"""Where the characters of a span stand on the pages of a pdf, in the coordinates of its file.

The reader keeps a box for each line; here the characters themselves are looked up, so that a mark covers no more.
Source: ISO 32000-2, 8.3 (coordinates), 12.5.6.10 (quadrilaterals of text markup).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unicodedata import east_asian_width

import pypdfium2

from conformance.model.document import Box, Piece
from conformance.readers.paged import pdfium
from conformance.readers.paged.pieces import NORMAL
from conformance.readers.paged.substitutes import substituted

Place = Callable[[float, float, float, float], Box]


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a line that a mark covers: `page` from 1; `box` left, bottom, right, top as the file counts them,
    before the page is turned."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character of a page: as the reader writes it, its box in the file and the middle of its box as shown."""

    char: str
    box: Box
    middle: tuple[float, float]


def strips(packed: bytes, text: str, pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]) -> list[list[Strip]]:
    """For each span [start, end) of `text`, as read from the pdf `packed` in `pieces`, the strips that cover it."""
    wanted = [
        [(p, max(start, p.start), min(end, p.end)) for p in pieces if p.start < end and start < p.end]
        for start, end in spans
    ]
    numbers = sorted({p.page for rows in wanted for p, _, _ in rows})
    with _opened(packed) as document:
        pages = {number: _Sheet(document, number) for number in numbers}
        return [[strip for row in rows for strip in pages[row[0].page].strips(text, *row)] for rows in wanted]


@contextmanager
def _opened(packed: bytes) -> Iterator[pypdfium2.PdfDocument | None]:
    """The pdf, None where pdfium cannot open it."""
    with substituted():
        try:
            document = pypdfium2.PdfDocument(packed[max(0, packed.find(b"%PDF-")) :])
        except pypdfium2.PdfiumError:
            yield None
            return
        try:
            yield document
        finally:
            document.close()


class _Sheet:
    """One page with its characters."""

    def __init__(self, document: pypdfium2.PdfDocument | None, number: int) -> None:
        self._number = number
        self._place: Place = lambda *box: box
        self._glyphs: list[_Glyph] = []
        if document is not None:
            self._read(document[number - 1])

    def _read(self, page: pypdfium2.PdfPage) -> None:
        text = page.get_textpage()
        try:
            characters, self._place = pdfium.stored(page, text)
            for index, char in enumerate(characters.text):
                shown = char.translate(NORMAL)
                if shown.strip():
                    box = characters.box(index)
                    left, top, right, bottom = self._place(*box)
                    self._glyphs.append(_Glyph(shown, box, ((left + right) / 2, (top + bottom) / 2)))
        finally:
            text.close()
            page.close()

    def strips(self, text: str, piece: Piece, start: int, end: int) -> Iterator[Strip]:
        """The strip over [start, end), a part of `piece`; by proportion where its characters are not found one by one."""
        if not text[start:end].strip():
            return
        left, top, right, bottom = piece.box
        inside = [g for g in self._glyphs if left <= g.middle[0] <= right and top <= g.middle[1] <= bottom]
        whole = "".join(text[piece.start : piece.end].split())
        first = len("".join(text[piece.start : start].split()))
        count = len("".join(text[start:end].split()))
        if "".join(g.char for g in inside) == whole:
            yield Strip(self._number, bounds([g.box for g in inside[first : first + count]]))
            return
        widths = [_width(text[a:b]) for a, b in ((piece.start, start), (start, end), (end, piece.end))]
        unit = (right - left) / max(1, sum(widths))
        part = (left + unit * widths[0], top, right - unit * widths[2], bottom)
        yield Strip(self._number, self._back(part))

    def _back(self, shown: Box) -> Box:
        """The box in the file of a box on the page as it is shown: turning is undone by turning the other way."""
        origin, along, up = self._place(0, 0, 0, 0), self._place(1, 0, 1, 0), self._place(0, 1, 0, 1)
        (a, b), (c, d) = (along[0] - origin[0], along[1] - origin[1]), (up[0] - origin[0], up[1] - origin[1])
        corners = [(x - origin[0], y - origin[1]) for x, y in (shown[:2], shown[2:])]
        found = [(a * x + b * y, c * x + d * y) for x, y in corners]
        xs, ys = sorted(x for x, _ in found), sorted(y for _, y in found)
        return xs[0], ys[0], xs[1], ys[1]


def _width(words: str) -> int:
    """How wide `words` are set: a Chinese character is twice as wide as a Latin letter."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in words)


def bounds(boxes: Sequence[Box]) -> Box:
    """The box around `boxes`."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
