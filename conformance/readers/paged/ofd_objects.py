"""What stands on a page of an OFD file: characters with their places, rules and pictures.

Source: GB/T 33190-2016, clauses 7.7 (pages), 8.5 (matrices), 9 (paths), 10 (pictures), 11 (text), 13 (compound objects).
Names are compared without their namespace: programs write several. Lengths in the file are millimetres from the upper
left corner; here all are points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from unicodedata import east_asian_width

from lxml.etree import _Element as Element

from conformance.model.document import Box
from conformance.readers.paged.glyphs import Glyph
from conformance.readers.paged.layout import Edge
from conformance.readers.paged.strokes import Matrix, Point, apply, between, is_thin, rule, side, slants, times

POINTS = 72 / 25.4
MILLIMETRES: Matrix = (POINTS, 0.0, 0.0, POINTS, 0.0, 0.0)
# How far letters reach above the line they stand on, and how wide Latin ones are at most, in em.
_ABOVE, _NARROW = 0.88, 0.6
_DEEPEST = 16
_MOST = 100_000
_OBJECTS = {"TextObject", "PathObject", "ImageObject"}
_GROUPS = {"Content", "Layer", "PageBlock"}
# How many numbers follow each command of a path. Source: GB/T 33190-2016, table 35.
_COMMANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Resource = Callable[[str], Element | None]


def local(element: Element) -> str:
    """The name of `element` without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers in `text`; what is none counts as 0."""
    return [_number(word) for word in (text or "").split()]


def _number(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def objects(parent: Element, resource: Resource, matrix: Matrix, depth: int = 0) -> Iterator[tuple[Element, Matrix]]:
    """Text, paths and pictures below `parent` in drawing order, each with the matrix of what it stands in.

    `matrix` leads from the coordinates of `parent` to points; `resource` finds a compound object by its id.
    """
    for child in parent if depth < _DEEPEST else ():
        name = local(child)
        if child.get("Visible") == "false" or child.get("Alpha") == "0":
            continue
        if name in _OBJECTS:
            yield child, matrix
        elif name in _GROUPS:
            yield from objects(child, resource, matrix, depth + 1)
        elif name == "CompositeObject" and (unit := resource(child.get("ResourceID", ""))) is not None:
            yield from objects(unit, resource, inner(child, matrix), depth + 1)


def inner(element: Element, matrix: Matrix) -> Matrix:
    """The matrix from the coordinates inside the object `element` to points, `matrix` being that of its surroundings."""
    left, top, *_ = *numbers(element.get("Boundary")), 0.0, 0.0
    moved = times((1.0, 0.0, 0.0, 1.0, left, top), matrix)
    own = numbers(element.get("CTM"))
    return times((own[0], own[1], own[2], own[3], own[4], own[5]), moved) if len(own) == 6 else moved


def picture(element: Element, matrix: Matrix) -> Box | None:
    """Where the picture object `element` is shown."""
    box = numbers(element.get("Boundary"))
    return (
        between(apply(matrix, box[0], box[1]), apply(matrix, box[0] + box[2], box[1] + box[3]))
        if len(box) == 4
        else None
    )


def glyphs(element: Element, matrix: Matrix) -> Iterator[Glyph]:
    """The characters of the text object `element`; one that runs downwards is a single glyph with all its letters."""
    size = _number(element.get("Size", "")) or 1.0
    within, stretch = inner(element, matrix), _number(element.get("HScale", "1")) or 1.0
    em, tilted = size * math.hypot(within[2], within[3]), slants(within[0], within[1])
    x = y = 0.0
    for code in (c for c in element if local(c) == "TextCode" and c.text):
        x, y = _number(code.get("X", str(x))), _number(code.get("Y", str(y)))
        text, right, down = code.text or "", _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
        if down and not right and len(text) > 1:
            yield Glyph(text, _placed(within, x, y, size, size, size * len(text)), em, tilted)
            continue
        for index, letter in enumerate(text):
            natural = size * stretch * (1.0 if east_asian_width(letter) in "WFA" else _NARROW)
            step = right[index] if index < len(right) else natural
            width = min(natural, step) if step > 0 else natural
            yield Glyph(letter, _placed(within, x, y, size, width, size), em, tilted)
            x, y = x + step, y + (down[index] if index < len(down) else 0.0)


def _placed(within: Matrix, x: float, y: float, size: float, width: float, height: float) -> Box:
    """The box of letters of `size` whose first stands on the line at (x, y)."""
    top = y - _ABOVE * size
    return between(apply(within, x, top), apply(within, x + width, top + height))


def _steps(text: str | None) -> list[float]:
    """The distances between letters that `text` lists; "g 3 5" stands for 5 5 5. Source: GB/T 33190-2016, 11.3."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = min(_MOST, int(_number(next(words, "0")))), next(words, "0")
            found += [_number(step)] * count
        else:
            found.append(_number(word))
    return found[:_MOST]


def edges(element: Element, matrix: Matrix) -> list[Edge]:
    """The level and upright rules that the path object `element` stands for."""
    within = inner(element, matrix)
    data = next((c.text for c in element if local(c) == "AbbreviatedData"), "")
    lines = [[apply(within, x, y) for x, y in line] for line in _lines((data or "").split())]
    points = list(chain.from_iterable(lines))
    if not points:
        return []
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    if is_thin(box):
        return rule(box)
    if element.get("Stroke") == "false":
        return []
    return [e for line in lines for here, there in pairwise(line) for e in side(between(here, there))]


def _lines(words: list[str]) -> list[list[Point]]:
    """The strokes of a path; of a curve only its end."""
    found: list[list[Point]] = []
    at = 0
    while at < min(len(words), _MOST):
        command = words[at]
        count = _COMMANDS.get(command, 0)
        values = [_number(w) for w in words[at + 1 : at + 1 + count]]
        if command in ("M", "S") or (values and not found):
            found.append([])
        if len(values) == count > 0:
            found[-1].append((values[-2], values[-1]))
        elif command == "C" and found and found[-1]:
            found[-1].append(found[-1][0])
        at += 1 + count
    return found
