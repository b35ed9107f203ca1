"""`verify`: does a report still hold?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conformance.commands._shared import Lang, Registers, load_report, speaking


def run(
    report: Annotated[Path, typer.Argument(help="check --format json 的结果  result of check --format json")],
    source: Annotated[Path | None, typer.Option(help="原文件所在文件夹（默认当前）  folder of the documents")] = None,
    register: Registers = None,
    lang: Lang = "zh",
) -> None:
    """重新计算并核对报告。Recompute a report and compare; exit 1 where anything differs."""
    from conformance.outputs import show_text  # noqa: PLC0415
    from conformance.verification import verify  # noqa: PLC0415

    with speaking(lang) as language:
        found = list(verify(load_report(report), source or Path.cwd(), tuple(map(str, register or ()))))
        for holds, said in found:
            show_text(f"{'√' if holds else '×'} {said.say(language)}\n")
    raise typer.Exit(int(not all(holds for holds, _ in found)))
