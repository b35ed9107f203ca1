"""From lines to paragraphs, over the ends of lines, columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from conformance.readers.paged.layout import Grid, Line
from conformance.readers.paged.pieces import joint
from conformance.readers.paged.regions import Item, Placed
from conformance.readers.paged.series import Series
from conformance.readers.paged.wording import CN, LEAST, SHORT, ends_open, is_contents, is_labelled, is_marked, needs
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
# The next lines are as far apart where they are no nearer than this share of it.
_ALIKE = 0.85
# With no more lines than this to measure, lines are taken to be this far apart, in em.
_FEW, _PITCH = 2, 1.7
# A full line ends this close to the margin, in em. Text is justified if it has so many full lines, and no more than
# this share of them are short by up to that, in em, because a word did not fit.
_FULL, _PROOF, _STRAY, _SHORTER = 0.4, 20, 0.02, 3.0
# Nobody breaks lines by counting fewer characters.
_COUNTED = 15
# A single line set in this far, in em, stands for itself (a signature, a date at the right).
_ASIDE = 8.0
# A line that ends a sentence is full if its room is short of the next word by more than this, in em.
_GRACE = 0.3
# A line with this room at its end, in em, is not full, however its margin is judged.
_ENDED = 5.0
_ANNEX = re.compile(rf"附[件录表][:\d{CN}]|第[{CN}]{{1,5}}[章节条]")
_OPEN = re.compile(r"[,、(《〈\[/]$")
_UNCLOSED = re.compile(r"《[^》]*$|[(（][^)）]*$|〈[^〉]*$")
_CLOSING = re.compile(r"[^(（《〈]*[)）》〉]")
_ENDING = re.compile(r"[，。、；：？！）》〉”’％]")
_CODE = re.compile(r"[\dA-Za-z-]\d")


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
    setting, series = _Setting.of(items), Series()
    open_: _Open | None = None
    for item, following in zip_longest(items, items[1:]):
        if open_ is not None:
            if (
                isinstance(item, Placed)
                and not series.goes_on(item.line.text)
                and _continues(open_, item, following, setting)
            ):
                open_.lines.append(item)
                continue
            yield [p.line for p in open_.lines]
        if isinstance(item, Placed):
            open_ = _Open([item])
            series.begin(item.line.text)
        else:
            open_ = None
            yield item
    if open_ is not None:
        yield [p.line for p in open_.lines]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the document is set: the usual distance between the lines of a column in em, and the characters of a line.

    `count` is None unless very many lines have the same number of characters, an indent counted as such: they were
    broken by counting, so that lines with Latin letters end early. `justified` is whether lines that run on were
    stretched to the margin: those that end before it end a paragraph.
    """

    pitch: float
    count: int | None
    justified: bool

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
        pitch = median(steps) if len(steps) > _FEW else _PITCH
        return cls(pitch, usual if counted else None, _is_justified(lines))


def _is_justified(lines: Sequence[Placed]) -> bool:
    """Whether many of `lines` end at the margin and next to none before it only as the next word did not fit."""
    full = short = 0
    for line, after in pairwise(lines):
        if line.slack >= _SHORTER or line.column != after.column or not ends_open(line.line.text):
            continue
        if line.slack < _FULL:
            full += 1
        elif abs(after.indent) < _EQUAL and line.slack < needs(after.line.text) and not is_marked(after.line.text):
            short += 1
    return full >= _PROOF and short <= _STRAY * full


def _count(placed: Placed) -> int:
    return round(placed.indent) + len(placed.line.text)


def _continues(paragraph: _Open, new: Placed, following: Item | None, setting: _Setting) -> bool:
    """Whether `new`, which comes before `following`, goes on with `paragraph`."""
    last = paragraph.last
    before, line = last.line, new.line
    if not before.em <= _RESIZED * line.em <= _RESIZED * _RESIZED * before.em:
        return False
    if (line.top < before.bottom and line.beside(before)) or is_contents(before.text):
        return False
    if new.column == last.column and _apart(paragraph, new, following, setting.pitch):
        return False
    if _is_inside(last, new):
        return True
    if new.centred and all(p.even for p in paragraph.lines):
        return _was_forced(last, new, last.slack + last.indent, setting)
    if _starts(paragraph, new) or (paragraph.indented_once and _leads(last, new, following)):
        return False
    forced = _was_forced(last, new, last.slack, setting) or _count(last) == setting.count
    return forced or _is_unfinished(last, new)


def _leads(last: Placed, new: Placed, following: Item | None) -> bool:
    """Whether `new`, set in as the single line `last` is, shows itself as the first of a paragraph: `last` ends a
    sentence or is a heading, and the `following` line is not set in."""
    if not isinstance(following, Placed) or not last.column == new.column == following.column:
        return False
    if ends_open(last.line.text) and not is_marked(last.line.text):
        return False
    return abs(new.indent - last.indent) < _EQUAL and new.indent - following.indent > _INDENT


def _apart(paragraph: _Open, new: Placed, following: Item | None, pitch: float) -> bool:
    """Whether there is more space above `new` than between lines of a paragraph.

    Of what follows a single line it is not known how far apart its lines are: where the `following` line is as far from
    `new`, the space tells nothing.
    """
    last = paragraph.last.line
    step = new.line.middle - last.middle
    if len(paragraph.lines) > 1 and paragraph.lines[-2].column == new.column:
        pitch = (last.middle - paragraph.lines[-2].line.middle) / last.em
    elif isinstance(following, Placed) and following.column == new.column:
        after = following.line.middle - new.line.middle
        if paragraph.indented_once and new.indent < _EQUAL and after > _ALIKE * step:
            return False
    return step / new.line.em > _SPREAD * pitch


def _starts(paragraph: _Open, new: Placed) -> bool:
    """Whether the place or the first characters of `new` show the start of a paragraph."""
    further = _further(paragraph, new)
    if len(paragraph.lines) == 1 and paragraph.body > _ASIDE and not _runs_on(paragraph.last, new):
        return True
    if further > _INDENT:
        return is_marked(new.line.text) or not _hangs(paragraph, further)
    if further < -_INDENT and len(paragraph.lines) > 1:
        return True
    if is_labelled(new.line.text) and len(paragraph.lines) == 1 and is_labelled(paragraph.last.line.text):
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
    return _ANNEX.match(fold(new.line.text[:SHORT])) is not None


def _further(paragraph: _Open, new: Placed) -> float:
    """How much further in than the lines of `paragraph` `new` begins, in em.

    A sentence goes on where its lines stood on the page before, even if others there or here stand further left.
    """
    last = paragraph.last
    over = new.column != last.column and len(paragraph.lines) > 1 and ends_open(last.line.text)
    if over and abs(new.line.left - last.line.left) < _EQUAL * new.line.em:
        return 0.0
    return new.indent - paragraph.body


def _runs_on(last: Placed, new: Placed) -> bool:
    """Whether `last`, set far in, is the long first line of a text whose next line `new` begins at the margin."""
    long = (last.line.right - last.line.left) / last.line.em > last.indent + last.slack
    return long and last.slack < _FULL and abs(new.indent) < _EQUAL


def _hangs(paragraph: _Open, further: float) -> bool:
    """Whether a line set in `further` em may be the second of a list item whose mark stands out to the left."""
    return len(paragraph.lines) == 1 and is_marked(paragraph.lines[0].line.text) and further < _HANGING


def _was_forced(last: Placed, new: Placed, room: float, setting: _Setting) -> bool:
    """Whether `last` had to end where it ends because the first word of `new` did not fit into `room` em.

    Where no sentence ends with the line, less care is needed: texts without justification end unevenly.
    """
    if setting.justified and (is_marked(new.line.text) or not ends_open(last.line.text)):
        return room < _FULL
    if room < LEAST + _GRACE:  # most lines are full
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
    """Whether the text cannot end where `last` ends: after a comma, in the middle of a number or code.

    A line with much room behind these was ended there by who wrote it.
    """
    before, after = fold(last.line.text[-SHORT:]), fold(new.line.text[:SHORT])
    if last.slack > _ENDED or is_marked(after):
        return False
    return _OPEN.search(before) is not None or _CODE.search(before[-1:] + after[:1]) is not None


def run_together(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The text of `lines` as one paragraph, and where in it each of them begins."""
    text, starts = lines[0].text, [0]
    for line in lines[1:]:
        text += joint(text, line.text)
        starts.append(len(text))
        text += line.text
    return text, starts
