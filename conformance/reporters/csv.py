"""`csv`: the problems of all documents as a table a spreadsheet opens: one row a problem, with columns to fill in.

UTF-8 with a byte-order mark, which Excel needs to see Chinese; no cell can be taken for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from conformance.messages import Language, Message
from conformance.model.report import OUTCOME_NAMES, SEVERITY_NAMES, GapReport, Report
from conformance.reporters.view.advice import advice
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.problems import Problem, problems
from conformance.reporters.view.quality import quality_words

NAME = Message("csv", "问题清单（CSV）", "list of problems (CSV)")
SUFFIX = ".csv"
PER_DOCUMENT = False

COLUMNS = (
    Message("csv_number", "序号", "no."), Message("csv_file", "文件", "file"), Message("csv_unit", "单位", "enterprise"),
    Message("csv_level", "等级", "level"), Message("csv_outcome", "结论", "outcome"), Message("csv_id", "要求编号", "requirement"),
    Message("csv_title", "要求", "demand"), Message("csv_problem", "存在问题", "problem"), Message("csv_where", "位置", "where"),
    Message("csv_quote", "原文", "quote"), Message("csv_basis", "依据", "basis"), Message("csv_measure", "整改建议", "remediation"),
    Message("csv_replacement", "建议改为", "write instead"), Message("csv_party", "责任单位", "responsible"),
    Message("csv_person", "责任人", "person"), Message("csv_due", "完成时限", "due"), Message("csv_state", "整改情况", "state"),
    Message("csv_remark", "备注", "remark"), Message("csv_fingerprint", "指纹", "fingerprint"),
    Message("csv_quality", "读取情况", "how well it was read"),
)  # fmt: skip
_UNREAD = Message("csv_unread", "未能读取：{why}", "not read: {why}")
_TO_FILL = 5


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The table; a document that was not read is a row that says why."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([c.say(report.language) for c in COLUMNS])
    rows = (row for one in report.reports for row in _rows(report, one))
    for number, row in enumerate(rows, 1):
        writer.writerow([number, *map(harmless, row)])
    return b"\xef\xbb\xbf" + out.getvalue().encode(errors="replace")


def harmless(words: str) -> str:
    """`words` on one line, and never a formula: a spreadsheet runs what begins with = + - @ or a tab.

    Source: OWASP, CSV injection.
    """
    line = " ".join(words.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def _rows(report: GapReport, one: Report) -> Iterator[list[str]]:
    if one.error:
        said = _UNREAD.say(report.language, why=one.error.message)
        yield [one.path, *[""] * 5, said, *[""] * (len(COLUMNS) - 8)]
        return
    unit = (one.facts.document.enterprise if one.facts else None) or ""
    quality = quality_words(one.facts, report.language) if one.facts else ""
    yield from ([*_row(p, unit, report.language), quality] for p in problems(report, one))


def _row(problem: Problem, unit: str, language: Language) -> list[str]:
    row, finding = problem.answer.requirement, problem.finding
    measure = advice(row.remediation)
    return [
        problem.path, unit, SEVERITY_NAMES[row.severity].say(language), OUTCOME_NAMES[finding.outcome].say(language),
        finding.requirement, row.title, problem.message, problem.where(language), problem.quote, basis_words(row),
        measure.lead + (measure.clause or ""), problem.replacement or "", *[""] * _TO_FILL, problem.fingerprint,
    ]  # fmt: skip
