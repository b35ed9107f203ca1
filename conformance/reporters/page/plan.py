"""The plan's text as headings, paragraphs and tables, with a mark wherever an answer speaks of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from conformance.model.document import Block
from conformance.model.facts import Inspection
from conformance.reporters.view.places import Places

_DEEPEST_MARK = 24
_LOWEST_HEADING = 6
_TITLE_WITHIN = 500


@dataclass(frozen=True, slots=True)
class Ref:
    """A link from the text to a card: `label` is what is shown, `title` says it in full, `classes` let it be filtered."""

    href: str
    label: str
    title: str
    classes: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text that answers speak of, with its inner parts; `anchor` and `refs` stand at its first piece only."""

    start: int
    end: int
    classes: str
    anchor: str = ""
    refs: tuple[Ref, ...] = ()
    parts: tuple[str | Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A heading (`level` 1 to 6) or a paragraph (0); `page` where a new page of the file begins here; `look` is title for
    the plan's title, toc for a line of its table of contents."""

    level: int
    parts: tuple[str | Marked, ...]
    page: int | None = None
    look: str = ""
    kind: Literal["words"] = "words"


@dataclass(frozen=True, slots=True)
class Cell:
    """The paragraphs of a table cell; `hole` columns before it have no words."""

    hole: int
    paragraphs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table rebuilt from its cells, row by row."""

    rows: tuple[tuple[Cell, ...], ...]
    page: int | None = None
    kind: Literal["table"] = "table"


@dataclass(slots=True)
class _Levels:
    """Heading levels without gaps, however the plan's own levels jump. `top` is that of the plan's highest heading."""

    top: int
    _open: list[int] = field(default_factory=list)

    def of(self, level: int) -> int:
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(self.top + len(self._open) - 1, _LOWEST_HEADING)


def plan(facts: Inspection, marks: Sequence[Marked], top: int) -> tuple[Words | Table, ...]:
    """The text of a document in reading order; `top` is the level of its highest heading in the page."""
    blocks = facts.document.blocks
    here = _by_block(facts, [*marks, *_run_in(facts)])
    levels, page = _Levels(top), None
    outlined = {row.start: (row.level, row.end) for row in facts.outline}
    pieces: list[Words | Table] = []
    for table, group in groupby(enumerate(blocks), key=lambda pair: pair[1].table if pair[1].kind == "cell" else None):
        rows = list(group)
        words = [_words(facts, block, here[index]) for index, block in rows]
        first = rows[0][1].page
        if table is not None:
            pieces.append(Table(_grid([b for _, b in rows], words), first if first != page else None))
            page = rows[-1][1].page or page
            continue
        for (_, block), one in zip(rows, words, strict=True):
            level = _heading_level(block, facts.document.text, outlined)
            new = block.page if block.page != page else None
            pieces.append(replace(one, level=levels.of(level) if level else 0, page=new))
            page = block.page or page
    return tuple(pieces)


def _heading_level(block: Block, text: str, outlined: Mapping[int, tuple[int, int]]) -> int:
    """The plan's own level of a heading; 0 where the block is none, or goes on after a run-in heading."""
    level, end = outlined.get(block.start, (0, 0))
    if level and not text[end : block.end].strip():
        return level
    return (block.level or 1) if block.kind == "heading" and not level else 0


def _run_in(facts: Inspection) -> Iterator[Marked]:
    """Headings that stand at the beginning of a paragraph are set in bold there."""
    places = Places(facts)
    for row in facts.outline:
        block = places.block(row.start)
        if block and facts.document.text[row.end : block.end].strip() and row.end < block.end:
            yield Marked(row.start, row.end, "runin")


def _by_block(facts: Inspection, marks: Sequence[Marked]) -> Mapping[int, list[Marked]]:
    """The marks of each block, cut at its borders; the first piece keeps anchor and references."""
    places, blocks = Places(facts), facts.document.blocks
    here: dict[int, list[Marked]] = defaultdict(list)
    for one in marks:
        index = places.block_index(one.start)
        rest = one
        while index is not None and index < len(blocks) and blocks[index].start < one.end:
            block = blocks[index]
            here[index].append(replace(rest, start=max(one.start, block.start), end=min(one.end, block.end)))
            rest = replace(one, anchor="", refs=())
            index += 1
    return here


def _words(facts: Inspection, block: Block, marks: list[Marked]) -> Words:
    ordered = sorted(marks, key=lambda m: (m.start, -m.end, m.anchor))
    look = "toc" if block.contents else "title" if _is_title(facts, block) else ""
    return Words(0, _parts(facts.document.text, block.start, block.end, ordered, 0), look=look)


def _is_title(facts: Inspection, block: Block) -> bool:
    """Whether the block is the document's title, or a line of it, near its beginning."""
    words = "".join(facts.document.text[block.start : block.end].split())
    title = "".join(facts.document.title.split())
    return block.kind != "cell" and len(words) >= 4 and words in title and block.start < _TITLE_WITHIN


def _parts(text: str, start: int, end: int, marks: Sequence[Marked], depth: int) -> tuple[str | Marked, ...]:
    """The text from `start` to `end` with its marks nested; of two that overlap, the later one is cut in two."""
    if depth > _DEEPEST_MARK:  # a page nested deeper is of no use: anchors stay, in front of the words
        return (*(replace(m, parts=()) for m in marks), text[start:end])
    parts: list[str | Marked] = []
    at, queue = start, deque(marks)
    while queue:
        one = queue.popleft()
        inside, after = _inside(one, queue)
        parts += [text[at : one.start], replace(one, parts=_parts(text, one.start, one.end, inside, depth + 1))]
        at = one.end
        queue.extendleft(reversed(after))
    parts.append(text[at:end])
    return tuple(p for p in parts if p != "")


def _inside(one: Marked, queue: deque[Marked]) -> tuple[list[Marked], list[Marked]]:
    """What begins inside `one`, taken from the queue; what of it reaches beyond comes back as its second half."""
    inside: list[Marked] = []
    after: list[Marked] = []
    while queue and queue[0].start < one.end:
        other = queue.popleft()
        inside.append(replace(other, end=min(other.end, one.end)))
        if other.end > one.end:
            after.append(replace(other, start=one.end, anchor="", refs=()))
    return inside, sorted(after, key=lambda m: -m.end)


def _grid(blocks: Sequence[Block], words: Sequence[Words]) -> tuple[tuple[Cell, ...], ...]:
    """Cells by row and column. Empty cells are no blocks, so a hole in the grid is an empty cell."""
    cells: dict[int, dict[int, list[Words]]] = defaultdict(lambda: defaultdict(list))
    for block, one in zip(blocks, words, strict=True):
        cells[block.row or 0][block.column or 0].append(one)
    place = {column: index for index, column in enumerate(sorted({c for row in cells.values() for c in row}))}
    return tuple(tuple(_row(row, place)) for _, row in sorted(cells.items()))


def _row(row: Mapping[int, list[Words]], place: Mapping[int, int]) -> Iterator[Cell]:
    done = 0
    for column in sorted(row):
        yield Cell(place[column] - done, tuple(row[column]))
        done = place[column] + 1
    if done < len(place):
        yield Cell(len(place) - done - 1, ())
