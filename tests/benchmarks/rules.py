"""What rules cost: `python tests/benchmarks/rules.py [PLAN.txt]`.

Prints, as ratios in one run and of the processor's time: a warm check of a 6,000-character plan against all packs beside
jieba's segmentation of it, and the check against 1,000 requirements beside that against 100 (the demands of all packs,
drawn anew and renamed until there are enough).
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import jieba

from conformance import engine, packs
from conformance.facts import extract
from conformance.readers import read

PLAN = Path(__file__).parents[2] / "corpora" / "samples" / "tower-builders.txt"
LENGTH, ROUNDS = 6000, 9


def best(work: Callable[[], object]) -> float:
    """Seconds of the processor's time of the quickest of several rounds."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PLAN
    text = path.read_text(encoding="utf-8")
    text = (text * (LENGTH // len(text) + 1))[:LENGTH]
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    facts = extract(read(text.encode(), path="plan.txt"))
    names = packs.names()
    engine.check(facts, names)
    gc.collect()
    gc.freeze()
    segmented = best(lambda: list(jieba.cut(text)))
    print(f"{path.name}, {len(text)} characters; jieba {segmented * 1000:.1f} ms")
    whole = [r for n in names for r in packs.load(n).requirements]
    print(f"warm check, {len(whole)} requirements  {best(lambda: engine.check(facts, names)) / segmented:.2f} × jieba")
    costs = [best(lambda many=many: engine.check(facts, (many,))) for many in map(drawn, (100, 1000))]  # type: ignore[misc]
    print(f"1,000 requirements  {costs[1] / costs[0]:.2f} × 100 ({costs[1] * 1000:.0f} and {costs[0] * 1000:.0f} ms)")


def drawn(count: int) -> str:
    """The name of a pack of `count` requirements, drawn from all packs in turn."""
    whole = [packs.load(n) for n in packs.names()]
    rows = islice(cycle([r for p in whole for r in p.requirements]), count)
    name = f"drawn-{count}.yaml"
    pack = replace(whole[0], id=name, requirements=tuple(replace(r, id=f"Z{i}") for i, r in enumerate(rows)))
    load = packs.load
    engine.load = lambda asked: pack if asked == name else load(asked)  # type: ignore[attr-defined]
    engine.index_of.cache_clear()
    engine.index_of((name,))
    return name


if __name__ == "__main__":
    main()
