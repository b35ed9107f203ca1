"""Deadlines, windows, stages and effective dates from the dates of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from conformance.facts.timing.almanac import Partial, days
from conformance.facts.timing.found import CALENDAR, Phrase, row
from conformance.facts.timing.frequencies import recurring
from conformance.facts.timing.groups import Group
from conformance.facts.timing.numerals import COUNT, length
from conformance.facts.timing.reckoning import later
from conformance.facts.timing.stages import Stages
from conformance.facts.timing.tense import Tense
from conformance.facts.timing.years import Years

_PREFIX = re.compile(r"(?:(?:最迟)?不得?(?:晚于|迟于|超过)|最[迟晚][于在]?|从|自|到|至|于|截至|截止到?|直至|直到)\Z")
_BEFORE = re.compile(r"日?(?:之前|以前|前夕|前(?![后期往述款项三两几后\d半])|止|为止|截止|截至|内|之内|以内|(?=结束))")
_SINCE = re.compile(r"[起后]?(?:以来|及以[前后]|至今|[前之]后)|以前年度")
_EFFECT = re.compile(r"(?:起|开始)?,?(?:正式)?(?:施行|试行|实施(?!方案|意见|细则|计划)|执行|生效|启用)(?!的《)")
_OF_A_TITLE = re.compile(r"》[^,。;\n]{0,8}\Z")
_IN_BRACKETS_OF_A_TITLE = re.compile(r"》\([^()。;\n]*\Z")
_IN_FORCE = re.compile(r"(?:施行|实施|执行|生效)(?=[。,;)\n]|$)")
_OPEN = re.compile(r"之?(?:起|开始|以后|之后|后)")
# 自公布之日起六个月后施行: in force only when that time is over.
_OVER = re.compile(
    rf"满?(?P<n>\d{{1,3}}|{COUNT}|半)(?P<unit>个工作日|个?月|日|天|年)(?:之后|以后|后|期满)(?=,?{_EFFECT.pattern})"
)
# 从4月1日起,用两个月时间: the length counts from that day, itself included.
_SPENT = re.compile(
    rf"起,?(?:集中)?(?:利?用|历时|为期)(?P<n>\d{{1,3}}|{COUNT}|半)个?(?P<unit>月|年|周|天|日)(?:左右)?的?(?:时间)?"
)
_PERIOD = re.compile(r"期间|时期")
_RANGE_END = re.compile(r"(?:底|末)?(?:结束|止|为止|期间|底前|前)?")
_DUTY = re.compile(r"(?:完成|组织|开展|召开|启动|举办|进行|报送|集中|全面|各)(?![^,。;\n]{0,12}[了过的])")
_PLANNED = re.compile(
    r"(?:计划|拟|预计|力争|确保|定|安排在|(?:(?:活动|演练|演习|培训|检查|会议|举办|召开|考试|开工|启动|工作|自查|动员|评审)(?:时间|日期)|(?:^|[\n。;,、(])(?:时间|日期))[为是]?:?)于?\Z"
)
_EFFECT_LABEL = re.compile(r"(?:实施|施行|生效)日期[为是]?:?\Z")
_YEAR_TIME = re.compile(r"年[底末终初中](?![\d一二三四五六七八九十])")
_NAMED_AFTER = re.compile(r"奖|绩效|决算|盘点|分红|考核|考评|评[比优先]|总结|述职|述责|工作会|检查")
_PAUSES = ("", "\n", ",", "。", ";", "、", ":", "(", "在", "于", "从", "由")
_PLAN_END = re.compile(r"期?末|收官")
_TITLE_TAIL = re.compile(r"(?:行动|方案|计划|规划|整治|攻坚|要点|纲要)[^\n。,;]{0,6}\(\Z")


class Calendar:
    """Reads the dates of one text as limits; `columns` tells the cells of a column of due dates."""

    def __init__(self, text: str, years: Years, stages: Stages, columns: dict[int, str]) -> None:
        self._text = text
        self._years = years
        self._stages = stages
        self._columns = columns
        self._tense = Tense(text, years)

    def phrases(self, groups: list[Group]) -> list[Phrase]:
        """The limits among `groups`, in order."""
        return [p for g in groups if not g.loose and (p := self._phrase(g))]

    def _phrase(self, group: Group) -> Phrase | None:
        then = group.points[0].whole_year and self._text.startswith("当年", group.start)
        if then or _SINCE.match(self._text, group.end) or self._in_title(group):
            return None
        name = self._stages.name(group.start, group.end)
        if name is None and self._years.recurs(group):
            return recurring(self._text, group, self._start(group))
        if group.join == "range":
            return self._range(group, name)
        if name is not None:
            return self._stage(group, name)
        return self._single(group)

    def _in_title(self, group: Group) -> bool:
        """Whether it is the span of years in a programme's name, as in 三年行动方案(2024-2026年)."""
        if not all(p.whole_year for p in group.points):
            return False
        before = self._text[max(0, group.start - 16) : group.start]
        return bool(_TITLE_TAIL.search(before)) and not self._stages.inside(group.start)

    def _start(self, group: Group) -> int:
        match = _PREFIX.search(self._text[max(0, group.start - 8) : group.start])
        return group.start - len(match.group()) if match else group.start

    def _filled(self, group: Group) -> list[tuple[Partial, tuple[str, ...]]]:
        """The members with their years; every later one may take it from the one before."""
        filled = []
        for point in group.points:
            whole, inferred = self._years.fill(point, group.start)
            self._years.accept(group.start, point)
            filled.append((whole, inferred + group.inferred))
        return filled

    def _range(self, group: Group, name: str | None) -> Phrase | None:
        if name is None and self._columns.get(group.start) is None and self._tense.past(group):
            return None
        (first, inferred), (last, more) = self._filled(group)
        if group.points[1].year is None and group.points[1].shift is None and first.year and last.year:
            last = _not_earlier(first, last)
        value, issues = _window(first, last)
        ending = _RANGE_END.match(self._text, group.end)
        end = ending.end() if ending else group.end
        made = row("window" if name is None else "stage", value, inferred=_unique(inferred + more), name=name, due=group.clock,
                   issues=issues + _missing(inferred + more, group.points, value))  # fmt: skip
        return Phrase(self._start(group), end, CALENDAR, (made,))

    def _stage(self, group: Group, name: str) -> Phrase:
        """A stage with one date: that month or year, or open to a limit (6月底前)."""
        bound = _BEFORE.match(self._text, group.end)
        made = []
        for whole, inferred in self._filled(group):
            limit, issues = _limit(whole)
            value = limit if bound or whole.part == "end" else _window(whole, whole)[0]
            made.append(row("stage", value, inferred=_unique(inferred), name=name,
                            issues=issues + _missing(inferred, (whole,), value)))  # fmt: skip
        return Phrase(self._start(group), bound.end() if bound else group.end, CALENDAR, tuple(made))

    def _single(self, group: Group) -> Phrase | None:
        text, end = self._text, group.end
        since = text[group.start - 1 : group.start] in ("自", "从")
        if group.points[-1].years > 1 and (ending := _PLAN_END.match(text, end)):
            return self._deadline(group, ending.end(), False)
        if over := _OVER.match(text, end + text.startswith("起", end)):
            return self._effective(group, over.end(), over)
        if effect := _EFFECT.match(text, end):
            if self._of_another(group):
                return None
            if since or effect.group()[0] in "起开" or _IN_FORCE.match(text, end):
                return self._effective(group, end + text.startswith("起", end))
        bound = _BEFORE.match(text, end)
        if bound and text.startswith("已", bound.end()):
            return None
        if bound and not (since and bound.group() == "内"):
            return self._deadline(group, bound.end(), "前" in bound.group())
        if spent := _SPENT.match(text, end):
            return self._spent(group, spent)
        opened = _OPEN.match(text, end)
        if opened and self._opens(group, opened.group(), since):
            return self._opened(group, opened.end())
        if _PERIOD.match(text, end):
            return None if self._tense.past(group) else self._whole(group, end + 2)
        return self._bare(group)

    def _of_another(self, group: Group) -> bool:
        """Whether it says since when an instrument named before it is in force (《…》自…起施行, 《…》(…,…起施行))."""
        before = self._text[max(0, group.start - 40) : group.start]
        return bool(_OF_A_TITLE.search(before[-24:]) or _IN_BRACKETS_OF_A_TITLE.search(before))

    def _opens(self, group: Group, word: str, since: bool) -> bool:
        """Whether 起 or 后 opens a period: with 自 before it, from the issue date on, or from a time to come."""
        if (
            group.points[0].issue
            and not since
            and self._text.startswith("日", group.end - 1)
            and self._text[group.start] != "即"
        ):
            return False
        if since or group.points[0].issue:
            return word != "后"
        return word in ("起", "之起", "开始") and not group.loose and self._tense.begun(group) is False

    def _deadline(self, group: Group, end: int, before: bool) -> Phrase | None:
        made = []
        for point, (whole, inferred) in zip(group.points, self._filled(group), strict=True):
            meant, rolled = self._rolled(point, whole)
            value, issues = _limit(meant)
            coarse = before and whole.day is None and whole.part not in ("end", "middle") and not whole.issue
            issues += ("ambiguous_bound",) * (coarse and value is not None) + rolled
            made.append(row("deadline", value, inferred=_unique(inferred), due=group.clock,
                            issues=issues + _missing(inferred, (point,), value)))  # fmt: skip
        return Phrase(self._start(group), end, CALENDAR, tuple(made))

    def _rolled(self, point: Partial, whole: Partial) -> tuple[Partial, tuple[str, ...]]:
        """A limit without a year more than six months before the issue date means the year after it."""
        issued = self._years.issue.day
        if point.year is not None or point.shift is not None or issued is None or whole.year != issued.year:
            return whole, ()
        if (whole.month or 12) + 6 < issued.month:
            return replace(whole, year=whole.year + 1), ("year_rolled_over",)
        return whole, ()

    def _effective(self, group: Group, end: int, wait: re.Match[str] | None = None) -> Phrase:
        whole, inferred = self._filled(group)[0]
        first = _first(whole)
        issues = () if first or whole.issue else ("impossible_date",) if whole.year else ()
        if first and wait:
            unit = wait["unit"].removeprefix("个")
            first, problem = later(first, length(wait["n"], unit) or "", "working_day" if unit == "工作日" else None)
            issues = (problem,) if problem else ()
        anchor = self._text[group.start : group.end] if group.points[0].issue else None
        made = row("effective_from", f"{first}/" if first else None, anchor=anchor, inferred=inferred, issues=issues)
        return Phrase(self._start(group), end, CALENDAR, (made,))

    def _opened(self, group: Group, end: int) -> Phrase:
        whole, inferred = self._filled(group)[0]
        first = _first(whole)
        anchor = self._text[group.start : group.end] if group.points[0].issue else None
        made = row("window", f"{first}/" if first else None, anchor=anchor, inferred=inferred,
                   issues=_missing(inferred, group.points, first))  # fmt: skip
        return Phrase(self._start(group), end, CALENDAR, (made,))

    def _spent(self, group: Group, spent: re.Match[str]) -> Phrase:
        whole, inferred = self._filled(group)[0]
        first = _first(whole)
        after = later(first, length(spent["n"], spent["unit"]) or "", None)[0] if first else None
        value = f"{first}/{after - timedelta(days=1)}" if after else None
        issues = _missing(inferred, group.points, value)
        made = row("window", value, inferred=_unique(inferred), issues=issues)
        return Phrase(self._start(group), spent.end(), CALENDAR, (made,))

    def _whole(self, group: Group, end: int) -> Phrase:
        made = []
        for point, (whole, inferred) in zip(group.points, self._filled(group), strict=True):
            value, issues = _window(whole, whole)
            made.append(
                row("window", value, inferred=_unique(inferred), issues=issues + _missing(inferred, (point,), value))
            )
        return Phrase(self._start(group), end, CALENDAR, tuple(made))

    def _bare(self, group: Group) -> Phrase | None:
        """A date without a word that bounds it is a limit only in a column of due dates or as a whole period."""
        column = self._columns.get(group.start)
        if column == "due":
            return self._deadline(group, group.end, False)
        if column == "span":
            return self._whole(group, group.end)
        last = group.points[-1]
        named = group.portion or last.quarter or last.half or last.part
        if self._tense.past(group) and not (named and self._alone(group)):
            return None
        if _YEAR_TIME.match(self._text, group.start) and self._text[group.start] in "年岁":
            return self._time_of_year(group)
        if group.points[0].day and _EFFECT_LABEL.search(self._text[max(0, group.start - 8) : group.start]):
            return self._effective(group, group.end)
        if last.part == "end" or group.clock == "24:00" or self._tense.reaches(group):
            return self._deadline(group, group.end, False)
        if named or self._this_period(group) or self._scheduled(group):
            return self._deadline(group, group.end, False) if last.day else self._whole(group, group.end)
        return None

    def _time_of_year(self, group: Group) -> Phrase | None:
        """年初, 年底 and 年终 without a year: every year's in a document that holds beyond one; no time at all inside
        a name (纳入年终考核, 年终奖)."""
        before = self._text[max(0, group.start - 1) : group.start]
        if _NAMED_AFTER.match(self._text, group.end) and before not in _PAUSES:
            return None
        if self._tense.reaches(group) or not self._years.yearly(group.start):
            return (
                self._deadline(group, group.end, False)
                if group.points[0].part == "end"
                else self._whole(group, group.end)
            )
        made = row("frequency", "1/P1Y", due=group.points[0].part or None)
        return Phrase(self._start(group), group.end, CALENDAR, (made,))

    def _scheduled(self, group: Group) -> bool:
        """Whether a month or day to come heads an item (2024年3月:动员), the words of a duty (6月组织演练), follows a
        label (演练时间:6月18日) or is planned (计划6月投产)."""
        if group.points[0].month is None or self._tense.passed(group) is not False:
            return False
        before = self._text[max(0, group.start - 8) : group.start]
        heads = before[-1:] in ("", "\n", "。", ";") and self._text[group.end : group.end + 1] in (":", ",")
        return heads or bool(_DUTY.match(self._text, group.end) or _PLANNED.search(before))

    def _alone(self, group: Group) -> bool:
        """Whether it is all that its line or cell says (2017年上半年): no report, whenever it was."""
        before, after = (
            self._text[group.start - 1 : group.start] if group.start else "",
            self._text[group.end : group.end + 2],
        )
        return before in ("", "\n") and (after[:1] in ("", "\n") or after in ("。", "。\n"))

    def _this_period(self, group: Group) -> bool:
        point = group.points[0]
        return point.whole_year and self._text.startswith("全年", group.end - 2) and len(group.points) == 1


def _first(point: Partial) -> date | None:
    try:
        return days(point)[0]
    except ValueError:
        return None


def _limit(point: Partial) -> tuple[str | None, tuple[str, ...]]:
    """The value of a limit: the last day of `point`. An impossible day is reported and not moved."""
    if point.masked or point.year is None:
        return None, ("year_blank",) if point.masked else ()
    try:
        return f"/{days(point)[1]}", ()
    except ValueError:
        return None, ("impossible_date",)


def _window(first: Partial, last: Partial) -> tuple[str | None, tuple[str, ...]]:
    if first.masked or last.masked or first.year is None or last.year is None:
        return None, ("year_blank",) if first.masked or last.masked else ()
    try:
        start, end = days(first)[0], days(last)[1]
    except ValueError:
        return None, ("impossible_date",)
    return f"{start}/{end}", ("reversed_range",) if end < start else ()


def _not_earlier(first: Partial, last: Partial) -> Partial:
    """The end of a range whose year is not stated lies after its beginning (12月至2月)."""
    if (
        first.month
        and last.month
        and (last.month, last.day or 31) < (first.month, first.day or 1)
        and last.year == first.year
    ):
        return replace(last, year=(last.year or 0) + 1)
    return last


def _missing(inferred: tuple[str, ...], points: tuple[Partial, ...], value: object) -> tuple[str, ...]:
    """`year_missing` where the document itself nowhere says which year is meant."""
    if any(s.endswith(":option") for s in inferred):
        return ("year_missing",)
    if any(s.startswith(("year:", "date:")) for s in inferred):
        return ()
    return (
        ("year_missing",)
        if value is None and any(p.year is None and not p.masked and not p.issue for p in points)
        else ()
    )


def _unique(sources: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))
