"""`rules`: look at packs and test them."""

from __future__ import annotations

import typer

from conformance.commands._shared import Lang, Packs, speaking

app = typer.Typer(no_args_is_help=True, help="查看和检验规则包。List, explain and test rule packs.")


@app.command("list")
def list_(pack: Packs = None, lang: Lang = "zh") -> None:
    """列出规则包和要求。List packs and their requirements."""
    from conformance import catalogue, packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415

    with speaking(lang) as language:
        show_text(catalogue.listing([packs.load(name) for name in pack or packs.names()], language))


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
