"""`text`: what a person at a terminal wants to know: the counts, then the gaps, worst first, with what to write."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from conformance.messages import Language, Message
from conformance.model.report import (
    OUTCOME_NAMES,
    OUTCOMES,
    SEVERITIES,
    SEVERITY_NAMES,
    Finding,
    GapReport,
    Report,
    RequirementRow,
)
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.markup import shortened
from conformance.reporters.view.places import place_words
from conformance.reporters.view.quality import quality_words, unread_parts

NAME = Message("text", "终端文字", "terminal text")
SUFFIX = ".txt"
PER_DOCUMENT = False
_COLOURS = {"red": "31", "orange": "33", "yellow": "33", "blue": "34"}
_RANK = {"fail": 0, "partial": 0, "review": 1, "open": 2}
_FILE = Message("column_file", "文件", "file")
_ENTERPRISE = Message("column_enterprise", "单位", "enterprise")
_UNREAD = Message("unread", "未能读取：{why}", "not read: {why}")
_NEAREST = Message("nearest", "最接近的原文：{quote}", "nearest passage: {quote}")
_BASIS = Message("basis", "依据：{basis}", "basis: {basis}")
_ADVICE = Message("advice", "建议：{words}", "advice: {words}")
_MORE = Message("more_places", "……另有 {count} 处", "… {count} more")
_PLACES = 5
_LONGEST = 80


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The report as lines of UTF-8 text, with ANSI colours only where `colour`; several documents begin with a table."""
    lines = list(_table(report)) if len(report.reports) > 1 else []
    lines += [line for one in report.reports for line in _document(report, one, colour)]
    return ("\n".join(lines) + "\n").encode() if lines else b""


def _table(report: GapReport) -> Iterator[str]:
    """One line a document: file, enterprise, counts by outcome, or why it was not read."""
    language = report.language
    names = [OUTCOME_NAMES[o].say(language) for o in OUTCOMES]
    rows = [(_FILE.say(language), _ENTERPRISE.say(language), *names)]
    for one in report.reports:
        counts = [str(one.summary.outcomes.get(o, 0)) for o in OUTCOMES]
        enterprise = (one.facts.document.enterprise if one.facts else None) or "-"
        rows.append(
            (one.path, enterprise, *counts) if one.facts else (one.path, _said(one, language), *([""] * len(names)))
        )
    widths = [max(_width(row[i]) for row in rows if i == 0 or row[2]) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""


def _said(one: Report, language: Language) -> str:
    return _UNREAD.say(language, why=one.error.message if one.error else "")


def _width(words: str) -> int:
    """Columns a terminal gives `words`: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _document(report: GapReport, one: Report, colour: bool) -> Iterator[str]:
    language = report.language
    yield f"== {one.path}"
    if one.error:
        yield f"   {_said(one, language)}"
        return
    yield "   " + "  ".join(f"{OUTCOME_NAMES[o].say(language)} {one.summary.outcomes.get(o, 0)}" for o in OUTCOMES)
    if one.facts:
        yield f"   {quality_words(one.facts, language)}"
        yield from (f"   · {line}" for line in unread_parts(one.facts, language))
    yield from (f"   · {notice.message}" for notice in one.notices)
    rows = {(p.id, key): row for p in report.packs for key, row in p.requirements.items()}
    shown = [(f, rows[f.pack, f.requirement]) for f in one.findings if f.outcome in _RANK or f.trace]
    for finding, row in sorted(
        shown, key=lambda s: (_RANK.get(s[0].outcome, len(_RANK)), SEVERITIES.index(s[1].severity))
    ):
        yield from _finding(finding, row, language, colour)


def _finding(finding: Finding, row: RequirementRow, language: Language, colour: bool) -> Iterator[str]:
    mark = SEVERITY_NAMES[row.severity].say(language)
    if colour:
        mark = f"\x1b[{_COLOURS[row.severity]}m{mark}\x1b[0m"
    yield ""
    outcome = OUTCOME_NAMES[finding.outcome].say(language)
    yield f"{mark}  {finding.requirement} {row.title}：{outcome}。{finding.message}"
    for place in finding.places[:_PLACES]:
        where = place_words(place.clause, place.page, language)
        yield f"    - {where}：{place.message}" if where else f"    - {place.message}"
    if len(finding.places) > _PLACES:
        yield f"    {_MORE.say(language, count=len(finding.places) - _PLACES)}"
    yield from (f"    {line}" for line in finding.trace)
    for locator in finding.nearest[:1]:
        yield f"    {_NEAREST.say(language, quote=shortened(locator.quote, _LONGEST))}"
    yield f"    {_BASIS.say(language, basis=basis_words(row))}"
    yield f"    {_ADVICE.say(language, words=row.remediation.strip().splitlines()[0])}"
