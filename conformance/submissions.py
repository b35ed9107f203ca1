"""What is to be checked: the files meant by paths, folders and zip archives, each with the name it has in reports."""

from __future__ import annotations

import os
import stat
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, Protocol

from conformance.errors import ReadError, UsageError
from conformance.messages import Message
from conformance.options import DEFAULT_LIMITS, MEBI, Limits
from conformance.text import is_han

MISSING_PATH = Message("missing_path", "找不到文件：{path}。请核对路径。", "no such file: {path}; check the path")
EMPTY_FOLDER = Message("empty_folder", "{path} 里没有可检查的文件。", "{path} holds no files to check")
NOT_ONE = Message(
    "not_one_document",
    "{path} 里有 {count} 份文件，这里只能是一份。请指明其中一份，或用 check 检查整个文件夹。",
    "{path} holds {count} documents and one is wanted here: name one of them, or use check for the whole folder",
)
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
ARCHIVES = Message(
    "archives_in_archive",
    "压缩包 {path} 里层层嵌套的压缩包解压后超过 {most} MiB，未再解压；请解压后再检查。",
    "the archives within {path} unpack to more than {most} MiB and were not opened; unpack them first",
)
LINK = Message(
    "link_out",
    "{path} 是指向别处的链接，未读取。请换成文件本身，或直接指明那个文件、文件夹。",
    "{path} is a link that leads elsewhere and was not read: put the file itself there, or name that file or folder",
)
NO_FILE = Message(
    "not_a_file",
    "{path} 不是普通文件（而是管道、设备或断开的链接），未读取；标准输入请写作 -。",
    "{path} is no regular file (but a pipe, device or broken link) and was not read; standard input is written -",
)
NO_ENTRY = Message("folder_closed", "不能打开文件夹 {path}：{why}", "the folder {path} cannot be opened: {why}")
LOCKED = Message(
    "archive_locked",
    "压缩包里的 {path} 有密码，不能读取；请去掉密码后再提交。",
    "{path} in the archive has a password; submit it without one",
)

_LITTER = ("thumbs.db", "desktop.ini", ".ds_store", "__macosx")
_DEPTH = 3
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
# Zip files by nature: looking into each for archives would unpack them twice.
_DOCUMENTS = (
    ".docx",
    ".docm",
    ".dotx",
    ".dotm",
    ".ofd",
    ".xlsx",
    ".xlsm",
    ".pptx",
    ".odt",
    ".ods",
    ".pdf",
    ".doc",
    ".txt",
)
_BROKEN = (
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
_UNICODE_NAME = 0x7075


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
        yield from _content("-", cache(partial(_capped, sys.stdin.buffer, limits)), limits)
    elif os.path.isdir(path):  # noqa: PTH112  (that of Path raises where a folder above is closed)
        yield from _folder(path, limits, root)
    elif os.path.lexists(path):
        yield from _file(path, _name(path, path.parent, root), limits)
    else:
        raise UsageError(MISSING_PATH, path=path)


def _folder(path: Path, limits: Limits, root: Path | None) -> Iterator[Submission]:
    """The files in a folder and those below. Links that lead out of it, or to folders, are not followed: who sends a
    folder must not make us read what is elsewhere, or go round in circles."""
    closed: list[OSError] = []
    whole = path.resolve()
    for place, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = [n for n in folders if not _is_litter(n)]
        linked = [n for n in folders if Path(place, n).is_symlink()]
        for name in sorted([*linked, *(n for n in names if not _is_litter(n))]):
            file = Path(place, name)
            shown = _name(file, path, root)
            if name in linked or (file.is_symlink() and not _leads_into(file, whole)):
                yield Submission(shown, partial(_refuse, ReadError(LINK, path=shown)))
            else:
                yield from _file(file, shown, limits)
    for error in closed:
        shown = _name(Path(error.filename), path, root)
        yield Submission(shown, partial(_refuse, ReadError(NO_ENTRY, path=shown, why=error.strerror or str(error))))


def _leads_into(link: Path, folder: Path) -> bool:
    return Path(os.path.realpath(link)).is_relative_to(folder)


def _name(file: Path, base: Path, root: Path | None) -> str:
    """The name of `file` in reports: from `root` where it lies in there, else from `base`."""
    full = file.parent.resolve() / file.name
    if root and full.is_relative_to(root.resolve()):
        return _printable(full.relative_to(root.resolve()).as_posix())
    return _printable(file.relative_to(base).as_posix())


def _printable(name: str) -> str:
    """`name` without bytes that are no characters: names in GBK where the system's are in utf-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        return _decoded(raw, "gb18030") or raw.decode(errors="replace")
    return name


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _file(path: Path, name: str, limits: Limits) -> Iterator[Submission]:
    def content() -> bytes:
        with path.open("rb") as stream:
            return _capped(stream, limits)

    if not os.path.isfile(path):  # noqa: PTH113  (as above)
        yield Submission(name, partial(_refuse, ReadError(NO_FILE, path=name)))
        return
    try:
        with path.open("rb") as stream:
            is_zip = stream.read(4) in _ZIPS
    except OSError:
        is_zip = False
    yield from (
        _opened(_Archive(path.open, name, limits, _Allowance.of(limits)), content)
        if is_zip
        else (Submission(name, content),)
    )


def _capped(stream: BinaryIO, limits: Limits) -> bytes:
    """What `stream` holds. One byte more than the limit is enough for a reader to refuse the file."""
    return stream.read(limits.size + 1)


def _content(name: str, load: _Load, limits: Limits) -> Iterator[Submission]:
    """The file that `load` gives, or the files in it."""
    is_zip = load()[:4] in _ZIPS
    yield from (
        _opened(_Archive(lambda mode: BytesIO(load()), name, limits, _Allowance.of(limits)), load)
        if is_zip
        else (Submission(name, load),)
    )


class _Open(Protocol):
    def __call__(self, mode: Literal["rb"]) -> BinaryIO: ...


@dataclass(slots=True)
class _Allowance:
    """What may still be found in an archive and those within it: files, and bytes of archives."""

    members: int
    size: int

    @classmethod
    def of(cls, limits: Limits) -> _Allowance:
        return cls(limits.members, limits.archives)


@dataclass(frozen=True, slots=True)
class _Archive:
    """A zip file: how it is opened, its name in reports, the limits, what may still be found, and how many archives it
    lies in."""

    open: _Open
    name: str
    limits: Limits
    allowance: _Allowance
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
        except _BROKEN as error:
            raise ReadError(BAD_ARCHIVE, path=shown, why=str(error)) from error


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


def _opened(archive: _Archive, whole: _Load) -> Iterator[Submission]:
    """The files in `archive`, archives in it opened too; itself, as `whole`, where it is a document."""
    try:
        rows = archive.rows()
    except ReadError as error:
        yield Submission(archive.name, partial(_refuse, error))
        return
    except _BROKEN:
        rows = None  # a damaged docx, say: its reader knows what to say
    if rows is None:
        yield Submission(archive.name, whole)
        return
    for row in rows:
        yield from _member(archive, row)


def _member(archive: _Archive, row: zipfile.ZipInfo) -> Iterator[Submission]:
    inner = PurePosixPath(*(p for p in PurePosixPath(member_name(row)).parts if p not in ("/", "..")))
    if not inner.parts or any(map(_is_litter, inner.parts)):
        return
    shown = f"{archive.name}/{inner.as_posix()}"
    if stat.S_ISLNK(row.external_attr >> 16):
        yield Submission(shown, partial(_refuse, ReadError(LINK, path=shown)))
        return
    load = partial(archive.unpack, row, shown)
    if inner.suffix.lower() in _DOCUMENTS or archive.depth >= _DEPTH or not _is_zip(archive, row):
        yield Submission(shown, load)
        return
    archive.allowance.size -= row.file_size
    if archive.allowance.size < 0:
        error = ReadError(ARCHIVES, path=archive.name, most=archive.limits.archives // MEBI)
        yield Submission(shown, partial(_refuse, error))
        return
    # Kept while its members are read one after another, and only the last: archives may be many.
    kept = lru_cache(maxsize=1)(load)
    nested = _Archive(lambda mode: BytesIO(kept()), shown, archive.limits, archive.allowance, archive.depth + 1)
    yield from _opened(nested, load)


def _is_zip(archive: _Archive, row: zipfile.ZipInfo) -> bool:
    """Whether a member that may be read is a zip file, by its first bytes."""
    if row.flag_bits & 1:
        return False
    try:
        with archive.open("rb") as stream, zipfile.ZipFile(stream) as opened, opened.open(row) as member:
            return member.read(4) in _ZIPS
    except _BROKEN:
        return False


def _refuse(error: ReadError) -> bytes:
    raise error


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
