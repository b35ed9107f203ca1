"""`check`: documents against packs, and the gap report."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from conformance.commands._shared import (
    Day,
    Registers,
    as_of_day,
    choose,
    day,
    load_report,
    say_left_out,
    say_saved,
    speaking,
)
from conformance.errors import ReadError, UsageError
from conformance.messages import Language, Message
from conformance.model.report import SEVERITIES, GapReport, Report, exit_code

if TYPE_CHECKING:
    from conformance.model.rules import Pack
    from conformance.settings import Settings


NO_PACK = Message(
    "no_pack",
    "没有指定规则包：请写 --pack 名称（可用：{known}；auto 按文件类型选用），或在配置文件中写明 pack。",
    "no pack is named: write --pack NAME (known: {known}; auto chooses by the kind of document) or name it in a configuration file",
)

NO_SUPERIOR = Message(
    "superior_unread", "上级文件 {path} 不能读取：{why}", "the superior document {path} cannot be read: {why}"
)
NO_LIMITS = Message(
    "superior_without_limits",
    "上级文件 {path} 里没有可以对照的时限、频次（时限要写明年份，或者文件要有成文日期）。",
    "the superior document {path} sets no time limits that can be compared (they need a year, or the document a date)",
)


def run(
    paths: Annotated[list[Path], typer.Argument(help="文件、文件夹、zip 或 -  file, folder, zip or -")],
    pack: Annotated[
        list[str] | None, typer.Option(help="规则包名、.yaml 文件或 auto  pack, .yaml file or auto")
    ] = None,
    format: Annotated[
        list[str] | None, typer.Option(help="text（默认）| json | html | docx …，可写 html=文件名  or html=FILE")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="报告存入的文件夹  folder for the reports")] = None,
    as_of: Day = None,
    document_date: Day = None,
    profile: Annotated[Path | None, typer.Option(help="企业情况 YAML/CSV  profile of the enterprise")] = None,
    superior: Annotated[
        Path | None, typer.Option(help="上级文件，逐项对照时限  superior document whose time limits must be kept")
    ] = None,
    fail_on: Annotated[str | None, typer.Option(help="red | orange（默认）| yellow | blue | never")] = None,
    strict: Annotated[
        bool | None, typer.Option("--strict", help="待复核、未检查也算  count review and open too")
    ] = None,
    waivers: Annotated[Path | None, typer.Option(help="豁免清单 YAML  accepted gaps")] = None,
    register: Registers = None,
    baseline: Annotated[
        Path | None, typer.Option(help="以前的 JSON 报告，只算新问题  count only what is new since")
    ] = None,
    redact: Annotated[bool | None, typer.Option(help="遮盖个人信息（CI 格式默认遮盖）  mask personal data")] = None,
    relative_to: Annotated[
        Path | None, typer.Option(help="报告中的文件名相对于此文件夹  names are relative to it")
    ] = None,
    jobs: Annotated[int | None, typer.Option(help="同时检查的份数  documents at once (0: automatic)")] = None,
    allow_empty: Annotated[bool | None, typer.Option("--allow-empty", help="文件夹可以为空  may be empty")] = None,
    config: Annotated[Path | None, typer.Option(help="配置文件  configuration file")] = None,
    isolated: Annotated[bool, typer.Option(help="不读配置文件  read no configuration")] = False,
    explain: Annotated[
        list[str] | None, typer.Option(help="说明这些要求的结论从何而来  tell how these verdicts came about")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="zh（默认）| en")] = None,
) -> None:
    """按规则包检查方案并给出差距报告。Check plans against packs and report the gaps."""
    from conformance import settings  # noqa: PLC0415  (--help stays quick)

    given = {
        "pack": pack, "format": format, "output": _text(output), "profile": _text(profile),
        "superior": _text(superior), "fail_on": fail_on,
        "strict": strict, "waivers": _text(waivers), "baseline": _text(baseline), "redact": redact, "jobs": jobs,
        "allow_empty": allow_empty, "lang": lang, "registers": [str(f) for f in register] if register else None,
    }  # fmt: skip
    with speaking(lang or "zh"):
        found = settings.load(None if isolated else config or settings.find(Path.cwd()))
        chosen = settings.over(found, given)
    with speaking(chosen.choices.lang) as language:
        asked = (as_of_day(as_of), day(document_date), relative_to, tuple(explain or ()))
        report = _checked(paths, chosen, *asked, language)
    raise typer.Exit(exit_code(report, chosen.choices.fail_on, chosen.choices.strict))


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _checked(
    paths: list[Path],
    chosen: Settings,
    as_of: date,
    document_date: date | None,
    root: Path | None,
    explain: tuple[str, ...],
    language: Language,
) -> GapReport:
    """Check `paths` as chosen and write the reports asked for."""
    from conformance import acceptances, catalogue, outputs, packs  # noqa: PLC0415  (--help stays quick)
    from conformance.batch import Job, gap_report  # noqa: PLC0415
    from conformance.enterprises import rosters  # noqa: PLC0415
    from conformance.submissions import EMPTY_FOLDER, submissions  # noqa: PLC0415
    from conformance.workers import default_jobs  # noqa: PLC0415

    wanted = chosen.choices
    choose("--fail-on", wanted.fail_on, (*SEVERITIES, "never"))
    if not wanted.pack and not wanted.superior:
        raise UsageError(NO_PACK, known="、".join(packs.names()))
    asked = outputs.wanted(wanted.format or ["text"])
    folder = chosen.path("output")
    if folder:
        outputs.check_writable(folder)
    accepted = acceptances.load(w) if (w := chosen.path("waivers")) else ()
    earlier = load_report(b) if (b := chosen.path("baseline")) else None
    roster = rosters.load(f) if (f := chosen.path("profile")) else rosters.NOTHING_KNOWN
    catalogue.known([packs.load(name) for name in packs.named(wanted.pack)], explain)
    found = submissions(paths, root=root)
    if not found and not wanted.allow_empty:
        raise UsageError(EMPTY_FOLDER, path="、".join(map(str, paths)))
    above = _superior(path, as_of, language) if (path := chosen.path("superior")) else None
    job = Job(
        tuple(wanted.pack), as_of, document_date, roster, language,
        explain=explain, registers=tuple(wanted.registers), superior=above,
    )  # fmt: skip
    with _Progress(len(found)) as progress:
        report = gap_report(found, job, wanted.jobs or default_jobs(), progress.step)
    if earlier:
        report = acceptances.since(report, earlier)
    report = acceptances.waive(report, accepted)
    told = partial(say_left_out, language)
    say_saved(
        outputs.write(report, asked, folder, wanted.redact, sources=outputs.Sources(found), left_out=told), language
    )
    return report


def _superior(path: Path, as_of: date, language: Language) -> Pack:
    """The pack made from the superior document in `path`. UsageError where it cannot be read or sets no time limits."""
    from conformance import reading, superiors  # noqa: PLC0415  (--help stays quick)
    from conformance.facts import extract  # noqa: PLC0415
    from conformance.submissions import one  # noqa: PLC0415

    try:
        facts = reading.made(one(path), partial(extract, as_of=as_of), language)
    except ReadError as error:
        raise UsageError(NO_SUPERIOR, path=path, why=error.say(language)) from error
    made = superiors.pack(facts)
    if not made.requirements:
        raise UsageError(NO_LIMITS, path=path)
    return made


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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
