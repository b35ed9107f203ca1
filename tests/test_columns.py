"""Tables without rules and text in columns: found by the places of words, and not found where there are none."""

from __future__ import annotations

import pytest
from pdf_sheets import Sheet, pdf
from test_readers_pdf import LONG, NEXT, THIRD, cells, texts, wrapped

from conformance.model.document import Reading
from conformance.options import DEFAULT_LIMITS
from conformance.readers import pdf as reader
from conformance.readers.paged.aligned import arranged
from conformance.readers.paged.layout import Line, Page

HEADER = ["序号", "工作任务", "责任单位", "完成时限"]
ROWS = [
    ["1", "建立风险辨识评估制度", "安全科", "长期坚持"],
    ["2", "落实企业内部安全生产职责，完善\n一岗双责制度", "安全科、综合办公\n室", "2025年6月底\n前"],
    ["3", "开展动火作业专项检查", "设备科", "每月25日前"],
    ["4", "修订综合应急预案和现场处置方案\n并组织演练", "应急管理科", "每季度末"],
]
XS = [90.0, 130.0, 320.0, 430.0]


def read(*sheets: Sheet) -> Reading:
    return reader.read(pdf(*sheets), DEFAULT_LIMITS)


def set_out(sheet: Sheet, top: float, rows: list[list[str]], xs: list[float] = XS, by_row: bool = False) -> Sheet:
    """Write `rows` into columns that begin at `xs`, twelve points a letter; `by_row` draws line after line."""
    for row in rows:
        pieces = [
            (top + 16 * n, x, line) for x, cell in zip(xs, row, strict=True) for n, line in enumerate(cell.split("\n"))
        ]
        for y, x, line in sorted(pieces) if by_row else pieces:
            sheet.text(x, y, line)
        top += 16 * max(cell.count("\n") + 1 for cell in row)
    return sheet


def whole(rows: list[list[str]], first: int = 0) -> list[tuple[int, int, int, str]]:
    return [
        (0, r, c, cell.replace("\n", "")) for r, row in enumerate(rows, first) for c, cell in enumerate(row) if cell
    ]


@pytest.mark.parametrize("by_row", [False, True])
def test_words_that_stand_in_columns_are_a_table(by_row: bool) -> None:
    sheet = set_out(Sheet().lines(90, 60, ["附件：重点任务分工表"]), 90, [HEADER, *ROWS], by_row=by_row)
    reading = read(sheet.lines(90, 300, wrapped(LONG)))
    assert cells(reading) == whole([HEADER, *ROWS])
    assert [t for t in texts(reading) if len(t) > 40] == [LONG]
    assert texts(reading)[0] == "附件：重点任务分工表"


def test_it_goes_on_over_the_page_end_and_its_header_comes_once() -> None:
    more = [
        ["5", "开展消防演练", "应急管理科", "每半年"],
        ["6", "更新特种设备台账", "设备科", "每月"],
        ["7", "公示重大风险", "安全科", "立即"],
    ]
    first = set_out(Sheet().lines(90, 60, ["附件：重点任务分工表"]), 90, [HEADER, *ROWS])
    reading = read(first, set_out(Sheet(), 90, [HEADER, *more]))
    assert cells(reading) == whole([HEADER, *ROWS, *more])


def test_rows_of_equal_words_are_rows() -> None:
    rows = [
        ["张某某", "安全员", "13800000001"],
        ["李某某", "电焊工", "13800000002"],
        ["王某某", "起重工", "13800000003"],
    ]
    assert cells(read(set_out(Sheet(), 100, rows, [100, 200, 300]))) == whole(rows)


def test_a_table_of_two_short_columns() -> None:
    rows = [
        ["姓名", "联系电话"],
        ["张某某", "13800000001"],
        ["李某", "13800000002"],
        ["欧阳某某", "13800000003"],
        ["王某", "110"],
    ]
    assert cells(read(set_out(Sheet(), 100, rows, [100, 250]))) == whole(rows)


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left, right = [*wrapped(LONG, 16), *wrapped(NEXT, 16)], [*wrapped(THIRD, 16), *wrapped(LONG, 16)]
    sheet = Sheet().text(150, 60, "安全生产责任制考核办法实施细则", 20)
    for number, (one, other) in enumerate(zip(left, right, strict=False)):
        sheet.lines(60, 100 + 20 * number, [one]).lines(310, 100 + 20 * number, [other])
    assert texts(read(sheet)) == ["安全生产责任制考核办法实施细则", LONG, NEXT, THIRD, LONG]


LISTS = {
    "numbers hung out": [
        ["1.", "成立领导小组，明确职责。"],
        ["2.", "制定整治方案。"],
        ["3.", "开展自查自改。"],
        ["4.", "总结验收。"],
    ],
    "bare numbers hung out": [["1", "适用范围"], ["2", "术语"], ["3", "职责"], ["4", "管理要求"], ["5", "附则"]],
    "marks hung out": [["●", "防火"], ["●", "防爆"], ["●", "防触电"], ["●", "防坠落"]],
    "a table of contents": [
        ["1", "总则", "1"],
        ["2", "组织机构", "3"],
        ["3", "工作任务", "5"],
        ["4", "保障措施", "12"],
    ],
    "terms": [["3.1", "隐患"], ["3.2", "风险"], ["3.3", "危险源"], ["3.4", "应急预案"]],
    "fields to fill in": [["甲方：", "乙方："], ["代表：", "代表："], ["日期：", "日期："]],
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_no_tables(name: str) -> None:
    xs = [100.0, 150.0, 400.0][: len(LISTS[name][0])]
    assert cells(read(set_out(Sheet(), 100, LISTS[name], xs))) == []


def test_prose_with_wide_blanks_is_no_table() -> None:
    sheet = Sheet()
    for number, blank in enumerate((60, 150, 210, 90, 170)):
        sheet.text(100, 100 + 20 * number, LONG[: blank // 12]).text(
            124 + blank, 100 + 20 * number, NEXT[: 30 - blank // 12]
        )
    assert cells(read(sheet)) == []


def test_what_stands_beyond_the_page_is_read_all_the_same() -> None:
    sheet = Sheet().lines(100, 100, wrapped(LONG)).text(100, 1000, "页外的文字").text(100, -200, "页上的文字")
    assert texts(read(sheet)) == [LONG, "页外的文字", "页上的文字"]


FIGURES = [["月份", "检查次数", "隐患数", "整改数"], ["1月", "100", "395", "17"], ["2月", "55", "139", "399"]]
MORE = [["3月", "350", "331", "126"], ["4月", "293", "236", "61"], ["5月", "91", "181", "296"]]
WIDE = [90.0, 190.0, 290.0, 390.0]


@pytest.mark.parametrize("foot", ["第1页 共9页", "1", "— 1 —"])
@pytest.mark.parametrize("x", [90.0, 240.0, 450.0])
def test_the_number_of_the_page_is_no_column(foot: str, x: float) -> None:
    sheets = [
        set_out(Sheet(), 742, FIGURES).text(x, 810, foot),
        Sheet().lines(90, 60, wrapped(LONG)).text(x, 810, foot.replace("1", "2")),
    ]
    assert cells(read(*sheets)) == whole(FIGURES)


def test_a_footnote_below_a_table_is_no_row_of_it() -> None:
    sheet = Sheet().text(90, 60, "各部门按本表执行").text(187, 54, "1", 6).text(192, 60, "。")
    set_out(sheet, 700, [HEADER, *ROWS[:1], ROWS[2]]).text(90, 760, "1", 9).text(100, 760, "本表由安全科每月更新。", 9)
    reading = read(sheet)
    assert cells(reading) == whole([HEADER, *ROWS[:1], ROWS[2]])
    assert [reading.text[b.start : b.end] for b in reading.blocks if b.kind == "note"] == ["1 本表由安全科每月更新。"]


def test_a_table_beside_text_is_a_table_of_its_column() -> None:
    short = [["月份", "次数", "整改"], ["1月", "100", "17"], ["2月", "55", "39"], ["3月", "350", "126"]]
    left = set_out(Sheet(), 90, short, [70.0, 130.0, 190.0]).lines(70, 170, wrapped(LONG * 2, 18))
    reading = read(left.lines(320, 90, wrapped(NEXT * 2, 18)))
    assert cells(reading) == whole(short)
    assert [t for t in texts(reading) if len(t) > 40] == [LONG * 2, NEXT * 2]


@pytest.mark.parametrize("count", [1, 2])
def test_rows_at_the_foot_of_a_page_belong_to_the_table_on_the_next(count: int) -> None:
    rows = FIGURES + MORE
    first = Sheet().lines(90, 60, wrapped(LONG))
    reading = read(set_out(first, 780 - 16 * count, rows[:count], WIDE), set_out(Sheet(), 60, rows[count:], WIDE))
    assert cells(reading) == whole(rows)


@pytest.mark.parametrize("count", [1, 2])
def test_rows_at_the_head_of_a_page_belong_to_the_table_on_the_one_before(count: int) -> None:
    rows = FIGURES + MORE
    last = set_out(Sheet(), 60, rows[-count:], WIDE).lines(90, 60 + 24 * count, wrapped(LONG))
    reading = read(set_out(Sheet(), 720, rows[:-count], WIDE), last)
    assert cells(reading) == whole(rows)
    assert texts(reading)[-1] == LONG


def test_a_heading_below_a_table_is_no_row_of_it() -> None:
    rows = [
        ["1", "找出每个岗位会伤人的因素并且每\n年至少一次", "生产部", "11月底前"],
        ["2", "组织全员撤离到南门集合点清点人\n数", "安全部", "4月底前"],
        ["3", "清点救援三脚架", "设备科", "3月底前"],
    ]
    sheet = Sheet()
    for top, row in zip((90, 126, 162), rows, strict=True):
        set_out(sheet, top, [row])
    reading = read(sheet.lines(90, 180, ["\u3000\u3000五、员工举报隐患", *wrapped(LONG)]))
    assert cells(reading) == whole(rows)
    assert texts(reading)[-2:] == ["五、员工举报隐患", LONG]


def test_the_last_line_of_a_cell_on_the_next_page_belongs_to_it() -> None:
    rows = [
        ["1", "建立风险辨识评估制度每年都更新", "安全科", "长期坚持"],
        ["2", "开展动火作业专项检查", "设备科", "每月25日前"],
        ["3", "修订应急预案", "安全科", "6月底前"],
        ["4", "组织全员撤离到南门集合点清点人", "安全科", "4月底前"],
    ]
    first = set_out(Sheet(), 700, rows)
    reading = read(first, Sheet().text(130, 60, "数并登记").lines(90, 100, wrapped(LONG)))
    assert cells(reading) == whole([*rows[:3], [*rows[3][:1], rows[3][1] + "数并登记", *rows[3][2:]]])
    assert texts(reading)[-1] == LONG


def test_letters_without_height_stand_in_columns_too() -> None:
    lines = Line("甲", 90, 100, 102, 100, 12, 1, 100), Line("乙", 200, 100.5, 212, 100.5, 12, 1, 100.5)
    assert arranged([Page(1, 595, 842, lines)])[0].items == lines
