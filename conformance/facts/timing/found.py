"""What a part of the grammar found: rows that share one phrase, with their rank against others at the same place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from conformance.model.facts import Deadline, DeadlineKind

FREQUENCY, LIMIT, CALENDAR, EVENT, VAGUE = range(5)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase [start, end) of the reading text and the rows it holds (several for several deadlines).

    Where phrases overlap the lowest `rank` wins, then the longest, then the first. `inner` are the words of the task
    that stand inside the phrase (每两年对预案评审一次).
    """

    start: int
    end: int
    rank: int
    rows: tuple[Deadline, ...]
    inner: str = ""


def row(kind: DeadlineKind, value: str | None = None, *, anchor: str | None = None, inferred: tuple[str, ...] = (),
        unit: str | None = None, due: str | None = None, bound: str | None = None, name: str | None = None,
        issues: tuple[str, ...] = ()) -> Deadline:  # fmt: skip
    """A row not yet placed: its span and quote are filled in once the phrase is placed in the document."""
    return Deadline(0, 0, "", kind, value, anchor, None, None, inferred, unit, due, bound, name, issues)


def settle(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases that stand, in text order: no two of them overlap."""
    ordered = sorted(phrases, key=lambda p: (p.rank, p.start - p.end, p.start))
    if not ordered:
        return []
    taken = bytearray(max(p.end for p in ordered))
    kept: list[Phrase] = []
    for phrase in ordered:
        if not any(taken[phrase.start : phrase.end]):
            taken[phrase.start : phrase.end] = b"\x01" * (phrase.end - phrase.start)
            kept.append(phrase)
    return sorted(kept, key=lambda p: p.start)


_END = re.compile(r"[。;!?\n]")
_NUMBERED = frozenset({"frequency", "deadline", "duration", "window"})


def quantified(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases, vague words marked `quantified` where a limit with a value stands in their sentence."""
    stops = [m.start() for m in _END.finditer(text)]
    sentences = {bisect_left(stops, p.start) for p in phrases if any(r.kind in _NUMBERED and r.value for r in p.rows)}
    return [
        replace(p, rows=tuple(replace(r, bound="quantified") for r in p.rows))
        if p.rank == VAGUE and bisect_left(stops, p.start) in sentences
        else p
        for p in phrases
    ]
