"""Writing an official letter with python-docx on our own template: paragraphs, and tables that print well."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips

from conformance.reporters.word import template as t
from conformance.reporters.word.packing import midnight, printable, repack

AUTHOR = "合规检查"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a table cell, in the style called `style`."""

    text: str
    style: str = t.CELL


Cell = str | Sequence[Line]
Row = Sequence[Cell]


class Letter:
    """A letter as it grows, page by page."""

    def __init__(self) -> None:
        self._document = Document(io.BytesIO(t.template()))
        names = {s.name: s for s in self._document.styles if s.type == WD_STYLE_TYPE.PARAGRAPH}
        # python-docx calls the built-in styles by their names in Word's user interface.
        self._styles = {s.name: names.get(s.name) or names[s.name.capitalize()] for s in t.STYLES}

    def say(self, style: str, *texts: str) -> None:
        """Append a paragraph in `style` for each of `texts`."""
        for text in texts:
            self._fill(self._document.add_paragraph(), style, text)

    def table(
        self, widths: Sequence[int], head: Sequence[str], rows: Sequence[Row], centred: Sequence[int] = ()
    ) -> None:
        """Append a table with columns of `widths` millimetres.

        The head is repeated on every page and no row breaks between pages; without `head` the first column is one of
        labels. A row of a single cell is a heading across all columns. Columns in `centred` are centred.
        """
        table = self._document.add_table(len(rows) + bool(head), len(widths))
        table.style = self._document.styles[t.GRID]
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = _twips(width)
        content: list[Row] = [[[Line(words, t.CELL_HEAD)] for words in head]] if head else []
        for row, cells in zip(table.rows, [*content, *rows], strict=True):
            self._row(row, widths, cells, centred)
        if head:
            _mark(table.rows[0], "tblHeader")
        self._after_table()

    def bytes(self, *, title: str, as_of: str, language: str) -> bytes:
        """The file. Its times are the as-of date, so that the same report gives the same bytes."""
        properties = self._document.core_properties
        properties.title, properties.author, properties.last_modified_by = printable(title)[:255], AUTHOR, AUTHOR
        properties.created = properties.modified = midnight(as_of)
        properties.language, properties.revision = language, 1
        out = io.BytesIO()
        self._document.save(out)
        return repack(out.getvalue())

    def _fill(self, paragraph: Any, style: str, text: str) -> None:
        paragraph.style = self._styles[style]
        run = paragraph.add_run(printable(text))
        # Quotation marks and dashes are in both kinds of fonts: this asks for the Chinese one.
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")

    def _row(self, row: Any, widths: Sequence[int], cells: Row, centred: Sequence[int]) -> None:
        _mark(row, "cantSplit")
        places = row.cells
        if len(cells) == 1 < len(widths):
            places = (places[0].merge(places[-1]),)
        for index, (place, cell) in enumerate(zip(places, cells, strict=True)):
            place.width = _twips(sum(widths) if len(cells) < len(widths) else widths[index])
            self._cell(place, cell, t.CELL_CENTRE if index in centred else t.CELL)

    def _cell(self, place: Any, cell: Cell, style: str) -> None:
        lines = [Line(cell, style)] if isinstance(cell, str) else list(cell) or [Line("", style)]
        _middle(place)
        if lines[0].style in (t.CELL_HEAD, t.CELL_GROUP):
            _shade(place)
        for number, line in enumerate(lines):
            self._fill(place.add_paragraph() if number else place.paragraphs[0], line.style, line.text)

    def _after_table(self) -> None:
        """A table must be followed by a paragraph; this one takes hardly any room."""
        paragraph = self._document.add_paragraph()
        paragraph.style = self._styles[t.REMARK]
        paragraph.paragraph_format.line_spacing = Twips(20)


def _twips(millimetres: int) -> Twips:
    return Twips(round(millimetres * 1440 / 25.4))


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _middle(place: Any) -> None:
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    place._tc.get_or_add_tcPr().append(align)


def _shade(place: Any) -> None:
    """Light grey behind a head: it survives black-and-white print."""
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEDED")):
        shade.set(qn(f"w:{key}"), value)
    properties = place._tc.get_or_add_tcPr()
    properties.insert(list(properties).index(properties.find(qn("w:vAlign"))), shade)
