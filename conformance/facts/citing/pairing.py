"""Which number belongs to which title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conformance.facts.citing.found import Found
from conformance.model.document import Block, Document

# 《…》(GB …), 《…》(2018年修正,国务院令第…号), 《…》GB …
_THEN_NUMBER = re.compile(r"[ \n]?(?:\((?:[^()《》。\n]{0,20}[,;:、 ])?|(?:标准号|文号|编号)?:)?[ \n]?")
# GB …《…》, 国务院令第…号《…》
_THEN_TITLE = re.compile(r"[ \n]?:?-?[ \n]?")


def pairs(text: str, rows: Sequence[Found]) -> dict[int, int]:
    """For each row of `rows` (in text order) that has one, the index of the title or number it belongs to.

    A number inside a title's brackets belongs to that title; otherwise the number follows its title, with or without
    a parenthesis, or stands right before it.
    """
    joined = _inside(rows)
    for left in range(len(rows) - 1):
        right = _next(rows, left)
        if right is None or (left in joined and rows[left].form == "title"):
            continue
        gap = text[rows[left].end : rows[right].start]
        number_first = rows[left].form != "title" and rows[right].form == "title"
        pattern = _THEN_TITLE if number_first else _THEN_NUMBER
        if number_first and "\n" in gap and not _alone(text, rows[left]):
            continue
        fits = len(gap) <= 28 and pattern.fullmatch(gap) and left not in joined and right not in joined
        if (
            fits
            and (rows[left].form == "title") != (rows[right].form == "title")
            and not _better(text, rows, left, right)
        ):
            joined[left], joined[right] = right, left
    return joined


def _alone(text: str, row: Found) -> bool:
    """Whether nothing stands before `row` in its paragraph: only then may it belong to the title of the next one."""
    return not text[text.rfind("\n", 0, row.start) + 1 : row.start].strip(" (")


def _inside(rows: Sequence[Found]) -> dict[int, int]:
    joined: dict[int, int] = {}
    for index, row in enumerate(rows[:-1]):
        following = rows[index + 1]
        if row.form == "title" and following.form != "title" and following.end <= row.end:
            joined[index], joined[index + 1] = index + 1, index
    return joined


def _next(rows: Sequence[Found], index: int) -> int | None:
    """The first row after `index` that does not lie inside it."""
    for other in range(index + 1, min(index + 4, len(rows))):
        if rows[other].start >= rows[index].end:
            return other
    return None


def _better(text: str, rows: Sequence[Found], left: int, right: int) -> bool:
    """Whether a number right after a title belongs to the title that follows it: 《A》GB 1《B》 after GB 0《A》 …"""
    if rows[left].form != "title" or text[rows[left].end : rows[right].start].strip(" \n"):
        return False
    after = _next(rows, right)
    if after is None or rows[after].form != "title":
        return False
    return (
        not text[rows[right].end : rows[after].start].strip(" \n") and "\n" in text[rows[left].end : rows[right].start]
    )


def cell_pairs(document: Document, starts: Sequence[int], rows: Sequence[Found], joined: dict[int, int]) -> None:
    """Add to `joined` titles and numbers alone in neighbouring cells of one table row. `starts` are source offsets."""
    alone: dict[tuple[int, int, int], list[int]] = {}
    for index, start in enumerate(starts):
        block = document.block_at(start)
        if block is not None and (place := _cell(document.blocks[block])):
            alone.setdefault(place, []).append(index)
    for (table, row, column), here in alone.items():
        there = alone.get((table, row, column + 1), [])
        if len(here) == len(there) == 1 and not {here[0], there[0]} & joined.keys():
            a, b = here[0], there[0]
            if (rows[a].form == "title") != (rows[b].form == "title"):
                joined[a], joined[b] = b, a


def _cell(block: Block) -> tuple[int, int, int] | None:
    if block.table is None or block.row is None or block.column is None:
        return None
    return block.table, block.row, block.column
