"""What is to be checked: the files meant by paths, folders and zip archives, each with the name it has in reports."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from conformance.errors import ReadError, UsageError
from conformance.messages import Message
from conformance.options import DEFAULT_LIMITS, MEBI, Limits

MISSING_PATH = Message("missing_path", "找不到文件：{path}。请核对路径。", "no such file: {path}; check the path")
EMPTY_FOLDER = Message("empty_folder", "{path} 里没有可检查的文件。", "{path} holds no files to check")
NOT_ONE = Message(
    "not_one_document",
    "{path} 里有 {count} 份文件，这里只能是一份。请指明其中一份，或用 check 检查整个文件夹。",
    "{path} holds {count} documents and one is wanted here: name one of them, or use check for the whole folder",
)
BAD_ARCHIVE = Message("bad_archive", "压缩包 {path} 已损坏：{why}", "the archive {path} is damaged: {why}")
ARCHIVE_LIMIT = Message(
    "archive_limit",
    "压缩包 {path} 超过上限（{what}）。请解压后再检查。",
    "the archive {path} is over the limit ({what}); unpack it first",
)
LOCKED = Message("archive_locked", "压缩包成员有密码，不能读取。", "the archive member has a password")

_LITTER = ("thumbs.db", "desktop.ini", ".ds_store")
_DEPTH = 3


class _Load(Protocol):
    def __call__(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Submission:
    """One file to check: its name in reports (relative, with /) and how its content is had."""

    name: str
    content: _Load


def submissions(
    paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS, root: Path | None = None
) -> tuple[Submission, ...]:
    """The files meant by `paths`, sorted by name; `-` is standard input.

    UsageError for a path that does not exist. Names are relative to the path that led to the file, or to the folder
    `root`, as a repository's tools want them.
    """
    return tuple(sorted((found for path in paths for found in _of(path, limits, root)), key=lambda s: s.name))


def one(path: Path, limits: Limits = DEFAULT_LIMITS) -> Submission:
    """The single file meant by `path`. UsageError where it does not exist or holds several."""
    found = submissions((path,), limits)
    if len(found) != 1:
        raise UsageError(NOT_ONE, path=path, count=len(found))
    return found[0]


def _of(path: Path, limits: Limits, root: Path | None) -> Iterator[Submission]:
    if str(path) == "-":
        yield Submission("-", cache(sys.stdin.buffer.read))  # it can be read but once
    elif path.is_dir():
        for inside in sorted(path.rglob("*")):
            if inside.is_file() and not any(map(_is_litter, inside.relative_to(path).parts)):
                yield from _file(inside, _name(inside, path, root), limits)
    elif path.exists():
        yield from _file(path, _name(path, path.parent, root), limits)
    else:
        raise UsageError(MISSING_PATH, path=path)


def _name(file: Path, base: Path, root: Path | None) -> str:
    """The name of `file` in reports: from `root` where it lies in there, else from `base`."""
    if root and file.resolve().is_relative_to(root.resolve()):
        return file.resolve().relative_to(root.resolve()).as_posix()
    return file.relative_to(base).as_posix()


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _file(path: Path, name: str, limits: Limits) -> Iterator[Submission]:
    if not _is_archive(path):
        yield Submission(name, path.read_bytes)
        return
    try:
        yield from _members(path, name, limits, 1)
    except (zipfile.BadZipFile, OSError, ReadError) as error:
        yield Submission(name, partial(_refuse, _reason(error, name)))


def _reason(error: Exception, name: str) -> ReadError:
    return error if isinstance(error, ReadError) else ReadError(BAD_ARCHIVE, path=name, why=str(error))


def _refuse(error: ReadError) -> bytes:
    raise error


def _is_archive(source: Path | BinaryIO) -> bool:
    """Whether it is a zip that is no document itself (docx, ofd and the like are zips too)."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
    return not any(
        n in ("[Content_Types].xml", "OFD.xml", "mimetype") or n.startswith(("word/", "xl/", "ppt/")) for n in names
    )


def _members(source: Path | BinaryIO, name: str, limits: Limits, depth: int) -> Iterator[Submission]:
    """The files in an archive, checked against the limits before any is unpacked; archives inside are opened too."""
    with zipfile.ZipFile(source) as archive:
        rows = [i for i in archive.infolist() if not i.is_dir()]
        if len(rows) > limits.members:
            raise ReadError(ARCHIVE_LIMIT, path=name, what=f"{len(rows)} > {limits.members}")
        for row in rows:
            inner = PurePosixPath(member_name(row))
            if _is_litter(inner.name) or inner.parts[0] == "__MACOSX":
                continue
            shown = f"{name}/{inner.as_posix().lstrip('/')}"
            if row.filename.lower().endswith(".zip") and depth < _DEPTH and row.file_size <= limits.size:
                yield from _nested(archive, row, shown, limits, depth)
            else:
                yield Submission(shown, partial(_unpack, source, row.filename, shown, limits))


def _nested(
    archive: zipfile.ZipFile, row: zipfile.ZipInfo, shown: str, limits: Limits, depth: int
) -> Iterator[Submission]:
    try:
        content = BytesIO(archive.read(row))
        if _is_archive(content):
            yield from _members(content, shown, limits, depth + 1)
        else:
            yield Submission(shown, content.getvalue)
    except (zipfile.BadZipFile, OSError, ReadError, RuntimeError) as error:
        yield Submission(shown, partial(_refuse, _reason(error, shown)))


def member_name(row: zipfile.ZipInfo) -> str:
    """The member's name as its author saw it: without the flag for utf-8, Chinese Windows wrote GBK."""
    if row.flag_bits & 0x800:
        return row.filename
    try:
        return row.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return row.filename


def _unpack(source: Path | BinaryIO, member: str, shown: str, limits: Limits) -> bytes:
    with zipfile.ZipFile(source) as archive:
        row = archive.getinfo(member)
        if row.flag_bits & 1:
            raise ReadError(LOCKED)
        if row.file_size > limits.size:
            raise ReadError(ARCHIVE_LIMIT, path=shown, what=f"{row.file_size // MEBI} MiB")
        try:
            with archive.open(row) as stream:
                return stream.read(limits.size + 1)
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            raise ReadError(BAD_ARCHIVE, path=shown, why=str(error)) from error
