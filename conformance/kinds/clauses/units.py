"""The units of text that a clause rule looks at: which sentences count, and how they are put together by its scope.

Sets of sentences and of units are bits of a number; a unit is known by its first sentence that counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from conformance.kinds.clauses.conditions import Guards
from conformance.kinds.clauses.speech import Speech
from conformance.language.guards import denials, denied_list, of_authority
from conformance.language.postponing import puts_off_before
from conformance.language.quoting import Quoted, quoted, reports
from conformance.language.sections import sections
from conformance.language.standing import indices, number
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Hit, Sentence

_ROW_LENGTH = 200
_PASSED_ON = ("authority-plan", "notice", "policy-draft")


def _start(sentence: Sentence) -> int:
    return sentence.flow_start


class Cut:
    """A document cut into units of a certain scope, whether they count or not."""

    def __init__(self, facts: Facts, sentences: Sequence[Sentence], scope: str) -> None:
        self._facts, self._sentences, self._scope = facts, sentences, scope
        groups: dict[object, list[int]] = {}
        for index, key in enumerate(map(self._key, range(len(sentences)))):
            if key is not None:
                groups.setdefault(key, []).append(index)
        self.alone = number(group[0] for group in groups.values() if len(group) == 1)
        # For each sentence that shares a unit with others all of that unit.
        self.together: dict[int, int] = {}
        for group in groups.values():
            if len(group) > 1:
                self.together.update(dict.fromkeys(group, number(group)))
        self.inside = self.alone | number(self.together)

    def _key(self, index: int) -> object:
        """What the sentences of one unit share; None for a sentence that is in no unit."""
        sentence, document = self._sentences[index], self._facts.document
        if self._scope == "document":
            return "document"
        if self._scope.startswith("section:"):
            return self._scope if any(s.contains(sentence.span) for s in self._sections) else None
        if self._scope == "clause":
            clause = document.clause_at(sentence.span.start)
            return clause.heading if clause else ("block", document.block_at(sentence.span.start))
        if sentence.row is not None and (self._scope == "item" or self._rows[sentence.row] <= _ROW_LENGTH):
            return sentence.row
        if self._scope == "period":
            return "period", self._periods[index]
        return document.block_at(sentence.span.start) if self._scope == "item" else index

    @cached_property
    def _periods(self) -> list[int]:
        """For each sentence a number that it shares with those of its paragraph up to the next full stop."""
        numbers: list[int] = []
        before: Sentence | None = None
        for sentence in self._sentences:
            block = self._facts.document.block_at
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
        return sections(self._facts.document, self._scope.removeprefix("section:"))

    @cached_property
    def _rows(self) -> dict[tuple[int, int], int]:
        """How many characters each table row has: a short one reads as one sentence."""
        lengths: dict[tuple[int, int], int] = {}
        for sentence in self._sentences:
            if sentence.row is not None:
                lengths[sentence.row] = lengths.get(sentence.row, 0) + len(sentence.text)
        return lengths


class Units:
    """A document under certain guards, cut into units of a certain scope."""

    def __init__(self, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> None:
        self.facts, self.evidence, self.guards, self.scope = facts, evidence, guards, scope
        self.sentences = evidence.sentences
        self.counted = self._counted()
        self.speech = self._speech(False), self._speech(True)  # by whether it is guarded
        self._cut = evidence.once(("cut", scope), lambda: Cut(facts, self.sentences, scope))
        self.inside = self.counted & self._cut.inside

    def _counted(self) -> int:
        """The sentences that count as evidence: in an admitted zone, and not another body's duty."""
        zones = self.evidence.once("zones", self._zones)
        counted = sum(zones.get(zone, 0) for zone in set(self.guards.zones))
        anyone = self.guards.actor == "any" or self.facts.head.type in _PASSED_ON
        return counted if anyone else counted & ~zones["authority"]

    @property
    def names(self) -> int:
        """The sentences of a text that hardly does more than name things."""
        return self.evidence.once("zones", self._zones).get("names", 0)

    def _zones(self) -> dict[str, int]:
        """The sentences of each zone, and those that are an authority's duty."""
        zones: dict[str, list[int]] = {"authority": []}
        for index, sentence in enumerate(self.sentences):
            zones.setdefault(sentence.zone, []).append(index)
            if of_authority(sentence.text):
                zones["authority"].append(index)
        return {zone: number(those) for zone, those in zones.items()}

    def united(self, bits: int) -> int:
        """The units that hold one of the sentences `bits`, of those that count."""
        bits &= self.inside
        found = bits & self._cut.alone
        rest = bits ^ found
        while rest:
            whole = self.whole((rest & -rest).bit_length() - 1)
            found |= whole & -whole
            rest &= ~whole
        return found

    def members(self, first: int) -> Iterator[int]:
        """The sentences that count of the unit whose first is `first`, in text order."""
        return indices(self.whole(first))

    def whole(self, first: int) -> int:
        """The sentences that count of the unit whose first is `first`, as bits."""
        together = self._cut.together
        return (together[first] if first in together else 1 << first) & self.inside

    def unit(self, first: int) -> list[Sentence]:
        """The sentences of the unit whose first is `first`."""
        return [self.sentences[i] for i in self.members(first)]

    def holding(self, at: int) -> int:
        """The sentence, by index, that holds a character of the reading text; -1 between sentences."""
        index = bisect_right(self.sentences, at, key=_start) - 1
        return index if index >= 0 and at < self.sentences[index].flow_end else -1

    def own(self, unit: int, hits: Sequence[Hit]) -> Sequence[Hit]:
        """Those of `hits` that stand in a unit itself or in its list's words, not in the heading that it goes on from."""
        topic = self._topics[unit]
        return [h for h in hits if h.at not in topic] if topic else hits

    def above(self, unit: int, hit: Hit) -> bool:
        """Whether `hit` stands above a unit: in the heading that it goes on from, or at the head of a column of its row."""
        in_row = self.sentences[unit].row is not None
        return hit.at in self._topics[unit] or (in_row and self.holding(hit.at) not in self.members(unit))

    @cached_property
    def _topics(self) -> list[range]:
        """The heading that each sentence goes on from, as a range of the reading text; empty where there is none."""
        at = self.facts.document.flow.position
        topics = [s.topic for s in self.sentences]
        return self.evidence.once("topics", lambda: [range(at(t.start), at(t.end)) if t else range(0) for t in topics])

    def _speech(self, guarded: bool) -> Speech:
        """Which terms the document holds where; with `guarded` without what it denies, puts off or only repeats."""
        key = "speech", guarded, guarded and self.guards.repeated
        return self.evidence.once(key, lambda: Speech(self.evidence, self._denials() if guarded else {}))

    def _denials(self) -> dict[int, list[tuple[int, int]]]:
        """The ranges, in the reading text, that the sentences deny, put off or only repeat of another's demands."""
        found = {i: denials(s.text) for i, s in enumerate(self.sentences)}
        refused: set[int] = set()  # where the words before the colon of a denied list begin
        for index, sentence in enumerate(self.sentences):
            if sentence.head and sentence.head.start in refused:
                found[index] = [(0, len(sentence.text))]
            elif denied_list(sentence.text, found[index]):
                refused.add(sentence.span.start)
        for before, (one, other) in enumerate(pairwise(self.sentences)):
            if puts_off_before(one.text, other.text):
                found[before].append((0, len(one.text)))
        for index, told in self.repeated.items():
            if told.sure or not self.guards.repeated:
                found[index].append((told.start, told.end))
        return {i: self._in_flow(i, ranges) for i, ranges in found.items() if ranges}

    def _in_flow(self, index: int, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        at = self.sentences[index].flow_start
        return [(at + low, at + high) for low, high in ranges]

    @cached_property
    def repeated(self) -> dict[int, Quoted]:
        """What sentences only repeat of a superior's demands; nothing in what a superior itself writes."""
        return self.evidence.once("repeated", self._repeated)

    def _repeated(self) -> dict[int, Quoted]:
        if self.facts.head.type in _PASSED_ON:
            return {}
        may = (index for index, sentence in enumerate(self.sentences) if reports(sentence.text))
        told = ((index, quoted(self.sentences[index].text, self._after(index))) for index in may)
        return {index: part for index, part in told if part}

    def _after(self, index: int) -> str:
        """The sentence that follows another in its paragraph; empty where none does."""
        block = self.facts.document.block_at
        one, *rest = self.sentences[index : index + 2]
        return next((two.text for two in rest if block(one.span.start) == block(two.span.start)), "")

    def denies(self, index: int, hit: Hit) -> bool:
        """Whether the sentence at `index` denies what stands at the hit."""
        return self.speech[True].denied(index, hit)
