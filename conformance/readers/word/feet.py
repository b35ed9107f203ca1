"""What the foot of a page prints, and how its number is set.

Source: ISO/IEC 29500-1, 17.16 (fields), 17.3.2 (runs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from conformance.readers.word import tags
from conformance.readers.word.tags import Element, value, w, whole

# The field that prints the number of the page, not how many there are nor where something else stands.
_COUNTS = re.compile(r"(?<!NUM)(?<!SECTION)PAGE(?!S|REF)")


@dataclass(frozen=True, slots=True)
class Foot:
    """The `words` of a foot, with 1 for the page's number, without blanks; the `font` of Latin letters and the `size` in
    points that the run with the number states, None where it states none; the `style` of its paragraph."""

    words: str
    font: str | None
    size: float | None
    style: str | None


def foot_of(root: Element) -> Foot | None:
    """The foot whose part of the file is `root`; None where it counts no pages."""
    printed = _Printed()
    for element in _seen(root):
        printed.add(element)
    if printed.number is None:
        return None
    run = next(chain(printed.number.iter(tags.R), printed.number.iterancestors(tags.R)), None)
    look = run.find(tags.R_PR) if run is not None else None
    paragraph = next(printed.number.iterancestors(tags.P), None)
    fonts = look.find(w("rFonts")) if look is not None else None
    halves = whole(value(look, w("sz")))
    return Foot(
        "".join("".join(printed.words).split()),
        fonts.get(w("ascii")) if fonts is not None else None,
        halves / 2 if halves is not None else None,
        value(paragraph.find(tags.P_PR), tags.P_STYLE) if paragraph is not None else None,
    )


def _seen(element: Element) -> Iterator[Element]:
    """The elements within `element` in reading order, of alternate content the one branch that is read."""
    yield element
    for child in element.iterchildren(tag="*"):
        if child.tag == tags.ALTERNATE:
            chosen = tags.branch(child)
            if chosen is not None:
                yield from _seen(chosen)
        else:
            yield from _seen(child)


@dataclass(slots=True)
class _Printed:
    """The words printed so far, and the first element with the field that counts pages."""

    words: list[str] = field(default_factory=list)
    number: Element | None = None
    _kept: bool = False  # within what Word printed last, which is no word of the foot

    def add(self, element: Element) -> None:
        """Take down what `element` prints."""
        if element.tag == tags.FLD_CHAR:
            self._kept = element.get(w("fldCharType")) == "separate"
        elif element.tag == tags.INSTR_TEXT:
            self._count(element, element.text or "")
        elif element.tag == tags.FLD_SIMPLE:
            self._count(element, element.get(w("instr"), ""))
        elif element.tag == tags.T and not self._kept and next(element.iterancestors(tags.FLD_SIMPLE), None) is None:
            self.words.append(element.text or "")

    def _count(self, element: Element, code: str) -> None:
        if _COUNTS.search(code):
            self.words.append("1")
            if self.number is None:
                self.number = element
