"""A document as it was read: one text, its blocks, its clause tree, and where everything stands on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from conformance.messages import Said
from conformance.text import Flow, flow

BlockKind = Literal["paragraph", "cell", "heading", "note", "caption"]
Box = tuple[float, float, float, float]

CONTEXT = 16


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of Unicode code points in `Document.text`, the one coordinate system."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table cell, heading, note or caption: the span [start, end) of its text, in reading order.

    `page` counts from 1 (None where the format has no pages). `table`, `row` and `column` count from 0 and are set
    for cells only. `level` is the outline level a style states (1 is the highest), `contents` marks a line of a
    table of contents.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    level: int | None = None
    contents: bool = False

    @property
    def span(self) -> Span:
        """The block's span."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Clause:
    """A heading and what stands under it.

    `number` is as printed or as Word would print it (`（二）`, empty where unnumbered), `title` the heading's words,
    `level` 1 for the highest, `path` the numbers from the top without their marks, such as 二/（二）/4. `heading` is
    the span of the heading itself (a run-in heading: up to its full stop), `body` that of the whole subtree,
    heading included.
    """

    number: str
    title: str
    level: int
    path: str
    heading: Span
    body: Span


class Piece(NamedTuple):
    """A stretch [start, end) of text on one line of a page: `page` from 1, `box` left, top, right, bottom in points
    from the page's upper left corner, `confidence` how sure the words are (below 1 only where they were recognised)."""

    start: int
    end: int
    page: int
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a line among the first, or one that begins with a number, is set: its first `words`, the `level` of its number
    (1 for 一、 to 4 for （1）, None without), and the East-Asian `font` and `size` in points of its first letters, None where
    none is stated."""

    words: str
    level: int | None
    font: str | None
    size: float | None


@dataclass(frozen=True, slots=True)
class Layout:
    """How pages are laid out: `paper` width and height and `margins` top, right, bottom and left in millimetres; the
    East-Asian `font`, the `size` and the exact line pitch `line` in points that most of the text has, None where none is
    stated; `page_numbers` whether a page's foot counts pages, `foot` what it prints on the first page, and `foot_font` and
    `foot_size` the Latin font and the points of the number, None where none is stated; `indent` of the
    first lines of most paragraphs, in characters, None where there are none; `looks` of titles and headings."""

    paper: tuple[float, float]
    margins: tuple[float, float, float, float]
    font: str | None
    size: float | None
    line: float | None
    page_numbers: bool
    foot: str = ""
    indent: float | None = None
    looks: tuple[Look, ...] = ()
    foot_font: str | None = None
    foot_size: float | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a document could be read.

    `characters` without white space; `pages` None where the format has none; `characters_a_page` None likewise;
    `han_share` share of Chinese characters among letters; `damage` estimated share of wrongly recognised characters;
    `not_read` what was left out, as sentences.
    """

    characters: int = 0
    pages: int | None = None
    characters_a_page: float | None = None
    han_share: float = 0.0
    damage: float = 0.0
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a document, ready to show: span, exact quote with up to 16 characters before and after, clause path,
    page (from 1) and index of the block. `noisy` marks a place that was only matched by tolerating damage."""

    start: int
    end: int
    quote: str
    before: str
    after: str
    clause: str | None
    page: int | None
    block: int | None
    noisy: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of one format returns: text (line ends "\\n"), blocks in reading order and what it noticed; the layout
    of its pages where the format states one.

    `not_read` names content that is in the file but not in the text (pictures, charts, pages without text layer).
    """

    format: str
    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    pieces: tuple[Piece, ...] = ()
    notices: tuple[Said, ...] = ()
    not_read: tuple[Said, ...] = ()
    layout: Layout | None = None


class ReadingBuilder:
    """Collects blocks one after another and joins their texts with one line end each.

    `next` is where the text of the next block begins.
    """

    def __init__(self, format: str) -> None:
        self.format = format
        self.notices: list[Said] = []
        self.not_read: list[Said] = []
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._pieces: list[Piece] = []
        self.next = 0

    def add(
        self,
        kind: BlockKind,
        text: str,
        pieces: Iterable[Piece] = (),
        *,
        page: int | None = None,
        table: int | None = None,
        row: int | None = None,
        column: int | None = None,
        level: int | None = None,
        contents: bool = False,
    ) -> None:
        """Append a block that begins at `next`, with its `pieces`; empty ones are left out."""
        if not text or text.isspace():
            return
        start = self.next
        self._parts.append(text)
        self.next += len(text) + 1
        self._blocks.append(Block(kind, start, start + len(text), page, table, row, column, level, contents))
        self._pieces += pieces

    def done(self, pages: int | None = None) -> Reading:
        """The reading collected so far."""
        return Reading(
            self.format,
            "\n".join(self._parts),
            tuple(self._blocks),
            pages,
            tuple(self._pieces),
            tuple(self.notices),
            tuple(self.not_read),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read. Page, clause and block of a place are looked up from its span, never guessed back."""

    path: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    outline: tuple[Clause, ...]
    pages: int | None
    pieces: tuple[Piece, ...]
    quality: Quality
    notices: tuple[Said, ...]
    flow: Flow = field(repr=False, compare=False)
    layout: Layout | None = None
    _blocks_at: Sequence[int] = field(init=False, repr=False, compare=False)
    _headings_at: Sequence[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note where blocks and headings begin: every place that is shown is looked up in them."""
        object.__setattr__(self, "_blocks_at", [b.start for b in self.blocks])
        object.__setattr__(self, "_headings_at", [c.heading.start for c in self.outline])

    @classmethod
    def of(cls, reading: Reading, outline: tuple[Clause, ...], *, path: str = "", sha256: str = "", quality: Quality | None = None,
           notices: tuple[Said, ...] = ()) -> Document:  # fmt: skip
        """Build a document from a reading; `notices` come before the reader's own."""
        running = flow(reading.text, tuple((b.start, b.end) for b in reading.blocks))
        return cls(path, sha256, reading.format, reading.text, reading.blocks, outline, reading.pages, reading.pieces,
                   quality or Quality(), (*notices, *reading.notices), running, reading.layout)  # fmt: skip

    def block_at(self, offset: int) -> int | None:
        """The index of the block that holds the character at `offset`; None between blocks."""
        index = bisect_right(self._blocks_at, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].end else None

    def clause_at(self, offset: int) -> Clause | None:
        """The deepest clause whose subtree holds the character at `offset`; None before the first heading."""
        index = bisect_right(self._headings_at, offset) - 1
        while index >= 0 and offset >= self.outline[index].body.end:
            index -= 1
        return self.outline[index] if index >= 0 else None

    def page_at(self, offset: int) -> int | None:
        """The page, from 1, of the character at `offset`; None where the format has no pages."""
        index = bisect_right(self.pieces, offset, key=lambda p: p.start) - 1
        if index >= 0:
            return self.pieces[index].page
        block = self.block_at(offset)
        return self.blocks[block].page if block is not None else None

    def quote(self, span: Span) -> str:
        """The exact text of `span`."""
        return self.text[span.start : span.end]

    def locate(self, span: Span, *, noisy: bool = False) -> Locator:
        """The place of `span`, ready to show."""
        clause = self.clause_at(span.start)
        return Locator(
            span.start, span.end, self.quote(span),
            before=self.text[max(0, span.start - CONTEXT) : span.start],
            after=self.text[span.end : span.end + CONTEXT],
            clause=clause.path if clause else None,
            page=self.page_at(span.start),
            block=self.block_at(span.start),
            noisy=noisy,
        )  # fmt: skip
