"""Spoiled files give a document or a ReadError, within the limits of time and memory, and never cost the batch.

Runs for about 30 seconds; FUZZ_SECONDS=300 (or more) is the nightly mode, FUZZ_SEED repeats a run. What fails is kept
in the folder named, to become a test of its own.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import doc_files
import ofd_sheets
import word_files as word
from mutations import mutated
from pdf_sheets import Sheet, pdf
from test_hostile import each_twice, forms_of

from conformance import batch
from conformance.options import DEFAULT_LIMITS
from conformance.submissions import Submission

SECONDS = float(os.environ.get("FUZZ_SECONDS", "30"))
NIGHTLY = "FUZZ_SECONDS" in os.environ
# By day every run spoils alike, so that a change is judged by itself; by night new ground is tried.
SEED = int(os.environ.get("FUZZ_SEED", "0")) or (random.SystemRandom().randrange(1, 1 << 32) if NIGHTLY else 20_260_301)
KEPT = Path(tempfile.gettempdir()) / "conformance-fuzz"
AT_ONCE = 150
# Recognising scans is slow and none of ours: spoiled pages without text are left alone.
LIMITS = replace(DEFAULT_LIMITS, seconds=60.0, scans=0)
# What may not happen to one document, whatever is in it.
FAULTS = ("program_error", "crashed", "too_much_memory", "too_slow", "no_answer")
LINES = [
    "落实安全生产主体责任实施方案",
    "一、目标",
    "2024年12月底前，依据《中华人民共和国安全生产法》（GB/T 33000—2016）落实责任。",
]


def originals() -> dict[str, bytes]:
    """A whole file of each format, with what is peculiar to it."""
    body = (
        word.listed(LINES[0], 1) + "".join(map(word.paragraph, LINES)) + word.table(word.cell("任务") + word.cell("时限"))
        + word.paragraph("", inside='<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>'
                         '<w:r><w:footnoteReference w:id="1"/></w:r><w:ins><w:r><w:t>增</w:t></w:r></w:ins>')
    )  # fmt: skip
    docx = word.docx(
        body,
        styles=word.style("1", "heading 1") + word.style("2", "own", based_on="1"),
        numbering=word.abstract(0, word.level(0, "%1、", "chineseCounting")) + word.num(1, 0),
        footnotes='<w:footnote w:id="1">' + word.paragraph("注") + "</w:footnote>",
    )
    sheet = Sheet().lines(70, 100, LINES).table([70, 200, 400], [200, 230, 260], [["任务", "时限"], ["演练", "6月"]])
    doc = doc_files.doc(
        [doc_files.paragraph(LINES[0], packed=doc_files.in_list(1)), doc_files.paragraph(LINES[2]),
         doc_files.cell("任务"), doc_files.cell("时限"), doc_files.row_end((100, 0), (200, 0x60))],
        definitions=[doc_files.definition(5, doc_files.level("\0、", 39))],
        uses=[doc_files.use(5)],
        styles=[doc_files.style("Normal", 0), doc_files.style("标题 1", 1)],
    )  # fmt: skip
    escaped = "\\par ".join("".join(f"\\u{ord(c)}?" for c in line) for line in LINES)
    rtf = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 x;}}{\stylesheet{\s1 heading 1;}}\trowd\cellx90\intbl a\cell\row\pard "
    html = "<html><table><tr><td rowspan=2>任务<td>时限</table><ol><li>" + "<p>".join(LINES) + "</html>"
    ofd = ofd_sheets.ofd(
        ofd_sheets.page("".join(ofd_sheets.text(20, 20 + 10 * n, line) for n, line in enumerate(LINES)))
    )
    return {
        "a.docx": docx,
        "a.pdf": pdf(sheet, Sheet().lines(70, 100, LINES)),
        "forms.pdf": forms_of(*each_twice(4)),
        "a.doc": doc,
        "a.rtf": rtf + escaped.encode() + b"}",
        "a.html": html.encode(),
        "a.ofd": ofd,
        "a.md": ("# " + "\n\n|a|b|\n|-|-|\n|c|d|\n".join(LINES)).encode("gb18030"),
    }


def spoiled(pick: random.Random, whole: dict[str, bytes], count: int) -> Iterator[Submission]:
    """Files to try; half of them docx and pdf, as these are what is sent."""
    for n in range(count):
        name = pick.choice(("a.docx", "a.pdf")) if n % 2 else pick.choice(sorted(whole))
        content = mutated(whole[name], pick)
        yield Submission(f"{n:04}-{name}", partial(bytes, content))


def test_spoiled_files_are_read_or_refused() -> None:
    pick, whole = random.Random(SEED), originals()
    job = batch.Job((), date(2026, 11, 24), limits=LIMITS)
    assert {
        r.status for r in batch.check_all([Submission(n, partial(bytes, c)) for n, c in whole.items()], job, 2)
    } == {"checked"}
    until, tried = time.monotonic() + SECONDS, 0
    while not tried or time.monotonic() < until:
        files = list(spoiled(pick, whole, AT_ONCE))
        for file, report in zip(files, batch.check_all(files, job, 2), strict=True):
            fault = report.error.code if report.error else ""
            if fault in FAULTS:
                KEPT.mkdir(exist_ok=True)
                (KEPT / file.name).write_bytes(file.content())
            assert fault not in FAULTS, f"{report.error}; seed {SEED}, kept as {KEPT / file.name}"
        tried += len(files)
    print(f"{tried} spoiled files, seed {SEED}")
