"""Word files (docx, docm, dotx, dotm), read exactly as Word shows them with all changes accepted.

Automatic numbers are part of the text; comments, deletions, hidden text, field codes, page headers and footers are not.
Pictures are never unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.errors import ReadError
from conformance.messages import Message, Said
from conformance.model.document import Reading, ReadingBuilder
from conformance.options import Limits

if TYPE_CHECKING:
    from conformance.readers.word.document import Contents

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
NAME = Message("docx", "Word 文档（docx）", "a Word document (docx)")

PICTURES = Message(
    "pictures_left_out",
    "文件里有 {count} 张图片，图片中的文字未读取。",
    "the file holds {count} pictures; words in them were not read",
)
NO_TEXT = Message(
    "no_text",
    "文件里没有可读的文字；请核对是否提交了正确的文件。",
    "the file holds no words that could be read; check that it is the right file",
)
CHARTS = Message(
    "charts_left_out", "文件里有 {count} 个图表，其中的文字未读取。", "words in {count} charts were not read"
)
OBJECTS = Message(
    "objects_left_out",
    "文件里嵌入了 {count} 个其他程序的对象（如 Excel 表、公式），其中的内容未读取。",
    "{count} embedded objects of other programs (sheets, formulas) were not read",
)
CHUNKS = Message(
    "embedded_documents",
    "文件里嵌入了 {count} 份整篇文档，其内容未读取；请在 Word 中打开并另存后再提交。",
    "{count} whole documents embedded in the file were not read; open it in Word, save it and submit it again",
)
COMMENTS = Message(
    "comments_left_out", "文件里有 {count} 条批注，未作为正文读取。", "{count} comments are not part of the text"
)
CHANGES = Message(
    "changes_accepted",
    "文件带有未确认的修订，已按“接受全部修订”的结果读取。",
    "the file holds tracked changes; it was read as if all were accepted",
)
BROKEN = Message(
    "parts_damaged",
    "文件的部件 {parts} 已损坏，未能使用；自动编号、标题级别或脚注可能不全。",
    "damaged parts of the file ({parts}) were not used; automatic numbers, levels or notes may be missing",
)
MACROS = Message("macros", "文件里有宏（VBA），未运行；正文已读取。", "the file holds macros (VBA); they were not run")

ADDED_PAGE = Message(
    "added_page_left_out",
    "文件末尾有合规检查批注时添加的附页，不是方案内容，未作为正文读取。",
    "the page that an earlier check added at the end is no part of the plan and was not read",
)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FIRST_MEMBERS = (b"[content_types].xml", b"_rels/", b"word/", b"docprops/", b"customxml/")
# A page of a plan has some 500 characters.
_A_PAGE = 500
_NEARLY_NO_TEXT = 100


def sniff(data: bytes) -> bool:
    """Whether `data` is a Word package: whole, cut off, or locked by a password."""
    from conformance.readers.zipped.archive import opened  # noqa: PLC0415

    if data.startswith(_OLE):
        return _ENCRYPTED in data
    if not data.startswith(b"PK"):
        return False
    archive = opened(data)
    if archive is None:
        length = int.from_bytes(data[26:28], "little")
        return data.startswith(_ZIP) and data[30 : 30 + length].lower().startswith(_FIRST_MEMBERS) and b"word/" in data
    names = {n.replace("\\", "/").lstrip("/").lower() for n in archive.namelist()}
    return any(n.startswith("word/") and n.endswith(".xml") for n in names)


def read(data: bytes, limits: Limits) -> Reading:
    """Read the Word file `data`.

    ReadError where it is damaged, needs a password, declares a document type, or is over a limit.
    """
    from conformance.readers.word.document import contents  # noqa: PLC0415
    from conformance.readers.zipped.archive import PASSWORD  # noqa: PLC0415

    if data.startswith(_OLE):
        raise ReadError(PASSWORD)
    found = contents(data, limits)
    builder = ReadingBuilder("docx")
    for unit in found.units:
        builder.add(
            unit.kind, unit.text, level=unit.level, contents=unit.contents, table=unit.table, row=unit.row,
            column=unit.column,
        )  # fmt: skip
    characters = len("".join(builder.done().text.split()))
    builder.notices += _notices(found)
    (builder.not_read if _is_pictures(found, characters) else builder.notices).extend(_pictures(found))
    if not characters:
        builder.not_read.append(Said.of(NO_TEXT))
    if found.chunks:
        builder.not_read.append(Said.of(CHUNKS, count=found.chunks))
    return builder.done()


def _notices(found: Contents) -> Iterator[Said]:
    """What a person should know about the file besides its text."""
    if found.changed:
        yield Said.of(CHANGES)
    if found.macros:
        yield Said.of(MACROS)
    if found.added_page:
        yield Said.of(ADDED_PAGE)
    if found.broken:
        yield Said.of(BROKEN, parts=", ".join(found.broken))
    counts = ((COMMENTS, found.comments), (CHARTS, found.drawings.charts), (OBJECTS, found.drawings.objects))
    for message, count in counts:
        if count:
            yield Said.of(message, count=count)


def _is_pictures(found: Contents, characters: int) -> bool:
    """Whether words may well be missing: hardly any text beside pictures, or as many page-sized pictures as pages."""
    drawn = found.drawings
    return drawn.pictures > 0 and (characters < _NEARLY_NO_TEXT or drawn.pages * _A_PAGE > characters)


def _pictures(found: Contents) -> Iterator[Said]:
    if found.drawings.pictures or found.pictures:
        yield Said.of(PICTURES, count=max(found.drawings.pictures, found.pictures))
