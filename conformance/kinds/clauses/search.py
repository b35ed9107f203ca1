"""The search of one document for what meets a condition.

Everything is found from the places where terms occur, never by asking each sentence: an item gives the units it stands
in, the items of a condition are intersected, and only what is left is looked at. What was found for one requirement is
kept for the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
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


class Search:
    """A document under certain guards, cut into units of a certain scope. Units are known by their number."""

    def __init__(self, facts: Facts, evidence: Evidence, guards: Guards, scope: str) -> None:
        self.facts, self.evidence, self.guards, self.scope = facts, evidence, guards, scope
        self.sentences = evidence.sentences
        self._found: dict[tuple[str, bool], Places] = {}
        self._units: dict[tuple[Item, bool], Set[int]] = {}
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
    def _denials(self) -> dict[int, list[tuple[int, int]]]:
        """The denied ranges, in the reading text, of the sentences that deny something."""
        if "denials" not in self.evidence.memo:
            self.evidence.memo["denials"] = {
                i: [(s.flow_start + low, s.flow_start + high) for low, high in found]
                for i, s in enumerate(self.sentences)
                if (found := denials(s.text))
            }
        kept: dict[int, list[tuple[int, int]]] = self.evidence.memo["denials"]
        return kept

    def denied(self, index: int, hit: Hit) -> bool:
        """Whether the sentence at `index` denies what stands at the hit."""
        return any(low <= hit.at < high for low, high in self._denials.get(index, ()))

    def units(self, item: Item, guarded: bool) -> Set[int]:
        """The units where `item` stands; with `guarded` denied occurrences do not count."""
        if isinstance(item, str):
            return self._places(item, guarded).keys()
        key = (item, guarded)
        if key not in self._units:
            self._units[key] = {u for one in item for u in self._places(one, guarded)}
        return self._units[key]

    def hits(self, item: Item, guarded: bool, unit: int) -> Sequence[Hit]:
        """The hits of `item` in `unit`, in text order, sound ones first where they begin alike."""
        if isinstance(item, str):
            return self._places(item, guarded).get(unit, ())
        found = [h for one in item for h in self._places(one, guarded).get(unit, ())]
        return sorted(found, key=_order) if len(found) > 1 else found

    def _places(self, word: str, guarded: bool) -> Places:
        key = (word, guarded)
        if key not in self._found:
            self._found[key] = self._find(word, guarded)
        return self._found[key]

    def _find(self, word: str, guarded: bool) -> Places:
        if "~" in word:
            first, *rest = word.split("~")
            found = self._places(first, guarded)
            for later in rest:
                found = _followed(found, self._places(later, guarded))
            return found
        raw = self._raw(word)
        if not raw:
            return raw
        units: dict[int, Sequence[Hit]] = {}
        unit_of, denying = self.unit_of, self._denials if guarded else {}
        for index, hits in raw.items():
            unit = unit_of.get(index)
            kept = hits if index not in denying else [h for h in hits if not self.denied(index, h)]
            if unit is not None and kept:
                units[unit] = [*units[unit], *kept] if unit in units else kept
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
        guarded = self.guards.negation
        for other in condition.alternatives:
            if isinstance(other, str):
                for unit in self.units(other, guarded):
                    found.setdefault(unit, self.hits(other, guarded, unit)[:1])
            else:
                for unit, hits in self.met(other).items():
                    found.setdefault(unit, hits)
        for unit, hits in self._direct(condition).items():
            found.setdefault(unit, hits)
        for item in condition.refused if found else ():
            for unit in self.units(item, False) & found.keys():
                del found[unit]
        return dict(sorted(found.items())) if len(found) > 1 else found

    def _direct(self, condition: Condition) -> Places:
        guarded = self.guards.negation
        found: dict[int, Sequence[Hit]] = {}
        candidates = self._candidates(condition)
        words = [i for i in condition.all if not _measured(i)] if candidates else []
        measures = [i for i in condition.all if _measured(i)] if candidates else []
        for unit in candidates:
            apart = assigned([self.hits(i, guarded, unit) for i in words], condition.near, condition.ordered)
            if apart is None:
                continue
            apart += [self.hits(i, guarded, unit)[0] for i in measures]
            if condition.any:
                apart += _free([h for i in condition.any for h in self.hits(i, guarded, unit)], apart)[:1]
            chosen = most_apart([hits for i in condition.of if (hits := self.hits(i, guarded, unit))])
            if len(chosen) >= condition.at_least:
                found[unit] = [*apart, *chosen]
        return found

    def _candidates(self, condition: Condition) -> list[int]:
        """The units that hold something of every item needed, and of enough of the others, in text order."""
        guarded = self.guards.negation
        held: Set[int] | None = None
        for item in condition.all:
            units = self.units(item, guarded)
            held = units if held is None else held & units
            if not held:
                return []
        if condition.any:
            units = {u for item in condition.any for u in self.units(item, guarded)}
            held = units if held is None else held & units
        if condition.of:
            several = Counter(u for item in condition.of for u in self.units(item, guarded))
            enough = {u for u, count in several.items() if count >= condition.at_least}
            held = enough if held is None else held & enough
        return sorted(held or ())


def _order(hit: Hit) -> tuple[int, int, bool]:
    return hit.at, hit.length, hit.noisy


def _measured(item: Item) -> bool:
    """Whether an item is a measure: what it spans (每月检查一次) may hold other items."""
    return any(map(is_measure, [item] if isinstance(item, str) else item))


def _followed(first: Places, later: Places) -> Places:
    """Those hits of `first` that one of `later` follows."""
    found: dict[int, Sequence[Hit]] = {}
    for unit in first.keys() & later.keys():
        kept = [h for h in first[unit] if any(0 <= a.span.start - h.span.end <= _NEAR for a in later[unit])]
        if kept:
            found[unit] = kept
    return found


def _free(hits: Sequence[Hit], used: Sequence[Hit]) -> Sequence[Hit]:
    return [h for h in hits if not any(h.span.overlaps(u.span) for u in used)] or hits


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
