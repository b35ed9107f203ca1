"""Office files whose bytes depend on their content alone.

Source: PKWARE APPNOTE 6.3.10, 4.3 (layout of a zip file), 4.4.4 (flags); XML 1.0, 2.2 (characters).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

_CONTENT_TYPES = "[Content_Types].xml"
# What XML 1.0 cannot hold, and halves of surrogate pairs.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOCAL, _CENTRAL, _END = "<IHHHHHIIIHH", "<IHHHHHHIIIHHHHHII", "<IHHHHIIH"
# 1980-01-01, the first day a zip file knows.
_DAY = 0x21
_UTF8, _VERSION = 0x800, 20
_DEFLATED = zipfile.ZIP_DEFLATED


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a zip file, packed. `method` is how, `sum` the CRC of the `size` bytes it unpacks to."""

    name: str
    method: int
    sum: int
    size: int
    packed: bytes


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The zip archive of `parts` by name, in the order given, the content types first; no clock, no system in it."""
    return _archive(_member(name, parts[name]) for name in sorted(parts, key=lambda n: n != _CONTENT_TYPES))


def repack(packed: bytes) -> bytes:
    """The same members with fixed times, in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return pack({name: archive.read(name) for name in sorted(archive.namelist())})


def replaced(packed: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """`packed` with the members in `changed` replaced, added at the end where they are new, left out where None.

    All others keep their place and are copied as they are, without being unpacked.
    """
    left = dict(changed)

    def members() -> Iterator[Member]:
        for one in _members(packed):
            if one.name not in changed:
                yield one
            elif (content := left.pop(one.name, None)) is not None:
                yield _member(one.name, content)
        yield from (_member(name, content) for name, content in left.items() if content is not None)

    return _archive(members())


def _member(name: str, content: bytes) -> Member:
    squeeze = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, _DEFLATED, zlib.crc32(content), len(content), squeeze.compress(content) + squeeze.flush())


def _members(packed: bytes) -> Iterator[Member]:
    """The members of an archive, each name once, as they are packed."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for row in {row.filename: row for row in archive.infolist()}.values():
            name, extra = struct.unpack_from("<HH", packed, row.header_offset + 26)
            start = row.header_offset + struct.calcsize(_LOCAL) + name + extra
            content = packed[start : start + row.compress_size]
            yield Member(row.filename, row.compress_type, row.CRC, row.file_size, content)


def _archive(members: Iterable[Member]) -> bytes:
    """The archive of `members` in their order."""
    out, rows, count = io.BytesIO(), [], 0
    for one in members:
        name = one.name.encode()
        stated = (
            _VERSION, 0 if one.name.isascii() else _UTF8, one.method, 0, _DAY, one.sum, len(one.packed), one.size, len(name), 0,
        )  # fmt: skip
        rows.append(struct.pack(_CENTRAL, 0x02014B50, _VERSION, *stated, 0, 0, 0, 0, out.tell()) + name)
        out.write(struct.pack(_LOCAL, 0x04034B50, *stated) + name + one.packed)
        count += 1
    directory, at = b"".join(rows), out.tell()
    out.write(directory + struct.pack(_END, 0x06054B50, 0, 0, count, count, len(directory), at, 0))
    return out.getvalue()


def printable(text: str) -> str:
    """`text` without characters that XML cannot hold; each becomes U+FFFD, so that it is seen and nothing shifts."""
    return _ILLEGAL.sub("\ufffd", text)


def midnight(as_of: str) -> datetime:
    """The as-of date of a report, as the time its files say they were written at."""
    return datetime.combine(date.fromisoformat(as_of), datetime.min.time())
