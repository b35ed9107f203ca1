"""The programme of a document: its own window, its stage lists, and the length its title claims.

Dates are inclusive. A stage with only a last day (4月底前) has no first one; a window or stage whose dates nobody can
compute is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from conformance.model.document import Clause, Document, Span
from conformance.model.facts import Deadline, Facts
from conformance.text import fold, number

_TIMETABLE = re.compile(r"时间|期限|进度|步骤|阶段|周期|安排|起止|年限")
_OWN = re.compile(
    r"本(?:方案|行动|计划|次|活动|项)|(?:行动|活动|整治|方案|实施|工作|执行|起止)(?:时间|期限|周期)|分[为成]?[两二三四五六七八\d]个?(?:阶段|步骤)"
)
_ANNOUNCED = re.compile(
    r"(?:分[为成]?|按照?|以下|上述|下列|的|共)(?P<n>[两二三四五六七八九]|\d)个?(?P<unit>阶段|步骤)(?!性)"
)
_ORDINAL = re.compile(r"第(?P<n>[一二三四五六七八九]|\d)(?:个)?(?P<unit>阶段|步骤?)(?![之内])")
_YEARS_LONG = re.compile(
    r"(?P<n>[一两二三四五六七八九十]|\d{1,2})年(?:专项|集中)?(?:行动|攻坚|规划|整治|计划|提升|会战)"
)
_DAYS_LONG = re.compile(r"(?P<n>百|\d{2,3})[日天](?:专项|集中)?(?:行动|攻坚|会战|整治|竞赛|大战)")
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HEAD = 400


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both inclusive (None: open), and where they are stated."""

    first: date | None
    last: date | None
    span: Span

    @property
    def months(self) -> float | None:
        """The length in months of thirty and a half days; None where an end is open."""
        return None if self.days is None else self.days / 30.44

    @property
    def days(self) -> int | None:
        """The length in days; None where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, its period, whether only years say when it is, and the path of its clause."""

    name: str
    period: Period
    coarse: bool
    clause: str


@dataclass(frozen=True, slots=True)
class StageList:
    """The stages of one timetable in text order. `announced` is how many the text says there are, with the place;
    `counted` how many it numbers (第一阶段 …, else clauses under the heading), dated or not."""

    stages: tuple[Stage, ...]
    announced: tuple[int, Span] | None
    counted: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The length a title claims: in months or in days, the words and their place (None where the title stands nowhere)."""

    months: int | None
    days: int | None
    words: str
    span: Span | None


def period(limit: Deadline) -> Period | None:
    """The days of a window, stage or deadline; None where it has no value."""
    start, _, end = (limit.value or "").partition("/")
    first, last = _day(start), _day(end)
    return Period(first, last, Span(limit.start, limit.end)) if first or last else None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def stage_lists(facts: Facts) -> tuple[StageList, ...]:
    """The timetables of a document, each with at least one dated stage. A stage that another part of the document only
    repeats, such as a table of tasks, is in the first of them alone."""
    grouped: dict[str, list[Stage]] = {}
    for limit in facts.deadlines:
        stage = _stage(facts.document, limit) if limit.kind == "stage" else None
        if stage is None:
            continue
        parent = _parent(facts.document, limit)
        others = (s for path, stages in grouped.items() if path != parent for s in stages)
        if not any(_repeats(stage, other) for other in others):
            grouped.setdefault(parent, []).append(stage)
    return tuple(_list(facts, parent, stages) for parent, stages in grouped.items())


def _repeats(stage: Stage, other: Stage) -> bool:
    """Whether a stage is the `other` again: of the same days, its name ending in the other's."""
    same = (stage.period.first, stage.period.last) == (other.period.first, other.period.last)
    return same and stage.name.endswith(other.name)


def _parent(document: Document, limit: Deadline) -> str:
    """The path above the clause a stage stands in the heading of; the clause's own where it is in the body."""
    clause = document.clause_at(limit.start)
    if clause is None:
        return ""
    headed = clause.heading.start <= limit.start < clause.heading.end or _opens(document, clause, limit)
    return clause.path.rpartition("/")[0] if headed else clause.path


def _opens(document: Document, clause: Clause, limit: Deadline) -> bool:
    """Whether the stage opens the clause: (一)动员(2024年6月)… in one run with its heading."""
    return not re.search(r"[。;；]", document.text[clause.body.start : limit.start])


def _stage(document: Document, limit: Deadline) -> Stage | None:
    found = period(limit)
    clause = document.clause_at(limit.start)
    coarse = not re.search(r"[月季旬半日.\-/]", fold(limit.quote)) or (
        limit.quote.count("年") > 1 and "月" not in limit.quote
    )
    return Stage(limit.name or limit.quote, found, coarse, clause.path if clause else "") if found else None


def _list(facts: Facts, parent: str, stages: list[Stage]) -> StageList:
    document = facts.document
    around = next((c for c in document.outline if c.path == parent), None)
    start, end = (
        (around.body.start, around.body.end)
        if around
        else (stages[0].period.span.start - _HEAD, stages[-1].period.span.end + _HEAD)
    )
    text = document.flow.folded[max(0, start) : end]
    announced = _ANNOUNCED.search(text)
    ordinals = {number(m["n"]) for m in _ORDINAL.finditer(text)}
    children = sum(c.path.rpartition("/")[0] == parent and c.path != parent for c in document.outline) if around else 0
    said = (
        (number(announced["n"]) or 0, Span(max(0, start) + announced.start(), max(0, start) + announced.end()))
        if announced
        else None
    )
    return StageList(tuple(stages), said, len(ordinals) or children)


def window(facts: Facts, lists: Sequence[StageList]) -> Period | None:
    """The document's own window: as it states it, else from the first stage to the last."""
    stated = stated_window(facts)
    if stated:
        return stated
    for one in lists:
        closed = [s.period for s in one.stages]
        if len(closed) > 1 and closed[0].first and all(p.last for p in closed):
            return Period(closed[0].first, max(p.last for p in closed if p.last), closed[0].span)
    return None


def stated_window(facts: Facts) -> Period | None:
    """The closed window that the timetable begins with, or that is said of 本方案; None where there is none."""
    return next(iter(_stated(facts)), None)


def _stated(facts: Facts) -> Iterator[Period]:
    """The closed windows that are said of the whole, in text order."""
    document = facts.document
    for limit in facts.deadlines:
        found = period(limit) if limit.kind == "window" else None
        if found is None or not (found.first and found.last):
            continue
        clause = document.clause_at(limit.start)
        begins = clause is not None and not document.text[clause.heading.end : limit.start].strip(" \n　:：，,自从由")
        headed = clause is not None and begins and _TIMETABLE.search(clause.title)
        line = document.text.rfind("\n", 0, limit.start) + 1
        end = document.text.find("\n", limit.end)
        low, high = max(line, limit.start - 60), min(limit.end + 40, end if end >= 0 else len(document.text))
        sentence = document.flow.folded[low:high]
        if headed or _OWN.search(sentence.partition("。")[0]):
            yield found


def claim(facts: Facts) -> Claim | None:
    """The length the document's title claims (三年行动, 百日攻坚); None where its title claims none, or is about one year
    of a longer programme."""
    title = fold(facts.head.title)
    years, days = _YEARS_LONG.search(title), _DAYS_LONG.search(title)
    match = years or days
    if match is None or len(set(_TITLE_YEAR.findall(title))) == 1:
        return None
    length = 100 if match["n"] == "百" else number(match["n"]) or 0
    at = facts.document.flow.folded[:_HEAD].find(match.group())
    span = Span(at, at + len(match.group())) if at >= 0 else None
    return Claim(12 * length if years else None, None if years else length, match.group(), span)


def title_years(facts: Facts) -> int | None:
    """How many years the title or the line below it says the programme runs (2024—2026年: three); None where it does not."""
    head = facts.document.flow.folded[:_HEAD].split("\n")[:8]
    for line in (fold(facts.head.title), *head):
        found = re.search(r"\(?((?:20)\d\d)年?[-至到~]+((?:20)\d\d)年?\)?", line)
        if found and len(line) <= 80 and "。" not in line:
            return int(found[2]) - int(found[1]) + 1
    return None
