"""pdf files: text with places from pdfium, tables by pdfplumber's geometry; pages without text are named, not guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.errors import ReadError
from conformance.messages import Message, Said
from conformance.model.document import Reading
from conformance.options import MEBI, Limits
from conformance.readers.paged.layout import Page, listed

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from conformance.readers.paged.scanned import Filled

SUFFIXES = (".pdf",)
NAME = Message("pdf", "PDF", "PDF")

NEEDS_PASSWORD = Message(
    "password",
    "文件有打开密码，无法读取；请另存为不加密的文件后再提交",
    "the file needs a password; save it without one and submit it again",
)
DAMAGED = Message(
    "damaged", "PDF 文件已损坏，无法读取；请重新导出后再提交", "the pdf is damaged; export it again and submit it"
)
TOO_MANY_PAGES = Message(
    "page_limit", "共 {pages} 页，超出页数上限（{most} 页）", "{pages} pages are over the page limit ({most})"
)
PAGES_BROKEN = Message("pages_broken", "第 {pages} 页已损坏，未读", "page(s) {pages}: damaged, not read")
TOO_MUCH_MEMORY = Message(
    "memory_limit",
    "解压后的内容过大，超出内存上限（{most} MB）",
    "its unpacked content is over the memory limit ({most} MB)",
)
DRAWN_TOO_OFTEN = Message(
    "drawing_limit",
    "图形对象层层嵌套、反复绘制，展开后过大，未读取；请打印成普通 PDF 后再提交",
    "drawings within drawings repeat too often to be read; print it as an ordinary pdf and submit that",
)

_HEAD = b"%PDF-"
_NEAR = 1024
# Drawing commands take about twenty times their length once pdfium has read them.
_GROWTH = 32
# What drawings within drawings take in all, as a part of the memory: no honest page comes near it.
_REPEATED = 128


def sniff(data: bytes) -> bool:
    """Whether `data` is a pdf: its head stands near the beginning, or later with a pdf's objects after it."""
    at = data.find(_HEAD, 0, 8 * _NEAR)
    return 0 <= at < _NEAR or (at >= 0 and b"endobj" in data)


def read(data: bytes, limits: Limits) -> Reading:
    """Read the pdf `data`.

    ReadError where it needs a password, is damaged, or is over the page or memory limit.
    """
    from conformance.readers.paged.compose import reading  # noqa: PLC0415
    from conformance.readers.paged.streams import overlong  # noqa: PLC0415

    packed = data[max(0, data.find(_HEAD)) :]
    try:
        if overlong(packed, limits.memory // _GROWTH):
            raise MemoryError
        return reading("pdf", _filled(packed, limits))
    except MemoryError:
        raise ReadError(TOO_MUCH_MEMORY, most=limits.memory // MEBI) from None


def _filled(packed: bytes, limits: Limits) -> Filled:
    """The pages of `packed`, scans recognised; from pdfium or, where it cannot open the file, from pdfplumber."""
    import pypdfium2  # noqa: PLC0415

    from conformance.readers.paged import additions, pdfium  # noqa: PLC0415
    from conformance.readers.paged.scanned import filled, laid_out  # noqa: PLC0415
    from conformance.readers.paged.streams import has_forms  # noqa: PLC0415
    from conformance.readers.paged.substitutes import substituted  # noqa: PLC0415

    with substituted():
        try:
            document = pypdfium2.PdfDocument(packed)
        except pypdfium2.PdfiumError as error:
            if error.err_code == pdfium.PASSWORD_NEEDED:
                raise ReadError(NEEDS_PASSWORD) from None
            return laid_out(list(_salvaged(packed, limits)))
        try:
            additions.prepare(document)
            _check_pages(len(document), limits)
            if has_forms(packed):
                _check_drawings(document, limits)
            pages = list(pdfium.pages(document))
            found = filled(pages, lambda page: pdfium.picture(document, page.number), limits)
            broken = [page.number for page in pages if not page.height]
            said = [Said.of(PAGES_BROKEN, pages=listed(broken))] if broken else []
            said += [Said.of(additions.DYNAMIC_FORM)] if additions.is_dynamic(document) else []
            notices = (*additions.noticed(document, pages), *found.notices)
            return replace(found, notices=notices, not_read=(*said, *found.not_read))
        finally:
            document.close()


def _salvaged(packed: bytes, limits: Limits) -> Iterator[Page]:
    """The pages of a file pdfium refuses, as far as pdfplumber can read them."""
    from conformance.readers.paged import plumber  # noqa: PLC0415

    try:
        pages = list(plumber.pages(packed, limits.pages + 1))
    except Exception as error:  # whatever a parser raises over broken input: the file is damaged
        if isinstance(error, MemoryError):
            raise
        raise ReadError(DAMAGED) from error
    if not pages:
        raise ReadError(DAMAGED)
    _check_pages(len(pages), limits)
    yield from pages


def _check_pages(count: int, limits: Limits) -> None:
    if count > limits.pages:
        raise ReadError(TOO_MANY_PAGES, pages=count, most=limits.pages)
    if count == 0:
        raise ReadError(DAMAGED)


def _check_drawings(document: PdfDocument, limits: Limits) -> None:
    from conformance.readers.paged.nested import overdrawn  # noqa: PLC0415  (imports pdfminer, which few files need)

    if overdrawn(document, limits.memory // _REPEATED):
        raise ReadError(DRAWN_TOO_OFTEN)
