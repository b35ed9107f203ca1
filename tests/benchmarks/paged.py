"""Reading pdf files, beside pdfium's plain text: at least 50 plans set by LibreOffice where it is installed, and 60 files
drawn by hand, of prose in one and two columns, ruled and unruled tables, dense and loose pages.

`python tests/benchmarks/paged.py [FOLDER]`: instead, the pdf files of a folder. One line for each set: what the reader
takes (lines, paragraphs, tables, running heads, notices), and what it takes with the outline, both as multiples of what
pypdfium2 needs to hand out the text of every page. Both are given the same stand-in for fonts that are not embedded: with
those of the system plain text takes several times as long. Each file counts with its best of several turns.
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

import office
from pdf_sheets import Sheet, pdf

from conformance.options import DEFAULT_LIMITS
from conformance.readers import pdf as reader
from conformance.readers import read
from conformance.readers.paged.substitutes import substituted

WORDS = "落实全员安全生产责任制隐患排查治理双重预防机制应急演练风险辨识评估教育培训检查整改部门负责人每月季度年底前完成"
FILES, PAGES, TURNS = 60, 10, 5


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


def best(contents: list[bytes], calls: list[Callable[[bytes], object]]) -> list[float]:
    """Processor time of each of `calls` for all of `contents`: for every file the best of its turns, taken in rotation."""
    total = [0.0] * len(calls)
    for content in contents:
        least = [float("inf")] * len(calls)
        for _ in range(TURNS):
            for which, call in enumerate(calls):
                start = time.process_time()
                call(content)
                least[which] = min(least[which], time.process_time() - start)
        total = [t + seconds for t, seconds in zip(total, least, strict=True)]
    return total


def line(name: str, contents: list[bytes]) -> str:
    """What is printed for the set `name` of pdf files."""
    read(contents[0], path="a.pdf")
    calls: list[Callable[[bytes], object]] = [
        lambda c: sum(map(len, plain(c))),
        lambda c: reader.read(c, DEFAULT_LIMITS),
        lambda c: read(c, path="a.pdf"),
    ]
    floor, reading, whole = best(contents, calls)
    return (
        f"{name}: {len(contents)} pdf, plain text {1000 * floor / len(contents):.1f} ms each; "
        f"reading {reading / floor:.2f} x, with outline {whole / floor:.2f} x (aim: at most 2.5)"
    )


def main() -> None:
    if len(sys.argv) > 1:
        print(line(sys.argv[1], [p.read_bytes() for p in sorted(Path(sys.argv[1]).glob("*.pdf"))]))
    else:
        if office.OFFICE:
            print(line("set by LibreOffice", office.pdfs([office.written(n)[0] for n in range(50)])))
        print(line("drawn by hand", files()))
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB (aim: at most 250)")


if __name__ == "__main__":
    main()
