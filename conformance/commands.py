"""The command line: parse, call, print. Results go to stdout or files, everything else to stderr."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from conformance.errors import ConformanceError, UsageError
from conformance.facts import extract, inspection
from conformance.messages import Language, Message
from conformance.readers import read

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="安全生产实施方案合规检查。Checks work-safety plans."
)

MISSING_PATH = Message("missing_path", "找不到文件：{path}。请核对路径。", "no such file: {path}; check the path")


@app.callback()
def root() -> None:
    """安全生产实施方案合规检查。Checks work-safety plans."""


@app.command()
def inspect(
    path: Path,
    format: Annotated[str, typer.Option(help="json")] = "json",
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="检查日期 check date")] = None,
    document_date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="文件日期 document date")] = None,
    lang: Annotated[str, typer.Option(help="zh | en")] = "zh",
) -> None:
    """读取一份文件并列出所读到的内容。Read one document and print what it says."""
    language: Language = "en" if lang == "en" else "zh"
    try:
        if not path.is_file():
            raise UsageError(MISSING_PATH, path=path)
        document = read(path.read_bytes(), path=path.name, language=language)
    except ConformanceError as error:
        typer.echo(f"{path.name}: {error.say(language)}", err=True)
        raise typer.Exit(error.exit_code) from error
    own_date: date | None = document_date.date() if document_date else None
    facts = extract(document, document_date=own_date)
    sys.stdout.buffer.write(
        json.dumps(asdict(inspection(facts, language)), ensure_ascii=False, indent=1).encode() + b"\n"
    )


def main() -> None:
    """Run the command line."""
    app()
