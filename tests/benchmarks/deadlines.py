"""The grammar of time limits: time on awkward texts of two lengths; a ratio near 4 means linear.

python tests/benchmarks/deadlines.py
"""

from __future__ import annotations

from measure import call

from conformance.facts.deadlines import deadlines
from conformance.model.document import Block, Document, Reading
from conformance.model.facts import Head

SHORT, LONG = 20_000, 80_000
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
    return call(lambda: deadlines(document, Head()), 3)


def _lines(text: str) -> tuple[Block, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return tuple(blocks)


def main() -> None:
    for unit in UNITS:
        short, long = seconds(unit, SHORT), seconds(unit, LONG)
        print(f"{unit!r:28} {short:7.3f} s {long:7.3f} s  × {long / short:4.1f}  (× {LONG / SHORT:.0f} characters)")


if __name__ == "__main__":
    main()
