"""What changed between two reports on a plan and its resubmission: fixed, still open, new, no longer asked.

Documents are matched by path, then by the name of their enterprise, then as the only ones; requirements by pack and id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from conformance.messages import Language, Message
from conformance.model.report import (
    OUTCOME_NAMES,
    SEVERITIES,
    SEVERITY_NAMES,
    Finding,
    GapReport,
    Report,
    RequirementRow,
)

Change = Literal["new", "open", "fixed", "gone"]
CHANGE_NAMES: dict[Change, Message] = {
    "new": Message("change_new", "新出现", "new"),
    "open": Message("change_open", "仍未解决", "still open"),
    "fixed": Message("change_fixed", "已解决", "fixed"),
    "gone": Message("change_gone", "不再检查", "no longer checked"),
}
_UNMATCHED = Message("unmatched", "另一份报告里没有这份文件", "the other report has no such document")
_COUNTS = Message("change_counts", "{new} 项新出现，{open} 项仍未解决，{fixed} 项已解决，{gone} 项不再检查", "{new} new, {open} still open, {fixed} fixed, {gone} no longer checked")  # fmt: skip
_UNRESOLVED = ("fail", "partial", "review", "open")


@dataclass(frozen=True, slots=True)
class Step:
    """How the answer to one requirement changed; `now` is None where it is no longer asked."""

    change: Change
    requirement: str
    row: RequirementRow
    then: Finding | None
    now: Finding | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The steps of one document, worst first; `old` or `new` is None where the document is in one report only."""

    old: Report | None
    new: Report | None
    steps: tuple[Step, ...] = ()

    def count(self, change: Change) -> int:
        """How many steps are of this sort."""
        return sum(s.change == change for s in self.steps)


def compare(old: GapReport, new: GapReport) -> tuple[Difference, ...]:
    """The documents of both reports, matched."""
    rows = {(p.id, key): row for report in (old, new) for p in report.packs for key, row in p.requirements.items()}
    return tuple(Difference(a, b, tuple(_steps(a, b, rows)) if a and b else ()) for a, b in _pairs(old, new))


def _pairs(old: GapReport, new: GapReport) -> Iterator[tuple[Report | None, Report | None]]:
    left = list(old.reports)
    for one in new.reports:
        same = [o for o in left if o.path == one.path] or [
            o for o in left if _enterprise(o) and _enterprise(o) == _enterprise(one)
        ]
        if not same and len(old.reports) == len(new.reports) == 1:
            same = left
        if same:
            left.remove(same[0])
        yield (same[0] if same else None), one
    yield from ((one, None) for one in left)


def _enterprise(one: Report) -> str | None:
    return one.facts.document.enterprise if one.facts else None


def _steps(old: Report, new: Report, rows: dict[tuple[str, str], RequirementRow]) -> list[Step]:
    then = {(f.pack, f.requirement): f for f in old.findings}
    now = {(f.pack, f.requirement): f for f in new.findings}
    steps = []
    for key in dict.fromkeys((*now, *then)):
        change = _change(then.get(key), now.get(key))
        if change:
            steps.append(Step(change, key[1], rows[key], then.get(key), now.get(key)))
    order = tuple(CHANGE_NAMES)
    return sorted(steps, key=lambda s: (order.index(s.change), SEVERITIES.index(s.row.severity)))


def _change(then: Finding | None, now: Finding | None) -> Change | None:
    was = then is not None and then.outcome in _UNRESOLVED
    if now is None:
        return "gone" if was else None
    if now.outcome in _UNRESOLVED:
        return "open" if was else "new"
    return "fixed" if was else None


def told(found: tuple[Difference, ...], language: Language) -> str:
    """The differences in words, a line a step."""
    return "".join(f"{line}\n" for one in found for line in _lines(one, language))


def _lines(one: Difference, language: Language) -> Iterator[str]:
    shown = one.new or one.old
    yield f"== {shown.path if shown else '-'}"
    if one.old is None or one.new is None:
        yield f"   {_UNMATCHED.say(language)}"
        return
    yield "   " + _COUNTS.say(language, **{c: one.count(c) for c in CHANGE_NAMES})
    for step in one.steps:
        outcomes = [OUTCOME_NAMES[f.outcome].say(language) if f else "-" for f in (step.then, step.now)]
        mark = SEVERITY_NAMES[step.row.severity].say(language)
        yield f"   {CHANGE_NAMES[step.change].say(language)}  {mark}  {step.requirement} {step.row.title}：{outcomes[0]} → {outcomes[1]}"
