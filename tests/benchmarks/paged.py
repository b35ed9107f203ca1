"""Reading pdf files, beside pdfium's plain text: 60 generated files of prose, columns, ruled and unruled tables.

The floor is what pypdfium2 needs to hand out the text of every page. It is given the same stand-in for fonts that are not
embedded: with those of the system it takes several times as long.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).parents[1]))

from pdf_sheets import Sheet, pdf

from conformance.options import DEFAULT_LIMITS
from conformance.readers import pdf as reader
from conformance.readers import read
from conformance.readers.paged.substitutes import substituted

WORDS = "落实全员安全生产责任制隐患排查治理双重预防机制应急演练风险辨识评估教育培训检查整改部门负责人每月季度年底前完成"
FILES, PAGES = 60, 10


def prose(rng: random.Random, count: int, width: int) -> list[str]:
    """`count` lines of at most `width` characters: paragraphs of several lines, the first set in."""
    found: list[str] = []
    while len(found) < count:
        text = "\u3000\u3000" + "".join(rng.choices(WORDS, k=rng.randint(30, 160))) + "。"
        found += [text[i : i + width] for i in range(0, len(text), width)]
    return found[:count]


def sheet(rng: random.Random, number: int) -> Sheet:
    """One page as offices set it: 22 lines of 16 points; some in two columns, some with a table, a few without rules."""
    made = Sheet().text(200, 40, "某某有限公司 内部资料", 9).text(280, 810, f"— {number} —", 12)
    if number % 7 == 0:
        return made.lines(70, 90, prose(rng, 22, 13), 16, 28).lines(310, 90, prose(rng, 22, 13), 16, 28)
    if number % 5:
        return made.lines(80, 90, prose(rng, 22, 27), 16, 28)
    rows = [[str(i + 1), "".join(rng.choices(WORDS, k=12)), "安全科", f"{rng.randint(1, 12)}月底前"] for i in range(16)]
    xs, ys = [80.0, 120.0, 320.0, 420.0, 520.0], [90.0 + 28 * i for i in range(17)]
    if number % 10:
        return made.table(xs, ys, rows)
    for y, row in zip(ys, rows, strict=False):
        for x, cell in zip(xs, row, strict=False):
            made.text(x, y + 14, cell, 12)
    return made


def files() -> list[bytes]:
    rng = random.Random(7)
    return [pdf(*(sheet(rng, n) for n in range(1, PAGES + 1))) for _ in range(FILES)]


def plain(content: bytes) -> Iterator[str]:
    """The text of every page, as pypdfium2 gives it."""
    with substituted():
        document = pypdfium2.PdfDocument(content)
        for page in document:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
        document.close()


def seconds(call: Callable[[bytes], object], contents: list[bytes]) -> float:
    """Processor time for all of `contents`, the best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for content in contents:
            call(content)
        rounds.append(time.process_time() - start)
    return min(rounds)


def main() -> None:
    contents = files()
    read(contents[0], path="a.pdf")
    floor = seconds(lambda c: sum(map(len, plain(c))), contents)
    reading = seconds(lambda c: reader.read(c, DEFAULT_LIMITS), contents)
    whole = seconds(lambda c: read(c, path="a.pdf"), contents)
    print(f"{len(contents)} files of {PAGES} pages: plain text {1000 * floor / len(contents):.1f} ms a file")
    print(f"reading                {reading / floor:.2f} x")
    print(f"with outline and flow  {whole / floor:.2f} x")
    print(f"memory                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
