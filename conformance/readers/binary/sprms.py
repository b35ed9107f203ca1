"""Property modifiers: how a binary Word file says what differs from the default.

Source: [MS-DOC] 2.2.5 (Sprm), 2.6 (their codes).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

P_STYLE: Final = 0x4600
P_IN_TABLE: Final = 0x2416
P_ROW_END: Final = 0x2417
P_DEPTH: Final = 0x6649
P_INNER_CELL: Final = 0x244B
P_INNER_ROW_END: Final = 0x244C
P_LIST_LEVEL: Final = 0x260A
P_LIST: Final = 0x460B
P_OUTLINE: Final = 0x2640
P_HUGE: Final = (0x6645, 0x6646)
T_DEFINE: Final = 0xD608
T_MERGE: Final = 0x5624
T_SPLIT: Final = 0x5625
T_MERGE_DOWN: Final = 0xD62B
C_DELETED: Final = 0x0800
C_INSERTED: Final = 0x0801
C_HIDDEN: Final = 0x083C
C_DATA: Final = 0x0806
C_SPECIAL: Final = 0x0855
C_OBJECT: Final = 0x080A
C_PICTURE: Final = 0x6A03
C_SYMBOL: Final = 0x6A09
C_STYLE: Final = 0x4A30
C_FONT: Final = 0x4A4F

_P_TABS = 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
# Piece-wide changes are stored by a short code of their own.
_SHORT = {0x41: C_DELETED, 0x42: C_INSERTED, 0x5C: C_HIDDEN, 0x18: P_IN_TABLE, 0x19: P_ROW_END}


def modifiers(packed: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers in `packed`: code and operand, without the operand's own length. The last may be cut short."""
    at = 0
    while at + 2 <= len(packed):
        code = packed[at] | packed[at + 1] << 8
        at += 2
        prefix, size = _extent(packed, at, code)
        yield code, packed[at + prefix : at + prefix + size]
        at += prefix + size


def _extent(packed: bytes, at: int, code: int) -> tuple[int, int]:
    """How many bytes the length of the operand at `at` takes, and how many the operand itself."""
    size = _SIZES[code >> 13]
    if size:
        return 0, size
    if code == T_DEFINE:
        return 2, max(0, int.from_bytes(packed[at : at + 2], "little") - 1)
    length = packed[at] if at < len(packed) else 0
    if code == _P_TABS and length == 0xFF:
        # Too long for one byte: two counted rows follow, tabs removed (4 bytes each) and tabs added (3 bytes each).
        removed = packed[at + 1] if at + 1 < len(packed) else 0
        second = at + 2 + 4 * removed
        added = packed[second] if second < len(packed) else 0
        return 1, 2 + 4 * removed + 3 * added
    return 1, length


def short(prm: int) -> bytes:
    """The modifier that the two bytes `prm` of a piece stand for, as `modifiers` reads it; empty where it is of no interest."""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return code.to_bytes(2, "little") + bytes((prm >> 8,)) if code is not None and not prm & 1 else b""


def whole(operand: bytes) -> int:
    """An operand as an unsigned number."""
    return int.from_bytes(operand, "little")
