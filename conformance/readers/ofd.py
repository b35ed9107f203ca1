"""ofd files, the fixed-layout format of GB/T 33190-2016: pages with places, composed like those of a pdf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.errors import ReadError
from conformance.messages import Message, Said
from conformance.model.document import Reading
from conformance.options import Limits

if TYPE_CHECKING:
    from conformance.readers.paged.layout import Page
    from conformance.readers.paged.ofd_pages import Package, Shown
    from conformance.readers.paged.recognition import Image

SUFFIXES = (".ofd",)
NAME = Message("ofd", "OFD 版式文件", "OFD")

TOO_MANY_PAGES = Message("page_limit", "页数超出上限（{most} 页）", "more pages than the limit of {most}")
NO_PAGES = Message(
    "no_pages", "OFD 文件里没有页面；请重新导出后再提交。", "the OFD file has no pages; export it again and submit it"
)
PAGES_BROKEN = Message(
    "pages_broken", "第 {pages} 页已损坏或缺失，未读", "page(s) {pages}: damaged or missing, not read"
)
SIGNED = Message(
    "signed",
    "文件带有电子签章，未验证其有效性。",
    "the file carries electronic signatures; they were not verified",
)
ATTACHED = Message("attachments", "文件带有附件，附件内容未读取。", "files attached to it were not read")


def sniff(data: bytes) -> bool:
    """Whether `data` is a zip archive with the entrance of an OFD file."""
    from conformance.readers.zipped.archive import opened  # noqa: PLC0415

    if not data.startswith(b"PK"):
        return False
    archive = opened(data)
    return archive is not None and any(n.lstrip("/\\").lower() == "ofd.xml" for n in archive.namelist())


def read(data: bytes, limits: Limits) -> Reading:
    """Read the OFD file `data`. ReadError where it is damaged, locked, without pages or over a limit."""
    from conformance.readers.paged.compose import reading  # noqa: PLC0415
    from conformance.readers.paged.layout import listed  # noqa: PLC0415
    from conformance.readers.paged.ofd_pages import Package, book  # noqa: PLC0415
    from conformance.readers.paged.scanned import filled  # noqa: PLC0415

    package = Package(data, limits)
    found = book(package)
    if not found.pages:
        raise ReadError(NO_PAGES)
    if len(found.pages) > limits.pages:
        raise ReadError(TOO_MANY_PAGES, most=limits.pages)
    whole = filled(found.pages, lambda page: _picture(package, page, found.pictures[page.number]), limits)
    notices = [Said.of(m) for m, is_so in ((SIGNED, found.signed), (ATTACHED, found.attached)) if is_so]
    broken = [Said.of(PAGES_BROKEN, pages=listed(found.broken))] if found.broken else []
    return reading("ofd", whole, notices, broken)


def _picture(package: Package, page: Page, shown: list[Shown]) -> Image:
    """The `page` drawn with nothing but its pictures. ReadError where one is missing or damaged."""
    from conformance.readers.paged.pictures import DAMAGED, Album, pasted  # noqa: PLC0415

    if not shown:
        raise ReadError(DAMAGED)
    return pasted([(box, Album(package.part(name) or b"").pixels(0)) for box, name in shown], page.width, page.height)
