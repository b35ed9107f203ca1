"""What the foot of a page prints, and how its number is set.

Source: ISO/IEC 29500-1, 17.16 (fields), 17.3.2 (runs).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_PAGE_FIELD = b"PAGE"
_PIECE = re.compile(
    r"<w:instrText[^>]*>(?P<field>[^<]*)|<w:fldChar[^>]*fldCharType=\"(?P<mark>\w+)\"|<w:t(?: [^>]*)?>(?P<text>[^<]*)"
)
_SIMPLE = re.compile(r"<w:fldSimple[^>]*w:instr=\"([^\"]*)\"[^>]*>.*?</w:fldSimple>", re.S)
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.S)
_RUN = re.compile(r"<w:r[ >].*?</w:r>", re.S)
_COUNTS = re.compile(r"(?<!NUM)(?<!SECTION)PAGE(?!S|REF)")
_STYLE = re.compile(r"<w:pStyle [^>]*w:val=\"([^\"]*)\"")
_SIZE = re.compile(r"<w:sz [^>]*w:val=\"(\d{1,4})\"")
_FONT = re.compile(r"<w:rFonts [^>]*w:ascii=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Foot:
    """The `words` of a foot, with 1 for the page's number, without blanks; the `font` of Latin letters and the `size` in
    points that the run with the number states, None where it states none; the `style` of its paragraph."""

    words: str
    font: str | None
    size: float | None
    style: str | None


def foot_of(xml: bytes) -> Foot | None:
    """The foot whose part of the file is `xml`; None where it counts no pages."""
    if _PAGE_FIELD not in xml:
        return None
    text = xml.decode("utf-8", "replace")
    paragraph = next((p[0] for p in _PARAGRAPH.finditer(text) if _COUNTS.search(p[0])), text)
    runs = _RUN.findall(paragraph)
    number = next((r for r in runs if _COUNTS.search(r)), next((r for r in runs if ">1<" in r), ""))
    size, font, style = _SIZE.search(number), _FONT.search(number), _STYLE.search(paragraph)
    return Foot(
        _words(text), font and unescape(font[1]), int(size[1]) / 2 if size else None, style and unescape(style[1])
    )


def _words(text: str) -> str:
    printed, inside = "", False
    for found in _PIECE.finditer(_SIMPLE.sub(r"<w:instrText>\1<", text)):
        if found["field"] is not None:
            printed += "1" if "PAGE" in found["field"] and "NUMPAGES" not in found["field"] else ""
        elif found["mark"] is not None:
            inside = found["mark"] == "separate"  # what Word printed last is no word of the foot
        elif not inside:
            printed += unescape(found["text"])
    return "".join(printed.split())
