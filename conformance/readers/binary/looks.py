"""What the modifiers of characters, paragraphs and rows mean, as far as it matters for the text.

Source: [MS-DOC] 2.6.1 (characters), 2.6.2 (paragraphs), 2.6.3 (tables).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache

from conformance.readers.binary import sprms
from conformance.readers.binary.sprms import modifiers, whole
from conformance.readers.binary.stylesheet import list_id
from conformance.readers.word.markup import NOTHING, PLAIN, Cell, Look, Merge, Stated

_DEFAULT_STYLE = 10
_DEEPEST = 64
# Source: [MS-DOC] 2.9.327 (ToggleOperand).
_AS_STYLED, _NOT_AS_STYLED = b"\x80", 0x81
_CELL_BYTES = 20
_DOWN: dict[int, Merge] = {1: "continue", 3: "restart"}


@dataclass(frozen=True, slots=True)
class Characters:
    """A stretch of characters: how it looks, whether it is hidden just where its paragraph's style is not, whether it is deleted or inserted, whether control characters in it stand
    for something (`special`), the picture (offset in the data stream) or symbol (font, code) it holds."""

    look: Look = PLAIN
    opposite: bool = False
    deleted: bool = False
    inserted: bool = False
    special: bool = False
    embedded: bool = False
    picture: int | None = None
    symbol: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: what it states, how many tables deep it lies, and which mark of a table its end is."""

    stated: Stated = NOTHING
    depth: int = 0
    ends_row: bool = False
    ends_cell: bool = False


@lru_cache(maxsize=4096)
def characters(packed: bytes) -> Characters:
    """The meaning of the modifiers `packed` of characters."""
    stated = dict(modifiers(packed))

    def on(code: int) -> bool:
        return bool(whole(stated.get(code, b"\0")) & 1)

    toggle = whole(stated.get(sprms.C_HIDDEN, _AS_STYLED))
    hidden = bool(toggle) if toggle <= 1 else None
    style = whole(stated.get(sprms.C_STYLE, b"\x0a"))
    symbol = stated.get(sprms.C_SYMBOL, b"")
    # The same modifier gives the place of what a form field holds.
    picture = None if on(sprms.C_DATA) else stated.get(sprms.C_PICTURE)
    named = str(style) if style != _DEFAULT_STYLE else None
    return Characters(
        look=Look(hidden, named) if named or hidden is not None else PLAIN,
        opposite=toggle == _NOT_AS_STYLED,
        deleted=on(sprms.C_DELETED),
        inserted=on(sprms.C_INSERTED),
        special=on(sprms.C_SPECIAL),
        embedded=on(sprms.C_OBJECT),
        picture=whole(picture) if picture is not None else None,
        symbol=(whole(symbol[:2]), whole(symbol[2:])) if len(symbol) == 4 else None,
    )


def expanded(packed: bytes, data: bytes) -> bytes:
    """`packed` with the modifiers that were too many for their place and stand in the data stream."""
    for code, operand in modifiers(packed):
        if code in sprms.P_HUGE:
            at = whole(operand)
            return packed + data[at + 2 : at + 2 + whole(data[at : at + 2])]
    return packed


@lru_cache(maxsize=4096)
def paragraph(packed: bytes, style: int, *, hidden: bool = False, deleted: bool = False) -> Paragraph:
    """The meaning of the modifiers `packed` of a paragraph; `hidden` and `deleted` are those of the mark at its end."""
    stated = dict(modifiers(packed))

    def on(code: int) -> bool:
        return bool(whole(stated.get(code, b"\0")))

    depth = min(whole(stated.get(sprms.P_DEPTH, b"\0")), _DEEPEST) or int(on(sprms.P_IN_TABLE))
    level, outline = stated.get(sprms.P_LIST_LEVEL), stated.get(sprms.P_OUTLINE)
    return Paragraph(
        Stated(
            style=str(whole(stated[sprms.P_STYLE]) if sprms.P_STYLE in stated else style),
            list_id=list_id(stated[sprms.P_LIST]) if sprms.P_LIST in stated else None,
            list_level=whole(level) if level is not None else None,
            outline=whole(outline) if outline is not None else None,
            hidden=hidden,
            deleted=deleted,
        ),
        depth,
        ends_row=on(sprms.P_ROW_END) if depth <= 1 else on(sprms.P_INNER_ROW_END),
        ends_cell=depth > 1 and on(sprms.P_INNER_CELL),
    )


def row(packed: bytes) -> tuple[int, list[Cell]]:
    """Left edge and cells of the row that the modifiers `packed` of its last mark define."""
    left = 0
    cells: list[Cell] = []
    for code, operand in modifiers(packed):
        if code == sprms.T_DEFINE:
            left, cells = _defined(operand)
        elif code in (sprms.T_MERGE, sprms.T_SPLIT) and len(operand) == 2:
            for i in range(operand[0], min(operand[1], len(cells))):
                merge: Merge = "" if code == sprms.T_SPLIT else "restart" if i == operand[0] else "continue"
                cells[i] = Cell(cells[i].right, merge, cells[i].down)
        elif code == sprms.T_MERGE_DOWN and len(operand) == 2 and operand[0] < len(cells):
            was = cells[operand[0]]
            cells[operand[0]] = Cell(was.right, was.across, _DOWN.get(operand[1], ""))
    return left, cells


def _defined(operand: bytes) -> tuple[int, list[Cell]]:
    """Source: [MS-DOC] 2.9.321 (TDefTableOperand), 2.9.310 (TCGRF)."""
    count = min(operand[0], (len(operand) - 3) // 2) if len(operand) >= 3 else 0
    if count <= 0:
        return 0, []
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    flags = 1 + 2 * (count + 1)
    cells = []
    for i in range(count):
        at = flags + _CELL_BYTES * i
        stated = whole(operand[at : at + 2])
        across: Merge = "restart" if stated & 1 else "continue" if stated & 2 else ""
        cells.append(Cell(edges[i + 1], across, _DOWN.get(stated >> 5 & 3, "")))
    return edges[0], cells
