"""Doubts: may a damaged word be all that is missing of a duty?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.wanted import Thing, Wanted
from conformance.language.standing import held_by

# The sentences in which a word may stand, damaged, that counts as a term: bit i for that of index i.
Damaged = Mapping[str, int]
_Group = tuple[Thing, ...]


class Doubt(NamedTuple):
    """A sentence, by index, and the terms of which one is all that is missing there."""

    sentence: int
    terms: frozenset[str]


class _Lack(NamedTuple):
    """A group of which one must stand, damaged, where one of each group of the `rest` stands, and of several all that are
    asked for but so many as `fewer` says; no such number where several are not asked for."""

    group: _Group
    rest: Sequence[_Group]
    fewer: int | None


def doubtful(search: Search, condition: Wanted, damaged: Damaged) -> Doubt | None:
    """The first sentence that would meet `condition` if a damaged word in it were the one that is missing; None if there
    is none.

    Of a condition with several items all but one must stand in it unharmed.
    """
    if damaged.keys().isdisjoint(condition.terms):
        return None
    for lack in _lacks(condition):
        if there := _sentences(search, lack.group, damaged):
            index = _first(search, _holding(search, lack, condition) & search.united(there), there)
            if index is not None:
                return Doubt(index, frozenset(term for one in lack.group for term in one.terms()))
    nested = (doubtful(search, other, damaged) for other in condition.alternatives if isinstance(other, Wanted))
    return next(filter(None, nested), None)


def _lacks(condition: Wanted) -> Iterator[_Lack]:
    """What may be the one thing that is missing: each item, one of several, or one of the alternatives."""
    needed: list[_Group] = [(one,) for one in (*condition.words, *condition.measures)]
    if condition.any:
        needed.append(condition.any)
    for index, group in enumerate(needed):
        yield _Lack(group, [*needed[:index], *needed[index + 1 :]], 0)
    if condition.of:
        yield _Lack(condition.of, needed, 1)
    for other in condition.alternatives:
        if isinstance(other, Thing):
            yield _Lack((other,), (), None)


def _any(several: Iterable[int]) -> int:
    return reduce(or_, several, 0)


def _sentences(search: Search, group: _Group, damaged: Damaged) -> int:
    """The sentences in which one of a group may stand with a word of it damaged."""
    found = 0
    for thing in group:
        for word in thing.words:
            if word in damaged:
                found |= damaged[word]
        for row in thing.rows:
            found |= _row(search, row, damaged)
    return found


def _row(search: Search, row: _Group, damaged: Damaged) -> int:
    """The sentences that hold all parts of a row but one, which may stand there damaged."""
    found = 0
    for index, part in enumerate(row):
        there = _sentences(search, (part,), damaged)
        for other in (*row[:index], *row[index + 1 :]) if there else ():
            there &= search.speech[search.guards.negation].standing(other)
        found |= there
    return found


def _holding(search: Search, lack: _Lack, condition: Wanted) -> int:
    """The units that hold all but what is missing, and nothing that is refused."""
    guarded, units = search.guards.negation, search.inside
    for group in lack.rest:
        units &= _any(search.units(one, guarded) for one in group)
        if not units:
            return 0
    if condition.of and lack.fewer is not None:
        least = max(1, condition.at_least) - lack.fewer
        levels = held_by(search.units(one, guarded) for one in condition.of)
        units &= units if least < 1 else levels[least - 1] if least <= len(levels) else 0
    return units & ~_any(search.units(one, False) for one in condition.refused) if units else 0


def _first(search: Search, units: int, there: int) -> int | None:
    """The first of the sentences `there` in the first of `units`, all of which hold one of them, by index."""
    if not units:
        return None
    both = search.whole(_lowest(units)) & there
    return _lowest(both)


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
