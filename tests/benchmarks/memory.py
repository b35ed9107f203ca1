"""How much memory a worker takes at most while it reads and checks: the peak of its own resident set, as Linux tells it.

`python tests/benchmarks/memory.py [FOLDER …]`: the bundled samples as docx and pdf, and the shared documents where they
lie beside the checkout, in one worker after another; then plans of 200 pages, each in a worker of its own. All packs are
asked for. Scans are not recognised: that takes the extra `ocr`, and more.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from paged import prose, sheet

sys.path.insert(0, str(Path(__file__).parents[1]))

import word_files as word
from pdf_sheets import pdf

from conformance import batch, engine, packs, workers
from conformance.errors import ConformanceError
from conformance.options import DEFAULT_LIMITS, Limits
from conformance.submissions import Submission, submissions

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "corpora" / "docx", ROOT / "corpora" / "pdf", ROOT.parent / "shared" / "documents")
AIM, PAGES = 250, 200
JOB = batch.Job(packs.names(), date(2026, 11, 24), limits=replace(DEFAULT_LIMITS, scans=0))


@dataclass(frozen=True, slots=True)
class Peak:
    """What became of a file, and the MiB its worker had before and at most while at it."""

    name: str
    status: str
    before: float
    most: float


def measured(file: tuple[str, bytes], limits: Limits) -> Peak:
    """In a worker: read and check `file`, with a peak counted anew. Source: proc_pid_clear_refs(5), value 5."""
    Path("/proc/self/clear_refs").write_text("5")
    before = resident("VmRSS")
    try:
        status = batch.checked(JOB, file, limits).status
    except ConformanceError as error:
        status = error.message.key
    return Peak(file[0], status, before, resident("VmHWM"))


def resident(name: str) -> float:
    """A row of this process's status, in MiB. Source: proc_pid_status(5)."""
    rows = Path("/proc/self/status").read_text().splitlines()
    return next(int(row.split()[1]) / 1024 for row in rows if row.startswith(name))


def prepared() -> None:
    engine.prepare(JOB.packs)


def peaks(files: Sequence[Submission]) -> Iterator[Peak]:
    """The peaks of `files` in one worker, or in those that follow it where one dies."""
    work = workers.Work(measured, prepared, JOB.limits)
    for index, peak in workers.each([partial(had, one) for one in files], work, 1):
        yield peak if isinstance(peak, Peak) else Peak(files[index].name, peak.message.key, 0.0, 0.0)


def had(one: Submission) -> tuple[str, bytes]:
    return one.name, one.content()


def big() -> Iterator[Submission]:
    """Plans of 200 pages, as Word file and as pdf."""
    rng = random.Random(7)
    lines = [line for _ in range(PAGES) for line in prose(rng, 22, 27)]
    rows = [word.cell(line[:12]) + word.cell(line[12:]) for line in lines[:800]]
    body = "".join(map(word.paragraph, lines)) + word.table(*rows)
    yield Submission(f"{PAGES} pages.docx", partial(word.docx, body))
    yield Submission(f"{PAGES} pages.pdf", partial(pdf, *(sheet(rng, n) for n in range(1, PAGES + 1))))


def main() -> None:
    folders = [Path(a) for a in sys.argv[1:]] or [f for f in FOLDERS if f.is_dir()]
    print(f"{'':40} {'before':>8} {'at most':>8}  MiB (aim: {AIM})")
    for folder in folders:
        found = sorted(peaks(submissions([folder])), key=lambda p: -p.most)
        print(f"{folder.parent.name}/{folder.name}: {len(found)} files")
        show(found[:5])
    for one in big():
        show(list(peaks([one])))


def show(found: Sequence[Peak]) -> None:
    for peak in found:
        print(f"  {peak.name:38} {peak.before:8.1f} {peak.most:8.1f}  {peak.status}")


if __name__ == "__main__":
    import memory  # workers know the functions of modules, not those of a script

    memory.main()
