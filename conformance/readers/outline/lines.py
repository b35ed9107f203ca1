"""The lines that may head a clause, with the numbers they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from conformance.model.document import Block, Reading
from conformance.readers.outline.markers import Marker, marker
from conformance.text import Flow, fold

_GLUED = re.compile(
    r"(?<=[。;])(?=(?:\d{1,2}|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))[^。;,:]{2,28}$)"
)
# A number without closing mark heads a short line or one that a blank follows in the file.
_SHORT = 32
# What no heading that is glued to a paragraph's end has last; most paragraphs have.
_CLOSED = frozenset("。;,:")
_FIELDS = 4
# So much of the next line is looked at.
_AHEAD = 8
_LISTED = re.compile(r"附(?:件|表|录)(?:清单)?:1[.、]")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the reading text that may open a clause: [start, end) in the reading text, its block, its number.

    `table_row` says that it is the row of a table whose lines are gone, `over_table` that a table follows it, `listed`
    that it names an annex at the end of the text.
    """

    start: int
    end: int
    text: str
    block: Block
    marker: Marker | None
    table_row: bool = False
    over_table: bool = False
    listed: bool = False


def lines(reading: Reading, running: Flow) -> list[Line]:
    """The blocks of running text, each cut where a title is glued to its end."""
    found: list[Line] = []
    last = 0
    blocks = [b for b in reading.blocks if b.kind not in ("cell", "note") and not b.contents]
    over_tables = {id(b) for b, below in pairwise(reading.blocks) if below.kind == "cell"}
    for block, following in zip_longest(blocks, blocks[1:]):
        due = f"{last + 1}" if last else ""
        ahead = reading.text[following.start : following.start + _AHEAD] if following else ""
        for line in _cut(block, reading.text, running, (due, ahead)):
            found.append(replace(line, over_table=True) if id(block) in over_tables else line)
            if line.marker and line.marker.key == ("arabic", 1):
                last = line.marker.value
    return list(_annexes_marked(found))


def _cut(block: Block, text: str, running: Flow, hints: tuple[str, str]) -> Iterator[Line]:
    """The lines of `block`; `hints` as `_may_be_bare` wants them."""
    start, end = running.position(block.start), running.position(block.end)
    words = running.text[start:end].rstrip("\n")
    glued = _GLUED.search(words) if words[-1:] not in _CLOSED else None
    row = len(words) < 3 * _SHORT and len(text[block.start : block.end].split()) >= _FIELDS
    for low, high in pairwise([0, glued.start(), len(words)] if glued else [0, len(words)]):
        number = marker(words[low:high], bare=low > 0 or _may_be_bare(text, running, (start, words), hints))
        yield Line(start + low, start + high, words[low:high], block, number, table_row=row)


def _may_be_bare(text: str, running: Flow, line: tuple[int, str], hints: tuple[str, str]) -> bool:
    """Whether the figures that a line (its start in the reading text, its words) begins with number it though nothing
    closes them: a blank stands behind them, or they count on, or the next line goes into them (1 under 1.1).

    `hints` are the figures that would count on, and how the next line begins.
    """
    start, words = line
    figures = words[: len(words) - len(words.lstrip("0123456789"))]
    if not 0 < len(figures) < min(3, len(words)) or len(words) >= _SHORT:
        return False
    after = running.origin[start + len(figures) - 1] + 1
    return text[after : after + 1].isspace() or figures == hints[0] or fold(hints[1]).startswith(f"{figures}.1")


def _annexes_marked(rows: Sequence[Line]) -> Iterator[Line]:
    """`rows` with those marked that only name annexes: 附件：1.通讯录, and under it 2.登记表."""
    due = 0
    for line in rows:
        if _LISTED.match(line.text):
            due = 2
            yield replace(line, marker=None, listed=True)
        elif due and line.marker and line.marker.key == ("arabic", 1) and line.marker.value == due:
            due += 1
            yield replace(line, marker=None, listed=True)
        else:
            due = 0
            yield line
