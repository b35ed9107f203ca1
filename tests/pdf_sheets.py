"""Writes small pdf files for tests: text and rules at chosen places, in a Chinese font that is not embedded."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0


@dataclass
class Sheet:
    """One page, with places in points from the upper left corner; `turn` is the page's /Rotate."""

    width: float = WIDTH
    height: float = HEIGHT
    turn: int = 0
    parts: list[str] = field(default_factory=list)
    picture: tuple[float, float, float, float] | None = None

    def text(self, x: float, y: float, words: str, size: float = 12, matrix: str = "1 0 0 1") -> Sheet:
        """Draw `words` with the baseline at `y`."""
        code = words.encode("utf-16-be").hex()
        self.parts.append(f"BT /F1 {size} Tf {matrix} {x} {self.height - y} Tm <{code}> Tj ET")
        return self

    def spaced(self, x: float, y: float, first: str, gap: float, rest: str, size: float = 12) -> Sheet:
        """Draw `first` and `rest` at once with `gap` em between them."""
        one, other = (words.encode("utf-16-be").hex() for words in (first, rest))
        self.parts.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {self.height - y} Tm [<{one}> {-1000 * gap} <{other}>] TJ ET")
        return self

    def lines(self, x: float, y: float, lines: list[str], size: float = 12, step: float = 20) -> Sheet:
        """Draw `lines` below each other; a leading ideographic space moves a line in by one em."""
        for number, line in enumerate(lines):
            bare = line.lstrip("\u3000")
            self.text(x + size * (len(line) - len(bare)), y + number * step, bare, size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a thin line."""
        self.parts.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Fill the area between two corners with light grey."""
        self.parts.append(f"q 0.9 g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def table(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 10) -> Sheet:
        """Draw rules at all `xs` and `ys` and the cells of `rows` into them; a line end in a cell starts a line."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for y, row in zip(ys, rows, strict=False):
            for x, cell in zip(xs, row, strict=False):
                self.lines(x + 4, y + 14, cell.split("\n"), size, 14)
        return self


_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"
)
_PICTURE = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"


def pdf(*sheets: Sheet, trailer: str = "") -> bytes:
    """A pdf file of `sheets`; `trailer` is put into its trailer dictionary."""
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(sheets)))
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>".encode(),
        _FONT.encode(),
        _PICTURE.encode(),
    ]
    for i, sheet in enumerate(sheets):
        content = "\n".join(sheet.parts)
        if sheet.picture:
            left, top, right, bottom = sheet.picture
            content += f"\nq {right - left} 0 0 {bottom - top} {left} {sheet.height - bottom} cm /P1 Do Q"
        packed = zlib.compress(content.encode())
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet.width} {sheet.height}]/Rotate {sheet.turn}"
            f"/Resources<</Font<</F1 3 0 R>>/XObject<</P1 4 0 R>>>>/Contents {6 + 2 * i} 0 R>>".encode(),
            f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream",
        ]
    return _file(objects, trailer)


def _file(objects: list[bytes], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
