"""The command line: parse, call, print. Results go to standard output or files, everything else to standard error."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from conformance.errors import ConformanceError, UsageError
from conformance.messages import Language, Message
from conformance.model.report import SEVERITIES, GapReport, Report

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="安全生产实施方案合规检查。Checks work-safety plans."
)
rules = typer.Typer(no_args_is_help=True, help="查看和检验规则包。List, explain and test rule packs.")
app.add_typer(rules, name="rules")

NO_LEVEL = Message(
    "unknown_level",
    "--fail-on 没有“{level}”这一级，可用：{known}。",
    "--fail-on has no level “{level}”; known: {known}.",
)
NO_CHOICE = Message("unknown_choice", "没有“{name}”，可用：{known}。", "there is no “{name}”; known: {known}")
SAVED = Message("saved", "已写入 {path}", "wrote {path}")

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="YYYY-MM-DD")]
Lang = Annotated[str, typer.Option(help="zh | en")]


@app.callback()
def root() -> None:
    """安全生产实施方案合规检查。Checks work-safety plans."""


def _language(lang: str) -> Language:
    return "en" if lang == "en" else "zh"


def _stop(error: ConformanceError, language: Language, name: str = "") -> NoReturn:
    typer.echo((f"{name}: " if name else "") + error.say(language), err=True)
    raise typer.Exit(error.exit_code) from error


def _day(as_of: datetime | None) -> date:
    """The day to judge on: the only place where the clock is read."""
    return as_of.date() if as_of else date.today()


@app.command()
def inspect(
    path: Path,
    format: Annotated[str, typer.Option(help="json | text")] = "json",
    as_of: Day = None,
    document_date: Day = None,
    lang: Lang = "zh",
) -> None:
    """读取一份文件并列出所读到的内容。Read one document and print what it says."""
    from conformance.batch import Job, check_all  # noqa: PLC0415  (--help stays quick)
    from conformance.inspections import as_json, as_text  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415
    from conformance.submissions import submissions  # noqa: PLC0415

    language = _language(lang)
    try:
        _choose(format, ("json", "text"))
        job = Job((), _day(as_of), document_date.date() if document_date else None, language=language)
        report = check_all(submissions([path])[:1], job, 1)[0]
    except ConformanceError as error:
        _stop(error, language)
    if report.facts is None:
        typer.echo(f"{report.path}: {report.error.message if report.error else ''}", err=True)
        raise typer.Exit(3)
    if format == "json":
        sys.stdout.buffer.write(as_json(report.facts))
    else:
        show_text(as_text(report.facts))


def _choose(name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise UsageError(NO_CHOICE, name=name, known="、".join(known))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="文件、文件夹、zip 或 -  file, folder, zip or -")],
    pack: Annotated[list[str], typer.Option(help="规则包名、.yaml 文件或 auto  pack, .yaml file or auto")],
    format: Annotated[
        list[str] | None, typer.Option(help="text（默认）| json | html | docx …，可写 html=文件名  or html=FILE")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="报告存入的文件夹  folder for the reports")] = None,
    as_of: Day = None,
    document_date: Day = None,
    profile: Annotated[Path | None, typer.Option(help="企业情况 YAML/CSV  profile of the enterprise")] = None,
    fail_on: Annotated[str, typer.Option(help="red | orange | yellow | blue | never")] = "orange",
    strict: Annotated[bool, typer.Option(help="待复核、未检查也算  count review and open too")] = False,
    jobs: Annotated[int, typer.Option(help="同时检查的份数  documents at once (0: automatic)")] = 0,
    allow_empty: Annotated[bool, typer.Option(help="文件夹可以为空  an empty folder is no error")] = False,
    lang: Lang = "zh",
) -> None:
    """按规则包检查方案并给出差距报告。Check plans against packs and report the gaps."""
    from conformance import outputs, profiles  # noqa: PLC0415  (--help stays quick)
    from conformance.batch import Job, default_jobs, gap_report  # noqa: PLC0415
    from conformance.submissions import EMPTY_FOLDER, submissions  # noqa: PLC0415

    language = _language(lang)
    try:
        if fail_on not in (*SEVERITIES, "never"):
            raise UsageError(NO_LEVEL, level=fail_on, known="red、orange、yellow、blue、never")
        asked = outputs.wanted(format or ["text"])
        if output:
            outputs.check_writable(output)
        found = submissions(paths)
        if not found and not allow_empty:
            raise UsageError(EMPTY_FOLDER, path="、".join(map(str, paths)))
        traits = profiles.load(profile) if profile else {}
        job = Job(tuple(pack), _day(as_of), document_date.date() if document_date else None, traits, language)
        with _Progress(len(found)) as progress:
            report = gap_report(found, job, jobs or default_jobs(), progress.step)
        for path in outputs.write(report, asked, output):
            typer.echo(SAVED.say(language, path=path), err=True)
    except ConformanceError as error:
        _stop(error, language)
    raise typer.Exit(exit_code(report, fail_on, strict))


class _Progress:
    """A bar on standard error while many documents are checked; nothing where nobody watches."""

    def __init__(self, total: int) -> None:
        self._bar = None
        if total > 1 and sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415
            from rich.progress import Progress  # noqa: PLC0415

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("检查 checking", total=total)

    def __enter__(self) -> _Progress:
        if self._bar:
            self._bar.start()
        return self

    def step(self, report: Report) -> None:
        if self._bar:
            self._bar.advance(self._task)

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.stop()


def exit_code(report: GapReport, fail_on: str, strict: bool) -> int:
    """0 nothing at or above `fail_on`, 1 such findings, 3 a document was not read (which wins)."""
    if any(r.status == "unread" for r in report.reports):
        return 3
    if fail_on == "never":
        return 0
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    outcomes = ("fail", "partial", "review", "open") if strict else ("fail", "partial")
    severity = {(p.id, key): row.severity for p in report.packs for key, row in p.requirements.items()}
    findings = (f for r in report.reports for f in r.findings)
    return int(any(f.outcome in outcomes and severity[f.pack, f.requirement] in counted for f in findings))


@app.command()
def render(
    report: Annotated[Path, typer.Argument(help="check --format json 的结果  result of check --format json")],
    format: Annotated[list[str], typer.Option(help="html | docx | text …，可写 html=文件名  or html=FILE")],
    output: Annotated[Path | None, typer.Option(help="报告存入的文件夹  folder for the reports")] = None,
    lang: Lang = "zh",
) -> None:
    """把 JSON 报告转成其他格式。Turn a JSON report into other formats."""
    from conformance import outputs, reporters  # noqa: PLC0415
    from conformance.submissions import MISSING_PATH  # noqa: PLC0415

    language = _language(lang)
    try:
        asked = outputs.wanted(format)
        if not report.is_file():
            raise UsageError(MISSING_PATH, path=report)
        for path in outputs.write(reporters.load(report.read_bytes()), asked, output):
            typer.echo(SAVED.say(language, path=path), err=True)
    except ConformanceError as error:
        _stop(error, language)


@rules.command("list")
def rules_list(pack: Annotated[list[str] | None, typer.Option(help="规则包  pack")] = None, lang: Lang = "zh") -> None:
    """列出规则包和要求。List packs and their requirements."""
    from conformance import catalogue, packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    language = _language(lang)
    try:
        show_text(catalogue.listing([packs.load(name) for name in pack or packs.names()], language))
    except ConformanceError as error:
        _stop(error, language)


@rules.command("explain")
def rules_explain(
    requirement: str, pack: Annotated[list[str] | None, typer.Option(help="规则包  pack")] = None, lang: Lang = "zh"
) -> None:
    """说明一条要求：依据、要素、建议、示例。Explain one requirement: basis, elements, remediation, examples."""
    from conformance import catalogue, packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    language = _language(lang)
    try:
        show_text(catalogue.page([packs.load(name) for name in pack or packs.names()], requirement, language))
    except ConformanceError as error:
        _stop(error, language)


@rules.command("test")
def rules_test(pack: Annotated[list[str] | None, typer.Option(help="规则包  pack")] = None, lang: Lang = "zh") -> None:
    """用示例检验规则。Run the examples of packs, and what is left when their evidence is denied or damaged."""
    from conformance import packs, proving  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    language = _language(lang)
    try:
        results = [proving.prove(packs.load(name)) for name in pack or packs.names()]
    except ConformanceError as error:
        _stop(error, language)
    show_text("".join(proving.told(one, language) for one in results))
    raise typer.Exit(int(any(one.wrong for one in results)))


@app.command()
def schema(name: Annotated[str, typer.Argument(help="report | inspect | pack")], lang: Lang = "zh") -> None:
    """打印 JSON Schema。Print the JSON Schema of a report, an inspection or a pack."""
    from conformance import schemas  # noqa: PLC0415

    try:
        _choose(name, tuple(schemas.SCHEMAS))
    except ConformanceError as error:
        _stop(error, _language(lang))
    sys.stdout.buffer.write(schemas.text(name))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
