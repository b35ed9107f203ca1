"""`check`: documents against packs, and the gap report."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from conformance.commands._shared import Day, Lang, as_of_day, choose, day, say_saved, speaking

if TYPE_CHECKING:
    from conformance.model.report import Report


def run(
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
    from conformance import outputs, profiles  # noqa: PLC0415
    from conformance.batch import Job, default_jobs, gap_report  # noqa: PLC0415
    from conformance.errors import UsageError  # noqa: PLC0415
    from conformance.model.report import SEVERITIES, exit_code  # noqa: PLC0415
    from conformance.submissions import EMPTY_FOLDER, submissions  # noqa: PLC0415

    with speaking(lang) as language:
        choose("--fail-on", fail_on, (*SEVERITIES, "never"))
        asked = outputs.wanted(format or ["text"])
        if output:
            outputs.check_writable(output)
        found = submissions(paths)
        if not found and not allow_empty:
            raise UsageError(EMPTY_FOLDER, path="、".join(map(str, paths)))
        traits = profiles.load(profile) if profile else {}
        job = Job(tuple(pack), as_of_day(as_of), day(document_date), traits, language)
        with _Progress(len(found)) as progress:
            report = gap_report(found, job, jobs or default_jobs(), progress.step)
        say_saved(outputs.write(report, asked, output), language)
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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
