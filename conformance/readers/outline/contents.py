"""Tables of contents in text that has no styles: lines with leaders and page numbers, or repeated further down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from conformance.model.document import Block
from conformance.text import fold

_LEADER = re.compile(r"(?:[.·…-]{3,}|\t| {2,})[ .·…-]*\(?\d{1,3}\)?\s*$")
_ENDS = frozenset("0123456789０１２３４５６７８９)）")
_TITLE = re.compile(r"\s*目\s*[录次]\s*")
_LONGEST, _LONGEST_TITLE = 60, 8


def marked(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with the lines of a table of contents marked as such."""
    if any(b.contents for b in blocks):
        return tuple(blocks)
    led = {i for i, b in enumerate(blocks) if b.kind != "cell" and _has_leader(text, b)}
    lines = {i for i in led if {i - 1, i + 1} & led and _words(text[blocks[i].start : blocks[i].end])}
    titles = [
        i for i, b in enumerate(blocks) if b.end - b.start <= _LONGEST_TITLE and _TITLE.fullmatch(text, b.start, b.end)
    ]
    if titles:
        words = [_words(text[b.start : b.end]) for b in blocks]
        for i in titles:
            lines |= {i, *_listed(words, i + 1)}
    return (
        tuple(replace(b, contents=True) if i in lines else b for i, b in enumerate(blocks)) if lines else tuple(blocks)
    )


def _has_leader(text: str, block: Block) -> bool:
    """Whether the line ends in a page number behind dots, a tab or a gap."""
    last = block.end - 1
    while last > block.start and text[last].isspace():
        last -= 1
    return text[last] in _ENDS and _LEADER.search(fold(text[block.start : block.end])) is not None


def _words(line: str) -> str:
    """The line without blanks, leaders and page number."""
    return re.sub(r"\s", "", _LEADER.sub("", fold(line)))


def _listed(words: Sequence[str], first: int) -> set[int]:
    """The lines after 目录 that all stand again further down."""
    counts = Counter(w[:_LONGEST] for w in words[first:])
    end = first
    while (
        end < len(words)
        and 0 < len(words[end]) <= _LONGEST
        and counts[words[end]] > 1
        and words[end] not in words[first:end]
    ):
        end += 1
    return set(range(first, end))
