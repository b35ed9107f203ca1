"""`blank`: is nothing left to be filled in? `forbid` names the codes: placeholder, blank_field."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

NONE = Message("blank_none", "未见待填内容。", "nothing is left to be filled in.")
SOME = Message("blank_some", "有 {count} 处待填内容。", "{count} places are left to be filled in.")
PLACEHOLDER = Message(
    "placeholder", "“{quote}”是占位符，应改为实际内容。", "“{quote}” is a placeholder; write the real words."
)
FIELD = Message("blank_field", "“{label}”之后没有填写。", "nothing is filled in after “{label}”.")


class Check(BaseModel):
    """The parameters of a `blank` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Literal["placeholder", "blank_field"]]

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: blanks are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where there are none, else fail with a mark for each."""
        found = [b for b in facts.blanks if b.code in self.forbid]
        if not found:
            return Verdict("pass", Said.of(NONE))
        marks = [
            Mark(
                b.code,
                Said.of(FIELD, label=b.label or b.quote)
                if b.code == "blank_field"
                else Said.of(PLACEHOLDER, quote=b.quote),
                Span(b.start, b.end),
            )
            for b in found
        ]
        return Verdict("fail", Said.of(SOME, count=len(found)), marks=tuple(marks))
