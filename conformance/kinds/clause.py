"""`clause`: is a duty stated, with all its elements?

A requirement of this kind lists elements. An element is met where one sentence (or item, or the whole document, by
`within`) holds everything its condition asks for: `all` items, one of `any`, `at_least` n `of` several, or one of the
alternatives in `or`; `not` names what spoils a sentence. An item is a literal, a `$concept`, a list (one of its items)
or `A~B` (A, then B). Items of one `all` share no characters. Without any core element the verdict is fail (`partial`
where a `weak` condition holds); with some elements partial; with all of them pass. Headings, contents, purpose and
sanction sentences, denials and other bodies' duties are no evidence; `guards` changes what is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.language.guards import denied, of_authority
from conformance.language.matching import within
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Hit, Proof, Sentence, Verdict, Zone

Item = str | list[str]

MET = Message("clause_met", "已写明。", "stated.")
PARTLY = Message("clause_partial", "已写明一部分，缺：{missing}。", "partly stated; absent: {missing}.")
ABSENT = Message("clause_absent", "未见写明：{missing}。", "not stated: {missing}.")
SEARCHED = Message("searched_sentences", "已查正文 {count} 句", "{count} sentences of the body were searched")


class Condition(BaseModel):
    """What one sentence must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    all: list[Item] = []
    any: list[Item] = []
    at_least: int = 0
    of: list[Item] = []
    alternatives: list[Condition | str] = Field(default=[], alias="or")
    refused: list[Item] = Field(default=[], alias="not")

    def items(self) -> Iterator[str]:
        """Every literal and concept named, in order."""
        for item in (*self.all, *self.any, *self.of, *self.refused):
            for one in [item] if isinstance(item, str) else item:
                yield from one.split("~")
        for other in self.alternatives:
            yield from other.split("~") if isinstance(other, str) else other.items()


class Element(Condition):
    """A named part of a duty; without its core elements the duty is not stated."""

    name: str
    core: bool = False
    within: Literal["sentence", "item", "clause", "document"] | None = None


class Guards(BaseModel):
    """Which sentences count as evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    negation: bool = True
    actor: Literal["enterprise", "any"] = "enterprise"
    zones: list[Zone | Literal["list"]] = ["body", "list"]


class Check(BaseModel):
    """The parameters of a `clause` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    within: Literal["sentence", "item", "clause", "document"] = "sentence"
    elements: list[Element]
    weak: list[Condition] = []
    guards: Guards = Guards()

    def terms(self) -> frozenset[str]:
        """The literals and `$concepts` of all elements."""
        return frozenset(chain.from_iterable(c.items() for c in (*self.elements, *self.weak)))

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, partial or fail, with the sentences that meet each element."""
        units = [s for s in evidence.sentences if self._counts(facts, s)]
        proofs = {
            e.name: _prove(e, units, evidence, self.guards.negation, e.within or self.within) for e in self.elements
        }
        missing = tuple(e.name for e in self.elements if not proofs[e.name])
        core = [e.name for e in self.elements if e.core] or [e.name for e in self.elements]
        searched = Said.of(SEARCHED, count=len(units))
        if not any(proofs[name] for name in core):
            weak = next(
                (p for c in self.weak if (p := _prove(c, units, evidence, self.guards.negation, self.within))), ()
            )
            said = Said.of(PARTLY if weak else ABSENT, missing="、".join(missing))
            return Verdict("partial" if weak else "fail", said, weak, missing, self._nearest(units, evidence), searched)
        shown = tuple(dict.fromkeys(chain.from_iterable(proofs.values())))[:8]
        if missing:
            said = Said.of(PARTLY, missing="、".join(missing))
            return Verdict("partial", said, shown, missing, self._nearest(units, evidence), searched)
        return Verdict("pass", Said.of(MET), shown, searched=searched)

    def _counts(self, facts: Facts, sentence: Sentence) -> bool:
        if sentence.zone not in self.guards.zones:
            return False
        own = facts.head.type == "authority-plan" or self.guards.actor == "any"
        return own or not of_authority(sentence.text)

    def _nearest(self, units: Sequence[Sentence], evidence: Evidence) -> tuple[Span, ...]:
        """Up to three sentences that hold the most different terms asked for."""
        terms = sorted(self.terms())
        scored = [(sum(bool(within(evidence.hits(t), s.span)) for t in terms), -i, s.span) for i, s in enumerate(units)]
        return tuple(span for score, _, span in sorted(scored, reverse=True)[:3] if score > 0)


def _prove(
    condition: Condition, units: Sequence[Sentence], evidence: Evidence, guarded: bool, scope: str
) -> tuple[Proof, ...]:
    """The first two sentences that meet `condition`; for `document` its parts may stand in different ones."""
    if scope == "document" and units:
        whole = Sentence(Span(units[0].span.start, units[-1].span.end), 0, 0, "", "body")
        used = _matched(condition, whole, evidence, guarded=False)
        return tuple(Proof(s.span) for s in units if used and within(used, s.span))[:2]
    found = []
    for unit in units:
        used = _matched(condition, unit, evidence, guarded)
        if used:
            found.append(Proof(unit.span, all(h.noisy for h in used)))
    return tuple(found[:2])


def _matched(condition: Condition, unit: Sentence, evidence: Evidence, guarded: bool) -> list[Hit]:
    """The hits that meet `condition` in `unit`; empty if it is not met."""
    if any(_item(i, unit, evidence, guarded=False) for i in condition.refused):
        return []
    for other in condition.alternatives:
        used = (
            _item(other, unit, evidence, guarded)
            if isinstance(other, str)
            else _matched(other, unit, evidence, guarded)
        )
        if used:
            return used[:1] if isinstance(other, str) else used
    return _direct(condition, unit, evidence, guarded)


def _direct(condition: Condition, unit: Sentence, evidence: Evidence, guarded: bool) -> list[Hit]:
    used: list[Hit] = []
    for item in condition.all:
        free = [h for h in _item(item, unit, evidence, guarded) if not any(h.span.overlaps(u.span) for u in used)]
        if not free:
            return []
        used.append(free[0])
    if condition.any:
        free = [h for i in condition.any for h in _item(i, unit, evidence, guarded)]
        if not free:
            return []
        used.append(free[0])
    if condition.of:
        present = [h[0] for i in condition.of if (h := _item(i, unit, evidence, guarded))]
        if len(present) < condition.at_least:
            return []
        used += present
    return used


def _item(item: Item, unit: Sentence, evidence: Evidence, guarded: bool) -> list[Hit]:
    """The hits of `item` in `unit`, and in the words before the colon of its list."""
    if isinstance(item, list):
        return sorted((h for i in item for h in _item(i, unit, evidence, guarded)), key=lambda h: h.span)
    first, *rest = item.split("~")
    hits = [
        h for s in (unit.span, unit.head) if s for h in within(evidence.hits(first), s) if not _denied(h, unit, guarded)
    ]
    for later in rest:
        after = within(evidence.hits(later), unit.span)
        hits = [h for h in hits if any(0 <= a.span.start - h.span.end <= 60 for a in after)]
    return hits


def _denied(hit: Hit, unit: Sentence, guarded: bool) -> bool:
    return guarded and unit.span.contains(hit.span) and denied(unit.text, hit.span.start - unit.span.start)
