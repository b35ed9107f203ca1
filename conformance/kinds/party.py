"""`party`: does each task say who answers for it?

`require: each_task` asks that every clause without clauses of its own, in the sections of the role 任务 (in a document
without such sections: every one outside aims, organisation, timetable and safeguards), names a body or post that leads,
is responsible or takes part, or is told to act (企业应当…, 由应急管理部门…). A task inherits from a note over its section
(以下各项工作均由各社区负责), from the clause above it or its heading (企业的责任), and from the addressees (主送机关) unless it
is an enterprise's plan. What defines a term, threatens a sanction or says from when the document holds is no task.
`forbid: [vague_party]` asks that none is 有关部门 or the like. Every task without a party is a place `no_party`, every vague
one `vague_party`; `require` alone is content with a vague one.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.facts.duties import told
from conformance.facts.parties import vague
from conformance.kinds.parties.tasks import NO_TASKS, addressed, ownerless, shown, tasks
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

NAMED = Message("parties_named", "各项任务都写明了由谁负责。", "every task says who answers for it.")
SOME = Message("parties_partly", "{count} 项任务没有写明由谁负责。", "{count} tasks do not say who answers for them.")
NONE = Message("parties_absent", "没有一项任务写明由谁负责。", "no task says who answers for it.")
CLEAR = Message("parties_clear", "责任单位都指名道姓，没有含糊。", "no party is vague.")
UNCLEAR = Message("parties_vague", "有 {count} 处责任单位含糊。", "{count} parties are vague.")
NO_PARTY = Message("no_party", "“{task}”没有写明由谁负责。", "“{task}” does not say who answers for it.")
VAGUE = Message(
    "vague_party", "“{name}”没有说明是哪个部门，应写出名称。", "“{name}” names nobody; write which body is meant."
)
_SHOWN = 8


class Check(BaseModel):
    """The parameters of a `party` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    require: Literal["each_task"] | None = None
    forbid: tuple[Literal["vague_party"], ...] = ()

    @model_validator(mode="after")
    def _one(self) -> Check:
        if bool(self.require) == bool(self.forbid):
            raise ValueError("one of require and forbid is needed")
        return self

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: parties are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, or partial or fail with a place for each task without party or each vague party."""
        return _each_task(facts, evidence) if self.require else _vague(facts)


def _vague(facts: Facts) -> Verdict:
    marks = tuple(
        Mark("vague_party", Said.of(VAGUE, name=p.quote), Span(p.start, p.end)) for p in facts.parties if vague(p.quote)
    )
    return (
        Verdict("fail", Said.of(UNCLEAR, count=len(marks)), marks=marks) if marks else Verdict("pass", Said.of(CLEAR))
    )


def _each_task(facts: Facts, evidence: Evidence) -> Verdict:
    found = tasks(facts.document, evidence)
    if not found:
        return Verdict("open", Said.of(NO_TASKS))
    named = sorted({*(Span(p.start, p.end) for p in facts.parties), *told(facts.document)})
    orphans = [] if addressed(facts) else ownerless(facts.document, found, named)
    proofs = tuple(map(Proof, named[:_SHOWN]))
    if not orphans:
        return Verdict("pass", Said.of(NAMED), proofs)
    places = [shown(facts.document, task) for task in orphans]
    marks = tuple(Mark("no_party", Said.of(NO_PARTY, task=words), span) for words, span in places)
    if len(orphans) == len(found):
        return Verdict("fail", Said.of(NONE), marks=marks)
    return Verdict("partial", Said.of(SOME, count=len(orphans)), proofs, marks=marks)
