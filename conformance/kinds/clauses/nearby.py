"""Near misses: the sentences that hold most of what an unmet condition asks for. They are shown; they decide nothing.

Often they are why it is not met: 四色图也没有画, a heading, or half of what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from math import log
from operator import or_

from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.wanted import Thing, Wanted
from conformance.language.standing import indices
from conformance.model.document import Span

_SHOWN = 3
# The share of what is asked for, by how seldom it stands in the document, that makes a sentence near.
_NEAR = 0.7
# What more than an eighth of the sentences hold, if they are more than a few, makes none of them near.
_FREQUENT, _FEW = 8, 3


def near_misses(search: Search, conditions: Iterable[Wanted]) -> tuple[Span, ...]:
    """The three sentences that hold most of what one of the `conditions` asks for, wherever they stand; the best first,
    none that holds little of it."""
    best: dict[int, float] = {}
    for things, least in chain.from_iterable(map(_options, conditions)):
        for index, share in _shares(search, things, least):
            best[index] = max(share, best.get(index, 0.0))
    nearest = sorted(best, key=lambda index: (-best[index], index))[:_SHOWN]
    return tuple([search.sentences[index].span for index in nearest])


@lru_cache(maxsize=4096)  # rules ask every document for the same
def _options(condition: Wanted | Thing) -> tuple[tuple[tuple[Thing, ...], int], ...]:
    """What a condition asks for, and each of its alternatives: some things, and how many of them at least."""
    if isinstance(condition, Thing):
        return (((condition,), 1),)
    needed = (*condition.words, *condition.measures, *([condition.any_of] if condition.any else []))
    least = len(needed) + (max(1, condition.at_least) if condition.of else 0)
    own = [((*needed, *condition.of), least)] if least else []
    return (*own, *chain.from_iterable(map(_options, condition.alternatives)))


def _shares(search: Search, things: Sequence[Thing], least: int) -> Iterator[tuple[int, float]]:
    """The sentences, by index, that are near to holding `least` of some things, each with the share it holds."""
    whole = len(search.sentences)
    rows = [(log((whole + 1) / max(0.5, held.bit_count())), held) for held in _standing(search, things, least)]
    near = _NEAR * sum(sorted([weight for weight, _ in rows])[-least:])
    often = max(_FEW, whole // _FREQUENT)
    seldom = reduce(or_, [held for _, held in rows if held.bit_count() <= often], 0)
    for index in indices(seldom):
        found = sum([weight for weight, held in rows if held >> index & 1])
        if found >= near:
            yield index, found / near


def _standing(search: Search, things: Sequence[Thing], least: int) -> list[int]:
    """The sentences that hold each of some things; none where too many stand nowhere, as nearly always: what is absent
    weighs most, so that of `least` no more than a quarter may be."""
    spare = len(things) - least + least // 4
    found = []
    for one in things:
        held = search.speech[False].standing(one)
        spare -= not held
        if spare < 0:
            return []
        found.append(held)
    return found
