"""A page as the parts of this package hand it on: lines, ruled tables and pictures, all in points from the upper left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, NamedTuple, TypeVar

from conformance.model.document import Box

T = TypeVar("T")


def maker(kind: type[T]) -> Callable[[tuple[Any, ...]], T]:
    """What makes the NamedTuple `kind` of a tuple of all its fields: its own constructor is written in Python and takes
    four times as long."""
    return partial(tuple.__new__, kind)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight rule from (left, top) to (right, bottom); either both x or both y are equal."""

    left: float
    top: float
    right: float
    bottom: float


class Line(NamedTuple):
    """One line of text. `left` is the edge of its first character, `right` that of its last. `em` is the size of its type in points, `page` counts from 1.

    `lead` are the blanks between it and the piece of the same row it was cut from, None if it was not cut.
    `confidence` is how sure its words are, from 0 to 1; below 1 only where they were recognised in a picture. `marks` are
    the marks of footnotes that stood raised in it and are no part of its text. `middle` is the height of the middle of
    its letters.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float
    page: int
    middle: float
    lead: str | None = None
    confidence: float = 1.0
    marks: tuple[str, ...] = ()

    @property
    def box(self) -> Box:
        """Its four edges."""
        return self[1:5]

    def beside(self, other: Line) -> bool:
        """Whether both stand on the same row of the same page, sharing more than half of the lower one's height.

        A line much higher than the other runs downwards and is on no row.
        """
        if self.page != other.page:
            return False
        top, bottom, above, below = self.top, self.bottom, other.top, other.bottom
        low, high = bottom - top, below - above
        if low > high:
            low, high = high, low
        return min(bottom, below) - max(top, above) > 0.5 * low and high < 3 * low


class Cell(NamedTuple):
    """One cell of a table, with its lines; row and column count from 0 and name the upper left field of a merged cell."""

    row: int
    column: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the part of it that stands on `page`. `stops` are the x of its column rules, left to right.

    `ruled` is False where there are no rules and the columns were found by the places of their words.
    """

    page: int
    box: Box
    stops: tuple[float, ...]
    cells: tuple[Cell, ...]
    ruled: bool = True

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.box[0]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.box[1]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.box[2]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.box[3]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return 1 + max(c.row for c in self.cells)


# The text is garbled (its font has no usable map to characters), is the layer a scanner's own recognition laid over the
# picture, or was partly left out as nobody can see it.
Flaw = Literal["garbled", "overlaid", "hidden"]
# What may lie over the text: a form field that is filled in, a text box, a stamp, a comment, a file pinned to the page.
Laid = Literal["field", "box", "stamp", "comment", "attachment"]


class Page(NamedTuple):
    """A page: its size in points, lines and tables in reading order, and the share of it that pictures cover.

    `paths` counts drawn shapes: a page with many and no text may hold text drawn as outlines. `flaws` says what is wrong
    with its text, `notes` are the lines of its footnotes once they were told from the text, `laid` is what lies over it,
    `rules` are the level ones outside ruled tables.
    """

    number: int
    width: float
    height: float
    items: tuple[Line | Grid, ...]
    pictured: float = 0.0
    paths: int = 0
    flaws: frozenset[Flaw] = frozenset()
    notes: tuple[tuple[Line, ...], ...] = ()
    laid: tuple[Laid, ...] = ()
    rules: tuple[Edge, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines outside tables."""
        return tuple(i for i in self.items if isinstance(i, Line))


def listed(numbers: Sequence[int]) -> str:
    """Page numbers as people write them: 3、5–9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return "、".join(f"{s[0]}–{s[-1]}" if s[-1] > s[0] + 1 else "、".join(map(str, dict.fromkeys(s))) for s in spans)
