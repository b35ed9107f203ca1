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
from conformance.readers.word.package import NESTING
from conformance.readers.word.styles import Style, Styles
from conformance.readers.word.tags import P_PR, R_PR, TBL, TC, TR, VANISH, Element, P, branch, on, value, w, whole

_MOST_COLUMNS = 63
# A table of a single cell with so many paragraphs is a frame drawn around the text.
_FRAME = 6
_BODY_TEXT = 9
_CONTENTS_HEADS = ("目录", "目次")


@dataclass(frozen=True, slots=True)
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
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the walk looks up besides the body: styles, lists, and notes by kind and id."""

    styles: Styles
    numbering: Numbering
    notes: Mapping[tuple[str, str], Element]


@dataclass(slots=True)
class _Sink:
    """Where lines go: each a unit of its own, or, inside a cell or note, together into one unit."""

    units: list[Unit]
    together: Unit | None = None
    lines: list[Line] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Add `line`; blank ones are dropped."""
        if not any(map(str.strip, line.parts)):
            return
        if self.together is not None:
            self.lines.append(line)
        else:
            kind: BlockKind = "paragraph" if line.level is None else "heading"
            self.units.append(Unit(kind, (line,), line.level, line.contents))

    def close(self) -> None:
        """Make a unit of the lines collected so far."""
        if self.together is not None and self.lines:
            self.units.append(replace(self.together, lines=tuple(self.lines)))
            self.lines = []


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
                sink.close()
                self._table(child, depth + 1, sink)
            elif child.tag == tags.SDT:
                self._control(child, depth + 1, sink)
            else:
                self.chunks += 1
            if top:
                self._flush("footnote")
        if carried is not None:
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
        properties = element.find(P_PR)
        style = self._sources.styles.of(value(properties, tags.P_STYLE))
        line = carried or Line()
        line.contents = style.contents or self._gallery > 0
        self._inline.read(element, line, depth, hidden=style.hidden)
        if properties is not None and _mark_deleted(properties):
            return line
        self._finish(line, properties, style)
        if self._contents_from is None and self._inline.in_contents:
            self._contents_from = len(self.units)
        elif not self._inline.in_contents:
            self._contents_from = None
        sink.take(line)
        for kind, name in line.notes:
            self._notes[kind].append(name)
        for box in line.boxes:
            self._story(box, depth + 4, sink)
        return None

    def _finish(self, line: Line, properties: Element | None, style: Style) -> None:
        """Number `line` and give it its level. A number without words is kept in tables only, where it numbers rows."""
        empty = not any(map(str.strip, line.parts))
        if empty and (style.hidden or _mark_hidden(properties)):
            return
        number = self._sources.numbering.number(properties, style)
        if number and (not empty or self._cells):
            line.parts.insert(0, number)
            line.nodes.insert(0, None)
        if not line.contents:
            line.level = _level(properties, style)

    def _table(self, table: Element, depth: int, sink: _Sink) -> None:
        rows = list(_parts(table, TR))
        frame = _framed(rows) if not self._cells else None
        if frame is not None:
            self._story(frame, depth + 2, sink)
            return
        index, self._tables = self._tables, self._tables + 1
        merged: set[int] = set()
        for number, row in enumerate(rows):
            merged = self._row(row, depth + 1, (index, number), merged)

    def _row(self, row: Element, depth: int, place: tuple[int, int], above: set[int]) -> set[int]:
        """Read one row; `above` are the columns the row before merges downwards. Returns those of this row."""
        column = _span(row.find(tags.TR_PR), tags.GRID_BEFORE, 0)
        merged: set[int] = set()
        for cell in _parts(row, TC):
            properties = cell.find(tags.TC_PR)
            down = properties.find(tags.V_MERGE) if properties is not None else None
            if down is not None:
                merged.add(column)
            continued = down is not None and down.get(tags.VAL) != "restart" and column in above
            if not continued and value(properties, tags.H_MERGE) != "continue":
                self._cell(cell, depth + 1, Unit("cell", (), table=place[0], row=place[1], column=column))
            column += _span(properties, tags.GRID_SPAN, 1)
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
_DELETED = {TR: f"{tags.TR_PR}/{tags.DEL}", TC: f"{tags.TC_PR}/{w('cellDel')}"}


def _parts(container: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, without deleted ones."""
    for child in container:
        if child.tag == tag:
            if child.find(_DELETED[tag]) is None:
                yield child
        elif child.tag == tags.SDT:
            content = child.find(tags.SDT_CONTENT)
            if content is not None:
                yield from _parts(content, tag)
        elif child.tag in _TRANSPARENT:
            yield from _parts(child, tag)


def _framed(rows: Sequence[Element]) -> Element | None:
    """The only cell of a table that is a frame around running text; None for a real table."""
    if len(rows) != 1:
        return None
    cells = list(_parts(rows[0], TC))
    return cells[0] if len(cells) == 1 and len(cells[0].findall(P)) >= _FRAME else None


def _span(properties: Element | None, name: str, default: int) -> int:
    return min(max(whole(value(properties, name), default) or default, 0), _MOST_COLUMNS)


def _mark_deleted(properties: Element) -> bool:
    """Whether the mark that ends the paragraph is deleted, which joins it to the next."""
    mark = properties.find(R_PR)
    return mark is not None and (mark.find(tags.DEL) is not None or mark.find(tags.MOVE_FROM) is not None)


def _mark_hidden(properties: Element | None) -> bool:
    return properties is not None and on(properties.find(f"{R_PR}/{VANISH}"))


def _level(properties: Element | None, style: Style) -> int | None:
    """The outline level, from 1, that the paragraph or its style states."""
    stated = whole(value(properties, tags.OUTLINE_LVL))
    if stated is None:
        return style.level
    return stated + 1 if 0 <= stated < _BODY_TEXT else None


def _with_contents_head(units: list[Unit]) -> list[Unit]:
    """`units` with the word 目录 over a table of contents counted to it."""
    for i, (unit, following) in enumerate(pairwise(units)):
        if following.contents and not unit.contents and "".join(unit.text.split()) in _CONTENTS_HEADS:
            units[i] = replace(unit, kind="paragraph", level=None, contents=True)
    return units
