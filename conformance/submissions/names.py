"""Names of files in reports: readable whatever the system or the archive wrote them in."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator

from conformance.text import is_han

_UNICODE_NAME = 0x7075


def printable(name: str) -> str:
    """`name` without bytes that are no characters: names in GBK where the system's are in utf-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        return _decoded(raw, "gb18030") or raw.decode(errors="replace")
    return name


def member_name(row: zipfile.ZipInfo) -> str:
    """The member's name as its author saw it, with /.

    Without the flag for utf-8 Chinese Windows wrote GBK, others utf-8 all the same; some add the name in utf-8.
    """
    return _name_of(row).replace("\\", "/")


def _name_of(row: zipfile.ZipInfo) -> str:
    if row.flag_bits & 0x800:
        return row.filename
    try:
        raw = row.filename.encode("cp437")
    except UnicodeError:
        return row.filename
    for name in _readings(raw, row.extra):
        if name is not None:
            return name
    return row.filename


def _readings(raw: bytes, extra: bytes) -> Iterator[str | None]:
    yield _unicode_name(extra)
    plain = _decoded(raw, "utf-8")
    # Two characters of GBK can look like utf-8, but not like Chinese in utf-8.
    yield plain if plain is not None and (plain.isascii() or any(map(is_han, plain))) else None
    yield _decoded(raw, "gb18030")


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unicode_name(extra: bytes) -> str | None:
    """The name in the extra field that Info-ZIP writes for it. Source: APPNOTE 6.3.10, 4.6.9."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_NAME and size > 5:
            return _decoded(extra[at + 9 : at + 4 + size], "utf-8")
        at += 4 + size
    return None
