"""Where in its period a recurring duty is due: 每月25日前, 每周五下午, 每季度首月10日前, 每日8:00."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conformance.facts.timing.almanac import Partial
from conformance.facts.timing.groups import CLOCK, Group, clock_of

_BEFORE = re.compile(r"(?:[^,。;:\n每]{1,8}?(?:前|后)(?![往期述]))")
_HOURS = re.compile(
    r"(?P<from>\d{1,2}:[0-5]\d)(?:[-~至到]{1,2}(?:次日|翌日)?(?P<to>\d{1,2}:[0-5]\d))?(?P<before>之?前|以前)?"
)
_DAYS = re.compile(r"(?P<from>\d{1,2})[-~至到]{1,2}(?P<to>\d{1,2})[日号]")
_WEEK = re.compile(r"第(?P<n>[一二三四])个?(?:星期|周)的?(?:(?:星期|周)?(?P<day>[一二三四五六日天]))?")
_WEEKDAY = re.compile(r"[一二三四五六日天]")
_DUE_END = re.compile(r"(?:之前|以前|前)")
_SLOTS = {
    "首月": "M1",
    "末月": "M-1",
    "初": "start",
    "末": "end",
    "底": "end",
    "首日": "D1",
    "上旬": "first_ten",
    "中旬": "second_ten",
    "下旬": "third_ten",
    "最后一个工作日": "last_working_day",
    "最后工作日": "last_working_day",
    "内": None,
}


@dataclass(frozen=True, slots=True)
class Due:
    """Where in the period something is due, as codes, where the words for it end, and whether it is a stretch."""

    codes: tuple[str | None, ...]
    end: int
    span: bool = False


def due_of(text: str, match: re.Match[str], starts: dict[int, Group]) -> Due:
    """What follows a match of 每…, whose groups are `unit`, `slot` and `weekday`; `starts` are the dates by offset."""
    if weekdays := match["weekday"]:
        return _clocked(text, match.end(), tuple(map(_weekday, _WEEKDAY.findall(weekdays))))
    slot = _slot(match["slot"])
    after = match.end() + text.startswith("的", match.end())
    group = starts.get(after) or starts.get(match.end("unit"))
    if group and (group.start == after or not slot):
        return dated_due(text, group, slot)
    if slot:
        ending = _DUE_END.match(text, match.end())
        return Due((slot,), ending.end() if ending else match.end())
    if (span := _DAYS.match(text, match.end())) and match["unit"] in ("月", "月度"):
        return Due((f"{span['from']:0>2}/{span['to']:0>2}",), span.end(), True)
    if hours := _HOURS.match(text, match.end()):
        return Due((_of_hours(hours),), hours.end())
    before = _BEFORE.match(text, match.end())
    if before and not re.search(r"[次一二两]", before.group()):
        return Due((before.group(),), before.end())
    return Due((None,), match.end("unit"))


def _of_hours(match: re.Match[str]) -> str:
    """T08:00 or T22:00/06:00."""
    return "T" + "/".join(part.zfill(5) for part in (match["from"], match["to"]) if part)


def _slot(words: str | None) -> str | None:
    """The code of a stretch of the period: M1 for 首月 and 第一个月, start, end."""
    if words and (week := _WEEK.fullmatch(words)):
        day = _weekday(week["day"]) if week["day"] else "W"
        return f"{day}#{'一二三四'.find(week['n']) + 1}"
    if words and words.endswith("个工作日") and words not in _SLOTS:
        return f"working_day_{'一二三四五'.find(words.replace('首', '一').removeprefix('第')[0]) + 1}"
    if words and words.startswith("最后"):
        return "M-1" if words.endswith("月") else _SLOTS.get(words, f"{_weekday(words[-1])}#-1")
    if words and words.endswith("个月"):
        return {"首": "M1", "末": "M-1"}.get(words[-3], f"M{'一二三'.find(words[-3]) + 1}")
    return _SLOTS.get(words or "", words)


def _weekday(character: str) -> str:
    """W1 for 一 to W7 for 日 and 天."""
    return f"W{'一二三四五六日'.find(character.replace('天', '日')) + 1}"


def _clocked(text: str, at: int, codes: tuple[str, ...]) -> Due:
    clock = CLOCK.match(text, at)
    end = clock.end() if clock else at
    hour = f"T{clock_of(clock)}" if clock and clock.group() else ""
    ending = _DUE_END.match(text, end)
    return Due(tuple(code + hour for code in codes), ending.end() if ending else end)


def dated_due(text: str, group: Group, slot: str | None) -> Due:
    """The due days a date stands for, in the stretch `slot` of the period."""
    ending = _DUE_END.match(text, group.end)
    clock = f"T{group.clock}" if group.clock else ""
    codes: tuple[str | None, ...] = tuple(f"{_code(p, slot)}{clock}" for p in group.points)
    if group.join == "range":
        codes = ("/".join(str(c) for c in codes),)
    return Due(codes, ending.end() if ending else group.end, group.join == "range")


def _code(point: Partial, slot: str | None) -> str:
    """A point of the period as a code: 03-31, 25, Q1, H2; with the month of a quarter M1-10."""
    lead = "M1" if slot == "start" else slot
    pieces = [lead] if lead else []
    if point.quarter or point.half:
        pieces.append(f"Q{point.quarter}" if point.quarter else f"H{point.half}")
    pieces += [f"{n:02}" for n in (point.month, point.day) if n]
    return "-".join(pieces + ([point.part] if point.part else [])) or "whole"
