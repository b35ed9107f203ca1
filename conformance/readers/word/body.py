"""The walk over a Word document: paragraphs, tables, text boxes and notes in reading order.

Source: ISO/IEC 29500-1, 17.2 to 17.5, 17.11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from conformance.errors import ReadError
from conformance.model.document import BlockKind
from conformance.options import Limits
from conformance.readers.word import tags
from conformance.readers.word.inline import Inline, Line
from conformance.readers.word.numbering import Numbering
from conformance.readers.word.statements import CELL_DELETED, Statements
from conformance.readers.word.styles import Style, Styles
from conformance.readers.word.tags import R_PR, TBL, TC, TR, VANISH, Element, P, branch, on, w, whole
from conformance.readers.zipped.archive import NESTING

_MOST_COLUMNS = 63
# A table of a single cell with so many paragraphs is a frame drawn around the text.
_FRAME = 6
_BODY_TEXT = 9
_CONTENTS_HEADS = ("目录", "目次")


@dataclass(slots=True)
class Unit:
    """A block to be: its kind, its lines, and its place in a table (all from 0)."""

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int | None = None
    contents: bool = False
    table: int | None = None
    row: int | None = None
    column: int | None = None

    @property
    def text(self) -> str:
        """The text, one line end between lines."""
        return self.lines[0].text if len(self.lines) == 1 else "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the walk looks up besides the body: styles, lists, what paragraphs state, and notes by kind and id."""

    styles: Styles
    numbering: Numbering
    statements: Statements
    notes: Mapping[tuple[str, str], Element]


@dataclass(slots=True)
class _Sink:
    """Where lines go: each a unit of its own, or, inside a cell or note, together into one unit."""

    units: list[Unit]
    together: Unit | None = None
    lines: list[Line] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Add `line`; blank ones are dropped."""
        if not line.text or line.text.isspace():
            return
        if self.together is not None:
            self.lines.append(line)
        else:
            kind: BlockKind = "paragraph" if line.level is None else "heading"
            self.units.append(Unit(kind, (line,), line.level, line.contents))

    def close(self, *, goes_on: bool = False) -> None:
        """Make a unit of the lines collected so far; where the cell or note `goes_on` they begin another."""
        if self.together is not None and self.lines:
            unit = self.together
            unit.lines = tuple(self.lines)
            self.units.append(unit)
            if goes_on:
                self.together, self.lines = replace(unit, lines=()), []


class Walk:
    """One walk over one document. `chunks` counts embedded documents it met and could not read."""

    def __init__(self, sources: Sources, inline: Inline, limits: Limits) -> None:
        self.units: list[Unit] = []
        self.chunks = 0
        self._sources = sources
        self._inline = inline
        self._limits = limits
        self._tables = 0
        self._cells = 0
        self._gallery = 0
        self._boxes = 0  # how many text boxes are open
        self._contents_from: int | None = None
        self._notes: dict[str, list[str]] = {"footnote": [], "endnote": []}

    def read(self, body: Element) -> list[Unit]:
        """The units of `body`. ReadError where it is nested beyond the limit."""
        self._story(body, 2, _Sink(self.units), top=True)
        self._flush("footnote")
        self._flush("endnote")
        if self._inline.in_contents and self._contents_from is not None:
            # A contents field without end: everything after it would count as contents.
            start = self._contents_from
            self.units[start:] = [replace(u, contents=False) for u in self.units[start:]]
        return _with_contents_head(self.units)

    def _story(self, container: Element, depth: int, sink: _Sink, *, top: bool = False) -> None:
        """Give the paragraphs of `container` to `sink`, its tables to their own units."""
        if depth > self._limits.nesting:
            raise ReadError(NESTING, most=self._limits.nesting)
        carried: Line | None = None
        for child in _blocks(container):
            if child.tag == P:
                carried = self._paragraph(child, depth + 1, sink, carried)
            elif child.tag == TBL:
                self._table(child, depth + 1, sink)
            elif child.tag == tags.SDT:
                self._control(child, depth + 1, sink)
            else:
                self.chunks += 1
            if top:
                self._flush("footnote")
        if carried is not None:
            carried.close()
            sink.take(carried)

    def _control(self, control: Element, depth: int, sink: _Sink) -> None:
        content = control.find(tags.SDT_CONTENT)
        if content is None:
            return
        gallery = next(control.iterfind(f"{tags.SDT_PR}//{w('docPartGallery')}"), None)
        listed = gallery is not None and gallery.get(tags.VAL, "").lower() == "table of contents"
        self._gallery += listed
        self._story(content, depth + 1, sink)
        self._gallery -= listed

    def _paragraph(self, element: Element, depth: int, sink: _Sink, carried: Line | None) -> Line | None:
        """Give one paragraph to `sink`. Where the mark at its end is deleted it is returned, to be joined to the next."""
        stated = self._sources.statements.of(element)
        named = stated.get(tags.P_STYLE) if stated else None
        style = self._sources.styles.of(named.get(tags.VAL) if named is not None else None)
        line = carried or Line()
        line.contents = style.contents or self._gallery > 0
        self._inline.read(element, line, depth, hidden=style.hidden)
        mark = stated.get(R_PR)
        if mark is not None and _deleted(mark):
            return line
        line.close()
        self._finish(line, stated, style)
        if self._inline.in_contents or self._contents_from is not None:
            self._watch_contents()
        sink.take(line)
        for kind, name in line.notes:
            self._notes[kind].append(name)
        self._boxes += 1
        for box in line.boxes:
            self._story(box, depth + 4, sink)
        self._boxes -= 1
        return None

    def _watch_contents(self) -> None:
        """Remember where a contents field that is still open began."""
        if not self._inline.in_contents:
            self._contents_from = None
        elif self._contents_from is None:
            self._contents_from = len(self.units)

    def _finish(self, line: Line, stated: Mapping[str, Element], style: Style) -> None:
        """Number `line` and give it its level. A number without words is kept in tables only, where it numbers rows."""
        empty = not line.text or line.text.isspace()
        if empty and (style.hidden or _mark_hidden(stated)):
            return
        own = stated.get(tags.NUM_PR)
        numbered = own is not None or style.list_id is not None
        number = self._sources.numbering.number(own, style, boxed=self._boxes > 0) if numbered else ""
        if number and (not empty or self._cells):
            line.close(number)
        if not line.contents:
            line.level = _level(stated.get(tags.OUTLINE_LVL), style)

    def _table(self, table: Element, depth: int, sink: _Sink) -> None:
        rows = list(_rows(table))
        if _is_frame(rows, within=sink.together is not None):
            for cell in _parts(rows[0], TC):
                self._story(cell, depth + 2, sink)
            return
        sink.close(goes_on=True)
        index, self._tables = self._tables, self._tables + 1
        merged: set[int] = set()
        for number, row in enumerate(rows):
            merged = self._row(row, depth + 1, (index, number), merged)

    def _row(self, row: Element, depth: int, place: tuple[int, int], above: set[int]) -> set[int]:
        """Read one row; `above` are the columns the row before merges downwards. Returns those of this row."""
        before = row.find(tags.TR_PR)
        column = _span(before.find(tags.GRID_BEFORE) if before is not None else None, 0)
        merged: set[int] = set()
        for cell in _parts(row, TC):
            stated = self._sources.statements.of(cell)
            if not stated:
                self._cell(cell, depth + 1, Unit("cell", (), None, False, place[0], place[1], column))
                column += 1
                continue
            down, across = stated.get(tags.V_MERGE), stated.get(tags.H_MERGE)
            if down is not None:
                merged.add(column)
            continued = down is not None and down.get(tags.VAL) != "restart" and column in above
            left_out = CELL_DELETED in stated or (across is not None and across.get(tags.VAL) != "restart")
            if not continued and not left_out:
                self._cell(cell, depth + 1, Unit("cell", (), table=place[0], row=place[1], column=column))
            column += _span(stated.get(tags.GRID_SPAN), 1)
        return merged

    def _cell(self, cell: Element, depth: int, unit: Unit) -> None:
        sink = _Sink(self.units, unit)
        self._cells += 1
        self._story(cell, depth, sink)
        self._cells -= 1
        sink.close()

    def _flush(self, kind: str) -> None:
        """Add the notes of `kind` referred to since the last time, each a block."""
        names = self._notes[kind]
        while names:
            element = self._sources.notes.get((kind, names.pop(0)))
            if element is not None:
                sink = _Sink(self.units, Unit("note", ()))
                self._story(element, 2, sink)
                sink.close()


def _blocks(container: Element) -> Iterator[Element]:
    """The paragraphs, tables, controls and embedded documents of `container`, insertions in, deletions out."""
    for child in container:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks(child)
        elif child.tag == tags.ALTERNATE and (chosen := branch(child)) is not None:
            yield from _blocks(chosen)


_BLOCKS = frozenset((P, TBL, tags.SDT, tags.ALT_CHUNK, tags.SUB_DOC))
_TRANSPARENT = frozenset((tags.INS, tags.MOVE_TO, w("customXml"), w("smartTag")))


def _rows(table: Element) -> Iterator[Element]:
    """The rows of `table` without deleted ones."""
    for row in _parts(table, TR):
        stated = row.find(tags.TR_PR)
        if stated is None or stated.find(tags.DEL) is None:
            yield row


def _parts(container: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in controls included."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag == tags.SDT:
            content = child.find(tags.SDT_CONTENT)
            if content is not None:
                yield from _parts(content, tag)
        elif child.tag in _TRANSPARENT:
            yield from _parts(child, tag)


def _is_frame(rows: Sequence[Element], *, within: bool) -> bool:
    """Whether a table only arranges text: one row inside a cell (`within`), or one cell around many paragraphs."""
    if len(rows) != 1:
        return False
    cells = list(_parts(rows[0], TC))
    return within or (len(cells) == 1 and len(cells[0].findall(P)) >= _FRAME)


def _span(stated: Element | None, default: int) -> int:
    """A number of columns, as far as a table of Word can have them."""
    if stated is None:
        return default
    return min(max(whole(stated.get(tags.VAL), default) or default, 0), _MOST_COLUMNS)


def _deleted(mark: Element) -> bool:
    """Whether the mark that ends a paragraph is deleted, which joins it to the next."""
    return any(change.tag in (tags.DEL, tags.MOVE_FROM) for change in mark)


def _mark_hidden(stated: Mapping[str, Element]) -> bool:
    mark = stated.get(R_PR)
    return mark is not None and on(mark.find(VANISH))


def _level(stated: Element | None, style: Style) -> int | None:
    """The outline level, from 1, that the paragraph or its style states."""
    level = whole(stated.get(tags.VAL)) if stated is not None else None
    if level is None:
        return style.level
    return level + 1 if 0 <= level < _BODY_TEXT else None


def _with_contents_head(units: list[Unit]) -> list[Unit]:
    """`units` with the word 目录 over a table of contents counted to it."""
    for i, (unit, following) in enumerate(pairwise(units)):
        if following.contents and not unit.contents and "".join(unit.text.split()) in _CONTENTS_HEADS:
            units[i] = replace(unit, kind="paragraph", level=None, contents=True)
    return units
