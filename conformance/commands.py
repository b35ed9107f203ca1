"""The command line: parse, call, print. Results go to stdout or files, everything else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from conformance.errors import ConformanceError, ReadError, UsageError
from conformance.messages import Language, Message
from conformance.model.facts import Facts
from conformance.model.report import SEVERITIES, Failure, GapReport, Report, Tool

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="安全生产实施方案合规检查。Checks work-safety plans."
)

MISSING_PATH = Message("missing_path", "找不到文件：{path}。请核对路径。", "no such file: {path}; check the path")
EMPTY_FOLDER = Message("empty_folder", "文件夹 {path} 里没有文件。", "the folder {path} holds no files")
UNWRITABLE = Message("unwritable", "不能写入 {path}：{why}", "cannot write {path}: {why}")
NO_LEVEL = Message(
    "unknown_level",
    "--fail-on 没有“{level}”这一级，可用：{known}。",
    "--fail-on has no level “{level}”; known: {known}.",
)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.callback()
def root() -> None:
    """安全生产实施方案合规检查。Checks work-safety plans."""


def _language(lang: str) -> Language:
    return "en" if lang == "en" else "zh"


def _stop(error: ConformanceError, language: Language, name: str = "") -> NoReturn:
    typer.echo((f"{name}: " if name else "") + error.say(language), err=True)
    raise typer.Exit(error.exit_code) from error


@app.command()
def inspect(
    path: Path,
    format: Annotated[str, typer.Option(help="json")] = "json",
    as_of: Day = None,
    document_date: Day = None,
    lang: Annotated[str, typer.Option(help="zh | en")] = "zh",
) -> None:
    """读取一份文件并列出所读到的内容。Read one document and print what it says."""
    from conformance.facts import inspection  # noqa: PLC0415  (--help stays quick)

    language = _language(lang)
    try:
        facts = _facts(path, path.name, _day(as_of), document_date.date() if document_date else None, language)
    except ConformanceError as error:
        _stop(error, language, path.name)
    sys.stdout.buffer.write(
        json.dumps(asdict(inspection(facts, language)), ensure_ascii=False, indent=1).encode() + b"\n"
    )


def _day(as_of: datetime | None) -> date:
    """The day to judge on: the only place where the clock is read."""
    return as_of.date() if as_of else date.today()


def _facts(path: Path, name: str, as_of: date, document_date: date | None, language: Language) -> Facts:
    from conformance.facts import extract  # noqa: PLC0415
    from conformance.readers import read  # noqa: PLC0415

    if not path.is_file():
        raise UsageError(MISSING_PATH, path=path)
    return extract(read(path.read_bytes(), path=name, language=language), document_date=document_date, as_of=as_of)


@app.command()
def check(
    paths: list[Path],
    pack: Annotated[list[str], typer.Option(help="规则包 rule pack")],
    format: Annotated[list[str], typer.Option(help="text | json | html，可写 html=文件名")] = ["text"],  # noqa: B006
    as_of: Day = None,
    document_date: Day = None,
    fail_on: Annotated[str, typer.Option(help="red | orange | yellow | blue | never")] = "orange",
    strict: Annotated[bool, typer.Option(help="待复核、未检查也算 count review and open too")] = False,
    profile: Annotated[Path | None, typer.Option(help="企业情况（尚未使用）profile, not used yet")] = None,
    lang: Annotated[str, typer.Option(help="zh | en")] = "zh",
) -> None:
    """按规则包检查方案并给出差距报告。Check plans against packs and report the gaps."""
    language = _language(lang)
    try:
        if fail_on not in (*SEVERITIES, "never"):
            raise UsageError(NO_LEVEL, level=fail_on, known="red、orange、yellow、blue、never")
        report = _report(paths, tuple(pack), as_of, document_date, language)
        for one in format:
            _write(report, one)
    except ConformanceError as error:
        _stop(error, language)
    raise typer.Exit(_exit_code(report, fail_on, strict))


def _report(
    paths: Sequence[Path],
    packs: tuple[str, ...],
    as_of: datetime | None,
    document_date: datetime | None,
    language: Language,
) -> GapReport:
    from conformance import engine  # noqa: PLC0415
    from conformance.facts import register  # noqa: PLC0415
    from conformance.packs import load  # noqa: PLC0415

    rows = tuple(engine.pack_row(load(name), language) for name in packs)
    day, dated = _day(as_of), document_date.date() if document_date else None

    def one(path: Path, name: str) -> Report:
        try:
            return engine.check(_facts(path, name, day, dated, language), packs, language)
        except ReadError as error:
            return Report(name, "unread", Failure(error.message.key, error.say(language)))

    tool = Tool("conformance", version("conformance"), register.digest())
    return GapReport(tool, day.isoformat(), language, rows, tuple(one(p, n) for p, n in _documents(paths)))


def _documents(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """The files meant by `paths`, with the name each has in the report, sorted."""
    found = []
    for path in paths:
        if not path.exists():
            raise UsageError(MISSING_PATH, path=path)
        inside = (
            [p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))]
            if path.is_dir()
            else [path]
        )
        if not inside:
            raise UsageError(EMPTY_FOLDER, path=path)
        found += [(p, p.relative_to(path).as_posix() if path.is_dir() else p.name) for p in inside]
    return sorted(found, key=lambda f: f[1])


def _write(report: GapReport, wanted: str) -> None:
    from conformance.reporters import reporter  # noqa: PLC0415

    name, _, file = wanted.partition("=")
    render: Callable[..., bytes] = reporter(name).render
    if not file:
        sys.stdout.buffer.write(render(report, colour=sys.stdout.isatty()))
        return
    try:
        Path(file).write_bytes(render(report))
    except OSError as error:
        raise UsageError(UNWRITABLE, path=file, why=error.strerror) from error


def _exit_code(report: GapReport, fail_on: str, strict: bool) -> int:
    if any(r.status == "unread" for r in report.reports):
        return 3
    if fail_on == "never":
        return 0
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    outcomes = ("fail", "partial", "review", "open") if strict else ("fail", "partial")
    severity = {(p.id, key): row.severity for p in report.packs for key, row in p.requirements.items()}
    return int(
        any(
            f.outcome in outcomes and severity[f.pack, f.requirement] in counted
            for r in report.reports
            for f in r.findings
        )
    )


def main() -> None:
    """Run the command line."""
    app()
