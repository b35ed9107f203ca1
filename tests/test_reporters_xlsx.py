"""The workbook: sheets, marks, safety, and what people typed in the ledger."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sample_report as sample

from conformance import outputs
from conformance.errors import UsageError
from conformance.model.report import GapReport
from conformance.reporters import xlsx
from conformance.reporters.view.answers import answers
from conformance.reporters.view.problems import problems
from conformance.reporters.view.scoring import grade, ranks, score
from conformance.reporters.workbook.book import clean

STATE, PERSON, DUE, REMARK = "状态", "责任人", "整改期限", "备注"


def batch() -> GapReport:
    return sample.gap_report(sample.checked(), sample.unread(), sample.checked("一号/方案.docx"))


def book(raw: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(raw))


def rows(sheet: Any) -> list[dict[str, Any]]:
    heads, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in body]


def test_the_sheets_hold_the_report() -> None:
    made = batch()
    sheets = book(xlsx.render(made))
    assert sheets.sheetnames == ["汇总", "矩阵", "问题台账", "引用清单", "时限清单", "说明"]
    summary = rows(sheets["汇总"])
    assert [(r["名次"], r["文件"]) for r in summary] == [
        (1, "一号/方案.docx"), (1, "恒泽铸件/提升行动方案.docx"), (None, "星澜物流/方案.docx"),
    ]  # fmt: skip
    assert summary[2]["未读取、未检查的内容"] == made.reports[1].error.message  # type: ignore[union-attr]
    assert [r["不符合"] for r in summary[:2]] == [made.reports[0].summary.outcomes["fail"]] * 2
    found = [p for one in made.reports for p in problems(made, one)]
    assert [r["存在问题"] for r in rows(sheets["问题台账"])] == [p.message for p in found]
    assert any(isinstance(r["止"], datetime) for r in rows(sheets["时限清单"]))


def test_the_matrix_tells_levels_by_shape() -> None:
    made = batch()
    head, first, *_ = book(xlsx.render(made))["矩阵"].iter_rows(values_only=True)
    cells = {h.split()[0]: c for h, c in zip(head[2:], first[2:], strict=True)}
    rows_by_id = {key: row for p in made.packs for key, row in p.requirements.items()}
    shapes = {"red": "■□", "orange": "▲△", "yellow": "◆◇", "blue": "●○"}
    for finding in made.reports[0].findings:
        solid, hollow = shapes[rows_by_id[finding.requirement].severity]
        wanted = {"fail": solid, "partial": hollow, "pass": "√", "review": "？", "open": "－", "not_applicable": "／"}
        assert cells[finding.requirement] == ("免" if finding.waiver else wanted[finding.outcome])


def test_one_plan_is_told_at_length() -> None:
    made = sample.gap_report(sample.checked())
    told = rows(book(xlsx.render(made))["矩阵"])
    assert [r["编号"] for r in told] == [a.finding.requirement for a in answers(made, made.reports[0])]


def typed_into(raw: bytes, row: int, **cells: object) -> bytes:
    opened = book(raw)
    sheet = opened["问题台账"]
    heads = [c.value for c in sheet[1]]
    for head, value in cells.items():
        sheet.cell(row, heads.index(head) + 1).value = value
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def test_what_people_typed_is_kept_on_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    asked = outputs.wanted([f"xlsx={file}"])
    outputs.write(batch(), asked, None)
    file.write_bytes(
        typed_into(file.read_bytes(), 3, 责任人="周工", 整改期限=date(2026, 12, 31), 状态="整改中", 备注="已买材料")
    )
    outputs.write(batch(), asked, None)
    kept = rows(book(file.read_bytes())["问题台账"])[1]
    assert (kept[PERSON], kept[DUE], kept[STATE], kept[REMARK]) == (
        "周工",
        datetime(2026, 12, 31),
        "整改中",
        "已买材料",
    )
    assert rows(book(file.read_bytes())["问题台账"])[0][STATE] == "未整改"


def test_a_problem_that_is_gone_keeps_its_row_if_somebody_worked_on_it() -> None:
    made = batch()
    first = xlsx.render(made)
    before = rows(book(first)["问题台账"])
    raw = typed_into(first, 2, 状态="已销号", 复查人="吴工")
    one = made.reports[0]
    gone = problems(made, one)[0].finding
    mended = tuple(replace(f, outcome="pass", places=()) if f is gone else f for f in one.findings)
    after = rows(
        book(xlsx.render(replace(made, reports=(replace(one, findings=mended), *made.reports[1:])), earlier=raw))[
            "问题台账"
        ]
    )
    last = after[-1]
    assert (last["存在问题"], last[STATE], last["复查人"], last["本次检查"]) == (
        before[0]["存在问题"], "已销号", "吴工", "本次检查未再发现",
    )  # fmt: skip
    assert {r["本次检查"] for r in after[:-1]} == {"存在"}


def test_a_file_that_cannot_be_kept_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(b"not a workbook")
    with pytest.raises(UsageError, match="要写入的台账不是可以读取的 Excel 工作簿"):
        outputs.write(batch(), outputs.wanted([f"xlsx={file}"]), None)
    assert file.read_bytes() == b"not a workbook"


def test_no_cell_is_a_formula_or_a_link() -> None:
    bad = '=HYPERLINK("http://evil","x")'
    one = sample.checked()
    findings = tuple(replace(f, message=bad, places=()) if f.outcome == "fail" else f for f in one.findings)
    opened = book(xlsx.render(sample.gap_report(replace(one, path=bad, findings=findings))))
    cells = [c for sheet in opened for row in sheet.iter_rows() for c in row if c.value is not None]
    assert sum(c.value == bad for c in cells) > 3
    assert [c.coordinate for c in cells if c.data_type == "f" or c.hyperlink] == []


@pytest.mark.parametrize(
    ("words", "kept"), [("a\x00b\x1fc", "abc"), ("一" * 40_000, "一" * 32_766 + "…"), ("\ud800x", "x")]
)
def test_cells_hold_what_a_workbook_can(words: str, kept: str) -> None:
    assert clean(words) == kept


def test_points_weigh_severity_and_equal_points_share_a_rank() -> None:
    made = sample.gap_report(sample.checked())
    points = score(answers(made, made.reports[0]))
    assert points is not None and 0 < points < 100
    assert ranks([80.0, None, 90.0, 80.0, 10.0]) == [2, None, 1, 2, 4]
    assert [grade(p).zh for p in (90.0, 89.9, 80.0, 79.9, 60.0, 59.9)] == [
        "优秀",
        "良好",
        "良好",
        "合格",
        "合格",
        "不合格",
    ]


def test_a_second_run_gives_the_same_bytes() -> None:
    assert xlsx.render(batch()) == xlsx.render(batch())
