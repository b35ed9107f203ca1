"""The gap report: the shape of `conformance check --format json`, from which every other format is rendered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from conformance.messages import Message
from conformance.model.document import Locator
from conformance.model.facts import SCHEMA, Inspection, Notice

Outcome = Literal["pass", "partial", "fail", "review", "not_applicable", "open"]
Severity = Literal["red", "orange", "yellow", "blue"]
Baseline = Literal["new", "unchanged"]
Obligation = Literal["shall", "should", "may", "shall_not"]

OUTCOMES: tuple[Outcome, ...] = ("fail", "partial", "review", "open", "pass", "not_applicable")
SEVERITIES: tuple[Severity, ...] = ("red", "orange", "yellow", "blue")

OUTCOME_NAMES: dict[Outcome, Message] = {
    "pass": Message("pass", "符合", "met"),
    "partial": Message("partial", "部分符合", "partly met"),
    "fail": Message("fail", "不符合", "not met"),
    "review": Message("review", "待复核", "for review"),
    "not_applicable": Message("not_applicable", "不适用", "not applicable"),
    "open": Message("open", "未检查", "not checked"),
}
SEVERITY_NAMES: dict[Severity, Message] = {
    "red": Message("red", "■ 严重", "■ severe"),
    "orange": Message("orange", "▲ 较重", "▲ serious"),
    "yellow": Message("yellow", "◆ 一般", "◆ moderate"),
    "blue": Message("blue", "● 提示", "● advice"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One spot a finding speaks of: what becomes a Word comment, a ledger row or the target of a waiver.

    `code` names the defect, language-free; `start`/`end` are code points in the document's text (None where the
    place is the whole document); `replacement` the text to write instead; `fingerprint` survives edits elsewhere.
    `waiver` and `baseline` as in `Finding`.
    """

    code: str
    message: str
    fingerprint: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    clause: str | None = None
    page: int | None = None
    replacement: str | None = None
    waiver: str | None = None
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one requirement for one document; every requirement of a pack has exactly one.

    `evidence` is where the demand is met, `missing` the names of the absent elements, `nearest` the passages that
    come closest to an absent demand, `searched` where it was looked for, in words. `waiver` says who accepted a gap, until
    when and why; `baseline` whether an earlier report that was compared with already had it. `trace` tells, where it
    was asked for, how the verdict came about: what matched where, what did not, what was refused and why.
    """

    pack: str
    requirement: str
    outcome: Outcome
    code: str
    message: str
    evidence: tuple[Locator, ...] = ()
    missing: tuple[str, ...] = ()
    nearest: tuple[Locator, ...] = ()
    searched: str = ""
    places: tuple[Place, ...] = ()
    fingerprint: str = ""
    waiver: str | None = None
    baseline: Baseline | None = None
    trace: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether it no longer counts: waived, or known from the baseline."""
        return self.waiver is not None or self.baseline == "unchanged"

    @property
    def noisy(self) -> bool:
        """Whether damaged words were tolerated for it, or may be all that is missing."""
        return any(place.noisy for place in (*self.evidence, *self.nearest))


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read or checked. `code` is stable, `message` for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of findings: by outcome, and of fail and partial by severity; what was accepted is no gap."""

    outcomes: dict[Outcome, int] = field(default_factory=dict)
    gaps: dict[Severity, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one document. `status` unread has an `error` and neither facts nor findings. `profile` is what
    was known of the enterprise, `profile_sources` how each trait was known, in words."""

    path: str
    status: Literal["checked", "unread"]
    error: Failure | None = None
    facts: Inspection | None = None
    profile: dict[str, bool | int | str] = field(default_factory=dict)
    profile_sources: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()
    summary: Summary = field(default_factory=Summary)


@dataclass(frozen=True, slots=True)
class BasisRow:
    """Where a requirement comes from, in words ready to print."""

    document: str
    title: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement as reports name it: title, severity, obligation, basis and what to write to meet it; `same_as` names
    the requirements of other packs that state the same demand."""

    title: str
    severity: Severity
    obligation: Obligation
    kind: str
    basis: tuple[BasisRow, ...]
    remediation: str
    status: Literal["active", "draft"] = "active"
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack that was applied, with the hash of its file and its requirements by id, in the pack's order."""

    id: str
    title: str
    version: str
    sha256: str
    requirements: dict[str, RequirementRow]


@dataclass(frozen=True, slots=True)
class Tool:
    """The program that wrote a report, and the hash of the register of instruments it used."""

    name: str
    version: str
    register: str


@dataclass(frozen=True, slots=True)
class GapReport:
    """One run of `check`: the same input, packs, register and as-of date give the same bytes.

    `reports` has one entry for every input file, unread ones with their error, sorted by path.
    """

    schema: int = field(default=SCHEMA, kw_only=True)
    tool: Tool
    as_of: str
    language: Literal["zh", "en"]
    packs: tuple[PackRow, ...]
    reports: tuple[Report, ...]


def summary(findings: Iterable[Finding], severity: Mapping[tuple[str, str], Severity]) -> Summary:
    """The counts of `findings`; `severity` is that of each requirement, by pack and id."""
    found = tuple(findings)
    outcomes = Counter(f.outcome for f in found)
    gaps = Counter(
        severity[f.pack, f.requirement] for f in found if f.outcome in ("fail", "partial") and not f.accepted
    )
    return Summary({o: outcomes[o] for o in OUTCOMES}, {s: gaps[s] for s in SEVERITIES})


def exit_code(report: GapReport, fail_on: str, strict: bool = False) -> Literal[0, 1, 3]:
    """0 nothing at or above `fail_on` (a severity or never), 1 such findings, 3 a document was not read (which wins).

    `fail` and `partial` count, with `strict` also `review` and `open`; what was accepted does not.
    """
    if any(r.status == "unread" for r in report.reports):
        return 3
    if fail_on == "never":
        return 0
    counted = SEVERITIES[: SEVERITIES.index(cast(Severity, fail_on)) + 1]
    outcomes = ("fail", "partial", "review", "open") if strict else ("fail", "partial")
    severity = {(p.id, key): row.severity for p in report.packs for key, row in p.requirements.items()}
    findings = (f for r in report.reports for f in r.findings if not f.accepted)
    return 1 if any(f.outcome in outcomes and severity[f.pack, f.requirement] in counted for f in findings) else 0
