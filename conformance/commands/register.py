"""`register`: look at the register of instruments."""

from __future__ import annotations

from typing import Annotated

import typer

from conformance.commands._shared import Lang, Registers, speaking

app = typer.Typer(no_args_is_help=True, help="查询标准法规目录。Look up laws, rules and standards.")

Text = Annotated[str, typer.Argument(help="编号、文号或名称  number or title")]


@app.command()
def find(text: Text, register: Registers = None, lang: Lang = "zh") -> None:
    """查找标准、法规、文件。Find what a number or title may mean."""
    from conformance import instruments  # noqa: PLC0415  (--help stays quick)
    from conformance.facts import register as registers  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language, registers.overlaid(register or ()) as known:
        show_text(instruments.listing(known, text, language))


@app.command()
def show(text: Text, register: Registers = None, lang: Lang = "zh") -> None:
    """列出一项的沿革、来源和核对日期。Show the history of an instrument, its source and the day it was checked."""
    from conformance import instruments  # noqa: PLC0415
    from conformance.facts import register as registers  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language, registers.overlaid(register or ()) as known:
        show_text(instruments.page(known, text, language))


@app.command()
def check(register: Registers = None, lang: Lang = "zh") -> None:
    """检查目录：缺口、成环、重叠、无来源。Check the rows: gaps, circles, overlaps, no source. Exit 1 where one is wrong."""
    from conformance import instruments  # noqa: PLC0415
    from conformance.facts import register as registers  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language, registers.overlaid(register or ()) as known:
        told, sound = instruments.soundness(known, language)
        show_text(told)
    raise typer.Exit(int(not sound))
