"""Doubts: may a damaged word be all that is missing of a duty?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.wanted import Thing, Wanted
from conformance.language.standing import indices
from conformance.model.document import Span


def doubtful(search: Search, condition: Wanted) -> Span | None:
    """The sentence that would meet `condition` if a damaged word in it were the one that is missing; None if none.

    Of a condition with several items all but one must stand in it unharmed.
    """
    return None if _suspects(search).isdisjoint(condition.terms) else _doubtful(search, condition)


def _suspects(search: Search) -> frozenset[str]:
    """The terms of which a longer word may stand damaged anywhere in the document."""
    evidence = search.evidence

    def suspects() -> frozenset[str]:
        words = {w for i in range(len(search.sentences)) for w in evidence.suspects(i)}
        return frozenset(t for w in words for t in evidence.terms(w))

    return evidence.once("suspects", suspects)


def _doubtful(search: Search, condition: Wanted) -> Span | None:
    needed: list[tuple[Thing, ...]] = [(one,) for one in (*condition.words, *condition.measures)]
    if condition.any:
        needed.append(condition.any)
    spoiled = _any(search.units(one, False) for one in condition.refused)
    for index, lacking in enumerate(needed):
        rest = [others for i, others in enumerate(needed) if i != index]
        if span := _suspected(search, _candidates(search, rest) & ~spoiled, lacking):
            return span
    for other in condition.alternatives:
        every = _candidates(search, ())
        span = _suspected(search, every, (other,)) if isinstance(other, Thing) else _doubtful(search, other)
        if span:
            return span
    return None


def _any(several: Iterable[int]) -> int:
    return reduce(or_, several, 0)


def _candidates(search: Search, rest: Sequence[tuple[Thing, ...]]) -> int:
    """The units that hold something of each of `rest`; every unit where nothing else is asked for."""
    units = search.united(search.inside)
    for things in rest:
        units &= _any(search.units(one, search.guards.negation) for one in things)
    return units


def _suspected(search: Search, units: int, lacking: Sequence[Thing]) -> Span | None:
    """The first sentence of `units` in which a word of what is lacking may stand damaged."""
    for unit in indices(units):
        for index in search.members(unit):
            suspects = search.evidence.suspects(index)
            if suspects and any(w in suspects for w in _words(search, lacking)):
                return search.sentences[index].span
    return None


def _words(search: Search, things: Sequence[Thing]) -> Iterator[str]:
    return (word for one in things for term in one.terms() for word in search.evidence.words(term))
