"""`citation`: are the instruments cited real, in force and rightly named? Are those cited that must be?

`forbid` names the faults looked for: not_in_force, no_such_edition, title_mismatch, malformed, form (brackets, blanks),
unintroduced (《意见》 nobody was told the meaning of). Every faulty citation is a place with the text to write instead; a
title and its number with the same fault are one place, and a citation with a worse fault is no place of a lighter one. What
was wrong on the document's own date fails; what was overtaken since, what cannot be dated and what rests on a row of the
register nobody verified is for review.

`require: {any_of: […]}` asks for one of the instruments named, by the register's id (国务院令第493号), a code without a
year (AQ 9010) or a title. `edition` says which will do: `any` (also a wrongly numbered one), `in_force` on the document's
date or today, or `this` one named; a citation of another edition is partial.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from conformance.kinds.citations.demands import Required, demanded
from conformance.kinds.citations.places import FORM, PLACE, Fault, places
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Verdict

RIGHT = Message("citations_right", "引用的标准法规未见此类问题。", "no such fault was found in the citations.")
WRONG = Message("citations_wrong", "有 {count} 处引用需要改正。", "{count} citations need mending.")
DOUBT = Message("citations_doubtful", "有 {count} 处引用请核对。", "{count} citations should be looked up.")


class Check(BaseModel):
    """The parameters of a `citation` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Fault] = []
    require: Required | None = None

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: citations are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Fail where a citation was wrong when the document was made, review where one may be, else pass."""
        if self.require:
            return demanded(facts.citations, self.require)
        marks = tuple(places(facts, self.forbid))
        wrong = sum(m.said.message in (PLACE, FORM) for m in marks)
        if not marks:
            return Verdict("pass", Said.of(RIGHT))
        said = Said.of(WRONG, count=wrong) if wrong else Said.of(DOUBT, count=len(marks))
        return Verdict("fail" if wrong else "review", said, marks=marks)
