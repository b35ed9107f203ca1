"""The time line: the dated tasks of a plan as bars and points over the months, as numbers for an SVG drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conformance.reporters.view.markup import shortened
from conformance.reporters.view.timetable import Dated

WIDTH, LABELS, RIGHT, TOP, ROW = 960, 290, 90, 30, 26
MOST_ROWS = 40
_STEPS = (1, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12000)
_MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class Tick:
    """A vertical line at `x` with its month or year."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A task: `shape` is bar (from `x` to `x` + `width`), until (a line that ends at a point) or since (from a point on)."""

    y: float
    x: float
    width: float
    shape: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of `WIDTH` × `height`: the scale, the document's and the check's day (None: outside), the tasks."""

    height: float
    ticks: tuple[Tick, ...]
    document_day: float | None
    check_day: float | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(LABELS + share * (WIDTH - LABELS - RIGHT), 1)

    def inside(self, day: date | None) -> float | None:
        return self.x(day) if day and self.first <= day <= self.last else None


def timeline(rows: Sequence[Dated], document_day: date | None, check_day: date | None) -> Timeline | None:
    """The drawing of the first `MOST_ROWS` of `rows`; None where there is nothing to draw."""
    shown = rows[:MOST_ROWS]
    if not shown:
        return None
    days = [d for row in shown for d in (row.start, row.end) if d] + ([document_day] if document_day else [])
    scale = _Scale(_month(min(days), 0), _month(max(days), 1))
    return Timeline(
        TOP + ROW * len(shown) + 10,
        _ticks(scale),
        scale.inside(document_day),
        scale.inside(check_day),
        tuple(_bar(index, row, scale, document_day) for index, row in enumerate(shown)),
    )


def _month(day: date, later: int) -> date:
    """The first day of the month `later` months after `day`'s; the calendar ends with year 9999."""
    months = min(day.year * 12 + day.month - 1 + later, 9999 * 12 + 11)
    return date(months // 12, months % 12 + 1, 1)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    total = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next(s for s in _STEPS if total / s <= _MOST_TICKS)
    months = range(0, total + 1, 1)
    days = [d for d in (_month(scale.first, m) for m in months) if (d.year * 12 + d.month - 1) % step == 0]
    return tuple(Tick(scale.x(d), f"{d.year}" if step >= 12 else f"{d.year}-{d.month:02}") for d in days)


def _bar(index: int, row: Dated, scale: _Scale, document_day: date | None) -> Bar:
    start = row.start or (min(document_day, row.last) if document_day else row.last)
    x, y = scale.x(start), TOP + ROW * index
    shape = "since" if row.end is None else "bar" if row.start else "until"
    words = row.last.isoformat()
    label = shortened(row.deadline.task or row.deadline.name or row.deadline.quote, 20)
    return Bar(y, x, round(scale.x(row.last) - x, 1), shape, label, words)
