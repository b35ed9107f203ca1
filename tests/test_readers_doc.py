"""Binary Word files are read as Word shows them, from the bytes, without another program."""

from __future__ import annotations

import shutil
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import word_files as word
from doc_files import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    INSERTED,
    SPECIAL,
    Run,
    cell,
    compound,
    definition,
    doc,
    in_list,
    level,
    paragraph,
    row_end,
    sprm,
    streams,
    style,
    use,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.errors import ReadError
from conformance.model.document import Document
from conformance.options import DEFAULT_LIMITS
from conformance.readers import doc as reader
from conformance.readers import read
from conformance.readers.binary import conversion

SAMPLES = Path(__file__).parents[2] / "shared" / "documents"
FIELD = [Run("\x13", SPECIAL), " PAGEREF x ", Run("\x14", SPECIAL), "结果", Run("\x15", SPECIAL)]
PLAIN = style("Normal", 0)

TEXTS: dict[str, tuple[bytes, list[str]]] = {
    "one byte a character": (doc([paragraph("GB/T 33000 “x”")], narrow=True), ["GB/T 33000 “x”"]) ,
    "beyond the first plane": (doc([paragraph("𠮷日")]), ["𠮷日"]),
    "hidden and deleted out, inserted in": (
        doc([paragraph("甲", Run("隐", HIDDEN), Run("删", DELETED), Run("增", INSERTED), "乙")]),
        ["甲增乙"],
    ),
    "a deleted mark joins": (doc([paragraph("上半", mark_packed=DELETED), paragraph("下半")]), ["上半下半"]),
    "codes of fields out": (doc([paragraph("见", *FIELD, "页")]), ["见结果页"]),
    "a contents field does not count twice": (doc([paragraph("甲\x0b乙\t丙")]), ["甲\n乙\t丙"]),
    "hyphens": (doc([paragraph("GB\x1eT 3\x1f3")]), ["GB-T 33"]),
    "control characters that mean nothing out": (doc([paragraph("甲\x01\x02\x05\x08乙")]), ["甲乙"]),
    "a bracket is no symbol": (doc([paragraph("(一) 要求")]), ["(一) 要求"]),
    "a style that hides": (
        doc([paragraph("隐", style=1), paragraph("见")], styles=[PLAIN, style("secret", characters=HIDDEN)]),
        ["见"],
    ),
    "shown in a style that hides": (
        doc([paragraph("隐", Run("见", sprm(0x083C, 0x81)), style=1)], styles=[PLAIN, style("secret", characters=HIDDEN)]),
        ["见"],
    ),
    "numbers": (
        doc(
            [paragraph("目标", packed=in_list(1)), paragraph("任务", packed=in_list(1)), paragraph("排查", packed=in_list(1, 1)),
             paragraph("保障", packed=in_list(1)), paragraph("无", packed=in_list(0))],
            definitions=[definition(5, level("\0、", 39), level("(\1)", 0))],
            uses=[use(5)],
        ),
        ["一、目标", "二、任务", "(1)排查", "三、保障", "无"],
    ),
    "numbers that start anew": (
        doc(
            [paragraph("甲", packed=in_list(1)), paragraph("乙", packed=in_list(2))],
            definitions=[definition(5, level("\0.", start=3, follow=0))],
            uses=[use(5), use(5, (0, 8))],
        ),
        ["3.\t甲", "8.\t乙"],
    ),
    "a style with a number": (
        doc(
            [paragraph("总则", style=1)],
            styles=[PLAIN, style("x", 1, paragraph=in_list(1))],
            definitions=[definition(5, level("第\0章 ", 39))],
            uses=[use(5)],
        ),
        ["第一章 总则"],
    ),
    "notes": (
        doc([paragraph("依据", Run("\x02", SPECIAL), "执行"), paragraph("后文")], notes=[paragraph(Run("\x02", SPECIAL), "见办法")]),
        ["依据执行", "见办法", "后文"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str) -> None:
    file, expected = TEXTS[name]
    document = read(file, path="方案.doc")
    assert [document.quote(b.span) for b in document.blocks] == expected
    assert document.format == "doc"


def test_headings_have_their_level() -> None:
    file = doc(
        [
            paragraph("总则", style=1),
            paragraph("依据", style=2),
            paragraph("正文", packed=sprm(0x2640, 2)),
            paragraph("完"),
        ],
        styles=[PLAIN, style("标题 1", 1), style("own", base=1)],
    )
    assert [(b.kind, b.level) for b in read(file, path="方案.doc").blocks] == [
        ("heading", 1), ("heading", 1), ("heading", 3), ("paragraph", None),
    ]  # fmt: skip


def test_a_contents_list_is_marked() -> None:
    listed = [Run("\x13", SPECIAL), ' TOC \\o "1-3" ', Run("\x14", SPECIAL), "总则 1"]
    file = doc([paragraph(*listed), paragraph("职责 2", Run("\x15", SPECIAL)), paragraph("总则")])
    assert [b.contents for b in read(file, path="方案.doc").blocks] == [True, True, False]


def cells(file: bytes) -> list[tuple[int | None, int | None, int | None, str]]:
    document = read(file, path="方案.doc")
    return [(b.table, b.row, b.column, document.quote(b.span)) for b in document.blocks if b.kind == "cell"]


INNER = IN_TABLE + sprm(0x6649, 2, 4)
TABLES: dict[str, tuple[list[object], list[tuple[int, int, int, str]]]] = {
    "rows and columns": (
        [cell("任务"), cell("时限"), row_end((100, 0), (200, 0)), cell("检查"), cell("6月"), row_end((100, 0), (200, 0))],
        [(0, 0, 0, "任务"), (0, 0, 1, "时限"), (0, 1, 0, "检查"), (0, 1, 1, "6月")],
    ),
    "a wide cell covers two columns": (
        [cell("通栏"), cell("尾"), row_end((200, 0), (300, 0)), cell("甲"), cell("乙"), cell("丙"), row_end((100, 0), (200, 0), (300, 0))],
        [(0, 0, 0, "通栏"), (0, 0, 2, "尾"), (0, 1, 0, "甲"), (0, 1, 1, "乙"), (0, 1, 2, "丙")],
    ),
    "merged cells are read once": (
        [cell("跨行"), cell("乙"), row_end((100, 0x60), (200, 0)), cell(""), cell("丁"), row_end((100, 0x20), (200, 0)),
         cell("跨列"), cell("看不见"), row_end((100, 1), (200, 2))],
        [(0, 0, 0, "跨行"), (0, 0, 1, "乙"), (0, 1, 1, "丁"), (0, 2, 0, "跨列")],
    ),
    "paragraphs of a cell": (
        [paragraph("第一段", packed=IN_TABLE), cell("第二段"), row_end((100, 0)), paragraph("表后"), cell("另表"), row_end((100, 0))],
        [(0, 0, 0, "第一段\n第二段"), (1, 0, 0, "另表")],
    ),
    "a table in a table": (
        [cell("外"), paragraph("内一", packed=INNER + sprm(0x244B)), paragraph("内二", packed=INNER + sprm(0x244B)),
         paragraph(packed=INNER + sprm(0x244C)), paragraph("内三", packed=INNER + sprm(0x244B)),
         paragraph(packed=INNER + sprm(0x244C)), cell("后"), row_end((100, 0), (200, 0))],
        [(0, 0, 0, "外"), (1, 0, 0, "内一"), (1, 0, 1, "内二"), (1, 1, 0, "内三"), (0, 0, 1, "后")],
    ),
    "a row without end": ([cell("甲"), cell("乙"), paragraph("表后")], [(0, 0, 0, "甲"), (0, 0, 1, "乙")]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    paragraphs, expected = TABLES[name]
    assert cells(doc(paragraphs)) == expected  # type: ignore[arg-type]


def test_what_stands_in_the_file_besides_is_named() -> None:
    parts = streams([paragraph("甲", Run("删", DELETED), Run("\x01", SPECIAL + sprm(0x080A)), "乙")])
    file = compound({**parts, "_VBA_PROJECT": b"x", "_signatures": b"x"})
    document = read(file, path="方案.docx")
    assert document.text == "甲乙"
    assert [n.say() for n in document.notices] == [
        "后缀是 .docx，内容其实是旧版 Word 文档（doc），已按内容读取。",
        "文件带有未确认的修订，已按“接受全部修订”的结果读取。",
        "文件里有宏（VBA），未运行；正文已读取。",
        "文件带有电子签名，签名是否有效未核验。",
        "文件里嵌入了 1 个其他程序的对象（如 Excel 表、公式），其中的内容未读取。",
    ]


def test_a_damaged_part_costs_only_itself() -> None:
    parts = streams(
        [paragraph("总则", packed=in_list(1))], definitions=[definition(5, level("\0、", 39))], uses=[use(5)]
    )
    word_stream, table = bytearray(parts["WordDocument"]), bytearray(parts["1Table"])
    at, size = struct.unpack_from("<II", word_stream, 0x9A + 8 * 73)
    struct.pack_into("<I", word_stream, 0x9A + 8 * 73 + 4, 100 * size)
    struct.pack_into("<H", table, at, 200)
    document = read(compound({"WordDocument": bytes(word_stream), "1Table": bytes(table)}), path="方案.doc")
    assert document.text == "总则"
    assert [n.say() for n in document.notices] == [
        "文件的部件 lists 已损坏，未能使用；自动编号、标题级别或脚注可能不全。"
    ]


def older(file: bytes) -> bytes:
    """`file` as Word 95 would mark it."""
    return file.replace(b"\xec\xa5", b"\xdc\xa5", 1)


REFUSED = {
    "locked": (doc([paragraph("甲")], flags=0x0100), "password", "文件有打开密码"),
    "too old": (older(doc([paragraph("甲")])), "too_old", "本机没有 LibreOffice"),
    "cut off": (doc([paragraph("甲")])[:-600], "damaged", "旧版 Word 文件已损坏"),
    "no pieces": (compound({**streams([paragraph("甲")]), "1Table": b""}), "damaged", "Clx"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file, key, words = REFUSED[name]
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(ReadError) as caught:
        read(file, path="方案.doc")
    assert caught.value.message.key == key
    assert words in caught.value.say()
    assert caught.value.say("en")


def test_too_much_text_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        reader.read(doc([paragraph("甲" * 50_000)]), replace(DEFAULT_LIMITS, memory=1 << 18))
    assert caught.value.message.key == "memory_limit"


LINES = st.lists(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co")), min_size=1, max_size=30), min_size=1, max_size=5)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_any_text_comes_out_as_it_went_in(lines: list[str]) -> None:
    assert reader.read(doc([paragraph(line) for line in lines]), DEFAULT_LIMITS).text == "\n".join(lines)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6))
def test_changed_bytes_give_a_document_or_a_read_error(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(TEXTS["numbers that start anew"][0])
    for at, piece in changes:
        start = at % len(content)
        content[start : start + len(piece)] = piece
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(conversion, "converter", lambda: None)
        try:
            assert isinstance(read(bytes(content), path="方案.doc"), Document)
        except ReadError as error:
            assert error.say()


# --- what is left to LibreOffice --------------------------------------------------------------------------------------

OLD = older(doc([paragraph("甲")]))


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in the place of LibreOffice; returns the file it may leave traces in."""
    if sys.platform == "win32":
        pytest.skip("needs a shell")

    def placed(script: str) -> Path:
        trace, path = tmp_path / "trace", tmp_path / "soffice"
        path.write_text(f'#!/bin/sh\nTRACE="{trace}"\n{script}\n')
        path.chmod(0o755)
        monkeypatch.setattr(conversion, "converter", lambda: str(path))
        return trace

    return placed


def test_a_converter_that_hangs_is_killed_with_all_it_started(program: Callable[[str], Path]) -> None:
    trace = program('(sleep 1.5; echo alive > "$TRACE") &\nsleep 30')
    with pytest.raises(ReadError) as caught:
        reader.read(OLD, replace(DEFAULT_LIMITS, seconds=0.3))
    assert caught.value.message.key == "time_limit"
    time.sleep(1.6)
    assert not trace.exists()


def test_a_converter_that_fails_is_reported(program: Callable[[str], Path]) -> None:
    program("exit 1")
    with pytest.raises(ReadError) as caught:
        reader.read(OLD, DEFAULT_LIMITS)
    assert caught.value.message.key == "not_converted"


def test_what_the_converter_writes_is_read(program: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(word.docx(word.paragraph("主要负责人每季度带队检查。")))
    trace = program(
        f'for a in "$@"; do case "$last" in --outdir) out="$a";; esac; last="$a"; done\n'
        f'mkdir -p "$out"; cp "{tmp_path}/plan.docx" "$out/document.docx"; echo "$@" > "$TRACE"'
    )
    found = reader.read(OLD, DEFAULT_LIMITS)
    assert (found.format, found.text) == ("doc", "主要负责人每季度带队检查。")
    assert [n.say() for n in found.notices] == ["旧格式文件由 LibreOffice 转换后读取，个别版式可能与原件不同。"]
    folder = Path(trace.read_text().split()[-1]).parent
    assert "-env:UserInstallation=" + (folder / "profile").as_uri() in trace.read_text()
    assert not folder.exists()


# --- the samples beside the checkout ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["s1_manual", "s4_auto"])
def test_samples_read_like_their_docx(name: str) -> None:
    """LibreOffice wrote these from the docx; it repeats the content of a control, which Word keeps as a form field."""
    if not (SAMPLES / "doc" / f"{name}.doc").exists():
        pytest.skip("no samples")
    found = [read((SAMPLES / kind / f"{name}.{kind}").read_bytes(), path=f"{name}.{kind}") for kind in ("doc", "docx")]
    assert [(c.path, c.title) for c in found[0].outline] == [(c.path, c.title) for c in found[1].outline]
    texts = [{d.quote(b.span) for b in d.blocks} for d in found]
    assert texts[1] - texts[0] == set()
