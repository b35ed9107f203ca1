"""Footnotes: small lines at the foot of a page that begin with a mark that stands raised in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from conformance.readers.paged.layout import Grid, Line, Page
from conformance.readers.paged.pieces import gathered

# Footnotes stand in the lower part of the page, and are set smaller than the text by at least this.
_LOWER, _SMALLER = 0.5, 0.92
# They are the last on it, and of one size give or take this.
_LARGER = 1.05
_MARK = re.compile(r"\s*[\[(（〔]?(\d{1,2}|[①-⑳])")


def apart(pages: Sequence[Page]) -> list[Page]:
    """`pages` with the lines of their footnotes taken from the text and kept as notes."""
    return [_apart(page) if any(line.marks for line in _lines(page)) else page for page in pages]


def _apart(page: Page) -> Page:
    marked = [line for line in _lines(page) if line.marks]
    marks, size = {m for line in marked for m in line.marks}, max(line.em for line in marked)
    whole, parts = gathered(page.items)
    lines = (item for item in whole if isinstance(item, Line))
    low = [line for line in lines if line.top > _LOWER * page.height and line.em < _SMALLER * size]
    foot = sorted(low, key=lambda line: line.top)
    notes: list[list[Line]] = []
    for line in (line for line in foot if line.em < _LARGER * foot[-1].em):
        mark = _MARK.match(line.text)
        if mark and mark.group(1) in marks:
            notes.append([line])
        elif notes and line.top - notes[-1][-1].bottom < line.em:
            notes[-1].append(line)
    taken = {id(line) for line in chain.from_iterable(notes)}
    left = [item for item in whole if id(item) not in taken]
    if not taken or any(item.top > notes[0][0].top for item in left):
        return page  # text goes on below: these are lines of it
    items = tuple(chain.from_iterable(parts.get(id(item), (item,)) for item in left))
    return page._replace(items=items, notes=tuple(map(tuple, notes)))


def _lines(page: Page) -> chain[Line]:
    """All lines of `page`, those of tables included."""
    grids = (i for i in page.items if isinstance(i, Grid))
    return chain(page.lines, (line for grid in grids for cell in grid.cells for line in cell.lines))
