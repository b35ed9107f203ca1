"""Word files (docx, docm, dotx, dotm), read exactly as Word shows them with all changes accepted.

Automatic numbers are part of the text; comments, deletions, hidden text, field codes, page headers and footers are not.
Pictures are never unpacked.
"""

from __future__ import annotations

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Reading
from conformance.options import Limits

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
NAME = Message("docx", "Word 文档（docx）", "a Word document (docx)")

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FIRST_MEMBERS = (b"[content_types].xml", b"_rels/", b"word/", b"docprops/", b"customxml/")


def sniff(data: bytes) -> bool:
    """Whether `data` is a Word package: whole, cut off, or locked by a password."""
    from conformance.readers.zipped.archive import opened  # noqa: PLC0415

    if data.startswith(_OLE):
        return _ENCRYPTED in data
    if not data.startswith(b"PK"):
        return False
    archive = opened(data)
    if archive is None:
        length = int.from_bytes(data[26:28], "little")
        return data.startswith(_ZIP) and data[30 : 30 + length].lower().startswith(_FIRST_MEMBERS) and b"word/" in data
    names = {n.replace("\\", "/").lstrip("/").lower() for n in archive.namelist()}
    return any(n.startswith("word/") and n.endswith(".xml") for n in names)


def read(data: bytes, limits: Limits) -> Reading:
    """Read the Word file `data`.

    ReadError where it is damaged, needs a password, declares a document type, or is over a limit.
    """
    from conformance.readers.word.assembly import reading_of  # noqa: PLC0415
    from conformance.readers.word.document import contents  # noqa: PLC0415
    from conformance.readers.zipped.archive import PASSWORD  # noqa: PLC0415

    if data.startswith(_OLE):
        raise ReadError(PASSWORD)
    return reading_of(contents(data, limits), "docx")
