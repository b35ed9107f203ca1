"""The clause tree: which lines are headings, and what stands under each.

A heading is a numbered or styled line, or the short first sentence of a numbered paragraph (run-in), or a numbered
title glued to the end of the paragraph before. A numbered sentence that is a whole duty is a clause without title: it
gives places their path but is no row of the outline. So is a numbered line that nothing stands under: what is listed
there may be the duty itself, and a heading would not count as evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.model.document import Clause, Reading, Span
from conformance.readers.outline.contents import marked
from conformance.readers.outline.lines import Line, lines
from conformance.readers.outline.titles import is_annex, lengths, unnumbered
from conformance.readers.outline.tree import Node, tree
from conformance.text import Flow, flow

__all__ = ["marked", "outline"]

_LONGEST_NAME = 12


def outline(reading: Reading) -> tuple[Clause, ...]:
    """The clauses of `reading` in text order, spans in its text."""
    running = flow(reading.text, tuple((b.start, b.end) for b in reading.blocks))
    rows = lines(reading, running)
    opening = [i for i in range(len(rows)) if _opens(rows, i)]
    nodes = tree([rows[i] for i in opening])
    titles = lengths(rows, opening, nodes)
    if not any(titles):
        opening = sorted({*opening, *unnumbered(rows)})
        nodes = tree([rows[i] for i in opening])
        titles = lengths(rows, opening, nodes)
    return tuple(_clauses([rows[i] for i in opening], nodes, titles, running, reading.text))


def _opens(rows: Sequence[Line], index: int) -> bool:
    line = rows[index]
    return line.marker is not None or (line.block.kind == "heading" and bool(line.text)) or is_annex(rows, index)


def _clauses(
    opening: Sequence[Line], nodes: Sequence[Node], titles: Sequence[int], running: Flow, text: str
) -> Iterator[Clause]:
    names: list[str] = []
    ends = _ends([(line.start, node.level) for line, node in zip(opening, nodes, strict=True)])
    for line, node, length, following in zip(opening, nodes, titles, ends, strict=True):
        number, title, heading_end = _as_printed(line, length, running, text)
        names[node.level - 1 :] = [_name(line, number, title)]
        heading = Span(*running.source(line.start, max(heading_end, line.start + 1)))
        end = running.origin[following] if following is not None else len(text)
        yield Clause(number, title, node.level, "/".join(names), heading, Span(heading.start, end))


def _ends(starts: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each clause, given as start and level: where the next one of its level or a higher one starts."""
    ends: list[int | None] = [None] * len(starts)
    unclosed: list[int] = []
    for i, (start, level) in enumerate(starts):
        while unclosed and starts[unclosed[-1]][1] >= level:
            ends[unclosed.pop()] = start
        unclosed.append(i)
    return ends


def _as_printed(line: Line, length: int, running: Flow, text: str) -> tuple[str, str, int]:
    """Number and title in the document's own characters, without line ends, and where the heading ends in the reading
    text: behind the number where there is no title."""
    start, skipped = line.start, line.marker.length if line.marker else 0
    low, high = running.source(start, start + len(line.marker.printed)) if line.marker else (0, 0)
    number = text[low:high].rstrip("、.．")
    if not length:
        return number, "", start + skipped
    first, last = running.source(start + skipped, start + skipped + length)
    return number, " ".join(text[first:last].split()).rstrip("。"), start + skipped + length


def _name(line: Line, number: str, title: str) -> str:
    """What the clause is called in paths."""
    if line.marker is None:
        return title[:_LONGEST_NAME]
    return "一" if line.marker.style == "han" and line.marker.printed[0] == "-" else number
