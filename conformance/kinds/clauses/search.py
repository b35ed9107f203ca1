"""The search of one document for what meets a condition.

Everything is found from the places where terms occur, never by asking each sentence: an item gives the units it stands
in, the items of a condition are intersected, and only what is left is looked at. What was found for one requirement is
kept for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from conformance.kinds.clauses.conditions import Condition, Guards, Item
from conformance.kinds.clauses.measures import is_measure, occurrences
from conformance.language.guards import denials, of_authority
from conformance.language.sections import sections
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Hit, Sentence

Places = Mapping[int, Sequence[Hit]]
_NEAR = 60
_ROW_LENGTH = 200
_NOWHERE: Places = {}


class Search:
    """A document under certain guards, cut into units of a certain scope. Units are known by their number."""

    def __init__(self, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> None:
        self.facts, self.evidence, self.guards, self.scope = facts, evidence, guards, scope
        self.sentences = evidence.sentences
        self._places: dict[tuple[Item, bool], Places] = {}
        self._met: dict[Condition, Places] = {}

    @classmethod
    def of(cls, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> Search:
        """The search under these guards and scope, made once a document."""
        key = ("search", guards, scope)
        if key not in evidence.memo:
            evidence.memo[key] = cls(facts, evidence, guards, scope)
        found: Search = evidence.memo[key]
        return found

    @cached_property
    def counted(self) -> frozenset[int]:
        """The sentences that count as evidence: in an admitted zone, and not another body's duty."""
        zones = self.guards.zones
        anyone = self.guards.actor == "any" or self.facts.head.type in ("authority-plan", "notice", "policy-draft")
        return frozenset(
            i for i, s in enumerate(self.sentences) if s.zone in zones and (anyone or not of_authority(s.text))
        )

    @cached_property
    def unit_of(self) -> dict[int, int]:
        """The unit of each sentence that counts. A unit is named by its first sentence."""
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
        return self.facts.document.block_at(sentence.span.start) if self.scope == "item" else index

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
    def units(self) -> dict[int, list[Sentence]]:
        """The sentences of each unit."""
        units: dict[int, list[Sentence]] = {}
        for index, unit in self.unit_of.items():
            units.setdefault(unit, []).append(self.sentences[index])
        return units

    def _denied(self, index: int, hit: Hit) -> bool:
        ranges = self.evidence.memo.get(("denials", index))
        sentence = self.sentences[index]
        if ranges is None:
            ranges = self.evidence.memo["denials", index] = denials(sentence.text)
        return any(low <= hit.at - sentence.flow_start < high for low, high in ranges)

    def places(self, item: Item, guarded: bool) -> Places:
        """The units where `item` stands, with its hits in text order; with `guarded` denied ones are left out."""
        key = (item, guarded)
        if key not in self._places:
            self._places[key] = self._find(item, guarded)
        return self._places[key]

    def _find(self, item: Item, guarded: bool) -> Places:
        if not isinstance(item, str):
            return _merged([self.places(one, guarded) for one in item])
        if "~" in item:
            first, *rest = item.split("~")
            found = self.places(first, guarded)
            for later in rest:
                found = _followed(found, self.places(later, guarded))
            return found
        units: dict[int, list[Hit]] = {}
        for index, hits in self._raw(item).items():
            unit = self.unit_of.get(index)
            if unit is not None:
                kept = [h for h in hits if not self._denied(index, h)] if guarded else hits
                if kept:
                    units.setdefault(unit, []).extend(kept)
        return units

    def _raw(self, word: str) -> Places:
        """The hits of a term or measure by sentence, whatever their zone."""
        if not is_measure(word):
            return self.evidence.at(word)
        found: dict[int, list[Hit]] = {}
        hits = list(occurrences(word, self.facts))
        for index, sentence in enumerate(self.sentences) if hits else ():
            for hit in hits:
                if sentence.flow_start <= hit.at < sentence.flow_end:
                    found.setdefault(index, []).append(hit)
        return found

    def met(self, condition: Condition) -> Places:
        """The units that meet `condition`, with the hits that do."""
        if condition not in self._met:
            self._met[condition] = self._meet(condition)
        return self._met[condition]

    def _meet(self, condition: Condition) -> Places:
        found: dict[int, Sequence[Hit]] = {}
        for other in condition.alternatives:
            whole = isinstance(other, str)
            places = self.places(other, self.guards.negation) if isinstance(other, str) else self.met(other)
            for unit, hits in places.items():
                found.setdefault(unit, hits[:1] if whole else hits)
        for unit, hits in self._direct(condition).items():
            found.setdefault(unit, hits)
        for item in condition.refused if found else ():
            for unit in self.places(item, False):
                found.pop(unit, None)
        return dict(sorted(found.items()))

    def _direct(self, condition: Condition) -> Places:
        guarded = self.guards.negation
        needed = [self.places(item, guarded) for item in condition.all]
        if condition.any:
            needed.append(_merged([self.places(item, guarded) for item in condition.any]))
        several = [self.places(item, guarded) for item in condition.of]
        found: dict[int, Sequence[Hit]] = {}
        for unit in _common(needed, several, condition.at_least):
            words = [p[unit] for p, item in zip(needed, condition.all, strict=False) if not _measured(item)]
            apart = assigned(words, condition.near, condition.ordered)
            if apart is None:
                continue
            apart += [p[unit][0] for p, item in zip(needed, condition.all, strict=False) if _measured(item)]
            free = _free(needed[-1][unit], apart) if condition.any else []
            chosen = most_apart([p[unit] for p in several if unit in p])
            if (condition.any and not free) or len(chosen) < condition.at_least:
                continue
            found[unit] = [*apart, *free[:1], *chosen]
        return found


def _measured(item: Item) -> bool:
    """Whether an item is a measure: what it spans (每月检查一次) may hold other items."""
    return any(map(is_measure, [item] if isinstance(item, str) else item))


def _common(needed: Sequence[Places], several: Sequence[Places], least: int) -> Iterator[int]:
    """The units that hold something of everything needed, and of at least `least` of the others."""
    if needed:
        smallest = min(needed, key=len)
        candidates = [u for u in smallest if all(u in p for p in needed)]
    else:
        candidates = sorted({u for p in several for u in p})
    for unit in candidates:
        if not several or sum(unit in p for p in several) >= least:
            yield unit


def _merged(places: Sequence[Places]) -> Places:
    found: dict[int, list[Hit]] = {}
    for one in places:
        for unit, hits in one.items():
            found.setdefault(unit, []).extend(hits)
    for hits in found.values():
        hits.sort(key=lambda h: (h.span, h.noisy))
    return found


def _followed(first: Places, later: Places) -> Places:
    """Those hits of `first` that one of `later` follows; shared words of a list may stand farther off."""
    found: dict[int, Sequence[Hit]] = {}
    for unit, hits in first.items():
        after = later.get(unit, ())
        kept = [h for h in hits if any(0 <= a.span.start - h.span.end <= _NEAR for a in after)]
        if kept:
            found[unit] = kept
    return found


def _free(hits: Sequence[Hit], used: Sequence[Hit]) -> list[Hit]:
    return [h for h in hits if not any(h.span.overlaps(u.span) for u in used)] or list(hits)


def assigned(choices: Sequence[Sequence[Hit]], near: int | None = None, ordered: bool = False) -> list[Hit] | None:
    """One hit of each choice so that no two share a character; None where there is no such set.

    `near` is the most characters from the first to the last, `ordered` asks for the order of the choices. Sound hits
    are tried before noisy ones.
    """
    order = range(len(choices)) if ordered else sorted(range(len(choices)), key=lambda i: len(choices[i]))
    chosen: dict[int, Hit] = {}

    def place(depth: int) -> bool:
        if depth == len(choices):
            return True
        which = order[depth]
        for hit in sorted(choices[which], key=lambda h: h.noisy):
            if _fits(hit, chosen.values(), near, ordered):
                chosen[which] = hit
                if place(depth + 1):
                    return True
                del chosen[which]
        return False

    return [chosen[i] for i in range(len(choices))] if place(0) else None


def _fits(hit: Hit, others: Iterable[Hit], near: int | None, ordered: bool) -> bool:
    for other in others:
        if hit.span.overlaps(other.span) or (ordered and hit.span.start < other.span.end):
            return False
        low, high = min(hit.span.start, other.span.start), max(hit.span.end, other.span.end)
        if near is not None and high - low > near:
            return False
    return True


def most_apart(choices: Sequence[Sequence[Hit]]) -> list[Hit]:
    """A hit for as many choices as can be, no two sharing a character: those that end first are taken first."""
    chosen: list[Hit] = []
    for hits in sorted(choices, key=len):
        free = [h for h in hits if not any(h.span.overlaps(c.span) for c in chosen)]
        if free:
            chosen.append(min(free, key=lambda h: (h.noisy, h.span.end)))
    return chosen
