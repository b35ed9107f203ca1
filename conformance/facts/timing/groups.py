"""Dates that belong together: ranges (从…至…) and lists (3月、6月底前), with what one member leaves to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from conformance.facts.timing.almanac import Partial
from conformance.facts.timing.points import Join, Token, tokens

_RANGE = re.compile(
    r"(?:\(含\))?(?:起|开始|启动|开展|实施|施行|试行|执行|生效){0,2},?(?:-{1,3}|~{1,2}|至|到|直至|直到|延续至)"
)
_LIST = re.compile(r"[、和及与或]|以及")
# 12月31日(含)前, 6月30日(星期日)前: an aside between a date and the word that bounds it.
_ASIDE = re.compile(
    r"\((?:不?含|含当[日天月]|(?:周|星期)[一二三四五六日天]|(?:元旦|春节|劳动节|国庆节?)假?日?)\)(?=之?前|以前|[-~至到]|[上下]午|\d{1,2}[时点:]|下班)"
)
_LONGEST_LIST = 24
CLOCK = re.compile(
    r"(?P<half>上午|下午|中午|晚上?|凌晨|早上?)?(?:(?P<hour>[01]?\d|2[0-4]|零)(?:时|点|:)(?P<minute>[0-5]\d)?(?P<halfpast>半)?分?整?)?(?P<off>下班)?"
)
_UNTIL = re.compile(
    r"[-~至到]{1,2}(?P<half>上午|下午|中午|晚上?)?(?P<hour>[01]?\d|2[0-4])(?:时|点|:)(?P<minute>[0-5]\d)?(?P<halfpast>半)?分?(?P<off>下班)?"
)


@dataclass(frozen=True, slots=True)
class Group:
    """One date, a range of two or a list, at [start, end) of the reading text.

    `inferred` says which parts members took from each other, `clock` the hour that ends the last day (`16:00`).
    """

    start: int
    end: int
    points: tuple[Partial, ...]
    join: Join = ""
    portion: bool = False
    numeric: bool = False
    clock: str | None = None
    inferred: tuple[str, ...] = ()

    @property
    def loose(self) -> bool:
        """Whether it consists of bare days of the month."""
        return all(p.loose for p in self.points)


def groups(text: str) -> list[Group]:
    """The dates of `text`, joined where the text joins them, in order."""
    found: list[Group] = []
    for token in tokens(text):
        single = _with_clock(text, token)
        joined = _joined(text, found[-1], single) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(single)
    return [_shared(g) for g in found]


def _with_clock(text: str, token: Token) -> Group:
    group = Group(token.start, token.end, token.points, token.join, token.portion, token.numeric)
    if aside := _ASIDE.match(text, token.end):
        group = replace(group, end=aside.end())
    if token.points[-1].day is None:
        return group
    match = CLOCK.match(text, group.end)
    if not match or not match.group():
        return group
    clock = clock_of(match)
    until = _UNTIL.match(text, match.end())
    if until and match["hour"]:
        later = clock_of(until)
        same_half = not until["half"] and later < clock and match["half"] in ("下午", "晚", "晚上")
        clock += f"/{int(later[:2]) + 12}{later[2:]}" if same_half else f"/{later}"
    return replace(group, end=until.end() if until and match["hour"] else match.end(), clock=clock)


def clock_of(match: re.Match[str]) -> str:
    """The hour a match of `CLOCK` means: `16:00`, or the part of the day in a word (morning, end_of_work …)."""
    if match["hour"] is None:
        return "end_of_work" if match["off"] else {"上": "morning", "下": "afternoon"}.get(match.group()[0], "in_day")
    hour = int(match["hour"].replace("零", "0"))
    if match["half"] in ("下午", "晚", "晚上") and hour < 12:
        hour += 12
    return f"{hour:02}:{match['minute'] or ('30' if match['halfpast'] else '00')}"


def _joined(text: str, left: Group, right: Group) -> Group | None:
    gap = text[left.end : right.start]
    if not 0 < len(gap) <= 8 or len(left.points) >= _LONGEST_LIST:
        return None
    join: Join = "range" if _RANGE.fullmatch(gap) else "list" if _LIST.fullmatch(gap) else ""
    allowed = ("", "list") if join == "list" else ("",)
    if not join or left.join not in allowed or right.join not in allowed:
        return None
    return Group(left.start, right.end, left.points + right.points, join, left.portion or right.portion,
                 left.numeric or right.numeric, right.clock)  # fmt: skip


def _shared(group: Group) -> Group:
    """`group` with the months and years its members take from one another."""
    if group.join == "":
        return group
    points, inferred = _forward(list(group.points), group.join)
    if group.join == "list":
        points = _backward(points)
    elif points[0].year is None and points[0].shift is None and points[-1].year and not points[0].issue:
        before = (points[0].month or 0) > (points[-1].month or 12)
        points[0] = replace(points[0], year=points[-1].year - before)
        inferred.append("year:range")
    return replace(group, points=tuple(points), inferred=tuple(dict.fromkeys(inferred)))


def _forward(points: list[Partial], join: Join) -> tuple[list[Partial], list[str]]:
    inferred: list[str] = []
    for i in range(1, len(points)):
        previous, point = points[i - 1], points[i]
        if point.loose and previous.month:
            point = replace(point, month=previous.month)
            inferred.append(f"month:{join}")
        if previous.masked and point.year is None:
            point = replace(point, masked=True)
        elif point.year is None and point.shift is None and previous.year and not point.masked:
            later = join == "range" and (point.month or 12) < (previous.month or 0)
            point = replace(point, year=previous.year + later)
            inferred.append(f"year:{join}")
        elif point.shift is not None and previous.year and join == "range":
            point = replace(point, year=previous.year + point.shift, shift=None)
            inferred.append("year:range")
        points[i] = point
    return points, inferred


def _backward(points: list[Partial]) -> list[Partial]:
    """Coarser members of a list share the month, day or part that only the last one states."""
    last = points[-1]
    return [*(_filled_up(p, last) for p in points[:-1]), last]


def _filled_up(point: Partial, last: Partial) -> Partial:
    if point.whole_year and point.year and not last.whole_year and point.years == 1:
        return replace(last, year=point.year)
    if point.month and last.month and point.day is None and not point.part:
        return replace(point, day=last.day, part=last.part)
    return point
