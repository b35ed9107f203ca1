"""From a span of a Word document's text back to the elements that print it."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from conformance.options import DEFAULT_LIMITS
from conformance.readers import read
from conformance.readers.word.document import contents
from conformance.readers.word.tags import P_PR, T, local
from conformance.readers.word.textmap import text_map
from tests.word_files import abstract, cell, docx, level, listed, num, paragraph, run, style, styled, table

RICH = (
    listed("总体目标", 1)
    + paragraph("前", inside=f"<w:ins>{run('插入的字')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>{run('后')}")
    + paragraph("见", inside=f'<w:hyperlink>{run("链接")}</w:hyperlink><w:r><w:tab/><w:t>表</w:t><w:br/><w:t>行</w:t></w:r>')
    + paragraph("", inside=f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>")
    + paragraph("有注", inside='<w:r><w:footnoteReference w:id="2"/></w:r>')
    + paragraph("有框", inside=f'<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph("框内")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>')
    + table(cell("甲\n乙") + cell("丙"))
)  # fmt: skip
LISTS = abstract(1, level(0, "%1、", "chineseCounting")) + num(1, 1)
FILE = docx(RICH, numbering=LISTS, footnotes=f'<w:footnote w:id="2">{paragraph("脚注")}</w:footnote>')


def test_every_character_leads_to_the_element_that_prints_it() -> None:
    text, printed = text_map(contents(FILE, DEFAULT_LIMITS))
    assert text == read(FILE, path="方案.docx").text
    assert [(text[p.start : p.end], local(p.node)) for p in printed] == [
        ("总体目标", "t"), ("前", "t"), ("插入的字", "t"), ("后", "t"), ("见", "t"), ("链接", "t"), ("\t", "tab"), ("表", "t"),
        ("\n", "br"), ("行", "t"), ("控件", "t"), ("☑", "sym"), ("有注", "t"), ("脚注", "t"), ("有框", "t"), ("框内", "t"),
        ("甲", "t"), ("乙", "t"), ("丙", "t"),
    ]  # fmt: skip
    assert [p.node.text for p in printed if p.node.tag == T] == [
        text[p.start : p.end] for p in printed if p.node.tag == T
    ]
    unprinted = "".join(c for i, c in enumerate(text) if not any(p.start <= i < p.end for p in printed))
    assert unprinted == "一、" + "\n" * 10


@given(st.lists(st.lists(st.text("安全生产 责任", min_size=1), min_size=1), min_size=1), st.randoms())
def test_stretches_follow_each_other_and_quote_the_text(rows: list[list[str]], rng: random.Random) -> None:
    body = "".join(
        table(cell("\n".join(runs))) if rng.random() < 0.3 else paragraph(inside="".join(map(run, runs)))
        for runs in rows
    )
    text, printed = text_map(contents(docx(body), DEFAULT_LIMITS))
    assert text == read(docx(body), path="a.docx").text
    assert all(p.node.text == text[p.start : p.end] for p in printed)
    assert all(one.end <= other.start for one, other in pairwise(printed))
    assert {text[i] for p, q in pairwise(printed) for i in range(p.end, q.start)} <= {"\n"}


def test_the_page_an_earlier_check_added_is_no_text_of_the_plan() -> None:
    ours = style("Fy", "合规检查附页") + style("Fy2", "别名", based_on="Fy")
    body = paragraph("正文") + styled("建议增加：每月排查隐患", "Fy") + styled("第二段", "Fy2")
    document = read(docx(body, styles=ours), path="方案_批注.docx")
    assert document.text == "正文"
    assert [said.message.key for said in document.notices] == ["added_page_left_out"]
    assert document.quality.not_read == ()
    assert read(docx(paragraph("正文"), styles=ours), path="方案.docx").notices == ()
    assert P_PR in {e.tag for e in contents(docx(body, styles=ours), DEFAULT_LIMITS).body.iter()}
