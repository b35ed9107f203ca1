"""`render`: a JSON report in other formats."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from conformance.commands._shared import Lang, load_report, say_left_out, say_saved, speaking


def run(
    report: Annotated[Path, typer.Argument(help="check --format json 的结果  result of check --format json")],
    format: Annotated[list[str], typer.Option(help="html | docx | text …，可写 html=文件名  or html=FILE")],
    output: Annotated[Path | None, typer.Option(help="报告存入的文件夹  folder for the reports")] = None,
    redact: Annotated[bool | None, typer.Option(help="遮盖个人信息（CI 格式默认遮盖）  mask personal data")] = None,
    source: Annotated[
        Path | None,
        typer.Option(help="原文件或其文件夹，供 comments 写入批注  the checked file or its folder, for comments"),
    ] = None,
    lang: Lang = "zh",
) -> None:
    """把 JSON 报告转成其他格式。Turn a JSON report into other formats."""
    from conformance import outputs  # noqa: PLC0415
    from conformance.submissions import submissions  # noqa: PLC0415

    with speaking(lang) as language:
        asked = outputs.wanted(format)
        sources = outputs.Sources(submissions((source,)) if source else ())
        told = partial(say_left_out, language)
        say_saved(outputs.write(load_report(report), asked, output, redact, sources=sources, left_out=told), language)
