"""`structure`: has the document what a plan needs around its clauses: title, enterprise, date, sections?

`require` names the part: title, enterprise, date, section or signoff (a day it is from, in head or foot or as the day it
holds from). A section's `role` (目标, 组织 …) is known by the words of its heading, any of `headings`; in a text without
headings a sentence that begins so will do.

`forbid` names what must not be: numbering_gap (4、 then 6、), glued_heading (a heading at the end of a paragraph),
truncated (a paragraph that stops in the middle of a sentence). Each is a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.facts.ending import signed, truncated
from conformance.facts.numbering import gaps, glued_headings
from conformance.language.lookalikes import alike
from conformance.messages import Message, Said
from conformance.model.document import Document, Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

PRESENT = Message("structure_present", "已有{what}。", "there is {what}.")
UNTITLED = Message("structure_untitled", "正文有所提及，但没有{what}。", "it is mentioned, but without {what}.")
ABSENT = Message("structure_absent", "未见{what}。", "not found: {what}.")
SOUND = Message("structure_sound", "结构未见此类问题。", "no such fault was found in the structure.")
FAULTY = Message("structure_faulty", "有 {count} 处需要改正。", "{count} faults of structure were found.")
GAP = Message(
    "numbering_gap",
    "序号由 {before} 跳到 {value}，缺 {missing}。请核对是漏写了内容还是编号有误。",
    "the numbers go from {before} to {value}; {missing} is missing: text was left out, or the number is wrong.",
)
GLUED = Message(
    "glued_heading",
    "标题“{quote}”接在上一段末尾，应另起一行。",
    "the heading “{quote}” stands at the end of a paragraph; put it on a line of its own.",
)
CUT = Message("truncated", "这里的句子没有写完：“…{quote}”。", "the sentence is not finished here: “…{quote}”.")
UNSIGNED = Message(
    "missing_signoff",
    "没有写明成文日期：落款处缺单位名称和日期，也没有写明自何日起施行。",
    "the document has no date: neither a signature with a day nor the day from which it holds.",
)
NAMES = {
    "title": Message("name_title", "标题", "a title"),
    "enterprise": Message("name_enterprise", "单位名称", "a name of the enterprise"),
    "date": Message("name_date", "日期（落款、印发或施行日期）", "a date (of signature, issue or effect)"),
    "section": Message("name_section", "专门章节", "a section of its own"),
    "signoff": Message("name_signoff", "落款日期或施行日期", "a date of signature or effect"),
}
ROLE = Message("name_role_section", "“{role}”专门章节", "a section of its own for “{role}”")


class Check(BaseModel):
    """The parameters of a `structure` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    require: Literal["title", "enterprise", "date", "section", "signoff"] | None = None
    forbid: list[Literal["numbering_gap", "glued_heading", "truncated"]] = []
    role: str = ""
    headings: list[str] = []

    @model_validator(mode="after")
    def _role_stated(self) -> Check:
        if (self.require == "section") != bool(self.headings):
            raise ValueError("headings go with `require: section`")
        if (self.require is None) != bool(self.forbid):
            raise ValueError("one of require and forbid is needed")
        return self

    def terms(self) -> frozenset[str]:
        """Nothing is looked up in sentences: headings are short, and compared as such."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where the part is there, else fail; with `forbid` a mark for each fault."""
        if self.require is None:
            return self._sound(facts.document, evidence)
        if self.require == "signoff" and not signed(facts):
            return Verdict("fail", Said.of(UNSIGNED), marks=(Mark("missing_signoff", Said.of(UNSIGNED)),))
        what = Said.of(ROLE, role=self.role) if self.role else Said.of(NAMES[self.require])
        if self.require == "section":
            return self._section(facts, evidence, what)
        value = {
            "title": facts.head.title,
            "enterprise": facts.head.enterprise,
            "date": facts.head.date or self._effective(facts),
            "signoff": True,
        }
        return (
            Verdict("pass", Said.of(PRESENT, what=what))
            if value[self.require]
            else Verdict("fail", Said.of(ABSENT, what=what))
        )

    def _sound(self, document: Document, evidence: Evidence) -> Verdict:
        marks = [m for name in self.forbid for m in _faults(name, document, evidence)]
        if not marks:
            return Verdict("pass", Said.of(SOUND))
        ordered = sorted(marks, key=lambda m: m.span or Span(0, 0))
        return Verdict("fail", Said.of(FAULTY, count=len(marks)), marks=tuple(ordered))

    def _effective(self, facts: Facts) -> str | None:
        return next((d.value for d in facts.deadlines if d.kind == "effective_from"), None)

    def _section(self, facts: Facts, evidence: Evidence, what: Said) -> Verdict:
        """Pass with such a heading, or in a text without headings such a sentence; partial where only a sentence is."""
        titles = evidence.once("alike titles", lambda: [(c, alike(c.title)) for c in facts.document.outline if c.title])
        titled = [c.heading for c, title in titles if self._names_role(title)]
        if titled:
            return Verdict("pass", Said.of(PRESENT, what=what), tuple(Proof(s) for s in titled[:2]))
        folded = evidence.once("alike", lambda: [alike(s.text) for s in evidence.sentences])
        rows = zip(evidence.sentences, folded, strict=True)
        said = [s.span for s, words in rows if s.zone != "contents" and self._names_role(words)][:2]
        proofs = tuple(map(Proof, said))
        if said and titles:
            return Verdict("partial", Said.of(UNTITLED, what=what), proofs)
        return (
            Verdict("pass", Said.of(PRESENT, what=what), proofs)
            if said
            else Verdict("fail", Said.of(ABSENT, what=what))
        )

    @cached_property
    def _names_role(self) -> Callable[[str], re.Match[str] | None]:
        """Whether words hold one of `headings`."""
        return re.compile("|".join(map(re.escape, self.headings))).search


def _faults(name: str, document: Document, evidence: Evidence) -> Sequence[Mark]:
    """The faults of one kind; several packs ask for them."""
    return evidence.once(("structure", name), lambda: tuple(_FAULTS[name](document)))


def _gap_marks(document: Document) -> Iterator[Mark]:
    for gap in gaps(document):
        missing = "、".join(map(str, gap.missing))
        yield Mark("numbering_gap", Said.of(GAP, before=gap.before, value=gap.value, missing=missing), gap.span)


def _glued_marks(document: Document) -> Iterator[Mark]:
    for span in glued_headings(document):
        quote = " ".join(document.quote(span).split())
        yield Mark("glued_heading", Said.of(GLUED, quote=quote), span, f"\n{quote}")


def _cut_marks(document: Document) -> Iterator[Mark]:
    yield from (Mark("truncated", Said.of(CUT, quote=document.quote(s)), s) for s in truncated(document))


_FAULTS: dict[str, Callable[[Document], Iterator[Mark]]] = {
    "numbering_gap": _gap_marks,
    "glued_heading": _glued_marks,
    "truncated": _cut_marks,
}
