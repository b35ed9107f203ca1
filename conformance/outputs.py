"""Where reports go: standard output, a file, or a folder with one file for each document."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import cast

from conformance import workers
from conformance.errors import ReadError, UsageError
from conformance.messages import Message
from conformance.model.report import GapReport
from conformance.options import Limits
from conformance.redaction import redact
from conformance.reporters import KeepingReporter, Reporter, SourceReporter, reporter
from conformance.submissions import Submission

UNWRITABLE = Message("unwritable", "不能写入 {path}：{why}", "cannot write {path}: {why}")
NEEDS_FOLDER = Message(
    "needs_folder",
    "格式 {name} 一份文件出一份报告，现有 {count} 份：请用 --output 指定文件夹。",
    "format {name} makes one report a document and there are {count}: name a folder with --output",
)
NOT_FOR_SCREEN = Message(
    "not_for_screen",
    "格式 {name} 不能显示在屏幕上：请写 --format {name}=文件名，或用 --output 指定文件夹。",
    "format {name} cannot be shown on screen: write --format {name}=FILE or name a folder with --output",
)
UNREADABLE = Message("source_unreadable", "不能读取 {path}：{why}", "cannot read {path}: {why}")
OVERWRITES = Message(
    "overwrites_document",
    "{path} 是送来检查的文件，不能覆盖。请为报告另取文件名，或用 --output 指定其他文件夹。",
    "{path} is a document that was checked and is not overwritten: name another file for the report, or another folder "
    "with --output",
)
_BINARY = (".docx", ".xlsx", ".pdf", ".zip")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report asked for: its format, and the file it goes to (None: standard output or the output folder)."""

    name: str
    reporter: Reporter | SourceReporter
    file: Path | None


def wanted(formats: Sequence[str]) -> list[Wanted]:
    """The reports asked for by `F` or `F=FILE`. UsageError for an unknown format, before anything is read."""
    rows = [one.partition("=") for one in formats]
    return [Wanted(name, reporter(name), Path(file) if file else None) for name, _, file in rows]


class Sources:
    """The submitted files, for formats that write into them."""

    def __init__(self, found: Sequence[Submission] = ()) -> None:
        self._found = found

    def of(self, report: GapReport) -> bytes | None:
        """The file of the report's only document: the one of its name, else the one of its hash, else the only one
        there is. None where there is none. UsageError where it cannot be read again."""
        one = report.reports[0]
        wanted = one.facts.document.sha256 if one.facts else ""
        named = [s for s in self._found if s.name == one.path]
        contents = [self._content(s) for s in named or self._found]
        alike = next((c for c in contents if hashlib.sha256(c).hexdigest() == wanted), None)
        return contents[0] if alike is None and len(contents) == 1 else alike

    @staticmethod
    def _content(submission: Submission) -> bytes:
        try:
            return submission.content()
        except ReadError as error:
            raise UsageError(error.message, **error.values) from error
        except OSError as error:
            raise UsageError(UNREADABLE, path=submission.name, why=error.strerror or str(error)) from error


def _ignore(error: UsageError) -> None:
    """What is told of documents left out, where nobody wants to know."""


def write(
    report: GapReport, asked: Sequence[Wanted], folder: Path | None, masked: bool | None = None, *,
    sources: Sources | None = None, left_out: Callable[[UsageError], None] = _ignore,
) -> list[Path]:  # fmt: skip
    """Write every report asked for; returns the files written. UsageError where one cannot be written;
    for a format of one document asked for several, before any is written.

    `masked` asks for personal data to be masked, or not; None leaves it to the format: those that leave the office are.
    A format that writes into the submitted files takes them from `sources`; of several documents, those it cannot be
    used for are left out and told to `left_out`.
    """
    sources = sources or Sources()
    written: list[Path] = []
    for one in asked:
        if one.file is not None or folder is None:
            _check_single(report, one)
    for one in asked:
        shown = _shown(report, one, masked)
        if one.file is not None:
            written.append(_save(one.file, _rendered(shown, one, sources, one.file), shown))
        elif folder is not None:
            written += _fill(folder, shown, one, sources, left_out)
        else:
            _show(shown, one, sources)
    return written


def _shown(report: GapReport, one: Wanted, masked: bool | None) -> GapReport:
    """The report as a format shows it. The submitted file itself holds what would be masked."""
    hide = getattr(one.reporter, "MASKED", False) if masked is None else masked
    return redact(report) if hide and not isinstance(one.reporter, SourceReporter) else report


def _rendered(
    report: GapReport, one: Wanted, sources: Sources, path: Path | None = None, *, colour: bool = False
) -> bytes:
    """The file's bytes; a format that keeps what people typed is given the file at `path` that it replaces."""
    if isinstance(one.reporter, SourceReporter):
        try:
            return workers.one(partial(_with_source, report, sources), workers.Work(partial(_written_into, one.name)))
        except ReadError as error:
            raise UsageError(error.message, **error.values) from error
    if isinstance(one.reporter, KeepingReporter) and path and path.is_file():
        return one.reporter.render(report, colour=colour, earlier=path.read_bytes())
    return one.reporter.render(report, colour=colour)


def _with_source(report: GapReport, sources: Sources) -> tuple[GapReport, bytes | None]:
    return report, sources.of(report)


def _written_into(name: str, item: tuple[GapReport, bytes | None], limits: Limits) -> bytes:
    """In a worker, as the submitted file is read again: the report written into it."""
    report, source = item
    return cast("SourceReporter", reporter(name)).render(report, source=source, limits=limits)


def _check_single(report: GapReport, one: Wanted) -> None:
    if one.reporter.PER_DOCUMENT and len(report.reports) != 1:
        raise UsageError(NEEDS_FOLDER, name=one.name, count=len(report.reports))


def _fill(
    folder: Path, report: GapReport, one: Wanted, sources: Sources, left_out: Callable[[UsageError], None]
) -> list[Path]:
    """In `folder`: one file for the whole run, one for each document under its own relative name, or both."""
    pages = getattr(one.reporter, "pages", None)
    singles = [replace(report, reports=(single,)) for single in report.reports]
    if pages and len(singles) > 1:
        return [_save(folder / name, content, report) for name, content in pages(report, _file_names(singles, one))]
    if not one.reporter.PER_DOCUMENT:
        path = folder / f"report{one.reporter.SUFFIX}"
        return [_save(path, _rendered(report, one, sources, path), report)]
    written = []
    for name, single in zip(_file_names(singles, one), singles, strict=True):
        try:
            content = _rendered(single, one, sources)
        except UsageError as error:
            if len(singles) == 1:
                raise
            left_out(error)
        else:
            written.append(_save(folder / name, content, single))
    return written


def _file_names(singles: Sequence[GapReport], one: Wanted) -> list[str]:
    """A name for each document's report, kept inside the folder and apart from the others."""
    taken = {f"report{one.reporter.SUFFIX}"}
    names = []
    for single in singles:
        stem, ending = _file_name(single, one)
        name, count = f"{stem}{ending}", 2
        while name in taken:
            name, count = f"{stem}-{count}{ending}", count + 1
        taken.add(name)
        names.append(name)
    return names


def _file_name(single: GapReport, one: Wanted) -> tuple[str, str]:
    """The name of a document's report inside the folder, and its ending."""
    path, suffix = single.reports[0].path, one.reporter.SUFFIX
    ending = suffix if suffix == f".{one.name}" else f".{one.name}{suffix}"
    if isinstance(one.reporter, SourceReporter):
        path = one.reporter.file_name(single)
        ending = PurePosixPath(path).suffix
        path = path.removesuffix(ending)
    inner = [p for p in PurePosixPath(path).parts if p not in ("/", "..", ".")]
    return "/".join(p.replace(":", "_").replace("\\", "_") for p in inner) or "stdin", ending


def _save(path: Path, content: bytes, report: GapReport) -> Path:
    _check_free(path, report)
    return save(path, content)


def save(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, making the folders above it. UsageError where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(UNWRITABLE, path=path, why=error.strerror or str(error)) from error
    return path


def _check_free(path: Path, report: GapReport) -> None:
    """UsageError where `path` holds a document the report is about: what was submitted is never overwritten."""
    if path.is_file():
        there = hashlib.sha256(path.read_bytes()).hexdigest()
        if any(one.facts and one.facts.document.sha256 == there for one in report.reports):
            raise UsageError(OVERWRITES, path=path)


def check_writable(folder: Path) -> None:
    """Make the output folder now: an hour's work must not be lost at its end. UsageError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".conformance-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UsageError(UNWRITABLE, path=folder, why=error.strerror or str(error)) from error


def _show(report: GapReport, one: Wanted, sources: Sources) -> None:
    """To standard output: text in the console's own encoding, everything else as its bytes."""
    if one.reporter.SUFFIX == ".txt":
        show_text(_rendered(report, one, sources, colour=sys.stdout.isatty()).decode())
        return
    if one.reporter.SUFFIX in _BINARY and sys.stdout.isatty():
        raise UsageError(NOT_FOR_SCREEN, name=one.name)
    sys.stdout.buffer.write(_rendered(report, one, sources))
    sys.stdout.buffer.flush()


def show_text(text: str) -> None:
    """Print `text`; characters the console's encoding has not (GBK has no ✓) become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.buffer.write(text.encode(encoding, errors="replace"))
    sys.stdout.buffer.flush()
