"""`format`: is it written as official documents are?

`forbid` names what must not be: halfwidth_punctuation (, ; : ! ? after a Chinese character). Each is a place with the mark
to write instead.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.facts.punctuation import halfwidth
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

RIGHT = Message("format_right", "书写格式未见此类问题。", "no such fault of form was found.")
WRONG = Message("format_wrong", "有 {count} 处书写格式需要改正。", "{count} faults of form need mending.")
HALF = Message(
    "halfwidth_punctuation", "半角标点“{quote}”应为全角“{right}”。", "the half-width “{quote}” should be “{right}”."
)


class Check(BaseModel):
    """The parameters of a `format` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Literal["halfwidth_punctuation"]] = Field(min_length=1)

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: form is read off the text."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where there is none, else fail with a mark for each."""
        marks = tuple(
            Mark("halfwidth_punctuation", Said.of(HALF, quote=facts.document.quote(span), right=right), span, right)
            for span, right in halfwidth(facts.document)
        )
        return (
            Verdict("fail", Said.of(WRONG, count=len(marks)), marks=marks) if marks else Verdict("pass", Said.of(RIGHT))
        )
