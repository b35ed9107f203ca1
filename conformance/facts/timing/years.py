"""The year of a date that states none: from its sentence, its section, the title, the issue date, the option."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from conformance.facts.timing.almanac import Partial
from conformance.facts.timing.groups import Group
from conformance.model.document import Document
from conformance.model.facts import Head
from conformance.text import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_RECURRING = re.compile(
    r"每(?:逢|满|隔)?(?:个|年|季|月|旬|周|星期|日|天|班|半|[两二三四五六七八九十\d])|按(?:年|季|月|周|旬)|逐月"
)
# Documents that hold until they are replaced: what they ask for at 年终 they ask for every year.
_RULES = ("management-rule", "emergency-plan", "standard-or-law")
_STANDING = ("enterprise-plan", *_RULES)
_TOP_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章部])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Issue:
    """The document's own date and where it comes from (issue_date or option)."""

    day: date | None
    source: str


def issue_of(head: Head, document_date: date | None) -> Issue:
    """The date the document was issued on, from its text if it says so, else from the option."""
    if head.date and head.date_source != "option":
        return Issue(date.fromisoformat(head.date), "issue_date")
    if document_date:
        return Issue(document_date, "option")
    return Issue(date.fromisoformat(head.date) if head.date else None, "option")


class Years:
    """Answers which year an unstated one is, walking through a document's dates in order."""

    def __init__(self, document: Document, head: Head, issue: Issue, groups: list[Group]) -> None:
        text = document.flow.text
        self.issue = issue
        self._text = text
        self._name = fold(head.title)
        self._title = _single(self._name)
        self._standing = head.type in _STANDING
        self._rules = head.type in _RULES
        self._stops = [m.start() for m in _SENTENCE_END.finditer(text)]
        self._zones = _zones(document)
        self._headings = _heading_years(document)
        self._starts = [start for start, _, _ in self._headings]
        self._outer = _outer(self._headings)
        self._stated = [(g.start, p.year) for g in groups for p in g.points[:1] if p.year and p.years == 1]
        self._zone_years: dict[int, set[int]] = {}

    def yearly(self, offset: int, name: str = "") -> bool:
        """Whether a time of the year without a year (年终, 春节前) is meant every year: in the sentence of a recurring
        duty, or in a document that holds beyond a year. Not where a year is stated nearby or the title is about it."""
        if self._title is not None or self._same_sentence(offset) is not None or (name and name in self._name):
            return False
        if self._heading_year(offset) is not None:
            return False
        at = bisect_right(self._stops, offset)
        start = self._stops[at - 1] if at else 0
        end = self._stops[at] if at < len(self._stops) else len(self._text)
        return self._standing or bool(_RECURRING.search(self._text, start, end))

    def recurs(self, group: Group) -> bool:
        """Whether a date without a year comes every year: in rules, which hold until they are replaced."""
        unstated = all(_any_year(p) for p in group.points)
        return self._rules and unstated and self.yearly(group.start)

    def accept(self, offset: int, point: Partial) -> None:
        """Remember that a time limit at `offset` states the year of `point`."""
        if point.year and point.years == 1:
            self._zone_years.setdefault(bisect_right(self._zones, offset), set()).add(point.year)

    def fill(self, point: Partial, offset: int) -> tuple[Partial, tuple[str, ...]]:
        """`point` with its year, and where that came from; unchanged where nothing says."""
        if point.year is not None or point.masked:
            return point, ()
        if point.issue:
            return self._issued()
        if point.shift is not None and not (point.shift == 0 and point.part):
            return self._shifted(point)
        year, source = self._inferred(offset)
        if year is None:
            return point, ()
        return replace(point, year=year), (f"year:{source}",)

    def _issued(self) -> tuple[Partial, tuple[str, ...]]:
        day = self.issue.day
        if not day:
            return Partial(issue=True), ()
        return Partial(day.year, day.month, day.day), (f"date:{self.issue.source}",)

    def _shifted(self, point: Partial) -> tuple[Partial, tuple[str, ...]]:
        base, source = (self.issue.day.year, self.issue.source) if self.issue.day else (self._title, "title")
        if base is None:
            return point, ()
        return replace(point, year=base + (point.shift or 0), shift=None), (f"year:{source}",)

    def _inferred(self, offset: int) -> tuple[int | None, str]:
        if (year := self._same_sentence(offset)) is not None:
            return year, "list"
        if (year := self._section(offset)) is not None:
            return year, "section"
        if self._title is not None:
            return self._title, "title"
        return (self.issue.day.year if self.issue.day else None), self.issue.source

    def _same_sentence(self, offset: int) -> int | None:
        index = bisect_right(self._stated, (offset, 0)) - 1
        if index < 0:
            return None
        at, year = self._stated[index]
        return year if bisect_right(self._stops, at) == bisect_right(self._stops, offset) else None

    def _heading_year(self, offset: int) -> int | None:
        """The year of the innermost heading above `offset` that names one."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and offset >= self._headings[index][1]:
            index = self._outer[index]
        return self._headings[index][2] if index >= 0 else None

    def _section(self, offset: int) -> int | None:
        if (year := self._heading_year(offset)) is not None:
            return year
        years = self._zone_years.get(bisect_right(self._zones, offset), set())
        return next(iter(years)) if len(years) == 1 else None


def _any_year(point: Partial) -> bool:
    return bool(point.month or point.quarter or point.half) and not (point.year or point.masked or point.shift)


def _single(text: str) -> int | None:
    years = {int(y) for y in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _zones(document: Document) -> list[int]:
    """Where the main sections begin in the reading text."""
    if not document.outline:
        return [m.start() for m in _TOP_HEADING.finditer(document.flow.text)]
    top = min(c.level for c in document.outline)
    return sorted(document.flow.position(c.heading.start) for c in document.outline if c.level == top)


def _heading_years(document: Document) -> list[tuple[int, int, int]]:
    """The clauses whose heading names exactly one year, as (start, end, year) in the reading text."""
    rows = []
    for clause in document.outline:
        year = _single(fold(clause.title))
        if year is not None:
            rows.append((document.flow.position(clause.body.start), document.flow.position(clause.body.end), year))
    return sorted(rows)


def _outer(rows: list[tuple[int, int, int]]) -> list[int]:
    """For each of the nested spans the index of the one around it, -1 for none."""
    outer: list[int] = []
    for index, (start, _, _) in enumerate(rows):
        around = index - 1
        while around >= 0 and rows[around][1] <= start:
            around = outer[around]
        outer.append(around)
    return outer
