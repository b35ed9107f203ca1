"""Many plans at a glance: who ranks where, which demands are missed most, and every answer in one map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from conformance.messages import Language
from conformance.model.report import (
    OUTCOMES,
    SEVERITIES,
    Finding,
    GapReport,
    Outcome,
    PackRow,
    Report,
    RequirementRow,
    Severity,
)
from conformance.reporters.view.answers import answers
from conformance.reporters.view.conclusion import Conclusion, Proposal, conclude
from conformance.reporters.view.marks import mark
from conformance.reporters.view.scoring import ranks, score

_MOST_COMMON = 15


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A checked plan in the ranking. `index` is its place in the report, `gaps` the numbers of its gaps by severity,
    `points` its score, `rank` 1 for the most points (both None where nothing was decided)."""

    index: int
    path: str
    enterprise: str
    conclusion: Conclusion
    gaps: tuple[int, ...]
    outcomes: Mapping[Outcome, int]
    points: float | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """A requirement that `gaps` plans do not or only partly meet, `share` of those it was decided for."""

    id: str
    requirement: RequirementRow
    gaps: int
    share: float


@dataclass(frozen=True, slots=True)
class Heat:
    """One pack's map: a column for every requirement, and for every plan its marks with the classes of their cells."""

    pack: PackRow
    columns: tuple[tuple[str, RequirementRow, str], ...]
    rows: tuple[tuple[PlanRow, tuple[tuple[str, str], ...]], ...]


def ranking(report: GapReport) -> tuple[PlanRow, ...]:
    """The checked plans, those with the fewest points first; equal points share a rank and keep the report's order."""
    rows = [_row(report, index, one, report.language) for index, one in enumerate(report.reports) if one.facts]
    placed = [replace(row, rank=rank) for row, rank in zip(rows, ranks([r.points for r in rows]), strict=True)]
    return tuple(sorted(placed, key=lambda row: -(row.rank or len(rows) + 1)))


def _row(report: GapReport, index: int, one: Report, language: Language) -> PlanRow:
    found = answers(report, one)
    by_level = Counter(a.requirement.severity for a in found if a.is_gap)
    outcomes = Counter(a.finding.outcome for a in found if not a.waived)
    document = one.facts.document if one.facts else None
    name = (document.enterprise or document.title if document else "") or one.path
    gaps = tuple(by_level[s] for s in SEVERITIES)
    return PlanRow(index, one.path, name, conclude(one, found, language), gaps, outcomes, score(found))


def proposals(report: GapReport, rows: Sequence[PlanRow]) -> Mapping[Proposal, int]:
    """How many documents there are of each proposal, unread ones included."""
    counts: Counter[Proposal] = Counter(row.conclusion.proposal for row in rows)
    counts["unread"] = sum(one.facts is None for one in report.reports)
    return counts


def commonest(report: GapReport) -> tuple[Common, ...]:
    """The requirements most plans miss, most first."""
    decided: Counter[tuple[str, str]] = Counter()
    gaps: Counter[tuple[str, str]] = Counter()
    for finding in (f for one in report.reports for f in one.findings):
        key = (finding.pack, finding.requirement)
        decided[key] += finding.outcome in ("fail", "partial", "pass")
        gaps[key] += finding.outcome in ("fail", "partial") and finding.waiver is None
    rows = {(p.id, key): row for p in report.packs for key, row in p.requirements.items()}
    ordered = sorted((k for k in rows if gaps[k]), key=lambda k: (-gaps[k], SEVERITIES.index(rows[k].severity)))
    return tuple(Common(k[1], rows[k], gaps[k], gaps[k] / decided[k]) for k in ordered[:_MOST_COMMON])


def heat(report: GapReport, rows: Sequence[PlanRow]) -> Iterator[Heat]:
    """The maps, pack by pack, plans in the order of `rows`."""
    for pack in report.packs:
        levels = {key: row.severity for key, row in pack.requirements.items()}
        columns = tuple((key, row, mark("fail", row.severity)) for key, row in pack.requirements.items())
        yield Heat(pack, columns, tuple((row, _cells(report.reports[row.index], pack.id, levels)) for row in rows))


def _cells(one: Report, pack: str, levels: Mapping[str, Severity]) -> tuple[tuple[str, str], ...]:
    found = {f.requirement: f for f in one.findings if f.pack == pack}
    return tuple(_cell(found[key], level) if key in found else _NONE for key, level in levels.items())


def _cell(finding: Finding, level: Severity) -> tuple[str, str]:
    """The class and the mark of a cell: gaps take the level's colour, the rest the outcome's."""
    return _WAIVED if finding.waiver is not None else _CELLS[finding.outcome, level]


def _look(outcome: Outcome, level: Severity) -> tuple[str, str]:
    return f"h-{level}-{outcome}" if outcome in ("fail", "partial") else f"h-{outcome}", mark(outcome, level)


_NONE, _WAIVED = ("h-none", ""), ("h-waived", "免")
_CELLS = {(outcome, level): _look(outcome, level) for outcome in OUTCOMES for level in SEVERITIES}
