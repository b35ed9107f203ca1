"""The streams of a binary Word file and the table of contents at their start.

Source: [MS-CFB] (compound files); [MS-DOC] 2.5 (FIB).
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import olefile

from conformance.errors import ReadError
from conformance.messages import Message

DAMAGED = Message(
    "damaged",
    "旧版 Word 文件已损坏（{why}），无法读取；请用 Word 打开并修复，或另存为 docx 后再提交。",
    "the old Word file is damaged ({why}); repair it in Word, or save it as docx",
)
PASSWORD = Message(
    "password",
    "文件有打开密码，无法读取；请另存为不加密的文件后再提交。",
    "the file needs a password; save it without one and submit it again",
)
TOO_OLD = Message(
    "too_old",
    "这是 Word 95 或更早版本的文件，本机没有 LibreOffice，无法读取；请在 Word 或 WPS 中另存为 docx 后再提交，"
    "或安装 LibreOffice。",
    "this is a file of Word 95 or older and LibreOffice is not installed; save it as docx in Word or WPS, or install "
    "LibreOffice",
)

_WORD_97 = 0xA5EC
_OLDER = (0xA5DC, 0xA5DB, 0xA59B, 0xA59C, 0xA697, 0xA698, 0xA699)
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_LENGTHS = 0x4C
_PAIRS = 0x9A

# Where pairs (offset, size) of the parts of the table stream stand in the FIB.
STYLES, NOTE_MARKS, NOTE_TEXTS, COMMENT_MARKS, SECTIONS = 1, 2, 3, 4, 6
CHARACTER_RUNS, PARAGRAPH_RUNS, FONTS, PIECES = 12, 13, 15, 33
SHAPES, END_MARKS, END_TEXTS, DRAWINGS, BOX_TEXTS, LISTS, LIST_USES = 40, 46, 47, 50, 56, 73, 74


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams with the text (`word`), with what is said about it (`table`) and with pictures (`data`).

    `lengths` are the numbers of characters of the stories: text, footnotes, headers, macros, comments, endnotes, boxes.
    """

    word: bytes
    table: bytes
    data: bytes
    lengths: tuple[int, ...]
    names: tuple[str, ...]

    def part(self, index: int) -> bytes:
        """The part of the table stream that pair `index` names; empty where there is none."""
        at, size = self.place(index)
        return self.table[at : at + size]

    def place(self, index: int) -> tuple[int, int]:
        """Offset and size of the part that pair `index` names."""
        if _PAIRS + 8 * index + 8 > len(self.word):
            return 0, 0
        at, size = struct.unpack_from("<II", self.word, _PAIRS + 8 * index)
        return at, size

    @property
    def macros(self) -> bool:
        """Whether the file holds macros."""
        return any(n.startswith("Macros/") or "_VBA_PROJECT" in n for n in self.names)

    @property
    def signed(self) -> bool:
        """Whether the file is digitally signed."""
        return any(n.split("/")[0] in ("_signatures", "_xmlsignatures") for n in self.names)


def streams(packed: bytes) -> Streams:
    """The streams of the binary Word file `packed`.

    ReadError where it is damaged, needs a password, or is older than Word 97.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(packed)) as container:
            return _streams(container)
    except (OSError, ValueError, IndexError, KeyError, struct.error, AttributeError, TypeError) as error:
        raise ReadError(DAMAGED, why=str(error)[:80] or type(error).__name__) from error


def _streams(container: olefile.OleFileIO) -> Streams:
    word = container.openstream("WordDocument").read()
    kind, flags = struct.unpack_from("<H8xH", word)
    if flags & _ENCRYPTED and kind == _WORD_97:
        raise ReadError(PASSWORD)
    if kind in _OLDER:
        raise ReadError(TOO_OLD)
    if kind != _WORD_97:
        raise ReadError(DAMAGED, why=f"FIB {kind:04X}")
    wanted, other = ("1Table", "0Table") if flags & _SECOND_TABLE else ("0Table", "1Table")
    table = container.openstream(wanted if container.exists(wanted) else other).read()
    data = container.openstream("Data").read() if container.exists("Data") else b""
    lengths = struct.unpack_from("<7i", word, _LENGTHS)
    if min(lengths) < 0 or sum(lengths) > len(word):
        raise ReadError(DAMAGED, why="FIB")
    return Streams(word, table, data, lengths, tuple("/".join(p) for p in container.listdir(storages=True)))
