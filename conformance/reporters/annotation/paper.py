"""Highlights and notes in a pdf: the submitted file with marks over its very words, and notes for what is missing.

Marks are added behind the file as it is, which stays its beginning, byte for byte; only an encrypted or damaged file is
written anew. What an earlier run of ours added is replaced.
Source: ISO 32000-2, 12.5 (annotations), 7.5.6 (incremental updates).
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import pypdfium2
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from conformance.errors import UsageError
from conformance.messages import Language, Message
from conformance.model.document import Box, Document
from conformance.model.report import Severity
from conformance.reporters.annotation.boxes import Strip, bounds, strips
from conformance.reporters.annotation.remarks import AUTHOR, Remark, Remarks
from conformance.reporters.word.packing import printable

CANNOT = Message(
    "pdf_takes_no_notes",
    "“{path}”的内部结构不规范，不能写入批注。请重新导出 PDF（或另存为 docx）后再检查，或改用 --format docx、html。",
    "{path} is built so oddly that no notes can be written into it: export it again (or save it as docx) and check "
    "again, or use --format docx or html",
)
_UNSIGNED = Message(
    "pdf_signature",
    "原文件带有数字签名；批注追加在签名之后，签名状态以原文件为准。",
    "the file bears a digital signature; the notes were added after signing: the file itself counts",
)

_COLOURS: dict[Severity, tuple[float, float, float]] = {
    "red": (1.0, 0.78, 0.75),
    "orange": (1.0, 0.86, 0.66),
    "yellow": (1.0, 0.95, 0.55),
    "blue": (0.78, 0.87, 1.0),
}
_NOTE = (1.0, 0.9, 0.4)
# Whatever pypdf raises over a file that is built oddly.
_ODD = (PyPdfError, NotImplementedError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
_MARK = "hg-"
_PRINTED = 4
# A note is drawn this large, and notes stand this far apart, in points.
_SIDE, _STEP, _EDGE = 18.0, 24.0, 6.0


def annotated(source: bytes, said: Remarks, document: Document, day: str, language: Language) -> bytes:
    """`source`, which reads as `document`, with everything that is `said`, dated `day`.

    UsageError where the file takes no notes.
    """
    if b"/ByteRange" in source:
        said = said.adding(_UNSIGNED.say(language))
    places = strips(source, document.text, document.pieces, ((r.start, r.end) for r in said.places))
    for content, added in _attempts(source):
        try:
            with _quiet():
                made = _written(content, said, places, day, added=added)
        except _ODD:
            continue
        if _opens(made) == _opens(source):
            return made
    raise UsageError(CANNOT, path=document.path)


def _written(source: bytes, said: Remarks, places: Sequence[Sequence[Strip]], day: str, *, added: bool) -> bytes:
    """The file with its marks, `added` behind it or written anew."""
    writer = (
        PdfWriter(io.BytesIO(source), incremental=True)
        if added
        else PdfWriter(clone_from=PdfReader(io.BytesIO(source)))
    )
    notes = _Notes(writer, day)
    notes.clear()
    unplaced: list[tuple[str, ...]] = []
    for remark, covered in zip(said.places, places, strict=True):
        if covered:
            notes.highlight(remark, covered)
        else:
            unplaced.append((*remark.lines, remark.quote))
    notes.stick(1, "summary", said.summary)
    for number, lines in enumerate((*said.listed, *unplaced), 1):
        notes.stick(len(writer.pages), f"listed-{number}", lines)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class _Notes:
    """Writes annotations into the pages of a pdf."""

    def __init__(self, writer: PdfWriter, day: str) -> None:
        self._writer = writer
        self._time = TextStringObject(f"D:{day.replace('-', '')}000000Z")
        self._stuck: dict[int, int] = {}

    def clear(self) -> None:
        """Take our own annotations of an earlier run off all pages."""
        for page in self._writer.pages:
            there = _annotations(page)
            others = [a for a in there if not _is_ours(a)]
            if len(others) < len(there):
                page[NameObject("/Annots")] = ArrayObject(others)

    def highlight(self, remark: Remark, covered: Sequence[Strip]) -> None:
        """Mark the strips of `remark`, with one annotation on every page it touches."""
        for page, strips_there in groupby(covered, key=lambda s: s.page):
            boxes = [s.box for s in strips_there]
            colour = _COLOURS[remark.severity]
            corners = [c for left, low, right, high in boxes for c in (left, high, right, high, left, low, right, low)]
            drawn = "".join(f"{b[0]:.2f} {b[1]:.2f} {b[2] - b[0]:.2f} {b[3] - b[1]:.2f} re f\n" for b in boxes)
            self._add(page, "/Highlight", f"{remark.keys[0]}-{page}", remark.lines, bounds(boxes), {
                "/QuadPoints": _numbers(corners), "/C": _numbers(colour), "/CA": NumberObject(1),
            }, f"/G gs {_operands(colour)} rg\n{drawn}")  # fmt: skip

    def stick(self, page: int, name: str, lines: Sequence[str]) -> None:
        """Put a note at the right edge of page `page`, under those already there."""
        index = self._stuck.get(page, 0)
        self._stuck[page] = index + 1
        box = _edge(self._writer.pages[page - 1], index)
        self._add(page, "/Text", name, lines, box, {
            "/Name": NameObject("/Comment"), "/Open": BooleanObject(False), "/C": _numbers(_NOTE),
        }, _icon(box))  # fmt: skip

    def _add(
        self, page: int, kind: str, name: str, lines: Sequence[str], box: Box, more: dict[str, PdfObject], drawn: str
    ) -> None:
        sheet = self._writer.pages[page - 1]
        stated: dict[str, PdfObject] = {
            "/Type": NameObject("/Annot"), "/Subtype": NameObject(kind), "/Rect": _numbers(box), "/F": NumberObject(_PRINTED),
            "/Contents": TextStringObject(printable("\n".join(lines))), "/T": TextStringObject(AUTHOR),
            "/NM": TextStringObject(_MARK + name), "/M": self._time, "/CreationDate": self._time,
            "/AP": _dictionary({"/N": self._writer._add_object(_form(box, drawn))}), **more,
        }  # fmt: skip
        made = self._writer._add_object(_dictionary(stated))
        sheet[NameObject("/Annots")] = ArrayObject([*_annotations(sheet), made])


def _annotations(page: PageObject) -> list[PdfObject]:
    """The annotations of a page as it lists them; none where the list is damaged."""
    listed = page.get("/Annots")
    listed = listed.get_object() if listed is not None else None
    return list(listed) if isinstance(listed, ArrayObject) else []


def _is_ours(annotation: PdfObject) -> bool:
    stated = annotation.get_object()
    return (
        isinstance(stated, DictionaryObject)
        and str(stated.get("/T", "")) == AUTHOR
        and str(stated.get("/NM", "")).startswith(_MARK)
    )


def _form(box: Box, drawn: str) -> StreamObject:
    """What a viewer draws for an annotation in `box`; /G lets the text underneath show through."""
    form = StreamObject()
    form.set_data(drawn.encode())
    blend = _dictionary({"/ExtGState": _dictionary({"/G": _dictionary({"/BM": NameObject("/Multiply")})})})
    form.update(_dictionary({
        "/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form"), "/BBox": _numbers(box), "/Resources": blend,
    }))  # fmt: skip
    return form


def _icon(box: Box) -> str:
    """A sheet of paper with three lines."""
    left, low, right, high = box
    lines = "".join(
        f"{left + 4:.2f} {y:.2f} m {right - 4:.2f} {y:.2f} l S\n" for y in (low + 5, (low + high) / 2, high - 5)
    )
    paper = f"{left + 1:.2f} {low + 1:.2f} {right - left - 2:.2f} {high - low - 2:.2f} re B\n"
    return f"{_operands(_NOTE)} rg 0.35 0.3 0.1 RG 1 w\n{paper}{lines}"


def _edge(page: PageObject, index: int) -> Box:
    """The box of note `index` (from 0) at the right edge of `page` as it is shown, further columns to the left."""
    left, low, right, high = (float(x) for x in (*page.cropbox.lower_left, *page.cropbox.upper_right))
    turn = int(page.rotation) % 360
    width, height = (right - left, high - low) if turn % 180 == 0 else (high - low, right - left)
    rows = max(1, int((height - 2 * _EDGE) // _STEP))
    x, y = width - _EDGE - _SIDE - _STEP * (index // rows), _EDGE + _STEP * (index % rows)
    corners = [
        _unturned((x, y), turn, (left, low, right, high)),
        _unturned((x + _SIDE, y + _SIDE), turn, (left, low, right, high)),
    ]
    return bounds([(*c, *c) for c in corners])


def _unturned(point: tuple[float, float], turn: int, box: Box) -> tuple[float, float]:
    """A point of the page as it is shown, from its upper left corner, in the coordinates of the file."""
    (x, y), (left, low, right, high) = point, box
    return {0: (left + x, high - y), 90: (left + y, low + x), 180: (right - x, low + y), 270: (right - y, high - x)}[
        turn
    ]


def _dictionary(stated: dict[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in stated.items()})


def _numbers(values: Iterable[float]) -> ArrayObject:
    return ArrayObject(FloatObject(round(value, 2)) for value in values)


def _operands(values: Iterable[float]) -> str:
    return " ".join(f"{value:g}" for value in values)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from telling on standard error what it mends."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _attempts(source: bytes) -> Iterator[tuple[bytes, bool]]:
    """The file to write into, and whether marks are added behind it: as it is, written anew, as pdfium mends it."""
    yield source, True
    yield source, False
    with contextlib.suppress(pypdfium2.PdfiumError):
        document, mended = pypdfium2.PdfDocument(_from_head(source)), io.BytesIO()
        document.save(mended)
        document.close()
        yield mended.getvalue(), False


def _from_head(packed: bytes) -> bytes:
    """A pdf without what stands before its head."""
    return packed[max(0, packed.find(b"%PDF-")) :]


def _opens(packed: bytes) -> int | None:
    """How many pages pdfium finds in `packed`; None where it cannot open it."""
    try:
        document = pypdfium2.PdfDocument(_from_head(packed))
    except pypdfium2.PdfiumError:
        return None
    pages = len(document)
    document.close()
    return pages
