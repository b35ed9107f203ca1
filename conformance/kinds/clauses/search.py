"""The search of one document for what meets a condition.

Everything is found from the words that occur, never by asking each sentence: a word gives the units it stands in, the
units of a condition's items are intersected as bits of a number, and only what is left is looked at closely. What was
found for one requirement is kept for the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import partial

from conformance.kinds.clauses.assignment import assigned, free, most_apart
from conformance.kinds.clauses.conditions import Guards
from conformance.kinds.clauses.lookup import Lookup
from conformance.kinds.clauses.measures import occurrences
from conformance.kinds.clauses.units import Units
from conformance.kinds.clauses.wanted import Thing, Wanted
from conformance.language.standing import held_by, indices, number
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Hit

_NEAR = 60


class Search(Units):
    """What stands where in the units of a document. A set of units is the bits of a number."""

    def __init__(self, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> None:
        super().__init__(facts, evidence, guards, scope)
        self._occurring = evidence.standing.keys()
        # Each by whether it is guarded: whether denied occurrences do not count.
        self._units = Lookup(partial(self._found, False)), Lookup(partial(self._found, True))
        self._rows = Lookup(partial(self._row, False)), Lookup(partial(self._row, True))
        self._directly: dict[Wanted, int] = {}
        # The units that hold what a condition asks for; words that share characters and windows are not yet looked at.
        self.candidates = Lookup(self._candidates)

    @classmethod
    def of(cls, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> Search:
        """The search under these guards and scope, made once a document."""
        return evidence.once(("search", *guards.values, scope), lambda: cls(facts, evidence, guards, scope))

    def units(self, thing: Thing, guarded: bool) -> int:
        """The units where `thing` stands; with `guarded` denied occurrences do not count."""
        return self._units[guarded][thing]

    def _found(self, guarded: bool, thing: Thing) -> int:
        sentences = self.speech[guarded].standing(thing)
        for written in thing.measures:
            sentences |= number(self._measure(written, guarded))
        units = self.united(sentences) if sentences else 0
        for row in thing.rows:
            units |= number(self._rows[guarded][row])
        return units

    def _measure(self, written: str, guarded: bool) -> Mapping[int, Sequence[Hit]]:
        """The places of a measure by sentence; with `guarded` denied ones do not count."""
        return self.evidence.once(("measure", written, guarded), lambda: self._measured(written, guarded))

    def _measured(self, written: str, guarded: bool) -> Mapping[int, Sequence[Hit]]:
        found: dict[int, list[Hit]] = {}
        for hit in occurrences(written, self.facts):
            index = self.holding(hit.at)
            if index >= 0 and not (guarded and self.denies(index, hit)):
                found.setdefault(index, []).append(hit)
        return found

    def _row(self, guarded: bool, row: tuple[Thing, ...]) -> Mapping[int, Sequence[Hit]]:
        """By unit the hits of the first thing of a row A~B that each later one follows, sixty characters on at most."""
        units = self.inside
        for part in row:
            units &= self._units[guarded][part]
            if not units:
                return {}
        found = ((unit, self._followed(row, guarded, unit)) for unit in indices(units))
        return {unit: hits for unit, hits in found if hits}

    def _followed(self, row: tuple[Thing, ...], guarded: bool, unit: int) -> Sequence[Hit]:
        kept, *after = (self.hits(part, guarded, unit) for part in row)
        for hits in after:
            starts = [h.at for h in hits]
            kept = [h for h in kept if bisect_left(starts, h.end) < bisect_right(starts, h.end + _NEAR)]
        return kept

    def hits(self, thing: Thing, guarded: bool, unit: int) -> Sequence[Hit]:
        """The hits of `thing` in `unit`, in text order, without what only seems to be a word there; those in the heading
        only where the unit itself has none."""
        found = self.speech[guarded].hits(thing, self.whole(unit))
        for written in thing.measures:
            rows = (h for index in self.members(unit) for h in self._measure(written, guarded).get(index, ()))
            found += (h for h in rows if not self.evidence.across(h))
        for row in thing.rows:
            found += self._rows[guarded][row].get(unit, ())
        return sorted(self.own(unit, found) or found) if len(found) > 1 else found

    def _candidates(self, condition: Wanted) -> int:
        if not condition.measured and self._occurring.isdisjoint(condition.terms):
            return 0  # as with most of what is asked in other trades
        units = self._units[self.guards.negation]
        found = self._directly[condition] = self._intersected(condition)
        for other in condition.alternatives:
            found |= units[other] if isinstance(other, Thing) else self.candidates[other]
        for thing in condition.refused if found else ():
            found &= ~self._spoilt(thing, found)
        return found

    def _spoilt(self, thing: Thing, units: int) -> int:
        """Those of `units` that themselves hold `thing`, whatever their headings say."""
        held = units & self.units(thing, False)
        return number(unit for unit in indices(held) if self.own(unit, self.hits(thing, False, unit))) if held else 0

    def _intersected(self, condition: Wanted) -> int:
        units = self._units[self.guards.negation]
        held = self.inside if condition.words or condition.measures or condition.any or condition.of else 0
        for thing in (*condition.words, *condition.measures):
            held &= units[thing]
            if not held:
                return 0
        if held and condition.any:
            held &= units[condition.any_of]
        if held and condition.of:
            least = max(1, condition.at_least)
            levels = held_by(units[thing] for thing in condition.of)
            held &= levels[least - 1] if least <= len(levels) else 0
        return held

    def meets(self, condition: Wanted, unit: int) -> Sequence[Hit]:
        """The hits by which `unit`, one of the candidates, meets `condition`; none where it does not."""
        for other in condition.alternatives:
            if isinstance(other, Wanted):
                if self.candidates[other] >> unit & 1 and (hits := self.meets(other, unit)):
                    return hits
            elif self.own(unit, hits := self.hits(other, self.guards.negation, unit)[:1]):
                return hits
        hits = self._together(condition, unit) if self._directly[condition] >> unit & 1 else ()
        return hits if self.own(unit, hits) else ()

    def _together(self, condition: Wanted, unit: int) -> Sequence[Hit]:
        guarded = self.guards.negation
        choices = [self.hits(t, guarded, unit) for t in condition.words]
        above = {h for hits in choices for h in hits if self.above(unit, h)} if condition.near else ()
        used = assigned(choices, condition.near, condition.ordered, above)
        if used is None:
            return ()
        for thing in condition.measures:
            used.append(self.hits(thing, guarded, unit)[0])
        if condition.any:
            one = free((h for t in condition.any for h in self.hits(t, guarded, unit)), used)
            if not one:
                return ()
            used.append(one)
        if condition.of:
            several = most_apart([hits for t in condition.of if (hits := self.hits(t, guarded, unit))])
            return [*used, *several] if len(several) >= condition.at_least else ()
        return used

    def met(self, condition: Wanted) -> dict[int, Sequence[Hit]]:
        """Every unit that meets `condition`, in text order, with the hits that do."""
        return {unit: hits for unit in indices(self.candidates[condition]) if (hits := self.meets(condition, unit))}
