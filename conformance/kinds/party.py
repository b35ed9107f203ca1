"""`party`: does each task say who answers for it?

`require: each_task` asks that every clause without clauses of its own, in the sections of the role 任务 (in a document
without such sections: every one outside aims, organisation, timetable and safeguards), names a body or post that leads,
is responsible or takes part. A task inherits from a note over its section (以下各项工作均由各社区负责), from the clause
above it, and in a notice or an authority's plan from the addressees (主送机关). `forbid: [vague_party]` asks that none
is 有关部门 or the like. Every task without a party is a place `no_party`, every vague one `vague_party`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict

from conformance.facts.parties import vague
from conformance.language.sections import sections
from conformance.messages import Message, Said
from conformance.model.document import Clause, Document, Span
from conformance.model.facts import Facts, Party
from conformance.model.rules import Evidence, Mark, Proof, Verdict

NAMED = Message("parties_named", "各项任务都写明了由谁负责。", "every task says who answers for it.")
SOME = Message("parties_partly", "{count} 项任务没有写明由谁负责。", "{count} tasks do not say who answers for them.")
NONE = Message("parties_absent", "没有一项任务写明由谁负责。", "no task says who answers for it.")
NO_TASKS = Message("no_tasks", "没有找到分条列出的任务。", "no tasks in numbered clauses were found.")
CLEAR = Message("parties_clear", "责任单位都指名道姓，没有含糊。", "no party is vague.")
UNCLEAR = Message("parties_vague", "有 {count} 处责任单位含糊。", "{count} parties are vague.")
NO_PARTY = Message("no_party", "“{task}”没有写明由谁负责。", "“{task}” does not say who answers for it.")
VAGUE = Message(
    "vague_party", "“{name}”没有说明是哪个部门，应写出名称。", "“{name}” names nobody; write which body is meant."
)
_OTHER_ROLES = ("目标", "组织", "时间安排", "保障", "适用范围", "附则")
_INHERITED = ("notice", "authority-plan")
_FOR_ALL = re.compile(r"(?:以[上下]|上述|下列)?(?:各项|所有|全部)(?:工作|任务|内容)|以[上下](?:工作|任务)")
_QUOTED = 24


class Check(BaseModel):
    """The parameters of a `party` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    require: Literal["each_task"] | None = None
    forbid: tuple[Literal["vague_party"], ...] = ()

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: parties are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, or partial or fail with a place for each task without party or each vague party."""
        return _each_task(facts) if self.require else _vague(facts)


def _vague(facts: Facts) -> Verdict:
    marks = tuple(
        Mark("vague_party", Said.of(VAGUE, name=p.quote), Span(p.start, p.end)) for p in facts.parties if vague(p.quote)
    )
    return (
        Verdict("fail", Said.of(UNCLEAR, count=len(marks)), marks=marks) if marks else Verdict("pass", Said.of(CLEAR))
    )


def _each_task(facts: Facts) -> Verdict:
    tasks = list(_tasks(facts.document))
    named = [p for p in facts.parties if not vague(p.quote)]
    if not tasks:
        return Verdict("open", Said.of(NO_TASKS))
    orphans = [t for t in tasks if not _answered(facts, t, named)]
    proofs = tuple(Proof(Span(p.start, p.end)) for p in named[:8])
    if not orphans:
        return Verdict("pass", Said.of(NAMED), proofs)
    marks = tuple(Mark("no_party", Said.of(NO_PARTY, task=_short(facts.document, t)), _span(t)) for t in orphans)
    if len(orphans) == len(tasks):
        return Verdict("fail", Said.of(NONE), marks=marks)
    return Verdict("partial", Said.of(SOME, count=len(orphans)), proofs, marks=marks)


def _tasks(document: Document) -> Iterator[Clause]:
    """The clauses without clauses of their own in the sections of tasks; the whole of the text may be one."""
    within = sections(document, "任务")
    outside = [span for role in _OTHER_ROLES for span in sections(document, role)]
    for clause, following in pairwise([*document.outline, None]):
        assert clause is not None
        leaf = following is None or not clause.body.contains(following.heading)
        chosen = (
            any(s.contains(clause.body) for s in within)
            if within
            else not any(s.contains(clause.body) for s in outside)
        )
        if leaf and chosen and len(document.quote(clause.body).strip()) > len(document.quote(clause.heading).strip()):
            yield clause


def _answered(facts: Facts, task: Clause, named: Sequence[Party]) -> bool:
    """Whether a party stands in the task, in a note for all tasks or a clause above it, or is the addressee."""
    if facts.head.type in _INHERITED and facts.head.addressee:
        return True
    above = [c for c in facts.document.outline if c is not task and c.body.contains(task.body)]
    for party in named:
        if task.body.start <= party.start < task.body.end or _for_all(facts.document, party):
            return True
        if any(c.body.start <= party.start < _own_end(facts.document, c) for c in above):
            return True
    return False


def _own_end(document: Document, clause: Clause) -> int:
    """Where what a clause says itself ends: before the first clause under it."""
    below = (c.heading.start for c in document.outline if c is not clause and clause.body.contains(c.heading))
    return min(below, default=clause.body.end)


def _for_all(document: Document, party: Party) -> bool:
    """Whether the party is said to answer for all tasks above or below."""
    return bool(_FOR_ALL.search(document.text[max(0, party.start - 24) : party.start]))


def _span(task: Clause) -> Span:
    return task.heading if task.title else Span(task.body.start, min(task.body.end, task.body.start + _QUOTED))


def _short(document: Document, task: Clause) -> str:
    words = "".join(document.quote(task.body).split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
