"""The clause tree: which lines are headings, and what stands under each.

A heading is a numbered or styled line, or the short first sentence of a numbered paragraph (run-in), or a numbered
title glued to the end of the paragraph before. A numbered sentence that is a whole duty is a clause without title: it
gives places their path but is no row of the outline. So is a numbered line that nothing stands under: what is listed
there may be the duty itself, and a heading would not count as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from conformance.model.document import Block, Clause, Reading, Span
from conformance.readers.outline.contents import marked
from conformance.readers.outline.markers import RANK, Marker, marker
from conformance.text import Flow, flow

__all__ = ["marked", "outline"]

_END = re.compile(r"[。;；！!?？]")
_GLUED = re.compile(
    r"(?<=[。;])(?=(?:\d{1,2}|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))[^。;,:]{2,28}$)"
)
_ANNEX = re.compile(r"附(?:件|录|表)[\d一二三四五六七八九十A-Z]{0,3}[:.、 ]?[^。;,]{0,40}$")
_MARKDOWN = re.compile(r"#{1,6} *")
_LONGEST = 40
_RUN_IN = 32
_PROSE = 0.3


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of the reading text that may open a clause: [start, end) in the reading text, its block, its number."""

    start: int
    end: int
    text: str
    block: Block
    marker: Marker | None


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens a clause; `title` is empty where it is a numbered sentence, not a heading."""

    line: _Line
    title: str
    heading_end: int


def outline(reading: Reading) -> tuple[Clause, ...]:
    """The clauses of `reading` in text order, spans in its text."""
    running = flow(reading.text, [(b.start, b.end) for b in reading.blocks])
    lines = list(_lines(reading.blocks, running))
    prose = _is_prose(lines)
    openings = [o for i in range(len(lines)) if (o := _opening(lines, i, prose))]
    if not any(o.title for o in openings):
        openings += _unnumbered(lines)
        openings.sort(key=lambda o: o.line.start)
    return tuple(_tree(openings, running, reading.text))


def _lines(blocks: Sequence[Block], running: Flow) -> Iterator[_Line]:
    """The blocks of running text, each cut where a title is glued to its end."""
    for block in blocks:
        if block.kind in ("cell", "note") or block.contents:
            continue
        start, end = running.position(block.start), running.position(block.end)
        hashes = _MARKDOWN.match(running.text, start, end) if block.kind == "heading" else None
        start = hashes.end() if hashes else start
        text = running.text[start:end].rstrip("\n")
        glued = _GLUED.search(text)
        cuts = [0, glued.start(), len(text)] if glued else [0, len(text)]
        for low, high in pairwise(cuts):
            yield _Line(
                start + low, start + high, text[low:high], block, marker(text[low:high], bare=low > 0 or high < _RUN_IN)
            )


def _is_prose(lines: Sequence[_Line]) -> bool:
    """Whether the text has sentences at all; a bare list of headings has none."""
    whole = sum(len(line.text) for line in lines)
    return sum(len(line.text) for line in lines if _END.search(line.text)) >= _PROSE * whole


def _opening(lines: Sequence[_Line], index: int, prose: bool) -> _Opening | None:
    line = lines[index]
    if line.block.kind == "heading" and len(line.text) <= 2 * _LONGEST:
        length = line.marker.length if line.marker else 0
        return _Opening(line, line.text[length:].rstrip("。").strip() or line.text, line.end)
    if line.marker is None:
        annex = index > 0 and _ANNEX.match(line.text) and index + 1 < len(lines)
        return _Opening(line, line.text, line.end) if annex else None
    length = _title_length(lines, index, prose)
    title = line.text[line.marker.length : line.marker.length + length].strip()
    return _Opening(line, title, line.start + line.marker.length + (length if title else 0))


def _title_length(lines: Sequence[_Line], index: int, prose: bool) -> int:
    """How many characters after the number are a heading; 0 where the line is a numbered sentence."""
    line = lines[index]
    assert line.marker is not None
    rest = line.text[line.marker.length :]
    end = _END.search(rest)
    if end is None:
        return len(rest) if _titles(rest) and (not prose or _has_body(lines, index)) else 0
    first, after = rest[: end.start()], rest[end.end() :]
    if end.group() != "。" or not _titles(first) or len(first) > _RUN_IN:
        return 0
    if after:
        return len(first) if "," not in first or line.marker.style in ("han", "han_bracket") else 0
    return len(first) if len(first) <= 24 and _introduces(lines, index) else 0


def _titles(words: str) -> bool:
    """Whether `words` can be a title: short, and without a colon that words follow."""
    return (
        0 < len(words) <= _LONGEST and words.count(",") <= 2 and not re.search(r":.", words) and "制定本" not in words
    )


def _has_body(lines: Sequence[_Line], index: int) -> bool:
    """Whether something stands under the line: running text, a table, or a number of a lower rank."""
    line = lines[index]
    if index + 1 >= len(lines):
        return False
    following = lines[index + 1]
    if following.marker is None or following.block.start - line.block.end > 1:
        return True
    assert line.marker is not None
    return _below(line.marker, following.marker)


def _below(own: Marker, other: Marker) -> bool:
    """Whether `other`, which comes next, numbers something under what `own` numbers."""
    lower = (RANK[other.style], other.depth) > (RANK[own.style], own.depth)
    return other.key != own.key and (lower or other.value == 1)


def _introduces(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line that ends with a full stop is followed by what it announces: a longer paragraph, or clauses."""
    if index + 1 >= len(lines):
        return False
    line, following = lines[index], lines[index + 1]
    assert line.marker is not None
    return _below(line.marker, following.marker) if following.marker else len(following.text) > len(line.text)


def _unnumbered(lines: Sequence[_Line]) -> Iterator[_Opening]:
    """In a text without numbered headings: short lines without stop between paragraphs."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        sentence = before.text[-1:] in "。;" and _END.search(after.text) and len(after.text) >= 25
        if sentence and line.marker is None and 2 <= len(line.text) <= 20 and not re.search(r"[。;,:、\d]", line.text):
            yield _Opening(line, line.text, line.end)


def _tree(openings: Sequence[_Opening], running: Flow, text: str) -> Iterator[Clause]:
    stack: list[tuple[tuple[str, int], int, str]] = []  # key, rank, name in paths
    rows: list[tuple[_Opening, int, str]] = []
    for opening in openings:
        key, rank, name = _place(opening, running, text)
        _pop(stack, key, rank, opening.line.marker)
        stack.append((key, rank, name))
        rows.append((opening, len(stack), "/".join(n for _, _, n in stack)))
    ends = _ends([(o.line.start, level) for o, level, _ in rows])
    for (opening, level, path), following in zip(rows, ends, strict=True):
        heading = Span(*running.source(opening.line.start, max(opening.heading_end, opening.line.start + 1)))
        end = running.origin[following] if following is not None else len(text)
        number, title = _as_printed(opening, running, text)
        yield Clause(number, title, level, path, heading, Span(heading.start, end))


def _ends(starts: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each clause, given as start and level: where the next one of its level or a higher one starts."""
    ends: list[int | None] = [None] * len(starts)
    unclosed: list[int] = []
    for i, (start, level) in enumerate(starts):
        while unclosed and starts[unclosed[-1]][1] >= level:
            ends[unclosed.pop()] = start
        unclosed.append(i)
    return ends


def _as_printed(opening: _Opening, running: Flow, text: str) -> tuple[str, str]:
    """Number and title in the document's own characters, without line ends."""
    start, length = opening.line.start, opening.line.marker.length if opening.line.marker else 0
    low, high = running.source(start, start + len(opening.line.marker.printed)) if opening.line.marker else (0, 0)
    if not opening.title:
        return text[low:high].rstrip("、.．"), ""
    first, last = running.source(start + length, opening.heading_end)
    return text[low:high].rstrip("、.．"), " ".join(text[first:last].split()).rstrip("。")


def _place(opening: _Opening, running: Flow, text: str) -> tuple[tuple[str, int], int, str]:
    """What decides where a clause hangs in the tree: its key, its rank, and its name in paths."""
    own, block = opening.line.marker, opening.line.block
    number, title = _as_printed(opening, running, text)
    name = ("一" if own.style == "han" and own.printed[0] == "-" else number) if own else title[:12]
    if block.kind == "heading" and block.level:
        return ("styled", block.level), -100 + block.level, name
    if own is None:
        return ("title", 1), -1, name
    return own.key, RANK[own.style] * 10 + own.depth, name


def _pop(stack: list[tuple[tuple[str, int], int, str]], key: tuple[str, int], rank: int, own: Marker | None) -> None:
    """Close what the new clause ends: down to its last sibling, or everything of a lower rank."""
    if any(k == key for k, _, _ in stack):
        while stack.pop()[0] != key:
            pass
        return
    while stack and stack[-1][1] >= rank:
        # （一） under 1.: unusual, yet a list that begins anew inside the only thing open belongs to it.
        if len(stack) == 1 and own is not None and own.style == "han_bracket" and own.value == 1:
            break
        stack.pop()
