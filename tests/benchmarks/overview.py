"""What the overview of very many plans costs beside just holding their reports, and whether it grows in proportion.

`python tests/benchmarks/overview.py [FORMAT …]`, formats default to html. Each plan is a sample's report of its own in
memory, checked against the pack enterprise-responsibility.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
from datetime import date
from pathlib import Path

from measure import Cost, fresh

from conformance import batch, workers
from conformance.model.report import GapReport
from conformance.submissions import submissions

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
HOLD = """
import pickle, sys
from dataclasses import replace
report = pickle.load(open(sys.argv[1], 'rb'))
blobs = [pickle.dumps(one) for one in report.reports]
many = [replace(pickle.loads(blobs[n % len(blobs)]), path=f'{n:04}.docx') for n in range(int(sys.argv[2]))]
report = replace(report, reports=tuple(many))
"""
RENDER = f"""{HOLD}
import time
from conformance.reporters import reporter
begun = time.process_time()
made = reporter(sys.argv[3]).render(report)
open(sys.argv[4] + '.seconds', 'w').write(str(time.process_time() - begun))
open(sys.argv[4], 'wb').write(made)
"""
COUNTS = (1000, 2000)


def checked() -> GapReport:
    """The samples checked against one pack."""
    plans = submissions(sorted(SAMPLES.glob("*.txt")))
    return batch.gap_report(
        plans, batch.Job(("enterprise-responsibility",), date(2026, 11, 24)), workers.default_jobs()
    )


def measure(name: str, count: int, report: Path, made: Path) -> float:
    """Print the cost of `count` plans as `name`; seconds of the processor's time for the rendering alone."""
    held = fresh(HOLD, [str(report), str(count)], 1)
    whole = fresh(RENDER, [str(report), str(count), name, str(made)], 1)
    own = Cost(float(Path(f"{made}.seconds").read_text()), whole.memory)
    size = made.stat().st_size / 1e6
    print(f"{name:6} {count:5} plans  {own}  {whole.memory / held.memory:5.2f} × holding them  {size:6.1f} MB written")
    return own.seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report, made = Path(folder) / "report", Path(folder) / "made"
        report.write_bytes(pickle.dumps(checked()))
        for name in sys.argv[1:] or ["html"]:
            few, more = (measure(name, count, report, made) for count in COUNTS)
            print(f"{name:6} twice the plans take {more / few:.2f} × the time")


if __name__ == "__main__":
    main()
