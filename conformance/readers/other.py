"""Files that are known and cannot hold a plan we could read: named, so that people know what they have sent."""

from __future__ import annotations

import re
from collections.abc import Callable

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Reading
from conformance.options import Limits

SUFFIXES = ()
NAME = Message("other", "其他格式", "another format")

SHEET = Message(
    "spreadsheet",
    "这是电子表格（Excel/WPS 表格），不是方案文档，未读取；如方案写在表格里，请另存为 docx 或 pdf 后再提交。",
    "this is a spreadsheet, not a plan; if the plan is in it, save it as docx or pdf",
)
SLIDES = Message(
    "slides",
    "这是演示文稿（PPT/WPS 演示），不是方案文档，未读取；请提交 docx 或 pdf。",
    "these are slides, not a plan; submit a docx or pdf",
)
ARCHIVE = Message(
    "foreign_archive",
    "这是 {kind} 压缩包，无法打开；请解压后提交其中的文件，或改用 zip 压缩。",
    "this is a {kind} archive, which cannot be opened; submit the files in it, or use zip",
)
OPEN_DOCUMENT = Message(
    "open_document",
    "这是 OpenDocument 文档（odt），无法读取；请另存为 docx 后再提交。",
    "this is an OpenDocument text (odt); save it as docx",
)
WORKS = Message(
    "works",
    "这是 Microsoft Works 或 WordPerfect 的文档，无法读取；请用能打开它的软件另存为 docx 后再提交。",
    "this is a document of Microsoft Works or WordPerfect; save it as docx in a program that opens it",
)
EARLY_WORD = Message(
    "early_word",
    "这是 Word 2.0 或更早版本（1994 年以前）的文档，无法读取；请用能打开它的软件另存为 docx 后再提交。",
    "this is a document of Word 2.0 or older (before 1994); save it as docx in a program that opens it",
)
OFFICE = Message(
    "unknown_office",
    "这是旧版 Office 文件，但里面没有 Word 正文（可能已损坏，或不是文字文档）；请用 Word 或 WPS 打开并另存为 docx 后再提交。",
    "this is an old Office file without a Word text in it (damaged, or no text document); open it and save it as docx",
)
LOCKED_OFFICE = Message(
    "rights_managed",
    "文件受权限管理（IRM）或企业加密软件保护，无法读取；请解除保护后再提交。",
    "the file is protected by rights management; submit it without the protection",
)
DAMAGED_ZIP = Message(
    "damaged",
    "文件已损坏（压缩结构不完整），无法读取；请重新导出后再提交。",
    "the file is damaged (its zip structure is cut off); export it again",
)
PLAIN_ZIP = Message(
    "plain_archive",
    "这是 zip 压缩包，不是单个文档；请用文件夹或压缩包的方式检查，或解压后再提交。",
    "this is a zip archive, not a document; check it as an archive, or unpack it first",
)
PROGRAM = Message(
    "program",
    "这是可执行程序，不是文档，未读取；如非本人提交，请当心病毒。",
    "this is a program, not a document, and was not opened; beware of viruses",
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _has(stream: str) -> Callable[[bytes], bool]:
    """Whether a compound file holds a stream of this name."""
    name = re.compile((stream + "\0").encode("utf-16-le"), re.IGNORECASE)
    return lambda data: data.startswith(_OLE) and name.search(data) is not None


def _starts(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(heads)


def _zip_with(folder: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(b"PK\x03\x04") and folder in data


_KINDS: tuple[tuple[Callable[[bytes], bool], Message, dict[str, str]], ...] = (
    (_has("Workbook"), SHEET, {}),
    (_has("Book"), SHEET, {}),
    (_has("PowerPoint Document"), SLIDES, {}),
    (_has("MatOST"), WORKS, {}),
    (_has("CONTENTS"), WORKS, {}),
    (_has("DataSpaces"), LOCKED_OFFICE, {}),
    (_starts(_OLE), OFFICE, {}),
    (_starts(b"Rar!\x1a\x07"), ARCHIVE, {"kind": "rar"}),
    (_starts(b"7z\xbc\xaf\x27\x1c"), ARCHIVE, {"kind": "7z"}),
    (_starts(b"\x1f\x8b"), ARCHIVE, {"kind": "gz"}),
    (_starts(b"BZh"), ARCHIVE, {"kind": "bz2"}),
    (_starts(b"\xfd7zXZ\0"), ARCHIVE, {"kind": "xz"}),
    (_starts(b"\xffWPC", b"\x01\xfe"), WORKS, {}),
    # Word 1 and 2 for Windows, Word for DOS, Word 3 to 5 for the Macintosh.
    (_starts(b"\x9b\xa5!\0", b"\xdb\xa5-\0", b"\x31\xbe\0\0", b"\xfe\x34\0", b"\xfe\x37\0"), EARLY_WORD, {}),
    (_starts(b"MZ", b"\x7fELF"), PROGRAM, {}),
    (_zip_with(b"mimetypeapplication/vnd.oasis.opendocument.text"), OPEN_DOCUMENT, {}),
    (_zip_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), SHEET, {}),
    (_zip_with(b"xl/workbook"), SHEET, {}),
    (_zip_with(b"ppt/presentation"), SLIDES, {}),
)


def sniff(data: bytes) -> bool:
    """Whether `data` is one of these formats."""
    return any(is_it(data) for is_it, _, _ in _KINDS) or data.startswith(b"PK\x03\x04")


def read(data: bytes, limits: Limits) -> Reading:
    """ReadError that names the format and says what to do."""
    for is_it, message, values in _KINDS:
        if is_it(data):
            raise ReadError(message, **values)
    from conformance.readers.zipped.archive import opened  # noqa: PLC0415

    raise ReadError(DAMAGED_ZIP if opened(data) is None else PLAIN_ZIP)
