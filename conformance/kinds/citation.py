"""`citation`: are the instruments cited real, in force and rightly named? Are those cited that must be?

`forbid` names the faults looked for: not_in_force, no_such_edition, title_mismatch, malformed, form. Every faulty
citation is a place with the text to write instead; a citation with a worse fault is no place of `form`. What was wrong on the document's own date fails; what was overtaken
since, what cannot be dated and what rests on a row of the register nobody verified is for review.

`require: {any_of: […]}` asks for one of the instruments named, by the register's id (国务院令第493号), a code without a
year (AQ 9010) or a title; any edition will do, a wrongly numbered one too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from conformance.facts import register
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Citation, Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

Fault = Literal["not_in_force", "no_such_edition", "title_mismatch", "malformed", "form"]

RIGHT = Message("citations_right", "引用的标准法规未见此类问题。", "no such fault was found in the citations.")
WRONG = Message("citations_wrong", "有 {count} 处引用需要改正。", "{count} citations need mending.")
DOUBT = Message("citations_doubtful", "有 {count} 处引用请核对。", "{count} citations should be looked up.")
CITED = Message("cited", "已引用{name}。", "{name} is cited.")
NOT_CITED = Message("not_cited", "未见引用{name}。", "{name} is not cited.")
PLACE = Message("citation_fault", "{reason}", "“{quote}” is not right{instead}.")
FORM = Message("citation_form", "“{quote}”的规范写法为“{right}”。", "the normal form of “{quote}” is “{right}”.")
LATER = Message(
    "citation_overtaken", "成文后已变化：{reason}", "“{quote}” has been overtaken since the document was made{instead}."
)
CHECK = Message("citation_check", "请核对：{reason}", "please check “{quote}”{instead}.")
_ENDED = ("superseded", "repealed")


class Required(BaseModel):
    """The instruments of which at least one must be cited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    any_of: list[str]


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
            return _required(facts.citations, self.require.any_of)
        marks = tuple(m for c in facts.citations if (m := self._mark(c)))
        wrong = sum(m.said.message in (PLACE, FORM) for m in marks)
        if not marks:
            return Verdict("pass", Said.of(RIGHT))
        said = Said.of(WRONG, count=wrong) if wrong else Said.of(DOUBT, count=len(marks))
        return Verdict("fail" if wrong else "review", said, marks=marks)

    def _mark(self, citation: Citation) -> Mark | None:
        """The place of the worst fault looked for in `citation`; None where it has none."""
        found = citation.resolution
        fault = next((i for i in found.issues if _named(i) in self.forbid), None)
        if fault is None or (fault == "form" and found.issues[0] != "form"):
            return None
        quote = " ".join(citation.quote.split())
        instead = f"; write {found.right}" if found.right else ""
        values = {"quote": quote, "reason": found.reason or quote, "instead": instead, "right": found.right or ""}
        message = FORM if fault == "form" else _message(citation, fault)
        return Mark(fault, Said.of(message, **values), Span(citation.start, citation.end), found.right)


def _named(issue: str) -> str:
    return "not_in_force" if issue in _ENDED else issue


def _message(citation: Citation, fault: str) -> Message:
    """How a fault is spoken of: as a fault, as overtaken since, or as something to check."""
    found = citation.resolution
    if fault in _ENDED and found.on_document_date == "current":
        return LATER
    dated = fault not in _ENDED or found.on_document_date in _ENDED
    return PLACE if found.certain and dated else CHECK


def _required(citations: Iterable[Citation], wanted: list[str]) -> Verdict:
    known = register.load()
    instruments = {e.instrument for name in wanted for e in known.exact(name)}
    cited = [c for c in citations if _meant(c, known) & instruments or {c.canonical, c.code} & set(wanted)]
    name = "、".join(wanted)
    if not cited:
        return Verdict("fail", Said.of(NOT_CITED, name=name), missing=(name,))
    return Verdict("pass", Said.of(CITED, name=name), tuple(Proof(Span(c.start, c.end)) for c in cited[:8]))


def _meant(citation: Citation, known: register.Register) -> set[str]:
    """The instruments a citation stands for, whichever edition and however wrongly dated."""
    edition = known.by_id.get(citation.resolution.record or "")
    siblings = known.by_code.get(register.identity(citation.code), ()) if citation.code else ()
    return {e.instrument for e in (edition, *siblings) if e}
