"""The layout of official documents: read off Word files, asked by the pack official-format, kept by our own letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import engine
from conformance.facts import extract
from conformance.model.document import Layout
from conformance.readers import read
from conformance.reporters.docx import render
from tests.sample_report import gap_report
from tests.word_files import docx, paragraph, style

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


def judged(data: bytes, path: str = "方案.docx") -> dict[str, list[str]]:
    """The messages of the places of each layout requirement; of one that is open its own."""
    found = engine.check(extract(read(data, path=path)), ("official-format",)).findings
    return {
        f.requirement: [f.message] if f.outcome == "open" else [p.message for p in f.places]
        for f in found
        if f.requirement in ("F-01", "F-02", "F-03")
    }


def test_the_layout_is_read_off_styles_and_section() -> None:
    found = read(made(), path="a.docx").layout
    assert found == Layout((210.0, 297.0), (37.0, 26.0, 35.0, 28.0), "仿宋_GB2312", 16.0, 28.95, True)


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
                    "正文为 宋体 16.0 pt，应为 3 号（16 磅）仿宋。",
                    "正文行距为 -，每页应排 22 行左右（固定值 28 至 29 磅）。",
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


def test_other_formats_do_not_say_how_they_look() -> None:
    unstated = ["这份文件看不出版式，请提交 Word（docx）文件。"]
    assert judged(TEXT.encode(), "a.txt") == {"F-01": unstated, "F-02": unstated, "F-03": unstated}


def test_our_own_letter_passes() -> None:
    assert judged(render(gap_report())) == {"F-01": [], "F-02": [], "F-03": []}


@given(st.integers(9000, 20000), st.integers(0, 4000))
def test_margins_within_a_millimetre_are_let_pass(width: int, top: int) -> None:
    page = PAGE.replace("11906", str(width)).replace("2098", str(top))
    told = judged(made(page=page))["F-01"]
    wrong = [abs(width / 56.6929 - 210) > 1.2, abs(top / 56.6929 - 37) > 1.2]
    right = [abs(width / 56.6929 - 210) < 1.0, abs(top / 56.6929 - 37) < 1.0]
    assert sum(wrong) <= len(told) <= 2 - sum(right)
