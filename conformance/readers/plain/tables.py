"""Tables of a text whose cells are set apart by tabs, as they come out of a spreadsheet or a copied page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from conformance.model.document import Block

_PAGE = re.compile(r"\s*[.·…]*\s*\d{1,4}\s*")
_FEWEST_ROWS = 2


def tables(lines: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The runs [first, last) of lines, by index, that are the rows of a table: next to each other, with the same number
    of cells, at least two. The lines of a table of contents (a heading, a tab, a page) are none."""
    columns = [_columns(line.group()) for line in lines]
    first = 0
    for index in range(1, len(lines) + 1):
        ends = (
            index == len(lines) or columns[index] != columns[first] or lines[index].start() > lines[index - 1].end() + 1
        )
        if ends:
            if columns[first] > 1 and index - first >= _FEWEST_ROWS and not _is_contents(lines[first:index]):
                yield first, index
            first = index


def cells(lines: Sequence[re.Match[str]], runs: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """The cells of the tables `runs`, in reading order; empty ones are left out."""
    for table, (first, last) in enumerate(runs):
        for row, line in enumerate(lines[first:last]):
            yield from _row(line, table, row)


def _row(line: re.Match[str], table: int, row: int) -> Iterator[Block]:
    bounds = [-1, *(i for i, c in enumerate(line.group()) if c == "\t"), len(line.group())]
    for column, (before, after) in enumerate(pairwise(bounds)):
        words = line.group()[before + 1 : after]
        if words.strip():
            start = line.start() + before + 1 + len(words) - len(words.lstrip())
            yield Block("cell", start, start + len(words.strip()), table=table, row=row, column=column)


def _columns(line: str) -> int:
    """How many cells a line has; one where a tab only indents it or ends it."""
    return 1 if line.startswith("\t") or not line.rstrip("\t ").count("\t") else line.count("\t") + 1


def _is_contents(lines: Sequence[re.Match[str]]) -> bool:
    return all(_PAGE.fullmatch(line.group().rpartition("\t")[2]) for line in lines)
