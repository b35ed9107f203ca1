"""`docx`: the review opinion (审查意见) an office sends to the enterprise, laid out as GB/T 9704 asks.

A letter of one or two pages with what is filled in by hand left open, then four annexes: every requirement with what
was found, the problems to work through, the citations, and what was not read, not checked and with what tools.
"""

from __future__ import annotations

from conformance.messages import Message
from conformance.model.report import GapReport
from conformance.reporters.word import annexes, opinion
from conformance.reporters.word.parts import Case
from conformance.reporters.word.writing import Letter

NAME = Message("docx", "审查意见（Word）", "review opinion (Word)")
SUFFIX = ".docx"
PER_DOCUMENT = True


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The letter on the single document of `report`; for an unread one, a letter that says why."""
    case = Case.of(report)
    letter = Letter()
    opinion.write(letter, case)
    if case.facts:
        annexes.write(letter, case)
    return letter.bytes(
        title=opinion.heading(case), as_of=report.as_of, language="zh-CN" if report.language == "zh" else "en-US"
    )
