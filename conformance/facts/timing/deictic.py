"""Limits counted from the issue date's own month, quarter or week: 本月底前, 下月5日前, 本周五前, 本季度末前."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from conformance.facts.timing.almanac import Part, Partial, days
from conformance.facts.timing.found import CALENDAR, Phrase, row
from conformance.facts.timing.years import Years
from conformance.language.sparse import Sparse

_BEFORE = r"(?:之前|以前|前(?![后期往述]))"
_MONTH = Sparse(
    rf"(?P<prefix>[到至于])?(?P<which>本月|这个月|下个?月|(?<![\d一二三四五六七八九十两半每当本下上次该逐个整年度末])月(?=[底末](?:之?前|以前)))份?(?:(?P<part>底|末|内|上旬|中旬|下旬)|(?P<day>\d{{1,2}})[日号])(?P<before>{_BEFORE})?",
    "[本这下]个?月|月[底末]",
)
_WEEK = Sparse(
    rf"(?P<prefix>[到至于])?(?P<which>本周|下周)(?P<day>[一二三四五六日天])(?:[上下]午)?(?:下班)?(?P<before>{_BEFORE})|(?P<all>本周|下周)内",
    "[本下]周",
)
_QUARTER = Sparse(
    rf"(?P<prefix>[到至于])?本季度[末底内](?P<before>{_BEFORE})?",
    "本季度",
)
_PARTS: dict[str, Part] = {
    "底": "end",
    "末": "end",
    "内": "end",
    "上旬": "first_ten",
    "中旬": "second_ten",
    "下旬": "third_ten",
}


def deictic(text: str, years: Years) -> Iterator[Phrase]:
    """The limits of `text` that only the issue date can date; without one they have no value."""
    issued = years.issue.day
    for pattern, last_day in ((_MONTH, _in_month), (_WEEK, _in_week), (_QUARTER, _in_quarter)):
        for match in pattern.finditer(text):
            if match.groupdict().get("which") == "月" and years.yearly(match.start()):
                yield Phrase(match.start(), match.end(), CALENDAR, (row("frequency", "1/P1M", due="end"),))
                continue
            day = last_day(match, issued) if issued else None
            inferred = (f"date:{years.issue.source}",) if day else ()
            issues = () if day else ("impossible_date",) if issued else ("year_missing",)
            made = row("deadline", f"/{day}" if day else None, inferred=inferred, issues=issues)
            yield Phrase(match.start(), match.end(), CALENDAR, (made,))


def _in_month(match: re.Match[str], issued: date) -> date | None:
    year, month = issued.year, issued.month
    if match["which"].startswith("下"):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = int(match["day"]) if match["day"] else None
    try:
        return days(Partial(year, month, day, part=_PARTS.get(match["part"] or "", "")))[1]
    except ValueError:
        return None


def _in_week(match: re.Match[str], issued: date) -> date | None:
    weekday = "一二三四五六日".find((match["day"] or "日").replace("天", "日"))
    return issued + timedelta(days=weekday - issued.weekday() + 7 * (match["which"] or match["all"]).startswith("下"))


def _in_quarter(match: re.Match[str], issued: date) -> date | None:
    return days(Partial(issued.year, quarter=(issued.month + 2) // 3))[1]
