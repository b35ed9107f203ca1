"""Zip archives as people send them: their members, unpacked within limits."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.options import MEBI, Limits

BAD_ARCHIVE = Message("bad_archive", "压缩包 {path} 已损坏：{why}", "the archive {path} is damaged: {why}")
MEMBERS = Message(
    "archive_members",
    "压缩包 {path} 里的文件太多（上限 {most} 个）；请分批压缩或解压后再检查。",
    "the archive {path} holds too many files (at most {most}); check it in parts or unpack it first",
)
MEMBER_SIZE = Message(
    "archive_limit",
    "压缩包里的 {path} 解压后有 {size} MiB（压缩 {ratio} 倍），超出上限（{limit} MiB、{most} 倍），未解压；请单独提交。",
    "{path} in the archive unpacks to {size} MiB ({ratio} times its packed size), over the limit of {limit} MiB and {most} "
    "times; submit it by itself",
)
LOCKED = Message(
    "archive_locked",
    "压缩包里的 {path} 有密码，不能读取；请去掉密码后再提交。",
    "{path} in the archive has a password; submit it without one",
)

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
# What a damaged archive makes the library raise.
BROKEN = (
    zipfile.BadZipFile,
    OSError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
_TAIL = 66_000
_BYTES_AN_ENTRY = 1024
_RATIO_FROM = MEBI


def is_zip(first: bytes) -> bool:
    """Whether a file is a zip archive, by its `first` four bytes or more."""
    return first[:4] in _ZIPS


class _Open(Protocol):
    def __call__(self, mode: Literal["rb"]) -> BinaryIO: ...


@dataclass(slots=True)
class Allowance:
    """What may still be found in an archive and those within it: files, and bytes of archives."""

    members: int
    size: int

    @classmethod
    def of(cls, limits: Limits) -> Allowance:
        """What `limits` allow of one archive that a user sent."""
        return cls(limits.members, limits.archives)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file: how it is opened, its name in reports, the limits, what may still be found, and how many archives it
    lies in."""

    open: _Open
    name: str
    limits: Limits
    allowance: Allowance
    depth: int = 1

    def rows(self) -> list[zipfile.ZipInfo] | None:
        """Its members; None where it is a document itself (docx, ofd and the like are zips too).

        ReadError where there are too many, before they are listed.
        """
        with self.open("rb") as stream:
            if _directory_size(stream) > self.limits.members * _BYTES_AN_ENTRY:
                raise ReadError(MEMBERS, path=self.name, most=self.limits.members)
            size = stream.seek(0, 2)
            with zipfile.ZipFile(stream) as archive:
                rows = [i for i in archive.infolist() if not i.is_dir()]
        if any(map(_of_document, rows)):
            return None
        self.allowance.members -= len(rows)
        if self.allowance.members < 0:
            raise ReadError(MEMBERS, path=self.name, most=self.limits.members)
        if sum(r.compress_size for r in rows) > size:
            raise ReadError(BAD_ARCHIVE, path=self.name, why="overlapping members")
        return rows

    def unpack(self, row: zipfile.ZipInfo, shown: str) -> bytes:
        """The bytes of member `row`. ReadError where it is locked, damaged or over a limit."""
        limits, ratio = self.limits, row.file_size // max(1, row.compress_size)
        if row.flag_bits & 1:
            raise ReadError(LOCKED, path=shown)
        if row.file_size > limits.size or (row.file_size > _RATIO_FROM and ratio > limits.ratio):
            raise ReadError(
                MEMBER_SIZE, path=shown, size=-(-row.file_size // MEBI), ratio=ratio, limit=limits.size // MEBI,
                most=limits.ratio,
            )  # fmt: skip
        try:
            with self.open("rb") as stream, zipfile.ZipFile(stream) as archive, archive.open(row) as member:
                return member.read(limits.size + 1)
        except BROKEN as error:
            raise ReadError(BAD_ARCHIVE, path=shown, why=str(error)) from error

    def holds_zip(self, row: zipfile.ZipInfo) -> bool:
        """Whether a member that may be read is a zip file, by its first bytes."""
        if row.flag_bits & 1:
            return False
        try:
            with self.open("rb") as stream, zipfile.ZipFile(stream) as archive, archive.open(row) as member:
                return is_zip(member.read(4))
        except BROKEN:
            return False


def _of_document(row: zipfile.ZipInfo) -> bool:
    name = row.filename.replace("\\", "/").lower()
    return name in ("[content_types].xml", "ofd.xml", "mimetype") or name.startswith(("word/", "xl/", "ppt/"))


def _directory_size(stream: BinaryIO) -> int:
    """How large the list of members says it is; it is read whole as soon as the archive is opened."""
    stream.seek(0, 2)
    stream.seek(-min(stream.tell(), _TAIL), 2)
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
