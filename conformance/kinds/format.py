"""`format`: is it written and laid out as official documents are?

`forbid` names what must not be: halfwidth_punctuation (, ; : ! ? after a Chinese character). Each is a place with the mark
to write instead.

`layout` names what a Word file must keep of GB/T 9704-2012, as far as it states it: paper (A4), margins (37 mm above, 28 mm at
the left, each 1 mm more or less; the text 156 × 225 mm), body_font (仿宋 of 16 pt), line_pitch (some 22 lines a page: 27 to
30 pt exactly), indent (two characters), page_numbers, their form (— 1 —) and font (宋体 of 14 pt), title_font (小标宋 of 22 pt) and heading_fonts (一、
黑体, （一） 楷体, 1. and （1） 仿宋). Any face of a name will do (仿宋, 仿宋_GB2312, FangSong). Each departure is a place, its
code the name; those of the whole file have no span. Other formats do not say how they are laid out: `open`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.facts.punctuation import halfwidth
from conformance.kinds.layouts.departures import LOOKS, Look
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


class Check(BaseModel):
    """The parameters of a `format` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Literal["halfwidth_punctuation"]] = []
    layout: list[Look] = []

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
        marks = tuple(_marks(facts, layout, self.layout) if layout and self.layout else _halfwidth(facts))
        if not marks:
            return Verdict("pass", Said.of(RIGHT))
        return Verdict("fail", Said.of(WRONG, count=len(marks)), marks=marks)


def _halfwidth(facts: Facts) -> Iterator[Mark]:
    for span, right in halfwidth(facts.document):
        yield Mark("halfwidth_punctuation", Said.of(HALF, quote=facts.document.quote(span), right=right), span, right)


def _marks(facts: Facts, page: Layout, names: list[Look]) -> Iterator[Mark]:
    for name in names:
        yield from LOOKS[name](facts, page)
