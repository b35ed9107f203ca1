"""`structure`: has the document what a plan needs around its clauses: title, enterprise, date, sections?

`require` names the part: title, enterprise, date or section. A section's `role` (目标, 组织 …) is known by the words of its
heading, any of `headings`; in a text without headings a sentence that begins so will do.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.language.lookalikes import alike
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Proof, Verdict

PRESENT = Message("structure_present", "已有{what}。", "{what} is present.")
UNTITLED = Message("structure_untitled", "正文有所提及，但没有{what}。", "it is mentioned, but there is no {what}.")
ABSENT = Message("structure_absent", "未见{what}。", "no {what} was found.")
NAMES = {"title": "标题", "enterprise": "单位名称", "date": "日期（落款、印发或施行日期）", "section": "专门章节"}


class Check(BaseModel):
    """The parameters of a `structure` requirement."""

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
        """Nothing is looked up in sentences: headings are short, and compared as such."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where the part is there, else fail."""
        what = f"“{self.role}”{NAMES['section']}" if self.role else NAMES[self.require]
        if self.require == "section":
            return self._section(facts, evidence, what)
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

    def _section(self, facts: Facts, evidence: Evidence, what: str) -> Verdict:
        """Pass with such a heading, or in a text without headings such a sentence; partial where only a sentence is."""
        titled = [c.heading for c in facts.document.outline if c.title and self._names_role(c.title)]
        if titled:
            return Verdict("pass", Said.of(PRESENT, what=what), tuple(Proof(s) for s in titled[:2]))
        said = [s.span for s in evidence.sentences if s.zone != "contents" and self._names_role(s.text)][:2]
        proofs = tuple(map(Proof, said))
        if said and any(c.title for c in facts.document.outline):
            return Verdict("partial", Said.of(UNTITLED, what=what), proofs)
        return (
            Verdict("pass", Said.of(PRESENT, what=what), proofs)
            if said
            else Verdict("fail", Said.of(ABSENT, what=what))
        )

    def _names_role(self, words: str) -> bool:
        return any(heading in alike(words) for heading in self.headings)
