"""`typo`: are the words written right?

`forbid` names what must not be: look_alike (职贵 for 职责). Only characters of the look-alike table are looked at, where
they make no word as they stand and another of their group makes one of work safety. It is no speller: names, rare words
and wrong words that are words are left alone. Each is a place with the word to write instead.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.facts.typos import typos
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

RIGHT = Message("typo_none", "未见形近错字。", "no look-alike character was found in the place of another.")
WRONG = Message("typo_some", "有 {count} 处疑为形近错字。", "{count} words seem to have a look-alike character.")
ALIKE = Message("look_alike", "“{quote}”疑为“{right}”。", "“{quote}” seems to be “{right}”.")


class Check(BaseModel):
    """The parameters of a `typo` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Literal["look_alike"]] = Field(min_length=1)

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: the table of look-alikes is enough."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where there is none, else fail with a mark for each."""
        marks = tuple(
            Mark("look_alike", Said.of(ALIKE, quote=facts.document.quote(span), right=right), span, right)
            for span, right in typos(facts.document)
        )
        if not marks:
            return Verdict("pass", Said.of(RIGHT))
        return Verdict("fail", Said.of(WRONG, count=len(marks)), marks=marks)
