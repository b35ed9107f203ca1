"""What several commands take and say alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conformance.errors import ConformanceError, UsageError
from conformance.messages import LANGUAGES, Language, Message

if TYPE_CHECKING:
    from conformance.model.report import GapReport

NO_CHOICE = Message(
    "unknown_choice",
    "{option} 没有“{name}”，可用：{known}。",
    "{option} has no “{name}”; known: {known}",
)
SAVED = Message("saved", "已写入 {path}", "wrote {path}")

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="YYYY-MM-DD")]
Lang = Annotated[str, typer.Option(help="zh | en")]
Registers = Annotated[
    list[Path] | None, typer.Option("--register", help="补充标准法规目录的 CSV，可多个  rows to add to the register")
]
Packs = Annotated[list[str] | None, typer.Option(help="规则包  pack")]


@contextmanager
def speaking(lang: str) -> Iterator[Language]:
    """The language to speak; an error in the block is said in it on standard error and ends with its exit code."""
    language: Language = "en" if lang == "en" else "zh"
    try:
        choose("--lang", lang, LANGUAGES)
        yield language
    except ConformanceError as error:
        typer.echo(error.say(language), err=True)
        raise typer.Exit(error.exit_code) from error


def choose(option: str, name: str, known: Sequence[str]) -> None:
    """UsageError where `name` is none of the `known` values of `option`."""
    if name not in known:
        raise UsageError(NO_CHOICE, option=option, name=name, known="、".join(known))


def day(moment: datetime | None) -> date | None:
    """The date of an option, None where it was not given."""
    return moment.date() if moment else None


def as_of_day(moment: datetime | None) -> date:
    """The day to judge on: the only place where the clock is read."""
    return day(moment) or date.today()


def say_left_out(language: Language, error: ConformanceError) -> None:
    """Tell on standard error why a document of several got no file."""
    typer.echo(error.say(language), err=True)


def say_saved(paths: Sequence[Path], language: Language) -> None:
    """Tell on standard error which files were written."""
    for path in paths:
        typer.echo(SAVED.say(language, path=path), err=True)


def load_report(path: Path) -> GapReport:
    """The gap report in the JSON file `path`. UsageError where there is none."""
    from conformance import reporters  # noqa: PLC0415  (--help stays quick)
    from conformance.submissions import MISSING_PATH  # noqa: PLC0415

    if not path.is_file():
        raise UsageError(MISSING_PATH, path=path)
    return reporters.load(path.read_bytes())
