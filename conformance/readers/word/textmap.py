"""The way back from a span of a Word document's text to the elements that print it, exact to the character.

It is made only for who writes into the file: reading keeps with each piece of text the element it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.readers.word.body import Unit
from conformance.readers.word.document import Contents
from conformance.readers.word.symbols import printable
from conformance.readers.word.tags import Element


@dataclass(slots=True)
class Printed:
    """A stretch [start, end) of `Document.text` and the element that prints it: w:t, w:tab, w:br, w:sym, m:t …"""

    start: int
    end: int
    node: Element


def text_map(found: Contents) -> tuple[str, list[Printed]]:
    """The text of `found` as `Document.text` has it, and its stretches in order. What Word adds by itself (automatic
    numbers, line ends between blocks) is in the text but in no stretch."""
    texts: list[str] = []
    printed: list[Printed] = []
    start = 0
    for unit in found.found.units:
        if unit.text.strip():
            texts.append(unit.text)
            printed += _of_unit(unit, start)
            start += len(unit.text) + 1
    return printable("\n".join(texts)), printed


def _of_unit(unit: Unit, start: int) -> Iterator[Printed]:
    for line in unit.lines:
        for text, node in zip(line.parts, line.nodes, strict=True):
            if node is not None and text:
                yield Printed(start, start + len(text), node)
            start += len(text)
        start += 1
