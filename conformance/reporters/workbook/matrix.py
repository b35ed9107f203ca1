"""Every answer: for one plan a row a requirement with its reasons, for many a map of plans and requirements."""

from __future__ import annotations

from conformance.messages import Message
from conformance.model.report import OUTCOME_NAMES, SEVERITY_NAMES, Finding, GapReport, Report, RequirementRow
from conformance.reporters.view.advice import advice
from conformance.reporters.view.answers import answers
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.marks import mark
from conformance.reporters.view.places import place_words
from conformance.reporters.workbook.book import A3, Book, Column

_MATRIX = Message("sheet_matrix", "矩阵", "matrix")
_KEY = Message("matrix_key", "图例", "key")
_KEY_WORDS = Message(
    "matrix_key_words",
    "■▲◆● 不符合（按等级），□△◇○ 部分符合，√ 符合，？待复核，－ 未检查，／不适用，免 已豁免",
    "■▲◆● not met (by level), □△◇○ partly met, √ met, ？ for review, － not checked, ／ not applicable, 免 waived",
)
_ONE = (
    Column(Message("col_id", "编号", "id"), 9), Column(Message("col_demand", "要求", "demand"), 30),
    Column(Message("col_level", "等级", "level"), 9), Column(Message("col_outcome", "结论", "outcome"), 9),
    Column(Message("col_why", "说明", "reason"), 36), Column(Message("col_where", "位置与原文", "where, in its words"), 48),
    Column(Message("col_basis", "依据", "basis"), 30), Column(Message("col_advice", "整改建议", "remediation"), 48),
)  # fmt: skip
_FILE = Column(Message("col_file", "文件", "file"), 30)
_UNIT = Column(Message("col_unit", "单位", "enterprise"), 26)
_WAIVED = "免"
_QUOTED = 3


def sheet(book: Book, report: GapReport) -> None:
    """The matrix; a single document is told at length."""
    if len(report.reports) == 1:
        _one(book, report, report.reports[0])
    else:
        _many(book, report)


def _one(book: Book, report: GapReport, one: Report) -> None:
    made = book.sheet(_MATRIX, _ONE, frozen=2)
    for answer in answers(report, one):
        row, finding = answer.requirement, answer.finding
        words = advice(row.remediation)
        made.add(
            [
                finding.requirement, row.title, SEVERITY_NAMES[row.severity].say(book.language),
                OUTCOME_NAMES[finding.outcome].say(book.language), finding.message, _seen(finding, book),
                basis_words(row), words.lead + (words.clause or "") if answer.number else "",
            ],
            [None, None, book.levels[row.severity]],
        )  # fmt: skip
    made.filtered()


def _seen(finding: Finding, book: Book) -> str:
    places = [(p.clause, p.page, p.quote) for p in finding.places] or [
        (e.clause, e.page, e.quote) for e in finding.evidence
    ]
    shown = [f"〔{place_words(c, n, book.language) or '-'}〕{' '.join(q.split())}" for c, n, q in places[:_QUOTED]]
    return "\n".join(shown)


def _many(book: Book, report: GapReport) -> None:
    columns = [(p.id, key, row) for p in report.packs for key, row in p.requirements.items()]
    heads = [Column(Message(key, f"{key} {row.title}", f"{key} {row.title}"), 4) for _, key, row in columns]
    made = book.sheet(_MATRIX, (_FILE, _UNIT, *heads), frozen=2, paper=A3, one_wide=False)
    made.raw.set_row(0, 180)
    for index, head in enumerate(heads, 2):
        made.raw.write_string(0, index, head.head.zh, book.upright)
    rows = [row for *_, row in columns]
    for one in report.reports:
        if one.facts:
            found = {(f.pack, f.requirement): f for f in one.findings}
            picked = [found.get((pack, key)) for pack, key, _ in columns]
            cells = [_cell(f, row) for f, row in zip(picked, rows, strict=True)]
            fills = [_fill(book, f, row) for f, row in zip(picked, rows, strict=True)]
            made.add([one.path, one.facts.document.enterprise, *cells], [None, None, *fills])
    made.add([book.say(_KEY), book.say(_KEY_WORDS)])


def _cell(finding: Finding | None, row: RequirementRow) -> str:
    if finding is None:
        return ""
    return _WAIVED if finding.accepted else mark(finding.outcome, row.severity)


def _fill(book: Book, finding: Finding | None, row: RequirementRow) -> object:
    gap = finding is not None and finding.outcome in ("fail", "partial") and not finding.accepted
    return book.levels[row.severity] if gap else book.mark
