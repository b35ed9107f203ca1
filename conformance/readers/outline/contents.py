"""Tables of contents in text that has no styles: lines with leaders and page numbers, or repeated further down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from conformance.model.document import Block
from conformance.text import fold

_LEADER = re.compile(r"(?:[.·…-]{3,}|\t| {2,})[ .·…-]*\(?\d{1,3}\)?\s*$")
_TITLE = re.compile(r"\s*目\s*[录次]\s*")
_LONGEST = 60


def marked(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with the lines of a table of contents marked as such."""
    if any(b.contents for b in blocks):
        return tuple(blocks)
    words = [_words(text[b.start : b.end]) for b in blocks]
    lines = {i for i, b in enumerate(blocks) if b.kind != "cell" and _LEADER.search(fold(text[b.start : b.end]))}
    lines = {i for i in lines if words[i] and ({i - 1, i + 1} & lines)}
    for i, block in enumerate(blocks):
        if _TITLE.fullmatch(text[block.start : block.end]):
            lines |= {i, *_listed(words, i + 1)}
    return tuple(replace(b, contents=True) if i in lines else b for i, b in enumerate(blocks))


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
