"""The search of one document for what meets a condition.

Everything is found from the words that occur, never by asking each sentence: a word gives the units it stands in, the
units of a condition's items are intersected, and only what is left is looked at closely. What was found for one
requirement is kept for the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from conformance.kinds.clauses.assignment import assigned, free, most_apart
from conformance.kinds.clauses.conditions import Condition, Guards, Item
from conformance.kinds.clauses.measures import is_measure, occurrences
from conformance.kinds.clauses.units import Units
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Hit, Wording

Places = Mapping[int, Sequence[Hit]]
_NEAR, _SHORT = 60, 2
_NOWHERE: Set[int] = frozenset()


class Search(Units):
    """What stands where in the units of a document."""

    def __init__(self, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> None:
        super().__init__(facts, evidence, guards, scope)
        self._words: tuple[dict[Wording, Places], dict[Wording, Places]] = ({}, {})
        self._terms: tuple[dict[str, list[Places]], dict[str, list[Places]]] = ({}, {})
        self._items: tuple[dict[Item, list[Places]], dict[Item, list[Places]]] = ({}, {})
        self._units: tuple[dict[Item, Set[int]], dict[Item, Set[int]]] = ({}, {})
        self._candidates: dict[Condition, Set[int]] = {}
        self._directly: dict[Condition, Set[int]] = {}
        self._crossing: dict[Hit, bool] = evidence.memo.setdefault("across", {})

    @classmethod
    def of(cls, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> Search:
        """The search under these guards and scope, made once a document."""
        key = ("search", guards, scope)
        if key not in evidence.memo:
            evidence.memo[key] = cls(facts, evidence, guards, scope)
        found: Search = evidence.memo[key]
        return found

    def units(self, item: Item, guarded: bool) -> Set[int]:
        """The units where `item` stands; with `guarded` denied occurrences do not count."""
        known = self._units[guarded]
        if item not in known:
            known[item] = frozenset().union(*self._places(item, guarded))
        return known[item]

    def hits(self, item: Item, guarded: bool, unit: int) -> list[Hit]:
        """The hits of `item` in `unit`, in text order, without what only seems to be a word there."""
        found = [h for p in self._places(item, guarded) if unit in p for h in p[unit]]
        found = [h for h in found if h.end - h.at != _SHORT or not self._across(h)]
        return sorted(found) if len(found) > 1 else found

    def _across(self, hit: Hit) -> bool:
        if hit not in self._crossing:
            self._crossing[hit] = self.evidence.across(hit)
        return self._crossing[hit]

    def _places(self, item: Item, guarded: bool) -> list[Places]:
        """Where the words of an item stand, for each word that stands anywhere."""
        if isinstance(item, str):
            return self._term(item, guarded)
        known = self._items[guarded]
        if item not in known:
            known[item] = [p for term in item for p in self._term(term, guarded)]
        return known[item]

    def _term(self, term: str, guarded: bool) -> list[Places]:
        known = self._terms[guarded]
        if term not in known:
            known[term] = [p for p in self._looked_up(term, guarded) if p]
        return known[term]

    def _looked_up(self, term: str, guarded: bool) -> Iterator[Places]:
        if "~" in term:
            yield self._chain(term.split("~"), guarded)
        elif is_measure(term):
            yield self._measure(term)
        else:
            known = self._words[guarded]
            for wording in self.evidence.wordings(term):
                if wording not in known:
                    known[wording] = self._counting(self.evidence.occurrences(wording), guarded)
                yield known[wording]

    def _counting(self, by_sentence: Places, guarded: bool) -> Places:
        """The hits by unit, of those in sentences that count; with `guarded` without what a sentence denies."""
        units: dict[int, Sequence[Hit]] = {}
        unit_of, denying = self.unit_of, self.denials if guarded else {}
        for index, hits in by_sentence.items():
            unit = unit_of.get(index)
            kept = hits if index not in denying else [h for h in hits if not self.denied(index, h)]
            if unit is not None and kept:
                units[unit] = [*units[unit], *kept] if unit in units else kept
        return units

    def _chain(self, terms: Sequence[str], guarded: bool) -> Places:
        """The hits of the first term that each later one follows, sixty characters on at most."""
        first, *rest = terms
        found: dict[int, Sequence[Hit]] = {u: self.hits(first, guarded, u) for u in self.units(first, guarded)}
        for later in rest:
            after = {u: self.hits(later, guarded, u) for u in self.units(later, guarded) & found.keys()}
            found = {
                u: kept
                for u, hits in found.items()
                if (kept := [h for h in hits if any(0 <= a.at - h.end <= _NEAR for a in after.get(u, ()))])
            }
        return found

    def _measure(self, written: str) -> Places:
        found: dict[int, list[Hit]] = {}
        hits = list(occurrences(written, self.facts))
        for index, unit in self.unit_of.items() if hits else ():
            sentence = self.sentences[index]
            for hit in hits:
                if sentence.flow_start <= hit.at < sentence.flow_end:
                    found.setdefault(unit, []).append(hit)
        return found

    def candidates(self, condition: Condition) -> Set[int]:
        """The units that hold what `condition` asks for, words that share characters and windows not yet looked at."""
        if condition not in self._candidates:
            guarded = self.guards.negation
            found = set(self._direct(condition))
            for other in condition.alternatives:
                found |= self.units(other, guarded) if isinstance(other, str) else self.candidates(other)
            for item in condition.refused if found else ():
                found -= self.units(item, False)
            self._candidates[condition] = found
        return self._candidates[condition]

    def _direct(self, condition: Condition) -> Set[int]:
        if condition not in self._directly:
            self._directly[condition] = self._intersected(condition)
        return self._directly[condition]

    def _intersected(self, condition: Condition) -> Set[int]:
        guarded = self.guards.negation
        held: Set[int] | None = None
        for item in condition.all:
            held = self.units(item, guarded) if held is None else held & self.units(item, guarded)
            if not held:
                return _NOWHERE
        if condition.any:
            units = frozenset().union(*(self.units(item, guarded) for item in condition.any))
            held = units if held is None else held & units
        if condition.of:
            several = Counter(u for item in condition.of for u in self.units(item, guarded))
            enough = {u for u, count in several.items() if count >= condition.at_least}
            held = enough if held is None else held & enough
        return held or _NOWHERE

    def meets(self, condition: Condition, unit: int) -> Sequence[Hit]:
        """The hits by which `unit`, one of the candidates, meets `condition`; none where it does not."""
        guarded = self.guards.negation
        for other in condition.alternatives:
            if isinstance(other, str):
                hits: Sequence[Hit] = self.hits(other, guarded, unit)[:1]
            else:
                hits = self.meets(other, unit) if unit in self.candidates(other) else ()
            if hits:
                return hits
        return self._together(condition, unit) if unit in self._direct(condition) else ()

    def _together(self, condition: Condition, unit: int) -> Sequence[Hit]:
        guarded = self.guards.negation
        used = assigned([self.hits(i, guarded, unit) for i in condition.plain], condition.near, condition.ordered)
        if used is None:
            return ()
        used += [self.hits(i, guarded, unit)[0] for i in condition.measures]
        if condition.any:
            one = free([h for i in condition.any for h in self.hits(i, guarded, unit)], used)[:1]
            if not one:
                return ()
            used += one
        if condition.of:
            several = most_apart([hits for i in condition.of if (hits := self.hits(i, guarded, unit))])
            return [*used, *several] if len(several) >= condition.at_least else ()
        return used

    def met(self, condition: Condition) -> dict[int, Sequence[Hit]]:
        """Every unit that meets `condition`, in text order, with the hits that do."""
        units = sorted(self.candidates(condition))
        return {unit: hits for unit in units if (hits := self.meets(condition, unit))}
