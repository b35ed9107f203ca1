"""Numbers of clauses that do not follow each other, and headings that ran into the paragraph before them.

Numbers may run on across parents, restart, or be written inside a paragraph: none of that is a gap. One is reported only
where a row of numbers goes on after it, or was at least three long before, and where the number missed stands nowhere between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from conformance.model.document import Document, Span
from conformance.readers.outline.markers import RANK, Marker, Style, marker

_STYLES: tuple[Style, ...] = (
    "han",
    "han_bracket",
    "arabic",
    "decimal",
    "arabic_bracket",
    "half_bracket",
    "article",
    "chapter",
)
_WIDEST = 3
_LONGEST_HEADING = 24


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that skips some: the span of the number as printed, what stood before it and what is missing."""

    span: Span
    before: int
    value: int

    @property
    def missing(self) -> range:
        """The numbers that are missing."""
        return range(self.before + 1, self.value)


@dataclass(slots=True)
class _Row:
    """Siblings as they come: values with the places in the reading text of their numbers."""

    key: tuple[object, ...]
    marks: list[tuple[Marker, int]] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.marks[-1][0].value


def gaps(document: Document) -> tuple[Gap, ...]:
    """The gaps in the numbering of `document`, in text order."""
    marks = list(_marks(document))
    articles = [m for m in marks if m[0].style == "article"]  # they run on across chapters
    rows = [*_rows(articles), *_rows([m for m in marks if m[0].style != "article"])]
    found = (gap for row in rows for gap in _gaps(document, row))
    return tuple(sorted(found, key=lambda g: g.span))


def _gaps(document: Document, row: _Row) -> Iterator[Gap]:
    values = [m.value for m, _ in row.marks]
    for index in range(1, len(row.marks)):
        before, value = values[index - 1], values[index]
        goes_on = index + 1 < len(values) and values[index + 1] == value + 1
        came = index >= 2 and values[index - 2] == before - 1
        if 1 < value - before <= _WIDEST and (goes_on or came or (before == value - 2 and before > 1)):
            mark, at = row.marks[index]
            if not _stands_between(document.flow.text, row.marks[index - 1][1], at, mark, before):
                yield Gap(Span(*document.flow.source(at, at + max(1, mark.length))), before, value)


def _stands_between(text: str, start: int, end: int, mark: Marker, before: int) -> bool:
    """Whether a number that seems missing is written inside a paragraph, or lost only its mark."""
    between = text[start:end]
    return any(re.search(_written(mark.style, value), between) for value in range(before + 1, mark.value))


def _written(style: Style, value: int) -> str:
    """How the number `value` of this style may stand inside a text; an article only where a sentence begins."""
    if style in ("article", "chapter"):
        return rf"(?:^|[\n。])第(?:{_han(value)}|{value})[条章]"
    names = f"{value}|{_han(value)}" if style.startswith("han") else str(value)
    return rf"(?:^|[^\d一二三四五六七八九十百.])(?:{names})(?:[、.)）:]|(?=[\u4e00-\u9fff]))"


def _han(value: int) -> str:
    """`value` below 100 in Chinese figures."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else "零一二三四五六七八九"[tens] + "十"
    return head + ("零一二三四五六七八九"[ones] if ones else "")


def _rows(marks: Sequence[tuple[Marker, int]]) -> Iterator[_Row]:
    """The rows of siblings. A number joins the innermost open row it continues; a 1 opens a row of its own; a number of a
    higher rank closes what stands below it."""
    open_rows: list[_Row] = []
    for mark, at in marks:
        key = (*mark.key, mark.printed.rpartition(".")[0] if mark.style == "decimal" else "")
        home = _home(open_rows, key, mark.value)
        if home is None or mark.value == 1:
            while open_rows and RANK[_style(open_rows[-1])] > RANK[mark.style]:
                yield open_rows.pop()
            open_rows.append(_Row(key, [(mark, at)]))
            continue
        while open_rows[-1] is not home:
            yield open_rows.pop()
        if mark.value <= home.last:  # a number again, or one that goes back: a new row
            yield open_rows.pop()
            home = _Row(key)
            open_rows.append(home)
        home.marks.append((mark, at))
    yield from open_rows


def _style(row: _Row) -> Style:
    return row.marks[0][0].style


def _home(rows: list[_Row], key: tuple[object, ...], value: int) -> _Row | None:
    """The innermost row of this key that `value` follows; else the innermost of this key."""
    same = [row for row in reversed(rows) if row.key == key]
    return next((row for row in same if row.last == value - 1), same[0] if same else None)


def _marks(document: Document) -> Iterator[tuple[Marker, int]]:
    """The numbers that begin paragraphs, with their places in the reading text. Cells and contents have their own."""
    for block in document.blocks:
        if block.kind in ("cell", "note", "caption") or block.contents:
            continue
        at = document.flow.position(block.start)
        found = marker(document.flow.text, at)
        if found and found.style in _STYLES:
            yield found, at


def glued_headings(document: Document) -> tuple[Span, ...]:
    """Headings of the outline that stand at the end of a paragraph instead of on a line of their own. On pages with lines
    one that begins a line is not glued, whatever paragraph it was taken into."""
    spans = []
    lines = {piece.start for piece in document.pieces}
    for clause in document.outline:
        index = document.block_at(clause.heading.start)
        if index is None or not clause.number:
            continue
        block = document.blocks[index]
        before = document.text[block.start : clause.heading.start].rstrip()
        short = clause.heading.end - clause.heading.start <= _LONGEST_HEADING
        ends = not document.text[clause.heading.end : block.end].strip(" 。\n")
        if before and short and ends and clause.heading.start not in lines and before[-1] in "。；;！？!?":
            spans.append(clause.heading)
    return tuple(spans)
