"""One font of our own stands in for the fonts a pdf names but does not hold.

pdfium asks the system for them, and leaves out a character standing alone for which the font it gets has no shape: on
a machine without Chinese fonts that is every 一 in a cell of its own. The stand-in has a box for every character, so
the same file gives the same text everywhere, and quicker. Where letters stand is in the file: shapes are not needed.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

# Fonts that files may name without telling the widths of their letters: pdfium knows these itself.
_KNOWN = re.compile(rb"Helvetica|Times|Courier|Arial|Symbol|Zapf", re.IGNORECASE)
_EM, _ASCENT, _DESCENT = 1000, 880, -120
# First and last character and shape; those in no range have none.
_SHAPES = (0x21, 0x9F, 1), (0xA1, 0x1FFF, 1), (0x2010, 0x2E7F, 1), (0x2E80, 0x2FFF, 2), (0x3001, 0x10FFFF, 2)
_MAGIC = 0x5F0F3CF5


@cache
def stand_in() -> bytes:
    """A TrueType font of boxes: none for blanks, a narrow one for Latin, a wide one for the rest.

    They are narrower than letters are, for pdfium takes equal letters that overlap for one drawn twice.
    Source: ISO/IEC 14496-22.
    """
    shapes = [b"", _box(_EM // 5), _box(_EM * 7 // 10)]
    places = [sum(map(len, shapes[:i])) for i in range(len(shapes) + 1)]
    count, top = len(shapes), (_DESCENT, _EM, _ASCENT)
    tables = {
        b"cmap": _map(),
        b"glyf": b"".join(shapes),
        b"head": struct.pack(">IIIIHHqqhhhhHHhhh", 1 << 16, 1 << 16, 0, _MAGIC, 0, _EM, 0, 0, 0, *top, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">I3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _EM, *[0] * 11, count),
        b"hmtx": struct.pack(">Hh", _EM, 0) * count,
        b"loca": struct.pack(f">{count + 1}I", *places),
        b"maxp": struct.pack(">I14H", 1 << 16, count, 4, 1, 0, 0, 2, *[0] * 8),
    }
    head, body, start = struct.pack(">IHHHH", 1 << 16, len(tables), 64, 2, 48), b"", 12 + 16 * len(tables)
    for tag, content in tables.items():
        head += struct.pack(">4sIII", tag, 0, start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return head + body


def _map() -> bytes:
    """Which shape each range of characters has (a many-to-one map, format 13)."""
    groups = b"".join(struct.pack(">III", *group) for group in _SHAPES)
    table = struct.pack(">HHIII", 13, 0, 16 + len(groups), 0, len(_SHAPES)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _box(width: int) -> bytes:
    """The outline of a box `width` wide, as high as letters are."""
    corners = struct.pack(">8h", 0, 0, width, 0, _DESCENT, _EM, 0, -_EM)
    return struct.pack(">5h2H", 1, 0, _DESCENT, width, _ASCENT, 3, 0) + b"\x01" * 4 + corners + b"\x00\x00"


def _font(_: Any, weight: int, italic: int, charset: int, pitch: int, name: Any, exact: Any) -> int | None:
    """The handle of the font to take for `name`; None where pdfium has one of its own."""
    return None if _KNOWN.match(ctypes.cast(name, ctypes.c_char_p).value or b"") else 1


def _content(_: Any, font: Any, table: int, buffer: Any, room: int) -> int:
    """Copy the whole font into `buffer` if there is `room`; its length. Single tables are not handed out."""
    content = b"" if table else stand_in()
    if buffer and room >= len(content):
        ctypes.memmove(buffer, content, len(content))
    return len(content)


_ANSWERS: dict[str, Callable[..., Any]] = {
    "Release": lambda _: None,
    "EnumFonts": lambda _, mapper: None,
    "MapFont": _font,
    "GetFont": lambda _, name: None,
    "GetFontData": _content,
    "GetFaceName": lambda _, font, buffer, room: 0,
    "GetFontCharset": lambda _, font: 1,
    "DeleteFont": lambda _, font: None,
}


@cache
def _source() -> Any:
    """Our answers to what pdfium asks about fonts. Kept for good: pdfium holds on to it."""
    source, kinds = pdfium.FPDF_SYSFONTINFO(), dict(pdfium.FPDF_SYSFONTINFO._fields_)
    source.version = 1
    for name, answer in _ANSWERS.items():
        setattr(source, name, kinds[name](answer))
    return source


@contextmanager
def substituted() -> Iterator[None]:
    """While this lasts, documents opened with pdfium take the stand-in; after it the fonts of the system again."""
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_source()))
    try:
        yield
    finally:
        pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())
