"""Rich text (.rtf, and .doc files that are rich text inside), read as Word shows it with all changes accepted."""

from __future__ import annotations

from conformance.messages import Message
from conformance.model.document import Reading
from conformance.options import Limits

SUFFIXES = (".rtf",)
NAME = Message("rtf", "RTF 文档", "a rich text document (rtf)")

_HEAD = b"{\\rt"


def sniff(data: bytes) -> bool:
    """Whether `data` is rich text."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_HEAD)


def read(data: bytes, limits: Limits) -> Reading:
    """Read the file `data`. What is missing at the end of a file that was cut off is taken as empty.

    ReadError where it is over a limit.
    """
    from conformance.readers.rich.story import Writer  # noqa: PLC0415
    from conformance.readers.rich.tokens import tokens  # noqa: PLC0415
    from conformance.readers.word.assembly import reading_of  # noqa: PLC0415
    from conformance.readers.word.document import Contents, Stories, walked  # noqa: PLC0415

    writer = Writer(limits)
    body = writer.read(tokens(data[data.index(b"{") :]))
    found = walked(Stories(body, writer.styles, writer.lists, writer.notes), limits)
    return reading_of(Contents(body, found, comments=writer.comments, changed=writer.changed), "rtf")
