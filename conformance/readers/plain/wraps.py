"""Text whose lines were cut at the edge of a page: which lines belong to one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from conformance.readers.outline.markers import marker
from conformance.text import fold

_FEWEST, _NARROWEST, _SLACK = 12, 40, 4
_OPEN_SHARE, _FULL_SHARE, _INDENTED_SHARE = 0.5, 0.4, 0.15
_ENDS = "。；：！？;:!?."
_WIDE = re.compile("[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_INDENT = re.compile(r"(?:\u3000{1,2}| {2,8}|\t)\S")


def paragraphs(lines: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Start and end of every paragraph of a text, given as its lines that are not blank.

    A line is a paragraph, unless the text is plainly cut at a width: then a full line goes on in the next.
    """
    widths = [_width(line.group().strip()) for line in lines]
    edge = _edge(lines, widths)
    indented = sum(_INDENT.match(line.group()) is not None for line in lines) >= _INDENTED_SHARE * len(lines)
    start: int | None = None
    for index, line in enumerate(lines):
        start = line.start() if start is None else start
        goes_on = edge is not None and widths[index] >= edge and _goes_on(lines, index, indented=indented)
        if not goes_on:
            yield start, line.end()
            start = None


def _width(text: str) -> int:
    """How wide `text` prints: Chinese characters and full-width signs count twice."""
    return 2 * len(text) - len(_WIDE.sub("", text))


def _edge(lines: Sequence[re.Match[str]], widths: Sequence[int]) -> int | None:
    """The width from which a line is full; None where lines are whole paragraphs of any length."""
    if len(lines) < _FEWEST:
        return None
    widest = sorted(widths)[-max(1, len(widths) // 20)]
    edge = widest - _SLACK
    full = [i for i, width in enumerate(widths) if width >= edge]
    still_open = sum(lines[i].group().rstrip()[-1] not in _ENDS for i in full)
    cut = max(widths) <= widest + _SLACK and len(full) >= _FULL_SHARE * len(lines)
    return edge if widest >= _NARROWEST and cut and still_open >= _OPEN_SHARE * len(full) else None


def _goes_on(lines: Sequence[re.Match[str]], index: int, *, indented: bool) -> bool:
    """Whether a full line goes on in the next: that is close below, not indented, and begins no clause."""
    if index + 1 >= len(lines):
        return False
    line, following = lines[index].group().rstrip(), lines[index + 1]
    if following.start() > lines[index].end() + 1 or _INDENT.match(following.group()):
        return False
    if marker(fold(following.group().strip())) is not None:
        return False
    return indented or line[-1] not in _ENDS
