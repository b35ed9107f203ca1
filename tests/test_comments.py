"""The submitted Word file with comments: anchored at the very characters, nothing else changed."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from conformance import outputs
from conformance.errors import UsageError
from conformance.readers import read
from conformance.reporters.annotation.remarks import AUTHOR
from conformance.reporters.comments import file_name, render
from conformance.submissions import Submission
from tests import roundtrip
from tests import word_files as word
from tests.marked_reports import Span, marked
from tests.roundtrip import W, comments, squeezed
from tests.sample_report import gap_report, unread
from tests.word_files import abstract, cell, docx, level, listed, num, paragraph, run, style, table

HYPERLINK = f'<w:hyperlink w:anchor="a">{run("点此查看链接")}</w:hyperlink>'
INSERTED = f'<w:ins w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z">{run("新加的一句话")}</w:ins>'
DELETED = '<w:del w:id="2" w:author="甲" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>删去</w:delText></w:r></w:del>'
CONTROL = f"<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent>{run('控件里的字')}</w:sdtContent></w:sdt>"
PLAIN = CONTROL.replace("<w:id w:val='5'/>", "<w:text/>")
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("第三条规定")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RUBY = f"<w:r><w:ruby><w:rt>{run('an')}</w:rt><w:rubyBase>{run('安全')}</w:rubyBase></w:ruby></w:r>"
SYMBOL = '<w:r><w:t>是</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>否</w:t></w:r>'
TABBED = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t><w:br/><w:t>丁</w:t></w:r>"
FOOTNOTE = '<w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/><w:t>其余</w:t></w:r>'
BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    + paragraph("框里的话")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
NOTES = {"footnotes": f'<w:footnote w:id="2">{paragraph("脚注里的话")}</w:footnote>'}
LISTS = {"numbering": abstract(1, level(0, "%1、", "chineseCounting")) + num(1, 1)}

# name → (body, other parts, words to mark, words between the marks or None for the same, whether the quote is repeated)
PLACES: dict[str, tuple[str, dict[str, str], str, str | None, bool]] = {
    "inside one run": (paragraph("按照旧标准执行"), {}, "旧标准", None, False),
    "a whole paragraph": (paragraph("按照旧标准执行"), {}, "按照旧标准执行", None, False),
    "over runs of different looks": (
        paragraph(inside=run("依据《安全") + run("生产法", "<w:b/>") + run("》第三条")), {}, "安全生产法》", None, False,
    ),
    "a hyperlink": (paragraph("请", inside=HYPERLINK), {}, "查看", None, False),
    "from text into a hyperlink": (paragraph("请", inside=HYPERLINK), {}, "请点此", None, False),
    "a tracked insertion": (paragraph("前", inside=INSERTED), {}, "加的一句", None, False),
    "around a deletion": (paragraph("前面", inside=DELETED + run("后面")), {}, "面后", None, False),
    "a control in a line": (paragraph("填", inside=CONTROL), {}, "里的", None, False),
    "a control of plain text": (paragraph("填", inside=PLAIN), {}, "里的", "控件里的字", True),
    "a control of paragraphs": (
        f"<w:sdt><w:sdtContent>{paragraph('整段控件')}</w:sdtContent></w:sdt>", {}, "段控", None, False,
    ),
    "the result of a field": (paragraph("见", inside=FIELD), {}, "三条", None, False),
    "a simple field": (
        paragraph("见", inside=f'<w:fldSimple w:instr="DATE">{run("2024年6月")}</w:fldSimple>'), {}, "2024年", None, False,
    ),
    "a smart tag": (paragraph(inside=f'<w:smartTag w:uri="u" w:element="e">{run("厦门市同安区")}</w:smartTag>'), {}, "同安", None, False),
    "tab and line break in a run": (paragraph(inside=TABBED), {}, "乙丙\n", None, False),
    "the tab alone": (paragraph(inside=TABBED), {}, "\t", None, False),
    "after a line break": (paragraph(inside=TABBED), {}, "丁", None, False),
    "a symbol": (paragraph(inside=SYMBOL), {}, "否", None, False),
    "before the sign of a note": (paragraph(inside=FOOTNOTE), NOTES, "正文", None, False),
    "part of a word with ruby": (paragraph("为", inside=RUBY), {}, "全", "安全", True),
    "a table cell": (table(cell("任务") + cell("2024年底前完成")), {}, "年底前", None, False),
    "the second paragraph of a cell": (table(cell("任务\n完成时限待定") + cell("乙")), {}, "待定", None, False),
    "a table in a table": (table(f"<w:tc>{table(cell('内层格子'), cell('次行'))}{paragraph('外层')}</w:tc>"), {}, "层格", None, False),
    "over two paragraphs": (paragraph("上一段的尾") + paragraph("下一段的头"), {}, "的尾\n下一段的头", None, False),
    "inside two paragraphs": (paragraph("上一段的尾") + paragraph("下一段的头"), {}, "的尾\n下一", None, False),
    "an automatic number with its words": (listed("总体目标", 1), LISTS, "一、总体", "总体", False),
    "a text box": (paragraph("有框", inside=BOX), {}, "框里", "", True),
    "a note": (paragraph(inside=FOOTNOTE), NOTES, "脚注里", "", True),
    "an automatic number alone": (paragraph("前文") + listed("总体目标", 1), LISTS, "一、", "总体目标", True),
    "beyond the basic plane": (paragraph("𠮷𠮷安全𠮷"), {}, "安全", None, False),
}  # fmt: skip


# LibreOffice 7.4 loses the text of such a control, takes no comment inside a field, and ties the last to nothing.
LOST_BY_LIBREOFFICE = ("a control of paragraphs", "the result of a field", "a simple field", "inside two paragraphs")


def ours(packed: bytes) -> list[roundtrip.Comment]:
    return [c for c in comments(packed) if c.author == AUTHOR]


def of_places(packed: bytes) -> list[roundtrip.Comment]:
    """Our comments but the summary, which stands at the title, wherever that is."""
    return [c for c in ours(packed) if c.lines[0].startswith("▲")]


def member(packed: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(name)


@pytest.mark.parametrize("name", PLACES)
def test_a_comment_stands_at_the_very_words(name: str) -> None:
    body, others, words, between, repeated = PLACES[name]
    source = docx(body, **others)
    report = marked(source, words)
    packed = render(report, source=source)
    comment = ours(packed)[1] if len(ours(packed)) > 1 else None
    assert comment is not None
    assert squeezed(comment.anchored) == squeezed(words if between is None else between)
    quoted = (f"原文：“{words}”",) if repeated else ()
    assert comment.lines == (
        "▲ 较重　CIT-01 引用的标准、法规现行有效：部分符合",
        "第1处已被代替",
        "改为：新版",
        "依据：《标准化工作导则 第1部分》（GB/T 1.1-2020）第10章",
        *quoted,
    )
    assert read(packed, path="方案_批注.docx").text == read(source, path="方案.docx").text


BLANK = st.sampled_from(["", "\t", "\n"])
RUNS = st.lists(st.tuples(st.text("安全生产责任制𠮷 ", min_size=1), st.booleans(), BLANK), min_size=1, max_size=4)


def _body(paragraphs: list[list[tuple[str, bool, str]]], rng: random.Random) -> str:
    blanks = {"": "", "\t": "<w:r><w:tab/></w:r>", "\n": "<w:r><w:br/></w:r>"}
    made = []
    for runs in paragraphs:
        inside = "".join(run(text, "<w:b/>" if bold else "") + blanks[blank] for text, bold, blank in runs)
        wrapped = rng.choice(
            [inside, f"<w:hyperlink>{inside}</w:hyperlink>", f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"]
        )
        made.append(
            table(f"<w:tc>{paragraph(inside=wrapped)}</w:tc>") if rng.random() < 0.2 else paragraph(inside=wrapped)
        )
    return "".join(made)


@settings(max_examples=60, deadline=None)
@example([[("任", False, "")], [("产", False, "")], [("产", False, ""), ("产", False, "")]], [(0, 1)], random.Random(0))
@given(
    st.lists(RUNS, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12)), max_size=6),
    st.randoms(),
)
def test_any_spans_are_marked_exactly(
    paragraphs: list[list[tuple[str, bool, str]]], wanted: list[Span], rng: random.Random
) -> None:
    source = docx(_body(paragraphs, rng))
    text = read(source, path="a.docx").text
    spans = sorted({(start, min(start + length, len(text))) for start, length in wanted if start < len(text)})
    spans = [(start, end) for start, end in spans if text[start:end].strip()]
    packed = render(marked(source, *spans), source=source)
    assert sorted(squeezed(c.anchored) for c in of_places(packed)) == sorted(squeezed(text[s:e]) for s, e in spans)
    assert read(packed, path="a.docx").text == text


def test_the_summary_stands_at_the_title_and_says_what_was_checked_with_what() -> None:
    source = docx(paragraph("安委〔2024〕1号") + paragraph("恒泽公司安全生产实施方案") + paragraph("各车间："))
    report = marked(source, "各车间")
    first = ours(render(report, source=source))[0]
    facts = report.reports[0].facts
    assert facts is not None
    assert first.anchored == "恒泽公司安全生产实施方案"
    assert first.lines == (
        "合规检查批注（机器预审，供人工复核）",
        "建议修改后通过：3项适用的要求中不符合1项、部分符合1项，没有整项缺失的严重问题。请按问题清单逐项修改。",
        "文中批注1处；缺少、不完整或者待核实的内容1项，列在末页。",
        "核对日期2024-11-20；conformance 0.1.0；规则包street 1.2（abababababab）、basics 0.9（cdcdcdcdcdcd）；登记库efefefefefef；"
        f"原文件SHA-256 {facts.document.sha256}。",
    )


def test_a_file_without_text_has_its_summary_at_its_first_paragraph() -> None:
    source = docx(paragraph() + table(cell("")))
    packed = render(marked(source), source=source)
    assert [(c.anchored, c.lines[0]) for c in ours(packed)] == [("", "合规检查批注（机器预审，供人工复核）")]


def test_what_is_missing_is_listed_on_a_page_at_the_end() -> None:
    source = docx(paragraph("正文") + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
    body = etree.fromstring(member(render(marked(source), source=source), "word/document.xml"))[0]
    added = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iterchildren(f"{W}p")][1:]
    assert added[0] == "合规检查附页"
    assert added[6:10] == [
        "1. ▲ 较重　A1-02 主要负责人带班、在岗：不符合",
        "全文没有写明带班安排。",
        "整改建议：写明重点时段主要负责人在岗带班的安排，例如：节假日和特殊时段由公司领导轮流带班，带班表张贴公布。",
        "依据：《街道安全生产提升行动实施方案》（示例街办〔2024〕9号）二/（一）/1",
    ]
    assert body[1].find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert body[-1].tag == f"{W}sectPr"


def test_words_met_by_several_requirements_get_one_comment() -> None:
    source = docx(paragraph("按旧标准执行"))
    report = marked(source, "旧标准", "旧标准")
    assert [(c.anchored, c.lines[1:4], len(c.lines)) for c in ours(render(report, source=source))[1:]] == [
        ("旧标准", ("第1处已被代替", "改为：新版", "依据：《标准化工作导则 第1部分》（GB/T 1.1-2020）第10章"), 5)
    ]


def test_a_second_run_replaces_our_comments_and_page_and_keeps_those_of_others() -> None:
    members = word.parts(
        paragraph(inside='<w:commentRangeStart w:id="7"/>' + run("按旧标准") + '<w:commentRangeEnd w:id="7"/>'
                  '<w:r><w:commentReference w:id="7"/></w:r>' + run("执行")),
        comments=f'<w:comment w:id="7" w:author="王工" w:initials="W">{paragraph("请核实")}</w:comment>',
    )  # fmt: skip
    source = word.packed(members)
    once = render(marked(source, "旧标准"), source=source)
    twice = render(marked(once, "旧标准", path="方案_批注.docx"), source=once)
    assert [(c.author, c.anchored) for c in comments(once)] == [
        ("王工", "按旧标准"), ("合规检查", "按旧标准执行"), ("合规检查", "旧标准"),
    ]  # fmt: skip
    assert [(c.author, c.lines[0], c.anchored) for c in comments(twice)] == [
        (c.author, c.lines[0], c.anchored) for c in comments(once)
    ]
    assert member(twice, "word/document.xml").count("合规检查附页".encode()) == 1
    assert read(twice, path="a.docx").text == read(source, path="a.docx").text == "按旧标准执行"


def test_answers_to_our_comments_stay_when_ours_are_replaced() -> None:
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    said = "".join(
        f'<w:comment w:id="{n}" w:author="{author}" w:initials="{initials}"><w:p w14:paraId="0000000{n}">{run(words)}</w:p></w:comment>'
        for n, author, initials, words in ((1, AUTHOR, "合规", "改"), (2, "王工", "W", "已改"))
    )
    marks = "".join(
        f'<w:commentRangeStart w:id="{n}"/>{run("字")}<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'
        for n in (1, 2)
    )
    members = word.parts(paragraph(inside=marks), comments=said, commentsExtended="")
    members["word/comments.xml"] = str(members["word/comments.xml"]).replace(
        "<w:comments ", f'<w:comments xmlns:w14="{w14}" '
    )
    members["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>'
    )
    source = word.packed(members)
    packed = render(marked(source), source=source)
    assert [(c.author, c.anchored, c.lines[0]) for c in comments(packed)] == [
        (AUTHOR, "字字", "合规检查批注（机器预审，供人工复核）"), ("王工", "字", "已改"),
    ]  # fmt: skip
    rows = etree.fromstring(member(packed, "word/commentsExtended.xml"))
    assert [dict(row.attrib) for row in rows] == [{f"{{{w15}}}paraId": "00000002", f"{{{w15}}}done": "0"}]


def test_everything_else_in_the_file_is_copied_as_it_was() -> None:
    members = {
        **word.parts(paragraph("正文"), header="<w:p/>"),
        "word/media/图片.png": b"\x89PNG" + bytes(5000),
        "目录/": b"",
    }
    source = word.packed(members)
    packed = render(marked(source, "正文"), source=source)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[: len(members)] == list(members)
        assert names[len(members) :] == ["word/comments.xml", "word/styles.xml"]
        assert {m.date_time for m in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(
            archive.read(n) == members[n]
            for n in ("word/media/图片.png", "word/header.xml", "目录/")
            if isinstance(members[n], bytes)
        )
    types = member(packed, "[Content_Types].xml").decode()
    assert types.count("/word/comments.xml") == types.count("/word/styles.xml") == 1


def test_a_signature_is_taken_off_the_copy_and_that_is_said() -> None:
    members = word.parts(paragraph("正文"))
    members["_rels/.rels"] = str(members["_rels/.rels"]).replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" '
        'Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )
    members |= {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"}
    source = word.packed(members)
    packed = render(marked(source), source=source)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert not [n for n in archive.namelist() if "signature" in n]
    assert b"signature" not in member(packed, "_rels/.rels")
    assert ours(packed)[0].lines[-1] == ("原文件带有数字签名；签名对批注副本无效，副本中已去掉，请以原文件为准。")


def test_a_file_that_lost_its_content_types_or_leads_nowhere_is_mended() -> None:
    members = word.parts(paragraph("正文"), numbering="", comments="")
    members["word/_rels/document.xml.rels"] = str(members["word/_rels/document.xml.rels"]).replace(
        '"comments.xml', '"NULL'
    )
    del members["[Content_Types].xml"]
    source = word.packed(members)
    packed = render(marked(source, "正文"), source=source)
    assert [(c.part.partname, c.author) for c in python_docx.Document(io.BytesIO(packed)).comments] == [
        ("/word/comments2.xml", AUTHOR), ("/word/comments2.xml", AUTHOR),
    ]  # fmt: skip
    types = member(packed, "[Content_Types].xml").decode()
    assert [name in types for name in ("/word/document.xml", "/word/numbering.xml", "/word/styles.xml")] == [True] * 3


def test_the_strict_dialect_stays_strict() -> None:
    members = word.parts(paragraph("按旧标准"))
    strict = str(members["word/document.xml"]).replace(word.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    source = word.packed({**members, "word/document.xml": strict})
    packed = render(marked(source, "旧标准"), source=source)
    for name in ("word/document.xml", "word/comments.xml"):
        assert word.W.encode() not in member(packed, name)
    assert read(packed, path="a.docx").text == "按旧标准"


def test_styles_the_file_has_are_used_and_its_ids_left_alone() -> None:
    styles = style("a5", "annotation reference", kind="character") + style("CommentText", "正文缩进")
    source = docx(paragraph("正文"), styles=styles)
    packed = render(marked(source, "正文"), source=source)
    root = etree.fromstring(member(packed, "word/styles.xml"))
    assert [(s.get(f"{W}styleId"), s.find(f"{W}name").get(f"{W}val")) for s in root] == [
        ("a5", "annotation reference"), ("CommentText", "正文缩进"), ("CommentText2", "annotation text"), ("HgAddedPage", "合规检查附页"),
    ]  # fmt: skip
    assert b'<w:rStyle w:val="a5"/></w:rPr><w:commentReference' in member(packed, "word/document.xml")


def test_too_many_comments_are_cut_at_the_lowest_level_and_counted() -> None:
    source = docx(paragraph("旧" * 310))
    packed = render(marked(source, *((n, n + 1) for n in range(310))), source=source)
    assert len(ours(packed)) == 301
    assert ours(packed)[0].lines[3] == "批注过多，等级较低的10处没有标出，见差距报告。"


def test_the_same_report_and_file_give_the_same_bytes() -> None:
    source = docx(paragraph("按旧标准执行"))
    assert render(marked(source, "旧标准"), source=source) == render(marked(source, "旧标准"), source=source)


@pytest.mark.parametrize(
    ("path", "language", "name"),
    [
        ("甲公司/方案.docx", "zh", "甲公司/方案_批注.docx"),
        ("方案.DOCM", "zh", "方案_批注.DOCM"),
        ("plan.pdf", "en", "plan_comments.docx"),
        ("方案", "zh", "方案_批注.docx"),
    ],
)
def test_the_copy_is_called_after_the_file(path: str, language: str, name: str) -> None:
    assert file_name(marked(docx(paragraph("正文")), path=path, language=language)) == name


def refused(report: object, source: bytes | None) -> str:
    with pytest.raises(UsageError) as caught:
        render(report, source=source)  # type: ignore[arg-type]
    return caught.value.say()


def test_what_cannot_be_given_comments_is_said() -> None:
    source, text = docx(paragraph("正文")), "安全生产实施方案\n正文".encode()
    report = marked(source)
    assert refused(gap_report(unread()), b"") == (
        "“星澜物流/方案.docx”未能读取，不能加批注：文件有打开密码，无法读取。请向提交单位索取没有密码的文件。"
    )
    assert refused(report, None) == "格式 comments 要写入原文件，请用 --source 给出“方案.docx”。"
    assert refused(report, docx(paragraph("别的"))) == (
        "给出的文件不是报告所检查的“方案.docx”（SHA-256 不同）。请用检查时的那一份，或重新运行 check。"
    )
    assert refused(marked(text, path="方案.txt"), text) == (
        "“方案.txt”是 txt 文件，不能加批注；批注只用于 docx 和 pdf。请另存为 docx 后再检查，或改用 --format docx、html。"
    )
    one = report.reports[0]
    assert one.facts is not None
    other = replace(one, facts=replace(one.facts, document=replace(one.facts.document, text="别的字")))
    assert refused(replace(report, reports=(other,)), source) == (
        "“方案.docx”读出的文字与报告不同（报告可能由其他版本的程序生成），批注无法对准。请重新运行 check。"
    )


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_comments_are_where_they_were_after_libreoffice_saved_the_file(tmp_path: Path) -> None:
    names = [n for n in PLACES if PLACES[n][3] is None and n not in LOST_BY_LIBREOFFICE]
    source = docx("".join(PLACES[n][0] + paragraph(f"其后{i}") for i, n in enumerate(names)), **NOTES)
    text = read(source, path="a.docx").text
    (tmp_path / "甲.docx").write_bytes(source)
    spans, at = [], 0
    for number, name in enumerate(names):
        start = text.index(PLACES[name][2], at)
        spans.append((start, start + len(PLACES[name][2])))
        at = text.index(f"其后{number}", start)
    report = marked(source, *spans)
    (tmp_path / "乙.docx").write_bytes(render(report, source=source))
    saved = roundtrip.converted([tmp_path / "甲.docx", tmp_path / "乙.docx"], tmp_path / "saved")
    assert roundtrip.wrong(report, saved[1].read_bytes(), roundtrip.text_of(saved[0])) == []


def test_copies_go_beside_each_other_and_what_takes_none_is_told(tmp_path: Path) -> None:
    word_file, text = docx(paragraph("按旧标准执行")), "按旧标准执行".encode()
    report = gap_report(
        marked(word_file, "旧标准", path="甲/方案.docx").reports[0],
        marked(text, path="乙/方案.txt").reports[0],
        unread("丙/方案.docx"),
    )
    found = [
        Submission("甲/方案.docx", lambda: word_file),
        Submission("乙/方案.txt", lambda: text),
        Submission("丙/方案.docx", lambda: b""),
    ]
    told: list[str] = []
    written = outputs.write(
        report,
        outputs.wanted(["comments"]),
        tmp_path,
        sources=outputs.Sources(found),
        left_out=lambda error: told.append(error.message.key),
    )
    assert written == [tmp_path / "甲" / "方案_批注.docx"]
    assert [c.anchored for c in ours(written[0].read_bytes())] == ["按旧标准执行", "旧标准"]
    assert told == ["no_comments_in_format", "nothing_to_annotate"]
    with pytest.raises(UsageError) as caught:
        outputs.write(
            marked(text, path="a.txt"), outputs.wanted(["comments"]), tmp_path, sources=outputs.Sources(found[1:2])
        )
    assert caught.value.message.key == "no_comments_in_format"


def test_the_submitted_file_is_never_overwritten(tmp_path: Path) -> None:
    file, source = tmp_path / "方案.docx", docx(paragraph("按旧标准执行"))
    file.write_bytes(source)
    asked = outputs.wanted([f"comments={file}"])
    with pytest.raises(UsageError) as caught:
        outputs.write(marked(source), asked, None, sources=outputs.Sources([Submission("方案.docx", file.read_bytes)]))
    assert caught.value.say() == (
        f"{file} 是送来检查的文件，不能覆盖。请为报告另取文件名，或用 --output 指定其他文件夹。"
    )
    assert file.read_bytes() == source


def test_the_file_is_found_by_its_name_else_by_its_hash() -> None:
    right, other = docx(paragraph("甲")), docx(paragraph("乙"))
    report = marked(right, path="甲.docx")
    rows = {"甲.docx": other, "改名.docx": right, "又一份.docx": other}
    found = {name: Submission(name, lambda c=content: c) for name, content in rows.items()}
    assert outputs.Sources(list(found.values())[1:]).of(report) == right
    assert outputs.Sources([found["甲.docx"], found["改名.docx"]]).of(report) == other
    assert outputs.Sources([found["又一份.docx"]]).of(report) == other
    assert outputs.Sources([found["又一份.docx"]] * 2).of(report) is None
    assert outputs.Sources().of(report) is None


def test_check_and_render_write_the_same_copy(tmp_path: Path) -> None:
    file, report = tmp_path / "方案.docx", tmp_path / "r.json"
    file.write_bytes(
        docx(paragraph("甲公司安全生产实施方案") + paragraph("每季度适时组织培训，依据GB/T 33000-2024执行。"))
    )
    command = [sys.executable, Path(__file__).parents[1] / "cli.py"]
    checked = ["check", file, "--pack", "enterprise-responsibility", "--as-of", "2026-01-01", "--fail-on", "never"]
    first, second = tmp_path / "一", tmp_path / "二.docx"
    done = subprocess.run(
        [*command, *checked, "--format", "comments", "--format", f"json={report}", "--output", first], check=False, capture_output=True
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, b"")
    again = [*command, "render", report, "--format", f"comments={second}"]
    done = subprocess.run([*again, "--source", file], check=False, capture_output=True)
    assert done.returncode == 0
    copy = (first / "方案_批注.docx").read_bytes()
    assert second.read_bytes() == copy
    assert "GB/T 33000-2024" in [c.anchored for c in ours(copy)]
    done = subprocess.run(again, check=False, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (2, "格式 comments 要写入原文件，请用 --source 给出“方案.docx”。\n")
