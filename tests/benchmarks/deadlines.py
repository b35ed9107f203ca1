"""The grammar of time limits: seconds a megabyte on plans of one to ten megabytes, and time on awkward texts of two lengths
(a ratio near 4 means linear).

`python tests/benchmarks/deadlines.py`: all sample plans over and over, reading not counted; with numbers behind it, plans
of so many megabytes.
"""

from __future__ import annotations

import sys
from itertools import cycle
from pathlib import Path

from measure import call

from conformance.facts.deadlines import deadlines
from conformance.facts.doctype import head
from conformance.model.document import Block, Document, Reading
from conformance.model.facts import Head
from conformance.readers import read

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
MEGABYTES = (1, 2, 4, 10)
SHORT, LONG = 100_000, 400_000
UNITS = [
    *(
        "每",
        "至少",
        "2024年",
        "1月、",
        "经",
        "发生",
        "(",
        "《",
        "12月31日-",
        "即日起至",
        "从2024年6月至2024年12月",
        "自",
    ),
    *(
        "24小时内,",
        "及时",
        "每年对",
        "第一阶段",
        "时间安排\n",
        "由",
        "责任单位:",
        "每年4月,",
        "2024年4月底前完成。",
        "》",
    ),
    *("日管控、", "1次/年", "2024.", "一", "十", "年", "2024年、", "节、", "(2024年4月底前", "完成时限:\n"),
]


def seconds(unit: str, length: int) -> float:
    """How long the time limits of `unit` repeated up to `length` characters take."""
    text = unit * (length // len(unit))
    blocks = tuple(Block("paragraph", 0, len(text)) for _ in range(1)) if "\n" not in unit else _lines(text)
    document = Document.of(Reading("txt", text, blocks), outline=())
    return call(lambda: deadlines(document, Head()), 1)


def _lines(text: str) -> tuple[Block, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return tuple(blocks)


def plans(megabytes: int) -> Document:
    """All sample plans, repeated up to so many megabytes of UTF-8."""
    parts: list[str] = []
    size = 0
    for text in cycle([p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]):
        parts.append(text)
        size += len(text.encode())
        if size >= megabytes * 1_000_000:
            return read("\n".join(parts).encode(), path="long.txt")
    raise AssertionError


def main() -> None:
    for megabytes in map(int, sys.argv[1:] or MEGABYTES):
        document = plans(megabytes)
        front = head(document)
        spent = call(lambda d=document, f=front: deadlines(d, f), 3)  # type: ignore[misc]
        found = len(deadlines(document, front))
        print(f"{megabytes:3} MB of plans  {found:7} limits  {spent:7.2f} s  {spent / megabytes:5.2f} s a megabyte")
    for unit in UNITS if not sys.argv[1:] else ():
        short, long = seconds(unit, SHORT), seconds(unit, LONG)
        print(f"{unit!r:28} {short:7.3f} s {long:7.3f} s  × {long / short:4.1f}  (× {LONG / SHORT:.0f} characters)")


if __name__ == "__main__":
    main()
