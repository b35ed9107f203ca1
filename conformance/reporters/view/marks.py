"""One character for an answer: its shape says the level, solid or hollow how much is missing. It survives print in black
and white, and every character is in GBK and in the fonts of a Chinese Windows."""

from __future__ import annotations

from conformance.model.report import Outcome, Severity

_SOLID: dict[Severity, str] = {"red": "■", "orange": "▲", "yellow": "◆", "blue": "●"}
_HOLLOW: dict[Severity, str] = {"red": "□", "orange": "△", "yellow": "◇", "blue": "○"}
_OTHERS: dict[Outcome, str] = {"review": "？", "open": "－", "pass": "√", "not_applicable": "／"}


def mark(outcome: Outcome, severity: Severity) -> str:
    """Solid where a demand is not met, hollow where partly; ？ review, － not checked, √ met, ／ not applicable."""
    if outcome == "fail":
        return _SOLID[severity]
    return _HOLLOW[severity] if outcome == "partial" else _OTHERS[outcome]
