"""The stories of a binary Word file (text, notes, boxes), written down as the XML of a docx.

Source: [MS-DOC] 2.3 (document parts), 2.4.3 (paragraphs), 2.4.4 (cells), 2.8.25 (fields).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from conformance.readers.binary import looks
from conformance.readers.binary.looks import Characters
from conformance.readers.binary.streams import Streams
from conformance.readers.binary.text import Stretch, joined
from conformance.readers.word.markup import Budget, FieldMark, Look, Markup
from conformance.readers.word.tags import Element

_END = re.compile("[\r\x07\x0c]")
_CONTROLS = "\x01-\x08\x0b\x0c\x0e\x13-\x15\x1f"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_SPECIAL = re.compile(f"[{_CONTROLS}]|[^{_CONTROLS}]+")
_FIELDS: dict[str, FieldMark] = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_LINE_ENDS = "\x0b\x0c\x0e"
_PICTURE_HEAD = 36


@dataclass(frozen=True, slots=True)
class Source:
    """A file laid open: its characters, which properties hold where, the fonts, and what hangs on which position:
    notes (kind, name) and text boxes (numbers); where sections end, and the paragraph styles that hide."""

    streams: Streams
    text: str
    paragraphs: tuple[Stretch, ...]
    characters: tuple[Stretch, ...]
    fonts: tuple[str, ...] = ()
    notes: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    boxes: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    sections: frozenset[int] = frozenset()
    hidden_styles: frozenset[int] = frozenset()


class Story:
    """Writes the characters [start, end) of `source` down. Stories must be read from front to back."""

    def __init__(self, source: Source, budget: Budget, boxes: list[Element] | None = None) -> None:
        self.markup = Markup("body", budget)
        self._source = source
        self._boxes = boxes or []
        self._paragraph = self._character = 0
        self._coding: list[bool] = []

    def read(self, start: int, end: int) -> Element:
        """The story as the content of a body, a note or a box."""
        at = start
        while at < end:
            mark = _END.search(self._source.text, at, end)
            if mark is None:
                self._characters_of(at, end)
                break
            at = self._to(at, mark.start())
        return self.markup.done()

    def _to(self, start: int, mark: int) -> int:
        """Read from `start` through the mark at `mark`; returns where the next stretch starts."""
        source = self._source
        if source.text[mark] == "\x0c" and mark + 1 not in source.sections and not self._ends_with(mark):
            self._characters_of(start, mark + 1)
            return mark + 1
        self._characters_of(start, mark)
        self._end(mark)
        return mark + 1

    def _ends_with(self, mark: int) -> bool:
        """Whether the file counts the page break at `mark` as the end of a paragraph."""
        stretch = self._paragraph_at(mark)
        return stretch is not None and stretch.end == mark + 1 and self._source.text[mark + 1 : mark + 2] != "\r"

    def _paragraph_at(self, at: int) -> Stretch | None:
        rows = self._source.paragraphs
        while self._paragraph < len(rows) and rows[self._paragraph].end <= at:
            self._paragraph += 1
        found = rows[self._paragraph] if self._paragraph < len(rows) else None
        return found if found is not None and found.start <= at else None

    def _end(self, mark: int) -> None:
        """End the paragraph whose mark stands at `mark`, and the cell or row that ends with it."""
        stretch = self._paragraph_at(mark)
        packed = looks.expanded(stretch.packed, self._source.streams.data) if stretch else b""
        look = self._look_at(mark)
        hidden = look.look.hidden is True
        found = looks.paragraph(packed, stretch.style if stretch else 0, hidden=hidden, deleted=look.deleted)
        self.markup.changed = self.markup.changed or look.deleted or look.inserted
        cell = self._source.text[mark] == "\x07"
        depth = max(found.depth, 1) if cell else found.depth
        if found.ends_row and depth:
            self.markup.row(depth, *looks.row(packed))
        else:
            self.markup.paragraph(found.stated, depth)
            if cell or found.ends_cell:
                self.markup.cell(depth)

    def _look_at(self, at: int) -> Characters:
        return next((look for _, _, look in self._looks(at, at + 1)), Characters())

    def _looks(self, start: int, end: int) -> Iterator[tuple[int, int, Characters]]:
        """The stretches of [start, end) with one look each."""
        rows = self._source.characters
        while self._character < len(rows) and rows[self._character].end <= start:
            self._character += 1
        index, at = self._character, start
        while at < end:
            if index >= len(rows) or rows[index].start >= end:
                yield at, end, Characters()
                return
            row = rows[index]
            if row.start > at:
                yield at, row.start, Characters()
            stop = min(row.end, end)
            yield max(at, row.start), stop, looks.characters(row.packed)
            at, index = stop, index + 1

    def _characters_of(self, start: int, end: int) -> None:
        """Add the characters [start, end) to the open paragraph."""
        for low, high, plain in self._looks(start, end):
            look = self._turned(plain, start) if plain.opposite else plain
            self.markup.changed = self.markup.changed or look.deleted or look.inserted
            if look.symbol is not None and not look.deleted:
                for _ in range(self._source.text.count("(", low, high)):
                    self._symbol(look)
            else:
                for piece in _SPECIAL.finditer(self._source.text, low, high):
                    self._piece(piece.start(), piece.group(), look)

    def _turned(self, look: Characters, start: int) -> Characters:
        """`look` hidden where the style of the paragraph that begins at `start` is not, and the other way round."""
        stretch = self._paragraph_at(start)
        hidden = stretch is not None and stretch.style in self._source.hidden_styles
        return replace(look, look=Look(not hidden, look.look.style))

    def _piece(self, at: int, text: str, look: Characters) -> None:
        if look.deleted:
            return
        if text in _FIELDS:
            self._field(_FIELDS[text], look)
        elif at in self._source.notes:
            kind, name = self._source.notes[at]
            self.markup.note("endnote" if kind == "endnote" else "footnote", name)
        elif text == "\x01" and look.special:
            self._picture(look)
        elif text == "\x08" and look.special:
            for number in self._source.boxes.get(at, ()):
                self.markup.box(self._boxes[number])
        elif text in _LINE_ENDS:
            self.markup.text("\n", look.look)
        elif not _CONTROL.match(text):
            self.markup.text(joined(text), look.look, code=any(self._coding))

    def _field(self, mark: FieldMark, look: Characters) -> None:
        """Keep track of whether what follows is the code of a field."""
        if mark == "begin":
            self._coding.append(True)
        elif self._coding:
            self._coding.pop()
            if mark == "separate":
                self._coding.append(False)
        self.markup.field(mark, look.look)

    def _symbol(self, look: Characters) -> None:
        assert look.symbol is not None
        font, code = look.symbol
        self.markup.symbol(code, self._source.fonts[font] if font < len(self._source.fonts) else "", look.look)

    def _picture(self, look: Characters) -> None:
        """Source: [MS-DOC] 2.9.192 (PICF)."""
        if look.embedded:
            self.markup.embedded()
            return
        at, data = look.picture, self._source.streams.data
        if at is None or at + _PICTURE_HEAD > len(data):
            return
        width, height, across, down = struct.unpack_from("<hhHH", data, at + 28)
        self.markup.picture(max(0, width) * across // 1000, max(0, height) * down // 1000)
