"""From lines to paragraphs, over the ends of lines, columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from statistics import median

from conformance.readers.paged.glyphs import joint
from conformance.readers.paged.layout import Grid, Line
from conformance.readers.paged.regions import Item, Placed
from conformance.text import fold

# Beginning this much further in, in em, starts a paragraph.
_INDENT = 0.8
# Lines set in alike begin within this, in em.
_EQUAL = 0.2
# The first line of a paragraph is set in by two characters, in em.
_TWO = (1.6, 2.5)
# What a list item's second line may stand further in than its first, in em.
_HANGING = 6.0
# Type this much larger or smaller belongs to another paragraph.
_RESIZED = 1.12
# Lines this much further apart than usual are separate paragraphs.
_SPREAD = 1.35
# With no more lines than this to measure, lines are taken to be this far apart, in em.
_FEW, _PITCH = 2, 1.7
# Nobody breaks lines by counting fewer characters.
_COUNTED = 15
# A single line set in this far, in em, stands for itself (a signature, a date at the right).
_ASIDE = 8.0
# No word takes less room than this, in em; a line that ends a sentence is full if its room is short by more than that.
_LEAST, _GRACE = 0.5, 0.3
# Marks stand within this many characters from either end of a line.
_SHORT = 12
# Lines are asked the same several times: so many answers are kept.
_KEPT = 2_000
_CN = "一二三四五六七八九十百零〇"
_MARKER = re.compile(
    rf"第[{_CN}\d]{{1,5}}[章节条款篇部]|[{_CN}]{{1,4}}[、.]|\([{_CN}\d]{{1,4}}\)|\d{{1,2}}[.、)](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}(?![\d.%])|[①-⑳㈠-㈩]|[●■◆▲★□○•·\uf000-\uf0ff]|附[件录表]|注:|[A-Za-z][.、)](?![A-Za-z])"
)
_ANNEX = re.compile(rf"附[件录表][:\d{_CN}]|第[{_CN}]{{1,5}}[章节条]")
_CLOSED = re.compile(r"[。;:!?.][\"')\]]*$")
_OPEN = re.compile(r"[,、(《〈\[/]$")
_UNCLOSED = re.compile(r"《[^》]*$|[(（][^)）]*$|〈[^〉]*$")
_CLOSING = re.compile(r"[^(（《〈]*[)）》〉]")
_ENDING = re.compile(r"[，。、；：？！）》〉”’％]")
_CODE = re.compile(r"[\dA-Za-z-]\d")
_CONTENTS = re.compile(r"(?:\.{3,}|…+|·{3,}|-{4,}|_{4,}|\t)\s*\(?[\divxl]{1,4}\)?$|(?:\. ){3,}\s*\d+$")
# Page numbers end with figures or these.
_PAGE_ENDS = frozenset("ivxlⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼ)）")
_TOKEN = re.compile(r"\S(?:[ \t]+\S){1,3}$|[《〈(\[\"']*(?:[A-Za-z\d][A-Za-z\d./%:-]*|.)[,。、;:!?》〉)\]\"'%…-]*")


@lru_cache(_KEPT)
def is_marked(text: str) -> bool:
    """Whether `text` begins with the number or mark of a list item, heading or annex."""
    return _MARKER.match(fold(text[:_SHORT])) is not None


@lru_cache(_KEPT)
def ends_open(text: str) -> bool:
    """Whether `text` does not end with the mark that ends a sentence or item."""
    return _CLOSED.search(fold(text[-_SHORT:])) is None


@lru_cache(_KEPT)
def needs(text: str) -> float:
    """How much room, in em, the first word of `text` takes with the marks that cannot be parted from it."""
    token = _TOKEN.match(fold(text[: 3 * _SHORT]))
    return sum(_LEAST if c.isascii() else 1.0 for c in text[: token.end()]) if token else 1.0


@lru_cache(_KEPT)
def is_contents(text: str) -> bool:
    """Whether `text` is a line of a table of contents: dots or a tab, then a page number at the end."""
    last = text[-1:]
    return (last.isdigit() or last in _PAGE_ENDS) and _CONTENTS.search(fold(text[-3 * _SHORT :])) is not None


@dataclass(slots=True)
class _Open:
    """The paragraph being gathered."""

    lines: list[Placed]

    @property
    def last(self) -> Placed:
        """Its last line so far."""
        return self.lines[-1]

    @property
    def body(self) -> float:
        """The indent of its lines, the first left aside where there are more."""
        return self.lines[-1].indent

    @property
    def set_in(self) -> bool:
        """Whether its first line is known to be set in."""
        return len(self.lines) > 1 and self.lines[0].indent > self.body + _INDENT

    @property
    def indented_once(self) -> bool:
        """Whether it has but one line so far and that is set in as the first line of a paragraph."""
        return len(self.lines) == 1 and _INDENT < self.body < _ASIDE


def paragraphs(items: Sequence[Item]) -> Iterator[list[Line] | Grid]:
    """The items in order, lines gathered to paragraphs."""
    setting = _Setting.of(items)
    open_: _Open | None = None
    for item, following in zip_longest(items, items[1:]):
        if isinstance(item, Placed) and open_ is not None and _continues(open_, item, following, setting):
            open_.lines.append(item)
            continue
        if open_ is not None:
            yield [p.line for p in open_.lines]
        open_ = _Open([item]) if isinstance(item, Placed) else None
        if isinstance(item, Grid):
            yield item
    if open_ is not None:
        yield [p.line for p in open_.lines]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the document is set: the usual distance between the lines of a column in em, and the characters of a line.

    `count` is None unless very many lines have the same number of characters, an indent counted as such: they were
    broken by counting, so that lines with Latin letters end early.
    """

    pitch: float
    count: int | None

    @classmethod
    def of(cls, items: Sequence[Item]) -> _Setting:
        """The setting of `items`."""
        lines = [i for i in items if isinstance(i, Placed)]
        steps = [
            (b.line.middle - a.line.middle) / b.line.em
            for a, b in pairwise(lines)
            if a.column == b.column and b.line.top > a.line.top
        ]
        counts = Counter(_count(line) for line in lines)
        usual, times = counts.most_common(1)[0] if counts else (0, 0)
        counted = usual >= _COUNTED and times > 0.4 * len(lines) and usual >= 0.9 * max(counts)
        return cls(median(steps) if len(steps) > _FEW else _PITCH, usual if counted else None)


def _count(placed: Placed) -> int:
    return round(placed.indent) + len(placed.line.text)


def _continues(paragraph: _Open, new: Placed, following: Item | None, setting: _Setting) -> bool:
    """Whether `new`, which comes before `following`, goes on with `paragraph`."""
    last = paragraph.last
    before, after = last.line.em, new.line.em
    if not before <= _RESIZED * after <= _RESIZED * _RESIZED * before:
        return False
    if (new.line.top < last.line.bottom and new.line.beside(last.line)) or is_contents(last.line.text):
        return False
    if new.column == last.column and _apart(paragraph, new, setting.pitch):
        return False
    if _is_inside(last, new):
        return True
    if new.centred and all(p.even for p in paragraph.lines):
        return _was_forced(last, new, last.slack + last.indent)
    if _starts(paragraph, new) or (paragraph.indented_once and _leads(last, new, following)):
        return False
    forced = _was_forced(last, new, last.slack) or _count(last) == setting.count
    return forced or _is_unfinished(last, new)


def _leads(last: Placed, new: Placed, following: Item | None) -> bool:
    """Whether `new`, set in as the single line `last` is, shows itself as the first of a paragraph: `last` ends a
    sentence or is a heading, and the `following` line is not set in."""
    if not isinstance(following, Placed) or not last.column == new.column == following.column:
        return False
    if ends_open(last.line.text) and not is_marked(last.line.text):
        return False
    return abs(new.indent - last.indent) < _EQUAL and new.indent - following.indent > _INDENT


def _apart(paragraph: _Open, new: Placed, pitch: float) -> bool:
    """Whether there is more space above `new` than between lines of a paragraph."""
    last = paragraph.last.line
    if len(paragraph.lines) > 1 and paragraph.lines[-2].column == new.column:
        pitch = (last.middle - paragraph.lines[-2].line.middle) / last.em
    return (new.line.middle - last.middle) / new.line.em > _SPREAD * pitch


def _starts(paragraph: _Open, new: Placed) -> bool:
    """Whether the place or the first characters of `new` show the start of a paragraph."""
    further = new.indent - paragraph.body
    if len(paragraph.lines) == 1 and paragraph.body > _ASIDE:
        return True
    if further > _INDENT:
        return is_marked(new.line.text) or not _hangs(paragraph, further)
    if further < -_INDENT and len(paragraph.lines) > 1:
        return True
    if further < -_INDENT:
        return not ends_open(paragraph.last.line.text) and is_marked(new.line.text)
    if paragraph.indented_once and (is_marked(new.line.text) or paragraph.last.slack > needs(new.line.text)):
        return True
    if ends_open(paragraph.last.line.text):
        return False
    if paragraph.indented_once and abs(further) < _EQUAL and _TWO[0] < new.indent < _TWO[1]:
        return True
    if is_marked(new.line.text) and not paragraph.set_in:
        return True
    return _ANNEX.match(fold(new.line.text[:_SHORT])) is not None


def _hangs(paragraph: _Open, further: float) -> bool:
    """Whether a line set in `further` em may be the second of a list item whose mark stands out to the left."""
    return len(paragraph.lines) == 1 and is_marked(paragraph.lines[0].line.text) and further < _HANGING


def _was_forced(last: Placed, new: Placed, room: float) -> bool:
    """Whether `last` had to end where it ends because the first word of `new` did not fit into `room` em.

    Where no sentence ends with the line, less care is needed: texts without justification end unevenly.
    """
    if room < _LEAST + _GRACE:  # most lines are full
        return True
    return room < needs(new.line.text) + (0.9 if ends_open(last.line.text) else _GRACE)


def _is_inside(last: Placed, new: Placed) -> bool:
    """Whether the end of `last` stands inside brackets that `new` closes, or `new` begins with a mark that ends words."""
    if _ENDING.match(new.line.text):
        return True
    before = last.line.text
    if not ("(" in before or "（" in before or "《" in before or "〈" in before):
        return False
    opened = _UNCLOSED.search(before) is not None
    return opened and _CLOSING.match(new.line.text) is not None and not is_marked(new.line.text)


def _is_unfinished(last: Placed, new: Placed) -> bool:
    """Whether the text cannot end where `last` ends: after a comma, in the middle of a number or code."""
    before, after = fold(last.line.text[-_SHORT:]), fold(new.line.text[:_SHORT])
    return not is_marked(after) and (
        _OPEN.search(before) is not None or _CODE.search(before[-1:] + after[:1]) is not None
    )


def run_together(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The text of `lines` as one paragraph, and where in it each of them begins."""
    text, starts = "", []
    for line in lines:
        text += joint(text, line.text) if text else ""
        starts.append(len(text))
        text += line.text
    return text, starts
