"""Assignment: one place for each thing that is asked for, so that no two share a character."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from conformance.model.rules import Hit

_noise = attrgetter("noisy")


def assigned(
    choices: Sequence[Sequence[Hit]],
    near: int | None = None,
    ordered: bool = False,
    above: Collection[Hit] = (),
) -> list[Hit] | None:
    """One hit of each choice so that no two share a character; None where there is no such set.

    `near` is the most characters from the first to the last, `ordered` asks for the order of the choices; `above` are
    hits in the heading of a text or at the head of its column, which are near all that stands below them. Sound hits are
    tried before noisy ones.
    """
    if not all(choices):
        return None
    first = [hits[0] for hits in choices]
    if _fit(first, near, ordered):
        return first
    pools = [sorted(c, key=_noise) for c in choices]
    if len(pools) == 2 and near is None and not ordered:
        return next(([a, b] for a in pools[0] for b in pools[1] if a.end <= b.at or b.end <= a.at), None)
    order = range(len(pools)) if ordered else sorted(range(len(pools)), key=lambda i: len(pools[i]))
    chosen: dict[int, Hit] = {}

    def place(depth: int) -> bool:
        if depth == len(pools):
            return True
        for hit in pools[order[depth]]:
            others = chosen.values()
            if _fits(hit, others, ordered) and (
                hit in above or _close(hit, (o for o in others if o not in above), near)
            ):
                chosen[order[depth]] = hit
                if place(depth + 1):
                    return True
                del chosen[order[depth]]
        return False

    return [chosen[i] for i in range(len(pools))] if place(0) else None


def _fit(hits: Sequence[Hit], near: int | None, ordered: bool) -> bool:
    """Whether `hits` are sound and stand as is asked, whatever the heading: nearly always the first that come do."""
    last = 0
    for hit in hits if ordered else sorted(hits):
        if hit.noisy or hit.at < last:
            return False
        last = hit.end
    return near is None or all(last - hit.at <= near for hit in hits)


def _fits(hit: Hit, others: Iterable[Hit], ordered: bool) -> bool:
    return not any(hit.overlaps(other) or (ordered and hit.at < other.end) for other in others)


def _close(hit: Hit, others: Iterable[Hit], near: int | None) -> bool:
    return near is None or all(max(hit.end, o.end) - min(hit.at, o.at) <= near for o in others)


def most_apart(choices: Sequence[Sequence[Hit]]) -> list[Hit]:
    """A hit for as many choices as can be, no two sharing a character: those that end first are taken first."""
    chosen: list[Hit] = []
    for hits in sorted(choices, key=len):
        free = [h for h in hits if not any(h.overlaps(c) for c in chosen)]
        if free:
            chosen.append(min(free, key=lambda h: (h.noisy, h.end)))
    return chosen


def free(hits: Iterable[Hit], used: Sequence[Hit]) -> Hit | None:
    """The first of `hits` that shares no character with what is used; the first of all where every one does."""
    first = None
    for hit in hits:
        if not any(hit.overlaps(u) for u in used):
            return hit
        first = first or hit
    return first
