"""`structure`: has the document what a plan needs around its clauses: title, enterprise, date, sections?"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Proof, Verdict

PRESENT = Message("structure_present", "已有{what}。", "{what} is present.")
ABSENT = Message("structure_absent", "未见{what}。", "no {what} was found.")
NAMES = {"title": "标题", "enterprise": "单位名称", "date": "日期（落款、印发或施行日期）", "section": "专门章节"}


class Check(BaseModel):
    """`require` title, enterprise, date or section; a section's `role` is known by `headings`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    require: Literal["title", "enterprise", "date", "section"]
    role: str = ""
    headings: list[str] = []

    @model_validator(mode="after")
    def _role_stated(self) -> Check:
        if (self.require == "section") != bool(self.headings):
            raise ValueError("headings go with `require: section`")
        return self

    def terms(self) -> frozenset[str]:
        """The usual headings of the section."""
        return frozenset(self.headings)

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where the part is there, else fail."""
        what = f"“{self.role}”{NAMES['section']}" if self.role else NAMES[self.require]
        if self.require == "section":
            spans = self._section(facts, evidence)
            return (
                Verdict("pass", Said.of(PRESENT, what=what), spans)
                if spans
                else Verdict("fail", Said.of(ABSENT, what=what))
            )
        value = {
            "title": facts.head.title,
            "enterprise": facts.head.enterprise,
            "date": facts.head.date or self._effective(facts),
        }
        return (
            Verdict("pass", Said.of(PRESENT, what=what))
            if value[self.require]
            else Verdict("fail", Said.of(ABSENT, what=what))
        )

    def _effective(self, facts: Facts) -> str | None:
        return next((d.value for d in facts.deadlines if d.kind == "effective_from"), None)

    def _section(self, facts: Facts, evidence: Evidence) -> tuple[Proof, ...]:
        """Headings with one of the words; in a text without headings any sentence with one."""
        hits = sorted((h.span for word in self.headings for h in evidence.hits(word)), key=lambda s: s.start)
        zones = [c.heading for c in facts.document.outline] or [Span(0, len(facts.document.text))]
        return tuple(Proof(h) for h in hits if any(z.contains(h) for z in zones))[:2]
