"""What is to be checked: the files meant by paths, folders and zip archives, each with the name it has in reports."""

from __future__ import annotations

import os
import stat
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from conformance.errors import ReadError, UsageError
from conformance.messages import Message
from conformance.options import DEFAULT_LIMITS, MEBI, Limits
from conformance.submissions.archives import BROKEN, Allowance, Archive, is_zip
from conformance.submissions.names import member_name, printable

MISSING_PATH = Message("missing_path", "找不到文件：{path}。请核对路径。", "no such file: {path}; check the path")
EMPTY_FOLDER = Message("empty_folder", "{path} 里没有可检查的文件。", "{path} holds no files to check")
NOT_ONE = Message(
    "not_one_document",
    "{path} 里有 {count} 份文件，这里只能是一份。请指明其中一份，或用 check 检查整个文件夹。",
    "{path} holds {count} documents and one is wanted here: name one of them, or use check for the whole folder",
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

_LITTER = ("thumbs.db", "desktop.ini", ".ds_store", "__macosx")
_DEPTH = 3
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
        return printable(full.relative_to(root.resolve()).as_posix())
    return printable(file.relative_to(base).as_posix())


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
            zipped = is_zip(stream.read(4))
    except OSError:
        zipped = False
    yield from (
        _opened(Archive(path.open, name, limits, Allowance.of(limits)), content)
        if zipped
        else (Submission(name, content),)
    )


def _capped(stream: BinaryIO, limits: Limits) -> bytes:
    """What `stream` holds. One byte more than the limit is enough for a reader to refuse the file."""
    return stream.read(limits.size + 1)


def _content(name: str, load: _Load, limits: Limits) -> Iterator[Submission]:
    """The file that `load` gives, or the files in it."""
    zipped = is_zip(load())
    yield from (
        _opened(Archive(lambda mode: BytesIO(load()), name, limits, Allowance.of(limits)), load)
        if zipped
        else (Submission(name, load),)
    )


def _opened(archive: Archive, whole: _Load) -> Iterator[Submission]:
    """The files in `archive`, archives in it opened too; itself, as `whole`, where it is a document."""
    try:
        rows = archive.rows()
    except ReadError as error:
        yield Submission(archive.name, partial(_refuse, error))
        return
    except BROKEN:
        rows = None  # a damaged docx, say: its reader knows what to say
    if rows is None:
        yield Submission(archive.name, whole)
        return
    for row in rows:
        yield from _member(archive, row)


def _member(archive: Archive, row: zipfile.ZipInfo) -> Iterator[Submission]:
    inner = PurePosixPath(*(p for p in PurePosixPath(member_name(row)).parts if p not in ("/", "..")))
    if not inner.parts or any(map(_is_litter, inner.parts)):
        return
    shown = f"{archive.name}/{inner.as_posix()}"
    if stat.S_ISLNK(row.external_attr >> 16):
        yield Submission(shown, partial(_refuse, ReadError(LINK, path=shown)))
        return
    load = partial(archive.unpack, row, shown)
    if inner.suffix.lower() in _DOCUMENTS or archive.depth >= _DEPTH or not archive.holds_zip(row):
        yield Submission(shown, load)
        return
    archive.allowance.size -= row.file_size
    if archive.allowance.size < 0:
        error = ReadError(ARCHIVES, path=archive.name, most=archive.limits.archives // MEBI)
        yield Submission(shown, partial(_refuse, error))
        return
    # Kept while its members are read one after another, and only the last: archives may be many.
    kept = lru_cache(maxsize=1)(load)
    nested = Archive(lambda mode: BytesIO(kept()), shown, archive.limits, archive.allowance, archive.depth + 1)
    yield from _opened(nested, load)


def _refuse(error: ReadError) -> bytes:
    raise error
