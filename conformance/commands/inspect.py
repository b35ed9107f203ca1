"""`inspect`: what was read of one document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from conformance.commands._shared import Day, Lang, Registers, as_of_day, choose, day, speaking


def run(
    path: Annotated[Path, typer.Argument(help="文件或 -  file or -")],
    format: Annotated[str, typer.Option(help="json | text")] = "json",
    as_of: Day = None,
    document_date: Day = None,
    register: Registers = None,
    lang: Lang = "zh",
) -> None:
    """读取一份文件并列出所读到的内容。Read one document and print what it says."""
    from conformance.batch import Job, check_all  # noqa: PLC0415
    from conformance.facts import register as registers  # noqa: PLC0415
    from conformance.inspections import as_json, as_text  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415
    from conformance.submissions import one  # noqa: PLC0415

    with speaking(lang) as language:
        choose("--format", format, ("json", "text"))
        files = tuple(map(str, register or ()))
        with registers.overlaid(files):
            job = Job((), as_of_day(as_of), day(document_date), language=language, registers=files)
        report = check_all((one(path),), job, 1)[0]
    if report.facts is None:
        typer.echo(f"{report.path}: {report.error.message if report.error else ''}", err=True)
        raise typer.Exit(3)
    if format == "json":
        sys.stdout.buffer.write(as_json(report.facts))
    else:
        show_text(as_text(report.facts))
