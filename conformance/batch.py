"""Many documents: each is read and checked in a worker process, so that none can cost the others their result.

A document that takes too long, too much memory or kills its worker is one unread report; the rest go on. Results come
in the order of the submissions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import version

from conformance import packs, workers
from conformance.enterprises.rosters import NOTHING_KNOWN, Roster
from conformance.errors import ConformanceError
from conformance.messages import Language
from conformance.model.report import Failure, GapReport, Report, Tool
from conformance.model.rules import Pack
from conformance.options import DEFAULT_LIMITS, Limits
from conformance.submissions import Submission


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every document: packs by name, the two dates, the roster of enterprises, the language, the
    limits, the requirements whose verdicts are to be explained, and files with rows for the register of instruments."""

    packs: tuple[str, ...]
    as_of: date
    document_date: date | None = None
    profile: Roster = NOTHING_KNOWN
    language: Language = "zh"
    limits: Limits = DEFAULT_LIMITS
    explain: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    superior: Pack | None = None


def gap_report(
    found: Sequence[Submission], job: Job, jobs: int, done: Callable[[Report], None] = lambda report: None
) -> GapReport:
    """Check every submission and put the reports together with the packs they were checked against.

    PackError where a pack named is not valid, UsageError where a file of the register is not: before any document is
    read.
    """
    from conformance import engine  # noqa: PLC0415  (--help and errors in the call need none of it)
    from conformance.facts import register  # noqa: PLC0415

    with register.overlaid(job.registers):
        digest = register.digest()
    named = [name for name in job.packs if name != packs.AUTO]
    loaded = [packs.load(name) for name in named]
    reports = check_all(found, job, jobs, done)
    if packs.AUTO in job.packs:
        used = {f.pack for r in reports for f in r.findings} - {p.id for p in loaded}
        loaded += [packs.load(name) for name in sorted(used)]
    loaded += [job.superior] if job.superior else []
    tool = Tool("conformance", version("conformance"), digest)
    rows = tuple(engine.pack_row(p, job.language) for p in loaded)
    return GapReport(tool, job.as_of.isoformat(), job.language, rows, tuple(reports))


def check_all(
    found: Sequence[Submission], job: Job, jobs: int, done: Callable[[Report], None] = lambda report: None
) -> list[Report]:
    """Check every submission in `jobs` worker processes; `done` is called as each is finished."""
    reports: dict[int, Report] = {}
    work = workers.Work(partial(checked, job), partial(_prepared, job.packs), job.limits)
    for index, result in workers.each([partial(_had, one) for one in found], work, jobs):
        reports[index] = result if isinstance(result, Report) else _unread(found[index].name, result, job.language)
        done(reports[index])
    return [reports[i] for i in range(len(found))]


def _had(one: Submission) -> tuple[str, bytes]:
    return one.name, one.content()


def _prepared(names: tuple[str, ...]) -> None:
    """Load what every document will need: it must not be charged to the first."""
    from conformance import engine  # noqa: PLC0415  (only workers need the rest of the program)

    engine.prepare(names)


def checked(job: Job, file: tuple[str, bytes], limits: Limits) -> Report:
    """Read and check one document, in a worker."""
    from conformance import engine  # noqa: PLC0415  (only workers need the rest of the program)
    from conformance.facts import extract, register  # noqa: PLC0415
    from conformance.readers import read  # noqa: PLC0415

    name, content = file
    document = read(content, path=name, limits=limits, language=job.language)
    with register.overlaid(job.registers):
        facts = extract(document, document_date=job.document_date, as_of=job.as_of)
        return engine.check(facts, job.packs, job.language, job.profile, job.explain, job.superior)


def _unread(name: str, error: ConformanceError, language: Language) -> Report:
    """The report of a document that could not be read."""
    return Report(name, "unread", Failure(error.message.key, error.say(language)))
