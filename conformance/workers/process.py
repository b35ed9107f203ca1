"""One worker: a process, the pipe to it, and both sides of what is said through the pipe."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from conformance.errors import ConformanceError, ReadError
from conformance.messages import Message
from conformance.options import DEFAULT_LIMITS, MEBI, Limits
from conformance.workers.memory import TOOK_TOO_MUCH, hold_to
from conformance.workers.processor import TOOK_TOO_LONG, Allowance

TOO_SLOW = Message(
    "too_slow",
    "计算超过 {seconds} 秒仍未读完，已放弃：文件过大，或有成千上万的文字、图形叠在一处。请拆分文件或另存后再试。",
    "not done after computing for {seconds} seconds, given up: the file is too large, or thousands of letters or drawings lie "
    "on one spot; split the file or save it anew",
)
NO_ANSWER = Message(
    "no_answer",
    "等了 {seconds} 秒仍未读完，已放弃：电脑太忙，或读取卡住了。请稍后单独再试。",
    "not done after a wait of {seconds} seconds, given up: the machine is too busy or reading got stuck; try this file on its "
    "own later",
)
CRASHED = Message(
    "crashed",
    "读取进程意外退出（代码 {code}），文件可能已损坏。请另存后再试。",
    "the reading process died (code {code}); the file may be damaged, save it anew",
)
TOO_MUCH = Message(
    "too_much_memory", "需要的内存超过 {most} MiB，已放弃。", "needs more than {most} MiB of memory, given up"
)
BROKEN = Message(
    "program_error",
    "程序出错，未能检查：{why}。请把此文件报告给维护者。",
    "the program failed: {why}; please report it",
)

Item = TypeVar("Item")
Made = TypeVar("Made")

# What starting a worker may take on a busy machine.
_START_SECONDS = 60.0
_starting = threading.Lock()


def _nothing() -> None:
    """What has to be prepared for most work."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Made]):
    """What a worker does with each item, within `limits` that it is also told; `prepare` is called once before the first
    and not charged to it. Both are functions of a module (or `partial` of one), as they are sent to the worker."""

    make: Callable[[Item, Limits], Made]
    prepare: Callable[[], None] = _nothing
    limits: Limits = DEFAULT_LIMITS


@dataclass(slots=True)
class Worker(Generic[Item, Made]):
    """A process with its pipe, the bytes of memory it is held to, its work, the index of the item it is at (None when
    idle), until when it is waited for (monotonic), and whether it is done with preparing."""

    child: BaseProcess
    pipe: Connection
    memory: int
    work: Work[Item, Made] = field(init=False)
    index: int | None = None
    until: float = 0.0
    ready: bool = False

    @classmethod
    def start(cls, memory: int) -> Worker[Item, Made]:
        """A new process, by spawn."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=_serve, args=(theirs, memory), daemon=True)
        with _alone():
            child.start()
        theirs.close()
        return cls(child, ours, memory)

    def take(self, work: Work[Item, Made]) -> bool:
        """Be told what to do with the items to come; False where the process is gone."""
        self.work, self.ready = work, False
        return self._send(work)

    def begin(self, index: int, item: Item) -> None:
        """Start on an item. It is waited for from now, or from when the worker is ready."""
        self.index = index
        self._wait_for(self.work.limits.patience if self.ready else max(self.work.limits.patience, _START_SECONDS))
        self._send(item)  # where the process is gone, listening to it says so

    def hear(self) -> Made | ConformanceError | None:
        """What came of the item, once the pipe has something to say; None while the worker goes on."""
        try:
            kind, said = self.pipe.recv()
        except (EOFError, OSError):
            self.child.join(5)
            return self._gone()
        if kind == "done":
            self.index = None
            return said  # type: ignore[no-any-return]
        if kind == "ready":
            self.ready = True
            self._wait_for(self.work.limits.patience)
        else:
            self.until += said
        return None

    def late(self) -> ReadError | None:
        """The error where it was waited for long enough."""
        if time.monotonic() < self.until:
            return None
        return ReadError(NO_ANSWER, seconds=round(self.work.limits.patience))

    def stop(self) -> None:
        """End the process; at once where it is at an item."""
        self.pipe.close()
        if self.index is not None:
            self.child.kill()
        self.child.join(5)

    def _wait_for(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def _gone(self) -> ReadError:
        code = self.child.exitcode
        if code == TOOK_TOO_LONG:
            return ReadError(TOO_SLOW, seconds=round(self.work.limits.seconds))
        if code == TOOK_TOO_MUCH:
            return ReadError(TOO_MUCH, most=self.work.limits.memory // MEBI)
        return ReadError(CRASHED, code=code)

    def _send(self, value: object) -> bool:
        try:
            self.pipe.send(value)
        except OSError:
            return False
        return True


@contextmanager
def _alone() -> Iterator[None]:
    """Start processes apart from the caller's: its script is not run again in them, as they need nothing of it and one
    that is not guarded by `if __name__ == "__main__"` would start itself over and over. It may also be a process that is
    to have no children (one of a `multiprocessing.Pool`): ours end with it in any case."""
    main, own = sys.modules["__main__"], multiprocessing.process.current_process()._config  # type: ignore[attr-defined]
    with _starting:
        kept = {name: getattr(main, name) for name in ("__file__", "__spec__") if hasattr(main, name)}
        daemon = own.pop("daemon", None)
        for name in kept:
            setattr(main, name, None)
        try:
            yield
        finally:
            for name, value in kept.items():
                setattr(main, name, value)
            if daemon is not None:
                own["daemon"] = daemon


def _serve(pipe: Connection, most: int) -> None:
    """The worker's side: first told its work, and again when that changes, then item after item until the pipe closes.

    It says when it is ready, what came of each item, and how many seconds more it needs (scans take long).
    """
    hold_to(most)
    _end_with_parent()
    allowance = Allowance()
    work: Work[object, object]

    def more_time(seconds: float) -> None:
        allowance.add(seconds)
        pipe.send(("more", seconds))

    while True:
        try:
            got = pipe.recv()
        except (EOFError, OSError):
            return
        if isinstance(got, Work):
            work = replace(got, limits=replace(got.limits, more_time=more_time))
            _prepare(work)
            pipe.send(("ready", None))
        else:
            allowance.begin(work.limits.seconds)
            _answer(pipe, work, got)
            allowance.end()


def _prepare(work: Work[object, object]) -> None:
    """Load what every item will need. The collector of garbage is not to look through it, neither while it is loaded nor
    again and again with the items: that took up to a fifth of the time of a document."""
    gc.disable()
    work.prepare()
    gc.freeze()
    gc.enable()


def _answer(pipe: Connection, work: Work[object, object], item: object) -> None:
    """Send what `work` makes of `item`. A fault of the program, or a lack of memory, must not cost other items."""
    try:
        pipe.send(("done", work.make(item, work.limits)))
    except ConformanceError as error:
        pipe.send(("done", error))
    except MemoryError:
        pipe.send(("done", ReadError(TOO_MUCH, most=work.limits.memory // MEBI)))
    except Exception as error:  # the one around a worker's item
        pipe.send(("done", ReadError(BROKEN, why=repr(error)[:200])))


def _end_with_parent() -> None:
    """Leave nothing behind that hangs, should the parent be killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=lambda: wait([parent.sentinel]) and os._exit(1), daemon=True).start()
