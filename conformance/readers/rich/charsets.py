"""Which code page the bytes of rich text are in: that of the font, or the document's.

Source: Rich Text Format Specification 1.9.1, "Font table" (\\fcharset), "Character set" (\\ansicpg).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.readers.rich.tokens import Token, Tree, groups, number, words

_CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "cp950", 128: "cp932", 129: "cp949",
    130: "johab", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 10000: "mac_roman", 65001: "utf-8"}
_WIDE = ("gb18030", "big5hkscs", "cp932", "cp949")
_SYMBOL = 2
_AS_DOCUMENT = 1
_HIGH = re.compile(rb"[\x80-\xff]+")


def code_page(number: int) -> str:
    """The codec for Windows code page `number`."""
    return _PAGES.get(number) or (f"cp{number}" if 437 <= number <= 1258 else "cp1252")


@dataclass(slots=True)
class Fonts:
    """The fonts of a document: character set and name by number. `page` is the codec of the document itself."""

    page: str = "cp1252"
    first: int = 0
    sets: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)

    def learn(self, table: Tree) -> None:
        """Take the fonts of a font table."""
        rows = list(groups(table)) or _flat(table)
        self.sets = {number(row, "f"): number(row, "fcharset", _AS_DOCUMENT) for row in rows}
        self.names = {number(row, "f"): _name(row, self.page) for row in rows}

    def symbols(self, font: int | None) -> str | None:
        """The name of `font` where its characters are pictures; None where they are letters."""
        used = self.first if font is None else font
        return self.names.get(used, "") if self.sets.get(used) == _SYMBOL else None

    def decoded(self, content: bytes, font: int | None) -> str:
        """`content` written in `font` (None: the document's first one)."""
        if content.isascii():
            return content.decode("ascii")
        charset = self.sets.get(self.first if font is None else font, _AS_DOCUMENT)
        if charset == _SYMBOL:
            return content.decode("latin-1")
        page = self.page if charset == _AS_DOCUMENT else _CODE_PAGES.get(charset, self.page)
        if page != self.page and page not in _WIDE and self.page in _WIDE and _pairs(content):
            page = self.page
        return _read(content, page)


def _pairs(content: bytes) -> bool:
    """Whether all bytes beyond ASCII come in pairs, as Chinese does under a font that claims to be Western."""
    return all(len(run) % 2 == 0 and min(run) > 0xA0 for run in _HIGH.findall(content))


def _read(content: bytes, page: str) -> str:
    try:
        return content.decode(page)
    except UnicodeDecodeError:
        return content.decode("cp1252" if page not in _WIDE else page, "replace")
    except LookupError:
        return content.decode("cp1252", "replace")


def _flat(table: Tree) -> list[Tree]:
    """The rows of a font table that has no groups."""
    rows: list[Tree] = []
    for item in table:
        if isinstance(item, Token) and item.name == "f" and item.kind == "word":
            rows.append([])
        if rows:
            rows[-1].append(item)
    return rows


def _name(row: Tree, page: str) -> str:
    content = b"".join(t.content for t in row if isinstance(t, Token) and t.kind in ("text", "byte"))
    return _read(content, page).split(";")[0].strip() if "f" in words(row) else ""
