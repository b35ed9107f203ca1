"""Doubts: may a damaged word be all that is missing of a duty?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from conformance.kinds.clauses.conditions import Condition, Item
from conformance.kinds.clauses.measures import is_measure
from conformance.kinds.clauses.search import Search
from conformance.language.standing import indices
from conformance.model.document import Span


def doubtful(search: Search, condition: Condition) -> Span | None:
    """The sentence that would meet `condition` if a damaged word in it were the one that is missing; None if none.

    Of a condition with several items all but one must stand in it unharmed.
    """
    return None if _suspects(search).isdisjoint(condition.terms) else _doubtful(search, condition)


def _suspects(search: Search) -> frozenset[str]:
    """The terms of which a longer word may stand damaged anywhere in the document."""
    known: frozenset[str] | None = search.evidence.memo.get("suspects")
    if known is None:
        evidence = search.evidence
        words = {w for i in range(len(search.sentences)) for w in evidence.suspects(i)}
        known = evidence.memo["suspects"] = frozenset(t for w in sorted(words) for t in evidence.terms(w))
    return known


def _doubtful(search: Search, condition: Condition) -> Span | None:
    needed: list[tuple[Item, ...]] = [(item,) for item in condition.all]
    if condition.any:
        needed.append(condition.any)
    spoiled = _any(search.units(item, False) for item in condition.refused)
    for index, lacking in enumerate(needed):
        rest = [others for i, others in enumerate(needed) if i != index]
        for unit in indices(_candidates(search, rest) & ~spoiled):
            if span := _suspected(search, unit, lacking):
                return span
    for other in condition.alternatives:
        inner = Condition(any=(other,)) if isinstance(other, str) else other
        if span := _doubtful(search, inner):
            return span
    return None


def _any(several: Iterable[int]) -> int:
    return reduce(or_, several, 0)


def _candidates(search: Search, rest: Sequence[tuple[Item, ...]]) -> int:
    """The units that hold something of each of `rest`; every unit where nothing else is asked for."""
    units = search.united(search.inside)
    for items in rest:
        units &= _any(search.units(item, search.guards.negation) for item in items)
    return units


def _suspected(search: Search, unit: int, items: Sequence[Item]) -> Span | None:
    for index in indices(search.members(unit)):
        suspects = search.evidence.suspects(index)
        if suspects and any(w in suspects for w in _words(search, items)):
            return search.sentences[index].span
    return None


def _words(search: Search, items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        for one in [item] if isinstance(item, str) else item:
            for word in one.split("~"):
                if not is_measure(word):
                    yield from search.evidence.words(word)
