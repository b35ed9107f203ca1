"""The search of one document for what meets a condition.

Everything is found from the words that occur, never by asking each sentence: a word gives the units it stands in, the
units of a condition's items are intersected as bits of a number, and only what is left is looked at closely. What was
found for one requirement is kept for the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from conformance.kinds.clauses.assignment import assigned, free, most_apart
from conformance.kinds.clauses.conditions import Condition, Guards, Item, sorts
from conformance.kinds.clauses.measures import occurrences
from conformance.kinds.clauses.units import Units
from conformance.language.standing import held_by, indices, number
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Hit, Sentence

_NEAR = 60


def _start(sentence: Sentence) -> int:
    return sentence.flow_start


class Search(Units):
    """What stands where in the units of a document. A set of units is the bits of a number."""

    def __init__(self, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> None:
        super().__init__(facts, evidence, guards, scope)
        self._units: tuple[dict[Item, int], dict[Item, int]] = ({}, {})
        self._chains: dict[tuple[str, bool], Mapping[int, Sequence[Hit]]] = {}
        self._candidates: dict[Condition, int] = {}
        self._directly: dict[Condition, int] = {}

    @classmethod
    def of(cls, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> Search:
        """The search under these guards and scope, made once a document."""
        key = ("search", guards, scope)
        if key not in evidence.memo:
            evidence.memo[key] = cls(facts, evidence, guards, scope)
        found: Search = evidence.memo[key]
        return found

    def units(self, item: Item, guarded: bool) -> int:
        """The units where `item` stands; with `guarded` denied occurrences do not count."""
        known = self._units[guarded]
        if item not in known:
            known[item] = self._found(item, guarded)
        return known[item]

    def _found(self, item: Item, guarded: bool) -> int:
        words, chains, measures = sorts(item)
        sentences = self.speech(guarded).standing(words)
        for written in measures:
            sentences |= number(self._measure(written, guarded))
        units = self.united(sentences) if sentences else 0
        for written in chains:
            units |= number(self._chain(written, guarded))
        return units

    def _measure(self, written: str, guarded: bool) -> Mapping[int, Sequence[Hit]]:
        """The places of a measure by sentence; with `guarded` denied ones do not count."""
        key = ("measure", written, guarded)
        if key not in self.evidence.memo:
            found: dict[int, list[Hit]] = {}
            for hit in occurrences(written, self.facts):
                index = bisect_right(self.sentences, hit.at, key=_start) - 1
                there = index >= 0 and hit.at < self.sentences[index].flow_end
                if there and not (guarded and self.denies(index, hit)):
                    found.setdefault(index, []).append(hit)
            self.evidence.memo[key] = found
        known: Mapping[int, Sequence[Hit]] = self.evidence.memo[key]
        return known

    def _chain(self, written: str, guarded: bool) -> Mapping[int, Sequence[Hit]]:
        """By unit the hits of the first term of `A~B` that each later one follows, sixty characters on at most."""
        key = (written, guarded)
        if key not in self._chains:
            first, *rest = written.split("~")
            units = self.units(first, guarded)
            for term in rest:
                units &= self.units(term, guarded)
            rows = ((unit, self._followed(first, rest, guarded, unit)) for unit in indices(units))
            self._chains[key] = {unit: hits for unit, hits in rows if hits}
        return self._chains[key]

    def _followed(self, first: str, rest: Sequence[str], guarded: bool, unit: int) -> Sequence[Hit]:
        kept = self.hits(first, guarded, unit)
        for term in rest:
            starts = [h.at for h in self.hits(term, guarded, unit)]
            following = ((h, bisect_left(starts, h.end)) for h in kept)
            kept = [h for h, n in following if n < len(starts) and starts[n] - h.end <= _NEAR]
        return kept

    def hits(self, item: Item, guarded: bool, unit: int) -> Sequence[Hit]:
        """The hits of `item` in `unit`, in text order, without what only seems to be a word there; those in the heading
        only where the unit itself has none."""
        words, chains, measures = sorts(item)
        members = self.members(unit)
        found = self.speech(guarded).hits(words, members) if words else []
        for written in measures:
            rows = (h for index in indices(members) for h in self._measure(written, guarded).get(index, ()))
            found += (h for h in rows if not self.evidence.across(h))
        for written in chains:
            found += self._chain(written, guarded).get(unit, ())
        found = [h for h in found if self.own(unit, h)] or found
        return sorted(found) if len(found) > 1 else found

    def candidates(self, condition: Condition) -> int:
        """The units that hold what `condition` asks for, words that share characters and windows not yet looked at."""
        if condition not in self._candidates:
            if not self._stirred(condition):
                return 0
            guarded = self.guards.negation
            found = self._direct(condition)
            for other in condition.alternatives:
                found |= self.units(other, guarded) if isinstance(other, str) else self.candidates(other)
            for item in condition.refused if found else ():
                found &= ~self._spoilt(item, found)
            self._candidates[condition] = found
        return self._candidates[condition]

    def _spoilt(self, item: Item, units: int) -> int:
        """Those of `units` that themselves hold `item`, whatever their headings say."""
        held = indices(units & self.units(item, False))
        return number(unit for unit in held if any(self.own(unit, h) for h in self.hits(item, False, unit)))

    def _stirred(self, condition: Condition) -> bool:
        """Whether anything that `condition` names occurs; most of what is asked in other trades does not."""
        return condition.measured or not self.evidence.standing.keys().isdisjoint(condition.terms)

    def _direct(self, condition: Condition) -> int:
        if condition not in self._directly:
            self._directly[condition] = self._intersected(condition)
        return self._directly[condition]

    def _intersected(self, condition: Condition) -> int:
        guarded = self.guards.negation
        held = self.inside if condition.all or condition.any or condition.of else 0
        for item in condition.all:
            held &= self.units(item, guarded)
            if not held:
                return 0
        if condition.any:
            held &= self.units(condition.any_of, guarded)
        if held and condition.of:
            least = max(1, condition.at_least)
            levels = held_by(self.units(item, guarded) for item in condition.of)
            held &= levels[least - 1] if least <= len(levels) else 0
        return held

    def meets(self, condition: Condition, unit: int) -> Sequence[Hit]:
        """The hits by which `unit`, one of the candidates, meets `condition`; none where it does not."""
        hits = self._met(condition, unit)
        return hits if any(self.own(unit, h) for h in hits) else ()

    def _met(self, condition: Condition, unit: int) -> Sequence[Hit]:
        guarded = self.guards.negation
        for other in condition.alternatives:
            if isinstance(other, str):
                hits: Sequence[Hit] = self.hits(other, guarded, unit)[:1]
            else:
                hits = self.meets(other, unit) if self.candidates(other) >> unit & 1 else ()
            if any(self.own(unit, h) for h in hits):
                return hits
        return self._together(condition, unit) if self._direct(condition) >> unit & 1 else ()

    def _together(self, condition: Condition, unit: int) -> Sequence[Hit]:
        guarded = self.guards.negation
        choices = [self.hits(i, guarded, unit) for i in condition.plain]
        topics = [h for hits in choices for h in hits if not self.own(unit, h)] if condition.near else []
        used = assigned(choices, condition.near, condition.ordered, topics)
        if used is None:
            return ()
        used += [self.hits(i, guarded, unit)[0] for i in condition.measures]
        if condition.any:
            one = free((h for i in condition.any for h in self.hits(i, guarded, unit)), used)
            if not one:
                return ()
            used.append(one)
        if condition.of:
            several = most_apart([hits for i in condition.of if (hits := self.hits(i, guarded, unit))])
            return [*used, *several] if len(several) >= condition.at_least else ()
        return used

    def met(self, condition: Condition) -> dict[int, Sequence[Hit]]:
        """Every unit that meets `condition`, in text order, with the hits that do."""
        return {unit: hits for unit in indices(self.candidates(condition)) if (hits := self.meets(condition, unit))}
