"""From the bytes of a binary Word file to the contents of its document.

Source: [MS-DOC] 2.3 (document parts), 2.8.1 to 2.8.37 (the lists of positions).
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TypeVar

from conformance.errors import ReadError
from conformance.options import Limits
from conformance.readers.binary import streams as parts
from conformance.readers.binary import stylesheet
from conformance.readers.binary.sprms import whole
from conformance.readers.binary.story import Source, Story
from conformance.readers.binary.streams import DAMAGED, Streams, streams
from conformance.readers.binary.text import (
    character_stretches,
    characters,
    paragraph_stretches,
    pieces,
    plc,
)
from conformance.readers.word.document import Contents, Stories, walked
from conformance.readers.word.markup import Budget
from conformance.readers.word.tags import Element

_Part = TypeVar("_Part")
_BROKEN = (struct.error, IndexError, ValueError, OverflowError, KeyError)
_TEXT, _NOTES, _ENDNOTES, _BOXES = 0, 1, 5, 6
_BOX_BYTES, _SHAPE_BYTES = 22, 26


def contents(packed: bytes, limits: Limits) -> Contents:
    """Read the binary Word file `packed`. ReadError where it is damaged, locked, too old, or over a limit."""
    source = streams(packed)
    try:
        return _Reading(source, limits).contents()
    except _BROKEN as error:
        raise ReadError(DAMAGED, why=type(error).__name__) from error


class _Reading:
    """One file being read. Parts it can do without may be damaged; they are named in `broken`."""

    def __init__(self, source: Streams, limits: Limits) -> None:
        self.broken: list[str] = []
        self._streams = source
        self._limits = limits
        self._budget = Budget(limits.memory)
        # The stories follow one another: text, footnotes, headers, macros, comments, endnotes, boxes.
        self._starts = (0, *accumulate(source.lengths))

    def _borne(self, name: str, part: Callable[[], _Part]) -> _Part | None:
        """What `part` returns; None where the part is damaged, which is noted under `name`."""
        try:
            return part()
        except _BROKEN:
            self.broken.append(name)
            return None

    def contents(self) -> Contents:
        """What the file holds."""
        source = self._streams
        rows = pieces(source)
        fonts = self._borne("fonts", lambda: stylesheet.fonts(source.part(parts.FONTS))) or []
        styles = self._borne("styles", lambda: stylesheet.styles(source.part(parts.STYLES)))
        laid = Source(
            source,
            characters(source, rows),
            tuple(self._borne("paragraphs", lambda: paragraph_stretches(source, rows)) or []),
            tuple(self._borne("characters", lambda: character_stretches(source, rows)) or []),
            tuple(fonts),
            sections=frozenset(plc(source.part(parts.SECTIONS), 12)[0]),
            hidden_styles=frozenset(stylesheet.hiding(styles)),
        )
        laid = replace(laid, notes=self._marks("footnote") | self._marks("endnote"))
        boxes = self._borne("boxes", lambda: list(self._boxes(laid))) or []
        anchors = self._borne("shapes", lambda: self._anchors(len(boxes))) or {}
        story = Story(replace(laid, boxes=anchors), self._budget, boxes)
        body = story.read(0, source.lengths[_TEXT])
        notes = self._borne("notes", lambda: dict(self._notes(laid))) or {}
        found = walked(Stories(body, styles, self._borne("lists", lambda: self._lists(fonts)), notes), self._limits)
        return Contents(
            body,
            found,
            changed=found.changed or story.markup.changed,
            pictures=self._borne("pictures", lambda: _stored_pictures(source.part(parts.DRAWINGS))) or 0,
            comments=len(plc(source.part(parts.COMMENT_MARKS), 30)[1]),
            macros=source.macros,
            signed=source.signed,
            broken=tuple(self.broken),
        )

    def _lists(self, fonts: list[str]) -> Element | None:
        at, size = self._streams.place(parts.LISTS)
        return (
            stylesheet.lists(self._streams.table, at, size, self._streams.part(parts.LIST_USES), fonts)
            if size
            else None
        )

    def _marks(self, kind: str) -> dict[int, tuple[str, str]]:
        """Where the text refers to its notes of `kind`."""
        positions, _ = plc(self._streams.part(parts.NOTE_MARKS if kind == "footnote" else parts.END_MARKS), 2)
        return {at: (kind, str(number)) for number, at in enumerate(positions[:-1])}

    def _notes(self, laid: Source) -> Iterator[tuple[tuple[str, str], Element]]:
        for kind, part, story in (("footnote", parts.NOTE_TEXTS, _NOTES), ("endnote", parts.END_TEXTS, _ENDNOTES)):
            if self._streams.lengths[story]:
                for number, element in enumerate(self._stories(laid, plc(self._streams.part(part), 0)[0], story)):
                    yield (kind, str(number)), element

    def _stories(self, laid: Source, bounds: list[int], story: int) -> Iterator[Element]:
        """The stories between `bounds`, positions counted from the start of `story`."""
        first, length = self._starts[story], self._streams.lengths[story]
        for start, end in pairwise(bounds):
            yield Story(laid, self._budget).read(first + min(max(start, 0), length), first + min(max(end, 0), length))

    def _boxes(self, laid: Source) -> Iterator[Element]:
        if self._streams.lengths[_BOXES]:
            positions, _ = plc(self._streams.part(parts.BOX_TEXTS), _BOX_BYTES)
            yield from self._stories(laid, positions, _BOXES)

    def _anchors(self, count: int) -> Mapping[int, tuple[int, ...]]:
        """The boxes, by number, that hang on a position of the text.

        A box names its shape, the list of shapes their positions. Shapes inside a group are not in that list; their boxes
        go to the first position that would else have none.
        """
        _, boxes = plc(self._streams.part(parts.BOX_TEXTS), _BOX_BYTES)
        positions, shapes = plc(self._streams.part(parts.SHAPES), _SHAPE_BYTES)
        place = {whole(shape[:4]): at for at, shape in zip(positions, shapes, strict=False)}
        owners = [place.get(whole(box[14:18])) for box in boxes[:count]]
        spare = next((at for at in positions[:-1] if at not in owners), positions[0] if positions else None)
        found: dict[int, tuple[int, ...]] = defaultdict(tuple)
        for number, owner in enumerate(owners):
            at = spare if owner is None else owner
            if at is not None:
                found[at] += (number,)
        return found


def _stored_pictures(packed: bytes) -> int:
    """How many pictures the drawings share. Source: [MS-ODRAW] 2.2.12, 2.2.20 (records F000, F001; entries F007)."""
    count, at = 0, 0
    while at + 8 <= len(packed):
        version, kind, size = struct.unpack_from("<HHI", packed, at)
        count += kind == 0xF007
        at += 8 if version & 0xF == 0xF and kind in (0xF000, 0xF001) else 8 + size
    return count
