"""Geometry of what is drawn on pages: matrices, boxes around points, and the rules that shapes stand for."""

from __future__ import annotations

from conformance.model.document import Box
from conformance.readers.paged.layout import Edge

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# A filled box thinner than this, in points, is a rule drawn as an area (Word and Chromium do so).
THIN = 2.6
_SHORTEST = 3.0
_STRAIGHT = 0.5
# A pair of numbers nearer to zero than this share of the other pair turns nothing.
_LEVEL = 0.1


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first and then `n`. Source: ISO 32000-1, 8.3.4."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def apply(m: Matrix, x: float, y: float) -> Point:
    """The point (x, y) moved by `m`."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def slants(a: float, b: float) -> bool:
    """Whether a matrix that begins with `a`, `b` sets text neither upright nor at a right angle."""
    return min(abs(a), abs(b)) > _LEVEL * max(abs(a), abs(b))


def between(here: Point, there: Point) -> Box:
    """The box of which `here` and `there` are opposite corners."""
    (x0, y0), (x1, y1) = here, there
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def is_thin(box: Box) -> bool:
    """Whether a shape in `box` is a rule and no area."""
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def rule(box: Box) -> list[Edge]:
    """The rule along the middle of the thin `box`; none where it is a mere dot."""
    left, top, right, bottom = box
    if max(right - left, bottom - top) < _SHORTEST:
        return []
    if bottom - top < right - left:
        return [Edge(left, (top + bottom) / 2, right, (top + bottom) / 2)]
    return [Edge((left + right) / 2, top, (left + right) / 2, bottom)]


def side(box: Box) -> list[Edge]:
    """The rule that is a straight stroke from one corner of `box` to the other, if it is level or upright."""
    return rule(box) if min(box[2] - box[0], box[3] - box[1]) < _STRAIGHT else []
