"""`draft`: a rule document as a draft pack, or what a new edition of it changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conformance.commands._shared import Lang, say_saved, speaking

if TYPE_CHECKING:
    from conformance.model.facts import Facts


def run(
    path: Annotated[Path, typer.Argument(help="规则文件（docx、pdf、文本……）  rule document")],
    diff: Annotated[
        Path | None, typer.Option(help="新版文件：列出要求的变化  the new edition: list what changed")
    ] = None,
    name: Annotated[str, typer.Option(help="规则包名  name of the pack")] = "draft",
    output: Annotated[Path | None, typer.Option(help="写入文件  file to write")] = None,
    lang: Lang = "zh",
) -> None:
    """由规则文件起草规则包，供人修改。Draft a pack from a rule document, for a person to finish."""
    from conformance import drafts  # noqa: PLC0415  (--help stays quick)
    from conformance.outputs import save, show_text  # noqa: PLC0415

    with speaking(lang) as language:
        facts = _facts(path)
        words = (
            drafts.told(drafts.compared(facts, _facts(diff)), language) if diff else drafts.pack(facts, name, language)
        )
        if output:
            say_saved([save(output, words.encode())], language)
        else:
            show_text(words)


def _facts(path: Path) -> Facts:
    from conformance import reading  # noqa: PLC0415
    from conformance.facts import extract  # noqa: PLC0415
    from conformance.submissions import one  # noqa: PLC0415

    return reading.made(one(path), extract)
