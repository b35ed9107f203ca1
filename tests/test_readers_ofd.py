"""The OFD reader: text with places, templates and compound objects, tables, refusals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import ofd_sheets as ofd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ofd_sheets import page, table, text

from conformance.errors import ReadError
from conformance.model.document import Document, Reading
from conformance.options import DEFAULT_LIMITS
from conformance.readers import ofd as reader
from conformance.readers import read as read_any
from conformance.readers.paged import recognition

SAMPLES = Path(__file__).parents[2] / "shared" / "documents" / "ofd"
LONG = (
    "本公司各部门应当结合岗位实际逐级签订安全生产责任书并且将考核结果同绩效工资挂钩落实到每一名员工"
    "对连续三个月未完成隐患整改任务的班组由分管负责人约谈班组长并在公司例会上作出书面说明以示警醒。"
)


def read(*pages: str) -> Reading:
    return reader.read(ofd.ofd(*pages), DEFAULT_LIMITS)


def texts(reading: Reading) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks]


def wrapped(words: str, width: int = 36) -> list[str]:
    """`words` in lines of `width`, the first one set in by two."""
    return [words[: width - 2], *(words[i : i + width] for i in range(width - 2, len(words), width))]


def lines(words: list[str], x: float = 30, y: float = 40) -> str:
    """Text objects for `words` below each other, the first one set in."""
    return "".join(text(x + (8 if i == 0 else 0), y + 7 * i, line) for i, line in enumerate(words))


def refusal(content: bytes, **limits: int) -> str:
    with pytest.raises(ReadError) as caught:
        reader.read(content, replace(DEFAULT_LIMITS, **limits))
    return caught.value.say()


def test_paragraphs_are_put_together_and_places_kept() -> None:
    reading = read(page(lines(wrapped(LONG))))
    assert (reading.format, reading.pages, texts(reading)) == ("ofd", 1, [LONG])
    assert [(p.page, p.end - p.start) for p in reading.pieces] == [(1, 34), (1, 36), (1, 24)]
    assert reading.pieces[0].box == pytest.approx([v * 72 / 25.4 for v in (38, 40, 38 + 34 * 4, 44)])


def test_rules_make_tables() -> None:
    rows = [["序号", "任务"], ["1", "辨识"]]
    reading = read(page(lines(wrapped(LONG)) + table([30, 50, 120], [100, 108, 116], rows)))
    assert [(b.row, b.column, reading.text[b.start : b.end]) for b in reading.blocks if b.kind == "cell"] == [
        (0, 0, "序号"), (0, 1, "任务"), (1, 0, "1"), (1, 1, "辨识"),
    ]  # fmt: skip


PLAN = "落实主体责任"
SAME = {
    "as it is": text(30, 40, PLAN),
    "distances counted": ofd.drawn(30, 40, f'<ofd:TextCode X="0" Y="3.5" DeltaX="g 5 4">{PLAN}</ofd:TextCode>'),
    "no distances": ofd.drawn(30, 40, f'<ofd:TextCode X="0" Y="3.5">{PLAN}</ofd:TextCode>'),
    "several pieces": ofd.drawn(
        30, 40, '<ofd:TextCode X="0" Y="3.5" DeltaX="4 4">落实主</ofd:TextCode><ofd:TextCode X="12" Y="3.5" DeltaX="4 4">体责任</ofd:TextCode>'
    ),
    "enlarged by a matrix": ofd.drawn(30, 40, f'<ofd:TextCode X="0" Y="0.875" DeltaX="g 5 1">{PLAN}</ofd:TextCode>', 1.0, CTM="4 0 0 4 0 0"),
    "in blocks": f"<ofd:PageBlock ID='4'><ofd:PageBlock ID='5'>{text(30, 40, PLAN)}</ofd:PageBlock></ofd:PageBlock>",
    "letters set apart": text(30, 40, PLAN, step=5),
    "drawn twice to look bold": text(30, 40, PLAN) + text(30.1, 40, PLAN),
    "with a hidden layer": text(30, 40, PLAN) + text(30, 60, "秘密", Visible="false") + text(30, 80, "透明", Alpha="0"),
    "under a slanting watermark": text(30, 40, PLAN) + text(60, 90, "严禁外传", 12, CTM="0.7 0.7 -0.7 0.7 0 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_however_it_is_written_the_text_is_the_same(name: str) -> None:
    assert texts(read(page(SAME[name]))) == [PLAN]


def test_text_running_downwards_is_one_line() -> None:
    down = ofd.drawn(30, 40, f'<ofd:TextCode X="0" Y="3.5" DeltaY="g 5 4">{PLAN}</ofd:TextCode>')
    assert texts(read(page(down + text(60, 42, "旁边的文字")))) == [PLAN, "旁边的文字"]


def test_wide_gaps_part_words() -> None:
    apart = ofd.drawn(30, 40, '<ofd:TextCode X="0" Y="3.5" DeltaX="4 12 4">签字日期</ofd:TextCode>')
    assert texts(read(page(apart))) == ["签字\t日期"]


def test_templates_and_compound_objects_are_part_of_the_page() -> None:
    common = '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="8" Width="9" Height="9"><ofd:Content>{text(0, 0, "复合对象")}</ofd:Content></ofd:CompositeGraphicUnit>'
    inside = text(30, 60, "正文") + '<ofd:CompositeObject ID="3" Boundary="30 80 50 10" ResourceID="8"/>'
    files = ofd.parts(page(inside, '<ofd:Template TemplateID="7"/>'), common=common)
    files["Doc_0/Tpls/Tpl_0/Content.xml"] = page(text(30, 40, "模板文字"))
    files["Doc_0/PublicRes.xml"] = (
        f"<ofd:Res {ofd.NAMESPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    assert texts(reader.read(ofd.packed(files), DEFAULT_LIMITS)) == ["模板文字", "正文", "复合对象"]


def test_compound_objects_that_hold_each_other_end() -> None:
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{a}"><ofd:Content>{text(30, 40, "互相包含")}'
        + f'<ofd:CompositeObject ID="3" Boundary="0 0 9 9" ResourceID="{b}"/>' * 40
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for a, b in ((8, 9), (9, 8))
    )
    files = ofd.parts(
        page('<ofd:CompositeObject ID="3" Boundary="0 0 9 9" ResourceID="8"/>'),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
    )
    files["Doc_0/R.xml"] = f"<ofd:Res {ofd.NAMESPACE}>{units}</ofd:Res>"
    assert texts(reader.read(ofd.packed(files), DEFAULT_LIMITS)) == ["互相包含"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('BaseLoc="Pages', 'BaseLoc="/Doc_0/Pages'),
        ('BaseLoc="Pages', 'BaseLoc="Doc_0/Pages'),
        ("Doc_0/Document.xml", "/Doc_0/Document.xml"),
        ("Doc_0/Document.xml", "DOC_0/document.xml"),
        ("http://www.ofdspec.org/2016", "http://www.ofdspec.org"),
    ],
)
def test_what_programs_write_against_the_standard_is_read(before: str, after: str) -> None:
    files = {name: content.replace(before, after) for name, content in ofd.parts(page(text(30, 40, PLAN))).items()}
    assert texts(reader.read(ofd.packed(files), DEFAULT_LIMITS)) == [PLAN]


def test_missing_pages_are_named() -> None:
    files = ofd.parts(page(text(30, 40, PLAN)), page(""), page(""))
    del files["Doc_0/Pages/Page_1/Content.xml"]
    files["Doc_0/Pages/Page_2/Content.xml"] = "<ofd:Page"
    reading = reader.read(ofd.packed(files), DEFAULT_LIMITS)
    assert (texts(reading), reading.pages) == ([PLAN], 3)
    assert [s.say() for s in reading.not_read] == ["第 2、3 页已损坏或缺失，未读"]


def test_pages_that_are_pictures_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    picture = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="6"/>'
    reading = read(page(text(30, 40, PLAN)), page(picture))
    assert [s.say() for s in reading.not_read] == [
        '第 2 页没有可用的文字层（扫描件或乱码），本机没有安装文字识别组件，未读；安装后再查：pip install "conformance[ocr]"'
    ]


def test_signatures_and_attachments_are_told() -> None:
    files = ofd.parts(
        page(text(30, 40, PLAN)),
        after="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        body="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
    )
    assert [n.say() for n in reader.read(ofd.packed(files), DEFAULT_LIMITS).notices] == [
        "文件带有电子签章，未验证其有效性。",
        "文件带有附件，附件内容未读取。",
    ]


def test_refusals_say_why() -> None:
    whole = ofd.parts(page(text(30, 40, PLAN)))
    without = {n: c for n, c in whole.items() if n != "Doc_0/Document.xml"}
    locked = {**{n: c for n, c in whole.items() if n != "OFD.xml"}, "Encryptions.xml": "<Encryptions/>"}
    declared = {**whole, "OFD.xml": "<!DOCTYPE x>" + whole["OFD.xml"]}
    assert refusal(ofd.packed(without)) == "OFD 文件已损坏（Doc_0/Document.xml），无法读取；请重新导出后再提交。"
    assert "密码" in refusal(ofd.packed(locked))
    assert "DOCTYPE" in refusal(ofd.packed(declared))
    assert refusal(ofd.packed(ofd.parts())) == "OFD 文件里没有页面；请重新导出后再提交。"
    assert refusal(ofd.ofd(page(""), page("")), pages=1) == "页数超出上限（1 页）"
    assert "解压后的大小超出上限" in refusal(ofd.ofd(page(text(30, 40, PLAN * 80_000))))


def test_the_content_decides() -> None:
    content = ofd.ofd(page(text(30, 40, PLAN)))
    document = read_any(content, path="方案.docx")
    assert (document.format, document.text) == ("ofd", PLAN)
    assert [n.say() for n in document.notices] == ["后缀是 .docx，内容其实是OFD 版式文件，已按内容读取。"]
    assert [reader.sniff(c) for c in (b"", b"PK\x03\x04", b"%PDF-1.4", content)] == [False, False, False, True]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=6)), min_size=1, max_size=4))
def test_changed_bytes_give_a_document_or_a_read_error(changes: list[tuple[int, bytes]]) -> None:
    files = ofd.parts(page(lines(wrapped(LONG)) + table([30, 50, 120], [100, 108], [["序号", "任务"]])))
    content = bytearray(files["Doc_0/Pages/Page_0/Content.xml"].encode())
    for at, piece in changes:
        content[at % len(content) : at % len(content) + len(piece)] = piece
    files["Doc_0/Pages/Page_0/Content.xml"] = content.decode("utf-8", "replace")
    try:
        assert isinstance(read_any(ofd.packed(files), path="方案.ofd"), Document)
    except ReadError as error:
        assert error.say()


@pytest.mark.skipif(not SAMPLES.exists(), reason="sample documents are not beside the checkout")
def test_a_sample_with_a_table_without_rules() -> None:
    reading = reader.read((SAMPLES / "p1_noto.ofd").read_bytes(), DEFAULT_LIMITS)
    assert reading.pages == 15
    assert sum(b.kind == "cell" for b in reading.blocks) == 41 * 4
