"""Faults of a stage list and of a programme's length, each a mark with its code and place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from conformance.facts.programme import Claim, Period, Stage, StageList, period, title_years
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Mark

OVERLAP = Message(
    "stage_overlap",
    "“{name}”（{period}）与“{other}”（{others}）时间重叠。",
    "“{name}” ({period}) overlaps “{other}” ({others}).",
)
GAP = Message(
    "stage_gap",
    "“{other}”到 {end} 为止，“{name}”从 {start} 开始，中间没有安排。",
    "“{other}” ends on {end} and “{name}” begins on {start}; nothing is arranged between.",
)
ORDER = Message(
    "stage_order",
    "“{name}”（{period}）早于排在前面的“{other}”（{others}）。",
    "“{name}” ({period}) comes before “{other}” ({others}), which precedes it.",
)
COUNT = Message(
    "count_mismatch",
    "写的是 {said} 个阶段（步骤），列出 {found} 个。",
    "{said} stages are announced, {found} are listed.",
)
OUTSIDE = Message(
    "stage_outside_window",
    "“{name}”（{period}）超出方案的起止时间（{whole}）。",
    "“{name}” ({period}) lies outside the programme ({whole}).",
)
MONTHS = Message(
    "programme_months",
    "名称是“{words}”，起止时间却是 {whole}，共 {found} 个月。",
    "it is called “{words}” but runs {whole}, {found} months.",
)
DAYS = Message(
    "programme_days",
    "名称是“{words}”，起止时间却是 {whole}，共 {found} 天。",
    "it is called “{words}” but runs {whole}, {found} days.",
)
NARROW = Message(
    "programme_narrow",
    "名称是“{words}”，而文中的时间都在 {whole} 之内。",
    "it is called “{words}” but all its dates lie within {whole}.",
)
_WEEK = timedelta(days=7)
_FEW_DATES, _NARROW_SHARE = 4, 6


def overlaps(stages: StageList) -> Iterator[Mark]:
    """A stage that begins before an earlier one ends, once, against the first such; a shared day is let pass."""
    for index, later in enumerate(stages.stages):
        for earlier in stages.stages[:index]:
            if not _inside(later, earlier) and _overlap(earlier.period, later.period):
                yield _pair("stage_overlap", OVERLAP, later, earlier)
                break


def gaps(stages: StageList) -> Iterator[Mark]:
    """More than a week between the end of all before and the beginning of a stage."""
    end: date | None = None
    for earlier, later in pairwise(stages.stages):
        end = max((d for d in (end, earlier.period.last) if d), default=None)
        if end and later.period.first and later.period.first - end > _WEEK:
            said = Said.of(GAP, name=later.name, other=earlier.name, end=end, start=later.period.first)
            yield Mark("stage_gap", said, later.period.span)


def disorder(stages: StageList) -> Iterator[Mark]:
    """A stage that begins (or, without a first day, ends) before the one in front of it."""
    for earlier, later in pairwise(stages.stages):
        apart = not _inside(later, earlier) and not _overlap(earlier.period, later.period)
        if _starts(later) < _starts(earlier) and apart:
            yield _pair("stage_order", ORDER, later, earlier)


def miscounts(stages: StageList) -> Iterator[Mark]:
    """Another number of stages than announced, by their dates and by their numbers alike."""
    if stages.announced is None or len(stages.stages) < 2:
        return
    said, span = stages.announced
    found = max(len(stages.stages), stages.counted)
    if said not in (len(stages.stages), stages.counted) and said:
        yield Mark("count_mismatch", Said.of(COUNT, said=said, found=found), span)


def outside(stages: StageList, whole: Period) -> Iterator[Mark]:
    """A stage before the first or after the last day of the programme; whole years say too little for that."""
    for stage in stages.stages:
        first, last = stage.period.first, stage.period.last
        early = first is not None and whole.first is not None and first < whole.first
        late = last is not None and whole.last is not None and last > whole.last
        if not stage.coarse and (early or late):
            said = Said.of(OUTSIDE, name=stage.name, period=_words(stage.period), whole=_words(whole))
            yield Mark("stage_outside_window", said, stage.period.span)


def mislength(facts: Facts, claimed: Claim, whole: Period | None) -> Iterator[Mark]:
    """A programme whose window is not as long as its name says; without a window, one whose dates all lie close together."""
    if claimed.months and title_years(facts) == claimed.months // 12:
        return
    if whole and whole.days and whole.months:
        found, off = (
            (round(whole.months), abs(whole.months - claimed.months) > 6)
            if claimed.months
            else (whole.days, abs(whole.days - (claimed.days or 0)) > 10)
        )
        if off:
            message = MONTHS if claimed.months else DAYS
            said = Said.of(message, words=claimed.words, whole=_words(whole), found=found)
            yield Mark("programme_length_mismatch", said, whole.span)
    elif claimed.months and (narrow := _narrow(facts, claimed.months)):
        yield Mark(
            "programme_length_mismatch", Said.of(NARROW, words=claimed.words, whole=_words(narrow)), claimed.span
        )


def _narrow(facts: Facts, months: int) -> Period | None:
    """The stretch all dated limits lie in, where there are some and it is a sixth of `months` at most."""
    found = [p for d in facts.deadlines if d.kind in ("deadline", "window", "stage") and (p := period(d))]
    days = [d for p in found for d in (p.first, p.last) if d]
    if len(found) < _FEW_DATES or not days:
        return None
    whole = Period(min(days), max(days), found[0].span)
    return whole if whole.months and whole.months * _NARROW_SHARE <= months else None


def _overlap(earlier: Period, later: Period) -> bool:
    if not (earlier.first and earlier.last and later.first and later.last):
        return False
    return later.first < earlier.last and earlier.first < later.last


def _inside(later: Stage, earlier: Stage) -> bool:
    """Whether the later stage is a step within the earlier one, by their clauses."""
    return bool(earlier.clause) and later.clause.startswith(earlier.clause + "/")


def _starts(stage: Stage) -> date:
    return stage.period.first or stage.period.last or date.min


def _pair(code: str, message: Message, later: Stage, earlier: Stage) -> Mark:
    said = Said.of(message, name=later.name, period=_words(later.period), other=earlier.name, others=_words(earlier.period))  # fmt: skip
    return Mark(code, said, later.period.span)


def _words(one: Period) -> str:
    return f"{one.first or ''}～{one.last or ''}"
