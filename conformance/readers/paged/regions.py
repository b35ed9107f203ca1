"""Columns: which lines stand in one column of a page, and where its margins are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from conformance.readers.paged.layout import Grid, Line, Page, maker

# Lines a column must have for its own margins to count, and full ones among them, as a number and as a share of all,
# for its right margin to.
_ENOUGH, _FULL, _SHARE = 5, 3, 0.2
# A line may hang over the right margin by so much, in em; not even two lines pass it.
_HANGING = 1.3
# The text of a page without columns is at least this wide, as a share of the page.
_BROAD = 0.5
# How far to the side, in points, another column must begin.
_ACROSS = 60.0


class Placed(NamedTuple):
    """A line in its column: how far it begins from the left margin (`indent`) and ends from the right (`slack`), in em.

    `column` numbers the stretches of lines in reading order over the whole document.
    """

    line: Line
    indent: float
    slack: float
    column: int

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle of the column with room on both sides."""
        return self.indent > 0.8 and self.even

    @property
    def even(self) -> bool:
        """Whether there is as much room on its left as on its right, be it none."""
        return abs(self.indent - self.slack) < 0.7


_new = maker(Placed)
Item = Placed | Grid
Kind = tuple[int, int, int]
Margins = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Items of one column. `kind` tells like columns of other pages: page width, columns on the page, which of them."""

    items: tuple[Line | Grid, ...]
    kind: Kind

    @property
    def lines(self) -> list[Line]:
        """The lines of the stretch."""
        return [i for i in self.items if isinstance(i, Line)]


def placed(pages: Sequence[Page]) -> list[Item]:
    """The items of `pages` in reading order, each line with its margins."""
    stretches = [s for page in pages for s in _stretches(page)]
    lines = [stretch.lines for stretch in stretches]
    own = [_own(some) if some else (0.0, 0.0) for some in lines]
    shown = [_is_shown(*known) for known in zip(stretches, lines, own, strict=True)]
    usual = _usual(stretches, own, shown)
    items: list[Item] = []
    for number, stretch in enumerate(stretches):
        left, right = own[number]
        if lines[number] and not shown[number]:
            left, right = _margins(stretch, lines[number], own[number], usual)
        items += [
            _new((item, (item.left - left) / item.em, (right - item.right) / item.em, number))
            if isinstance(item, Line)
            else item
            for item in stretch.items
        ]
    return items


def _stretches(page: Page) -> list[_Stretch]:
    """The items of `page` cut where the text jumps up to another column or runs across the gap between columns."""
    columns: list[list[Line | Grid]] = []
    for item in page.items:
        if not columns or item.bottom <= columns[-1][-1].top + 1:
            columns.append([])
        columns[-1].append(item)
    if len(columns) == 1:
        return [_Stretch(page.items, (round(page.width), 1, 0))]
    gaps = [_gap(a, b) for a, b in pairwise(columns)]
    found = []
    for index, column in enumerate(columns):
        before, after = gaps[index - 1] if index else None, gaps[index] if index < len(gaps) else None
        for across, part in groupby(column, key=lambda i: _crosses(i, before, after)):
            kind = (round(page.width), 1, 0) if across else (round(page.width), len(columns), index)
            found.append(_Stretch(tuple(part), kind))
    return found


def _gap(column: Sequence[Line | Grid], following: Sequence[Line | Grid]) -> float | None:
    """The x where `following` begins, if it stands to the right of `column`."""
    here, there = median(i.left for i in column), median(i.left for i in following)
    return there if there > here + _ACROSS else None


def _crosses(item: Line | Grid, before: float | None, after: float | None) -> bool:
    """Whether `item` runs over the left border `before` or the right border `after` of its column."""
    return (before is not None and item.left < before - _ACROSS) or (after is not None and item.right > after)


def _is_shown(stretch: _Stretch, lines: Sequence[Line], own: Margins) -> bool:
    """Whether the right one of the `own` margins of `stretch` is where its `lines` must end: several do and hardly any
    runs on. Short lines may end at one place by chance."""
    if len(lines) < _ENOUGH or (stretch.kind[1] == 1 and own[1] - own[0] < _BROAD * stretch.kind[0]):
        return False
    full = sum([line.right > own[1] - line.em for line in lines])
    over = sum([line.right > own[1] + _HANGING * line.em for line in lines])
    return full >= max(_FULL, _SHARE * len(lines)) and over < 2


def _usual(stretches: Iterable[_Stretch], own: Iterable[Margins], shown: Iterable[bool]) -> dict[Kind, Margins]:
    """The margins of each kind of column, from those whose lines show them."""
    known: dict[Kind, list[Margins]] = {}
    for stretch, margins, is_shown in zip(stretches, own, shown, strict=True):
        if is_shown:
            known.setdefault(stretch.kind, []).append(margins)
    return {kind: (median(m[0] for m in found), max(m[1] for m in found)) for kind, found in known.items()}


def _margins(stretch: _Stretch, lines: Sequence[Line], own: Margins, usual: dict[Kind, Margins]) -> Margins:
    """The margins of `stretch`, whose `lines` do not show them: those of like columns elsewhere.

    Where none tells, both margins of the page are taken to be alike. Pages may be bound at either side, then both
    margins stand further left.
    """
    left, right = own
    if len(lines) < _ENOUGH:
        return _borrowed(stretch, usual)
    like = usual.get(stretch.kind)
    if like is not None:
        return left, max(right, like[1] + min(0.0, left - like[0]))
    return left, max(right, stretch.kind[0] - left if stretch.kind[1] == 1 else right)


def _borrowed(stretch: _Stretch, usual: dict[Kind, Margins]) -> Margins:
    """Margins for a few lines: of like columns, else of the narrowest on pages of this width that holds them.

    Where nothing on other pages tells, both margins of the page are taken to be alike.
    """
    left, right = min(line.left for line in stretch.lines), max(line.right for line in stretch.lines)
    em = stretch.lines[0].em
    holding = [m for k, m in usual.items() if k[0] == stretch.kind[0] and m[0] - em < left and right < m[1] + em]
    if stretch.kind in usual:
        like = usual[stretch.kind]
        return min(like[0], left), max(like[1], right)
    alike = (left, max(right, stretch.kind[0] - left) if stretch.kind[1] == 1 else right)
    return min(holding, key=lambda m: m[1] - m[0], default=alike)


def _own(lines: Sequence[Line]) -> Margins:
    """The margins that `lines` show: the outermost places where several of them begin and end.

    Marks at the end of a line may hang over the right margin: within an em the place where most lines end counts.
    """
    lefts, rights = sorted([line.left for line in lines]), sorted([line.right for line in lines], reverse=True)
    em = median([line.em for line in lines])
    left = next((a for a, b in pairwise(lefts) if b - a < em / 2), lefts[0])
    outermost = next((a for a, b in pairwise(rights) if a - b < em / 2), rights[0])
    ends = sorted(r for r in rights if outermost - 1.3 * em < r <= outermost)
    return left, max(ends, key=lambda r: (bisect_left(ends, r + 0.3 * em) - bisect_right(ends, r - 0.3 * em), r))
