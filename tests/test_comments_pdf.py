"""The submitted pdf with highlights and notes: over the very characters, the file itself left as it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_sheets import Sheet, pdf
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from conformance.errors import UsageError
from conformance.model.document import Piece
from conformance.readers import read
from conformance.reporters.annotation.boxes import strips
from conformance.reporters.annotation.remarks import AUTHOR
from conformance.reporters.comments import file_name, render
from tests.marked_reports import Span, marked
from tests.roundtrip import covered

LINES = [
    "　　本公司各部门应当结合岗位实际逐级签订安全生产责任书并且将考核结果同绩效工",
    "资挂钩落实到每一名员工，按照GB/T 33000-2024执行，每季度检查一次。",
]
TABLE_ROWS = [["任务", "时限"], ["修订应急预案", "2024年底"]]


# How letters are turned, and where they begin in the file, so that the page shows them upright at (x, y).
TURNS: dict[int, tuple[str, Callable[[float, float], tuple[float, float]]]] = {
    0: ("1 0 0 1", lambda x, y: (x, y)),
    90: ("0 1 -1 0", lambda x, y: (y, 842 - x)),
    180: ("-1 0 0 -1", lambda x, y: (595 - x, 842 - y)),
    270: ("0 -1 1 0", lambda x, y: (595 - y, x)),
}


def sheet(turn: int = 0) -> Sheet:
    matrix, place = TURNS[turn]
    made = Sheet(turn=turn)
    for number, line in enumerate(LINES):
        bare = line.lstrip("\u3000")
        made.text(*place(80 + 12 * (len(line) - len(bare)), 100 + 20 * number), bare, matrix=matrix)
    return made if turn else made.table([80, 280, 480], [200, 230, 260], TABLE_ROWS)


def marks(packed: bytes) -> list[DictionaryObject]:
    """Our annotations, page by page."""
    pages = PdfReader(io.BytesIO(packed)).pages
    found = [a.get_object() for page in pages for a in page.get("/Annots", [])]
    return [a for a in found if a.get("/T") == AUTHOR]


def image(packed: bytes, number: int = 0) -> bytes:
    """Page `number` as pdfium draws it, annotations left out."""
    document = pypdfium2.PdfDocument(packed)
    drawn = document[number].render(draw_annots=False).to_pil().tobytes()
    document.close()
    return drawn


PLACES = {"GB/T 33000-2024": ("GB/T 33000-2024",), "季": ("季",), "绩效工资挂钩": ("绩效工", "资挂钩")}
CELLS = {"应急预案": ("应急预案",), "2024年底": ("2024年底",)}


@pytest.mark.parametrize(
    ("turn", "place", "words"),
    [(turn, place, words) for turn in TURNS for place, words in (PLACES if turn else PLACES | CELLS).items()],
)
def test_a_highlight_covers_the_very_words_line_by_line(turn: int, place: str, words: tuple[str, ...]) -> None:
    source = pdf(sheet(turn))
    assert covered(render(marked(source, place, path="方案.pdf"), source=source)) == [words]


def test_the_file_stays_its_beginning_and_looks_as_before() -> None:
    source = pdf(sheet(), Sheet().text(80, 100, "第二页"))
    packed = render(marked(source, "每季度", path="方案.pdf"), source=source)
    assert packed.startswith(source)
    assert read(packed, path="方案_批注.pdf").text == read(source, path="方案.pdf").text
    assert image(packed) == image(source)


def test_notes_tell_what_is_missing_and_the_summary() -> None:
    source = pdf(sheet(), Sheet().text(80, 100, "第二页"))
    report = marked(source, "每季度", path="方案.pdf")
    packed = render(report, source=source)
    first, last = ([a.get_object() for a in page["/Annots"]] for page in PdfReader(io.BytesIO(packed)).pages)
    assert [a["/Subtype"] for a in first] == ["/Highlight", "/Text"]
    assert first[0]["/Contents"] == (
        "▲ 较重　CIT-01 引用的标准、法规现行有效：部分符合\n第1处已被代替\n改为：新版\n依据：《标准化工作导则 第1部分》（GB/T 1.1-2020）第10章"
    )
    assert first[1]["/Contents"].splitlines()[0] == "合规检查批注（机器预审，供人工复核）"
    assert [a["/Contents"].splitlines()[0] for a in last] == ["▲ 较重　A1-02 主要负责人带班、在岗：不符合"]
    assert [(a["/NM"], a["/M"], a["/F"]) for a in (*first, *last)] == [
        ("hg-p1-1", "D:20241120000000Z", 4), ("hg-summary", "D:20241120000000Z", 4), ("hg-listed-1", "D:20241120000000Z", 4),
    ]  # fmt: skip


def test_every_mark_brings_its_own_looks() -> None:
    source = pdf(sheet())
    packed = render(marked(source, "每季度", path="方案.pdf"), source=source)
    for mark in marks(packed):
        assert mark["/AP"]["/N"].get_object()["/BBox"] == mark["/Rect"]
    document = pypdfium2.PdfDocument(packed)
    page = document[0]
    left, low, right, high = (float(x) for x in marks(packed)[0]["/Rect"])
    drawn = page.render(scale=2).to_pil()
    # The paper behind the words takes the colour of the level, and the words stay black.
    inside = drawn.crop((round(left * 2), round((842 - high) * 2), round(right * 2), round((842 - low) * 2)))
    colours = {colour for _, colour in inside.getcolors(100_000)}
    document.close()
    assert (255, 219, 168) in colours
    assert min(map(sum, colours)) < 100


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_notes_stand_at_the_right_edge_of_the_page_as_it_is_shown(turn: int) -> None:
    source = pdf(sheet(turn))
    packed = render(marked(source, path="方案.pdf"), source=source)
    document = pypdfium2.PdfDocument(packed)
    width, height = document[0].get_size()
    drawn, plain = (document[0].render(draw_annots=shown).to_pil().convert("L") for shown in (True, False))
    document.close()
    changed = [
        (x, y)
        for x in range(round(width))
        for y in range(round(height))
        if drawn.getpixel((x, y)) != plain.getpixel((x, y))
    ]
    assert min(x for x, _ in changed) >= width - 26
    assert max(y for _, y in changed) <= 3 * 24 + 6


def test_many_notes_stand_in_columns_on_the_page() -> None:
    source = pdf(Sheet(width=200, height=120).text(20, 60, "短"))
    report = marked(source, *((0, 1),), path="方案.pdf")
    one = report.reports[0]
    many = replace(one, findings=(one.findings[0],) * 12)
    packed = render(replace(report, reports=(many,)), source=source)
    boxes = [tuple(map(float, m["/Rect"])) for m in marks(packed)]
    assert len(set(boxes)) == 2
    assert all(0 <= b[0] < b[2] <= 200 and 0 <= b[1] < b[3] <= 120 for b in boxes)


def test_where_letters_are_not_found_one_by_one_a_line_is_shared_out_by_their_widths() -> None:
    source = pdf(Sheet().text(100, 100, "安全生产ab责任"))
    text, piece = "安全生产ab责任", Piece(0, 8, 1, (100.0, 80.0, 184.0, 92.0))
    (found,) = strips(source, text, [piece], [(4, 6)])
    assert [(s.page, tuple(round(x) for x in s.box)) for s in found] == [(1, (148, 750, 160, 762))]


def with_note(source: bytes) -> bytes:
    """`source` with a note of somebody else."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(source)))
    note = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text"),
        NameObject("/Rect"): ArrayObject(map(FloatObject, (10, 10, 30, 30))),
        NameObject("/Contents"): TextStringObject("请核实"), NameObject("/T"): TextStringObject("王工"),
    })  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = writer._add_object(ArrayObject([writer._add_object(note)]))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_second_run_replaces_our_marks_and_keeps_those_of_others() -> None:
    source = with_note(pdf(sheet()))
    once = render(marked(source, "每季度", path="方案.pdf"), source=source)
    twice = render(marked(once, "GB/T 33000-2024", path="方案_批注.pdf"), source=once)
    there = [a.get_object() for a in PdfReader(io.BytesIO(twice)).pages[0]["/Annots"]]
    assert [a["/T"] for a in there] == ["王工", AUTHOR, AUTHOR, AUTHOR]
    assert covered(twice) == [("GB/T 33000-2024",)]


def test_an_encrypted_file_that_opens_is_written_anew() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(sheet()))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    packed = render(marked(out.getvalue(), "每季度", path="方案.pdf"), source=out.getvalue())
    assert covered(packed) == [("每季度",)]
    assert not PdfReader(io.BytesIO(packed)).is_encrypted


@pytest.mark.parametrize(
    "spoil",
    [lambda f: b"\0" * 40 + f, lambda f: f.replace(b"startxref", b"startxxxx")],
    ids=["rubbish before", "no index"],
)
def test_files_that_are_built_badly_but_open_take_notes_too(spoil: Callable[[bytes], bytes]) -> None:
    source = spoil(pdf(sheet()))
    assert covered(render(marked(source, "每季度", path="方案.pdf"), source=source)) == [("每季度",)]


def test_a_file_that_cannot_be_written_to_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    source = pdf(sheet())
    report = marked(source, path="方案.pdf")

    def fail(*_: object, **__: object) -> bytes:
        raise PdfReadError("odd")

    monkeypatch.setattr("conformance.reporters.annotation.paper._written", fail)
    with pytest.raises(UsageError) as caught:
        render(report, source=source)
    assert caught.value.say() == (
        "“方案.pdf”的内部结构不规范，不能写入批注。请重新导出 PDF（或另存为 docx）后再检查，或改用 --format docx、html。"
    )


def test_the_same_report_and_file_give_the_same_bytes() -> None:
    source = pdf(sheet())
    report = marked(source, "每季度", "2024年底", path="方案.pdf")
    assert render(report, source=source) == render(report, source=source)
    assert file_name(report) == "方案_批注.pdf"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 50)), min_size=1, max_size=4))
def test_any_spans_are_covered_exactly(wanted: list[Span]) -> None:
    source = pdf(sheet())
    text = read(source, path="方案.pdf").text
    spans = sorted({(s, min(s + n, len(text))) for s, n in wanted if text[s : s + n].strip()})
    found = covered(render(marked(source, *spans, path="方案.pdf"), source=source))
    assert ["".join("".join(row).split()) for row in found] == ["".join(text[s:e].split()) for s, e in spans]
