"""Web pages, Word's single XML files, plain text and Markdown; and what is refused by name."""

from __future__ import annotations

import base64
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
import word_files as word
from hypothesis import given
from hypothesis import strategies as st
from pdf_sheets import Sheet, pdf

from conformance import engine
from conformance.errors import ReadError
from conformance.facts import extract
from conformance.model.document import Document
from conformance.options import DEFAULT_LIMITS
from conformance.readers import html, read, txt

Block = tuple[str, int | None, int | None, int | None, str]


def blocks(document: Document) -> list[Block]:
    """Kind, table, row, column and text of every block."""
    return [(b.kind, b.table, b.row, b.column, document.quote(b.span)) for b in document.blocks]


def texts(content: bytes, path: str) -> list[str]:
    document = read(content, path=path)
    return [document.quote(b.span) for b in document.blocks]


# --- web pages --------------------------------------------------------------------------------------------------------

PAGES: dict[str, tuple[str, list[str]]] = {
    "paragraphs and line breaks": ("<p>甲<br>乙</p><div>丙<p>丁</p>戊</div>己", ["甲\n乙", "丙", "丁", "戊", "己"]),
    "blanks and line ends as a browser shows them": ("<p> 安全\n  生产  GB/T\n33000 </p>", ["安全生产 GB/T 33000 "]),
    "preformatted text": ("<pre>甲  乙\n丙</pre>", ["甲  乙\n丙"]),
    "hidden and deleted out, inserted in": (
        '<p>甲<span style="display:none">隐</span><del>删</del><ins>增</ins><span style="mso-hide:all">隐</span></p>',
        ["甲增"],
    ),
    "tags that were never closed": ("<font><div>" * 500 + "底", ["底"]),
    "scripts, styles and comments out": ("<script>x</script><style>y</style><!-- z --><p>甲</p>", ["甲"]),
    "numbers of lists": (
        "<ol><li>甲<li>乙</ol><ul><li>丙</ul><ol start=3><li>丁</ol><p><span style='mso-list:Ignore'>一、</span>戊</p>",
        ["1. 甲", "2. 乙", "丙", "3. 丁", "一、戊"],
    ),
}  # fmt: skip


def page(body: str, encoding: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset={encoding}><title>题</title></head><body>{body}</body></html>".encode(
        encoding
    )


@pytest.mark.parametrize("name", PAGES)
def test_web_page(name: str) -> None:
    body, expected = PAGES[name]
    assert texts(page(body), "方案.html") == expected


def test_headings_and_tables_of_a_web_page() -> None:
    body = (
        "<h1>一、目标</h1><h3>（一）细目</h3><table><tr><td rowspan=2>跨行<td colspan=2>跨列</tr>"
        "<tr><td>甲<td>乙<table><tr><th>内一<th>内二<tr><td>内三</table></tr></table>"
    )
    document = read(page(body), path="方案.htm")
    assert [(b.kind, b.level) for b in document.blocks][:2] == [("heading", 1), ("heading", 3)]
    assert blocks(document)[2:] == [
        ("cell", 0, 0, 0, "跨行"), ("cell", 0, 0, 1, "跨列"), ("cell", 0, 1, 1, "甲"), ("cell", 0, 1, 2, "乙"),
        ("cell", 1, 0, 0, "内一"), ("cell", 1, 0, 1, "内二"), ("cell", 1, 1, 0, "内三"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_a_page_under_a_word_suffix(encoding: str) -> None:
    document = read(page("<p>安全生产</p>", encoding), path="方案.doc")
    assert (document.format, document.text) == ("html", "安全生产")
    assert [n.say() for n in document.notices] == ["后缀是 .doc，内容其实是网页（html），已按内容读取。"]


def archive(body: bytes) -> bytes:
    encoded = base64.encodebytes(body).replace(b"\n", b"\r\n")
    return (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; "
        b'charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + encoded + b"--x\r\nContent-Type: image/png\r\n\r\n\r\n--x--"
    )  # fmt: skip


def test_a_web_archive() -> None:
    assert texts(archive("<html><p>安全生产".encode("gbk")), "方案.doc") == ["安全生产"]


def test_a_page_in_place_of_a_pdf_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read(b"<html>404</html>", path="方案.pdf")
    assert caught.value.say() == "内容不是 pdf，而是网页（可能是下载失败时的提示页）；请重新下载或让提交人重发。"


@pytest.mark.parametrize(
    ("content", "limits", "key"),
    [
        (page("<table><tr><td>" * 300 + "底"), {}, "nesting_limit"),
        (page("<div>" * 5000 + "底"), {}, "nesting_limit"),
        (page("<p>甲" * 20_000), {"memory": 4 << 20}, "memory_limit"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x; type=text/html\n\n--x--\n", {}, "no_page"),
    ],
)
def test_limits_of_web_pages(content: bytes, limits: dict[str, int], key: str) -> None:
    with pytest.raises(ReadError) as caught:
        html.read(content, replace(DEFAULT_LIMITS, **limits))  # type: ignore[arg-type]
    assert caught.value.message.key == key


@given(st.text(alphabet="<>/=\"' \nabptrdliho1安。&;-!", max_size=120))
def test_any_page_is_read(text: str) -> None:
    assert read(b"<html>" + text.encode(), path="方案.html").format == "html"


# --- Word in one XML file ---------------------------------------------------------------------------------------------

OLD = """<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"
 xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core">
<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="39"/><w:suff w:val="Nothing"/>
<w:lvlText w:val="%1、"/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>
<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>
<w:body><wx:sect>BODY</wx:sect></w:body></w:wordDocument>"""
_RUN = "<w:r><w:t>{}</w:t></w:r>".format
_LISTED = '<w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="{}"/>{}</w:listPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'.format
_CHANGE = '<aml:annotation w:type="Word.{}"><aml:content>{}</aml:content></aml:annotation>'.format


def test_word_2003() -> None:
    body = (
        '<wx:sub-section><w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>' + _RUN("总则") + "</w:p></wx:sub-section>"
        + _LISTED(1, "", "目标") + _LISTED(1, "", "任务") + _LISTED(9, '<wx:t wx:val="(2)"/>', "无表")
        + "<w:p>" + _RUN("甲") + _CHANGE("Deletion", _RUN("删")) + _CHANGE("Insertion", _RUN("增")) + _CHANGE("Comment", _RUN("批"))
        + f"<w:r><w:footnote><w:p>{_RUN('注')}</w:p></w:footnote></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc><w:p>{_RUN('格')}</w:p></w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    document = read(OLD.replace("BODY", body).encode(), path="方案.doc")
    assert [(b.kind, document.quote(b.span)) for b in document.blocks] == [
        ("heading", "总则"), ("paragraph", "一、目标"), ("paragraph", "二、任务"), ("paragraph", "(2)\t无表"), ("paragraph", "甲增"),
        ("note", "注"), ("cell", "格"),
    ]  # fmt: skip
    assert [n.say() for n in document.notices] == [
        "后缀是 .doc，内容其实是Word XML 文档，已按内容读取。",
        "文件带有未确认的修订，已按“接受全部修订”的结果读取。",
        "文件里有 1 条批注，未作为正文读取。",
    ]


def test_a_flat_package() -> None:
    parts = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{str(content).partition("?>")[2]}</pkg:xmlData></pkg:part>'
        for name, content in word.parts(word.styled("总则", "1"), styles=word.style("1", "heading 1")).items()
        if not name.startswith("[")
    )
    file = f'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'
    document = read(file.encode(), path="方案.xml")
    assert [(b.kind, b.level, document.quote(b.span)) for b in document.blocks] == [("heading", 1, "总则")]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (OLD.replace("<w:wordDocument", "<!DOCTYPE d><w:wordDocument", 1), "doctype"),
        (OLD.replace("</w:body>", ""), "damaged"),
        (OLD.replace("w:body", "w:other"), "damaged"),
    ],
)
def test_word_2003_refused(content: str, key: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content.encode(), path="方案.doc")
    assert caught.value.message.key == key


# --- text and Markdown ------------------------------------------------------------------------------------------------

WORDS = "安全生产责任制，GB/T 33000—2016。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    document = read(f"{WORDS}\r\n第二行\r\r\n".encode(encoding), path="方案.txt")
    assert document.text == f"{WORDS}\n第二行\n\n"
    assert document.notices == ()


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b""), ("utf-16-be", b"\xfe\xff")])
def test_utf_16_with_and_without_a_mark(encoding: str, mark: bytes) -> None:
    text = "GB/T 33000-2016 安全生产 requirement list\n"
    assert read(mark + text.encode(encoding), path="方案.txt").text == text


def test_a_damaged_character_costs_only_itself() -> None:
    content = (WORDS * 60).encode()
    document = read(content[:-1] + b"\xff", path="方案.txt")
    assert document.text.startswith(WORDS * 59)
    assert [n.say() for n in document.notices] == ["有 2 处字符无法识别（编码损坏），已用替代符（U+FFFD）代替。"]


MARKDOWN = """# 落实责任方案 #

> 说明：**本方案**适用于各车间。

## **一、目标**
- [x] 建立责任制
* 定期检查
1. 每月一次
---
```
代码
```
| 任务 | 时限 |
|:--|--:|
| 检查 | **6月** |
| 演练 |  |
a | b
"""


def test_markdown() -> None:
    document = read(MARKDOWN.encode(), path="方案.md")
    assert document.text == MARKDOWN
    assert blocks(document) == [
        ("heading", None, None, None, "落实责任方案"), ("paragraph", None, None, None, "说明：**本方案**适用于各车间。"),
        ("heading", None, None, None, "一、目标"), ("paragraph", None, None, None, "建立责任制"),
        ("paragraph", None, None, None, "定期检查"), ("paragraph", None, None, None, "1. 每月一次"),
        ("paragraph", None, None, None, "代码"), ("cell", 0, 0, 0, "任务"), ("cell", 0, 0, 1, "时限"), ("cell", 0, 1, 0, "检查"),
        ("cell", 0, 1, 1, "6月"), ("cell", 0, 2, 0, "演练"), ("cell", 0, 3, 0, "a"), ("cell", 0, 3, 1, "b"),
    ]  # fmt: skip
    assert [(c.level, c.path) for c in document.outline if c.title] == [(1, "落实责任方案"), (2, "落实责任方案/一")]


def test_signs_in_plain_text_are_text() -> None:
    text = "- 1 -\n*注：见附表\n甲|乙\n---\n_____\n> 大于"
    assert texts(text.encode(), "方案.txt") == text.split("\n")


SENTENCE = "各部门要按照分工逐项落实安全生产责任并把落实情况记入台账每月汇总一次报送安全管理部门备查同时抄送工会组织"


def wrapped(paragraphs: list[str], width: int, indent: str = "　　") -> str:
    lines = []
    for text in paragraphs:
        text = indent + text  # noqa: PLW2901
        lines += [text[i : i + width] for i in range(0, len(text), width)]
    return "\n".join(lines)


def test_lines_cut_at_the_edge_of_a_page_are_joined() -> None:
    whole = [SENTENCE + "。" + SENTENCE[i:] + "。" for i in range(4)] + ["一、要求"] + [SENTENCE * 2 + "。"]
    found = texts(wrapped(whole, 24).encode(), "方案.txt")
    assert ["".join(f.split()) for f in found] == whole


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    lines = [SENTENCE[: 30 + i % 17] for i in range(30)]
    assert texts("\n".join(lines).encode(), "方案.txt") == lines


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        txt.read(b"x" * 100_000, replace(DEFAULT_LIMITS, memory=1 << 20))
    assert caught.value.message.key == "memory_limit"


# --- text that proves nothing -----------------------------------------------------------------------------------------

UNSOUND = {
    "another language": ("The principal shall inspect the plant every month. " * 5, ("文字中汉字只占 0%，可能是字体或编码损坏，或不是中文文件",)),
    "letters without a code": ("安全\ue123\ue124" * 40, ("约 50% 的字符是乱码（字体或编码损坏），文字不完整；请重新导出后再提交",)),
    "too short to say": ("GB/T 33000 checklist", ()),
    "Chinese with codes and names": ("按照GB/T 33000—2016和AQ/T 9006要求，安全总监负责HSE管理体系的运行。" * 4, ()),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSOUND)
def test_text_that_proves_nothing(name: str) -> None:
    text, expected = UNSOUND[name]
    assert read(text.encode(), path="方案.txt").quality.not_read == expected


# --- what is refused by name ------------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def stream(name: str) -> bytes:
    return OLE + (name + "\0").encode("utf-16-le")


def zipped(*names: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return target.getvalue()


REFUSED = {
    "xls": (stream("Workbook"), "spreadsheet", "电子表格"),
    "xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet", "电子表格"),
    "ppt": (stream("PowerPoint Document"), "slides", "演示文稿"),
    "pptx": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "slides", "演示文稿"),
    "works": (stream("CONTENTS"), "works", "Works"),
    "rights": (stream("DataSpaces"), "rights_managed", "权限管理"),
    "another office file": (stream("VisioDocument"), "unknown_office", "没有 Word 正文"),
    "rar": (b"Rar!\x1a\x07\x01\0", "foreign_archive", "rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\x04", "foreign_archive", "7z"),
    "gz": (b"\x1f\x8b\x08\0", "foreign_archive", "gz"),
    "zip": (zipped("方案.txt"), "plain_archive", "压缩包"),
    "half a zip": (zipped("方案.txt")[:-40], "damaged", "已损坏"),
    "Word 2": (b"\xdb\xa5-\0\x31\x40\x09\x04", "early_word", "Word 2.0"),
    "program": (b"MZ\x90\0", "program", "可执行程序"),
    "bytes": (bytes(range(256)) * 3, "unknown_format", "不是 .doc"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(name: str) -> None:
    content, key, words = REFUSED[name]
    with pytest.raises(ReadError) as caught:
        read(content, path="方案.doc")
    assert caught.value.message.key == key
    assert words in caught.value.say()
    assert caught.value.say("en")


def test_a_text_may_begin_with_the_bytes_that_old_word_files_begin_with() -> None:
    assert read("郓城县铸造有限公司".encode("gb18030"), path="方案.txt").text == "郓城县铸造有限公司"


# --- files without words ----------------------------------------------------------------------------------------------

WORDLESS = {
    "方案.docx": word.docx(word.paragraph()),
    "方案.pdf": pdf(Sheet()),
    "方案.txt": " \n\u3000\n".encode(),
    "方案.html": page("<p> </p>"),
}


@pytest.mark.parametrize("path", WORDLESS)
def test_a_file_without_words_says_so_and_nothing_is_judged_by_it(path: str) -> None:
    document = read(WORDLESS[path], path=path)
    assert document.quality.not_read == ("文件里没有可读的文字；请核对是否提交了正确的文件。",)
    findings = engine.check(extract(document), ("enterprise-responsibility",)).findings
    assert {f.outcome for f in findings} == {"open", "not_applicable"}
