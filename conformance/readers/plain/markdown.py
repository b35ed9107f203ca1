"""Markdown: which part of a line is text, and which lines are a table.

The text of the file stays as it is; blocks leave the signs out.
Source: CommonMark 0.31, GitHub Flavored Markdown (tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from conformance.model.document import Block

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_RULER = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_LEAD = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?")
_UNSEEN = re.compile(r"[ \t]*(?:```.*|~~~.*|<!--.*-->|(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})[ \t]*$")
_WHOLE = re.compile(r"(\*\*\*|\*\*|__|\*|_|`)(?=\S)(?P<inner>(?:(?!\1).)+)(?<=\S)\1$")
_LEADING = re.compile(r"(\*\*|__)(?=\S)")


def is_markdown(lines: Sequence[re.Match[str]]) -> bool:
    """Whether the lines of a file use Markdown's headings or tables; a single sign in plain text proves nothing."""
    return any(_HEADING.match(line.group()) for line in lines) or any(_is_table(lines, i) for i in range(len(lines)))


def _is_table(lines: Sequence[re.Match[str]], index: int) -> bool:
    """Whether line `index` is the head of a table: cells, and a ruler right under it."""
    if index + 1 >= len(lines) or "|" not in lines[index].group():
        return False
    below = lines[index + 1]
    return below.start() == lines[index].end() + 1 and "|" in below.group() and _RULER.match(below.group()) is not None


def blocks(lines: Sequence[re.Match[str]]) -> Iterator[Block]:
    """The blocks of a Markdown file, given as its lines that are not blank."""
    index = table = 0
    while index < len(lines):
        if _is_table(lines, index):
            end = index + 2
            while end < len(lines) and lines[end].start() == lines[end - 1].end() + 1 and "|" in lines[end].group():
                end += 1
            for row, line in enumerate((lines[index], *lines[index + 2 : end])):
                yield from _cells(line, table, row)
            index, table = end, table + 1
        else:
            yield from _line(lines[index])
            index += 1


def _line(line: re.Match[str]) -> Iterator[Block]:
    text, start, end = line.group(), line.start(), line.end()
    heading = _HEADING.match(text)
    if heading is not None:
        closing = _CLOSING.search(text)
        end = start + closing.start() if closing else end
        yield _trimmed(line.string, start + heading.end(), end, len(heading.group(1)))
    elif not _UNSEEN.match(text):
        lead = _LEAD.match(text)
        yield _trimmed(line.string, start + (lead.end() if lead else 0), end, None)


def _trimmed(text: str, start: int, end: int, level: int | None) -> Block:
    """The block [start, end) without signs of emphasis around the whole of it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while (whole := _WHOLE.match(text[start:end])) is not None:
        start, end = start + whole.start("inner"), start + whole.end("inner")
    if (leading := _LEADING.match(text[start:end])) is not None:
        start += leading.end()
    return Block("paragraph" if level is None else "heading", start, end, level=level)


def _cells(line: re.Match[str], table: int, row: int) -> Iterator[Block]:
    """The cells of a row; empty ones are left out."""
    text = line.group()
    low = text.index("|") + 1 if text.lstrip().startswith("|") else 0
    column = 0
    while low <= len(text.rstrip()):
        bar = text.find("|", low)
        high = bar if bar >= 0 else len(text)
        if text[low:high].strip():
            inner = len(text[low:high]) - len(text[low:high].lstrip())
            cell = _trimmed(line.string, line.start() + low + inner, line.start() + high, None)
            yield Block("cell", cell.start, cell.end, table=table, row=row, column=column)
        low, column = high + 1, column + 1
