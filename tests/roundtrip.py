"""Comments seen from outside: does what they are anchored at read as the places they speak of, also after LibreOffice
has opened and saved the file, and are the words of the document as they were?

`python -m tests.roundtrip PACK FILE…` checks files against a pack, writes the comments, sends them through LibreOffice
and prints a line a file; a text file is first made a Word file by LibreOffice. Of a pdf the words under the highlights
are read again. Exit code 1 where anything differs.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
from lxml import etree
from pypdf import PdfReader

from conformance.batch import Job, gap_report
from conformance.model.report import GapReport
from conformance.readers import read
from conformance.reporters.annotation.remarks import AUTHOR, remarks
from conformance.reporters.comments import render
from conformance.submissions import submissions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTED = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "rt", "txbxContent", "instrText", "delText", "rPr", "pPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True)
class Comment:
    """A comment of a Word file: who wrote it, its lines, and the words between its marks."""

    author: str
    lines: tuple[str, ...]
    anchored: str


def comments(packed: bytes) -> list[Comment]:
    """The comments of a Word file by the order of their marks."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        root = etree.fromstring(archive.read("word/comments.xml")) if "word/comments.xml" in archive.namelist() else ()
    said = {c.get(f"{W}id"): c for c in root}
    anchored: dict[str, str] = {}
    open_: set[str] = set()
    for kind, value in _walk(body):
        if kind == "start":
            open_.add(value)
            anchored[value] = ""
        elif kind == "end":
            open_.discard(value)
        else:
            for name in open_:
                anchored[name] += value
    return [
        Comment(
            said[name].get(f"{W}author"),
            tuple("".join(t.text or "" for t in p.iter(f"{W}t")) for p in said[name].iter(f"{W}p")),
            words,
        )
        for name, words in anchored.items()
    ]


def _walk(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if child.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
            yield child.tag.rpartition("Range")[2].lower(), child.get(f"{W}id")
        elif child.tag == f"{W}t":
            yield "text", child.text or ""
        elif child.tag in _PRINTED:
            yield "text", _PRINTED[child.tag]
        elif child.tag not in _SKIPPED and child.tag != _FALLBACK:
            yield from _walk(child)


def covered(packed: bytes, number: int = 0) -> list[tuple[str, ...]]:
    """The words under each strip of each highlight on page `number` of a pdf, as pdfium shows them."""
    document = pypdfium2.PdfDocument(packed)
    text = document[number].get_textpage()
    rows = []
    for one in PdfReader(io.BytesIO(packed)).pages[number].get("/Annots", []):
        annotation = one.get_object()
        if annotation["/Subtype"] == "/Highlight":
            points = [float(x) for x in annotation["/QuadPoints"]]
            quads = [points[i : i + 8] for i in range(0, len(points), 8)]
            edges = ((min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in quads)
            rows.append(tuple(text.get_text_bounded(*edge).strip() for edge in edges))
    text.close()
    document.close()
    return rows


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def converted(files: Sequence[Path], folder: Path, kind: str = "docx") -> list[Path]:
    """`files` as LibreOffice saves them, in `folder`."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, *files],
        check=True, capture_output=True, timeout=60 + 30 * len(files),
    )  # fmt: skip
    return [folder / f"{file.stem}.{kind}" for file in files]


def wrong(report: GapReport, packed: bytes, text: str) -> list[str]:
    """What in the annotated file `packed` is not as `report` says: places without their comment, words other than `text`."""
    one = report.reports[0]
    assert one.facts is not None
    said = remarks(report, one, one.facts)
    ours = [c for c in comments(packed) if c.author == AUTHOR]
    # LibreOffice runs the lines of a comment together where they stand at a tracked insertion.
    there = sorted(("".join(c.lines), squeezed(c.anchored)) for c in ours[1:])
    wanted = sorted(("".join(r.lines), squeezed(r.quote)) for r in said.places)
    faults = [f"{len(ours)} comments for {len(wanted)} places and the summary"] if len(ours) != len(wanted) + 1 else []
    faults += [f"{a} is not {b}" for a, b in zip(there, wanted, strict=False) if a != b]
    same = squeezed(text) == squeezed(read(packed, path="批注.docx").text)
    return faults + ([] if same else ["the words of the document changed"])


def text_of(file: Path) -> str:
    """What our reader reads in `file`."""
    return read(file.read_bytes(), path=file.name).text


def report_on(file: Path, pack: str) -> GapReport:
    """The gap report on one file."""
    return gap_report(submissions((file,)), Job((pack,), date(2026, 1, 1)), 1)


def wrong_pdf(report: GapReport, packed: bytes) -> list[str]:
    """As `wrong`, of a pdf: highlights that do not cover the very words of their places. One over several pages is one
    a page."""
    one = report.reports[0]
    assert one.facts is not None
    pages = range(len(PdfReader(io.BytesIO(packed)).pages))
    there = squeezed("".join(w for page in pages for row in covered(packed, page) for w in row))
    wanted = squeezed("".join(r.quote for r in remarks(report, one, one.facts).places))
    faults = [] if sorted(there) == sorted(wanted) else [f"{there} is not {wanted}"]
    return faults + ([] if read(packed, path="批注.pdf").text == one.facts.document.text else ["other words"])


def check_pdf(files: Sequence[Path], pack: str) -> int:
    """Check pdf files and print a line for each; returns the number of those where something differs."""
    bad = 0
    for file in files:
        report, source = report_on(file, pack), file.read_bytes()
        packed = render(report, source=source)
        faults = wrong_pdf(report, packed) + ([] if packed == render(report, source=source) else ["the bytes differ"])
        faults += [] if packed.startswith(source) else ["the file was written anew"]
        count = sum(len(covered(packed, n)) for n in range(len(PdfReader(io.BytesIO(packed)).pages)))
        print(f"{file.name}: {count} highlights, {'; '.join(faults) or 'all exact'}")
        bad += bool(faults)
    return bad


def check_word(files: Sequence[Path], pack: str, folder: Path) -> int:
    """As `check_pdf`, of Word files, before and after LibreOffice saved them."""
    bad, plain, marked = 0, folder / "plain", folder / "marked"
    reports = [report_on(file, pack) for file in files]
    for number, (file, report) in enumerate(zip(files, reports, strict=True)):
        for place, content in ((plain, file.read_bytes()), (marked, render(report, source=file.read_bytes()))):
            place.mkdir(exist_ok=True)
            (place / f"{number}.docx").write_bytes(content)
    order = range(len(files))
    saved_plain = converted([plain / f"{n}.docx" for n in order], plain / "saved")
    saved_marked = converted([marked / f"{n}.docx" for n in order], marked / "saved")
    for number, (file, report) in enumerate(zip(files, reports, strict=True)):
        own = (marked / f"{number}.docx").read_bytes()
        faults = wrong(report, own, text_of(plain / f"{number}.docx"))
        # LibreOffice drops or repeats words of some content controls: what it makes of the plain file counts.
        faults += wrong(report, saved_marked[number].read_bytes(), text_of(saved_plain[number]))
        faults += [] if own == render(report, source=file.read_bytes()) else ["the bytes differ"]
        print(f"{file.name}: {len(comments(own))} comments, {'; '.join(faults) or 'all exact'}")
        bad += bool(faults)
    return bad


def main(pack: str, *names: str) -> int:
    """Check every file named; returns the number of those where something differs."""
    files = [Path(name) for name in names]
    papers = [file for file in files if file.suffix == ".pdf"]
    texts = [file for file in files if file.suffix == ".txt"]
    with tempfile.TemporaryDirectory() as name:
        made = converted(texts, Path(name) / "made") if texts else []
        words = [file for file in files if file not in (*papers, *texts)] + made
        bad = check_pdf(papers, pack) + (check_word(words, pack, Path(name)) if words else 0)
    print(f"{len(files) - bad} of {len(files)} files exact")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(*sys.argv[1:])))
