"""Faults of single time limits, and the limits of a task named by words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from conformance.facts import programme
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Deadline, Facts
from conformance.model.rules import Evidence, Mark, Sentence

Fault = Literal["impossible", "year_missing", "past", "outside_window"]
DOUBTFUL = ("outside_window",)

IMPOSSIBLE = Message("impossible", "“{quote}”不是可能的日期。", "“{quote}” is no possible date.")
REVERSED = Message("reversed_range", "“{quote}”的结束早于开始。", "“{quote}” ends before it begins.")
NO_YEAR = Message("year_missing", "“{quote}”没有写明年份。", "“{quote}” does not say the year.")
PAST = Message(
    "limit_past",
    "“{quote}”早于本文件的日期 {date}，成文时已经过期。",
    "“{quote}” was over before the document's own date, {date}.",
)
OUTSIDE = Message(
    "outside_window",
    "“{quote}”晚于方案的结束日期 {last}，请核对。",
    "“{quote}” is later than the end of the programme, {last}; please check.",
)
_TOLD = re.compile(r"已|曾|完成了|要求|规定|根据|按照|前期|此前|原定")
_AFTERMATH = re.compile(r"总结|报告|报送|上报|评估|评价|验收|考核|归档|长效|机制|回头看")
_CONTEXT = 40


def faults(facts: Facts, fault: Fault) -> Iterator[Mark]:
    """The marks of one fault, in text order."""
    if fault == "impossible":
        yield from _impossible(facts.deadlines)
    elif fault == "year_missing":
        yield from yearless(facts.deadlines)
    elif fault == "past":
        yield from _past(facts)
    else:
        yield from _outside(facts)


def _impossible(found: Iterable[Deadline]) -> Iterator[Mark]:
    for limit in found:
        if "impossible_date" in limit.issues:
            yield Mark("impossible", Said.of(IMPOSSIBLE, quote=limit.quote), Span(limit.start, limit.end))
        elif "reversed_range" in limit.issues:
            yield Mark("impossible", Said.of(REVERSED, quote=limit.quote), Span(limit.start, limit.end))


def yearless(found: Iterable[Deadline]) -> Iterator[Mark]:
    """Limits whose year the document itself nowhere says, once each place."""
    seen: set[Span] = set()
    for limit in found:
        span = Span(limit.start, limit.end)
        if "year_missing" in limit.issues and span not in seen:
            seen.add(span)
            yield Mark("year_missing", Said.of(NO_YEAR, quote=limit.quote), span)


def _past(facts: Facts) -> Iterator[Mark]:
    """Deadlines with a year of their own that lie before the document's date and are not told of as done or asked by others."""
    if not facts.head.date:
        return
    for limit in facts.deadlines:
        day = last_day(limit) if limit.kind == "deadline" and not limit.inferred else None
        if day and day < facts.head.date and not _TOLD.search(_sentence(facts, limit)):
            said = Said.of(PAST, quote=limit.quote, date=facts.head.date)
            yield Mark("past", said, Span(limit.start, limit.end))


def _outside(facts: Facts) -> Iterator[Mark]:
    whole = programme.window(facts, programme.stage_lists(facts))
    if whole is None or whole.last is None:
        return
    for limit in facts.deadlines:
        day = last_day(limit) if limit.kind == "deadline" else None
        if day and date.fromisoformat(day) > whole.last and not _AFTERMATH.search(_sentence(facts, limit)):
            said = Said.of(OUTSIDE, quote=limit.quote, last=whole.last)
            yield Mark("outside_window", said, Span(limit.start, limit.end))


def last_day(limit: Deadline) -> str | None:
    """The last day of a dated limit, or of one that counts from a known day, as ISO 8601; None where it has none."""
    if limit.until:
        return limit.until
    if limit.kind not in ("deadline", "window", "stage") or not limit.value:
        return None
    return limit.value.partition("/")[2] or None


def sentences_of(task: Sequence[str | tuple[str, ...]], evidence: Evidence) -> tuple[Sentence, ...]:
    """The sentences of the body that hold one word of every group."""
    places = [
        {i for term in ((group,) if isinstance(group, str) else group) for i in evidence.at(term)} for group in task
    ]
    wanted = set.intersection(*places) if places else set()
    return tuple(evidence.sentences[i] for i in sorted(wanted) if evidence.sentences[i].zone == "body")


def within(facts: Facts, span: Span) -> list[Deadline]:
    """The time limits with a value, and recurring ones, inside `span`."""
    first = bisect_left(facts.deadlines, span.start, key=lambda d: d.start)
    found = []
    for limit in facts.deadlines[first:]:
        if limit.start >= span.end:
            break
        if limit.kind not in ("vague", "event_relative"):
            found.append(limit)
    return found


def around(facts: Facts, span: Span) -> list[Deadline]:
    """The time limits of the paragraph that holds `span`, and those in the headings above it."""
    block = facts.document.block_at(span.start)
    found = within(facts, facts.document.blocks[block].span) if block is not None else []
    clause = facts.document.clause_at(span.start)
    path = clause.path if clause else ""
    above = {path[:i] for i, c in enumerate(path) if c == "/"} | {path}
    headings = [c.heading for c in facts.document.outline if path and c.path in above and c.heading.start <= span.start]
    return found + [d for heading in headings for d in within(facts, heading)]


def _sentence(facts: Facts, limit: Deadline) -> str:
    text, at = facts.document.flow.text, facts.document.flow.position(limit.start)
    low = max(text.rfind(c, max(0, at - _CONTEXT), at) for c in "。;\n") + 1
    ends = [e for c in "。;\n" if (e := text.find(c, at, at + 2 * _CONTEXT)) >= 0]
    return text[max(low, at - _CONTEXT) : min(ends, default=at + 2 * _CONTEXT)]
