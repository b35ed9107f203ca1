"""`diff`: what a resubmission mended."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conformance.commands._shared import Lang, load_report, speaking


def run(
    old: Annotated[Path, typer.Argument(help="上一次的 JSON 报告  earlier JSON report")],
    new: Annotated[Path, typer.Argument(help="这一次的 JSON 报告  later JSON report")],
    lang: Lang = "zh",
) -> None:
    """比较两次检查：已解决、仍未解决、新出现。Compare two reports: fixed, still open, new. Exit 1 with anything new."""
    from conformance import differences  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language:
        found = differences.compare(load_report(old), load_report(new))
        show_text(differences.told(found, language))
    raise typer.Exit(int(any(one.count("new") for one in found)))
