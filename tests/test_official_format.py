"""The layout of official documents: read off Word files, asked by the pack official-format, kept by our own letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import engine
from conformance.facts import extract
from conformance.model.document import Layout, Look
from conformance.readers import read
from conformance.reporters.docx import render
from tests.sample_report import gap_report
from tests.word_files import docx, paragraph, run, style

TEXT = "公司每月由总经理带队检查一次熔炼车间，发现隐患当场登记。"
FANGSONG = '<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr>'
EXACT = '<w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr>'
STYLES = style("a", "Normal", FANGSONG + EXACT, more='w:default="1"')
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/>'


def section(inside: str = PAGE) -> str:
    return f"<w:sectPr>{inside}</w:sectPr>"


def made(
    body: str = "", page: str = PAGE, styles: str = STYLES, footer: str = "<w:instrText>PAGE</w:instrText>"
) -> bytes:
    title = paragraph("青禾县恒拓机械制造有限公司安全生产实施方案")
    return docx(title + (body or paragraph(TEXT)) + section(page), styles=styles, footer=footer)


def judged(
    data: bytes, path: str = "方案.docx", asked: tuple[str, ...] = ("F-01", "F-02", "F-03")
) -> dict[str, list[str]]:
    """The messages of the places of each layout requirement; of one that is open its own."""
    found = engine.check(extract(read(data, path=path)), ("official-format",)).findings
    return {
        f.requirement: [f.message] if f.outcome == "open" else [p.message for p in f.places]
        for f in found
        if f.requirement in asked
    }


def test_the_layout_is_read_off_styles_and_section() -> None:
    found = read(made(), path="a.docx").layout
    title = Look("青禾县恒拓机械制造有限公司安全生产实施方案", None, "仿宋_GB2312", 16.0)
    assert found == Layout(
        (210.0, 297.0), (37.0, 26.0, 35.0, 28.0), "仿宋_GB2312", 16.0, 28.95, True, "1", 0,
        (title, Look(TEXT, None, "仿宋_GB2312", 16.0)), None, 16.0,
    )  # fmt: skip


def test_what_a_run_says_of_itself_wins() -> None:
    run = '<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="24"/></w:rPr><w:t>' + 3 * TEXT + "</w:t></w:r>"
    found = read(made(paragraph(inside=run)), path="a.docx").layout
    assert found is not None
    assert (found.font, found.size, found.line) == ("宋体", 12.0, 28.95)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (made(), {"F-01": [], "F-02": [], "F-03": []}),
        (
            made(page=PAGE.replace("11906", "12240").replace("16838", "15840").replace("2098", "1440")),
            {
                "F-01": [
                    "纸张为 215.9×279.4 毫米，应为 A4（210×297）。",
                    "页边距（上、右、下、左）为 25.4、26、35、28 毫米，应为 37、26、35、28。",
                ],
                "F-02": [],
                "F-03": [],
            },
        ),
        (
            made(styles=STYLES.replace("仿宋_GB2312", "宋体").replace(EXACT, ""), footer=""),
            {
                "F-01": [],
                "F-02": [
                    "正文为 宋体 16 pt，应为 3 号（16 磅）仿宋。",
                    "正文没有设固定行距，每页应排 22 行左右（固定值 28 至 29 磅）。",
                ],
                "F-03": ["没有页码。"],
            },
        ),
        (
            made(page=PAGE + '<w:docGrid w:type="lines" w:linePitch="579"/>', styles=STYLES.replace(EXACT, "")),
            {"F-01": [], "F-02": [], "F-03": []},
        ),
    ],
    ids=["as it should be", "a letter's paper", "another font", "a grid of lines"],
)
def test_departures_are_told(data: bytes, expected: dict[str, list[str]]) -> None:
    assert judged(data) == expected


HEI, KAI, SONG = (
    f'<w:rFonts w:eastAsia="{face}"/><w:sz w:val="{half}"/>'
    for face, half in (("黑体", 32), ("楷体_GB2312", 32), ("方正小标宋简体", 44))
)
FOUR = '<w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
TIMES = '<w:rPr><w:rFonts w:ascii="Times New Roman"/><w:sz w:val="18"/></w:rPr>'
TWO_CHARACTERS = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


def line(text: str, look: str = "", properties: str = "") -> str:
    return paragraph(properties=properties, inside=run(text, look))


@pytest.mark.parametrize(
    ("lines", "foot", "expected"),
    [
        (
            [line("某厂安全生产实施方案", SONG), line("一、工作目标", HEI), line("（一）总体目标", KAI), line("1.减少事故"), line(TEXT, "", TWO_CHARACTERS)],
            ["— ", "PAGE", " —", FOUR],
            {"F-08": [], "F-09": [], "F-10": []},
        ),
        (
            [line("某厂安全生产实施方案", HEI), line("一、工作目标", KAI), line("（一）总体目标"), line("1.减少事故", HEI), line(TEXT)],
            ["第", "PAGE", "页", TIMES],
            {
                "F-08": [
                    "标题为 黑体 16 pt，应为 2 号（22 磅）小标宋。",
                    "第1层标题“一、工作目标”为 楷体_GB2312 16 pt，应为 3 号（16 磅）黑体。",
                    "第2层标题“（一）总体目标”为 仿宋_GB2312 16 pt，应为 3 号（16 磅）楷体。",
                    "第3层标题“1.减少事故”为 黑体 16 pt，应为 3 号（16 磅）仿宋。",
                ],
                "F-09": ["段首缩进 0 个字，应为 2 个字。"],
                "F-10": [
                    "页码写作“第1页”，应在数字左右各放一条一字线，如“— 1 —”。",
                    "页码为 Times New Roman 9 pt，应为 4 号（14 磅）半角宋体。",
                ],
            },
        ),
        (
            [line("一、工作目标", HEI), line("1.减少事故", KAI), line("（一）本条是完整的一句话，不是标题。"), line("　　" + TEXT)],
            ["-", "PAGE", "-", ""],
            {
                "F-08": [],
                "F-09": [],
                "F-10": [
                    "页码写作“-1-”，应在数字左右各放一条一字线，如“— 1 —”。",
                    "页码为 16 pt，应为 4 号（14 磅）半角宋体。",
                ],
            },
        ),
    ],
    ids=["as it should be", "other fonts", "two levels, indented by blanks, hyphens and the size of the text"],
)  # fmt: skip
def test_the_looks_of_titles_headings_and_paragraphs(lines: list[str], foot: list[str], expected: object) -> None:
    before, field, after, look = foot
    footer = f"<w:p>{run(before)}<w:r>{look}<w:instrText>{field}</w:instrText></w:r>{run(after)}</w:p>"
    data = docx("".join(lines) + section(), styles=STYLES, footer=footer)
    assert judged(data, asked=("F-08", "F-09", "F-10")) == expected


SIMPLE = f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>'
LAST_PRINTED = "".join(
    f"<w:r>{inside}</w:r>"
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>PAGE \\* MERGEFORMAT</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>12</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
BOX = f"<w:txbxContent><w:p>{run('— ')}{LAST_PRINTED}{run(' —')}</w:p></w:txbxContent>"
FEET = {
    "a simple field": f"<w:p>{run('— ')}{SIMPLE}{run(' —')}</w:p>",
    "what Word printed last": f"<w:p>{run('— ')}{LAST_PRINTED}{run(' —')}</w:p>",
    "a text box, twice for old and new programs": (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
}


@pytest.mark.parametrize("name", FEET)
def test_the_number_of_a_foot_is_printed_once(name: str) -> None:
    assert read(made(footer=FEET[name]), path="方案.docx").layout.foot == "—1—"


def test_a_foot_with_but_the_count_of_pages_has_no_number() -> None:
    assert judged(made(footer="<w:p><w:r><w:instrText>NUMPAGES</w:instrText></w:r></w:p>"))["F-03"] == ["没有页码。"]


def test_a_damaged_foot_is_none() -> None:
    assert judged(made(footer="<w:p>PAGE</w:r>"))["F-03"] == ["没有页码。"]


def test_a_place_is_the_heading_itself() -> None:
    data = docx(line("某厂实施方案", SONG) + line("一、工作目标", KAI) + line(TEXT) + section(), styles=STYLES)
    found = engine.check(extract(read(data, path="a.docx")), ("official-format",)).findings
    assert [p.quote for f in found if f.requirement == "F-08" for p in f.places] == ["一、工作目标"]


def test_other_formats_do_not_say_how_they_look() -> None:
    unstated = ["这份文件看不出版式，请提交 Word（docx）文件。"]
    assert judged(TEXT.encode(), "a.txt") == {"F-01": unstated, "F-02": unstated, "F-03": unstated}


def test_our_own_letter_passes() -> None:
    asked = ("F-01", "F-02", "F-03", "F-08", "F-09", "F-10")
    assert judged(render(gap_report()), asked=asked) == {key: [] for key in asked}


@given(st.integers(9000, 20000), st.integers(0, 4000))
def test_margins_within_a_millimetre_are_let_pass(width: int, top: int) -> None:
    page = PAGE.replace("11906", str(width)).replace("2098", str(top))
    told = judged(made(page=page))["F-01"]
    wrong = [abs(width / 56.6929 - 210) > 1.2, abs(top / 56.6929 - 37) > 1.2]
    right = [abs(width / 56.6929 - 210) < 1.0, abs(top / 56.6929 - 37) < 1.0]
    assert sum(wrong) <= len(told) <= 2 - sum(right)
