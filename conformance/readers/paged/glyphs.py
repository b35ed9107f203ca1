"""From the characters of a page, in the order they were drawn, to the stretches of them that are its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from conformance.model.document import Box

Run = tuple[int, int]

# Characters further apart than this on one row are separate words, in em; one further back begins a line.
_WORD_GAP, _BACK = 0.3, -0.5


class Glyphs(Protocol):
    """The characters of one page in drawing order, with line ends and blanks where the layout shows them."""

    text: str

    def readable(self, runs: Sequence[Run]) -> list[Run]:
        """Those of `runs`, stretches of `text`, that can be seen (white on white paper they cannot) and do not slant."""

    def box(self, index: int, /) -> Box:
        """The box of character `index` of `text`, its advance as width; points from the upper left corner."""

    def setting(self, index: int, /) -> tuple[float, bool]:
        """The size in points of the type of character `index`, and whether it slants.

        It does where it stands neither upright nor at a right angle (a watermark).
        """

    def base(self, index: int, /) -> float | None:
        """The height at which character `index` stands, in points from the upper edge; None if it is not known."""

    def confidence(self, index: int) -> float:
        """How sure it is that this is the character, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character (or a ligature's letters): its box, advance as width, and the size of its type, in points.

    `confidence` is how sure it is that this is the character, from 0 to 1; below 1 only where it was recognised.
    """

    text: str
    box: Box
    em: float
    tilted: bool = False
    confidence: float = 1.0


class Spelt:
    """Glyphs drawn one after another; line ends and blanks are put in where their places ask for them."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        """Spell the text of `glyphs`, which come in drawing order."""
        texts: list[str] = []
        self._glyphs: list[Glyph] = []
        last: Glyph | None = None
        for glyph in glyphs:
            for letter in (_between(last, glyph) if last else "") + glyph.text:
                texts.append(letter)
                self._glyphs.append(glyph)
            last = glyph
        self.text = "".join(texts)

    def readable(self, runs: Sequence[Run]) -> list[Run]:
        """Those that do not slant: all can be seen."""
        return [run for run in runs if not self.setting(run[0])[1]]

    def box(self, index: int) -> Box:
        """The box of character `index`."""
        return self._glyphs[index].box

    def setting(self, index: int) -> tuple[float, bool]:
        """The size of its type, and whether it slants."""
        glyph = self._glyphs[index]
        return max(1.0, glyph.em), glyph.tilted

    def base(self, index: int) -> float | None:
        """Not known: boxes of glyphs are all made alike."""
        return None

    def confidence(self, index: int) -> float:
        """How sure it is."""
        return self._glyphs[index].confidence


def _between(last: Glyph, glyph: Glyph) -> str:
    """What parts `glyph` from the one drawn before it: a line end, a blank or nothing."""
    middle = (glyph.box[1] + glyph.box[3]) / 2
    gap = (glyph.box[0] - last.box[2]) / max(1.0, glyph.em)
    if not last.box[1] < middle < last.box[3] or gap < _BACK:
        return "\n"
    return " " if gap > _WORD_GAP else ""


_RUN = re.compile(r"[^\s\x02\ufffe](?:[^\r\n\x02\ufffe]*[^\s\x02\ufffe])?[\x02\ufffe]?|[\x02\ufffe]")
# The same where no line ends with a hyphen or a mere \r: much quicker.
_WORDS = re.compile(r"\S(?:.*\S)?")


def runs(glyphs: Glyphs) -> list[Run]:
    """The half-open index ranges of the characters of each line; blanks at its ends, slanting and unseen lines left off."""
    text, box = glyphs.text, glyphs.box
    simple = "\x02" not in text and "\ufffe" not in text and text.count("\r") == text.count("\r\n")
    found: list[Run] = []
    for run in glyphs.readable([match.span() for match in (_WORDS if simple else _RUN).finditer(text)]):
        first, last = box(run[0]), box(run[1] - 1)
        if first[0] < last[2] and first[1] == last[1] < first[3] == last[3]:
            found.append(run)
        else:
            found += _rows(glyphs, run)
    return found


def trimmed(text: str, start: int, end: int) -> list[Run]:
    """The part of [start, end) of `text` that is left without blanks at its ends; none if it is all blank."""
    return [m.span() for m in _RUN.finditer(text, start, end)]


def _rows(glyphs: Glyphs, run: Run) -> list[Run]:
    """`run` cut where it goes on in another row: pdfium writes a blank there if it is not sure how the page runs."""
    first, last = glyphs.box(run[0]), glyphs.box(run[1] - 1)
    if run[1] - run[0] < 2 or (level(first, last) and last[2] > first[0]):
        return [run]
    found, start, before = [], run[0], first
    for index in range(run[0] + 1, run[1]):
        if glyphs.text[index].isspace():
            continue
        box = glyphs.box(index)
        em, step = glyphs.setting(index)[0], (box[0] + box[2] - before[0] - before[2]) / 2
        if step < -em or (abs(step) > 0.7 * em and not level(before, box)):
            found += trimmed(glyphs.text, start, index)
            start = index
        before = box
    return found + trimmed(glyphs.text, start, run[1])


def level(one: Box, other: Box) -> bool:
    """Whether two characters stand on one row: they share a third of the lower one's height."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.3 * min(one[3] - one[1], other[3] - other[1])
