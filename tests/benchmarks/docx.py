"""What reading a Word file, outline included, costs beside unzipping its text and collecting the words with lxml.

`python tests/benchmarks/docx.py [FOLDER]`: 120 generated files in turn, or the docx files of a folder; each counts with
its best turn, ours and the floor taken in rotation, and the ratio is that of the sums. Then the memory of a process that reads them all, beside that of the floor.
"""

from __future__ import annotations

import io
import pickle
import random
import sys
import tempfile
import time
import zipfile
from itertools import pairwise
from pathlib import Path
from statistics import mean

from lxml import etree
from measure import fresh

sys.path.insert(0, str(Path(__file__).parents[1]))

import word_files as word

from conformance.readers import read

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
COUNT, ROUNDS, SIZE = 120, 5, 5000
W = f"{{{word.W}}}"
FLOOR = f"""
import io, pickle, sys, zipfile
from lxml import etree
for content in pickle.load(open(sys.argv[1], "rb")):
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    ["".join(t.text or "" for t in p.iter("{W}t")) for p in root.iter("{W}p")]
"""
OURS = """
import pickle, sys
from conformance.readers import read
for content in pickle.load(open(sys.argv[1], "rb")):
    read(content, path="x.docx")
"""


def generated(seed: int) -> bytes:
    """A plan of the size and make of real ones: samples' lines in several runs, numbered headings, a table."""
    pick = random.Random(seed)
    samples = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    text = ""
    while len(text) < SIZE:
        text += pick.choice(samples)
    lines = [line for line in text.split("\n") if line]
    body = word.styled("目标", "1") + word.listed("总则", 1) + "".join(paragraph(line, pick) for line in lines)
    rows = (
        word.cell(f"{n}") + word.cell(pick.choice(lines)[:40]) + word.cell("安全部") + word.cell("12月底前")
        for n in range(20)
    )
    return word.docx(
        body + word.table(*rows),
        styles=word.style("1", "heading 1") + word.style("2", "heading 2", based_on="1"),
        numbering=word.abstract(0, word.level(0, "%1、", "chineseCounting"), word.level(1, "（%2）", "chineseCounting"))
        + word.num(1, 0),
    )  # fmt: skip


def paragraph(text: str, pick: random.Random) -> str:
    """A paragraph as Word saves it: properties, and several runs with their own."""
    cuts = sorted({0, len(text), *(pick.randrange(len(text)) for _ in range(3))})
    look = '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    runs = "".join(word.run(text[a:b], look) for a, b in pairwise(cuts))
    properties = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>'
    if pick.random() < 0.1:
        properties = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>' + properties
    return word.paragraph("", properties, inside=runs)


def floor(content: bytes) -> list[str]:
    """The least a reader can do."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    files = [p.read_bytes() for p in sorted(folder.glob("*.docx"))] if folder else [generated(n) for n in range(COUNT)]
    ours, theirs = [float("inf")] * len(files), [float("inf")] * len(files)
    for _ in range(ROUNDS):
        for number, content in enumerate(files):
            begun = time.process_time()
            floor(content)
            between = time.process_time()
            read(content, path="x.docx")
            theirs[number] = min(theirs[number], between - begun)
            ours[number] = min(ours[number], time.process_time() - between)
    print(f"{len(files)} docx: floor {mean(theirs) * 1000:.2f} ms, ours {mean(ours) * 1000:.2f} ms each")
    print(f"ratio {sum(ours) / sum(theirs):.2f} × the floor (aim: at most 4)")
    with tempfile.TemporaryDirectory() as place:
        kept = Path(place) / "files"
        kept.write_bytes(pickle.dumps(files))
        print(f"the floor, a process of its own {fresh(FLOOR, [str(kept)], 1)}")
        print(f"ours, a process of its own      {fresh(OURS, [str(kept)], 1)} (aim: at most 250 MiB)")


if __name__ == "__main__":
    main()
