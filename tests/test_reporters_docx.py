"""The review opinion: laid out as GB/T 9704 asks, complete, and the same bytes for the same report."""

from __future__ import annotations

import importlib
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.messages import Message
from conformance.model.report import GapReport
from conformance.readers import read
from conformance.reporters.docx import render
from conformance.reporters.word import template as t
from conformance.reporters.word.packing import pack, printable
from tests.sample_report import checked, gap_report, unread

MODULES = (
    "docx",
    "word.annexes",
    "word.opinion",
    "word.parts",
    "view.answers",
    "view.conclusion",
    "view.citations",
    "view.places",
)


@pytest.fixture(scope="module")
def letter() -> docx.document.Document:
    return opened(gap_report())


def opened(report: GapReport) -> docx.document.Document:
    return docx.Document(io.BytesIO(render(report)))


def text_of(report: GapReport) -> str:
    return read(render(report), path="审查意见.docx").text


def test_pages_are_a4_with_the_margins_of_official_letters(letter: docx.document.Document) -> None:
    sections = [
        tuple(length.twips for length in (s.page_width, s.page_height, s.top_margin, s.right_margin, s.bottom_margin, s.left_margin))
        for s in letter.sections
    ]  # fmt: skip
    assert sections == [(11906, 16838, 2098, 1474, 1984, 1588)]


def test_every_style_names_a_chinese_font_and_the_language() -> None:
    styles = docx.Document(io.BytesIO(t.template())).styles.element
    stated = {
        style.find(qn("w:name")).get(qn("w:val")): (
            style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")),
            style.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:eastAsia")),
        )
        for style in styles.iterchildren(qn("w:style"))
        if style.get(qn("w:type")) != "character"
    }
    assert set(stated.values()) <= {(font, "zh-CN") for font in (t.SONG, t.FANG_SONG, t.HEI, t.KAI, t.SERIF)}
    assert set(stated) == {s.name for s in t.STYLES} | {t.GRID, "Normal Table"}


@pytest.mark.parametrize(
    ("name", "font", "half_points", "line"),
    [
        (t.TITLE, "方正小标宋简体", 44, 700),
        (t.NUMBER, "仿宋_GB2312", 32, 560),
        (t.ADDRESSEE, "仿宋_GB2312", 32, 560),
        (t.BODY, "仿宋_GB2312", 32, 560),
        (t.HEADING, "黑体", 32, 560),
        (t.SUBHEADING, "楷体_GB2312", 32, 560),
        (t.ANNEX, "黑体", 32, 560),
        (t.ANNEX_TITLE, "方正小标宋简体", 44, 700),
        (t.FOOTER_ODD, "宋体", 28, 300),
    ],
)
def test_fonts_sizes_and_lines_by_level(name: str, font: str, half_points: int, line: int) -> None:
    styles = docx.Document(io.BytesIO(t.template())).styles.element
    style = next(s for s in styles if s.get(qn("w:styleId")) == t.style_id(name))
    spacing = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    found = (
        style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")),
        int(style.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val"))),
        int(spacing.get(qn("w:line"))),
        spacing.get(qn("w:lineRule")),
    )
    assert found == (font, half_points, line, "exact")


def test_page_numbers_stand_outside_between_dashes(letter: docx.document.Document) -> None:
    first = letter.sections[0]
    assert letter.settings.odd_and_even_pages_header_footer
    for footer, style, align in (
        (first.footer, t.FOOTER_ODD, "right"),
        (first.even_page_footer, t.FOOTER_EVEN, "left"),
    ):
        paragraph = footer.paragraphs[0]
        assert (paragraph.text, paragraph.style.name) == ("— 1 —", style)
        assert paragraph.style.element.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == align


def test_rows_do_not_break_and_heads_are_repeated(letter: docx.document.Document) -> None:
    rows = [row for table in letter.tables for row in table._tbl.tr_lst]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    repeated = [t_._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for t_ in letter.tables]
    assert repeated == [True, True, True, False, False]


def test_the_letter_says_to_whom_on_what_basis_and_what_is_concluded(letter: docx.document.Document) -> None:
    said = [p.text for p in letter.paragraphs]
    title = "恒泽铸件有限公司2024—2026年安全生产提升行动实施方案"
    assert said[0] == f"关于《{title}》的审查意见"
    assert said[2] == "＿＿＿〔＿＿＿＿〕＿＿号"
    assert said[4] == "恒泽铸件有限公司："
    assert said[5] == (
        f"你单位报送的《{title}》（文件名：提升行动方案.docx）收悉。现以2024年11月20日为核对日期，按下列依据对文件全文逐项审查，提出意见如下。"
    )
    assert (
        said[7]
        == "（一）规则包：《街道安全生产提升行动（示例）》（1.2版，28项要求）、《引用与时限通用检查》（0.9版，4项要求）。"
    )
    conclusion = next(words for words in said if words.startswith("建议退回修改"))
    assert conclusion.endswith(
        "逐个规则包计（相同的要求分别计）：符合12项，部分符合5项，不符合8项，待复核3项，未检查2项，不适用2项。"
    ), conclusion
    assert "＿＿＿＿＿＿＿＿＿＿（审查单位盖章）" in said
    assert [words.strip() for words in said if re.match(r"附件：|附件\d$|　　　", words)] == [
        "附件：1.审查情况表", "2.问题清单", "3.引用文件核对表", "4.审查说明", "附件1", "附件2", "附件3", "附件4",
    ]  # fmt: skip


def test_problems_come_by_level_with_place_basis_and_advice(letter: docx.document.Document) -> None:
    rows = [[cell.text for cell in row.cells] for row in letter.tables[1].rows]
    assert rows[0] == ["序号", "等级", "存在问题和依据", "整改建议", "责任人、时限、情况"]
    levels = [row[1][0] for row in rows[1:]]
    assert levels == sorted(levels, key="■▲◆●".index)
    standard = next(row for row in rows if "GB 15577-2007" in row[2])
    assert standard[1:] == [
        "▲ 较重",
        "CIT-01　引用的标准、法规现行有效\nGB 15577-2007已被GB 15577-2018代替\n位置：三/（三），第1页，原文“GB 15577-2007”\n"
        "依据：《标准化工作导则 第1部分》（GB/T 1.1-2020）第10章",
        "改为：GB 15577-2018",
        "",
    ]
    assert all(row[4] == "" for row in rows[1:])


def test_the_review_table_answers_every_requirement(letter: docx.document.Document) -> None:
    rows = [[cell.text for cell in row.cells] for row in letter.tables[0].rows]
    report = gap_report()
    asked = [key for p in report.packs for key in p.requirements]
    answered = [m[1] for row in rows if (m := re.match(r"(?:\* )?([A-Z]+\d?-\d+)　", row[0]))]
    assert answered == asked
    lacking = next(row for row in rows if row[0].startswith("A1-02"))
    assert lacking == [
        "A1-02　主要负责人带班、在岗",
        "全文没有写明“主要负责人带班、在岗”。\n最接近的原文（二，第1页）：“每季度主持召开一次安全生产专题会议”\n"
        "查找范围：在全部正文和表格中查找（5章、37段），标题、目的和目录除外。",
        "不符合",
    ]


def test_what_was_not_read_and_with_what_tools_stands_at_the_end(letter: docx.document.Document) -> None:
    about = text_of(gap_report()).rpartition("审查说明")[2]
    document = checked().facts
    assert document is not None
    for words in (
        document.document.sha256, "conformance 0.1.0", "ab" * 32, "cd" * 32, "ef" * 32, "2024-11-20",
        "未读取：第2页有1张图片，其中的文字没有读取", "说明：规则包 street 适用于2024年6月1日及以后的方案",
        "未检查：D2-03　危险化学品使用管理。不知道本单位是否储存、使用危险化学品。请在企业情况表中填写 hazardous_chemicals。",
        "机器预审，供人工复核",
    ):  # fmt: skip
        assert words in about


def test_an_unread_file_gets_a_letter_that_says_why() -> None:
    said = [p.text for p in opened(gap_report(unread())).paragraphs]
    assert said[4:7] == [
        "＿＿＿＿＿＿＿＿＿＿（报送单位）：",
        "你单位报送的文件（文件名：方案.docx）未能读取，未作审查。原因：文件有打开密码，无法读取。请向提交单位索取没有密码的文件。",
        "请按上述原因处理后，于＿＿年＿＿月＿＿日前重新报送。",
    ]


@pytest.mark.parametrize(
    ("title", "heading", "opening"),
    [
        (
            "关于落实责任的方案",
            "对《关于落实责任的方案》的审查意见",
            "你单位报送的《关于落实责任的方案》（文件名：提升行动方案.docx）收悉。",
        ),
        ("", "关于报送文件的审查意见", "你单位报送的文件（文件名：提升行动方案.docx，没有标题）收悉。"),
    ],
)
def test_the_letter_is_headed_as_the_document_is(title: str, heading: str, opening: str) -> None:
    one = checked()
    assert one.facts is not None
    facts = replace(one.facts, document=replace(one.facts.document, title=title))
    said = [p.text for p in opened(gap_report(replace(one, facts=facts))).paragraphs]
    assert said[0] == heading
    assert said[5].startswith(opening)


def test_an_english_letter_speaks_english() -> None:
    said = [p.text for p in opened(gap_report(language="en")).paragraphs]
    assert "2. Conclusion" in said
    assert [words for words in said if words.startswith("Annex")] == [
        "Annexes: 1. Review table", "Annex 1", "Annex 2", "Annex 3", "Annex 4",
    ]  # fmt: skip


def test_the_same_report_gives_the_same_bytes_without_a_clock() -> None:
    packed = render(gap_report())
    assert packed == render(gap_report())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {m.date_time for m in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    properties = docx.Document(io.BytesIO(packed)).core_properties
    assert (properties.author, properties.created.isoformat(), properties.modified.isoformat()) == (
        "合规检查", "2024-11-20T00:00:00+00:00", "2024-11-20T00:00:00+00:00",
    )  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_our_own_words_give_no_orders_and_grade_no_hazards(module: str) -> None:
    members = vars(importlib.import_module(f"conformance.reporters.{module}")).values()
    said = [one.zh for one in members if isinstance(one, Message)]
    assert not [words for words in said if re.search("责令|处罚|重大隐患|重大事故隐患", words)]


@settings(max_examples=15, deadline=None)
@given(st.text())
def test_any_words_of_a_document_can_be_printed(words: str) -> None:
    one = checked()
    first = replace(one.findings[1], message=words, missing=(words,))
    packed = render(gap_report(replace(one, findings=(one.findings[0], first, *one.findings[2:]))))
    cells = [cell.text for row in docx.Document(io.BytesIO(packed)).tables[0].rows for cell in row.cells]
    shown = printable(words).replace("\r\n", "\n").replace("\r", "\n")
    assert any(cell.startswith(shown) for cell in cells)


def test_characters_xml_cannot_hold_are_seen_as_replaced() -> None:
    assert printable("a\x00b\x1fc\ud800d\uffffe\tf\n安") == "a\ufffdb\ufffdc\ufffdd\ufffde\tf\n安"


def test_packing_keeps_the_order_given_with_the_content_types_first() -> None:
    packed = pack({"b.xml": b"2", "[Content_Types].xml": b"1", "a.xml": b"3"})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "[Content_Types].xml": b"1", "b.xml": b"2", "a.xml": b"3",
        }  # fmt: skip
        assert archive.namelist() == ["[Content_Types].xml", "b.xml", "a.xml"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_prints_it_on_a4(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    (tmp_path / "意见.docx").write_bytes(render(gap_report()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "意见.docx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pages = pypdf.PdfReader(tmp_path / "意见.pdf").pages
    sizes = {tuple(sorted(round(float(side)) for side in page.mediabox[2:])) for page in pages}
    assert sizes == {(595, 842)}
    said = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    assert [f"—{n}—" in words for n, words in enumerate(said, 1)] == [True] * len(pages)
    assert all(len(words) > 20 for words in said), "an empty page"
