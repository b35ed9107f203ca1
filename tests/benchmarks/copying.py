"""Comparing all submissions with all: 100, 300 and 1,000 made-up plans, a tenth of them copies of one before.

python tests/benchmarks/copying.py

Prints seconds, seconds a plan and the pairs found. Seconds a plan that stay level mean time linear in the number of plans.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from conformance.copying import Plan, compare, plan
from conformance.model.document import Block, Document, Reading

SIZES = (100, 300, 1000)
SENTENCES, LENGTH, COPY_EVERY, TEMPLATE = 60, 40, 10, 12
LETTERS = "安全生产责任制度检查隐患治理教育培训应急预案演练设备设施岗位人员部门公司车间班组记录报告整改"


def sentence(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=LENGTH)) + "。"


def made(count: int) -> list[Plan]:
    """`count` plans: own sentences, those of a template all have, and in every tenth two thirds of the one before."""
    chance = random.Random(1)
    template = [sentence(chance) for _ in range(TEMPLATE)]
    plans: list[Plan] = []
    before: list[str] = []
    for number in range(count):
        own = [sentence(chance) for _ in range(SENTENCES)]
        if number % COPY_EVERY == COPY_EVERY - 1:
            own[: 2 * SENTENCES // 3] = before[: 2 * SENTENCES // 3]
        before = own
        plans.append(plan(_document(f"{number}.txt", [*template, *own])))
    return plans


def _document(path: str, lines: Sequence[str]) -> Document:
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Document.of(Reading("txt", "\n".join(lines), tuple(blocks)), (), path=path)


def spent(plans: Sequence[Plan]) -> float:
    """Seconds of this process alone, whatever else the machine does."""
    begun = time.process_time()
    compare(plans)
    return time.process_time() - begun


def main() -> None:
    for count in SIZES:
        plans = made(count)
        found = compare(plans)
        seconds = min(spent(plans) for _ in range(3))
        pairs = sum(p.copied for p in found.pairs)
        print(f"{count:5} plans {seconds:7.3f} s {1000 * seconds / count:7.2f} ms a plan, {pairs} copies found")


if __name__ == "__main__":
    main()
