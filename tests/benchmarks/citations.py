"""What reading and judging the citations of a long document costs beside cutting it into words with jieba.

`python tests/benchmarks/citations.py [FILE …]`: a document of one megabyte and one of two, made of all sample plans (or of
the files named), and the worst texts known for patterns. Reading the file is not part of either side.
"""

from __future__ import annotations

import sys
from datetime import date
from itertools import cycle
from pathlib import Path

import jieba
from measure import call, paired

from conformance.facts import register
from conformance.facts.citations import citations
from conformance.facts.doctype import head
from conformance.model.document import Document
from conformance.readers import read

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
MEGABYTE = 1_000_000
WORST = (
    "《",
    "《安全",
    "<<",
    "<",
    "GB",
    "GB 1、",
    "GB 50254~",
    "令",
    "第1号、",
    "国务院令第1号、",
    "2024",
    "中",
    "以下简称《意见》",
    "〔2024〕",
    "代替GB 2811、",
)


def long(texts: list[str], size: int) -> Document:
    """A document of `size` bytes of UTF-8 that repeats `texts`."""
    parts: list[str] = []
    length = 0
    for text in cycle(texts):
        parts.append(text)
        length += len(text.encode()) + 1
        if length >= size:
            return read("\n".join(parts).encode(), path="long.txt")
    raise AssertionError


def found(document: Document) -> int:
    """Read and judge the citations of `document`."""
    return len(citations(document, head(document), DAY))


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "corpora" / "samples").glob("*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    register.load()
    jieba.initialize()
    one, two = long(texts, MEGABYTE), long(texts, 2 * MEGABYTE)
    for document in (one, two):
        ratio = paired(lambda d=document: found(d), lambda d=document: jieba.lcut(d.text))  # type: ignore[misc]
        print(f"{len(document.text.encode()) / MEGABYTE:4.1f} MB, {found(document):5} citations   {ratio:6.2f} × jieba")
    print(f"twice the text   {paired(lambda: found(two), lambda: found(one)):6.2f} × once the text")
    for unit in WORST:
        short, twice = (read((unit * (n // len(unit.encode()))).encode(), path="worst.txt") for n in (100_000, 200_000))
        print(f"{unit:12} × 200 kB   {call(lambda d=twice: found(d), 1):7.3f} s   "  # type: ignore[misc]
              f"{paired(lambda d=twice: found(d), lambda d=short: found(d), 3):6.2f} × half of it")  # type: ignore[misc]  # fmt: skip


if __name__ == "__main__":
    main()
