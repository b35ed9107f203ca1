"""Plain text and Markdown: utf-8, utf-16 or gb18030, a paragraph a line."""

from __future__ import annotations

import re

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Block, Reading
from conformance.options import Limits

SUFFIXES = (".txt", ".md")
NAME = Message("txt", "纯文本", "plain text")
NOT_TEXT = Message(
    "not_text",
    "文件内容不是可识别的文字（utf-8、utf-16、gb18030 均读不通）。请另存为 docx、pdf 或 utf-8 文本。",
    "the content is no readable text (neither utf-8, utf-16 nor gb18030); save it as docx, pdf or utf-8 text",
)
_HEADING = re.compile(r" {0,3}(#{1,6}) ")
_OTHER = (b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def decoded(content: bytes) -> str | None:
    """`content` as text without byte-order mark and with line ends "\\n"; None if it is no text."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(c < " " and c not in "\n\r\t\f" for c in text[:4096])
        if controls <= len(text[:4096]) // 200:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def sniff(data: bytes) -> bool:
    """Whether the content is text of no other known format."""
    head = data[:1024].lstrip().lower()
    if data.startswith(_OTHER) or head.startswith((b"<html", b"<!doctype html", b"<?xml")) or b"%PDF-" in data[:1024]:
        return False
    return decoded(data) is not None


def read(data: bytes, limits: Limits) -> Reading:
    """Read a text file; every line that is not blank is a block. ReadError if it is no text."""
    text = decoded(data)
    if text is None:
        raise ReadError(NOT_TEXT)
    blocks = []
    for line in re.finditer(r"[^\n]+", text):
        if line.group().strip():
            heading = _HEADING.match(line.group())
            blocks.append(
                Block("heading", line.start(), line.end(), level=len(heading.group(1)))
                if heading
                else Block("paragraph", line.start(), line.end())
            )
    return Reading("txt", text, tuple(blocks))
