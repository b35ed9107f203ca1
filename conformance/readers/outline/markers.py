"""Numbers that head a clause, as they are really written: 一、 （一） 1. （1） 1） ① 第一章 第一条 1.1, and —、 for 一、."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from conformance.text import number

Style = Literal["part", "chapter", "section", "han", "article", "han_bracket", "stage", "decimal", "lettered", "arabic", "arabic_bracket", "half_bracket", "circle"]  # fmt: skip

# Which number usually stands under which; an outline departs from it where the text itself does.
RANK: dict[Style, int] = {
    "part": 0, "chapter": 1, "section": 2, "han": 3, "article": 4, "han_bracket": 5, "stage": 6, "arabic": 7, "decimal": 7,
    "lettered": 7, "arabic_bracket": 8, "half_bracket": 9, "circle": 10,
}  # fmt: skip

_HAN = "零〇一二三四五六七八九十百"
_NUMBER = rf"[{_HAN}]{{1,5}}|\d{{1,3}}"
_VALUE = re.compile(rf"[{_HAN}\d]+")
# One character for a whole number, from 1 on.
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN_BRACKETS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_STOPS = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_SINGLE = {c: i for row in (_CIRCLES, _HAN_BRACKETS, _BRACKETS, _STOPS) for i, c in enumerate(row, 1)}
# What follows a figure that measures something and numbers nothing, and one that counts.
_MEASURE = "万|千|百|亿|元|米|公里|吨|克|升(?!级)|倍|小时|平方|立方|%|℃|度(?!假)"
_COUNT = (
    "年|月|日|号|个|名(?!称)|次|天|分钟|秒|家|岁|点|周(?!围|边)|份|座|栋|幢|户|间|辆|台|起(?!重|草)|条(?!件)|级(?!别)|层|"
    "人(?!员|身|力|为|才|机)|项(?!目)|种(?!类)|类(?!别|型)|大(?:任务|体系|行动|工程|措施|机制)|至|到"
)
_MARKER = re.compile(
    rf"(?P<part>第(?:{_NUMBER})(?:编|部分))[、:. ]?"
    rf"|(?P<chapter>第(?:{_NUMBER})章)[、:. ]?"
    rf"|(?P<section>第(?:{_NUMBER})节)[、:. ]?"
    rf"|(?P<article>第(?:{_NUMBER})条)(?!款|第|规定|的|所|、第|和|至)[、:. ]?"
    rf"|(?P<stage>第[一二三四五六1-6](?:阶段|步))[、:. ]?(?!的|,)"
    rf"|(?P<han>(?:[{_HAN}]{{1,4}}|-{{1,2}})[、.])"
    rf"|(?P<han_bracket>[(<〈][{_HAN}]{{1,4}}[)>〉]|[{_HAN_BRACKETS}])[、.]?"
    rf"|(?P<lettered>[A-Z](?:\.\d{{1,2}}){{1,4}})(?![\d%.A-Za-z])"
    rf"|(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?![\d%.])[、.)]?(?!{_MEASURE}|年|月|[A-Za-z])"
    rf"|(?P<arabic>\d{{1,2}}[.、]|[{_STOPS}])(?![\d])"
    rf"|(?P<arabic_bracket>\(\d{{1,2}}\)|[{_BRACKETS}])[、.]?"
    r"|(?P<half_bracket>\d{1,2}\))[、.]?"
    rf"|(?P<circle>[{_CIRCLES}])"
)
# A figure with only a blank after it (6 作业安全); the blank is gone in the reading text.
_BARE = re.compile(rf"(?P<arabic>\d{{1,2}})(?=[\u4e00-\u9fff《])(?!{_MEASURE}|{_COUNT})")


_FIRST = frozenset(f"第({_HAN}<〈-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") | _SINGLE.keys()


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
        return ("arabic", self.depth) if self.style in ("arabic", "decimal") else (self.style, self.depth)


def marker(text: str, at: int = 0, *, bare: bool = False) -> Marker | None:
    """The clause number that begins at `at` of the reading text; `bare` also takes figures without closing mark."""
    if text[at : at + 1] not in _FIRST:
        return None
    match = _MARKER.match(text, at) or (_BARE.match(text, at) if bare else None)
    if match is None:
        return None
    style: Style = match.lastgroup  # type: ignore[assignment]
    printed = match[style]
    return Marker(style, printed, match.end() - at, _value(style, printed), printed.count(".", 0, -1) + 1)


def _value(style: Style, printed: str) -> int:
    if printed in _SINGLE:
        return _SINGLE[printed]
    if style in ("decimal", "lettered"):
        return int(printed.rsplit(".", 1)[-1])
    found = _VALUE.search(printed)
    return (number(found[0]) or 0) if found else 1
