"""Writes small OFD files for tests: text and rules at chosen places, in millimetres."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 4.0, step: float | None = None, **attributes: str) -> str:
    """A text object whose letters stand at (x, y) and `step` apart, as far as they are wide if it is None."""
    steps = " ".join(str(step or (size if ord(c) > 0xFF else size / 2)) for c in words[:-1])
    return drawn(
        x,
        y,
        f'<ofd:TextCode X="0" Y="{0.88 * size}" DeltaX="{steps}">{escape(words)}</ofd:TextCode>',
        size,
        **attributes,
    )


def drawn(x: float, y: float, inside: str, size: float = 4.0, **attributes: str) -> str:
    """A text object around the text codes `inside`."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 100 {size}" Font="1" Size="{size}"{more}>{inside}</ofd:TextObject>'
    )


def path(data: str, x: float = 0, y: float = 0, **attributes: str) -> str:
    """A path object with `data` relative to (x, y)."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<ofd:PathObject ID="2" Boundary="{x} {y} 210 297"{more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def table(xs: list[float], ys: list[float], rows: list[list[str]]) -> str:
    """Rules at all `xs` and `ys` and the cells of `rows` between them."""
    rules = "".join(path(f"M {x} {ys[0]} L {x} {ys[-1]}") for x in xs)
    rules += "".join(path(f"M {xs[0]} {y} L {xs[-1]} {y}") for y in ys)
    return rules + "".join(
        text(x + 1, y + 1, cell, 3.5)
        for y, row in zip(ys, rows, strict=False)
        for x, cell in zip(xs, row, strict=False)
    )


def page(inside: str, head: str = "") -> str:
    """A page that shows `inside`; `head` stands before its content."""
    return f"<ofd:Page {NAMESPACE}>{head}<ofd:Content><ofd:Layer ID='9'>{inside}</ofd:Layer></ofd:Content></ofd:Page>"


def parts(*pages: str, common: str = "", after: str = "", body: str = "") -> dict[str, str]:
    """The parts of a file with `pages`; `common`, `after` and `body` go into its common data, document and entrance."""
    entries = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    return {
        "OFD.xml": f"<ofd:OFD {NAMESPACE} Version='1.0' DocType='OFD'><ofd:DocBody><ofd:DocInfo/>"
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{entries}</ofd:Pages>{after}</ofd:Document>",
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content for i, content in enumerate(pages)},
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """`files` as a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def ofd(*pages: str) -> bytes:
    """An OFD file of `pages`."""
    return packed(parts(*pages))
