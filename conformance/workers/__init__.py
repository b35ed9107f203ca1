"""Worker processes: every file that somebody sent is read in one, whichever command or call asks for it.

Workers are started by spawn on every system and run nothing of the caller's script. What takes too long or too much
memory, or kills its worker, costs only itself: it gives a ReadError, and a new worker goes on with the rest.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from conformance.errors import ConformanceError, ReadError
from conformance.messages import Message
from conformance.workers.process import Work, Worker

__all__ = ["Work", "default_jobs", "each", "one"]

UNREADABLE = Message("unreadable", "不能打开文件：{why}", "the file cannot be opened: {why}")

Item = TypeVar("Item")
Made = TypeVar("Made")

# The one worker that waits for more. It belongs to this process and not to those forked from it.
_spare: list[Worker[Any, Any]] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_spare.clear)


def each(
    items: Sequence[Callable[[], Item]], work: Work[Item, Made], jobs: int
) -> Iterator[tuple[int, Made | ConformanceError]]:
    """What `work` makes of every item, with its index, as they are done; `jobs` workers at once.

    An item is had by calling it when its turn comes. Instead of a result comes the error that having it or the work
    raised: a ReadError where the worker was over a limit or died.
    """
    crew = _Crew(items, work, max(1, min(jobs, len(items))))
    try:
        yield from crew.results()
    finally:
        crew.stop()


def one(item: Callable[[], Item], work: Work[Item, Made]) -> Made:
    """What `work` makes of the item that `item` gives. Raises the errors that `each` gives.

    Its worker then waits for the next call, which need not start one again (some tenths of a second), and ends with this
    process.
    """
    crew = _Crew([item], work, 1)
    try:
        crew.workers += _rested(work)
        [(_, made)] = crew.results()
        if not _spare:
            _spare.extend(crew.workers)
            crew.workers.clear()
    finally:
        crew.stop()
    if isinstance(made, ConformanceError):
        raise made
    return made


def _rested(work: Work[Item, Made]) -> list[Worker[Item, Made]]:
    """The worker that waits, told its new work; none where there is none of its sort any more."""
    try:
        worker = _spare.pop()
    except IndexError:
        return []
    if worker.memory == work.limits.memory and worker.take(work):
        return [worker]
    worker.stop()
    return []


def default_jobs() -> int:
    """How many workers to have at once: one a processor, four at most (each takes up to 250 MB)."""
    return min(4, os.cpu_count() or 1)


@dataclass(slots=True)
class _Crew(Generic[Item, Made]):
    """The items still to be done, the workers at them, and how many there may be."""

    items: Sequence[Callable[[], Item]]
    work: Work[Item, Made]
    most: int
    workers: list[Worker[Item, Made]] = field(default_factory=list)
    waiting: deque[int] = field(init=False)

    def __post_init__(self) -> None:
        self.waiting = deque(range(len(self.items)))

    def results(self) -> Iterator[tuple[int, Made | ConformanceError]]:
        while self.waiting or any(w.index is not None for w in self.workers):
            yield from self._hand_out()
            yield from self._collect()

    def stop(self) -> None:
        for worker in self.workers:
            worker.stop()

    def _hand_out(self) -> Iterator[tuple[int, ReadError]]:
        """Give every idle worker an item, starting workers up to `most`."""
        while self.waiting:
            idle = next((w for w in self.workers if w.index is None), None)
            if idle is None and len(self.workers) >= self.most:
                return
            index = self.waiting.popleft()
            try:
                item = self.items[index]()
            except ReadError as error:
                yield index, error
                continue
            except OSError as error:
                yield index, ReadError(UNREADABLE, why=error.strerror or str(error))
                continue
            (idle or self._started()).begin(index, item)

    def _started(self) -> Worker[Item, Made]:
        worker: Worker[Item, Made] = Worker.start(self.work.limits.memory)
        worker.take(self.work)
        self.workers.append(worker)
        return worker

    def _collect(self) -> Iterator[tuple[int, Made | ConformanceError]]:
        """Wait for something to happen; yield what is done, let go who died or is late."""
        busy = [w for w in self.workers if w.index is not None]
        if not busy:
            return
        said = wait([w.pipe for w in busy], timeout=max(0.0, min(w.until for w in busy) - time.monotonic()))
        for worker in busy:
            index = worker.index
            assert index is not None
            made = worker.hear() if worker.pipe in said else worker.late()
            if made is None:
                continue
            if worker.index is not None:  # it did not get done with it
                self.workers.remove(worker)
                worker.stop()
            yield index, made
