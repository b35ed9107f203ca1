"""Binary Word files (.doc, .dot, and .wps of WPS Office), read as Word shows them with all changes accepted."""

from __future__ import annotations

import re

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Reading
from conformance.options import Limits

SUFFIXES = (".doc", ".dot", ".wps", ".wpt")
NAME = Message("doc", "旧版 Word 文档（doc）", "an old Word document (doc)")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_DOCX = "EncryptedPackage\0".encode("utf-16-le")
# Case does not count in the names of streams.
_WORD_STREAM = re.compile("WordDocument\0".encode("utf-16-le"), re.IGNORECASE)


def sniff(data: bytes) -> bool:
    """Whether `data` is a compound file that holds a Word document, and not a docx locked by a password."""
    return data.startswith(_OLE) and _LOCKED_DOCX not in data and _WORD_STREAM.search(data) is not None


def read(data: bytes, limits: Limits) -> Reading:
    """Read the file `data`; what is too old or too damaged for us is left to LibreOffice, where that is installed.

    ReadError where the file is damaged, needs a password, is too old, or is over a limit.
    """
    from conformance.readers.binary.conversion import converted, converter  # noqa: PLC0415
    from conformance.readers.binary.document import contents  # noqa: PLC0415
    from conformance.readers.binary.streams import DAMAGED, TOO_OLD  # noqa: PLC0415
    from conformance.readers.word.assembly import reading_of  # noqa: PLC0415

    try:
        return reading_of(contents(data, limits), "doc")
    except ReadError as error:
        program = converter() if error.message in (DAMAGED, TOO_OLD) else None
        if program is None:
            raise
    return converted(data, program, limits)
