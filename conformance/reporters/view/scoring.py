"""Points for a plan, so that many can be ranked: how much of what was decided is stated, severe demands counting most.

A demand weighs 8 (■), 4 (▲), 2 (◆) or 1 (●); met it counts whole, partly met half, not met nothing. What is for review, not
checked, not applicable or accepted counts on neither side. The grades are those usual in assessments of work safety:
90 and more, 80, 60, below.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.messages import Message
from conformance.model.report import Severity
from conformance.reporters.view.answers import Answer

_WEIGHTS: dict[Severity, int] = {"red": 8, "orange": 4, "yellow": 2, "blue": 1}
_STATED = {"pass": 1.0, "partial": 0.5, "fail": 0.0}
GRADES = (
    (90.0, Message("grade_excellent", "优秀", "excellent")),
    (80.0, Message("grade_good", "良好", "good")),
    (60.0, Message("grade_passed", "合格", "passed")),
    (0.0, Message("grade_failed", "不合格", "not passed")),
)


def score(found: Sequence[Answer]) -> float | None:
    """0 to 100 with one decimal; None where nothing was decided."""
    decided = [a for a in found if a.finding.outcome in _STATED and not a.waived]
    most = sum(_WEIGHTS[a.requirement.severity] for a in decided)
    reached = sum(_WEIGHTS[a.requirement.severity] * _STATED[a.finding.outcome] for a in decided)
    return round(100 * reached / most, 1) if most else None


def grade(points: float) -> Message:
    """The name of the band `points` fall in, its lower end included."""
    return next(name for least, name in GRADES if points >= least)


def ranks(points: Sequence[float | None]) -> list[int | None]:
    """The rank of each, 1 for the most points; equal points share a rank, and none follow without points."""
    place: dict[float, int] = {}
    for position, one in enumerate(sorted((p for p in points if p is not None), reverse=True), 1):
        place.setdefault(one, position)
    return [None if p is None else place[p] for p in points]
