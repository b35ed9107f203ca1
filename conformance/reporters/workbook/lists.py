"""Two lists an office files: everything cited, and everything that has a time limit."""

from __future__ import annotations

from conformance.messages import Message
from conformance.model.report import GapReport
from conformance.reporters.view.citations import STATUS_NAMES, citation_rows
from conformance.reporters.view.places import Places
from conformance.reporters.view.timetable import DEADLINE_NAMES, timetable
from conformance.reporters.workbook.book import Book, Column

_CITATIONS = Message("sheet_citations", "引用清单", "citations")
_LIMITS = Message("sheet_limits", "时限清单", "time limits")
_FILE = Column(Message("col_file", "文件", "file"), 24)
_UNIT = Column(Message("col_unit", "单位", "enterprise"), 24)
_WHERE = Column(Message("col_where", "位置", "where"), 14)
_CITED = (
    _FILE, _UNIT, Column(Message("col_cited", "引用", "cited"), 44), _WHERE,
    Column(Message("col_then", "成文时", "on the plan's date"), 12), Column(Message("col_today", "检查日", "on the check's date"), 12),
    Column(Message("col_right", "应写作", "write instead"), 40), Column(Message("col_reason", "说明与来源", "reason and source"), 50),
)  # fmt: skip
_DATED = (
    _FILE, _UNIT, Column(Message("col_task", "任务", "task"), 44), Column(Message("col_limit", "原文", "words"), 24),
    Column(Message("col_kind", "类型", "kind"), 10), Column(Message("col_from", "起", "from"), 12),
    Column(Message("col_until", "止", "until"), 12), Column(Message("col_value", "换算", "value"), 12), _WHERE,
)  # fmt: skip


def citations(book: Book, report: GapReport) -> None:
    """A row an instrument a document cites."""
    made = book.sheet(_CITATIONS, _CITED, frozen=2)
    for one in report.reports:
        if one.facts is None:
            continue
        places = Places(one.facts)
        for row in citation_rows(one.facts):
            made.add(
                [
                    one.path, one.facts.document.enterprise, "".join(row.quotes), places.words(row.places[0], book.language),
                    STATUS_NAMES[row.then].say(book.language) if row.then else None,
                    STATUS_NAMES[row.now].say(book.language), row.right, row.reason,
                ]
            )  # fmt: skip
    made.filtered()


def limits(book: Book, report: GapReport) -> None:
    """A row a time limit: the dated ones of a document by date, then what recurs, what follows an event, what is vague."""
    made = book.sheet(_LIMITS, _DATED, frozen=2)
    for one in report.reports:
        if one.facts is None:
            continue
        places, table = Places(one.facts), timetable(one.facts)
        rows = [(d.deadline, d.start, d.end) for d in table.dated]
        rows += [(d, None, None) for d in (*table.recurring, *table.relative, *table.vague)]
        for limit, start, end in rows:
            made.add(
                [
                    one.path, one.facts.document.enterprise, limit.task, " ".join(limit.quote.split()),
                    DEADLINE_NAMES[limit.kind].say(book.language), start, end, None if start or end else limit.value,
                    places.words(limit.start, book.language),
                ]
            )  # fmt: skip
    made.filtered()
