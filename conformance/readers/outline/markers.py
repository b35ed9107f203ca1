"""Numbers that head a clause, as they are really written: 一、 （一） 1. （1） 1） ① 第一章 第一条 1.1, and —、 for 一、."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from conformance.text import number

Style = Literal["part", "chapter", "section", "article", "han", "han_bracket", "decimal", "arabic", "arabic_bracket", "half_bracket", "circle"]  # fmt: skip

RANK: dict[Style, int] = {
    "part": 0, "chapter": 1, "section": 2, "han": 3, "han_bracket": 4, "article": 5, "arabic": 6, "decimal": 6,
    "arabic_bracket": 7, "half_bracket": 8, "circle": 9,
}  # fmt: skip

_HAN = "零〇一二三四五六七八九十百"
_NUMBER = rf"[{_HAN}]{{1,5}}|\d{{1,3}}"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKER = re.compile(
    rf"(?P<part>第(?:{_NUMBER})(?:编|部分))[、:. ]?"
    rf"|(?P<chapter>第(?:{_NUMBER})章)[、:. ]?"
    rf"|(?P<section>第(?:{_NUMBER})节)[、:. ]?"
    rf"|(?P<article>第(?:{_NUMBER})条)[、:. ]?"
    rf"|(?P<han>(?:[{_HAN}]{{1,4}}|-{{1,2}})[、.])"
    rf"|(?P<han_bracket>[(<〈][{_HAN}]{{1,4}}[)>〉])[、.]?"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,4})(?![\d%.])[、.)]?(?!年|月|[A-Za-z])"
    r"|(?P<arabic>\d{1,2}[.、])(?![\d])"
    r"|(?P<arabic_bracket>\(\d{1,2}\))[、.]?"
    r"|(?P<half_bracket>\d{1,2}\))[、.]?"
    rf"|(?P<circle>[{_CIRCLES}])"
)
# A figure with only a blank after it (6 作业安全); the blank is gone in the reading text, so units must not follow.
_BARE = re.compile(
    r"(?P<arabic>\d{1,2})(?=[\u4e00-\u9fff])(?!年|月|日|号|个|名|人|次|项|天|小时|分钟|家|种|类|级|万|元|米|层|期|所|台|部|条|起|岁|点|周|倍|份|处|大|不|要|到|至|位)"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A clause number at the start of a stretch of the reading text.

    `printed` is the number as written, `length` how many characters it takes with its closing mark, `value` its
    number (the last one of 1.2.3), `depth` how many numbers it has.
    """

    style: Style
    printed: str
    length: int
    value: int
    depth: int = 1

    @property
    def key(self) -> tuple[str, int]:
        """What siblings share: the style, and for 1.2.3 the depth (1. and 1 are depth 1 of the same row)."""
        return ("arabic", self.depth) if self.style in ("arabic", "decimal") else (self.style, 1)


def marker(text: str, at: int = 0, *, bare: bool = False) -> Marker | None:
    """The clause number that begins at `at` of the reading text; `bare` also takes figures without closing mark."""
    match = _MARKER.match(text, at) or (_BARE.match(text, at) if bare else None)
    if match is None:
        return None
    style: Style = match.lastgroup  # type: ignore[assignment]
    printed = match[style]
    return Marker(style, printed, match.end() - at, _value(style, printed), printed.count(".", 0, -1) + 1)


def _value(style: Style, printed: str) -> int:
    if style == "circle":
        return _CIRCLES.index(printed) + 1
    if style == "decimal":
        return int(printed.rsplit(".", 1)[-1])
    found = re.search(rf"[{_HAN}\d]+", printed)
    return (number(found[0]) or 0) if found else 1
