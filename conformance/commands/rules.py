"""`rules`: look at packs and test them."""

from __future__ import annotations

from typing import Annotated

import typer

from conformance.commands._shared import Lang, Packs, choose, speaking

app = typer.Typer(no_args_is_help=True, help="查看和检验规则包。List, explain and test rule packs.")


@app.command("list")
def list_(
    pack: Packs = None,
    format: Annotated[str, typer.Option(help="text | markdown")] = "text",
    lang: Lang = "zh",
) -> None:
    """列出规则包和要求。List packs and their requirements."""
    from conformance import catalogue, packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language:
        choose("--format", format, ("text", "markdown"))
        listed = catalogue.markdown if format == "markdown" else catalogue.listing
        show_text(listed([packs.load(name) for name in pack or packs.names()], language))


@app.command()
def explain(requirement: str, pack: Packs = None, lang: Lang = "zh") -> None:
    """说明一条要求：依据、要素、建议、示例。Explain one requirement: basis, elements, remediation, examples."""
    from conformance import catalogue, packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language:
        show_text(catalogue.page([packs.load(name) for name in pack or packs.names()], requirement, language))


@app.command()
def test(pack: Packs = None, lang: Lang = "zh") -> None:
    """用示例检验规则。Run the examples of packs, and what is left when their evidence is denied or damaged."""
    from conformance import packs, proving  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language:
        results = [proving.prove(packs.load(name)) for name in pack or packs.names()]
        show_text("".join(proving.told(one, language) for one in results))
    raise typer.Exit(int(any(one.wrong for one in results)))


@app.command()
def lint(pack: Packs = None, lang: Lang = "zh") -> None:
    """找出规则包里重复、失联、没有示例的要求。Find requirements that overlap, point nowhere or are not proven."""
    from conformance import linting, packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language:
        found = linting.faults([packs.load(name) for name in pack or packs.names()])
        show_text("".join(f"{said.say(language)}\n" for said in found))
    raise typer.Exit(int(bool(found)))
