"""Word files are read as Word shows them: numbers, changes, notes, boxes, tables, headings, contents lists."""

from __future__ import annotations

import pytest
import word_files as word
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import abstract, cell, level, listed, num, paragraph, run, style, styled, table

from conformance.model.document import Block, Reading
from conformance.options import DEFAULT_LIMITS
from conformance.readers import docx, read


def reading(body: str, **parts: str) -> Reading:
    return docx.read(word.docx(body, **parts), DEFAULT_LIMITS)


def lines(body: str, **parts: str) -> list[str]:
    found = reading(body, **parts)
    return [found.text[b.start : b.end] for b in found.blocks]


def blocks(body: str, **parts: str) -> list[tuple[object, ...]]:
    """Kind, text and what else is set, block by block."""
    found = reading(body, **parts)
    return [(b.kind, found.text[b.start : b.end], b.level, b.contents) for b in found.blocks]


def cells(body: str) -> list[tuple[int | None, int | None, int | None, str]]:
    found = reading(body)
    return [(b.table, b.row, b.column, found.text[b.start : b.end]) for b in found.blocks if b.kind == "cell"]


# --- running text -----------------------------------------------------------------------------------------------------

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>".format
BOX = "<w:txbxContent>" + paragraph("框内一") + paragraph("框内二") + "</w:txbxContent>"
MODERN = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>'
OLD = f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"

TEXTS: dict[str, tuple[str, list[str]]] = {
    "runs join without blanks": (paragraph(inside=run("应当") + run("每月") + run("检查")), ["应当每月检查"]),
    "insertions are in": (paragraph(inside=run("于") + f"<w:ins>{run('2025年底前')}</w:ins>" + run("完成")), ["于2025年底前完成"]),
    "deletions are out": (
        paragraph("完成", inside="<w:del><w:r><w:delText>部分</w:delText></w:r></w:del>" + run("整改")),
        ["完成整改"],
    ),
    "a deletion inside an insertion is out": (
        paragraph("甲", inside=f"<w:ins>{run('乙')}<w:del>{run('丙')}</w:del></w:ins>"),
        ["甲乙"],
    ),
    "moved text is read where it went": (
        paragraph(inside=f"<w:moveFrom>{run('搬走')}</w:moveFrom>") + paragraph(inside=f"<w:moveTo>{run('搬走')}</w:moveTo>"),
        ["搬走"],
    ),
    "a deleted paragraph mark joins two paragraphs": (
        paragraph("上半句", "<w:rPr><w:del/></w:rPr>") + paragraph("下半句") + paragraph("另段"),
        ["上半句下半句", "另段"],
    ),
    "a deleted mark at the very end loses nothing": (paragraph("末段", "<w:rPr><w:del/></w:rPr>"), ["末段"]),
    "hidden runs are out": (paragraph("可见", inside=run("隐藏", "<w:vanish/>") + run("文字")), ["可见文字"]),
    "a switch that is off hides nothing": (paragraph(inside=run("可见", '<w:vanish w:val="0"/>')), ["可见"]),
    "content controls are in": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('整段')}</w:sdtContent></w:sdt>"
        + paragraph("由", inside=f"<w:sdt><w:sdtContent>{run('安全部')}</w:sdtContent></w:sdt>" + run("负责")),
        ["整段", "由安全部负责"],
    ),
    "letters of symbol fonts as signs": (paragraph("\uf0a8是\uf0fe否\uf0b7"), ["☐是☑否•"]),
    "links and smart tags are in": (
        paragraph(inside=f"<w:hyperlink>{run('见')}</w:hyperlink><w:smartTag>{run('2024年')}</w:smartTag>"),
        ["见2024年"],
    ),
    "field results are in, codes out": (
        paragraph(inside=FIELD("begin") + CODE(" REF a ") + run("码") + FIELD("separate") + run("第三章") + FIELD("end")),
        ["第三章"],
    ),
    "a field inside the code of another is out": (
        paragraph(
            inside=FIELD("begin") + CODE("IF ") + FIELD("begin") + CODE("PAGE") + FIELD("separate") + run("7")
            + FIELD("end") + CODE("> 1") + FIELD("separate") + run("后续") + FIELD("end")
        ),
        ["后续"],
    ),
    "a field without end swallows nothing after its paragraph": (
        paragraph("甲", inside=FIELD("begin") + CODE("PAGE")) + paragraph("乙"),
        ["甲", "乙"],
    ),
    "a hidden field keeps its marks in pairs": (
        paragraph(
            "甲",
            inside='<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>' + CODE(" XE ")
            + run("索引") + FIELD("end") + run("乙"),
        ),
        ["甲乙"],
    ),
    "a simple field is its result": (paragraph(inside=f'<w:fldSimple w:instr="DATE">{run("2024年")}</w:fldSimple>'), ["2024年"]),
    "digits in a ring made by a field": (
        paragraph(inside=FIELD("begin") + CODE(r"eq \o\ac(○,3)") + FIELD("end") + run("检查")),
        ["③检查"],
    ),
    "tabs, breaks, hyphens": (
        paragraph("甲", inside="<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>GB 1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:softHyphen/></w:r>"),
        ["甲\t乙\nGB 1-2"],
    ),
    "symbols": (
        paragraph(
            inside='<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B3"/>'
            '<w:sym w:font="SimSun" w:char="2460"/><w:t>5</w:t></w:r>'
        ),
        ["☑≥①5"],
    ),
    "ruby: the base only": (
        paragraph(inside=f"<w:r><w:ruby><w:rt>{run('guan')}</w:rt><w:rubyBase>{run('管')}</w:rubyBase></w:ruby></w:r>"),
        ["管"],
    ),
    "formulas": (paragraph("率", inside="<m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath>"), ["率≥95%"]),
    "a text box once, after its paragraph": (
        paragraph("主文", inside=f"<w:r><mc:AlternateContent>{MODERN}{OLD}</mc:AlternateContent></w:r>") + paragraph("下段"),
        ["主文", "框内一", "框内二", "下段"],
    ),
    "an old text box": (
        paragraph("主文", inside=f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"),
        ["主文", "框内一", "框内二"],
    ),
    "word art": (paragraph(inside='<w:r><w:pict><v:shape><v:textpath string="安全第一"/></v:shape></w:pict></w:r>'), ["安全第一"]),
    "a symbol with a fallback": (
        paragraph(
            inside='<w:r><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:t>☎</w:t></mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        ),
        ["☎"],
    ),
    "comments are out": (paragraph("正文", inside='<w:r><w:commentReference w:id="0"/></w:r>'), ["正文"]),
    "a frame around the text is no table": (
        table(cell("\n".join(f"第{n}段" for n in range(6)))),
        [f"第{n}段" for n in range(6)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_what_word_shows(name: str) -> None:
    body, expected = TEXTS[name]
    assert lines(body) == expected


def test_styles_hide_text() -> None:
    styles = style("h", "hidden", "<w:rPr><w:vanish/></w:rPr>") + style(
        "c", "c", "<w:rPr><w:vanish/></w:rPr>", kind="character"
    )
    body = (
        styled("整段隐藏", "h") + paragraph("甲", inside=run("乙", '<w:rStyle w:val="c"/>') + run("丙"))
        + paragraph(properties='<w:pStyle w:val="h"/>', inside=run("仍可见", '<w:vanish w:val="0"/>'))
    )  # fmt: skip
    assert lines(body, styles=styles) == ["甲丙", "仍可见"]


_XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_XML_TEXT.filter(str.strip), max_size=8), st.randoms(use_true_random=False))
def test_paragraphs_come_back_exactly(texts: list[str], random: object) -> None:
    def cut(text: str) -> str:
        at = random.randrange(len(text) + 1)  # type: ignore[attr-defined]
        return paragraph(inside="".join(run(piece) for piece in (text[:at], text[at:]) if piece))

    found = reading("".join(map(cut, texts)))
    assert found.text == "\n".join(texts)
    assert [found.text[b.start : b.end] for b in found.blocks] == texts


# --- automatic numbers ------------------------------------------------------------------------------------------------

DOCUMENT_LIST = abstract(
    0,
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "chineseCounting"),
    level(2, "%3."),
    level(3, "%1.%2.%4"),
)
START_ANEW = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'.format


def test_levels_count_and_begin_anew_below_each_other() -> None:
    steps = [("总则", 0), ("目标", 1), ("原则", 1), ("职责", 0), ("分工", 1), ("细目", 2), ("细目", 2), ("末级", 3)]
    assert lines("".join(listed(t, 1, n) for t, n in steps), numbering=DOCUMENT_LIST + num(1, 0)) == [
        "一、总则", "（一）目标", "（二）原则", "二、职责", "（一）分工", "1.细目", "2.细目", "二.一.1末级",
    ]  # fmt: skip


PLAIN_LIST = (level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3"))

# (list, level) of each paragraph → its printed number.
COUNTS: dict[str, tuple[str, list[tuple[int, int]], list[str]]] = {
    "lists of one definition count on": (
        num(1, 0) + num(2, 0),
        [(1, 0), (2, 0), (2, 1), (1, 0)],
        ["1", "2", "2.1", "3"],
    ),
    "a list can start anew": (
        num(1, 0) + num(2, 0, START_ANEW(0, 5)),
        [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)],
        ["1", "2", "5", "6", "7"],
    ),
    "only when first met": (
        num(1, 0) + num(2, 0, START_ANEW(1, 4)),
        [(1, 0), (1, 1), (2, 1), (2, 0), (2, 1)],
        ["1", "1.1", "1.4", "2", "2.1"],
    ),
    "skipped levels count as begun": (num(1, 0), [(1, 1), (1, 0), (1, 2), (1, 1)], ["1.1", "2", "2.1.1", "2.2"]),
    "a level of its own": (
        num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "附%1", start=3)}</w:lvlOverride>'),
        [(1, 0), (1, 0)],
        ["附3", "附4"],
    ),
    "an unknown list prints nothing": (num(1, 9) + num(2, 0), [(1, 0), (7, 0), (2, 0)], ["", "", "1"]),
    "list 0 takes the number away": (num(1, 0), [(1, 0), (0, 0), (1, 0)], ["1", "", "2"]),
}


@pytest.mark.parametrize("name", COUNTS)
def test_lists_count_as_in_word(name: str) -> None:
    lists, steps, expected = COUNTS[name]
    found = lines("".join(listed("|", n, i) for n, i in steps), numbering=abstract(0, *PLAIN_LIST) + lists)
    assert [line.rstrip("|") for line in found] == expected


def test_restart_can_be_switched_off_or_tied_to_a_level() -> None:
    lists = abstract(
        0,
        level(0, "%1"),
        level(1, "%2", more='<w:lvlRestart w:val="0"/>'),
        level(2, "%3", more='<w:lvlRestart w:val="1"/>'),
    ) + num(1, 0)  # fmt: skip
    steps = [0, 1, 2, 1, 2, 0, 1, 2]
    assert lines("".join(listed("|", 1, n) for n in steps), numbering=lists) == [
        "1|", "1|", "1|", "2|", "2|", "2|", "3|", "1|",
    ]  # fmt: skip


def test_text_boxes_count_apart_from_the_body() -> None:
    box = f"<w:txbxContent>{listed('审核人', 1)}{listed('批准人', 1)}</w:txbxContent>"
    held = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    lists = abstract(0, level(0, "%1.", suffix="nothing")) + num(1, 0)
    body = listed("资质", 1) + paragraph("见图", inside=held) + listed("许可", 1)
    assert lines(body, numbering=lists) == ["1.资质", "见图", "1.审核人", "2.批准人", "2.许可"]


def test_legal_style_prints_figures_only() -> None:
    lists = abstract(0, level(0, "第%1章 ", "chineseCounting"), level(1, "%1.%2 ", more="<w:isLgl/>")) + num(1, 0)
    assert lines(listed("总则", 1) + listed("依据", 1, 1), numbering=lists) == ["第一章 总则", "1.1 依据"]


@pytest.mark.parametrize(("suffix", "between"), [("tab", "\t"), ("space", " "), ("nothing", "")])
def test_what_stands_between_number_and_text(suffix: str, between: str) -> None:
    assert lines(listed("甲", 1), numbering=abstract(0, level(0, "%1.", suffix=suffix)) + num(1, 0)) == [
        f"1.{between}甲"
    ]


def test_bullets_print_in_any_font() -> None:
    symbol = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0d8"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>'
    lists = abstract(0, symbol) + abstract(1, level(0, "—", "bullet")) + num(1, 0) + num(2, 1)
    assert lines(listed("甲", 1) + listed("乙", 2), numbering=lists) == ["➢\t甲", "—乙"]


def test_number_formats_of_word() -> None:
    expected = {
        "decimal": {1: "1", 21: "21"},
        "decimalZero": {7: "07", 12: "12"},
        "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一"},
        "chineseCountingThousand": {10: "十", 30: "三十", 100: "一百", 103: "一百零三", 110: "一百一十", 1010: "一千零一十", 10010: "一万零一十"},
        "taiwaneseCountingThousand": {12: "十二", 2024: "二千零二十四"},
        "japaneseCounting": {10: "十", 21: "二十一", 100: "百"},
        "ideographDigital": {9: "九", 10: "一〇", 2024: "二〇二四"},
        "chineseLegalSimplified": {3: "叁", 10: "壹拾", 105: "壹佰零伍"},
        "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
        "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "㉑", 51: "51"},
        "decimalEnclosedParen": {2: "⑵"},
        "decimalFullWidth": {12: "１２"},
        "lowerLetter": {1: "a", 26: "z", 27: "aa"},
        "upperRoman": {4: "IV", 1994: "MCMXCIV"},
        "ordinal": {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"},
        "none": {5: ""},
        "inventedFormat": {5: "5"},
    }  # fmt: skip
    for format, numbers in expected.items():
        for number, printed in numbers.items():
            lists = abstract(0, level(0, "%1、", format, start=number)) + num(1, 0)
            assert lines(listed("甲", 1), numbering=lists) == [f"{printed}、甲"], (format, number)


def test_custom_formats_are_given_by_a_sample() -> None:
    sample = '<w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/><w:suff w:val="nothing"/><w:lvlText w:val="%1号"/></w:lvl>'
    assert lines(listed("甲", 1), numbering=abstract(0, sample) + num(1, 0)) == ["007号甲"]


HEADINGS = (
    style("1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style(
        "2", "heading 2", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>', based_on="1"
    )
    + style("own", "专用标题", based_on="2")
    + style("bare", "无编号", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based_on="1")
    + style("wps", "标题 3")
    + style("text", "正文体", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="1")
)


def test_styles_number_and_rank_headings() -> None:
    body = (
        styled("甲", "1") + styled("乙", "2") + styled("丙", "own") + styled("丁", "bare") + styled("戊", "wps")
        + paragraph("己", '<w:outlineLvl w:val="3"/>') + paragraph("庚", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
        + styled("辛", "missing")
    )  # fmt: skip
    assert blocks(body, styles=HEADINGS, numbering=abstract(0, *PLAIN_LIST) + num(1, 0)) == [
        ("heading", "1甲", 1, False), ("heading", "1.1乙", 2, False), ("heading", "1.2丙", 2, False),
        ("heading", "丁", 1, False), ("heading", "戊", 3, False), ("heading", "己", 4, False),
        ("paragraph", "2庚", None, False), ("paragraph", "辛", None, False),
    ]  # fmt: skip


def test_levels_linked_to_styles_and_lists_behind_list_styles() -> None:
    linked = level(0, "%1") + level(1, "%1.%2").replace(
        '<w:suff w:val="nothing"/>', '<w:pStyle w:val="b"/><w:suff w:val="nothing"/>'
    )
    styles = (
        style("a", "A", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
        + style("b", "B", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
        + style("l", "L", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    )
    lists = abstract(0, linked) + abstract(1, more='<w:numStyleLink w:val="l"/>') + num(1, 0) + num(2, 1)
    assert lines(styled("甲", "a") + styled("乙", "b") + styled("丙", "b"), styles=styles, numbering=lists) == [
        "1甲",
        "1.1乙",
        "1.2丙",
    ]


def test_styles_in_a_circle_and_lists_in_a_circle_end() -> None:
    styles = style("a", "A", based_on="b") + style("b", "B", based_on="a") + style(
        "l", "L", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering"
    )  # fmt: skip
    lists = abstract(1, more='<w:numStyleLink w:val="l"/>') + num(1, 1) + num(2, 1)
    assert lines(styled("甲", "a") + listed("乙", 1), styles=styles, numbering=lists) == ["甲", "乙"]


def test_empty_and_hidden_paragraphs() -> None:
    hidden = paragraph(
        properties='<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>', inside=run("隐", "<w:vanish/>")
    )
    lists = abstract(0, *PLAIN_LIST) + num(1, 0)
    body = listed("甲", 1) + listed("", 1) + hidden + listed("乙", 1)
    assert lines(body, numbering=lists) == [
        "1甲",
        "3乙",
    ]  # the empty one is counted, as Word prints it; the hidden is not
    row = "<w:tc>" + listed("", 2) + "</w:tc>" + cell("任务")
    assert lines(table(row, row), numbering=abstract(0, level(0, "%1")) + num(2, 0)) == ["1", "任务", "2", "任务"]


# --- tables -----------------------------------------------------------------------------------------------------------

MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_cells_have_places_and_join_their_paragraphs() -> None:
    body = paragraph("前") + table(cell("序号") + cell("任务"), cell("1") + cell("排查\n治理")) + table(cell("另表"))
    assert cells(body) == [
        (0, 0, 0, "序号"), (0, 0, 1, "任务"), (0, 1, 0, "1"), (0, 1, 1, "排查\n治理"), (1, 0, 0, "另表"),
    ]  # fmt: skip


def test_merged_cells_stand_once_and_keep_columns_straight() -> None:
    body = table(
        cell("甲", MERGED) + cell("宽", '<w:gridSpan w:val="2"/>') + cell("末"),
        cell("看不见", GOES_ON) + cell("乙") + cell("丙") + cell("丁"),
        cell("新", MERGED) + cell("戊") + cell("己") + cell("庚"),
    )
    assert cells(body) == [
        (0, 0, 0, "甲"), (0, 0, 1, "宽"), (0, 0, 3, "末"), (0, 1, 1, "乙"), (0, 1, 2, "丙"), (0, 1, 3, "丁"),
        (0, 2, 0, "新"), (0, 2, 1, "戊"), (0, 2, 2, "己"), (0, 2, 3, "庚"),
    ]  # fmt: skip


def test_odd_tables() -> None:
    assert cells(table(cell("无头", GOES_ON), cell("续", GOES_ON))) == [(0, 0, 0, "无头")]
    assert cells(table(cell("巨", '<w:gridSpan w:val="100000000"/>') + cell("后"))) == [
        (0, 0, 0, "巨"),
        (0, 0, 63, "后"),
    ]
    assert cells(table(cell("甲", '<w:gridSpan w:val="-3"/>') + cell("乙", '<w:gridSpan w:val="x"/>'))) == [
        (0, 0, 0, "甲"),
        (0, 0, 0, "乙"),
    ]
    deleted = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + cell("删") + f"</w:tr><w:tr>{cell('留')}</w:tr></w:tbl>"
    assert cells(deleted) == [(0, 0, 0, "留")]
    late = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell("右")}</w:tr></w:tbl>'
    assert cells(late) == [(0, 0, 2, "右")]


def test_nested_tables() -> None:
    inner = table(cell("内1") + cell("内2"), cell("内3") + cell("内4"))
    body = table(f"<w:tc>{paragraph('上')}{inner}{paragraph('下')}</w:tc>" + cell("旁"))
    assert cells(body) == [
        (0, 0, 0, "上"), (1, 0, 0, "内1"), (1, 0, 1, "内2"), (1, 1, 0, "内3"), (1, 1, 1, "内4"), (0, 0, 0, "下"), (0, 0, 1, "旁"),
    ]  # fmt: skip
    row_only = table(f"<w:tc>{table(cell('牵头') + cell('配合'))}{paragraph()}</w:tc>" + cell("旁"))
    assert cells(row_only) == [(0, 0, 0, "牵头\n配合"), (0, 0, 1, "旁")]


# --- notes, contents, what is left out --------------------------------------------------------------------------------

NOTES = (
    '<w:footnote w:type="separator" w:id="0">' + paragraph("线") + '</w:footnote><w:footnote w:id="2">{}</w:footnote>'
)


def test_notes_follow_the_paragraph_and_the_table_that_refer_to_them() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    body = (
        paragraph("正文", inside=mark + end)
        + table(f"<w:tc>{paragraph('格', inside=mark)}</w:tc>" + cell("旁"))
        + paragraph("末")
    )
    found = blocks(
        body,
        footnotes=NOTES.format(paragraph("注一") + paragraph("注二")),
        endnotes=f'<w:endnote w:id="5">{paragraph("尾注")}</w:endnote>',
    )
    note = ("note", "注一\n注二", None, False)
    assert found == [
        ("paragraph", "正文", None, False), note, ("cell", "格", None, False), ("cell", "旁", None, False), note,
        ("paragraph", "末", None, False), ("note", "尾注", None, False),
    ]  # fmt: skip


def test_contents_by_style_gallery_and_field() -> None:
    styles = style("t1", "toc 1") + style("th", "TOC Heading")
    by_style = styled("目录", "th") + styled("总则\t1", "t1") + paragraph("正文")
    assert [b[3] for b in blocks(by_style, styles=styles)] == [True, True, False]
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    by_gallery = gallery + paragraph("总则\t1") + "</w:sdtContent></w:sdt>" + paragraph("正文")
    assert [b[3] for b in blocks(by_gallery)] == [True, False]
    by_field = (
        paragraph("目 录")
        + paragraph(inside=FIELD("begin") + CODE(r' TOC \o "1-3" ') + FIELD("separate") + run("总则\t1"))
        + paragraph("职责\t2")
        + paragraph(inside=FIELD("end") + run("一、总则"))
    )
    assert [(b[1], b[3]) for b in blocks(by_field)] == [
        ("目 录", True), ("总则\t1", True), ("职责\t2", True), ("一、总则", False),
    ]  # fmt: skip


def test_a_contents_field_without_end_hides_no_text() -> None:
    body = paragraph(inside=FIELD("begin") + CODE("TOC") + FIELD("separate") + run("总则")) + paragraph("正文")
    assert [b[3] for b in blocks(body)] == [False, False]


BLIP = '<w:r><w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/><a:blip/></wp:inline></w:drawing></w:r>'.format
LONG = paragraph("安全生产责任落实到位。" * 20)


def said(body: str) -> tuple[list[str], list[str]]:
    found = reading(body)
    return [n.message.key for n in found.notices], [n.message.key for n in found.not_read]


def test_what_was_left_out_is_said() -> None:
    assert said(LONG) == ([], [])
    assert said(LONG + paragraph(inside=BLIP(914400, 914400))) == (["pictures_left_out"], [])
    assert said(LONG + paragraph(inside=BLIP(5760000, 8640000))) == ([], ["pictures_left_out"])
    assert said(paragraph("扫描件", inside=BLIP(914400, 914400))) == ([], ["pictures_left_out"])
    assert said(LONG + '<w:altChunk r:id="rId9"/>') == ([], ["embedded_documents"])
    assert said(LONG + paragraph(inside="<w:r><w:drawing><c:chart/></w:drawing></w:r>")) == (["charts_left_out"], [])
    assert said(LONG + paragraph(inside="<w:r><w:object/></w:r>")) == (["objects_left_out"], [])
    changed = paragraph("甲", inside=f"<w:ins>{run('乙')}</w:ins>" + '<w:r><w:commentReference w:id="0"/></w:r>')
    assert said(LONG + changed) == (["changes_accepted", "comments_left_out"], [])


def test_words_of_smart_art_are_read() -> None:
    members = word.parts(paragraph("机构", inside='<w:r><w:drawing><dgm:relIds r:dm="rId3"/></w:drawing></w:r>'))
    members["word/_rels/document.xml.rels"] = word.relations({"rId3": ("diagramData", "diagrams/data1.xml")})
    members["word/diagrams/data1.xml"] = word.part(
        "data", "".join(f"<dgm:pt><a:p><a:r><a:t>{t}</a:t></a:r></a:p></dgm:pt>" for t in ("组长", "副组长"))
    )
    found = docx.read(word.packed(members), DEFAULT_LIMITS)
    assert (found.text, found.notices) == ("机构\n组长\n副组长", ())


def test_macros_and_other_names_of_parts() -> None:
    members = word.parts(paragraph("正文"))
    members["word/vbaProject.bin"] = b"macro"
    members["_rels/.rels"] = word.relations({"rId1": ("officeDocument", "/word/document2.xml")})
    members["word/document2.xml"] = members.pop("word/document.xml")
    found = docx.read(word.packed(members), DEFAULT_LIMITS)
    assert (found.text, [n.say() for n in found.notices]) == ("正文", ["文件里有宏（VBA），未运行；正文已读取。"])


def test_the_strict_dialect_and_utf_16() -> None:
    members = word.parts(paragraph("正文") + table(cell("格")))
    plain = str(members["word/document.xml"])
    strict = plain.replace(word.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    wide = plain.replace("UTF-8", "UTF-16").encode("utf-16")
    for content in (strict, wide):
        found = docx.read(word.packed({**members, "word/document.xml": content}), DEFAULT_LIMITS)
        assert (found.text, [b.kind for b in found.blocks]) == ("正文\n格", ["paragraph", "cell"])


def test_a_word_file_becomes_a_document() -> None:
    lists = abstract(0, level(0, "%1、", "chineseCounting")) + num(1, 0)
    document = read(
        word.docx(listed("总则", 1) + paragraph("本方案自发布之日起施行。"), numbering=lists), path="方案.docx"
    )
    assert (document.format, document.text, document.blocks[0]) == (
        "docx",
        "一、总则\n本方案自发布之日起施行。",
        Block("paragraph", 0, 4),
    )
    assert [(c.number, c.title) for c in document.outline] == [("一", "总则")]
