"""Gaps that somebody has accepted: waivers, and what a baseline already held. Both stay in every report, uncounted.

A waiver file is YAML, a list of

- requirement: T21
  enterprise: 某某公司          # or document: a path, * allowed
  fingerprint: 0123456789abcdef  # optional: only this finding, or only this place of it
  reason: 保单六月生效，街道同意
  approver: 李主任
  until: 2026-12-31

A waiver whose day has passed or cannot be read no longer counts, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from conformance.errors import UsageError
from conformance.messages import Language, Message
from conformance.model.facts import Notice
from conformance.model.report import Finding, GapReport, Place, Report, summary
from conformance.text import fold

BAD_FILE = Message(
    "bad_waivers",
    "豁免清单 {path} 不能使用：{where}：{why}",
    "the waivers in {path} cannot be used: {where}: {why}",
)
SAID = Message(
    "waived",
    "已同意豁免至{until}：{reason}（批准人：{approver}）",
    "waived until {until}: {reason} (approved by {approver})",
)
EXPIRED = Message(
    "waiver_expired",
    "对 {requirement} 的豁免已于{until}到期，不再生效（{reason}）。",
    "the waiver of {requirement} ended on {until} and no longer holds ({reason}).",
)
UNREADABLE = Message(
    "waiver_unreadable",
    "对 {requirement} 的豁免期限“{until}”不是日期，不予采用；请写成 2026-12-31。",
    "the waiver of {requirement} has no readable end, “{until}”, and does not hold; write it like 2026-12-31.",
)
UNUSED = Message(
    "waiver_unused",
    "对 {requirement} 的豁免没有用上，请核对编号、单位或文件名。",
    "the waiver of {requirement} was not used; check its id, enterprise or document.",
)
_OPEN = ("fail", "partial", "review", "open")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    requirement: str
    reason: str
    approver: str
    until: str
    document: str | None = None
    enterprise: str | None = None
    fingerprint: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _dates_as_written(cls, row: Any) -> Any:
        return (
            {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} if isinstance(row, dict) else row
        )

    @model_validator(mode="after")
    def _of_somebody(self) -> _Row:
        if not (self.document or self.enterprise):
            raise ValueError("document or enterprise is missing")
        return self


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted gap. `end` is None where its day cannot be read: then it does not hold."""

    row: _Row
    end: date | None

    def holds(self, day: date) -> bool:
        """Whether it is still in force on `day`, its last day included."""
        return self.end is not None and day <= self.end

    def meant(self, one: Report, finding: Finding) -> bool:
        """Whether it speaks of `finding` in `one`, or of a place of it."""
        row = self.row
        enterprise = one.facts.document.enterprise if one.facts else None
        return (
            finding.requirement == row.requirement
            and (row.document is None or fnmatchcase(one.path, row.document))
            and (row.enterprise is None or fold(row.enterprise) == fold(enterprise or ""))
            and (row.fingerprint in (None, finding.fingerprint, *(p.fingerprint for p in finding.places)))
        )

    def words(self, language: Language) -> str:
        """What reports say of it."""
        return SAID.say(language, until=self.row.until, reason=self.row.reason, approver=self.row.approver)


def load(path: Path) -> tuple[Waiver, ...]:
    """The waivers in `path`. UsageError where the file is no such list."""
    try:
        rows = TypeAdapter(list[_Row]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8-sig")) or [])
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(BAD_FILE, path=path, where="/".join(map(str, first["loc"])), why=first["msg"]) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(BAD_FILE, path=path, where="-", why=" ".join(str(error).split())) from error
    return tuple(Waiver(row, _day(row.until)) for row in rows)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def waive(report: GapReport, waivers: Sequence[Waiver]) -> GapReport:
    """`report` with the findings and places that a waiver in force speaks of marked as accepted.

    What is wrong with a waiver is a notice of every document it speaks of, or of the first one where it speaks of none.
    """
    day = date.fromisoformat(report.as_of)
    used: set[int] = set()
    reports = [_waived(one, waivers, day, report, used) for one in report.reports]
    unused = [w for n, w in enumerate(waivers) if n not in used]
    if reports and unused:
        said = tuple(_notice(UNUSED, w, report.language) for w in unused)
        reports[0] = replace(reports[0], notices=(*reports[0].notices, *said))
    return replace(report, reports=tuple(reports))


def _waived(one: Report, waivers: Sequence[Waiver], day: date, report: GapReport, used: set[int]) -> Report:
    findings, notices = [], []
    for finding in one.findings:
        for number, waiver in enumerate(waivers):
            if finding.outcome not in _OPEN or not waiver.meant(one, finding):
                continue
            used.add(number)
            if waiver.holds(day):
                finding = _accept(finding, waiver.row.fingerprint, waiver.words(report.language))  # noqa: PLW2901
            else:
                notices.append(_notice(EXPIRED if waiver.end else UNREADABLE, waiver, report.language))
        findings.append(finding)
    return summarised(replace(one, findings=tuple(findings), notices=(*one.notices, *notices)), report)


def _notice(message: Message, waiver: Waiver, language: Language) -> Notice:
    row = waiver.row
    return Notice(message.key, message.say(language, requirement=row.requirement, until=row.until, reason=row.reason))


def _accept(finding: Finding, fingerprint: str | None, words: str) -> Finding:
    """The finding accepted; with the fingerprint of a place only that place, until none is left."""
    if fingerprint in (None, finding.fingerprint):
        return replace(finding, waiver=words)
    places = tuple(replace(p, waiver=words) if p.fingerprint == fingerprint else p for p in finding.places)
    return replace(finding, places=places, waiver=words if all(p.waiver for p in places) else finding.waiver)


def since(report: GapReport, baseline: GapReport) -> GapReport:
    """`report` with every gap marked as new or as known from `baseline`, an earlier report.

    Findings are recognised by their fingerprints, those with places by the places: with one new place it is new.
    """
    known = set(_prints(baseline))
    return replace(report, reports=tuple(summarised(_since(one, known), report) for one in report.reports))


def _prints(report: GapReport) -> Iterator[str]:
    for one in report.reports:
        for finding in one.findings:
            if finding.outcome in _OPEN:
                yield finding.fingerprint
                yield from (p.fingerprint for p in finding.places)


def _since(one: Report, known: set[str]) -> Report:
    return replace(one, findings=tuple(_dated(f, known) if f.outcome in _OPEN else f for f in one.findings))


def _dated(finding: Finding, known: set[str]) -> Finding:
    places = tuple(_place_dated(p, known) for p in finding.places)
    old = all(p.baseline == "unchanged" for p in places) if places else finding.fingerprint in known
    return replace(finding, places=places, baseline="unchanged" if old else "new")


def _place_dated(place: Place, known: set[str]) -> Place:
    return replace(place, baseline="unchanged" if place.fingerprint in known else "new")


def summarised(one: Report, report: GapReport) -> Report:
    """`one` with its counts made anew: what was accepted is no gap."""
    if one.error:
        return one
    severity = {(p.id, key): row.severity for p in report.packs for key, row in p.requirements.items()}
    return replace(one, summary=summary(one.findings, severity))
