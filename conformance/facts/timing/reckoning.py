"""The last day of limits that count from a known day: 自印发之日起30个工作日内, 自7月1日起10日内, 自施行之日起半年内.

The day counted from is not counted itself; months and years end on the day of the same number, or the month's last.
Source: Civil Code of 2020, articles 201 and 202.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from conformance.facts.timing import working_days
from conformance.facts.timing.almanac import days
from conformance.facts.timing.found import Phrase
from conformance.facts.timing.groups import groups
from conformance.facts.timing.years import Years
from conformance.model.facts import Deadline

_OWN = r"(?:[本此](?:实施|工作)?(?:方案|通知|办法|意见|规定|细则|计划|制度|文件?|公告|通告|决定|条例|要点|规则|标准|预案))?(?:正式)?"
_ISSUED = re.compile(rf"(?:{_OWN}(?:印发|发布|公布|下发|颁布|发文|出台)(?:实施)?(?:之日)?|[即今]日)")
_IN_FORCE = re.compile(rf"{_OWN}(?:施行|实施|执行|生效)(?:之日)?")
_LENGTH = re.compile(r"P(\d+)([DWMY])")


def later(day: date, length: str, unit: str | None) -> tuple[date | None, str | None]:
    """The last day of `length` (P30D, P2M) counted from `day`, in working days where `unit` says so; or None, for hours
    and past the calendar's end, with the reason where working days cannot be told."""
    found = _LENGTH.fullmatch(length)
    if not found:
        return None, None
    count = int(found[1])
    return working_days.last(day, count) if unit == "working_day" else (_calendar_day(day, count, found[2]), None)


def _calendar_day(day: date, count: int, unit: str) -> date | None:
    try:
        if unit in "DW":
            return day + timedelta(days=count * (7 if unit == "W" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def reckoned(phrases: Sequence[Phrase], years: Years) -> list[Phrase]:
    """The phrases, the last day filled in where a row counts from a day that is known."""
    reckoning = _Reckoning(years, _in_force(phrases))
    return [replace(p, rows=tuple(reckoning.row(r, p.start) for r in p.rows)) for p in phrases]


def _in_force(phrases: Sequence[Phrase]) -> date | None:
    """The day the document takes effect, where it says one."""
    found = {r.value for p in phrases for r in p.rows if r.kind == "effective_from" and r.value}
    return date.fromisoformat(found.pop().rstrip("/")) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _Reckoning:
    years: Years
    effective: date | None

    def row(self, row: Deadline, offset: int) -> Deadline:
        """`row` with its last day, and where the first came from; with the reason where working days cannot be told."""
        if row.kind != "duration" or row.bound != "at_most" or not (row.anchor and row.value):
            return row
        first, source = self._first(row.anchor, offset)
        if first is None:
            return row
        day, problem = later(first, row.value, row.unit)
        if problem:
            return replace(row, issues=(*row.issues, problem))
        return replace(row, until=day.isoformat(), inferred=(*row.inferred, f"until:{source}")) if day else row

    def _first(self, anchor: str, offset: int) -> tuple[date | None, str]:
        """The day named by `anchor` and how it is known; (None, "") where it is not."""
        issue = self.years.issue
        if _ISSUED.fullmatch(anchor):
            return issue.day, issue.source
        if _IN_FORCE.fullmatch(anchor):
            return self.effective, "effective"
        named = [g for g in groups(anchor) if g.end == len(anchor) and len(g.points) == 1 and g.points[0].day]
        if not named:
            return None, ""
        whole, inferred = self.years.fill(named[0].points[0], offset)
        try:
            return days(whole)[1], inferred[0].partition(":")[2] if inferred else "stated"
        except ValueError:
            return None, ""
