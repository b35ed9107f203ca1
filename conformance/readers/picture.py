"""Scans and photographs as picture files (png, jpeg, tiff and others): their words are recognised.

Without the extra `ocr` they are read as empty, and the report says why.
"""

from __future__ import annotations

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Reading
from conformance.options import Limits

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif")
NAME = Message("picture", "图片", "a picture")

TOO_MANY_PAGES = Message(
    "page_limit", "共 {pages} 页，超出页数上限（{most} 页）", "{pages} pages are over the page limit ({most})"
)

_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")


def sniff(data: bytes) -> bool:
    """Whether `data` begins as one of the picture formats does."""
    is_bitmap = data.startswith(b"BM") and int.from_bytes(data[6:10], "little") == 0 and len(data) > 14
    return data.startswith(_HEADS) or is_bitmap or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def read(data: bytes, limits: Limits) -> Reading:
    """Read the picture `data`. ReadError where its first page is damaged or too large, or it has too many pages."""
    from conformance.readers.paged.compose import reading  # noqa: PLC0415
    from conformance.readers.paged.layout import Page  # noqa: PLC0415
    from conformance.readers.paged.pictures import Album  # noqa: PLC0415
    from conformance.readers.paged.scanned import filled  # noqa: PLC0415

    album = Album(data)
    if album.count > limits.pages:
        raise ReadError(TOO_MANY_PAGES, pages=album.count, most=limits.pages)
    album.pixels(0)
    pages = [Page(n + 1, *album.size(n), (), pictured=1.0) for n in range(album.count)]
    return reading(album.format, filled(pages, lambda page: album.pixels(page.number - 1), limits))
