"""Tables with level rules only: above and below their head, at their end, maybe between rows; blanks part the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain, pairwise

from conformance.readers.paged.layout import Edge, Grid, Line
from conformance.readers.paged.strips import Band, Gap, rows_of, shared
from conformance.readers.paged.unruled import logical, table_of

# Fewer rules make no table.
_RULES = 3
# Rules drawn cell by cell touch, and those of one table begin and end below each other, give or take this, in points.
_NEAR = 3.0
# The narrowest strip between two columns, in em: cells keep their words off their sides.
_STRIP = 0.8
# So many rows of a table have words in several columns, at least.
_SEVERAL = 2

Item = Line | Grid
# The rows of words between two rules.
Strip = list[list[Line]]


def level_rules(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """The level ones of `edges` from the top, those that touch joined."""
    found: list[Edge] = []
    for edge in sorted((e for e in edges if e.top == e.bottom), key=lambda e: (round(e.top), e.left)):
        last = found[-1] if found else edge
        if found and abs(edge.top - last.top) < _NEAR and last.left <= edge.left < last.right + _NEAR:
            found[-1] = Edge(last.left, last.top, max(last.right, edge.right), last.top)
        else:
            found.append(edge)
    return tuple(found)


def with_open_tables(items: list[Item], rules: Sequence[Edge]) -> list[Item]:
    """`items` with the lines that stand in columns between level `rules` made tables."""
    for band, strips in (found for group in _groups(rules) for found in _bands(items, group)):
        columns = band.columns()
        spans = band.spans(columns)
        rows = list(
            chain.from_iterable(logical(Band(tuple(map(tuple, s)), band.gaps).columns(), spans) for s in strips)
        )
        taken = {id(line) for row in band.rows for line in row}
        start = next(i for i, item in enumerate(items) if id(item) in taken)
        rest = [item for item in items[start:] if id(item) not in taken]
        items = [*items[:start], table_of(rows, spans), *rest]
    return items


def _groups(rules: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Those of `rules` that begin and end below each other, as far as they are enough for a table."""
    groups: list[list[Edge]] = []
    for rule in rules:
        like = (g for g in groups if abs(g[0].left - rule.left) < _NEAR and abs(g[0].right - rule.right) < _NEAR)
        if (group := next(like, None)) is not None:
            group.append(rule)
        else:
            groups.append([rule])
    return (group for group in groups if len(group) >= _RULES)


def _bands(items: Iterable[Item], rules: Sequence[Edge]) -> Iterator[tuple[Band, list[Strip]]]:
    """The stretches between `rules` whose words stand in columns: as bands, and rule by rule."""
    left, right = rules[0].left, rules[0].right
    lines = [i for i in items if isinstance(i, Line) and i.right > left and i.left < right]
    strips = [rows_of(x for x in lines if a.top < x.middle < b.top) for a, b in pairwise(rules)]
    start = 0
    while start < len(strips):
        end, gaps = _reach(strips, start)
        if gaps:
            rows = chain.from_iterable(strips[start:end])
            yield Band(tuple(map(tuple, rows)), gaps), strips[start:end]
        start = end


def _reach(strips: Sequence[Strip], start: int) -> tuple[int, tuple[Gap, ...]]:
    """How far the columns of a table that begins with the strip `start` reach, and the gaps between them; no gaps where
    none begins there."""
    best: tuple[int, tuple[Gap, ...]] = (start + 1, ())
    gaps: list[Gap] = [(float("-inf"), float("inf"))]
    several = 0
    for end, strip in enumerate(strips[start:], start + 1):
        gaps = reduce(shared, strip, gaps)
        inner = tuple(gap for gap in gaps[1:-1] if strip and gap[1] - gap[0] >= _STRIP * strip[0][0].em)
        whole = sum(len(row) > 1 for row in strip)
        several += whole
        if not inner or not several:
            break
        if whole and end > start + 1 and several >= _SEVERAL:
            best = (end, inner)
    return best
