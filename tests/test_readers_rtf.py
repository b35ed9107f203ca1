"""Rich text is read as Word shows it, whatever its suffix and code page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.errors import ReadError
from conformance.model.document import Document
from conformance.options import DEFAULT_LIMITS
from conformance.readers import read, rtf

FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset2 Wingdings;}}"
LISTS = (
    r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc39\levelnfcn39\levelfollow2\levelstartat1{\leveltext\'02\'00\u12289 ?;}{\levelnumbers\'01;}}"
    r"{\listlevel\levelnfc0\levelfollow2\levelstartat1{\leveltext\'03(\'01);}{\levelnumbers\'02;}}\listid9}}"
    r"{\*\listoverridetable{\listoverride\listid9\listoverridecount0\ls1}"
    r"{\listoverride\listid9\listoverridecount1{\lfolevel\listoverridestartat\levelstartat8}\ls2}}"
)
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1 own;}{\*\cs10 Default Font;}}"


def rich(body: str, *tables: str) -> bytes:
    """A file of `body`; characters beyond ASCII are written in GBK, byte by byte."""
    text = r"{\rtf1\ansi\ansicpg936\deff0" + FONTS + "".join(tables) + body + "}"
    return b"".join(c.encode() if c.isascii() else b"".join(b"\\'%02x" % b for b in c.encode("gb18030")) for c in text)


TEXTS: dict[str, tuple[bytes, list[str]]] = {
    "gbk bytes": (rich(r"\f1 安全生产\par 责任"), ["安全生产", "责任"]),
    "gbk in a western font": (rich(r"\f0 安全GB/T 33000"), ["安全GB/T 33000"]),
    "western bytes in a western font": (rich(r"\f0 caf\'e9 \'93x\'94"), ["café “x”"]),
    "second bytes that are letters": (b"{\\rtf1\\ansi\\ansicpg936 " + b"\\'86\\'7d\\'81@}", ["\u5525\u4e02"]),
    "unicode with replacements": (rich(r"\u23433?\uc2\u20840\'c8\'ab\u-30331 ??"), ["安全\u8985"]),
    "unicode without replacement": (rich(r"\uc0\u23433\u20840 "), ["安全"]),
    "a pair of surrogates": (rich(r"\u-10178?\u-8265?"), ["\U0001fbb7"]),
    "signs": (rich(r"a\~b\_c\-d \{x\} \\ \emdash\ldblquote x\rdblquote"), ["a\xa0b-cd {x} \\ —“x”"]),
    "line breaks and tabs": (rich(r"甲\line 乙\tab 丙"), ["甲\n乙\t丙"]),
    "hidden and deleted out, inserted in": (rich(r"甲{\v 隐}{\deleted 删}{\revised 增}\v 隐\v0 乙"), ["甲增乙"]),
    "codes of fields out": (rich(r"见{\field{\*\fldinst{ PAGEREF x }}{\fldrslt{结果}}}页"), ["见结果页"]),
    "heads, pictures and comments out": (
        rich(r"{\header 页眉}{\info{\title 题}}{\*\unknown 甲}正文{\*\annotation 批注}{\pict\wmetafile8 0102}"),
        ["正文"],
    ),
    "binary data out": (b"{\\rtf1{\\pict\\bin5 }}}}}x}plan}", ["plan"]),
    "footnotes": (rich(r"依据{\footnote \pard 见办法\par}执行\par 后文"), ["依据执行", "见办法", "后文"]),
    "endnotes": (rich(r"依据{\footnote\ftnalt \pard 见办法}执行\par 后文"), ["依据执行", "后文", "见办法"]),
    "text boxes once": (
        rich(r"甲{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt \pard 框内\par}}{\shprslt{\*\do 框内}}}\par 乙"),
        ["甲", "框内", "乙"],
    ),
    "numbers as Word printed them": (rich(r"{\listtext 三、\tab}\pard\ls1 目标\par", LISTS), ["三、\t目标"]),
    "numbers from the list table": (
        rich(r"\pard\ls1 目标\par\pard\ls1\ilvl1 排查\par\pard\ls1\ilvl0 任务\par\pard 无\par\pard\ls2 另\par", LISTS),
        ["一、目标", "(1)排查", "二、任务", "无", "八、另"],
    ),
    "symbols": (rich(r"\f2 \'b7\f0 x\f3 \u-3844 ?"), ["•x✓"]),
    "cut off": (rich(r"\f1 安全{\b 生产")[:-1], ["安全生产"]),
    "text after the end": (rich("甲") + b"garbage", ["甲"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str) -> None:
    file, expected = TEXTS[name]
    document = read(file, path="方案.rtf")
    assert [document.quote(b.span) for b in document.blocks] == expected


def test_headings_have_their_level() -> None:
    document = read(
        rich(r"\pard\s1 总则\par\pard\s2 依据\par\pard\outlinelevel2 正文\par\pard 完", STYLES), path="x.rtf"
    )
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("heading", 1), ("heading", 1), ("heading", 3), ("paragraph", None),
    ]  # fmt: skip


TABLES: dict[str, tuple[str, list[tuple[int, int, int, str]]]] = {
    "rows and columns": (
        r"\trowd\cellx100\cellx200\pard\intbl 任务\cell 时限\cell\row\trowd\cellx100\cellx200\pard\intbl 检查\cell\pard\intbl 6月\cell\row\pard 表后",
        [(0, 0, 0, "任务"), (0, 0, 1, "时限"), (0, 1, 0, "检查"), (0, 1, 1, "6月")],
    ),
    "merged cells are read once": (
        r"\trowd\clmgf\cellx100\clmrg\cellx200\clvmgf\cellx300\pard\intbl 跨列\cell 无\cell 跨行\cell\row"
        r"\trowd\cellx100\cellx200\clvmrg\cellx300\pard\intbl 甲\cell 乙\cell\cell\row",
        [(0, 0, 0, "跨列"), (0, 0, 2, "跨行"), (0, 1, 0, "甲"), (0, 1, 1, "乙")],
    ),
    "a table in a table": (
        r"\trowd\cellx100\pard\intbl 外\par\pard\intbl\itap2 内一\nestcell 内二\nestcell{\*\nesttableprops\trowd\cellx50\cellx90\nestrow}内三\nestcell{\*\nesttableprops\trowd\cellx90\nestrow}"
        r"\pard\intbl 后\cell\row",
        [(0, 0, 0, "外"), (1, 0, 0, "内一"), (1, 0, 1, "内二"), (1, 1, 0, "内三"), (0, 0, 0, "后")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    body, expected = TABLES[name]
    document = read(rich(body), path="方案.rtf")
    found = [(b.table, b.row, b.column, document.quote(b.span)) for b in document.blocks if b.kind == "cell"]
    assert found == expected


def test_a_doc_that_is_rich_text_is_named_so() -> None:
    document = read(rich(r"{\revised 甲}{\*\annotation 批注}"), path="方案.doc")
    assert document.format == "rtf"
    assert [n.say() for n in document.notices] == [
        "后缀是 .doc，内容其实是RTF 文档，已按内容读取。",
        "文件带有未确认的修订，已按“接受全部修订”的结果读取。",
        "文件里有 1 条批注，未作为正文读取。",
    ]


@pytest.mark.parametrize(
    ("content", "limit", "key"),
    [
        (b"{\\rtf1" + b"{" * 300, {}, "nesting_limit"),
        (b"{\\rtf1" + b"a\\par " * 2000, {"memory": 1 << 20}, "memory_limit"),
    ],
)
def test_limits(content: bytes, limit: dict[str, int], key: str) -> None:
    with pytest.raises(ReadError) as caught:
        rtf.read(content, replace(DEFAULT_LIMITS, **limit))  # type: ignore[arg-type]
    assert caught.value.message.key == key
    assert caught.value.say("en")


@given(
    st.lists(
        st.text("安全生产责任制度，。（）①GB/T33000-2016 é\U00020bb7", min_size=1, max_size=20), min_size=1, max_size=5
    )
)
def test_any_text_comes_out_as_it_went_in(lines: list[str]) -> None:
    lines = [line for line in lines if line.strip()]
    body = r"\par ".join("".join(f"\\u{n if n < 1 << 15 else n - (1 << 16)}?" for n in _units(line)) for line in lines)
    assert rtf.read(rich(body), DEFAULT_LIMITS).text == "\n".join(lines)


def _units(text: str) -> list[int]:
    packed = text.encode("utf-16-le")
    return [int.from_bytes(packed[i : i + 2], "little") for i in range(0, len(packed), 2)]


PIECES = st.sampled_from(
    [b"{", b"}", b"\\par ", b"\\cell ", b"\\row ", b"\\nestcell ", b"\\trowd\\cellx9 ", b"\\intbl ", b"\\itap3 ", b"\\'b0",
     b"\\'", b"\\u-1 ", b"\\uc9 ", b"\\*", b"\\listtext ", b"\\field ", b"\\fldinst ", b"\\fldrslt ", b"\\footnote ", b"\\shptxt ",
     b"\\stylesheet ", b"\\listtable ", b"\\fonttbl ", b"\\f999999999 ", b"\\bin99 ", b"\\ls-7 ", b"\\pict ", b"\\", b"x", b"\xb0\xb2"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_tokens_give_a_document_or_a_read_error(pieces: list[bytes]) -> None:
    try:
        assert isinstance(read(b"{\\rtf1 " + b"".join(pieces), path="方案.rtf"), Document)
    except ReadError as error:
        assert error.say()
