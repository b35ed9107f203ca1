"""Files that should not be read, or hurt a careless reader: refused with the reason, or read without harm."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
import word_files as word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import cell, paragraph, table

from conformance import batch, reading
from conformance.errors import ReadError
from conformance.model.document import Document
from conformance.options import DEFAULT_LIMITS
from conformance.readers import docx, read
from conformance.submissions import Submission, submissions

SAMPLES = Path(__file__).parents[2] / "shared" / "documents" / "hostile"
PLAN = word.parts(
    word.listed("总则", 1) + paragraph("主要负责人每季度带队检查。") + table(cell("任务") + cell("时限")),
    styles=word.style("1", "heading 1"),
    numbering=word.abstract(0, word.level(0, "%1、", "chineseCounting")) + word.num(1, 0),
)  # fmt: skip
READ_AS = "一、总则\n主要负责人每季度带队检查。\n任务\n时限"


def with_part(name: str, content: str | bytes) -> bytes:
    return word.packed({**PLAN, name: content})


def without(*names: str) -> bytes:
    return word.packed({n: c for n, c in PLAN.items() if n not in names})


def declared(declaration: str) -> bytes:
    return with_part("word/document.xml", declaration + str(PLAN["word/document.xml"]).partition("?>")[2])


def nested_tables(depth: int) -> bytes:
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("底") + "</w:tc></w:tr></w:tbl>" * depth
    return with_part("word/document.xml", word.part("document", f"<w:body>{body}</w:body>"))


def locked_member() -> bytes:
    """A zip whose members claim to be encrypted."""
    content = bytearray(word.packed(PLAN))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = b" " * (3 << 20)
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "entities": (
        lambda: declared('<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'),
        "doctype",
        "word/document.xml",
    ),
    "an outer entity": (
        lambda: declared('<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/hostname">'),
        "doctype",
        "DOCTYPE",
    ),
    "entities in utf-16": (
        lambda: with_part(
            "word/document.xml", '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x">]><d/>'.encode("utf-16")
        ),
        "doctype",
        "DOCTYPE",
    ),
    "entities in utf-16 without a mark": (
        lambda: with_part("word/document.xml", '<?xml version="1.0"?><!DOCTYPE d><d/>'.encode("utf-16-le")),
        "doctype",
        "DOCTYPE",
    ),
    "a document type in the styles": (
        lambda: with_part("word/styles.xml", '<?xml version="1.0"?><!DOCTYPE d><d/>'),
        "doctype",
        "word/styles.xml",
    ),
    "a document type in the relations": (
        lambda: with_part("word/_rels/document.xml.rels", "<!DOCTYPE d><d/>"),
        "doctype",
        "document.xml.rels",
    ),
    "a text that unpacks a thousandfold": (
        lambda: with_part("word/document.xml", BOMB),
        "unpacked_limit",
        "解压后的大小超出上限",
    ),
    "tables two hundred deep": (lambda: nested_tables(200), "nesting_limit", "256"),
    "tables three thousand deep": (lambda: nested_tables(3000), "nesting_limit", "256"),
    "cut in half": (lambda: word.packed(PLAN)[: len(word.packed(PLAN)) // 2], "damaged", "已损坏"),
    "no text at all": (lambda: without("word/document.xml"), "damaged", "word/document.xml"),
    "text that is no xml": (lambda: with_part("word/document.xml", "<w:document"), "damaged", "word/document.xml"),
    "a root without body": (lambda: with_part("word/document.xml", "<d/>"), "damaged", "word/document.xml"),
    "members behind a password": (locked_member, "password", "密码"),
    "a package behind a password": (
        lambda: OLE + b"\0" * 600 + "WordDocument\0EncryptedPackage\0".encode("utf-16-le") + b"\0" * 600,
        "password",
        "密码",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(name: str) -> None:
    build, key, words = REFUSED[name]
    with pytest.raises(ReadError) as caught:
        read(build(), path="方案.docx")
    assert caught.value.message.key == key
    assert words in caught.value.say()
    assert caught.value.say("en")


def test_limits_are_those_of_the_caller() -> None:
    file = word.packed(PLAN)
    cases = (
        ("members_limit", {"members": 3}),
        ("unpacked_limit", {"unpacked": 500}),
        ("nesting_limit", {"nesting": 4}),
    )
    for key, limit in cases:
        with pytest.raises(ReadError) as caught:
            docx.read(file, replace(DEFAULT_LIMITS, **limit))
        assert caught.value.message.key == key


def test_many_small_elements_are_refused_before_they_fill_memory() -> None:
    body = "<w:p/>" * 200_000
    file = with_part("word/document.xml", word.part("document", f"<w:body>{body}</w:body>"))
    with pytest.raises(ReadError) as caught:
        docx.read(file, replace(DEFAULT_LIMITS, memory=16 << 20, ratio=10_000))
    assert caught.value.message.key == "memory_limit"


READABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "as it is": (lambda: word.packed(PLAN), READ_AS),
    "without content types": (lambda: without("[Content_Types].xml"), READ_AS),
    "without package relations": (lambda: without("_rels/.rels"), READ_AS),
    "without relations": (lambda: without("word/_rels/document.xml.rels"), READ_AS),
    "without styles": (lambda: without("word/styles.xml"), READ_AS),
    "without lists": (lambda: without("word/numbering.xml"), READ_AS.removeprefix("一、")),
    "a relation to nothing": (
        lambda: with_part(
            "word/_rels/document.xml.rels",
            word.relations({"rId1": ("styles", "NULL"), "rId2": ("numbering", "numbering.xml"), "rId3": ("image", "x")}),
        ),
        READ_AS,
    ),
    "names in capitals with backslashes": (
        lambda: word.packed({n.replace("/", "\\").upper() if n.startswith("word/") else n: c for n, c in PLAN.items()}),
        READ_AS,
    ),
    "pictures that would fill the disk": (lambda: with_part("word/media/image1.png", b"\0" * (8 << 20)), READ_AS),
    "unused parts with a document type": (lambda: with_part("customXml/item1.xml", "<!DOCTYPE d><d/>"), READ_AS),
    "tables twenty deep": (lambda: nested_tables(20), "底"),
    "a style of its own base": (lambda: with_part("word/styles.xml", word.part("styles", word.style("1", "a", based_on="1"))), READ_AS),
    "numbers that are none": (
        lambda: with_part(
            "word/document.xml",
            word.part("document", "<w:body>" + word.listed("甲", "x", "y") + word.listed("乙", 1, 10**30) + "</w:body>"),  # type: ignore[arg-type]
        ),
        "甲\n一、乙",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_read_all_the_same(name: str) -> None:
    build, expected = READABLE[name]
    assert read(build(), path="方案.docx").text == expected


def test_damaged_parts_one_can_do_without_are_named() -> None:
    found = docx.read(with_part("word/numbering.xml", "<w:numbering"), DEFAULT_LIMITS)
    assert found.text == READ_AS.removeprefix("一、")
    assert [n.say() for n in found.notices] == [
        "文件的部件 word/numbering.xml 已损坏，未能使用；自动编号、标题级别或脚注可能不全。"
    ]


def test_only_word_packages_are_taken() -> None:
    sheet = word.packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    several = BytesIO()
    with zipfile.ZipFile(several, "w") as archive:  # stored, so that the names of the inner file are in plain sight
        archive.writestr("提交/方案.docx", word.packed(PLAN))
    assert [docx.sniff(c) for c in (word.packed(PLAN), sheet, several.getvalue(), OLE * 90, b"PK\x03\x04")] == [
        True, False, False, False, False,
    ]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=4)), min_size=1, max_size=4), st.booleans())
def test_changed_bytes_give_a_document_or_a_read_error(changes: list[tuple[int, bytes]], inside: bool) -> None:
    """Bytes of the zip, or of the text inside it, replaced at random places."""
    whole = str(PLAN["word/document.xml"]).encode() if inside else word.packed(PLAN)
    content = bytearray(whole)
    for at, piece in changes:
        start = at % len(content)
        content[start : start + len(piece)] = piece
    file = with_part("word/document.xml", bytes(content)) if inside else bytes(content)
    try:
        assert isinstance(read(file, path="方案.docx"), Document)
    except ReadError as error:
        assert error.say()


# --- the collection beside the checkout -------------------------------------------------------------------------------

WORDS = {
    "billion_laughs.docx": "DOCTYPE",
    "quadratic_blowup.docx": "DOCTYPE",
    "xxe.docx": "DOCTYPE",
    "bomb_3M_paragraphs.docx": "解压后的大小超出上限",
    "bomb_text_200MB.docx": "解压后的大小超出上限",
    "deep_nesting_3000.docx": "嵌套",
    "empty.docx": "空",
    "truncated.docx": "损坏",
    "bomb_media_1GB.docx": "图片",
    "gridspan_1e8.docx": "没有可读的文字",
    "text_named.docx": "纯文本",
    "doc_named.docx": "旧版 Word",
}


def _expected() -> list[tuple[str, str]]:
    if not (SAMPLES / "expected.tsv").exists():
        return []
    with (SAMPLES / "expected.tsv").open(encoding="utf-8") as rows:
        found = csv.DictReader(rows, delimiter="\t")
        return [(row["file"], row["expect"]) for row in found if row["file"].endswith(".docx")]


@pytest.mark.parametrize(("name", "expect"), _expected())
def test_collection(name: str, expect: str) -> None:
    secret = (SAMPLES / "secret.txt").read_text(encoding="utf-8").strip()
    try:
        document = read((SAMPLES / name).read_bytes(), path=name)
        said = [n.say() for n in document.notices]
        outcome, words = "read", "".join((document.text, *said, *document.quality.not_read))
    except ReadError as error:
        outcome, words = "refuse", error.say()
    assert expect in ("either", outcome)
    assert WORDS.get(name, "") in words
    assert secret not in words


def test_nothing_is_written_beside_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    escaping = {**PLAN, "../outside.txt": "x", "word/../../outside.txt": "x"}
    assert read(word.packed(escaping), path="方案.docx").text == READ_AS
    assert list(tmp_path.iterdir()) == []


# --- pdf files with loops and depths: read or refused, in a worker, and never the end of it ---------------------------


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A pdf of numbered `objects`, the first of them its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + table + end


def sheet_of(content: bytes, page: bytes = b"", catalogue: bytes = b"") -> tuple[bytes, ...]:
    return (
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R%s>>" % page,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )


WORDS_OF_PDF = b"BT /F 12 Tf 50 700 Td (Hello plan) Tj ET"
LOOPS = {
    "a tree of pages that holds itself": pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
    ),
    "a table of objects that follows itself": pdf_of(*sheet_of(WORDS_OF_PDF), trailer=b"/Prev 9"),
    "lists fifty thousand deep": pdf_of(*sheet_of(WORDS_OF_PDF, catalogue=b"/X " + b"[" * 50_000 + b"]" * 50_000)),
    "states of drawing never given back": pdf_of(*sheet_of(b"q " * 50_000 + WORDS_OF_PDF)),
    "a page of the size of a country": pdf_of(*sheet_of(WORDS_OF_PDF, page=b"/MediaBox[0 0 1e9 1e9]")),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOPS)
def test_loops_and_depths_in_pdf_files(name: str) -> None:
    try:
        document = reading.made(Submission("a.pdf", partial(bytes, LOOPS[name])), reading.whole)
        assert document.text in ("", "Hello plan")
    except ReadError as error:
        assert error.message.key not in ("crashed", "program_error", "too_slow", "no_answer")


def forms_of(*forms: bytes, page: bytes = b"/X0 Do") -> bytes:
    """A pdf whose page draws `page` after its words; `forms` are drawings with the names X0, X1 and so on."""
    names = b" ".join(b"/X%d %d 0 R" % (n, 6 + n) for n in range(len(forms)))
    resources = b"/Resources<</Font<</F 4 0 R>>/XObject<<%s>>>>" % names
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length %d%s>>stream\n%s\nendstream"
    own = (b"", resources)  # some have resources of their own, some draw with those of the page
    made = [head % (len(form), own[n % 2], form) for n, form in enumerate(forms)]
    return pdf_of(*sheet_of(WORDS_OF_PDF + b" " + page, page=resources), *made)


def each_twice(count: int) -> list[bytes]:
    """So many forms, each drawing the next one twice, the last the words."""
    return [b"/X%d Do /X%d %% again\nDo" % (n, n) for n in range(1, count)] + [WORDS_OF_PDF]


DRAWN_TOO_OFTEN = {
    "a form that draws itself twice": forms_of(b"/X0 Do /X0 Do"),
    "two forms that draw each other twice": forms_of(b"/X1 Do /X1 Do", b"/X0 Do /X0 Do"),
    "forms that each draw the next twice": forms_of(*each_twice(30)),
    "the same with a name in other letters": forms_of(*(f.replace(b"/X", b"/#58") for f in each_twice(30))),
    "one with a key too many": forms_of(b"/X0 Do /X0 Do").replace(b"/Subtype/Form", b"/Subtype/Form/X 4 0", 1),
    "one in a file of its own": forms_of(b"/X0 Do /X0 Do").replace(b"/Subtype/Form", b"/F 4 0/Subtype/Form", 1),
    "one where objects are not where they should be": forms_of(b"/X0 Do /X0 Do").replace(b"startxref\n", b"startxref\n9"),
    "forms that each draw the next often": forms_of(b"/X1 Do " * 200, b"/X2 Do " * 200, b"/X3 Do " * 200, WORDS_OF_PDF),
    "a page that draws much very often": forms_of(WORDS_OF_PDF + b" " * 4000, page=b"/X0 Do " * 4000),
}  # fmt: skip
DRAWN_IN_MEASURE = {
    "a form that draws itself": forms_of(b"/X0 Do"),
    "three within each other": forms_of(*each_twice(3)[:-1], b"0 0 m 1 1 l S"),
    "one that is none": forms_of(b"/X7 Do /X Do", page=b"/X0 Do /F Do"),
    "a thousand symbols": forms_of(b"0 0 m 1 1 l S", page=b"/X0 Do " * 1000),
}


@pytest.mark.parametrize("name", DRAWN_TOO_OFTEN)
def test_drawings_that_repeat_without_measure_are_refused(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(DRAWN_TOO_OFTEN[name], path="a.pdf")
    assert caught.value.message.key == "drawing_limit"


@pytest.mark.parametrize("name", DRAWN_IN_MEASURE)
def test_drawings_within_drawings_are_read(name: str) -> None:
    assert read(DRAWN_IN_MEASURE[name], path="a.pdf").text == "Hello plan"


def test_a_file_that_is_gone_when_its_turn_comes_is_one_unread_report(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("实施方案\n每月检查一次。", encoding="utf-8")
    found = submissions([tmp_path])
    (tmp_path / "a.txt").unlink()
    reports = batch.check_all(found, batch.Job((), date(2026, 11, 24)), 1)
    assert [(r.path, r.error.code if r.error else r.status) for r in reports] == [
        ("a.txt", "unreadable"),
        ("b.txt", "checked"),
    ]


@pytest.mark.parametrize("unit", ["×", "……", "〔2024〕", "第一条", "2024年1月1日前", "《"])
def test_one_endless_clause_is_checked_within_the_limits(unit: str) -> None:
    """Without a mark that ends a clause, what looks for one from every place takes minutes for this."""
    text = "安全生产实施方案\n" + unit * (60_000 // len(unit))
    job = batch.Job(("enterprise-responsibility", "street"), date(2026, 11, 24))
    found = batch.check_all([Submission("a.txt", text.encode)], job, 1)
    assert [(r.status, r.error) for r in found] == [("checked", None)]
