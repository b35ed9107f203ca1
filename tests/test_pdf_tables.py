"""Tables of pdf files whose rules do not stand around every cell, as office programs print them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pdf_sheets import Sheet, pdf

from conformance.model.document import Reading
from conformance.options import DEFAULT_LIMITS
from conformance.readers import pdf as reader

XS = [100.0, 160.0, 300.0, 400.0]
ROWS = [
    ["序号", "工作任务", "时限"],
    ["1", "开展隐患排查", "六月底"],
    ["2", "修订预案", "七月底"],
    ["3", "培训", "八月底"],
]
GRID = [(0, row, column, text) for row, cells in enumerate(ROWS) for column, text in enumerate(cells)]


def read(*sheets: Sheet) -> Reading:
    return reader.read(pdf(*sheets), DEFAULT_LIMITS)


def blocks(reading: Reading) -> list[str | tuple[int | None, int | None, int | None, str]]:
    """What `reading` holds: the words of paragraphs, and cells with their table, row and column."""
    return [
        (b.table, b.row, b.column, text) if b.kind == "cell" else text
        for b in reading.blocks
        for text in [reading.text[b.start : b.end]]
    ]


def words(sheet: Sheet, top: float, step: float = 30, rows: list[list[str]] = ROWS) -> Sheet:
    """`rows` written into the columns at `XS`, the first row below `top`, without any rule."""
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            sheet.text(x + 6, top + number * step + 20, text, 10)
    return sheet


def shaded(sheet: Sheet, top: float, bottom: float) -> Sheet:
    """A row whose cells are filled one by one."""
    for left, right in pairwise(XS):
        sheet.shade(left, top, right, bottom)
    return sheet


def across(sheet: Sheet, *ys: float) -> Sheet:
    for y in ys:
        sheet.rule(XS[0] - 1, y, XS[-1] + 1, y)
    return sheet


def test_rows_shaded_in_turn_make_a_table() -> None:
    sheet = Sheet().lines(100, 60, ["附件：任务分解表"])
    shaded(shaded(sheet, 130, 160), 190, 220)
    assert blocks(read(words(across(sheet, 100, 130, 220), 100))) == ["附件：任务分解表", *GRID]


def test_a_head_between_rules_and_one_shaded_row_make_a_table() -> None:
    sheet = words(shaded(across(Sheet(), 700, 730), 730, 760), 700, rows=ROWS[:2])
    assert blocks(read(sheet)) == GRID[:6]


def test_shades_part_the_columns_that_the_rules_do_not() -> None:
    sheet = Sheet()
    for top in range(100, 220, 30):
        shaded(sheet, top, top + 30)
    assert blocks(read(words(sheet.rule(XS[1], 100, XS[1], 220), 100))) == GRID


def test_a_caption_between_two_shaded_tables_parts_them() -> None:
    sheet = Sheet()
    for top in (100, 230):
        words(shaded(across(sheet, top, top + 30, top + 90), top + 30, top + 60), top, rows=ROWS[:3])
        sheet.text(106, top + 120, "完成时限由安全科另行通知。", 10)
    second = [(1, *cell[1:]) for cell in GRID[:9]]
    assert blocks(read(sheet)) == [*GRID[:9], "完成时限由安全科另行通知。", *second, "完成时限由安全科另行通知。"]


def test_words_highlighted_piece_by_piece_are_no_table() -> None:
    sheet = Sheet().shade(100, 88, 148, 104).shade(148, 88, 300, 104).lines(100, 100, ["责任单位应当每月组织一次排查"])
    assert blocks(read(sheet)) == ["责任单位应当每月组织一次排查"]


def test_a_frame_below_a_ruled_head_on_every_page_is_no_part_of_it() -> None:
    said = ["各部门应当逐级签订责任书。", "安全科每月组织一次检查。", "隐患应当在五日内整改。"]
    pages = []
    for number, sentence in enumerate(said, 1):
        sheet = Sheet().rule(60, 120, 60, 800).rule(540, 120, 540, 800).rule(60, 800, 540, 800)
        sheet.table([60, 200, 540], [50, 85, 120], [["某某公司", "安全生产责任制"], ["编号", f"第{number}页"]])
        pages.append(sheet.lines(100, 200, [sentence]))
    assert blocks(read(*pages)) == said


def test_lines_highlighted_alike_are_no_table() -> None:
    lines = ["责任单位应当每月组织一次排查。", "排查结果报安全科汇总备案。", "逾期不报的在例会上作出说明。"]
    sheet = Sheet().lines(100, 100, lines)
    for y in (88, 108, 128):
        sheet.shade(136, y, 256, y + 20).shade(256, y, 268, y + 20)
    assert blocks(read(sheet)) == lines


# Level rules only.


@pytest.mark.parametrize("ys", [(100, 130, 220), (100, 130, 160, 190, 220)])
def test_words_in_columns_between_level_rules_make_a_table(ys: tuple[float, ...]) -> None:
    sheet = words(across(Sheet().text(200, 90, "表1：任务分解表", 10), *ys), 100)
    assert blocks(read(sheet.text(100, 250, "完成时限由安全科另行通知。"))) == [
        "表1：任务分解表",
        *GRID,
        "完成时限由安全科另行通知。",
    ]


def test_cells_between_level_rules_may_have_several_lines() -> None:
    sheet = across(Sheet(), 100, 130, 200)
    sheet.text(106, 120, "岗位", 10).text(306, 120, "职责", 10)
    sheet.lines(106, 150, ["安全员"], 10, 16).lines(306, 150, ["每日检查作业现场，发现隐", "患立即上报。"], 10, 16)
    sheet.text(106, 190, "班组长", 10).text(306, 190, "组织班前会。", 10)
    assert [b[1:] for b in blocks(read(sheet)) if not isinstance(b, str)] == [
        (0, 0, "岗位"), (0, 1, "职责"), (1, 0, "安全员"), (1, 1, "每日检查作业现场，发现隐患立即上报。"),
        (2, 0, "班组长"), (2, 1, "组织班前会。"),
    ]  # fmt: skip


def test_who_issued_an_official_document_stands_between_rules_but_in_no_table() -> None:
    sheet = across(Sheet().lines(100, 600, ["各部门应当逐级签订责任书。"]), 700, 730, 760)
    sheet.text(106, 720, "抄送：县应急管理局，各街道安委办。", 10)
    sheet.text(106, 750, "宁岗县铸造有限公司办公室", 10).text(300, 750, "2026年3月5日印发", 10)
    assert blocks(read(sheet)) == [
        "各部门应当逐级签订责任书。",
        "抄送：县应急管理局，各街道安委办。",
        "宁岗县铸造有限公司办公室\t2026年3月5日印发",
    ]
