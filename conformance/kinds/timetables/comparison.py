"""Comparing the time limits of a plan with what a superior document asks."""

from __future__ import annotations

import re

from conformance.facts.minima import rate
from conformance.model.facts import Deadline

_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SECONDS = (31_557_600, 2_629_800, 604_800, 86_400, 3_600, 60, 1)
# Lengths within a hundredth are equal: a quarter of days and three months.
_SLACK = 1.03


def is_dated(limit: Deadline) -> bool:
    """Whether it has a last day."""
    return limit.kind in ("deadline", "window", "stage") and bool((limit.value or "").partition("/")[2])


def is_frequency(limit: Deadline) -> bool:
    """Whether it says how often a year."""
    return limit.kind == "frequency" and rate(limit.value) is not None


def is_length(limit: Deadline) -> bool:
    """Whether it is a length of time."""
    return limit.kind == "duration" and length(limit.value) is not None


def length(value: str | None) -> float | None:
    """The seconds of an ISO 8601 length; None where it is none."""
    found = _LENGTH.fullmatch(value or "")
    if not found or not any(found.groups()):
        return None
    return float(sum(int(n) * s for n, s in zip(found.groups("0"), _SECONDS, strict=True)))


def as_often(limit: Deadline, every: str) -> bool:
    """Whether a frequency is no rarer than `every`."""
    return (rate(limit.value) or 0) * _SLACK >= (rate(every) or 0)


def at_most(limit: Deadline, most: str) -> bool:
    """Whether a length is no longer than `most`."""
    return (length(limit.value) or 0) <= (length(most) or 0) * _SLACK


def at_least(limit: Deadline, least: str) -> bool:
    """Whether a length is no shorter than `least`."""
    return (length(limit.value) or 0) * _SLACK >= (length(least) or 0)
