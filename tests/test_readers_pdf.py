"""The pdf reader: lines to paragraphs, running heads, tables, refusals, and what it says it did not read."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_sheets import Sheet, pdf
from pypdf import PdfReader, PdfWriter

from conformance.errors import ReadError
from conformance.model.document import Document, Reading, Span
from conformance.options import DEFAULT_LIMITS
from conformance.readers import pdf as reader
from conformance.readers.paged import recognition

SAMPLES = Path(__file__).parents[2] / "shared" / "documents"
# Thirty-three characters of body text fill a line of these sheets from the left margin at 100 points.
LONG = (
    "本公司各部门应当结合岗位实际逐级签订安全生产责任书并且将考核结果同绩效工资挂钩落实到每一名员工"
    "对连续三个月未完成隐患整改任务的班组由分管负责人约谈班组长并在公司例会上作出书面说明以示警醒。"
)
NEXT = "设备部负责建立特种设备台账并按照检验周期提前两个月向检验机构报检确保设备始终在有效期内使用运行。"

THIRD = "安全科每季度汇总一次隐患整改情况并提出考核意见，报总经理办公会审议通过以后在公告栏中公示五个工作日。"


def read(*sheets: Sheet) -> Reading:
    return reader.read(pdf(*sheets), DEFAULT_LIMITS)


def texts(reading: Reading) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks]


def cells(reading: Reading) -> list[tuple[int | None, int | None, int | None, str]]:
    return [(b.table, b.row, b.column, reading.text[b.start : b.end]) for b in reading.blocks if b.kind == "cell"]


def wrapped(text: str, width: int = 33, indent: int = 2) -> list[str]:
    """`text` in lines of `width` characters, the first of them set in by `indent`."""
    text = "\u3000" * indent + text
    return [text[i : i + width] for i in range(0, len(text), width)]


def refusal(content: bytes, **limits: float) -> ReadError:
    with pytest.raises(ReadError) as caught:
        reader.read(content, replace(DEFAULT_LIMITS, **limits))
    return caught.value


# Content decides.


@pytest.mark.parametrize(
    ("content", "is_pdf"),
    [
        (b"%PDF-1.4\n", True),
        (b"\xef\xbb\xbf\n%PDF-1.7", True),
        (b"x" * 2000 + b"%PDF-1.4 1 0 obj<<>>endobj", True),
        ("文中提到 %PDF- 这个标记".encode() + b"", True),
        (b"x" * 2000 + b"%PDF- is how such files begin", False),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_a_pdf_is_known_by_its_head(content: bytes, is_pdf: bool) -> None:
    assert reader.sniff(content) is is_pdf


def test_sniffing_imports_nothing_heavy() -> None:
    import subprocess  # noqa: PLC0415

    code = (
        "import sys; from conformance.readers import pdf; pdf.sniff(b''); "
        "print([m for m in ('pypdfium2', 'pdfplumber', 'pdfminer') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


# Lines to paragraphs.


def test_full_lines_join_and_an_indent_starts_a_paragraph() -> None:
    reading = read(Sheet().lines(100, 100, [*wrapped(LONG), *wrapped(NEXT)]))
    assert texts(reading) == [LONG, NEXT]
    assert [(b.kind, b.page, b.contents) for b in reading.blocks] == [("paragraph", 1, False)] * 2


def test_a_paragraph_goes_on_over_the_page_end() -> None:
    lines = wrapped(LONG)
    reading = read(
        Sheet().lines(100, 700, [*wrapped(NEXT), lines[0]]), Sheet().lines(100, 100, [*lines[1:], *wrapped(NEXT)])
    )
    assert texts(reading) == [NEXT, LONG, NEXT]
    start = reading.blocks[1].start
    assert [
        (p.page, reading.text[p.start : p.end]) for p in reading.pieces if start <= p.start < start + len(LONG)
    ] == [
        (1, lines[0].strip()),
        (2, lines[1]),
        (2, lines[2]),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = wrapped(LONG, 16), wrapped(NEXT, 16)
    both = Sheet().lines(60, 100, [*left, right[0]]).lines(310, 100, [*right[1:], *wrapped(LONG, 16)])
    assert texts(read(both)) == [LONG, NEXT, LONG]


def test_a_heading_over_two_columns_belongs_to_neither() -> None:
    sheet = Sheet().text(150, 80, "安全生产责任制考核办法实施细则", 20)
    sheet.lines(60, 130, wrapped(LONG, 16)).lines(310, 130, wrapped(NEXT, 16))
    assert texts(read(sheet)) == ["安全生产责任制考核办法实施细则", LONG, NEXT]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["\u3000\u3000各部门应当结合岗位实际认真学习和执行《基本规范》（GB/T 33000-",
          "2024）的要求，逐条对照检查本部门的各项安全生产工作，并将结果于2", "024年底前报安全科。"],
         ["各部门应当结合岗位实际认真学习和执行《基本规范》（GB/T 33000-2024）的要求，"
          "逐条对照检查本部门的各项安全生产工作，并将结果于2024年底前报安全科。"]),
        (["一、工作目标", "\u3000\u3000全年不发生死亡事故。", "二、工作任务"], ["一、工作目标", "全年不发生死亡事故。", "二、工作任务"]),
        (["\u3000\u3000按照《企业安全生产标准化", "建设定级办法》的规定执行。"], ["按照《企业安全生产标准化建设定级办法》的规定执行。"]),
        (["做到“五到位”", "。各部门照此执行。"], ["做到“五到位”。各部门照此执行。"]),
        (["1.总则" + "." * 30 + "1", "2.组织机构" + "." * 26 + "3"], ["1.总则" + "." * 30 + "1", "2.组织机构" + "." * 26 + "3"]),
        (["Work Safety Committee", "of the company,"], ["Work Safety Committee", "of the company,"]),
    ],
)  # fmt: skip
def test_what_joins_and_what_does_not(lines: list[str], paragraphs: list[str]) -> None:
    assert texts(read(Sheet().lines(100, 100, lines).lines(100, 300, wrapped(LONG)))) == [*paragraphs, LONG]


def test_contents_lines_are_marked() -> None:
    reading = read(Sheet().lines(100, 100, ["目录", "一、总则" + "." * 30 + "1", "二、职责" + "." * 30 + "12"]))
    assert [b.contents for b in reading.blocks] == [False, True, True]


def test_a_signature_stands_for_itself() -> None:
    sheet = Sheet().lines(100, 100, wrapped(LONG)).text(400, 200, "某某化工有限公司").text(412, 220, "2024年3月5日")
    assert texts(read(sheet)) == [LONG, "某某化工有限公司", "2024年3月5日"]


def test_a_title_broken_by_the_margin_is_one_paragraph() -> None:
    sheet = Sheet().text(100, 100, "年度安全生产标准化创建与隐患排查治", 23).text(270, 130, "理方案", 23)
    assert texts(read(sheet.lines(100, 200, wrapped(LONG)))) == ["年度安全生产标准化创建与隐患排查治理方案", LONG]


def test_list_items_that_hang_join_with_their_second_lines() -> None:
    sheet = Sheet().lines(100, 100, wrapped(LONG))
    sheet.text(100, 180, "1．" + LONG[:30]).text(124, 200, LONG[30:60]).text(100, 220, "2．" + NEXT[:12] + "。")
    assert texts(read(sheet)) == [LONG, "1．" + LONG[:60], "2．" + NEXT[:12] + "。"]


def test_short_lines_that_end_alike_are_lines_of_their_own() -> None:
    duties = [
        "主要负责人全面负责",
        "分管负责人组织落实。",
        "安全科监督检查工作",
        "车间主任带班巡查。",
        "班组长开好班前会",
        "职工遵守操作规程。",
    ]
    assert texts(read(Sheet().lines(100, 100, duties))) == duties
    assert texts(read(Sheet().lines(100, 100, duties), Sheet().lines(100, 100, wrapped(LONG) * 2))) == [
        *duties, LONG, LONG,
    ]  # fmt: skip


def test_the_longest_lines_tell_where_the_margin_is_among_many_short_ones() -> None:
    steps = [LONG[:21], LONG[21:40], *[f"第{n}组负责第{n}车间的检查" for n in "一二三四"], LONG[40:59], LONG[59:75]]
    assert texts(read(Sheet().lines(100, 100, [f"{step}。" for step in steps]))) == [f"{step}。" for step in steps]


def test_sentences_that_fill_their_line_and_are_set_in_are_paragraphs() -> None:
    duties = [LONG[:30] + "。", NEXT[:30] + "。", THIRD[:20] + NEXT[30:40] + "。"]
    lines = [*wrapped(LONG), *("\u3000\u3000" + duty for duty in duties), *wrapped(NEXT)]
    assert texts(read(Sheet().lines(100, 100, lines))) == [LONG, *duties, NEXT]


def test_a_paragraph_set_in_as_a_whole_goes_on() -> None:
    sheet = Sheet().lines(100, 100, wrapped(LONG)).text(100, 180, "2.1检查").lines(148, 200, [NEXT[:29], NEXT[29:]])
    sheet.text(100, 240, "2.2整改").lines(148, 260, [THIRD[:29], THIRD[29:]])
    assert texts(read(sheet)) == [LONG, "2.1检查", NEXT, "2.2整改", THIRD]


def test_a_numbered_line_further_left_than_a_full_one_begins_an_item() -> None:
    sheet = Sheet().lines(100, 100, wrapped(LONG)).text(124, 180, NEXT[:30] + "。").text(100, 200, "2．" + THIRD)
    assert texts(read(sheet)) == [LONG, NEXT[:30] + "。", "2．" + THIRD]


# Characters.


def test_radicals_become_the_characters_they_look_like() -> None:
    assert texts(read(Sheet().text(100, 100, "⽣产⻛险⼯作⽉报"))) == ["生产风险工作月报"]


@pytest.mark.parametrize("character", ["7", "a", "一", "㎡", "（", "龘"])
def test_a_character_alone_is_kept_whatever_fonts_the_machine_has(character: str) -> None:
    assert texts(read(Sheet().text(100, 100, character))) == [character]


def test_equal_narrow_letters_drawn_one_by_one_are_not_taken_for_bold() -> None:
    sheet = Sheet()
    for number, letter in enumerate("WWW11"):
        sheet.text(100 + 6 * number, 100, letter)
    assert texts(read(sheet)) == ["WWW11"]


def test_the_fonts_of_the_system_are_back_after_reading() -> None:
    import pypdfium2  # noqa: PLC0415

    from conformance.readers.paged.substitutes import substituted  # noqa: PLC0415

    def shown() -> bytes:
        document = pypdfium2.PdfDocument(pdf(Sheet().text(100, 100, "安全 safety")))
        return bytes(document[0].render().to_numpy().tobytes())

    before = shown()
    with substituted():
        assert shown() != before
    assert shown() == before


def test_latin_letters_that_founder_fonts_put_among_the_ideographs_are_put_back() -> None:
    assert texts(read(Sheet().text(100, 100, "犌犅／犜３３０００—２０１６犪狕"))) == ["GB／T３３０００—２０１６az"]


def test_layout_blanks_go_and_typed_ones_stay() -> None:
    sheet = (
        Sheet()
        .text(100, 100, "自")
        .text(115, 100, "2024")
        .text(142, 100, "年起")
        .text(100, 140, "日期：    年   月   日")
    )
    assert texts(read(sheet)) == ["自2024年起", "日期：\t年 月 日"]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    sheet = Sheet()
    for shift in (0, 0.3):
        sheet.lines(100 + shift, 100, wrapped(LONG))
    assert texts(read(sheet)) == [LONG]


@pytest.mark.parametrize("shift", [0, 0.3, 0.5])
def test_characters_each_drawn_twice_in_turn_to_look_bold_are_read_once(shift: float) -> None:
    sheet = Sheet()
    for number, character in enumerate("人人落实安全责任"):
        for place in (100 + 14 * number, 100 + 14 * number + shift):
            sheet.text(place, 100, character, 14)
    assert texts(read(sheet)) == ["人人落实安全责任"]


@pytest.mark.parametrize(("before", "mark"), [("各部门落实“安全第一", "”"), ("各部门（含安全科", "）")])
def test_a_closing_mark_drawn_after_what_follows_it_is_read_in_its_place(before: str, mark: str) -> None:
    place = 100 + 12 * len(before)
    sheet = Sheet().text(100, 100, before).text(place + 12, 100, "。").text(place, 100, mark)
    assert texts(read(sheet)) == [before + mark + "。"]


@pytest.mark.parametrize(
    ("first", "late", "rest", "after"),
    [
        ("本制度适用于某某公司（简称", "“", "公", ""),
        ("司", "”", "）的各部门", "、各岗位和各作业场所。"),
        ("评估为", "“较", "可能的风险", "由公司管控。"),
    ],
)
def test_characters_of_another_font_drawn_late_are_read_in_their_place(
    first: str, late: str, rest: str, after: str
) -> None:
    sheet = Sheet().spaced(100, 100, first, len(late), rest).text(100 + 12 * len(first), 100, late)
    if after:
        sheet.text(100 + 12 * len(first + late + rest), 100, after)
    assert texts(read(sheet)) == [first + late + rest + after]


def test_a_slanting_watermark_is_left_out() -> None:
    sheet = Sheet().lines(100, 100, wrapped(LONG)).text(150, 500, "严禁外传", 60, ".7 .7 -.7 .7")
    assert texts(read(sheet)) == [LONG]


@pytest.mark.parametrize(
    ("turn", "matrix", "place"),
    [
        (90, "0 1 -1 0", lambda x, y: (y, 842 - x)),
        (180, "-1 0 0 -1", lambda x, y: (595 - x, 842 - y)),
        (270, "0 -1 1 0", lambda x, y: (595 - y, x)),
    ],
)
def test_a_turned_page_is_read_upright(
    turn: int, matrix: str, place: Callable[[float, float], tuple[float, float]]
) -> None:
    sheet = Sheet(turn=turn)
    for number, line in enumerate(wrapped(LONG, indent=0)):
        sheet.text(*place(100, 100 + 20 * number), line, matrix=matrix)
    reading = read(sheet)
    assert texts(reading) == [LONG]
    left, top, right, bottom = reading.pieces[0].box
    assert (left, right) == pytest.approx((100, 496), abs=1)
    assert top < 100 < bottom < 106


def test_a_line_set_in_after_one_that_is_full_starts_a_paragraph() -> None:
    heading = "（一）各部门应当结合岗位实际逐级签订安全生产责任书并且公示"
    lines = [*wrapped(NEXT), "\u3000\u3000" + heading + "挂钩", *wrapped(LONG)]
    assert texts(read(Sheet().lines(100, 100, lines))) == [NEXT, heading + "挂钩", LONG]


def test_a_heading_spaced_out_is_one_word() -> None:
    sheet = Sheet().text(265, 60, "安全方案", 22).text(265, 92, "目", 22).text(331, 92, "录", 22)
    assert texts(read(sheet.lines(220, 130, wrapped(LONG, 15), 12, 20)))[:2] == ["安全方案", "目\t录"]


# Running heads and page numbers.


def test_running_heads_and_page_numbers_are_dropped() -> None:
    sheets = [
        Sheet().text(200, 40, "某某公司 内部资料", 9).lines(100, 100, wrapped(body)).text(280, 810, number, 9)
        for body, number in ((LONG, "— 1 —"), (NEXT, "— 2 —"), (THIRD, "— 3 —"))
    ]
    assert texts(read(*sheets)) == [LONG, NEXT, THIRD]


@pytest.mark.parametrize("gap", [22, 26, 40])
def test_a_running_head_may_stand_close_to_the_text(gap: float) -> None:
    sheets = [
        Sheet().text(200, 60, "某某公司实施方案").lines(100, 60 + gap, wrapped(body)) for body in (LONG, NEXT, THIRD)
    ]
    assert texts(read(*sheets)) == [LONG, NEXT, THIRD]


@pytest.mark.parametrize(
    "numbers",
    [("第1页 共3页", "第2页 共3页"), ("1/3", "2/3"), ("1", "2"), ("ⅰ", "ⅱ"), ("Page 1 of 3", "Page 2 of 3"), ("第 一 页", "第 二 页"), ("5", "6"), ("-1-", "-2-"), ("－ 1 －", "－ 2 －"), ("— 1 —", "— 2 —")],
)  # fmt: skip
def test_page_numbers_of_all_sorts(numbers: tuple[str, str]) -> None:
    sheets = [
        Sheet().lines(100, 100, wrapped(body)).text(280, 810, number, 9)
        for body, number in zip((LONG, NEXT), numbers, strict=True)
    ]
    assert texts(read(*sheets)) == [LONG, NEXT]


def test_numbers_that_do_not_count_pages_stay() -> None:
    sheets = [Sheet().lines(100, 100, wrapped(LONG)).text(280, 810, number, 9) for number in ("2024", "1999")]
    assert texts(read(*sheets)) == [LONG, "2024", LONG, "1999"]


def test_a_large_title_repeated_on_every_form_stays() -> None:
    sheets = [Sheet().text(200, 60, "隐患整改通知单", 22).lines(100, 120, wrapped(LONG)) for _ in range(3)]
    assert texts(read(*sheets)) == ["隐患整改通知单", LONG] * 3


@pytest.mark.parametrize("copies", [2, 3, 5])
def test_a_sheet_that_is_put_in_several_times_has_no_running_heads(copies: int) -> None:
    lines = [*wrapped(LONG), *wrapped(NEXT), *wrapped(THIRD)]
    sheets = [
        Sheet().text(100, 80, "致全体职工：").lines(100, 130, lines).text(290, 800, str(n))
        for n in range(1, copies + 1)
    ]
    assert texts(read(*sheets)) == ["致全体职工：", LONG, NEXT, THIRD] * copies


def test_a_head_in_a_table_on_every_page_is_dropped() -> None:
    sheets = [
        Sheet()
        .table(
            [100, 250, 400, 500],
            [40, 60, 80],
            [["某某公司", "安全管理方案", f"第{n}页"], ["编号 A-01", "版本 B", "共3页"]],
        )
        .lines(100, 120, wrapped(body))
        for n, body in enumerate((LONG, NEXT, THIRD), 1)
    ]
    assert texts(read(*sheets)) == [LONG, NEXT, THIRD]


# Tables.


def test_a_ruled_table_gives_a_block_for_each_cell() -> None:
    rows = [
        ["序号", "工作任务", "完成时限"],
        ["1", "完成全部岗位的风险辨识\n评估工作", "6月底前"],
        ["2", "修订应急预案", "每月25日前"],
    ]
    sheet = Sheet().lines(100, 60, ["附件：任务分解表"]).table([100, 140, 270, 400], [80, 100, 140, 160], rows)
    reading = read(sheet)
    assert texts(reading)[0] == "附件：任务分解表"
    assert cells(reading) == [
        (0, 0, 0, "序号"), (0, 0, 1, "工作任务"), (0, 0, 2, "完成时限"),
        (0, 1, 0, "1"), (0, 1, 1, "完成全部岗位的风险辨识评估工作"), (0, 1, 2, "6月底前"),
        (0, 2, 0, "2"), (0, 2, 1, "修订应急预案"), (0, 2, 2, "每月25日前"),
    ]  # fmt: skip


def test_merged_cells_count_from_their_upper_left_field() -> None:
    sheet = Sheet().rule(100, 100, 400, 100).rule(200, 120, 400, 120).rule(100, 140, 400, 140)
    sheet.rule(100, 100, 100, 140).rule(200, 100, 200, 140).rule(300, 120, 300, 140).rule(400, 100, 400, 140)
    sheet.text(104, 124, "火灾").text(204, 114, "措施").text(204, 134, "检查").text(304, 134, "每周")
    assert cells(read(sheet)) == [(0, 0, 0, "火灾"), (0, 0, 1, "措施"), (0, 1, 1, "检查"), (0, 1, 2, "每周")]


HEADER = ["序号", "工作任务", "完成时限"]


def test_a_table_over_two_pages_is_one_and_its_header_comes_once() -> None:
    xs, ys = [100.0, 140.0, 270.0, 400.0], [100.0, 120.0, 140.0, 160.0]
    first = (
        Sheet()
        .lines(100, 60, ["附件"])
        .table(xs, [700 + y - 100 for y in ys], [HEADER, ["1", "甲", "6月"], ["2", "乙", "7月"]])
    )
    second = Sheet().table(xs, ys, [HEADER, ["3", "丙", "8月"], ["4", "丁", "9月"]])
    reading = read(first, second)
    assert [c[1:] for c in cells(reading)][:3] == [(0, 0, "序号"), (0, 1, "工作任务"), (0, 2, "完成时限")]
    assert [c for c in cells(reading) if c[2] == 0] == [
        (0, 0, 0, "序号"),
        (0, 1, 0, "1"),
        (0, 2, 0, "2"),
        (0, 3, 0, "3"),
        (0, 4, 0, "4"),
    ]
    assert [b.page for b in reading.blocks if b.kind == "cell"] == [1] * 9 + [2] * 6


def test_a_row_cut_by_the_page_end_is_put_together() -> None:
    xs = [100.0, 140.0, 270.0, 400.0]
    first = Sheet().table(xs, [740, 760, 780], [HEADER, ["1", "各车间班组每日开展隐患", "6月"]])
    second = Sheet().table(xs, [100, 120, 140], [["", "排查并做好记录", ""], ["2", "乙", "7月"]])
    assert [c[1:] for c in cells(read(first, second))][3:] == [
        (1, 0, "1"), (1, 1, "各车间班组每日开展隐患排查并做好记录"), (1, 2, "6月"), (2, 0, "2"), (2, 1, "乙"), (2, 2, "7月"),
    ]  # fmt: skip


def test_tables_with_other_columns_are_other_tables() -> None:
    first = Sheet().table([100, 200, 300], [700, 720, 740], [["甲", "乙"], ["丙", "丁"]])
    second = Sheet().table([100, 250, 300], [100, 120, 140], [["戊", "己"], ["庚", "辛"]])
    assert [c[0] for c in cells(read(first, second))] == [0] * 4 + [1] * 4


def test_a_frame_around_the_page_is_no_table() -> None:
    frame = [["某某公司安全管理制度"], [""]]
    sheet = Sheet().table([60, 560], [50, 80, 800], frame).lines(100, 120, [*wrapped(LONG), *wrapped(NEXT)])
    assert texts(read(sheet)) == ["某某公司安全管理制度", LONG, NEXT]


def test_text_that_spills_over_its_cell_stays_in_it() -> None:
    sheet = Sheet().table([100, 160, 260], [100, 120, 140], [["风险辨识评估和管控", ""], ["甲", "乙"]])
    assert cells(read(sheet)) == [(0, 0, 0, "风险辨识评估和管控"), (0, 1, 0, "甲"), (0, 1, 1, "乙")]


# What is not read, and what is refused.


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)


@pytest.mark.usefixtures("no_recognition")
def test_pages_without_text_are_named() -> None:
    scan = (0.0, 0.0, 595.0, 842.0)
    sheets = [
        Sheet().lines(100, 100, wrapped(LONG)),
        *[Sheet(picture=scan) for _ in range(2)],
        Sheet(),
        Sheet(picture=scan),
    ]
    reading = read(*sheets)
    assert (texts(reading), reading.pages) == ([LONG], 5)
    assert [s.say() for s in reading.not_read] == [
        '第 2、3、5 页没有可用的文字层（扫描件或乱码），本机没有安装文字识别组件，未读；安装后再查：pip install "conformance[ocr]"'
    ]
    assert [s.say("en") for s in reading.not_read] == [
        "page(s) 2、3、5: no usable text layer (scanned or garbled), not read; install the recognition of words: "
        'pip install "conformance[ocr]"'
    ]


@pytest.mark.usefixtures("no_recognition")
def test_a_pdf_without_any_text_is_read_as_empty_and_says_so() -> None:
    reading = read(*[Sheet(picture=(0, 0, 595, 842)).text(280, 820, f"- {n} -", 9) for n in range(1, 6)])
    assert (reading.text, reading.blocks) == ("", ())
    assert reading.not_read[0].say().startswith("第 1–5 页没有可用的文字层（扫描件或乱码）")


@pytest.mark.usefixtures("no_recognition")
def test_a_picture_with_but_a_few_letters_upon_it_is_a_scan() -> None:
    reading = read(Sheet(picture=(0, 0, 595, 842)).text(400, 820, "扫描软件 创建", 9))
    assert [s.message.key for s in reading.not_read] == ["no_recognition"]


def test_large_pictures_beside_text_are_named() -> None:
    sheet = Sheet(picture=(100, 300, 500, 700)).lines(100, 100, wrapped(LONG))
    seal = Sheet(picture=(400, 700, 460, 760)).lines(100, 100, wrapped(LONG))
    assert [s.say() for s in read(sheet, seal).not_read] == ["第 1 页有图片，图中文字未读"]


def test_what_every_page_begins_with_stays_where_the_text_runs_on() -> None:
    opening = ["一、检查对象和范围", "二、检查方式和频次"]
    sheets = [
        Sheet().text(250, 40, "内部资料", 9).lines(100, 100, [*opening, *wrapped(body, indent=0)])
        for body in (LONG, NEXT, THIRD)
    ]
    assert texts(read(*sheets)) == [*opening, LONG, *opening, NEXT, *opening, THIRD]


def test_footnotes_are_told_from_the_text_that_runs_on_over_the_page() -> None:
    lines = wrapped(LONG)
    first = Sheet().lines(100, 640, [*wrapped(NEXT), lines[0]]).text(496, 675, "1", 7)
    first.text(100, 760, "1", 6).text(104, 763, "依据《生产安全事故应急预案管理办法》第二十六条", 9).text(
        100, 776, "的规定备案。", 9
    )
    reading = read(first, Sheet().lines(100, 100, lines[1:]))
    assert [(b.kind, b.page, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("paragraph", 1, NEXT),
        ("paragraph", 1, LONG),
        ("note", 1, "1依据《生产安全事故应急预案管理办法》第二十六条的规定备案。"),
    ]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("面积为300m", 12, 0), ("2", 7, -5)], "面积为300m2"),
        ([("面积为300平方米", 12, 0), ("2", 7, -5)], "面积为300平方米2"),
        ([("按规定执行", 12, 0), ("①", 7, -5)], "按规定执行"),
        ([("按规定执行", 12, 0), ("12", 7, -5), ("。", 12, 0)], "按规定执行。"),
        ([("到", 12, 0), ("24", 12, 0), ("时止", 12, 0)], "到24时止"),
    ],
)
def test_raised_figures(parts: list[tuple[str, float, float]], text: str) -> None:
    sheet, x = Sheet(), 100.0
    for words, size, raised in parts:
        sheet.text(x, 100 + raised, words, size)
        x += sum(size * (0.5 if c.isascii() else 1) for c in words)
    assert texts(read(sheet.lines(100, 300, wrapped(LONG)))) == [text, LONG]


def coloured(sheet: Sheet, colour: str, x: float, y: float, words: str) -> Sheet:
    sheet.parts.append(f"{colour} rg")
    sheet.text(x, y, words).parts.append("0 0 0 rg")
    return sheet


def test_white_words_on_white_paper_are_left_out_and_told() -> None:
    sheet = coloured(Sheet().lines(100, 100, wrapped(LONG)), "1 1 1", 100, 400, "隐患排查治理五到位")
    reading = read(sheet)
    assert texts(reading) == [LONG]
    assert [n.say() for n in reading.notices] == ["第 1 页有看不见的文字（白色或透明），未作为正文读取。"]


@pytest.mark.parametrize(("colour", "ground"), [("1 1 1", "0 0.3 0.6"), ("0.8 0.1 0.1", None), ("0.9 0.9 0.9", None)])
def test_coloured_words_and_white_ones_on_a_dark_ground_stay(colour: str, ground: str | None) -> None:
    sheet = Sheet().lines(100, 100, wrapped(LONG))
    if ground:
        sheet.parts.append(f"{ground} rg 90 420 300 40 re f")
    reading = read(coloured(sheet, colour, 100, 400, "重点任务分工表"))
    assert (texts(reading), reading.notices) == ([LONG, "重点任务分工表"], ())


@pytest.mark.usefixtures("no_recognition")
def test_words_a_scanner_laid_over_its_picture_are_taken_with_a_warning() -> None:
    sheet = Sheet(picture=(0, 0, 595, 842))
    sheet.parts.append("3 Tr")
    reading = read(sheet.lines(100, 100, [*wrapped(LONG), *wrapped(NEXT)]))
    assert texts(reading) == [LONG, NEXT]
    assert [n.say() for n in reading.notices] == [
        "第 1 页是扫描件，文字取自扫描软件附带的识别结果，可能有错字，引用前请核对原件。"
    ]


@pytest.mark.usefixtures("no_recognition")
@pytest.mark.parametrize("wrong", [range(0xE000, 0xE190), (0x01, *range(0x03, 0x09), *range(0x0E, 0x20))])
def test_garbled_pages_are_named(wrong: Sequence[int]) -> None:
    garbled = "".join(chr(wrong[i * 7 % len(wrong)]) for i in range(60))
    reading = read(Sheet().lines(100, 100, wrapped(LONG)), Sheet().lines(100, 100, wrapped(garbled)))
    assert [s.message.key for s in reading.not_read] == ["no_recognition"]
    assert reading.not_read[0].say().startswith("第 2 页没有可用的文字层（扫描件或乱码）")


def encrypted(user: str, owner: str) -> bytes:
    writer, out = PdfWriter(PdfReader(io.BytesIO(pdf(Sheet().lines(100, 100, wrapped(LONG)))))), io.BytesIO()
    writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_an_owner_password_does_not_hinder_reading() -> None:
    assert texts(reader.read(encrypted("", "secret"), DEFAULT_LIMITS)) == [LONG]


def test_a_user_password_does() -> None:
    error = refusal(encrypted("secret", "secret"))
    assert error.message.key == "password"
    assert error.say() == "文件有打开密码，无法读取；请另存为不加密的文件后再提交"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.7 <html></html>", pdf(Sheet())[:400]]
)
def test_what_no_reader_understands_is_damaged(content: bytes) -> None:
    assert refusal(content).say() == "PDF 文件已损坏，无法读取；请重新导出后再提交"


def test_rubbish_before_the_head_and_a_lost_index_do_not_matter() -> None:
    whole = pdf(Sheet().lines(100, 100, wrapped(LONG)))
    assert texts(reader.read(b"\x00rubbish\n" * 200 + whole, DEFAULT_LIMITS)) == [LONG]
    assert texts(reader.read(whole[: whole.rindex(b"xref\n0")] + b"trailer<</Root 1 0 R>>", DEFAULT_LIMITS)) == [LONG]


def test_the_page_limit_is_named_before_pages_are_read() -> None:
    lying = pdf(Sheet()).replace(b"/Count 1/", b"/Count 1000000/")
    assert refusal(lying).say() == "共 1000000 页，超出页数上限（3000 页）"
    assert refusal(pdf(Sheet(), Sheet(), Sheet()), pages=2).say("en") == "3 pages are over the page limit (2)"


def test_a_stream_that_swells_is_refused_by_the_memory_limit() -> None:
    bomb = zlib.compress(b" " * 40_000_000, 9)
    content = pdf(Sheet()).replace(
        b"endobj\n6 0 obj",
        b"endobj\n7 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\n6 0 obj" % (len(bomb), bomb),
    )
    assert refusal(content).say() == "解压后的内容过大，超出内存上限（1024 MB）"


def test_the_same_file_is_read_alike_by_the_second_reader() -> None:
    from conformance.readers.paged import plumber  # noqa: PLC0415
    from conformance.readers.paged.compose import reading  # noqa: PLC0415
    from conformance.readers.paged.scanned import laid_out  # noqa: PLC0415

    rows = [["序号", "任务"], ["1", "辨识"]]
    content = pdf(Sheet().lines(100, 100, wrapped(LONG)).table([100, 150, 300], [300, 320, 340], rows))
    second = reading("pdf", laid_out(list(plumber.pages(content, 10))))
    assert (second.text, second.blocks) == (
        reader.read(content, DEFAULT_LIMITS).text,
        reader.read(content, DEFAULT_LIMITS).blocks,
    )


# Whatever the text: places are right and nothing is lost.

HAN = st.text(st.sampled_from("安全生产责任隐患排查治理应急预案一二三，。、（）2024"), min_size=1, max_size=60)


@given(st.lists(HAN, min_size=1, max_size=6))
def test_every_character_is_kept_and_every_piece_lies_in_its_block(paragraphs: list[str]) -> None:
    lines = [line for p in paragraphs for line in wrapped(p, 28)]
    reading = read(Sheet().lines(100, 100, lines))
    kept = "".join(reading.text.split())
    assert kept == "".join("".join(paragraphs).split())
    document = Document.of(reading, ())
    assert all(document.block_at(p.start) == document.block_at(p.end - 1) is not None for p in reading.pieces)
    assert "".join(document.quote(Span(p.start, p.end)) for p in reading.pieces) == kept


@pytest.mark.skipif(not SAMPLES.exists(), reason="sample documents are not beside the checkout")
@pytest.mark.parametrize("name", ["garbage_prefix", "no_xref", "enc_AES-256_owneronly", "enc_RC4-128_owneronly"])
def test_awkward_samples_are_read_whole(name: str) -> None:
    reading = reader.read((SAMPLES / "hostile" / f"{name}.pdf").read_bytes(), DEFAULT_LIMITS)
    assert (reading.pages, len(reading.text) > 6000, reading.not_read) == (12, True, ())
