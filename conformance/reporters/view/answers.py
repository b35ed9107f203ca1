"""The answers of one document in the order people work through them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from conformance.model.report import SEVERITIES, Finding, GapReport, Outcome, PackRow, Report, RequirementRow

_RANK: dict[Outcome, int] = {"fail": 0, "partial": 0, "review": 1, "open": 2, "pass": 4, "not_applicable": 5}
_WAIVED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A finding with the requirement and the pack it answers.

    `number` counts from 1 what somebody still has to do something about, None for the rest. `twins` are the answers
    of other packs to the same demand; the worst of them leads.
    """

    finding: Finding
    requirement: RequirementRow
    pack: PackRow
    number: int | None = None
    twins: tuple[Answer, ...] = ()

    @property
    def waived(self) -> bool:
        """Whether a gap was accepted: waived with a reason, or known from the baseline."""
        return self.finding.accepted

    @property
    def is_gap(self) -> bool:
        """Whether this counts against the plan: not or partly met, and not waived."""
        return self.finding.outcome in ("fail", "partial") and not self.waived

    @property
    def pending(self) -> bool:
        """Whether a person still has to decide or to make it decidable."""
        return self.finding.outcome in ("review", "open") and not self.waived


def answers(report: GapReport, one: Report) -> tuple[Answer, ...]:
    """The answers to `one`: gaps by severity, then for review, not checked, waived, met, not applicable; each demand
    once. Numbers run through all that is a gap or pending."""
    rows = {(p.id, key): (p, row) for p in report.packs for key, row in p.requirements.items()}
    found = [Answer(f, rows[f.pack, f.requirement][1], rows[f.pack, f.requirement][0]) for f in one.findings]
    numbers = count(1)
    return tuple(
        replace(a, number=next(numbers) if a.is_gap or a.pending else None) for a in _merged(sorted(found, key=_order))
    )


def _order(one: Answer) -> tuple[int, int, bool]:
    outcome = one.finding.outcome
    rank = _WAIVED if one.waived and _RANK[outcome] < _WAIVED else _RANK[outcome]
    return rank, SEVERITIES.index(one.requirement.severity), outcome == "partial"


def _merged(ordered: Iterable[Answer]) -> list[Answer]:
    """Answers that `same_as` links, in either direction, become twins of the first of them."""
    leads: list[Answer] = []
    place: dict[str, int] = {}
    for one in ordered:
        names = (one.finding.requirement, *one.requirement.same_as)
        index = next((place[n] for n in names if n in place), len(leads))
        place.update(dict.fromkeys(names, index))
        if index == len(leads):
            leads.append(one)
        else:
            leads[index] = replace(leads[index], twins=(*leads[index].twins, one))
    return leads
