"""How often something is to be done: 每半年至少一次, 每月25日前, 每班, and what such a word carries on to (每年4月…, 6月…)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from conformance.facts.timing.almanac import Partial
from conformance.facts.timing.bounds import LEAST, MOST, bound_of, frequency_value
from conformance.facts.timing.due import dated_due, due_of
from conformance.facts.timing.found import FREQUENCY, Phrase, row
from conformance.facts.timing.groups import Group
from conformance.facts.timing.numerals import COUNT, HAN, count, length
from conformance.language.sparse import Sparse

_EVERY = Sparse(
    rf"(?P<lead>(?:{LEAST}|{MOST}),?)?每(?P<gap>间?隔|满|逢)?(?:(?:\d{{1,2}}|[{HAN}])[-~至到])?(?P<num>{COUNT}|半)?个?(?:自然|日历)?"
    r"(?P<unit>工作日|小时|[hH](?![A-Za-z])|分钟|周年|学年|年度|年|季度|季(?!节)|月度|月|旬|星期|周(?![边围转密])|天|日|班次|班(?![组级子长车主])|学期)"
    r"的?(?P<slot>最后一?个(?:月|(?:星期|周)[一二三四五六日天])|第?[一二三四五首]个工作日|第[一二三四]个?(?:星期|周)的?(?:(?:星期|周)?[一二三四五六日天](?![次回个]))?|首月|末月|[上中下]旬|第?[一二三首末]个月|首日|初|末|底|内|最后一?个?工作日)?"
    r"(?P<weekday>(?<=[周期])[一二三四五六日天](?![次回遍场期])(?:[、和及](?:每?(?:周|星期))[一二三四五六日天](?![次回遍场期]))*)?",
    "每",
    "。;:\n",
)
_TIMES = re.compile(
    rf"(?P<between>,?[^,。;:!?\n每]{{0,40}}?)(?<![\d第首上再初前末{HAN}])(?P<n>\d{{1,3}}|[{HAN}]{{1,3}})(?:[-~至][\d{HAN}]{{1,2}})?(?:人次|场次|次|场|轮|遍|回)(?![数要品日级]|生(?!产)|性(?![能质状]))"
)
_PARTS_OF_DAY = re.compile(
    r"(?:早晚|早中晚|(?:早上?|上午|中午|下午|晚上?|白天|夜间|夜晚|班前|班中|班后)(?:[、和及](?:早上?|上午|中午|下午|晚上?|白天|夜间|夜晚|班前|班中|班后))+)各"
)
# 每天工作8小时, 每小时20蒸吨, 每班不少于2人: a rate or a staffing, no frequency.
_RATE = re.compile(
    rf"(?:为|限速|罚款|按罚款|工作|生产|营业|运行|上班|处理|超过|达到?|不?应?少于|不得少于|至少){{0,2}}(?:\d[\d.]*|[{HAN}百千万]{{1,4}})(?:小时|蒸吨|吨|立方米|公里|千米|米|升|数额|千克|公斤|度|名|人(?!次)|元|万|台|件|kg|km|t|m)|按?罚款"
)
_NEXT_MONTH = re.compile(r"(?P<which>次月|当月)(?=[\d一二三])")
_SHORT = ("日", "天", "小时", "分钟", "班", "h", "H")
_YEARLY = ("年", "年度", "周年")
_STOP = re.compile(r"[。!?\n]")
_IN_BRACKETS = re.compile(r"[^,。;:\n()]{0,8}\(")


def frequencies(text: str, groups: list[Group]) -> Iterator[Phrase]:
    """The frequencies in `text` that 每 and 次月 speak of; a date among `groups` right after is the due day."""
    starts = {g.start: g for g in groups}
    order = [g.start for g in groups]
    stops = [m.start() for m in _STOP.finditer(text)]
    carried = 0
    for match in _EVERY.finditer(text):
        if (phrase := _every(text, match, starts)) is None:
            continue
        yield phrase
        first = bisect_left(order, match.end("unit"))
        if (
            match["unit"] in _YEARLY
            and not match["num"]
            and match.start() >= carried
            and _leads(text, match, groups[first : first + 1])
        ):
            at = bisect_left(stops, match.end())
            carried = stops[at] if at < len(stops) else len(text)
            yield from _carried(text, groups[first : bisect_left(order, carried)], phrase.end)
    for match in _NEXT_MONTH.finditer(text):
        if (following_month := _next_month(text, match, starts)) is not None:
            yield following_month


def _leads(text: str, match: re.Match[str], following: list[Group]) -> bool:
    """Whether 每年 goes with the date after it: 每年4月, 每年汛期(6月1日-9月30日)."""
    ends = (match.end(), match.end("unit"))
    return any(g.start in ends or _IN_BRACKETS.fullmatch(text, match.end(), g.start) for g in following)


def _carried(text: str, groups: list[Group], since: int) -> Iterator[Phrase]:
    """Dates without a year after 每年4月… in the same sentence recur with it."""
    for group in groups:
        if group.start >= since and all(_recurs(p) for p in group.points):
            yield recurring(text, group, group.start)


def recurring(text: str, group: Group, start: int) -> Phrase:
    """A date without a year as a time of every year: with its due day, or as a window without value."""
    due = dated_due(text, group, None)
    made = tuple(row("window" if due.span else "frequency", None if due.span else "1/P1Y", due=c) for c in due.codes)
    return Phrase(start, due.end, FREQUENCY, made)


def _recurs(point: Partial) -> bool:
    """Whether it is a month or part of any year."""
    finer = point.month or point.quarter or point.half
    return bool(finer and not (point.year or point.shift or point.masked))


def _every(text: str, match: re.Match[str], starts: dict[int, Group]) -> Phrase | None:
    unit = match["unit"]
    short = unit in _SHORT
    if short and (_RATE.match(text, match.end()) or (match["num"] and text.startswith("内", match.end()))):
        return None
    due = due_of(text, match, starts)
    if due.span:
        every = row("frequency", frequency_value(1, length(match["num"], unit)), due=due.codes[0])
        made = row("window", due=due.codes[0]) if unit in _YEARLY else every
        return Phrase(match.start(), due.end, FREQUENCY, (made,))
    times = _TIMES.match(text, due.end)
    end = times.end() if times else due.end
    bound = bound_of(text[match.start() : end]) if times else bound_of(match["lead"] or "")
    value = frequency_value(_times(times) if times else 1, length(match["num"], unit))
    inner = re.sub(rf"{LEAST}|{MOST}|[,各]|应(?!急)当?|须|(?<!主)要(?!求)", "", times["between"]) if times else ""
    rows = tuple(
        row("frequency", value, due=code, bound=bound, unit="working_day" if unit == "工作日" else None)
        for code in due.codes
    )
    return Phrase(match.start(), end, FREQUENCY, rows, inner)


def _times(match: re.Match[str]) -> int | None:
    """The count, once for each part of the day named (上午、下午各一次 is twice)."""
    parts = _PARTS_OF_DAY.search(match["between"])
    number = count(match["n"])
    if number is None or not parts:
        return number
    named = {"早晚各": 2, "早中晚各": 3}.get(parts.group()) or len(re.split("[、和及]", parts.group()))
    return number * named


def _next_month(text: str, match: re.Match[str], starts: dict[int, Group]) -> Phrase | None:
    """A day of each following month: 次月5日前."""
    group = starts.get(match.end())
    if not group or not group.loose:
        return None
    due = dated_due(text, group, "next" if match["which"] == "次月" else None)
    return Phrase(match.start(), due.end, FREQUENCY, tuple(row("frequency", "1/P1M", due=c) for c in due.codes))
