"""`sarif`: SARIF 2.1.0 with errata 1, within what GitHub's code scanning accepts.

Results are gaps and what is for review: code scanning makes an alert of every result, whatever its kind, so what is met
is counted in the run's properties, and what was not checked or not read is said as a notification. Lines are those of
the document's text, as format `twin` writes it; pages and clauses stand in the message and the properties.

Source: SARIF 2.1.0 errata 1; GitHub's documentation of SARIF support (limits).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from conformance.messages import Language, Message
from conformance.model.facts import SCHEMA
from conformance.model.report import OUTCOME_NAMES, GapReport, PackRow, Report, RequirementRow, Severity
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.markup import plain
from conformance.reporters.view.problems import Lines, Problem, problems
from conformance.reporters.view.quality import quality_words

NAME = Message("sarif", "SARIF（代码扫描）", "SARIF (code scanning)")
SUFFIX = ".sarif"
PER_DOCUMENT = False
MASKED = True

_SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"red": "error", "orange": "error", "yellow": "warning", "blue": "note"}
_PROBLEM: dict[Severity, str] = {"red": "error", "orange": "error", "yellow": "warning", "blue": "recommendation"}
_MOST = 25_000
_LONGEST = 1_000
_LEFT_OUT = Message("sarif_left_out", "另有 {count} 条未列出。", "{count} more are left out.")
_INSTEAD = Message("sarif_instead", "建议改为：{words}", "Write instead: {words}")
_BASIS = Message("sarif_basis", "依据：{basis}", "Basis: {basis}")


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The log file, UTF-8; results beyond GitHub's limit are left out, the mildest first, and counted."""
    log = {"$schema": _SCHEMA_URI, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, ensure_ascii=False, indent=1).encode(errors="replace") + b"\n"


def _run(report: GapReport) -> dict[str, Any]:
    ids = {(p.id, r): n for n, (p, r) in enumerate((p, r) for p in report.packs for r in p.requirements)}
    found = [(p, one) for one in report.reports for p in problems(report, one) if p.finding.outcome != "open"]
    found.sort(key=lambda pair: ("red", "orange", "yellow", "blue").index(pair[0].answer.requirement.severity))
    lines = {id(one): Lines(one.facts.document.text if one.facts else "") for one in report.reports}
    results = [_result(p, ids, lines[id(one)], report.language) for p, one in islice(found, _MOST)]
    return {
        "tool": {"driver": _driver(report)},
        "automationDetails": {"id": "conformance/" + "+".join(p.id for p in report.packs) + "/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(found) - len(results))],
        "artifacts": [_artifact(one, report.language) for one in report.reports],
        "results": results,
        "properties": {
            "asOf": report.as_of,
            "registerSha256": report.tool.register,
            "packs": [{"id": p.id, "version": p.version, "sha256": p.sha256} for p in report.packs],
            "outcomes": {one.path: dict(one.summary.outcomes) for one in report.reports},
        },
    }


def _driver(report: GapReport) -> dict[str, Any]:
    return {
        "name": report.tool.name,
        "version": report.tool.version,
        "language": "zh-CN" if report.language == "zh" else "en",
        "rules": [_rule(p, key, row, report.language) for p in report.packs for key, row in p.requirements.items()],
        "properties": {"schema": SCHEMA},
    }


def _rule(pack: PackRow, key: str, row: RequirementRow, language: Language) -> dict[str, Any]:
    basis = _BASIS.say(language, basis=basis_words(row))
    words = row.remediation.strip() or row.title
    return {
        "id": key,
        "name": key,
        "shortDescription": {"text": row.title[:_LONGEST]},
        "fullDescription": {"text": f"{row.title}（{basis}）"[:_LONGEST]},
        "help": {"text": f"{words}\n{basis}", "markdown": f"{plain(words)}\n\n{plain(basis)}"},
        "defaultConfiguration": {"level": _LEVELS[row.severity]},
        "properties": {
            "tags": [pack.id, row.kind, row.severity],
            "precision": "high" if row.status == "active" else "medium",
            "problem.severity": _PROBLEM[row.severity],
        },
    }


def _result(problem: Problem, ids: dict[tuple[str, str], int], lines: Lines, language: Language) -> dict[str, Any]:
    finding, row = problem.finding, problem.answer.requirement
    review = finding.outcome == "review"
    words = [problem.headline(language), problem.message]
    if problem.replacement:
        words.append(_INSTEAD.say(language, words=problem.replacement))
    if where := problem.where(language):
        words.append(f"〔{where}〕")
    return {
        "ruleId": finding.requirement,
        "ruleIndex": ids[finding.pack, finding.requirement],
        "kind": "review" if review else "fail",
        "level": "none" if review else _LEVELS[row.severity],
        "message": {"text": "\n".join(words)},
        "locations": [_location(problem, lines)],
        "partialFingerprints": {"primaryLocationLineHash": f"{problem.fingerprint}:1"},
        "properties": {
            "outcome": finding.outcome,
            "code": problem.code,
            "severity": row.severity,
            "missing": list(finding.missing),
            **({"page": problem.page} if problem.page else {}),
        },
    }


def _location(problem: Problem, lines: Lines) -> dict[str, Any]:
    found = lines.region(problem)
    region: dict[str, Any] = {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
    }
    if problem.quote:
        region["snippet"] = {"text": problem.quote}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _uri(problem.path), "region": region}}
    if problem.clause:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.clause, "kind": "clause"}]
    return location


def _uri(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": "%SRCROOT%"}


def _artifact(one: Report, language: Language) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": _uri(one.path)}
    if one.facts:
        artifact["hashes"] = {"sha-256": one.facts.document.sha256}
        artifact["description"] = {"text": quality_words(one.facts, language)}
    return artifact


def _invocation(report: GapReport, left_out: int) -> dict[str, Any]:
    notes = list(_notifications(report))
    if left_out:
        notes.append({"level": "note", "message": {"text": _LEFT_OUT.say(report.language, count=left_out)}})
    return {"executionSuccessful": not any(one.error for one in report.reports), "toolExecutionNotifications": notes}


def _notifications(report: GapReport) -> Iterator[dict[str, Any]]:
    """What was not read or not checked: a tool that is silent about it looks as if all were well."""
    for one in report.reports:
        place = [{"physicalLocation": {"artifactLocation": _uri(one.path)}}]
        if one.error:
            yield {"level": "error", "message": {"text": one.error.message}, "locations": place}
        for said in (*(n.message for n in one.notices), *(one.facts.document.quality.not_read if one.facts else ())):
            yield {"level": "note", "message": {"text": said}, "locations": place}
        for finding in one.findings:
            if finding.outcome == "open":
                words = f"{finding.requirement} {OUTCOME_NAMES['open'].say(report.language)}：{finding.message}"
                yield {"level": "warning", "message": {"text": words}, "locations": place}
