"""From pages to a Reading: blocks with their places, tables put together over pages, what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conformance.messages import Message, Said
from conformance.model.document import Piece, Reading, ReadingBuilder
from conformance.readers.paged.layout import Line, Page, listed, maker
from conformance.readers.paged.paragraphs import paragraphs, run_together
from conformance.readers.paged.regions import placed
from conformance.readers.paged.scanned import Filled
from conformance.readers.paged.tables import Table, cell_text, tables
from conformance.readers.paged.wording import is_contents

# A picture on a page with text is worth a word from this share of the page on; one that fills it is its background.
_LARGE, _WHOLE = 0.15, 0.9

PICTURES = Message("pictures", "第 {pages} 页有图片，图中文字未读", "page(s) {pages}: pictures, words in them not read")
HIDDEN = Message(
    "hidden_text",
    "第 {pages} 页有看不见的文字（白色或透明），未作为正文读取。",
    "page(s) {pages}: text that cannot be seen (white or transparent) was left out",
)


_new = maker(Piece)


def reading(format: str, found: Filled, notices: Iterable[Said] = (), not_read: Iterable[Said] = ()) -> Reading:
    """The Reading of a document of the pages `found`, all of them and in order.

    `notices` and `not_read` are what its reader has to say besides.
    """
    builder = ReadingBuilder(format)
    count = 0
    for item in tables(paragraphs(placed(found.pages))):
        if isinstance(item, Table):
            _add_table(builder, item, count)
            count += 1
        else:
            _add_paragraph(builder, item)
    for note in (note for page in found.pages for note in page.notes):
        _add_note(builder, note)
    builder.notices += (*notices, *found.notices, *_noticed(found.pages))
    builder.not_read += (*not_read, *found.not_read, *_not_read(found.pages))
    return builder.done(len(found.pages))


def _add_paragraph(builder: ReadingBuilder, lines: Sequence[Line]) -> None:
    text, starts = run_together(lines)
    contents = is_contents(lines[-1].text)
    builder.add("paragraph", text, _pieces(builder, lines, starts), page=lines[0].page, contents=contents)


def _add_note(builder: ReadingBuilder, lines: Sequence[Line]) -> None:
    text, starts = run_together(lines)
    builder.add("note", text, _pieces(builder, lines, starts), page=lines[0].page)


def _add_table(builder: ReadingBuilder, table: Table, number: int) -> None:
    for row in table.rows:
        for cell in row:
            if cell.lines:
                text, starts = cell_text(cell)
                pieces, page = _pieces(builder, cell.lines, starts), cell.lines[0].page
                builder.add("cell", text, pieces, page=page, table=number, row=cell.row, column=cell.column)


def _pieces(builder: ReadingBuilder, lines: Sequence[Line], starts: Sequence[int]) -> list[Piece]:
    """Where each of `lines`, which begin at `starts` of the text of the next block, stands on the page."""
    begun = builder.next
    return [
        _new((begun + start, begun + start + len(text), page, (left, top, right, bottom), confidence))
        for (text, left, top, right, bottom, _, page, _, _, confidence, _), start in zip(lines, starts, strict=True)
    ]


def _noticed(pages: Sequence[Page]) -> list[Said]:
    hidden = [p.number for p in pages if "hidden" in p.flaws]
    return [Said.of(HIDDEN, pages=listed(hidden))] if hidden else []


def _not_read(pages: Sequence[Page]) -> list[Said]:
    """What is on `pages` (running heads taken out) but not in the text."""
    pictures = [p.number for p in pages if p.items and _LARGE < p.pictured < _WHOLE]
    return [Said.of(PICTURES, pages=listed(pictures))] if pictures else []
