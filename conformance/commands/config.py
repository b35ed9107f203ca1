"""`config`: what is configured, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conformance.commands._shared import Lang, speaking

app = typer.Typer(no_args_is_help=True, help="查看配置。Show the configuration.")


@app.callback()
def root() -> None:
    """查看配置。Show the configuration."""


@app.command()
def show(
    config: Annotated[Path | None, typer.Option(help="配置文件  configuration file")] = None, lang: Lang = "zh"
) -> None:
    """列出每一项的值和出处。Every choice with its value and where it comes from."""
    from conformance import settings  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language:
        found = settings.load(config or settings.find(Path.cwd()))
        for key, value in found.choices.model_dump().items():
            origin = found.origins.get(key)
            show_text(f"{key} = {value}  （{origin or settings.DEFAULT.say(language)}）\n")
