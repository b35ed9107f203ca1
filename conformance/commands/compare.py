"""`compare`: which submissions share what with which."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conformance.commands._shared import Lang, choose, speaking
from conformance.messages import Language, Message

if TYPE_CHECKING:
    from conformance.copying import Plan

UNREAD = Message("compare_unread", "未能读取 {path}：{why}", "{path} could not be read: {why}")
_UNREAD_CODE = 3


def run(
    paths: Annotated[list[Path], typer.Argument(help="文件、文件夹或 zip  files, folders or zip archives")],
    template: Annotated[
        list[Path] | None,
        typer.Option(help="范本或上级文件，其中的文字不算雷同  a template or superior plan: its words do not count"),
    ] = None,
    format: Annotated[str, typer.Option(help="text | json")] = "text",
    lang: Lang = "zh",
) -> None:
    """比对各份文稿，找出雷同的段落。Find copies among submissions. Exit 1 with any, 3 with unread files."""
    from conformance import copying  # noqa: PLC0415
    from conformance.copying import told  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    unread: dict[str, str] = {}
    with speaking(lang) as language:
        choose("--format", format, ("text", "json"))
        plans = _plans(paths, unread, language)
        found = copying.compare(plans, _plans(template or (), unread, language))
        if format == "json":
            show_text(json.dumps(told.value(found, unread), ensure_ascii=False, indent=1) + "\n")
        else:
            show_text(told.words(found, language))
    raise typer.Exit(_UNREAD_CODE if unread else int(any(p.copied for p in found.pairs)))


def _plans(paths: Sequence[Path], unread: dict[str, str], language: Language) -> list[Plan]:
    """The documents of `paths` ready to be compared; what cannot be read is told on standard error and kept in `unread`."""
    from conformance import copying, reading  # noqa: PLC0415
    from conformance.submissions import submissions  # noqa: PLC0415

    found = submissions(paths) if paths else ()
    plans = []
    for one, plan in zip(found, reading.each(found, copying.plan, language), strict=True):
        if isinstance(plan, copying.Plan):
            plans.append(plan)
        else:
            unread[one.name] = plan.say(language)
            typer.echo(UNREAD.say(language, path=one.name, why=unread[one.name]), err=True)
    return plans
