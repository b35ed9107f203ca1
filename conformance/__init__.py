"""Checks Chinese work-safety plans against declarative rule packs and reports the gaps.

The whole public interface is five functions, one a stage: `read` → `inspect` / `check` (with `load_pack`) → `render`.

>>> import conformance
>>> report = conformance.check(["方案.docx"], packs=["enterprise-responsibility"])
>>> conformance.render(report, "html")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.messages import Language
    from conformance.model.document import Document
    from conformance.model.facts import Inspection
    from conformance.model.report import GapReport
    from conformance.model.rules import Pack

__all__ = ["check", "inspect", "load_pack", "read", "render"]

# What a stage needs is imported when it is called: importing the package costs nothing.


def read(source: str | Path | bytes, *, name: str | None = None) -> Document:
    """The document in a file, or in its bytes; `name` is what reports call it.

    The content decides how it is read, never the suffix; an archive may be read that holds a single file. It is read
    in a worker process and held to the same limits of size, pages, time and memory as `check`; the worker is kept for
    the next call, the first call waits some tenths of a second for it. ReadError, in words for a person, where the file
    cannot be read or is over a limit; UsageError where there is no such file.
    """
    from conformance import reading, submissions  # noqa: PLC0415

    if isinstance(source, bytes):
        file = submissions.Submission(name or "-", partial(bytes, source))
    else:
        file = submissions.one(Path(source))
    return reading.made(replace(file, name=name or file.name), reading.whole)


def inspect(
    document: Document, *, as_of: date | None = None, document_date: date | None = None, language: Language = "zh"
) -> Inspection:
    """Everything extracted from `document`, in this process and without limits: head, outline, citations, time limits, parties, quantities, blanks.

    `as_of` is the day citations are judged on (default: today), `document_date` overrides the document's own date.
    """
    from conformance import engine, facts  # noqa: PLC0415

    found = facts.extract(document, document_date=document_date, as_of=as_of or date.today())
    return facts.inspection(engine.measured(found), language)


def load_pack(name: str) -> Pack:
    """The rule pack called `name`, or in the file `name` (.yaml). PackError, with line and key, where it is not valid."""
    from conformance import packs  # noqa: PLC0415

    return packs.load(name)


def check(
    paths: Sequence[str | Path],
    packs: Sequence[str],
    *,
    as_of: date | None = None,
    document_date: date | None = None,
    profile: dict[str, bool | int | str] | None = None,
    language: Language = "zh",
    jobs: int = 0,
) -> GapReport:
    """Check files, folders and zip archives against `packs`, each document in a worker process, `jobs` at once (0: as
    many as there are processors, four at most).

    One report a document, an unread one with its reason. UsageError for a missing path or a field of the profile that is not
    understood, PackError for a bad pack.
    Workers run nothing of the caller's script, so that it need not be guarded by `if __name__ == "__main__":`.
    """
    from conformance import batch, submissions, workers  # noqa: PLC0415
    from conformance.enterprises import fields, rosters  # noqa: PLC0415

    roster = rosters.Roster((fields.row(profile, "profile"),) if profile else ())
    job = batch.Job(tuple(packs), as_of or date.today(), document_date, roster, language)
    return batch.gap_report(submissions.submissions([Path(p) for p in paths]), job, jobs or workers.default_jobs())


def render(report: GapReport, format: str) -> bytes:
    """`report` as a file of the `format` (html, docx, json, text …). UsageError for a format there is not."""
    from conformance import reporters  # noqa: PLC0415

    return reporters.reporter(format).render(report)
