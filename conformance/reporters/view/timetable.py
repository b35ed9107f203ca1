"""The timetable: what the document wants done by when, what recurs, and what has no date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conformance.messages import Message
from conformance.model.facts import Deadline, DeadlineKind, Inspection

DEADLINE_NAMES: dict[DeadlineKind, Message] = {
    "deadline": Message("deadline", "完成时限", "deadline"),
    "window": Message("window", "时间段", "window"),
    "stage": Message("stage", "阶段", "stage"),
    "effective_from": Message("effective_from", "施行日期", "effective from"),
    "frequency": Message("frequency", "频次", "frequency"),
    "duration": Message("duration", "时长", "duration"),
    "event_relative": Message("event_relative", "随事件", "relative to an event"),
    "vague": Message("vague", "时间含糊", "vague"),
}


@dataclass(frozen=True, slots=True)
class Dated:
    """A task with a date. `start` None: from now on; `end` None: open (an effective date)."""

    deadline: Deadline
    start: date | None
    end: date | None

    @property
    def last(self) -> date:
        """The day the row is sorted by: its end, else its start."""
        day = self.end or self.start
        assert day is not None
        return day


@dataclass(frozen=True, slots=True)
class Timetable:
    """The time limits of a document: dated ones by date, the others in text order."""

    dated: tuple[Dated, ...]
    recurring: tuple[Deadline, ...]
    relative: tuple[Deadline, ...]
    vague: tuple[Deadline, ...]


def timetable(facts: Inspection) -> Timetable:
    """The time limits of a document in their groups; a limit whose date nobody can compute counts as vague."""
    dated = [row for d in facts.deadlines if (row := _dated(d))]
    there = {id(row.deadline) for row in dated}
    rest = [d for d in facts.deadlines if id(d) not in there]
    return Timetable(
        tuple(sorted(dated, key=lambda row: (row.last, row.deadline.start))),
        tuple(d for d in rest if d.kind == "frequency"),
        tuple(d for d in rest if d.kind in ("event_relative", "duration")),
        tuple(d for d in rest if d.kind not in ("frequency", "event_relative", "duration")),
    )


def _dated(one: Deadline) -> Dated | None:
    if one.until:
        return Dated(one, None, _day(one.until))
    if one.kind not in ("deadline", "window", "stage", "effective_from") or not one.value:
        return None
    start, _, end = one.value.partition("/")
    first, last = _day(start), _day(end)
    return Dated(one, first, last) if first or last else None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
