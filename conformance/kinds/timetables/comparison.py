"""Comparing the time limits of a plan with what a superior document asks."""

from __future__ import annotations

import re

from conformance.facts.minima import rate
from conformance.kinds.timetables.limits import last_day
from conformance.model.facts import Deadline

_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SECONDS = (31_557_600, 2_629_800, 604_800, 86_400, 3_600, 60, 1)
# Lengths within a hundredth are equal: a quarter of days and three months.
_SLACK = 1.03
_WORKED, _DAY = 5, 86_400


def is_dated(limit: Deadline) -> bool:
    """Whether it has a last day."""
    return last_day(limit) is not None


def is_frequency(limit: Deadline) -> bool:
    """Whether it says how often a year."""
    return limit.kind == "frequency" and rate(limit.value) is not None


def is_length(limit: Deadline) -> bool:
    """Whether it is a length of time."""
    return limit.kind == "duration" and length(limit.value) is not None


def is_limit(limit: Deadline) -> bool:
    """Whether it is a length of time or has a last day."""
    return is_length(limit) or is_dated(limit)


def length(value: str | None) -> float | None:
    """The seconds of an ISO 8601 length; None where it is none."""
    found = _LENGTH.fullmatch(value or "")
    if not found or not any(found.groups()):
        return None
    return float(sum(int(n) * s for n, s in zip(found.groups("0"), _SECONDS, strict=True)))


def in_time(limit: Deadline, since: str, by: str) -> bool:
    """Whether it ends by the day `by`; of a stretch that begins with `since` the plan's own may be longer, not later."""
    first = (limit.value or "").partition("/")[0] if limit.kind in ("window", "stage") else ""
    return (last_day(limit) or "") <= by or bool(since and first and first <= since)


def as_often(limit: Deadline, every: str) -> bool:
    """Whether a frequency is no rarer than `every`."""
    return (rate(limit.value) or 0) * _SLACK >= (rate(every) or 0)


def at_most(limit: Deadline, most: str, unit: str | None = None, until: str = "") -> bool:
    """Whether a length is no longer than `most`, or ends by `until`, the day that one ends on."""
    if until and (last_day(limit) or "9") <= until:
        return True
    if not is_length(limit):
        return not until
    mine, theirs = length(limit.value) or 0.0, length(most) or 0.0
    if limit.unit == unit:
        return mine <= theirs * _SLACK
    return (_with_weekends(mine, least=True) if limit.unit else mine) <= (_with_weekends(theirs) if unit else theirs)


def at_least(limit: Deadline, least: str) -> bool:
    """Whether a length is no shorter than `least`."""
    return (length(limit.value) or 0) * _SLACK >= (length(least) or 0)


def _with_weekends(seconds: float, *, least: bool = False) -> float:
    """The most (or the least) time that working days take, beside calendar days; holidays left aside."""
    days = seconds / _DAY
    return (days + 2 * (days // _WORKED if least else -(-days // _WORKED))) * _DAY
