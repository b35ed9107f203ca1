"""Whether a report still says what the program would say: packs, register, documents, and the findings made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from conformance import packs, superiors
from conformance.batch import Job, check_all
from conformance.enterprises.rosters import Roster
from conformance.errors import PackError
from conformance.facts import register
from conformance.messages import Language, Message, Said
from conformance.model.report import Finding, GapReport, Report
from conformance.submissions import Submission

TOOL = Message(
    "verify_tool", "报告由 {then} 版程序生成，现为 {now} 版", "made by version {then} of the program, this is {now}"
)
REGISTER = Message("verify_register", "标准法规目录已变化", "the register of instruments has changed")
PACK = Message("verify_pack", "规则包 {pack} 已变化", "pack {pack} has changed")
NO_PACK = Message("verify_no_pack", "规则包 {pack} 已不存在", "there is no pack {pack} any more")
ABSENT = Message("verify_absent", "{path}：找不到文件，未能重新检查", "{path}: the file is not there, so it was not checked again")  # fmt: skip
OTHER = Message("verify_other", "{path}：文件内容与报告所查的不同", "{path}: the file is not the one that was checked")
CHANGED = Message(
    "verify_changed",
    "{path}：{requirement} 原为 {then}，重新检查为 {now}",
    "{path}: {requirement} was {then}, is {now} now",
)
UNCHECKED = Message(
    "verify_superior",
    "与上级文件的对照（规则包 superior）没有重新检查：报告里没有那份文件。请用 check --superior 再核对。",
    "the comparison with the superior document (pack superior) was not repeated: the report does not hold that document; use check --superior",
)
SAME = Message("verify_same", "{path}：重新检查的结论完全相同", "{path}: checked again, every finding is the same")


def verify(report: GapReport, folder: Path, registers: tuple[str, ...] = ()) -> Iterator[tuple[bool, Said]]:
    """What was found, each with whether the report holds: first the program and its rules, then every document, which
    is looked for in `folder` under its own relative path and checked again. `registers` are the files with rows for the
    register that were given when the report was made."""
    with register.overlaid(registers):
        yield from _rules(report)
    names = tuple(p.id for p in report.packs if p.id in packs.names())
    for one in report.reports:
        if one.error is None:
            yield from _document(report, one, folder / one.path, names, registers)


def _rules(report: GapReport) -> Iterator[tuple[bool, Said]]:
    if report.tool.version != version("conformance"):
        yield False, Said.of(TOOL, then=report.tool.version, now=version("conformance"))
    if report.tool.register != register.digest():
        yield False, Said.of(REGISTER)
    for row in report.packs:
        if row.id == superiors.ID:
            yield True, Said.of(UNCHECKED)
            continue
        try:
            if packs.load(row.id).sha256 != row.sha256:
                yield False, Said.of(PACK, pack=row.id)
        except PackError:
            yield False, Said.of(NO_PACK, pack=row.id)


def _document(
    report: GapReport, one: Report, path: Path, names: tuple[str, ...], registers: tuple[str, ...]
) -> Iterator[tuple[bool, Said]]:
    if not path.is_file():
        yield False, Said.of(ABSENT, path=one.path)
        return
    if one.facts and hashlib.sha256(path.read_bytes()).hexdigest() != one.facts.document.sha256:
        yield False, Said.of(OTHER, path=one.path)
        return
    job = replace(_job(report, one, names, report.language), registers=registers)
    again = check_all((Submission(one.path, path.read_bytes),), job, 1)[0]
    fresh = {(f.pack, f.requirement): f for f in again.findings}
    wrong = [(f, fresh.get((f.pack, f.requirement))) for f in one.findings if f.pack != superiors.ID and _bare(f) != _bare(fresh.get((f.pack, f.requirement)))]  # fmt: skip
    for then, now in wrong:
        said = {"requirement": then.requirement, "then": then.outcome, "now": now.outcome if now else "-"}
        yield False, Said.of(CHANGED, path=one.path, **said)
    if not wrong:
        yield True, Said.of(SAME, path=one.path)


def _job(report: GapReport, one: Report, names: tuple[str, ...], language: Language) -> Job:
    document = one.facts.document if one.facts else None
    given = document.date if document and document.date_source == "option" else None
    day = date.fromisoformat(given) if given else None
    return Job(names, date.fromisoformat(report.as_of), day, Roster((one.profile,) if one.profile else ()), language)


def _bare(finding: Finding | None) -> Finding | None:
    """The finding without what people added to it."""
    if finding is None:
        return None
    places = tuple(replace(p, waiver=None, baseline=None) for p in finding.places)
    return replace(finding, places=places, waiver=None, baseline=None, trace=())
