"""Where a numbered or styled line hangs in the tree.

What usually stands under what is known for numbers and said by styles. The text itself has the last word: where （一）
begins anew under each 1. and 1. counts on, （一） stands under 1., whatever is usual.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from conformance.readers.outline.lines import Line
from conformance.readers.outline.markers import RANK

Key = tuple[str, int]

TITLE: Key = ("title", 1)
_UNAMBIGUOUS = ("part", "chapter", "section")
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree: its level, 1 for the highest, the index of its parent, and of the first of its siblings."""

    level: int
    parent: int | None
    family: int


@dataclass(slots=True)
class _Open:
    """A clause whose end has not come: its index, its key, its number and how that is closed."""

    index: int
    key: Key
    value: int
    closing: str
    family: int


def tree(openings: Sequence[Line]) -> list[Node]:
    """A node for each of `openings`, in their order."""
    keys = _keys(openings)
    order = _order(openings, keys)
    stack: list[_Open] = []
    nodes: list[Node] = []
    for index, (line, key) in enumerate(zip(openings, keys, strict=True)):
        sibling = _place(stack, line, key, order)
        family = sibling.family if sibling else index
        parent = stack[-1].index if stack else None
        value, closing = (line.marker.value, _closing(line)) if line.marker else (0, "")
        stack.append(_Open(index, key, value, closing, family))
        nodes.append(Node(len(stack), parent, family))
    return nodes


def _closing(line: Line) -> str:
    """What closes the number: nothing, a dot, a bracket."""
    assert line.marker is not None
    return "".join(c for c in line.text[: line.marker.length] if not c.isalnum())


def _keys(openings: Sequence[Line]) -> list[Key]:
    """The key of each line: what its siblings share. Styled numbers are kept apart from the same numbers without style,
    unless those count on from them."""
    styled = {line.marker.key for line in openings if line.marker and line.block.level}
    last: dict[Key, int] = {}
    keys: list[Key] = []
    for line in openings:
        keys.append(_key(line, styled, last))
        if line.marker:
            last[keys[-1]] = line.marker.value
    return keys


def _key(line: Line, styled: set[Key], last: dict[Key, int]) -> Key:
    marker, level = line.marker, line.block.level
    if marker is None:
        return ("styled", level) if level else TITLE
    own = marker.key
    if own[0] in _UNAMBIGUOUS:
        return own
    with_style = (f"styled {own[0]}", own[1])
    if level:
        return with_style
    counts_on = last.get(with_style) == marker.value - 1 and last.get(own) != marker.value - 1
    return with_style if own in styled and (own[1] > 1 or counts_on) else own


def _order(openings: Sequence[Line], keys: Sequence[Key]) -> dict[Key, int]:
    """The keys from the highest to the lowest, as positions."""
    levels: dict[Key, Counter[int]] = defaultdict(Counter)
    ranks: dict[Key, int] = {}
    for line, key in zip(openings, keys, strict=True):
        if line.block.level:
            levels[key][line.block.level] += 1
        if line.marker:
            ranks[key] = RANK[line.marker.style] * 10 + line.marker.depth
    # Of equal keys the one that comes first stands first: a set would give another order in every run.
    usual = sorted(dict.fromkeys(keys), key=lambda key: _usual(key, levels, ranks))
    for (above, below), _ in sorted(_votes(openings, keys).items(), key=lambda vote: vote[1]):
        if usual.index(below) < usual.index(above):
            usual.remove(below)
            usual.insert(usual.index(above) + 1, below)
    return {key: position for position, key in enumerate(usual)}


def _usual(key: Key, levels: dict[Key, Counter[int]], ranks: dict[Key, int]) -> tuple[int, int]:
    """How high a key stands: annexes first, then by the level that styles give it, then by the number's rank."""
    if key == TITLE:
        return 0, 0
    level = levels[key].most_common(1)[0][0] if levels[key] else 99
    return level, ranks.get(key, -1)


def _votes(openings: Sequence[Line], keys: Sequence[Key]) -> dict[tuple[Key, Key], int]:
    """Pairs (above, below) of numbers that the text puts so often enough, and more often than the other way round:
    `above` counts on across `below`, or `below` begins right under `above`."""
    votes: Counter[tuple[Key, Key]] = Counter()
    last: dict[Key, int] = {}
    begun: dict[Key, dict[Key, None]] = defaultdict(dict)
    before: Key | None = None
    for line, key in zip(openings, keys, strict=True):
        if line.marker is None:
            before, last = None, {}
            begun.clear()
            continue
        value = line.marker.value
        if value == 1 and before not in (None, key):
            votes[before, key] += 1
        if value > 1 and last.get(key) == value - 1:
            votes.update((key, other) for other in begun[key])
        begun[key] = {}
        if value == 1:
            for others in begun.values():
                others[key] = None
            begun[key] = {}
        last[key], before = value, key
    return {(a, b): n for (a, b), n in votes.items() if n >= _ENOUGH and n > 2 * votes[b, a]}


def _place(stack: list[_Open], line: Line, key: Key, order: dict[Key, int]) -> _Open | None:
    """Close on `stack` what the new clause ends; returns the sibling before it, if it has one."""
    same = [o for o in reversed(stack) if o.key == key]
    if same:
        sibling = _sibling(same, line)
        if sibling is not None:
            while stack.pop() is not sibling:
                pass
            return sibling
        return None
    own = line.marker
    while stack and order[stack[-1].key] >= order[key]:
        # （一） under 1.: unusual, yet a list that begins anew inside the only thing open belongs to it.
        if len(stack) == 1 and own is not None and own.style == "han_bracket" and own.value == 1:
            break
        stack.pop()
    return None


def _sibling(same: Sequence[_Open], line: Line) -> _Open | None:
    """Which of the open clauses with the line's key it follows; None where it begins a list of its own inside them."""
    if line.marker is None:
        return same[0]
    value, closing = line.marker.value, _closing(line)
    following = [o for o in same if o.value == value - 1]
    if following:
        return next((o for o in following if o.closing == closing), following[0])
    begins = value == 1 and all(o.closing != closing for o in same) and line.block.level is None
    return None if begins else same[0]
