"""The units of text that a clause rule looks at: which sentences count, and how they are put together by its scope."""

from __future__ import annotations

from functools import cached_property

from conformance.kinds.clauses.conditions import Guards
from conformance.language.guards import denials, of_authority
from conformance.language.quoting import Quoted, quoted
from conformance.language.sections import sections
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Hit, Sentence

_ROW_LENGTH = 200
_PASSED_ON = ("authority-plan", "notice", "policy-draft")


class Units:
    """A document under certain guards, cut into units of a certain scope. Units are known by their first sentence."""

    def __init__(self, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> None:
        self.facts, self.evidence, self.guards, self.scope = facts, evidence, guards, scope
        self.sentences = evidence.sentences

    @cached_property
    def counted(self) -> frozenset[int]:
        """The sentences that count as evidence: in an admitted zone, and not another body's duty."""
        zones = self.guards.zones
        anyone = self.guards.actor == "any" or self.facts.head.type in _PASSED_ON
        return frozenset(
            i for i, s in enumerate(self.sentences) if s.zone in zones and (anyone or not of_authority(s.text))
        )

    @cached_property
    def unit_of(self) -> dict[int, int]:
        """The unit of each sentence that counts."""
        first: dict[object, int] = {}
        return {i: first.setdefault(key, i) for i in sorted(self.counted) if (key := self._key(i)) is not None}

    def _key(self, index: int) -> object:
        """What the sentences of one unit share; None for a sentence that is in no unit."""
        sentence = self.sentences[index]
        if self.scope == "document":
            return "document"
        if self.scope.startswith("section:"):
            return self.scope if any(s.contains(sentence.span) for s in self._sections) else None
        if self.scope == "clause":
            clause = self.facts.document.clause_at(sentence.span.start)
            return clause.heading if clause else ("block", self.facts.document.block_at(sentence.span.start))
        if sentence.row is not None and (self.scope == "item" or self._rows[sentence.row] <= _ROW_LENGTH):
            return sentence.row
        if self.scope == "period":
            return "period", self._periods[index]
        return self.facts.document.block_at(sentence.span.start) if self.scope == "item" else index

    @cached_property
    def _periods(self) -> list[int]:
        """For each sentence a number that it shares with those of its paragraph up to the next full stop."""
        numbers: list[int] = []
        before: Sentence | None = None
        for sentence in self.sentences:
            block = self.facts.document.block_at
            opens = (
                not before
                or before.text.endswith(("。", "!", "?", "！", "？"))
                or block(before.span.start) != block(sentence.span.start)
            )
            numbers.append((numbers[-1] if numbers else 0) + opens)
            before = sentence
        return numbers

    @cached_property
    def _sections(self) -> tuple[Span, ...]:
        return sections(self.facts.document, self.scope.removeprefix("section:"))

    @cached_property
    def _rows(self) -> dict[tuple[int, int], int]:
        """How many characters each table row has: a short one reads as one sentence."""
        lengths: dict[tuple[int, int], int] = {}
        for sentence in self.sentences:
            if sentence.row is not None:
                lengths[sentence.row] = lengths.get(sentence.row, 0) + len(sentence.text)
        return lengths

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """The sentences of each unit, by index."""
        members: dict[int, list[int]] = {}
        for index, unit in self.unit_of.items():
            members.setdefault(unit, []).append(index)
        return members

    def unit(self, number: int) -> list[Sentence]:
        """The sentences of a unit."""
        return [self.sentences[i] for i in self.members[number]]

    @cached_property
    def denials(self) -> dict[int, list[tuple[int, int]]]:
        """The ranges, in the reading text, that the sentences deny, put off or only repeat of another's demands."""
        key = "denials", self.guards.repeated
        if key not in self.evidence.memo:
            found = {i: denials(s.text) for i, s in enumerate(self.sentences)}
            for index, told in self.repeated.items():
                if told.sure or not self.guards.repeated:
                    found[index].append((told.start, told.end))
            self.evidence.memo[key] = {i: self._in_flow(i, ranges) for i, ranges in found.items() if ranges}
        kept: dict[int, list[tuple[int, int]]] = self.evidence.memo[key]
        return kept

    def _in_flow(self, index: int, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        at = self.sentences[index].flow_start
        return [(at + low, at + high) for low, high in ranges]

    @cached_property
    def repeated(self) -> dict[int, Quoted]:
        """What sentences only repeat of a superior's demands; nothing in what a superior itself writes."""
        if "repeated" not in self.evidence.memo:
            texts = () if self.facts.head.type in _PASSED_ON else self.sentences
            self.evidence.memo["repeated"] = {i: told for i, s in enumerate(texts) if (told := quoted(s.text))}
        kept: dict[int, Quoted] = self.evidence.memo["repeated"]
        return kept

    def denied(self, index: int, hit: Hit) -> bool:
        """Whether the sentence at `index` denies what stands at the hit."""
        return any(low <= hit.at < high for low, high in self.denials.get(index, ()))
