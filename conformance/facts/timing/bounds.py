"""Words that bound a number from below or above, and the value of a frequency."""

from __future__ import annotations

import re

LEAST = "至少|不[得应可能]?少于|不[得应可能]?低于|最少"
MOST = "最多|不[得应可能]?超过|不多于|至多"


def frequency_value(times: int | None, period: str | None) -> str | None:
    """`times` in each `period` (an ISO 8601 length) as a row's value; None where one is unknown."""
    return f"{times}/{period}" if period and times else None


def bound_of(words: str) -> str | None:
    """at_least or at_most where `words` bound a number, else None."""
    if re.search(LEAST, words):
        return "at_least"
    return "at_most" if re.search(MOST, words) else None
