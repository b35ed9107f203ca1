"""The same limits for every entry point: what reads a file does so in a worker that may be slow, greedy or dead."""

from __future__ import annotations

import ast
import gc
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import conformance
from conformance import reading, workers
from conformance.errors import ConformanceError, PackError, ReadError, UsageError
from conformance.model.document import Document
from conformance.options import DEFAULT_LIMITS, MEBI, Limits
from conformance.submissions import Submission
from conformance.workers.memory import TOOK_TOO_MUCH, used, watch
from conformance.workers.processor import TOOK_TOO_LONG

ROOT = Path(__file__).parents[1]
FEW = replace(DEFAULT_LIMITS, patience=3.0, memory=300 * MEBI)
BRIEF = replace(DEFAULT_LIMITS, seconds=1.0)


def ill(what: str, limits: Limits) -> object:
    """What may go wrong in a worker."""
    found: dict[str, Callable[[], object]] = {
        "well": what.upper,
        "dies": lambda: os._exit(9),
        "hangs": lambda: time.sleep(60),
        "needs": lambda: bytes(limits.memory),
        "took": lambda: os._exit(TOOK_TOO_MUCH),
        "slips": lambda: 1 // 0,
        "sends": lambda: (n for n in "ab"),
        "refuses": lambda: (_ for _ in ()).throw(PackError(workers.UNREADABLE, why="x")),
        "asks": lambda: [limits.more_time(60), time.sleep(4), "waited"][2],
    }
    return found[what]()


def absent() -> str:
    raise FileNotFoundError(2, "No such file")


def told(made: object) -> object:
    return made.message.key if isinstance(made, ConformanceError) else made


def test_what_goes_wrong_costs_only_itself() -> None:
    names = ["well", "dies", "hangs", "needs", "took", "slips", "sends", "refuses", "asks"]
    items: list[Callable[[], str]] = [absent, *(partial(str, n) for n in names), partial(str, "well")]
    found = dict(workers.each(items, workers.Work(ill, limits=FEW), 2))
    assert [told(found[i]) for i in range(len(items))] == [
        "unreadable", "WELL", "crashed", "no_answer", "too_much_memory", "too_much_memory", "program_error",
        "program_error", "unreadable", "waited", "WELL",
    ]  # fmt: skip
    assert isinstance(found[8], PackError)


def loads() -> None:
    """What a worker may load: here something of its own that takes part in a cycle."""
    made: list[object] = []
    made.append(made)
    LOADED.append(made)


LOADED: list[object] = []


def collected(what: str, limits: Limits) -> tuple[bool, bool, int]:
    """Whether garbage is collected, whether what was loaded is looked at for that, and how much of it there is."""
    return gc.isenabled(), any(one is LOADED for one in gc.get_objects()), len(LOADED)


def test_what_is_loaded_once_is_not_looked_at_for_garbage() -> None:
    found = dict(workers.each([partial(str, "any")], workers.Work(collected, loads), 1))
    assert found == {0: (True, False, 1)}


def compute(seconds: float, limits: Limits) -> str:
    """Take `seconds` of the processor, in calls that let no other thread run."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(1 << 24))
    return "done"


def ask_and_compute(seconds: float, limits: Limits) -> str:
    limits.more_time(seconds)
    return compute(seconds, limits)


def rest(seconds: float, limits: Limits) -> str:
    time.sleep(seconds)
    return "rested"


def test_only_time_of_the_processor_counts() -> None:
    """On a busy machine a file must not be given up because others compute."""
    for work, seconds, came in ((compute, 600.0, "too_slow"), (ask_and_compute, 1.5, "done"), (rest, 1.5, "rested")):
        items = [partial(float, seconds), partial(float, 0.1)]
        found = dict(workers.each(items, workers.Work(work, limits=BRIEF), 1))
        assert told(found[0]) == came and not isinstance(found[1], ConformanceError)


def test_time_is_watched_where_the_system_has_no_timer() -> None:
    code = (
        "from conformance.workers import processor\nimport signal, time\nallowance = processor.Allowance()\n"
        "allowance.begin(0.3)\nsignal.setitimer(signal.ITIMER_PROF, 0)\nallowance.watch()\n"
        "while time.process_time() < 60:\n    pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == TOOK_TOO_LONG & 0xFF


def process(item: str, limits: Limits) -> tuple[str, int]:
    return item, os.getpid()


def test_the_worker_for_one_waits_for_the_next_and_is_replaced_where_it_died() -> None:
    work = workers.Work(process)
    first, second = (workers.one(partial(str, n), work) for n in "ab")
    assert first == ("a", second[1]) and second[0] == "b"
    with pytest.raises(ReadError):
        workers.one(partial(str, "dies"), workers.Work(ill))
    assert workers.one(partial(str, "c"), work)[1] not in (second[1], os.getpid())


def test_threads_do_not_share_a_worker() -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: made.append(workers.one(partial(str, n), workers.Work(process))[0]))
        for n in "abc"
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(made) == ["a", "b", "c"]


def read_in_pool(text: str) -> str:
    return conformance.read(text.encode(), name="a.txt").text


def test_a_process_that_may_have_no_children_can_read() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(read_in_pool, ("甲",)) == "甲"


def test_a_script_without_guard_can_read(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import conformance\nprint(conformance.read('方案'.encode(), name='a.txt').text)", encoding="utf-8"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("方案\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked up by kill")
def test_no_worker_is_left_where_its_parent_is_killed(tmp_path: Path) -> None:
    """A hanging document must not hang on after the program."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, time\nfrom functools import partial\nfrom conformance import workers\nfrom conformance.workers import process\n"
        "worker = process.Worker.start(1 << 30)\nworker.take(workers.Work(partial(time.sleep)))\n"
        "worker.begin(0, 600)\nprint(worker.child.pid, flush=True)\ntime.sleep(600)\n",
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        time.sleep(1)
        parent.kill()
    gone = False
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            gone = True
            break
        time.sleep(0.1)
    assert gone


def test_memory_is_watched_where_the_system_cannot_hold_it() -> None:
    code = (
        "from conformance.workers.memory import watch\nimport time\n"
        "held = []\nwatch(40 << 20, lambda: len(held) * (4 << 20))\nfor _ in range(100):\n    held.append(b'x' * (4 << 20))\n    time.sleep(0.05)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == TOOK_TOO_MUCH
    assert used() > 10 * MEBI
    watch(1 << 40, used)  # and lets those alone who keep within it


PLAN = "临江恒泰铸造有限公司实施方案\n2026年6月30日前完成。\n".encode()


def hang(document: Document) -> str:
    time.sleep(60)
    return document.text


def test_reading_is_held_to_the_limits() -> None:
    good, empty = Submission("a.txt", partial(bytes, PLAN)), Submission("b.txt", bytes)
    gone = Submission("c.txt", absent)
    made = reading.each([good, empty, gone], reading.whole)
    assert [told(m) if isinstance(m, ConformanceError) else m.text for m in made] == [
        PLAN.decode(), "empty_file", "unreadable",
    ]  # fmt: skip
    with pytest.raises(ReadError, match="等了 3 秒"):
        reading.made(good, hang, limits=FEW)
    with pytest.raises(ReadError, match="上限"):
        reading.made(good, reading.whole, limits=replace(DEFAULT_LIMITS, size=5))


def test_errors_come_back_as_they_were() -> None:
    with pytest.raises(UsageError, match="找不到文件"):
        conformance.read("nothing.docx")
    with pytest.raises(ReadError) as caught:
        conformance.read(b"")
    assert (caught.value.message.key, caught.value.say("en")[:17]) == ("empty_file", "the file is empty")


# What may read files in its own process: what only ever runs in a worker, and the proving of packs by their own examples.
READS_ITSELF = ("batch.py", "reading.py", "proving", "reporters/comments.py", "readers/")


def test_nothing_else_reads_files_in_its_own_process() -> None:
    house = ROOT / "conformance"
    found = set()
    for path in sorted(house.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in ("conformance", "conformance.readers"):
                names = {a.name for a in node.names}
                found |= {path.relative_to(house).as_posix()} if names & {"read", "readers"} else set()
    assert [f for f in sorted(found) if not f.startswith(READS_ITSELF)] == []
