"""Firing: what in a pack never met anything in many plans, and which requirements say the same by all of them.

A requirement or a wording that no plan ever met may be too narrow, or rightly rare: this informs and faults nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from conformance import engine
from conformance.kinds.clause import Check
from conformance.kinds.clauses.conditions import Element
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Pack, Requirement
from conformance.proving.bench import duties, facts_of, plan_of

NEVER = Message(
    "never_fires",
    "{id}：{count} 份方案都不符合，示例以外未见符合的写法。",
    "{id}: none of {count} plans meets it; only its examples do.",
)
IDLE = Message(
    "idle_wording",
    "{id}：要素“{name}”的第 {number} 种写法（{wording}），{count} 份方案和示例都没有用到。",
    "{id}: wording {number} of element “{name}” ({wording}) occurs in none of {count} plans, nor in an example.",
)
SAME = Message(
    "same_evidence",
    "{id}：在符合的 {count} 份方案中，佐证都与 {other} 的相同。",
    "{id}: in all {count} plans that meet it the evidence is that of {other}.",
)
_Model = TypeVar("_Model", bound=BaseModel)
# Fewer plans with the same evidence may be chance.
_SEVERAL = 3
_LONGEST = 40


def remarks(pack: Pack, plans: Sequence[str]) -> list[Said]:
    """What never fires in the texts of `plans`, and what is always answered alike."""
    facts = [facts_of(text) for text in plans]
    asked = [replace(one, applies=()) for one in duties(pack)]
    answers = [engine.answers(one, pack, asked) for one in facts]
    met = {
        one.id: {n: row[i].evidence for n, row in enumerate(answers) if row[i].outcome in ("pass", "partial")}
        for i, one in enumerate(asked)
    }
    never = [Said.of(NEVER, id=i, count=len(plans)) for i, places in met.items() if not places]
    return [*never, *_idle(pack, asked, facts), *_same(met)]


def _same(met: Mapping[str, Mapping[int, object]]) -> Iterator[Said]:
    seen: dict[str, str] = {}
    for requirement, places in met.items():
        key = repr(sorted(places.items()))
        if len(places) < _SEVERAL or not all(places.values()):
            continue
        if key in seen:
            yield Said.of(SAME, id=requirement, other=seen[key], count=len(places))
        seen.setdefault(key, requirement)


def _idle(pack: Pack, asked: Sequence[Requirement], facts: Sequence[Facts]) -> Iterator[Said]:
    """The wordings of clauses that meet nothing in a plan or an example."""
    for one in asked:
        rows = list(_wordings(one))
        own = [facts_of(plan_of(one, text)) for texts in one.examples.values() for text in texts] if rows else []
        idle = {row.id for row, _ in rows}
        for there in (*own, *facts):
            tried = [row for row, _ in rows if row.id in idle]
            idle -= {f.requirement for f in engine.answers(there, pack, tried) if f.outcome == "pass"}
        yield from (Said.of(IDLE, count=len(facts), **values) for row, values in rows if row.id in idle)


def _wordings(one: Requirement) -> Iterator[tuple[Requirement, dict[str, object]]]:
    """A requirement for each of several wordings of an element, that asks for it alone; and what to call it."""
    check = one.check
    if not isinstance(check, Check):
        return
    for element in check.elements:
        alone = _changed(element, alternatives=(), core=True)
        others = [
            Element(name=element.name, core=True, alternatives=(a,), within=element.within)
            for a in element.alternatives
        ]
        first = [alone] if element.all or element.any or element.of else []
        for number, row in enumerate([*first, *others] if others else [], 1):
            words = "、".join(dict.fromkeys(row.words()))
            told = {"id": one.id, "name": element.name, "number": number, "wording": words[:_LONGEST]}
            alike = _changed(check, elements=(row,), weak=())
            yield replace(one, id=f"{one.id} {element.name} {number}", check=alike), told


def _changed(model: _Model, **values: object) -> _Model:
    """A model made anew with other values: a copy would keep what was worked out of the old ones."""
    return type(model)(**{**{name: getattr(model, name) for name in type(model).model_fields}, **values})
