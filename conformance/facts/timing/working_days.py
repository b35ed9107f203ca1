"""Working days by the holidays the State Council announces each year. Present only with the extra `calendar`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec

MISSING, UNANNOUNCED = "calendar_missing", "calendar_unannounced"
_PACKAGE = "chinese_calendar"


def last(start: date, count: int) -> tuple[date | None, str | None]:
    """The day on which `count` working days after `start` are over, or None and why nobody can tell: the extra is not
    installed, or the holidays of a year are not announced. Weekdays alone are never taken for working days."""
    is_working = _calendar()
    if is_working is None:
        return None, MISSING
    day = start
    try:
        while count:
            day += timedelta(days=1)
            count -= is_working(day)
    except (NotImplementedError, OverflowError):
        return None, UNANNOUNCED
    return day, None


@cache
def _calendar() -> Callable[[date], bool] | None:
    return import_module(_PACKAGE).is_workday if find_spec(_PACKAGE) else None
