"""`render`: a JSON report in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conformance.commands._shared import Lang, say_saved, speaking


def run(
    report: Annotated[Path, typer.Argument(help="check --format json 的结果  result of check --format json")],
    format: Annotated[list[str], typer.Option(help="html | docx | text …，可写 html=文件名  or html=FILE")],
    output: Annotated[Path | None, typer.Option(help="报告存入的文件夹  folder for the reports")] = None,
    lang: Lang = "zh",
) -> None:
    """把 JSON 报告转成其他格式。Turn a JSON report into other formats."""
    from conformance import outputs, reporters  # noqa: PLC0415
    from conformance.errors import UsageError  # noqa: PLC0415
    from conformance.submissions import MISSING_PATH  # noqa: PLC0415

    with speaking(lang) as language:
        asked = outputs.wanted(format)
        if not report.is_file():
            raise UsageError(MISSING_PATH, path=report)
        say_saved(outputs.write(reporters.load(report.read_bytes()), asked, output), language)
