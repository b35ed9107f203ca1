"""Word documents in one XML file: that of Word 2003, which reporting systems fill in and name .doc, and the flat form of
a docx."""

from __future__ import annotations

import re

from conformance.messages import Message
from conformance.model.document import Reading
from conformance.options import Limits

SUFFIXES = (".xml",)
NAME = Message("wordml", "Word XML 文档", "a Word XML document")

_OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_HEAD = 8192


def sniff(data: bytes) -> bool:
    """Whether `data` is a Word document in one XML file."""
    head = _head(data)
    return re.match(rb"\s*<[?\w!]", head) is not None and (_OLD in head or _FLAT in head)


def _head(data: bytes) -> bytes:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    return head.decode("utf-16", "ignore").encode() if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head


def read(data: bytes, limits: Limits) -> Reading:
    """Read the file `data`. ReadError where it is damaged, declares a document type, or is over a limit."""
    from conformance.readers.word.assembly import reading_of  # noqa: PLC0415
    from conformance.readers.word.single import flat, old  # noqa: PLC0415

    return reading_of(flat(data, limits) if _FLAT in _head(data) else old(data, limits), "xml")
