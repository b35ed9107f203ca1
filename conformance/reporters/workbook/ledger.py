"""The ledger of problems: what the program says in the left columns, what people type in the right ones, which are kept."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import openpyxl

from conformance.errors import UsageError
from conformance.messages import LANGUAGES, Message
from conformance.model.report import OUTCOME_NAMES, SEVERITY_NAMES, GapReport
from conformance.reporters.view.advice import advice
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.problems import Problem, problems
from conformance.reporters.workbook.book import A3, Book, Column

NAME = Message("sheet_ledger", "问题台账", "ledger")
NOT_A_LEDGER = Message(
    "not_a_ledger",
    "要写入的台账不是可以读取的 Excel 工作簿：{why}。请换一个文件名，以免覆盖。",
    "the ledger to write over is no readable workbook: {why}; choose another file name so that nothing is lost",
)
STATES = ("未整改", "整改中", "待复核", "已销号")
GONE = Message("ledger_gone", "本次检查未再发现", "not found any more")
_SAID = (
    Column(Message("col_number", "编号", "no."), 6), Column(Message("col_file", "文件", "file"), 24),
    Column(Message("col_unit", "单位", "enterprise"), 22), Column(Message("col_level", "等级", "level"), 9),
    Column(Message("col_outcome", "结论", "outcome"), 9), Column(Message("col_id", "要求编号", "requirement"), 10),
    Column(Message("col_demand", "要求", "demand"), 24), Column(Message("col_problem", "存在问题", "problem"), 36),
    Column(Message("col_where", "位置", "where"), 14), Column(Message("col_quote", "原文", "quote"), 30),
    Column(Message("col_basis", "依据", "basis"), 26), Column(Message("col_advice", "整改建议", "remediation"), 40),
)  # fmt: skip
TYPED = (
    Column(Message("col_measure", "整改措施", "measure"), 24), Column(Message("col_party", "责任单位", "responsible"), 14),
    Column(Message("col_person", "责任人", "person"), 10), Column(Message("col_due", "整改期限", "due"), 12),
    Column(Message("col_state", "状态", "state"), 10, STATES), Column(Message("col_done", "完成日期", "done on"), 12),
    Column(Message("col_recheck", "复查意见", "recheck"), 20), Column(Message("col_rechecker", "复查人", "rechecked by"), 10),
    Column(Message("col_remark", "备注", "remark"), 20),
)  # fmt: skip
_NOW = Column(Message("col_now", "本次检查", "this check"), 12)
_PRINT = Column(Message("col_print", "识别码", "key"), 18)
_FOUND = Message("ledger_found", "存在", "present")
Typed = dict[str, tuple[list[object], list[object]]]


def typed(workbook: bytes) -> Typed:
    """What people typed in an earlier workbook: for every key the row as it stood and its typed cells.

    UsageError where the file cannot be read: what cannot be kept must not be written over.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True, data_only=True)
        sheet = next((book[n] for n in (NAME.say(lang) for lang in LANGUAGES) if n in book.sheetnames), None)
        rows = [list(row) for row in sheet.iter_rows(values_only=True)] if sheet else []
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UsageError(NOT_A_LEDGER, why=str(error)) from error
    return dict(_kept(rows))


def _kept(rows: list[list[object]]) -> Iterator[tuple[str, tuple[list[object], list[object]]]]:
    if not rows:
        return
    heads = [str(h) for h in rows[0]]
    for row in rows[1:]:
        cells = [_value(_under(column, heads, row)) for column in TYPED]
        key = _under(_PRINT, heads, row)
        if key:
            yield str(key), ([_value(_under(c, heads, row)) for c in _SAID], cells)


def _under(column: Column, heads: list[str], row: list[object]) -> object:
    """The cell below this head, in whichever language and place people left it."""
    index = next((heads.index(h) for h in (column.head.zh, column.head.en) if h in heads), None)
    return row[index] if index is not None and index < len(row) else None


def _value(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def sheet(book: Book, report: GapReport, kept: Typed) -> None:
    """The ledger: a row a problem with what was typed for it before, then what is gone but was worked on."""
    columns = (*_SAID, *TYPED, _NOW, _PRINT)
    made = book.sheet(NAME, columns, frozen=3, paper=A3)
    styles = [*([None] * len(_SAID)), *([book.open] * len(TYPED))]
    seen: Counter[str] = Counter()
    for number, (problem, unit) in enumerate(_problems(report), 1):
        key = _key(problem, seen)
        cells = kept[key][1] if key in kept else [None] * 4 + [STATES[0]] + [None] * 4
        level = book.levels[problem.answer.requirement.severity]
        row = [number, *_words(problem, unit, book), *cells, book.say(_FOUND), key]
        made.add(row, [None, None, None, level, *styles[4:]])
    for key, (said, cells) in kept.items():
        if key not in seen and any(c not in (None, "", STATES[0]) for c in cells):
            made.add([made.rows + 1, *said[1:], *cells, book.say(GONE), key], styles)
    for index, column in enumerate(columns):
        if column.choices:
            last = max(made.rows, 1)
            made.raw.data_validation(1, index, last, index, {"validate": "list", "source": list(column.choices)})
    made.filtered()


def _problems(report: GapReport) -> Iterator[tuple[Problem, str | None]]:
    """Every problem with the enterprise it concerns."""
    for one in report.reports:
        unit = one.facts.document.enterprise if one.facts else None
        yield from ((problem, unit) for problem in problems(report, one))


def _key(problem: Problem, seen: Counter[str]) -> str:
    """What a problem is known by over the runs: document, requirement and fingerprint."""
    key = f"{problem.path}|{problem.finding.requirement}|{problem.fingerprint}"
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}|{seen[key]}"


def _words(problem: Problem, unit: str | None, book: Book) -> list[object]:
    row = problem.answer.requirement
    words = advice(row.remediation)
    instead = f"{problem.replacement}\n" if problem.replacement else ""
    return [
        problem.path, unit, SEVERITY_NAMES[row.severity].say(book.language),
        OUTCOME_NAMES[problem.finding.outcome].say(book.language), problem.finding.requirement, row.title, problem.message,
        problem.where(book.language), problem.quote, basis_words(row), instead + words.lead + (words.clause or ""),
    ]  # fmt: skip
