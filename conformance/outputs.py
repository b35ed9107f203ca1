"""Where reports go: standard output, a file, or a folder with one file for each document."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from conformance.errors import UsageError
from conformance.messages import Message
from conformance.model.report import GapReport
from conformance.redaction import redact
from conformance.reporters import Reporter, reporter

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
_BINARY = (".docx", ".xlsx", ".pdf", ".zip")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report asked for: its format, and the file it goes to (None: standard output or the output folder)."""

    name: str
    reporter: Reporter
    file: Path | None


def wanted(formats: Sequence[str]) -> list[Wanted]:
    """The reports asked for by `F` or `F=FILE`. UsageError for an unknown format, before anything is read."""
    rows = [one.partition("=") for one in formats]
    return [Wanted(name, reporter(name), Path(file) if file else None) for name, _, file in rows]


def write(report: GapReport, asked: Sequence[Wanted], folder: Path | None, masked: bool | None = None) -> list[Path]:
    """Write every report asked for; returns the files written. UsageError where one cannot be written.

    `masked` asks for personal data to be masked, or not; None leaves it to the format: those that leave the office are.
    """
    written: list[Path] = []
    for one in asked:
        hide = getattr(one.reporter, "MASKED", False) if masked is None else masked
        shown = redact(report) if hide else report
        if one.file is not None:
            _check_single(shown, one)
            written.append(_save(one.file, one.reporter.render(shown)))
        elif folder is not None:
            written += _fill(folder, shown, one)
        else:
            _check_single(shown, one)
            _show(shown, one)
    return written


def _check_single(report: GapReport, one: Wanted) -> None:
    if one.reporter.PER_DOCUMENT and len(report.reports) != 1:
        raise UsageError(NEEDS_FOLDER, name=one.name, count=len(report.reports))


def _fill(folder: Path, report: GapReport, one: Wanted) -> list[Path]:
    """In `folder`: one file for the whole run, one for each document under its own relative name, or both."""
    pages = getattr(one.reporter, "pages", None)
    if pages and len(report.reports) > 1:
        named = _file_names([r.path for r in report.reports], one)
        return [_save(folder / name, content) for name, content in pages(report, named)]
    if not one.reporter.PER_DOCUMENT:
        return [_save(folder / f"report{one.reporter.SUFFIX}", one.reporter.render(report))]
    names = _file_names([r.path for r in report.reports], one)
    return [
        _save(folder / name, one.reporter.render(replace(report, reports=(single,))))
        for name, single in zip(names, report.reports, strict=True)
    ]


def _file_names(paths: Sequence[str], one: Wanted) -> list[str]:
    """A name for each document's report, kept inside the folder and apart from the others."""
    suffix = one.reporter.SUFFIX
    ending = suffix if suffix == f".{one.name}" else f".{one.name}{suffix}"
    taken = {f"report{suffix}"}
    names = []
    for path in paths:
        inner = [p for p in PurePosixPath(path).parts if p not in ("/", "..", ".")]
        stem = "/".join(p.replace(":", "_").replace("\\", "_") for p in inner) or "stdin"
        name, count = f"{stem}{ending}", 2
        while name in taken:
            name, count = f"{stem}-{count}{ending}", count + 1
        taken.add(name)
        names.append(name)
    return names


def _save(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(UNWRITABLE, path=path, why=error.strerror or str(error)) from error
    return path


def check_writable(folder: Path) -> None:
    """Make the output folder now: an hour's work must not be lost at its end. UsageError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".conformance-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UsageError(UNWRITABLE, path=folder, why=error.strerror or str(error)) from error


def _show(report: GapReport, one: Wanted) -> None:
    """To standard output: text in the console's own encoding, everything else as its bytes."""
    if one.reporter.SUFFIX == ".txt":
        show_text(one.reporter.render(report, colour=sys.stdout.isatty()).decode())
        return
    if one.reporter.SUFFIX in _BINARY and sys.stdout.isatty():
        raise UsageError(NOT_FOR_SCREEN, name=one.name)
    sys.stdout.buffer.write(one.reporter.render(report))
    sys.stdout.buffer.flush()


def show_text(text: str) -> None:
    """Print `text`; characters the console's encoding has not (GBK has no ✓) become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.buffer.write(text.encode(encoding, errors="replace"))
    sys.stdout.buffer.flush()
