"""Write the parts of a sample as a pdf file: A4, wrapped lines, ruled tables, page numbers; a font that is not embedded."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from layout import Part, tables

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, TOP, BOTTOM = 80, 515, 90, 760
_SIZES = {"title": 20, "heading": 15, "row": 11}
_STEP = 1.7  # from baseline to baseline, in sizes
_CLOSING = "，。；：、）》”！？)];,."
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"
)


@dataclass
class Paper:
    """Pages being written: drawing operations a page, and how far down the last page is filled (points)."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def room(self, height: float) -> None:
        """Start a new page unless `height` more points fit."""
        if self.y + height > BOTTOM:
            self.pages.append([])
            self.y = TOP

    def words(self, x: float, words: str, size: float) -> None:
        """Draw `words` at `x`, with the baseline where the page is filled to."""
        code = words.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F1 {size} Tf 1 0 0 1 {x:.1f} {HEIGHT - self.y:.1f} Tm <{code}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"0.5 w {x0:.1f} {HEIGHT - y0:.1f} m {x1:.1f} {HEIGHT - y1:.1f} l S")


def pdf(parts: tuple[Part, ...]) -> bytes:
    """A pdf file of `parts`; the same bytes whenever it is built."""
    paper = Paper()
    for group in tables(parts):
        if group[0].kind == "row":
            _table(paper, [part.cells for part in group])
        else:
            _paragraph(paper, group[0])
    for number, page in enumerate(paper.pages, 1):
        foot = f"- {number} -".encode("utf-16-be").hex()
        page.append(f"BT /F1 10 Tf 1 0 0 1 {WIDTH / 2 - 15:.1f} 45 Tm <{foot}> Tj ET")
    return _file(paper.pages)


def width(words: str, size: float) -> float:
    """How wide `words` are, in points: letters and digits half an em, everything else a whole one."""
    return sum(0.5 if "!" <= c <= "~" or c == " " else 1 for c in words) * size


def _paragraph(paper: Paper, part: Part) -> None:
    size = _SIZES.get(part.kind, 14)
    if part.kind == "blank":
        paper.y += size * 0.6
        return
    indent = 0 if part.kind in ("title", "signature") else 2 * size
    for index, line in enumerate(wrapped(part.number + part.text, size, RIGHT - LEFT, indent)):
        paper.room(size * _STEP)
        free = RIGHT - LEFT - width(line, size)
        shift = {"title": free / 2, "signature": free}.get(part.kind, indent if index == 0 else 0)
        paper.words(LEFT + shift, line, size)
        paper.y += size * _STEP


def wrapped(text: str, size: float, room: float, indent: float = 0) -> list[str]:
    """`text` in lines no wider than `room`, the first shorter by `indent`; no line starts with a closing mark."""
    lines, line, left = [], "", room - indent
    for character in text:
        if line and width(line + character, size) > left and character not in _CLOSING:
            lines.append(line)
            line, left = "", room
        line += character
    return [*lines, line]


def _table(paper: Paper, rows: list[tuple[str, ...]]) -> None:
    size = _SIZES["row"]
    columns = max(len(row) for row in rows)
    wants = [max(min(len(row[i]) if i < len(row) else 0, 20) for row in rows) + 2 for i in range(columns)]
    edges = [LEFT + (RIGHT - LEFT) * sum(wants[:i]) / sum(wants) for i in range(columns + 1)]
    for row in rows:
        cells = [
            wrapped(cell, size, edges[i + 1] - edges[i] - 10)
            for i, cell in enumerate((*row, *("",) * columns)[:columns])
        ]
        height = max(len(cell) for cell in cells) * size * 1.4 + 8
        paper.room(height)
        _row(paper, cells, edges, height)
    paper.y += size * _STEP


def _row(paper: Paper, cells: list[list[str]], edges: list[float], height: float) -> None:
    size, top = _SIZES["row"], paper.y - _SIZES["row"]
    for edge in edges:
        paper.rule(edge, top, edge, top + height)
    for y in (top, top + height):
        paper.rule(edges[0], y, edges[-1], y)
    for x, lines in zip(edges, cells, strict=False):
        paper.y = top + size + 4
        for line in lines:
            paper.words(x + 5, line, size)
            paper.y += size * 1.4
    paper.y = top + height + size


def _file(pages: list[list[str]]) -> bytes:
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        _FONT.encode(),
    ]
    for index, page in enumerate(pages):
        packed = zlib.compress("\n".join(page).encode())
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * index} 0 R>>".encode(),
            b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        ]
    return _joined(objects)


def _joined(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
