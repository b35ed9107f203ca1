"""`xlsx`: the office's workbook: summary and ranking, matrix, ledger of problems, citations, time limits, how it was made.

The ledger has columns people fill in. Written over an earlier workbook, what they typed is read back and kept, problem by
problem; a problem that is gone keeps its row as long as something was typed in it.
"""

from __future__ import annotations

import io
from datetime import datetime

from conformance.messages import Message
from conformance.model.report import GapReport
from conformance.reporters.workbook import ledger, lists, matrix, overview
from conformance.reporters.workbook.book import Book

NAME = Message("xlsx", "Excel 工作簿", "Excel workbook")
SUFFIX = ".xlsx"
PER_DOCUMENT = False
KEEPS = True


def render(report: GapReport, *, colour: bool = False, earlier: bytes | None = None) -> bytes:
    """The workbook; `earlier` is the one it replaces, whose typed columns are kept (UsageError if it is no workbook)."""
    kept = ledger.typed(earlier) if earlier else {}
    out = io.BytesIO()
    with Book(out, report.language, datetime.fromisoformat(report.as_of)) as book:
        overview.summary(book, report)
        matrix.sheet(book, report)
        ledger.sheet(book, report, kept)
        lists.citations(book, report)
        lists.limits(book, report)
        overview.about(book, report)
    return out.getvalue()
