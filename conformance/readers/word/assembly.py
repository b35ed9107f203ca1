"""From the contents of a Word document, however it was stored, to a reading: its blocks and what a person should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.messages import Message, Said
from conformance.model.document import Block, Reading
from conformance.readers.word.body import Unit
from conformance.readers.word.document import Contents
from conformance.readers.word.drawings import Drawings
from conformance.readers.word.symbols import printable

PICTURES = Message(
    "pictures_left_out",
    "文件里有 {count} 张图片，图片中的文字未读取。",
    "the file holds {count} pictures; words in them were not read",
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
SIGNED = Message(
    "signed",
    "文件带有电子签名，签名是否有效未核验。",
    "the file is digitally signed; whether the signature holds was not verified",
)
ADDED_PAGE = Message(
    "added_page_left_out",
    "文件末尾有合规检查批注时添加的附页，不是方案内容，未作为正文读取。",
    "the page that an earlier check added at the end is no part of the plan and was not read",
)
MACROS = Message("macros", "文件里有宏（VBA），未运行；正文已读取。", "the file holds macros (VBA); they were not run")

# A page of a plan has some 500 characters.
_A_PAGE = 500
_NEARLY_NO_TEXT = 100


def reading_of(contents: Contents, format: str) -> Reading:
    """The units of `contents` as blocks, with notices on what stands in the file besides and what was not read."""
    found = contents.found
    text, blocks = _blocks(found.units)
    characters = len("".join(text.split()))
    notices = list(_notices(contents))
    not_read: list[Said] = []
    (not_read if _is_pictures(found.drawings, characters) else notices).extend(_pictures(contents))
    if found.chunks:
        not_read.append(Said.of(CHUNKS, count=found.chunks))
    return Reading(format, text, blocks, notices=tuple(notices), not_read=tuple(not_read), layout=contents.layout)


def _blocks(units: Sequence[Unit]) -> tuple[str, tuple[Block, ...]]:
    """The text of `units`, none of which is blank, a line end between them, and a block for each."""
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for unit in units:
        text = unit.text
        end = start + len(text)
        texts.append(text)
        blocks.append(Block(unit.kind, start, end, None, unit.table, unit.row, unit.column, unit.level, unit.contents))
        start = end + 1
    return printable("\n".join(texts)), tuple(blocks)


def _notices(contents: Contents) -> Iterator[Said]:
    """What a person should know about the file besides its text."""
    found = contents.found
    if contents.changed:
        yield Said.of(CHANGES)
    if contents.macros:
        yield Said.of(MACROS)
    if found.added_page:
        yield Said.of(ADDED_PAGE)
    if contents.signed:
        yield Said.of(SIGNED)
    if contents.broken:
        yield Said.of(BROKEN, parts=", ".join(contents.broken))
    counts = ((COMMENTS, contents.comments), (CHARTS, found.drawings.charts), (OBJECTS, found.drawings.objects))
    for message, count in counts:
        if count:
            yield Said.of(message, count=count)


def _is_pictures(drawn: Drawings, characters: int) -> bool:
    """Whether words may well be missing: hardly any text beside pictures, or as many page-sized pictures as pages."""
    return drawn.pictures > 0 and (characters < _NEARLY_NO_TEXT or drawn.pages * _A_PAGE > characters)


def _pictures(contents: Contents) -> Iterator[Said]:
    drawn = contents.found.drawings
    if drawn.pictures or contents.pictures:
        yield Said.of(PICTURES, count=max(drawn.pictures, contents.pictures))
