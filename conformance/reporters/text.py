"""`text`: what a person at a terminal wants to know: the counts, then the gaps, worst first, with what to write."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.messages import Message
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

NAME = Message("text", "终端文字", "terminal text")
SUFFIX = ".txt"
PER_DOCUMENT = False
_COLOURS = {"red": "31", "orange": "33", "yellow": "33", "blue": "34"}
_SHOWN = ("fail", "partial", "review", "open")


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The report as lines of UTF-8 text, with ANSI colours only where `colour`."""
    lines = [line for one in report.reports for line in _document(report, one, colour)]
    return ("\n".join(lines) + "\n").encode()


def _document(report: GapReport, one: Report, colour: bool) -> Iterator[str]:
    language = report.language
    yield f"== {one.path}"
    if one.error:
        yield f"   {one.error.message}"
        return
    yield "   " + "  ".join(f"{OUTCOME_NAMES[o].say(language)} {one.summary.outcomes.get(o, 0)}" for o in OUTCOMES)
    for notice in one.notices:
        yield f"   · {notice.message}"
    rows = {(p.id, key): row for p in report.packs for key, row in p.requirements.items()}
    shown = [f for f in one.findings if f.outcome in _SHOWN]
    for finding in sorted(
        shown, key=lambda f: (_SHOWN.index(f.outcome), SEVERITIES.index(rows[f.pack, f.requirement].severity))
    ):
        yield from _finding(finding, rows[finding.pack, finding.requirement], report, colour)


def _finding(finding: Finding, row: RequirementRow, report: GapReport, colour: bool) -> Iterator[str]:
    mark = SEVERITY_NAMES[row.severity].say(report.language)
    if colour:
        mark = f"\x1b[{_COLOURS[row.severity]}m{mark}\x1b[0m"
    yield ""
    yield f"{mark}  {finding.requirement} {row.title}：{OUTCOME_NAMES[finding.outcome].say(report.language)}。{finding.message}"
    for place in finding.places[:5]:
        where = f"（{place.clause}）" if place.clause else ""
        yield f"    - {place.message}{where}"
    for locator in finding.nearest[:1]:
        yield f"    最接近的原文：{' '.join(locator.quote.split())[:80]}"
    yield "    依据：" + "；".join(b.title + (b.clause or "") for b in row.basis)
    yield f"    建议：{row.remediation.strip().splitlines()[0]}"
