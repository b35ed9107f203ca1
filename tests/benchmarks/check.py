"""What a check costs beside just reading the file: one cold, one warm, and a folder of 100 plans.

`python tests/benchmarks/check.py [PACK …]`, packs default to all that are bundled.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from measure import Cost, call, fresh

import conformance
from conformance import engine, packs, workers
from conformance.facts import extract

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
DAY = date(2026, 11, 24)
READ = "import sys, conformance\nfor path in sys.argv[1:]: conformance.read(path)"
CHECK = (
    "import sys\nfrom conformance.commands import main\n"
    "if __name__ == '__main__':\n    sys.argv[0] = 'conformance'\n    main()"
)
COUNT = 100


def row(name: str, cost: Cost, floor: Cost) -> None:
    print(
        f"{name:34} {cost}   {cost.seconds / floor.seconds:6.2f} × reading, {cost.memory / floor.memory:5.2f} × its memory"
    )


def main() -> None:
    names = tuple(sys.argv[1:] or packs.names())
    chosen = [word for name in names for word in ("--pack", name)]
    plan = max(SAMPLES.glob("*.txt"), key=lambda p: p.stat().st_size)
    print(f"{plan.name}, {len(plan.read_text(encoding='utf-8'))} characters, packs: {', '.join(names)}")
    floor = fresh(READ, [str(plan)])
    print(f"{'read, a fresh process':34} {floor}")
    row("check, a fresh process", fresh(CHECK, ["check", str(plan), *chosen, "--format", "json"]), floor)
    document = conformance.read(plan)
    reading = call(lambda: conformance.read(plan))
    engine.check(extract(document, as_of=DAY), names)
    warm = call(lambda: engine.check(extract(document, as_of=DAY), names))
    print(f"{'read, warm':34} {reading:8.4f} s\n{'check, warm':34} {warm:8.4f} s   {warm / reading:6.2f} × reading")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{n:03}-{plan.name}" for n in range(COUNT)]
        for file in files:
            file.write_bytes(plan.read_bytes())
        floor = fresh(READ, [*map(str, files)], 1)
        print(f"{f'read {COUNT}, a fresh process':34} {floor}")
        jobs = str(workers.default_jobs())
        row(
            f"check {COUNT}, {jobs} workers",
            fresh(CHECK, ["check", folder, *chosen, "--format", "json", "--jobs", jobs], 1),
            floor,
        )


if __name__ == "__main__":
    main()
