"""Plain text and Markdown: utf-8, utf-16 or gb18030, a paragraph a line; lines cut at the edge of a page are joined,
lines whose cells are set apart by tabs are a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.errors import ReadError
from conformance.messages import Message, Said
from conformance.model.document import Block, Reading
from conformance.options import MEBI, Limits

SUFFIXES = (".txt", ".md", ".markdown", ".text")
NAME = Message("txt", "纯文本", "plain text")
NOT_TEXT = Message(
    "not_text",
    "文件内容不是可识别的文字（utf-8、utf-16、gb18030 均读不通）。请另存为 docx、pdf 或 utf-8 文本。",
    "the content is no readable text (neither utf-8, utf-16 nor gb18030); save it as docx, pdf or utf-8 text",
)
TOO_LONG = Message(
    "memory_limit",
    "文本有 {size} MiB，读取所需内存超出上限（{most} MiB）；请拆分后再提交。",
    "the text has {size} MiB and needs more memory than the limit of {most} MiB; split the file",
)
UNDECODED = Message(
    "undecoded",
    "有 {count} 处字符无法识别（编码损坏），已用替代符（U+FFFD）代替。",
    "{count} characters could not be decoded and are shown as U+FFFD",
)
_OTHER = (
    b"%PDF",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
)
_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 4096
_MOST_CONTROLS, _MOST_UNDECODED = 200, 500
# What a character of text costs until the document is read.
_BYTES_A_CHARACTER = 60
_REPLACED = "\ufffd"
# What text does not hold, but for line ends, tabs and ends of pages.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def decoded(content: bytes) -> str | None:
    """`content` as text without byte-order mark and with line ends "\\n"; None if it is no text."""
    for encoding, errors in _encodings(content):
        try:
            text = content.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
        if _is_text(text[:_SAMPLE]) and text.count(_REPLACED) * _MOST_UNDECODED <= len(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def _is_text(sample: str) -> bool:
    return len(_CONTROL.findall(sample)) * _MOST_CONTROLS <= len(sample)


def _encodings(content: bytes) -> Iterator[tuple[str, str]]:
    """What to try, best first: encoding and how to treat errors."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if marked is not None:
        yield marked, "replace"
        return
    sample = content[:_SAMPLE]
    # Ascii in utf-16 has a zero in every other byte.
    if sample.count(0) * 8 > len(sample):
        yield ("utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"), "replace"
        return
    yield from (("utf-8-sig", "strict"), ("gb18030", "strict"), ("utf-8-sig", "replace"), ("gb18030", "replace"))


def sniff(data: bytes) -> bool:
    """Whether the content is text of no other known format."""
    head = data[:1024].lstrip().lower()
    if data.startswith(_OTHER) or head.startswith((b"<html", b"<!doctype html", b"<?xml")) or b"%PDF-" in data[:1024]:
        return False
    return decoded(data) is not None


def read(data: bytes, limits: Limits) -> Reading:
    """Read a text file. ReadError if it is no text, or too long for the memory limit."""
    from conformance.readers.plain import markdown, tables, wraps  # noqa: PLC0415

    if len(data) * _BYTES_A_CHARACTER > limits.memory:
        raise ReadError(TOO_LONG, size=len(data) // MEBI, most=limits.memory // MEBI)
    text = decoded(data)
    if text is None:
        raise ReadError(NOT_TEXT)
    lines = [line for line in re.finditer(r"[^\n\f]+", text) if line.group().strip()]
    if markdown.is_markdown(lines):
        blocks = tuple(markdown.blocks(lines))
    else:
        runs = list(tables.tables(lines))
        rows = {i for first, last in runs for i in range(first, last)}
        running = [line for i, line in enumerate(lines) if i not in rows]
        paragraphs = [Block("paragraph", start, end) for start, end in wraps.paragraphs(running)]
        blocks = tuple(sorted([*paragraphs, *tables.cells(lines, runs)], key=lambda b: b.start))
    undecoded = text.count(_REPLACED)
    return Reading("txt", text, blocks, notices=(Said.of(UNDECODED, count=undecoded),) if undecoded else ())
