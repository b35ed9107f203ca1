"""`schema`: the JSON Schemas of what is read and written."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from conformance.commands._shared import Lang, choose, speaking


def run(name: Annotated[str, typer.Argument(help="report | inspect | pack")], lang: Lang = "zh") -> None:
    """打印 JSON Schema。Print the JSON Schema of a report, an inspection or a pack."""
    from conformance import schemas  # noqa: PLC0415

    with speaking(lang):
        choose("schema", name, tuple(schemas.SCHEMAS))
        sys.stdout.buffer.write(schemas.text(name))
