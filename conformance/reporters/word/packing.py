"""Office files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
# What XML 1.0 cannot hold (section 2.2), and halves of surrogate pairs.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The zip archive of `parts` by name, in the order given, the content types first; no clock, no system in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda n: n != _CONTENT_TYPES):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, parts[name])
    return out.getvalue()


def repack(packed: bytes) -> bytes:
    """The same members with fixed times, in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return pack({name: archive.read(name) for name in sorted(archive.namelist())})


def printable(text: str) -> str:
    """`text` without characters that XML cannot hold; each becomes U+FFFD, so that it is seen and nothing shifts."""
    return _ILLEGAL.sub("\ufffd", text)


def midnight(as_of: str) -> datetime:
    """The as-of date of a report, as the time its files say they were written at."""
    return datetime.combine(date.fromisoformat(as_of), datetime.min.time())
