"""How often something is to be done: 每半年至少一次, 半年一次, 按季度, 每月25日前, 每班."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.facts.timing.almanac import Partial
from conformance.facts.timing.found import FREQUENCY, Phrase, row
from conformance.facts.timing.groups import CLOCK, Group, clock_of
from conformance.facts.timing.numerals import COUNT, HAN, count, length

_LEAST = "至少|不少于|不得少于|不应少于|不低于|不得低于|最少"
_MOST = "最多|不超过|不得超过|不多于|至多"
_EVERY = re.compile(
    rf"(?P<lead>(?:{_LEAST}|{_MOST}),?)?每(?P<gap>间?隔)?(?P<num>{COUNT}|半)?个?"
    r"(?P<unit>工作日|小时|分钟|周年|学年|年度|年|季度|季(?!节)|月度|月|旬|星期|周(?![边围转密])|天|日|班次|班(?![组级子长车主])|学期)"
    r"的?(?P<slot>首月|末月|第?[一二三首末]个月|首日|初|末|底|内|最后一?个?工作日)?"
    r"(?P<weekday>(?<=[周期])[一二三四五六日天](?![次回遍场期]))?"
)
_TIMES = re.compile(
    rf"(?P<between>,?[^,。;:!?\n每]{{0,40}}?)(?<![\d第首上再初前末{HAN}])(?P<n>\d{{1,3}}|[{HAN}]{{1,3}})(?:[-~至][\d{HAN}]{{1,2}})?(?:人次|场次|次|场|轮|遍|回)(?![性数要品日生级])"
)
_BARE = re.compile(
    rf"(?<![\d{HAN}第近前后满内每隔/.月])(?P<num>\d{{1,2}}|[{HAN}]{{1,2}}|半)(?P<g>个)?(?P<unit>年|季度?|月|周|星期|天|日|小时)"
    rf"(?P<bound>{_LEAST}|{_MOST})?(?P<n>\d{{1,2}}|[{HAN}]{{1,2}})次(?![性数要品日生级])"
)
_IN_YEAR = re.compile(
    rf"(?:全年|年内)[^,。;:\n每]{{0,20}}?(?P<bound>{_LEAST}|{_MOST})[^,。;:\n每]{{0,12}}?(?P<n>\d{{1,2}}|[{HAN}]{{1,2}})次(?![性数要品日生级])"
)
_ONE_EACH = re.compile(
    r"(?<![每\d年十百第〇零一二三四五六七八九])(?:一|(?P<half>半)(?=年))(?P<unit>年|季度?|月|周|日|天)一(?![度些个次般定致日号十])(?=[\u4e00-\u9fff])"
)
_BY = re.compile(
    r"(?P<by>按|逐)(?P<unit>年度|季度|月度|季|月|周|日|旬|年)(?![份度计连期边薪工]|[^,。;\n]{0,2}(?:计划|任务|目标|要求|节点|安排|有关|规定|递))"
)
_BEFORE = re.compile(r"(?:[^,。;:\n每]{1,8}?(?:前|后)(?![往期述]))")
_DUE_END = re.compile(r"(?:之前|以前|前)")
_NEXT_MONTH = re.compile(r"(?P<which>次月|当月)(?=[\d一二三])")
_SLOTS = {
    "首月": "M1",
    "末月": "M-1",
    "初": "start",
    "末": "end",
    "底": "end",
    "首日": "D1",
    "最后一个工作日": "last_working_day",
    "最后工作日": "last_working_day",
    "内": None,
}


@dataclass(frozen=True, slots=True)
class _Due:
    """Where in the period something is due, as codes, where the words for it end, and whether it is a stretch."""

    codes: tuple[str | None, ...]
    end: int
    span: bool = False


def frequencies(text: str, groups: list[Group]) -> Iterator[Phrase]:
    """The frequencies in `text`; a date among `groups` right after 每… is the due day."""
    starts = {g.start: g for g in groups}
    for match in _EVERY.finditer(text):
        if (phrase := _every(text, match, starts)) is not None:
            yield phrase
    for match in _NEXT_MONTH.finditer(text):
        if (phrase := _next_month(text, match, starts)) is not None:
            yield phrase
    for match in _BARE.finditer(text):
        if match["unit"] != "月" or match["g"] or not match["num"].isdigit():
            yield _counted(match)
    for match in _IN_YEAR.finditer(text):
        made = row("frequency", _value(count(match["n"]), "P1Y"), bound=_bound(match["bound"]))
        yield Phrase(match.start(), match.end(), FREQUENCY, (made,))
    for match in (*_ONE_EACH.finditer(text), *_BY.finditer(text)):
        if match.groupdict().get("by") != "逐" or match["unit"] not in ("年", "年度"):
            yield Phrase(
                match.start(),
                match.end(),
                FREQUENCY,
                (row("frequency", _value(1, length(_lead(match), match["unit"]))),),
            )


def _lead(match: re.Match[str]) -> str:
    return match.groupdict().get("half") or "1"


def _counted(match: re.Match[str]) -> Phrase:
    value = _value(count(match["n"]), length(match["num"], match["unit"]))
    return Phrase(match.start(), match.end(), FREQUENCY, (row("frequency", value, bound=_bound(match["bound"] or "")),))


def _every(text: str, match: re.Match[str], starts: dict[int, Group]) -> Phrase | None:
    unit = match["unit"]
    if match["num"] and unit in ("日", "天", "小时") and text.startswith("内", match.end()):
        return None
    period = length(match["num"], unit)
    due = _due(text, match, starts)
    times = _TIMES.match(text, due.end)
    end = times.end() if times else due.end
    bound = _bound(text[match.start() : end]) if times else _bound(match["lead"] or "")
    value = _value(count(times["n"]) if times else 1, period)
    if due.span:
        return Phrase(match.start(), due.end, FREQUENCY, (row("window", due=due.codes[0]),))
    inner = re.sub(rf"{_LEAST}|{_MOST}|[,各应须要]", "", times["between"]) if times else ""
    made = tuple(
        row("frequency", value, due=code, bound=bound, unit="working_day" if unit == "工作日" else None)
        for code in due.codes
    )
    return Phrase(match.start(), end, FREQUENCY, made, inner)


def _next_month(text: str, match: re.Match[str], starts: dict[int, Group]) -> Phrase | None:
    """A day of each following month: 次月5日前."""
    group = starts.get(match.end())
    if not group or not group.loose:
        return None
    due = _dated(text, group, "next" if match["which"] == "次月" else None)
    return Phrase(match.start(), due.end, FREQUENCY, tuple(row("frequency", "1/P1M", due=c) for c in due.codes))


def _value(times: int | None, period: str | None) -> str | None:
    return f"{times}/{period}" if period and times else None


def _bound(words: str) -> str | None:
    if re.search(_LEAST, words):
        return "at_least"
    return "at_most" if re.search(_MOST, words) else None


def _due(text: str, match: re.Match[str], starts: dict[int, Group]) -> _Due:
    if weekday := match["weekday"]:
        return _clocked(text, match.end(), f"W{'一二三四五六日'.find(weekday.replace('天', '日')) + 1}")
    slot = _slot(match["slot"])
    group = starts.get(match.end()) or starts.get(match.end("unit"))
    if group and (group.start == match.end() or not slot):
        return _dated(text, group, slot)
    if slot:
        ending = _DUE_END.match(text, match.end())
        return _Due((slot,), ending.end() if ending else match.end())
    before = _BEFORE.match(text, match.end())
    if before and not re.search(r"[次一二两]", before.group()):
        return _Due((before.group(),), before.end())
    return _Due((None,), match.end("unit"))


def _slot(words: str | None) -> str | None:
    """The code of a stretch of the period: M1 for 首月 and 第一个月, start, end."""
    if words and words.endswith("个月"):
        return {"首": "M1", "末": "M-1"}.get(words[-3], f"M{'一二三'.find(words[-3]) + 1}")
    return _SLOTS.get(words or "", words)


def _clocked(text: str, at: int, code: str) -> _Due:
    clock = CLOCK.match(text, at)
    end = clock.end() if clock else at
    if clock and clock.group():
        code += f"T{clock_of(clock)}"
    ending = _DUE_END.match(text, end)
    return _Due((code,), ending.end() if ending else end)


def _dated(text: str, group: Group, slot: str | None) -> _Due:
    ending = _DUE_END.match(text, group.end)
    clock = f"T{group.clock}" if group.clock else ""
    codes: tuple[str | None, ...] = tuple(f"{_code(p, slot)}{clock}" for p in group.points)
    if group.join == "range":
        codes = ("/".join(str(c) for c in codes),)
    return _Due(codes, ending.end() if ending else group.end, group.join == "range")


def _code(point: Partial, slot: str | None) -> str:
    """A point of the period as a code: 03-31, 25, Q1, H2; with the month of a quarter M1-10."""
    lead = "M1" if slot == "start" else slot
    pieces = [lead] if lead else []
    if point.quarter or point.half:
        pieces.append(f"Q{point.quarter}" if point.quarter else f"H{point.half}")
    pieces += [f"{n:02}" for n in (point.month, point.day) if n]
    return "-".join(pieces + ([point.part] if point.part else [])) or "whole"
