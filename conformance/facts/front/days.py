"""The day a document bears: under its signature, on its cover, or from which it is in force."""

from __future__ import annotations

import re
from datetime import date

from conformance.facts.timing.groups import groups

_HAN = "〇零一二三四五六七八九"
_LONG_DAY = rf"(?:\d{{4}}|[{_HAN}]{{4}})年(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?"
_SHORT_DAY = r"(?:19|20)\d{2}(?:-\d{1,2}-|\.\d{1,2}\.|/\d{1,2}/)\d{1,2}"
_DAY = rf"(?P<day>{_LONG_DAY}|{_SHORT_DAY})"
_LABEL = r"(?:[^。;:]{0,40}?(?:签发|印发|编制|发布|颁布|批准|制定|审批|填报|签订)?(?:日期|时间|日)?:?)?"
_SIGNED = re.compile(
    rf"{_LABEL}{_DAY}(?:印发|发布|颁布|批准|修订|制定)?(?:(?:{_LONG_DAY}|{_SHORT_DAY})(?:起?(?:实施|施行|执行))?)?$"
)
_EFFECTIVE = re.compile(
    rf"(?:自|从)({_LONG_DAY})起(?:正式)?(?:施行|实施|执行|生效|试行)|({_LONG_DAY})起(?:正式)?(?:施行|实施|执行)"
)
# A day behind one of these ends a period or names a limit; it signs nothing.
_LIMIT = re.compile(r"(?:[至到从自于为]|截止)$")
_LONGEST = 60


def signed(words: str) -> str | None:
    """The day a line consists of, with or without a label (编制日期：…), as ISO 8601; None where it is no such line."""
    line = words.strip("()").rstrip("。").replace(" ", "")
    match = _SIGNED.fullmatch(line) if len(words) <= _LONGEST else None
    return iso(match["day"]) if match and not _LIMIT.search(line[: match.start("day")]) else None


def effective(text: str) -> str | None:
    """The day from which a text says it is in force."""
    found = _EFFECTIVE.search(text)
    return iso(found[1] or found[2]) if found else None


def iso(written: str) -> str | None:
    """The day written, or the first of the month where only a month is; None for an impossible one."""
    numbers = re.fullmatch(_SHORT_DAY, written)
    try:
        if numbers:
            year, month, day = (int(n) for n in re.split(r"[-./]", written))
            return date(year, month, day).isoformat()
        for found in groups(written):
            point = found.points[0] if found.points else None
            if point and point.year and point.month:
                return date(point.year, point.month, point.day or 1).isoformat()
    except ValueError:
        return None
    return None
