"""Where a Word file departs from the layout of official documents.

Source: GB/T 9704-2012, 5 (paper, margins, body), 7.3.1 (title), 7.3.3 (levels), 7.5 (page numbers).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from conformance.messages import Message, Said
from conformance.model import document
from conformance.model.document import Layout, Span
from conformance.model.facts import Facts
from conformance.model.rules import Mark

Look = Literal[
    "paper", "margins", "body_font", "line_pitch", "indent", "page_numbers", "page_number_form", "page_number_font", "title_font", "heading_fonts"
]  # fmt: skip

PAPER = Message("paper", "纸张为 {found} 毫米，应为 A4（210×297）。", "the paper is {found} mm, not A4 (210×297).")
MARGINS = Message(
    "margins",
    "页边距（上、右、下、左）为 {found} 毫米，应为 37、26、35、28。",
    "the margins (top, right, bottom, left) are {found} mm, not 37, 26, 35, 28.",
)
FONT = Message(
    "body_font", "正文为 {found}，应为 3 号（16 磅）仿宋。", "the text is set in {found}, not in 16 pt FangSong."
)
PITCH = Message(
    "line_pitch",
    "正文行距为 {found}，每页应排 22 行左右（固定值 28 至 29 磅）。",
    "the line pitch is {found}; a page has some 22 lines (28 to 29 pt exactly).",
)
NO_PITCH = Message(
    "line_pitch",
    "正文没有设固定行距，每页应排 22 行左右（固定值 28 至 29 磅）。",
    "the line pitch is not fixed; a page has some 22 lines (28 to 29 pt exactly).",
)
NUMBERS = Message("page_numbers", "没有页码。", "the pages have no numbers.")
INDENT = Message(
    "indent", "段首缩进 {found} 个字，应为 2 个字。", "paragraphs are indented by {found} characters, not by two."
)
FORM = Message(
    "page_number_form",
    "页码写作“{found}”，应在数字左右各放一条一字线，如“— 1 —”。",
    "the page number is printed as “{found}”; put a dash on either side: “— 1 —”.",
)
NUMBER = Message(
    "page_number_font",
    "页码为 {found}，应为 4 号（14 磅）半角宋体。",
    "the page number is set in {found}, not in half-width 14 pt Song.",
)
TITLE = Message(
    "title_font", "标题为 {found}，应为 2 号（22 磅）小标宋。", "the title is set in {found}, not in 22 pt 小标宋."
)
HEADING = Message(
    "heading_fonts",
    "第{level}层标题“{words}”为 {found}，应为 3 号（16 磅）{wanted}。",
    "“{words}” of level {level} is set in {found}, not in 16 pt {wanted}.",
)
_A4, _MARGINS, _NEAR = (210.0, 297.0), (37.0, 26.0, 35.0, 28.0), 1.1
_THREE, _TWO, _FOUR, _PITCH, _INDENT = 16.0, 22.0, 14.0, (27.0, 30.0), (1.8, 2.2)
_FACES = {
    "仿宋": ("仿宋", "fangsong", "fang song"),
    "黑体": ("黑", "simhei", "heiti"),
    "楷体": ("楷", "kaiti", "simkai"),
    "小标宋": ("标宋", "biaosong"),
    "宋体": ("宋体", "simsun", "songti"),
}
_LEVELS = {1: ("黑体",), 2: ("楷体",), 3: ("仿宋",), 4: ("仿宋",)}
# Where 1. stands right under 一、 it is the second level.
_SECOND = ("楷体", "仿宋")
# A hyphen (-1-) is no dash of one character.
_DASHED = re.compile("[—–―─－]+1[—–―─－]+")
_SENTENCE = re.compile(r"[。；;：:！!？?，,]")
_LONGEST, _SHOWN, _SHORTEST_TITLE = 30, 16, 4


def _close(found: tuple[float, ...], wanted: tuple[float, ...]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(found, wanted, strict=True))


def _is_set(font: str | None, size: float | None, faces: tuple[str, ...], points: float) -> bool:
    """Whether letters have the size and one of the faces; what is not stated is let pass."""
    return (not font or any(f in font.lower() for face in faces for f in _FACES[face])) and size in (None, points)


def _said(font: str | None, size: float | None) -> str:
    return " ".join(filter(None, (font, f"{size:g} pt" if size else ""))) or "-"


def _paper(page: Layout) -> Said | None:
    return None if _close(page.paper, _A4) else Said.of(PAPER, found="×".join(f"{n:g}" for n in page.paper))


def _margins(page: Layout) -> Said | None:
    found = "、".join(f"{n:g}" for n in page.margins)
    return None if _close(page.margins, _MARGINS) else Said.of(MARGINS, found=found)


def _body_font(page: Layout) -> Said | None:
    return (
        None if _is_set(page.font, page.size, ("仿宋",), _THREE) else Said.of(FONT, found=_said(page.font, page.size))
    )


def _line_pitch(page: Layout) -> Said | None:
    if page.line is None:
        return Said.of(NO_PITCH)
    return None if _PITCH[0] <= page.line <= _PITCH[1] else Said.of(PITCH, found=f"{page.line:g} pt")


def _indent(page: Layout) -> Said | None:
    fits = page.indent is None or _INDENT[0] <= page.indent <= _INDENT[1]
    return None if fits else Said.of(INDENT, found=f"{page.indent:g}")


def _form(page: Layout) -> Said | None:
    return None if not page.foot or _DASHED.search(page.foot) else Said.of(FORM, found=page.foot)


def _number(page: Layout) -> Said | None:
    fits = not page.page_numbers or _is_set(page.foot_font, page.foot_size, ("宋体",), _FOUR)
    return None if fits else Said.of(NUMBER, found=_said(page.foot_font, page.foot_size))


def _titles(facts: Facts, page: Layout) -> Iterator[Mark]:
    for look in page.looks:
        part = "".join(look.words.split())
        if look.level is None and len(part) >= _SHORTEST_TITLE and part in facts.head.title:
            if not _is_set(look.font, look.size, ("小标宋",), _TWO):
                yield Mark("title_font", Said.of(TITLE, found=_said(look.font, look.size)), _place(facts, look))
            return


def _headings(facts: Facts, page: Layout) -> Iterator[Mark]:
    found = [x for x in page.looks if x.level and len(x.words) <= _LONGEST and not _SENTENCE.search(x.words)]
    levels = {look.level for look in found}
    alike = {(look.level, look.font, look.size): look for look in reversed(found)}  # the first of those set alike
    for look in reversed(alike.values()):
        faces = _SECOND if look.level == 3 and 2 not in levels else _LEVELS[look.level or 1]
        if not _is_set(look.font, look.size, faces, _THREE):
            is_now, words = _said(look.font, look.size), look.words[:_SHOWN]
            said = Said.of(HEADING, level=look.level, words=words, found=is_now, wanted="或".join(faces))
            yield Mark("heading_fonts", said, _place(facts, look))


def _place(facts: Facts, look: document.Look) -> Span | None:
    at = facts.document.text.find(look.words)
    return Span(at, at + len(look.words)) if at >= 0 else None


def _whole(name: str, said: Callable[[Layout], Said | None]) -> Callable[[Facts, Layout], Iterator[Mark]]:
    """The departure of a whole file, which has no place."""

    def marks(facts: Facts, page: Layout) -> Iterator[Mark]:
        if found := said(page):
            yield Mark(name, found)

    return marks


LOOKS: dict[str, Callable[[Facts, Layout], Iterator[Mark]]] = {
    "paper": _whole("paper", _paper),
    "margins": _whole("margins", _margins),
    "body_font": _whole("body_font", _body_font),
    "line_pitch": _whole("line_pitch", _line_pitch),
    "indent": _whole("indent", _indent),
    "page_numbers": _whole("page_numbers", lambda page: None if page.page_numbers else Said.of(NUMBERS)),
    "page_number_form": _whole("page_number_form", _form),
    "page_number_font": _whole("page_number_font", _number),
    "title_font": _titles,
    "heading_fonts": _headings,
}
