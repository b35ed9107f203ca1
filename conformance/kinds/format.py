"""`format`: is it written and laid out as official documents are?

`forbid` names what must not be: halfwidth_punctuation (, ; : ! ? after a Chinese character). Each is a place with the mark
to write instead.

`layout` names what a Word file must keep of GB/T 9704-2012: paper (A4), margins (37 mm above, 28 mm at the left, each 1 mm
more or less; the text 156 × 225 mm), body_font (仿宋 of 16 pt, where a font is stated), line_pitch (some 22 lines a page: 27 to 30 pt exactly) and
page_numbers. Each departure is a place without a span, its code the name. Other formats do not say how they are laid
out: `open`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.facts.punctuation import halfwidth
from conformance.messages import Message, Said
from conformance.model.document import Layout
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

RIGHT = Message("format_right", "书写格式未见此类问题。", "no such fault of form was found.")
WRONG = Message("format_wrong", "有 {count} 处书写格式需要改正。", "{count} faults of form need mending.")
UNSTATED = Message(
    "layout_unstated",
    "这份文件看不出版式，请提交 Word（docx）文件。",
    "this file does not say how it is laid out; submit a Word file (docx)",
)
HALF = Message(
    "halfwidth_punctuation", "半角标点“{quote}”应为全角“{right}”。", "the half-width “{quote}” should be “{right}”."
)
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
NUMBERS = Message("page_numbers", "没有页码。", "the pages have no numbers.")
_A4, _MARGINS, _NEAR = (210.0, 297.0), (37.0, 26.0, 35.0, 28.0), 1.1
_FANGSONG, _THREE, _PITCH = ("仿宋", "fangsong"), 16.0, (27.0, 30.0)


class Check(BaseModel):
    """The parameters of a `format` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Literal["halfwidth_punctuation"]] = []
    layout: list[Literal["paper", "margins", "body_font", "line_pitch", "page_numbers"]] = []

    @model_validator(mode="after")
    def _one_asked(self) -> Check:
        if bool(self.forbid) == bool(self.layout):
            raise ValueError("one of forbid and layout is needed")
        return self

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: form is read off the text and its pages."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where there is none, else fail with a mark for each; open where the layout is not known."""
        layout = facts.document.layout
        if self.layout and layout is None:
            return Verdict("open", Said.of(UNSTATED))
        found = [(name, _LOOKS[name](layout)) for name in self.layout] if layout else []
        marks = [
            Mark("halfwidth_punctuation", Said.of(HALF, quote=facts.document.quote(span), right=right), span, right)
            for span, right in (halfwidth(facts.document) if self.forbid else ())
        ]
        marks += [Mark(name, said) for name, said in found if said is not None]
        if not marks:
            return Verdict("pass", Said.of(RIGHT))
        return Verdict("fail", Said.of(WRONG, count=len(marks)), marks=tuple(marks))


def _close(found: tuple[float, ...], wanted: tuple[float, ...]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(found, wanted, strict=True))


def _paper(page: Layout) -> Said | None:
    return None if _close(page.paper, _A4) else Said.of(PAPER, found="×".join(f"{n:g}" for n in page.paper))


def _margins(page: Layout) -> Said | None:
    found = "、".join(f"{n:g}" for n in page.margins)
    return None if _close(page.margins, _MARGINS) else Said.of(MARGINS, found=found)


def _body_font(page: Layout) -> Said | None:
    fits = (not page.font or any(f in page.font.lower() for f in _FANGSONG)) and page.size in (None, _THREE)
    return None if fits else Said.of(FONT, found=f"{page.font or '-'} {page.size or '-'} pt")


def _line_pitch(page: Layout) -> Said | None:
    fits = page.line is not None and _PITCH[0] <= page.line <= _PITCH[1]
    return None if fits else Said.of(PITCH, found=f"{page.line:g} pt" if page.line else "-")


_LOOKS: dict[str, Callable[[Layout], Said | None]] = {
    "paper": _paper,
    "margins": _margins,
    "body_font": _body_font,
    "line_pitch": _line_pitch,
    "page_numbers": lambda page: None if page.page_numbers else Said.of(NUMBERS),
}
