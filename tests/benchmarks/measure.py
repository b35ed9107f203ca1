"""Seconds and peak memory, of a fresh Python process and of a call: the least of several runs, as machines are noisy."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_WRAP = """
import atexit, resource, sys
def _tell():
    own, kids = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    open({file!r}, "w").write(f"{{own}} {{kids}}")
atexit.register(_tell)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """`seconds` on the clock; `memory` the largest single process, in MiB."""

    seconds: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:8.3f} s  {self.memory:7.1f} MiB"


def fresh(code: str, arguments: Sequence[str] = (), runs: int = 3) -> Cost:
    """The cost of `code` in a process of its own, imports included."""
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "memory"
        seconds: list[float] = []
        memory: list[int] = []
        for _ in range(runs):
            begun = time.perf_counter()
            call = [sys.executable, "-c", _WRAP.format(file=str(note)) + code, *arguments]
            done = subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
            if done.returncode not in (0, 1):  # 1: a check found gaps
                raise RuntimeError(done.stderr.decode(errors="replace"))
            seconds.append(time.perf_counter() - begun)
            memory.append(max(map(int, note.read_text().split())))
    return Cost(min(seconds), max(memory) / 1024)


def call(function: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the quickest of several calls in this process."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        function()
        times.append(time.perf_counter() - begun)
    return min(times)


def paired(ours: Callable[[], object], other: Callable[[], object], runs: int = 5) -> float:
    """How many times as long `ours` takes as `other`: the median over pairs run in turn."""
    ratios = sorted(call(ours, 1) / call(other, 1) for _ in range(runs))
    return ratios[len(ratios) // 2]
