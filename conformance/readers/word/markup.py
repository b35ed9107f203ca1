"""Writes a document of another format (old binary Word files, rich text) down as the XML of a Word file, so that one walk
reads them all: the same numbers, tables, fields and changes.

Those formats have no tables, only paragraphs that say how deep they lie in one and marks that end a cell or a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from conformance.errors import ReadError
from conformance.options import MEBI
from conformance.readers.word import tags
from conformance.readers.word.tags import VAL, Element, P, w
from conformance.readers.zipped.archive import MEMORY

Merge = Literal["", "restart", "continue"]
FieldMark = Literal["begin", "separate", "end"]

_PRINTED = re.compile(r"[\n\x1e]|[^\n\x1e]+")
# Characters XML cannot hold; a lone half of a surrogate pair is one of them.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = {"\n": w("br"), "\x1e": w("noBreakHyphen")}
_EMU_A_TWIP = 635
# What runs and paragraphs cost with all that is made of them, and what a character does; measured on letters and lines.
_BYTES_AN_ELEMENT, _BYTES_A_CHARACTER = 1500, 12
# Edges of cells that are closer than this (twips) are the same line of a table.
_SAME_EDGE = 30


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks, as far as it matters: hidden (None: as its style says), its style."""

    hidden: bool | None = None
    style: str | None = None


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a paragraph says of itself: style, list and its level (from 0), outline level (from 0), whether the mark at
    its end is hidden or deleted."""

    style: str | None = None
    list_id: int | None = None
    list_level: int | None = None
    outline: int | None = None
    hidden: bool = False
    deleted: bool = False


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as its row defines it: its right edge in twips, and how it is merged sideways and downwards."""

    right: int
    across: Merge = ""
    down: Merge = ""


@dataclass(slots=True)
class _Row:
    left: int
    cells: list[tuple[Element, Cell]]


@dataclass(slots=True)
class _Open:
    """A table that is being read: its rows, the finished cells of the row begun, the content of the cell begun."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Element]] = field(default_factory=list)
    content: list[Element] = field(default_factory=list)


class Budget:
    """How much memory, in bytes, the markup of one document may still take."""

    def __init__(self, most: int) -> None:
        self._left = self._most = most

    def spend(self, size: int) -> None:
        """Take `size` bytes. ReadError where there are none left."""
        self._left -= size
        if self._left < 0:
            raise ReadError(MEMORY, part="-", most=self._most // MEBI)


class Markup:
    """Collects runs into paragraphs, paragraphs into cells, cells into tables. `changed` is set by whoever drops text
    because of a change."""

    def __init__(self, root: str, budget: Budget) -> None:
        self.root = etree.Element(w(root))
        self._budget = budget
        self.changed = False
        self._tables: list[_Open] = []
        self._runs: list[Element] = []

    def text(self, text: str, look: Look = PLAIN, *, code: bool = False) -> None:
        """Add `text` to the open paragraph; "\\n" is a line break, U+001E a hyphen that does not break. `code` marks the
        code of a field."""
        run = self._run(look)
        self._budget.spend(_BYTES_A_CHARACTER * len(text))
        for piece in _PRINTED.findall(text):
            if piece in _BREAKS:
                etree.SubElement(run, _BREAKS[piece])
            elif written := _UNWRITABLE.sub("", piece):
                etree.SubElement(run, tags.INSTR_TEXT if code else tags.T).text = written

    def _run(self, look: Look = PLAIN) -> Element:
        self._budget.spend(_BYTES_AN_ELEMENT)
        run = etree.Element(tags.R)
        if look is not PLAIN:
            stated = etree.SubElement(run, tags.R_PR)
            if look.style is not None:
                etree.SubElement(stated, tags.R_STYLE, {VAL: look.style})
            if look.hidden is not None:
                etree.SubElement(stated, tags.VANISH, {VAL: str(int(look.hidden))})
        self._runs.append(run)
        return run

    def first(self, text: str) -> None:
        """Put `text` before what the open paragraph already has."""
        self.text(text)
        self._runs.insert(0, self._runs.pop())

    def field(self, mark: FieldMark, look: Look = PLAIN) -> None:
        """Add one of the three marks of a field."""
        etree.SubElement(self._run(look), tags.FLD_CHAR, {w("fldCharType"): str(mark)})

    def symbol(self, code: int, font: str, look: Look = PLAIN) -> None:
        """Add a character of a symbol font."""
        etree.SubElement(self._run(look), w("sym"), {w("char"): f"{code:X}", w("font"): font})

    def note(self, kind: Literal["footnote", "endnote"], name: str) -> None:
        """Add a reference to a note."""
        etree.SubElement(self._run(), w(f"{kind}Reference"), {tags.ID: name})

    def picture(self, width: int = 0, height: int = 0) -> None:
        """Add a picture of the size given in twips."""
        drawing = etree.SubElement(self._run(), w("drawing"))
        size = {"cx": str(width * _EMU_A_TWIP), "cy": str(height * _EMU_A_TWIP)}
        etree.SubElement(drawing, tags.EXTENT, size)
        etree.SubElement(drawing, tags.BLIP)

    def embedded(self) -> None:
        """Add an object of another program."""
        etree.SubElement(self._run(), w("object"))

    def box(self, paragraphs: Iterable[Element]) -> None:
        """Add a text box holding `paragraphs`."""
        box = etree.SubElement(etree.SubElement(self._run(), w("drawing")), tags.TXBX)
        box.extend(paragraphs)

    @property
    def pending(self) -> bool:
        """Whether the open paragraph has begun."""
        return bool(self._runs)

    def paragraph(self, stated: Stated = NOTHING, depth: int = 0) -> None:
        """End the open paragraph, which lies `depth` tables deep."""
        self._budget.spend(_BYTES_AN_ELEMENT)
        element = etree.Element(P)
        self._state(etree.SubElement(element, tags.P_PR), stated)
        element.extend(self._runs)
        self._runs = []
        self._at(depth).append(element)

    @staticmethod
    def _state(properties: Element, stated: Stated) -> None:
        if stated.style is not None:
            etree.SubElement(properties, tags.P_STYLE, {VAL: stated.style})
        if stated.list_id is not None or stated.list_level is not None:
            number = etree.SubElement(properties, tags.NUM_PR)
            if stated.list_level is not None:
                etree.SubElement(number, tags.ILVL, {VAL: str(stated.list_level)})
            if stated.list_id is not None:
                etree.SubElement(number, tags.NUM_ID, {VAL: str(stated.list_id)})
        if stated.outline is not None:
            etree.SubElement(properties, tags.OUTLINE_LVL, {VAL: str(stated.outline)})
        if stated.hidden or stated.deleted:
            mark = etree.SubElement(properties, tags.R_PR)
            etree.SubElement(mark, tags.DEL if stated.deleted else tags.VANISH)

    def _at(self, depth: int) -> list[Element] | Element:
        """The container `depth` tables deep; deeper tables are closed, missing ones opened."""
        self.leave(depth)
        while len(self._tables) < depth:
            self._tables.append(_Open())
        return self._tables[-1].content if self._tables else self.root

    def cell(self, depth: int) -> None:
        """End the cell that the last paragraph closed, `depth` tables deep."""
        self._at(depth)
        table = self._tables[-1]
        table.cells.append(table.content)
        table.content = []

    def row(self, depth: int, left: int, cells: Sequence[Cell]) -> None:
        """End a row: `left` is its left edge in twips, `cells` are defined from left to right."""
        self._runs = []
        self._at(depth)
        table = self._tables[-1]
        if table.content:
            table.cells.append(table.content)
        edge = cells[-1].right if cells else left
        defined = [*cells, *(Cell(edge + n) for n in range(1, len(table.cells) - len(cells) + 1))]
        row = _Row(left, [])
        for content, stated in zip(table.cells, defined, strict=False):
            element = etree.Element(tags.TC)
            element.extend(content)
            row.cells.append((element, stated))
        table.rows.append(row)
        table.cells, table.content = [], []

    def leave(self, depth: int) -> None:
        """End all tables deeper than `depth`."""
        while len(self._tables) > depth:
            self._close()

    def _close(self) -> None:
        """End the innermost table and put it where it belongs."""
        if self._tables[-1].cells or self._tables[-1].content:
            self.row(len(self._tables), 0, ())
        table = self._tables.pop()
        target = self._tables[-1].content if self._tables else self.root
        if table.rows:
            target.append(_table(table.rows))

    def done(self) -> Element:
        """The root with everything collected."""
        if self._runs:
            self.paragraph()
        self._at(0)
        return self.root


def _table(rows: Sequence[_Row]) -> Element:
    """The table of `rows`: which columns of the whole table a cell covers follows from the edges of all its cells."""
    edges = _edges(rows)
    element = etree.Element(tags.TBL)
    for row in rows:
        made = etree.SubElement(element, tags.TR)
        column = _column(edges, row.left)
        if column:
            etree.SubElement(etree.SubElement(made, tags.TR_PR), tags.GRID_BEFORE, {VAL: str(column)})
        for cell, stated in row.cells:
            right = max(_column(edges, stated.right), column + 1)
            cell.insert(0, _properties(stated, right - column))
            made.append(cell)
            column = right
    return element


def _edges(rows: Sequence[_Row]) -> list[int]:
    """The vertical lines of a table from left to right; those nearly in one place are one."""
    edges: list[int] = []
    for edge in sorted({e for row in rows for e in (row.left, *(stated.right for _, stated in row.cells))}):
        if not edges or edge - edges[-1] >= _SAME_EDGE:
            edges.append(edge)
    return edges


def _column(edges: Sequence[int], edge: int) -> int:
    """The index of the line at `edge`."""
    return sum(line <= edge for line in edges) - 1


def _properties(stated: Cell, span: int) -> Element:
    properties = etree.Element(tags.TC_PR)
    if span > 1:
        etree.SubElement(properties, tags.GRID_SPAN, {VAL: str(span)})
    for tag, merge in ((tags.H_MERGE, stated.across), (tags.V_MERGE, stated.down)):
        if merge:
            etree.SubElement(properties, tag, {VAL: str(merge)})
    return properties
