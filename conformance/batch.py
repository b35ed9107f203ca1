"""Many documents: each is read and checked in a worker process, so that none can cost the others their result.

Workers are started by spawn on every system. A document that takes too long, too much memory or kills its worker is
one unread report; the worker is replaced and the rest go on. Results come in the order of the submissions.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from conformance import packs
from conformance.enterprises.rosters import NOTHING_KNOWN, Roster
from conformance.errors import ReadError
from conformance.messages import Language, Message
from conformance.model.report import Failure, GapReport, Report, Tool
from conformance.model.rules import Pack
from conformance.options import DEFAULT_LIMITS, MEBI, Limits
from conformance.submissions import Submission

TOO_SLOW = Message(
    "too_slow",
    "超过 {seconds} 秒仍未读完，已放弃。请拆分文件或另存后再试。",
    "not done after {seconds} seconds, given up; split the file or save it anew",
)
CRASHED = Message(
    "crashed",
    "读取进程意外退出（代码 {code}），文件可能已损坏。请另存后再试。",
    "the reading process died (code {code}); the file may be damaged, save it anew",
)
TOO_MUCH = Message(
    "too_much_memory", "需要的内存超过 {most} MiB，已放弃。", "needs more than {most} MiB of memory, given up"
)
UNREADABLE = Message("unreadable", "不能打开文件：{why}", "the file cannot be opened: {why}")
BROKEN = Message(
    "program_error",
    "程序出错，未能检查：{why}。请把此文件报告给维护者。",
    "the program failed: {why}; please report it",
)


_READY = "ready"
# What starting a worker may take on a busy machine.
_START_SECONDS = 60.0


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


def check_one(name: str, content: bytes, job: Job) -> Report:
    """Read and check one document; whatever goes wrong is in the report."""
    from conformance import engine  # noqa: PLC0415  (only workers need the rest of the program)
    from conformance.facts import extract, register  # noqa: PLC0415
    from conformance.readers import read  # noqa: PLC0415

    try:
        document = read(content, path=name, limits=job.limits, language=job.language)
        with register.overlaid(job.registers):
            facts = extract(document, document_date=job.document_date, as_of=job.as_of)
            return engine.check(facts, job.packs, job.language, job.profile, job.explain, job.superior)
    except ReadError as error:
        return unread(name, error, job.language)
    except MemoryError:
        return unread(name, ReadError(TOO_MUCH, most=job.limits.memory // MEBI), job.language)
    except RecursionError as error:
        return unread(name, ReadError(BROKEN, why=repr(error)[:200]), job.language)


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


def unread(name: str, error: ReadError, language: Language) -> Report:
    """The report of a document that could not be read."""
    return Report(name, "unread", Failure(error.message.key, error.say(language)))


def check_all(
    found: Sequence[Submission], job: Job, jobs: int, done: Callable[[Report], None] = lambda report: None
) -> list[Report]:
    """Check every submission in `jobs` worker processes; `done` is called as each is finished."""
    reports: dict[int, Report] = {}
    for index, report in _finished(found, job, max(1, min(jobs, len(found)))):
        reports[index] = report
        done(report)
    return [reports[i] for i in range(len(found))]


def _limit_memory(most: int) -> None:
    """Hold this process to `most` bytes of its own memory, where the system can (POSIX)."""
    try:
        import resource  # noqa: PLC0415  (absent on Windows: there only time limits the worker)
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _serve(pipe: Connection, job: Job) -> None:
    """A worker: take documents from `pipe` until it closes, send their reports back; a number asks for more seconds. The
    first thing sent is that it is ready: starting, and loading packs, must not be charged to the first document."""
    from conformance import engine  # noqa: PLC0415

    _limit_memory(job.limits.memory)
    job = replace(job, limits=replace(job.limits, more_time=pipe.send))
    engine.prepare(job.packs)
    pipe.send(_READY)
    while True:
        try:
            name, content = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            report = check_one(name, content, job)
        except Exception as error:  # a fault of the program must not cost the batch
            report = unread(name, ReadError(BROKEN, why=repr(error)[:200]), job.language)
        pipe.send(report)


@dataclass(slots=True)
class _Worker:
    """A process with its pipe, the submission it is at (None when idle), until when it may take (monotonic), and whether
    it has begun."""

    child: BaseProcess
    pipe: Connection
    index: int | None = None
    until: float = 0.0
    ready: bool = False

    @classmethod
    def start(cls, job: Job) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=_serve, args=(theirs, job), daemon=True)
        with _no_main():
            child.start()
        theirs.close()
        return cls(child, ours)

    def begin(self, limits: Limits, *, ready: bool) -> None:
        """Count the time from now on; what is not ready yet may take longer."""
        self.ready = self.ready or ready
        self.until = time.monotonic() + (limits.seconds if self.ready else max(limits.seconds, _START_SECONDS))

    def stop(self) -> None:
        self.pipe.close()
        if self.index is not None:
            self.child.kill()
        self.child.join(5)


@contextmanager
def _no_main() -> Iterator[None]:
    """Start processes without running the caller's script again in them: workers need nothing of it, and a script that
    is not guarded by `if __name__ == "__main__"` would start itself over and over."""
    main = sys.modules["__main__"]
    kept = {name: getattr(main, name) for name in ("__file__", "__spec__") if hasattr(main, name)}
    for name in kept:
        setattr(main, name, None)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(main, name, value)


def _finished(found: Sequence[Submission], job: Job, count: int) -> Iterator[tuple[int, Report]]:
    """The reports with their submission's index, as they come."""
    waiting = deque(range(len(found)))
    workers: list[_Worker] = []
    try:
        while waiting or any(w.index is not None for w in workers):
            yield from _hand_out(found, job, waiting, workers, count)
            yield from _collect(found, job, workers)
    finally:
        for worker in workers:
            worker.stop()


def _hand_out(
    found: Sequence[Submission], job: Job, waiting: deque[int], workers: list[_Worker], count: int
) -> Iterator[tuple[int, Report]]:
    """Give every idle worker a document, starting workers up to `count`."""
    while waiting:
        idle = next((w for w in workers if w.index is None), None)
        if idle is None and len(workers) >= count:
            return
        index = waiting.popleft()
        content = _content(found[index], job)
        if isinstance(content, Report):
            yield index, content
            continue
        if idle is None:
            idle = _Worker.start(job)
            workers.append(idle)
        idle.index = index
        idle.begin(job.limits, ready=False)
        try:
            idle.pipe.send((found[index].name, content))
        except OSError:
            continue  # the worker died; collecting says so


def _content(submission: Submission, job: Job) -> bytes | Report:
    try:
        return submission.content()
    except ReadError as error:
        return unread(submission.name, error, job.language)
    except OSError as error:
        return unread(submission.name, ReadError(UNREADABLE, why=error.strerror or str(error)), job.language)


def _collect(found: Sequence[Submission], job: Job, workers: list[_Worker]) -> Iterator[tuple[int, Report]]:
    """Wait for something to happen; yield what is done, replace who died or is late."""
    busy = [w for w in workers if w.index is not None]
    if not busy:
        return
    ready = wait([w.pipe for w in busy], timeout=max(0.0, min(w.until for w in busy) - time.monotonic()))
    for worker in busy:
        assert worker.index is not None
        name, index = found[worker.index].name, worker.index
        if worker.pipe in ready:
            try:
                answer = worker.pipe.recv()
                if isinstance(answer, Report):
                    yield index, answer
                    worker.index = None
                elif answer == _READY:
                    worker.begin(job.limits, ready=True)
                else:
                    worker.until += answer
                continue
            except (EOFError, OSError):
                worker.child.join(5)
                error = ReadError(CRASHED, code=worker.child.exitcode)
        elif time.monotonic() >= worker.until:
            error = ReadError(TOO_SLOW, seconds=round(job.limits.seconds))
        else:
            continue
        workers.remove(worker)
        worker.stop()
        yield index, unread(name, error, job.language)


def default_jobs() -> int:
    """How many documents to check at once: one a processor, four at most (each worker takes up to 250 MB)."""
    return min(4, os.cpu_count() or 1)
