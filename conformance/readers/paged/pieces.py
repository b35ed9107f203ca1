"""Pieces of lines: what stands between wide blanks on a row, cut apart as columns may part it, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, TypeVar

from conformance.readers.paged.glyphs import Glyphs, Run, level
from conformance.readers.paged.layout import Grid, Line, maker
from conformance.text import fold

Item = TypeVar("Item", Line, Line | Grid)
# A stretch, what is written in its place, and how far apart what stands before and after it is, in em. Nothing is
# written in place of the mark of a footnote: None.
Written = tuple[int, int, str | None, float]

# Narrower than this the blank was set by layout (between Chinese and Latin, or by justification), not typed; in em.
_LAYOUT_BLANK = 0.6
# From this on the words on either side may stand in columns of a table; in em.
_CUT = 0.4
# From this on the blank separates columns or fields and is written as a tab; in em.
_FIELD_BLANK = 2.0
# Text on one row but further apart than this, in em, is not one line.
_ROW_GAP = 15.0
# The middle of Chinese letters stands so far above their base, in em.
_MIDDLE = 0.38
# Text that begins further back than this, in em, is no more on the row; nearer than that no blank stands between.
_BACK, _CLOSE = -0.5, 0.15

_LEFT = attrgetter("left")
_BLANKS = re.compile(r"[ \xa0]+")
# Figures that may be the mark of a footnote: after Chinese, and not before what is counted or dated.
_MARK = re.compile(
    r"(?<=[\u4e00-\u9fff，。、；：？！）》”])(?<![米里])(?:\d{1,2}|[①-⑳])(?![\d.．年月日号条章节个项次名人级类款]|%)"
)
_FIGURE = re.compile(r"[0-9０-９①-⑳]")
_RAISED = 0.8
_CHINESE = re.compile(r"[\u2e80-\uffef“”‘’…—·]")
_WORD_END, _WORD_START = re.compile(r"[A-Za-z,;:.)%]$"), re.compile(r"[A-Za-z(]")


def _normal_characters() -> dict[int, str | None]:
    """Radicals and compatibility forms that fonts put in place of ideographs, line-end hyphens, stray controls."""
    table: dict[int, str | None] = dict.fromkeys((*range(0x20), 0x7F))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        if (folded := fold(chr(code))) != chr(code):
            table[code] = folded
    for code in (*range(0x41, 0x5B), *range(0x61, 0x7B)):  # Founder's fonts put Latin letters there: 犌犅 is GB
        table[ord(bytes([0xA0, code + 0x80]).decode("gbk"))] = chr(code)
    table.update({0x02: "-", 0xFFFE: "-", 0x09: "\t", 0xA0: " "})
    return table


NORMAL = _normal_characters()
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in NORMAL) + "]")
# What makes it worth to look at a line twice.
_SPECIAL = re.compile(f"{_ODD.pattern[:-1]}{_FIGURE.pattern[1:-1]} ]")
_new = maker(Line)


def lines(glyphs: Glyphs, runs: Iterable[Run], page: int) -> list[Line]:
    """What `pieces` makes of each of `runs`, as far as there are words in it."""
    text, box, setting, base, confidence = glyphs.text, glyphs.box, glyphs.setting, glyphs.base, glyphs.confidence
    special = _SPECIAL.search
    found: list[Line] = []
    for run in runs:
        start, end = run
        left, top, right, bottom = box(start)
        first, above, last, below = box(end - 1)
        if (
            special(text, start, end)
            or not (left <= first and right <= last and top == above and bottom == below)
            or (stands := base(start)) is None
        ):
            found += [piece for piece in pieces(glyphs, run, page) if piece.text]
        else:
            # Most lines are as plain as this.
            em = setting(start)[0]
            middle = stands - _MIDDLE * em
            found.append(
                _new((text[start:end], left, top, last, bottom, em, page, middle, None, confidence(start), ()))
            )
    return found


def pieces(glyphs: Glyphs, run: Run, page: int) -> list[Line]:
    """The line that the characters of `run` make, cut at wide blanks; `joined` puts it together again."""
    start, end = run
    em, words = _size(glyphs, run), glyphs.text[start:end]
    found: list[Written] = [*_blanks(glyphs, run, em)] if " " in words or "\xa0" in words else []
    if _FIGURE.search(words) and (marks := [*_marks(glyphs, run, em)]):
        found = sorted([*found, *marks])
    cut: list[tuple[Run, list[Written], str | None]] = []
    lead: str | None = None
    parts: list[Written] = []
    for part in found:
        first, last, written, gap = part
        if gap >= _CUT or (gap < _BACK and level(glyphs.box(first - 1), glyphs.box(last))):
            cut.append(((start, first), parts, lead))
            start, lead, parts = last, written, []
        else:
            parts.append(part)
    cut.append(((start, end), parts, lead))
    return _in_turn(glyphs, cut, em, page) if len(cut) > 1 else [_line(glyphs, (start, end), parts, em, page, lead)]


def _in_turn(glyphs: Glyphs, cut: Iterable[tuple[Run, list[Written], str | None]], em: float, page: int) -> list[Line]:
    """The pieces of a row from the left.

    A character that its font lacks is taken from another one and may be drawn late: it ends a piece, but stands in a gap
    before it.
    """
    found: list[Line] = []
    for (start, end), parts, lead in cut:
        last, before = glyphs.box(end - 1), glyphs.box(max(start, end - 2))
        late = last[0] < before[0] and level(last, before)
        found.append(_line(glyphs, (start, end - late), parts, em, page, lead))
        if late:
            found.append(_line(glyphs, (end - 1, end), [], em, page, None))
    if all(a.left <= b.left for a, b in pairwise(found)):
        return found
    return sorted((line._replace(lead=None) for line in found), key=_LEFT)


def _blanks(glyphs: Glyphs, run: Run, em: float) -> Iterator[Written]:
    """The blanks in `run`, what is written in their place, and how wide they are."""
    text, box = glyphs.text, glyphs.box
    for blank in _BLANKS.finditer(text, *run):
        first, last = blank.span()
        gap = (box(last)[0] - box(first - 1)[2]) / em
        yield first, last, blank[0] if last - first > 1 else _gap(text[first - 1], text[last], gap), gap


def _marks(glyphs: Glyphs, run: Run, em: float) -> Iterator[Written]:
    """The marks of footnotes in `run`: small raised figures after Chinese. Nothing is written in their place."""
    for mark in _MARK.finditer(glyphs.text, run[0], run[1]):
        first, last = mark.span()
        if glyphs.setting(first)[0] < _RAISED * em and glyphs.box(first)[3] < glyphs.box(first - 1)[3]:
            yield first, last, None, 0.0


def _size(glyphs: Glyphs, run: Run) -> float:
    """The size of type of a line: of its first character, or where the last is another, of two out of three."""
    first, last = glyphs.box(run[0]), glyphs.box(run[1] - 1)
    if abs(last[3] - last[1] - first[3] + first[1]) <= 0.02 * (first[3] - first[1]):
        return glyphs.setting(run[0])[0]
    middle = (run[0] + run[1]) // 2
    return sorted(glyphs.setting(i)[0] for i in (run[0], middle - (glyphs.text[middle].isspace()), run[1] - 1))[1]


def _line(glyphs: Glyphs, run: Run, parts: Sequence[Written], em: float, page: int, lead: str | None) -> Line:
    """The line that stands where the characters of `run` do, with what is written in place of some `parts` of it."""
    start, end = run
    text, marks, done = "", [], start
    for begun, after, written, _ in parts:
        text, done = text + glyphs.text[done:begun] + (written or ""), after
        if not written and glyphs.text[begun].strip():
            marks.append(glyphs.text[begun:after])
    text += glyphs.text[done:end]
    left, top, right, bottom = glyphs.box(start)
    if end - start > 1:
        first, above, last, below = glyphs.box(end - 1)
        if first >= left and right <= last and top == above and bottom == below:
            right = last
        else:
            left, top, right, bottom = min(left, first), min(top, above), max(right, last), max(bottom, below)
    if _ODD.search(text):
        text = text.translate(NORMAL)
    # Boxes of one size of type differ from font to font; the base that letters stand on does not.
    base = glyphs.base(start)
    middle = (top + bottom) / 2 if base is None else base - _MIDDLE * em
    return _new((text, left, top, right, bottom, em, page, middle, lead, glyphs.confidence(start), tuple(marks)))


def _gap(before: str, after: str, gap: float) -> str:
    """What stands between two characters `gap` em apart on one row that are known to be separate words."""
    if gap >= _FIELD_BLANK:
        return "\t"
    return "" if gap < _LAYOUT_BLANK and (_CHINESE.match(before) or _CHINESE.match(after)) else " "


def rows(lines: Sequence[Line]) -> list[Line]:
    """`lines` with those that continue on the same row to the right joined, and those drawn twice left out."""
    return joined(once(lines))


def once(lines: Sequence[Line]) -> Sequence[Line]:
    """`lines` without those drawn again almost in the same place to look bold."""
    if len({line.text for line in lines}) == len(lines):
        return lines
    drawn: dict[str, list[Line]] = {}
    found: list[Line] = []
    for new in lines:
        same = drawn.get(new.text)
        if same is None:
            drawn[new.text] = [new]
        elif any(_near(old, new) for old in same):
            continue
        else:
            same.append(new)
        found.append(new)
    return found


def joined(lines: Iterable[Line]) -> list[Line]:
    """`lines` with each that continues the one before on the same row to the right joined to it."""
    return gathered(lines)[0]


def gathered(items: Iterable[Item]) -> tuple[list[Item], dict[int, list[Item]]]:
    """`items` with each line that continues the one before on the same row to the right joined to it, and the lines that
    a joined one is made of by its id."""
    whole: list[Any] = []
    parts: dict[int, list[Any]] = {}
    last: Line | None = None
    for new in items:
        if not isinstance(new, Line):
            last = None
        elif last is None or not _BACK <= (new.left - last.right) / new.em < _ROW_GAP or not new.beside(last):
            last = new
        else:
            members = [*parts.pop(id(last), (last,)), new]
            last = whole[-1] = _side_by_side(last, new)
            parts[id(last)] = members
            continue
        whole.append(new)
    return whole, parts


def _near(old: Line, new: Line) -> bool:
    most = 0.2 * new.em
    return (
        abs(old.top - new.top) < most
        and abs(old.left - new.left) < most
        and abs(old.right - new.right) < most
        and abs(old.bottom - new.bottom) < most
    )


def _side_by_side(one: Line, other: Line) -> Line:
    """The line that `one` and `other`, to the right of it, make."""
    text, left, top, edge, bottom, em, page, middle, lead, confidence, marks = one
    more, start, above, right, below, size, _, its_middle, between, its_confidence, its_marks = other
    if size > em:
        em, middle = size, its_middle
    if between is None:
        gap = (start - edge) / em
        between = "" if gap < _CLOSE else _gap(text[-1], more[0], gap)
    box = left, min(top, above), right, max(bottom, below)
    confidence = min(confidence, its_confidence)
    return _new((text + between + more, *box, em, page, middle, lead, confidence, marks + its_marks))


def joint(before: str, after: str) -> str:
    """What to write between two lines of one paragraph: a blank between Latin words, else nothing.

    A date, code or amount broken over the line end (2 | 024年, 33000- | 2024) is put together again.
    """
    return " " if _WORD_START.match(after) and _WORD_END.search(before) else ""
