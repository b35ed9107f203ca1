"""`rules`: look at packs and test them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from conformance.commands._shared import Lang, Packs, choose, say_left_out, speaking
from conformance.messages import Language

Names = Annotated[
    list[str] | None, typer.Argument(metavar="[PACK]...", help="规则包（默认全部）  packs (default: all)")
]
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
def test(
    names: Names = None,
    pack: Packs = None,
    plans: Annotated[
        list[Path] | None, typer.Option(help="再用这些方案检验：文件或文件夹  prove with these plans too")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出全部未察觉之处  list every survivor")] = False,
    lang: Lang = "zh",
) -> None:
    """用示例（和方案）检验规则：否定、删去佐证、加识别错误。Prove packs by their examples (and plans): denied, cut, damaged."""
    from conformance import packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415
    from conformance.proving import examples, tallies  # noqa: PLC0415
    from conformance.proving import plans as whole  # noqa: PLC0415

    with speaking(lang) as language:
        chosen = [packs.load(name) for name in [*(names or ()), *(pack or ())] or packs.names()]
        texts = _texts(plans or (), language)
        proofs = [examples.prove(one) for one in chosen]
        if texts:
            proofs = whole.proved(proofs, chosen, texts)
        show_text("".join(tallies.told(proof, language, verbose) for proof in proofs))
    raise typer.Exit(int(not all(proof.enough for proof in proofs)))


def _texts(paths: Sequence[Path], language: Language) -> list[tuple[str, str]]:
    """Name and text of the plans in `paths`; one that cannot be read is told and left out."""
    from conformance import reading  # noqa: PLC0415
    from conformance.submissions import submissions  # noqa: PLC0415

    found = []
    plans = submissions(paths) if paths else ()
    for plan, text in zip(plans, reading.each(plans, reading.text, language), strict=True):
        if isinstance(text, str):
            found.append((plan.name, text))
        else:
            say_left_out(language, text)
    return found


@app.command()
def lint(
    names: Names = None,
    pack: Packs = None,
    plans: Annotated[
        list[Path] | None, typer.Option(help="再找出这些方案从未用到的要求和写法  what these plans never meet")
    ] = None,
    lang: Lang = "zh",
) -> None:
    """找出规则包里重复、失联的要求；用方案找出从未用到的。Find requirements that overlap or point nowhere, and idle ones."""
    from conformance import linting, packs  # noqa: PLC0415
    from conformance.outputs import show_text  # noqa: PLC0415
    from conformance.proving import firing  # noqa: PLC0415

    with speaking(lang) as language:
        chosen = [packs.load(name) for name in [*(names or ()), *(pack or ())] or packs.names()]
        found = linting.faults(chosen, [packs.load(name) for name in packs.names()])
        texts = [text for _, text in _texts(plans or (), language)]
        remarks = [said for one in chosen for said in firing.remarks(one, texts)] if texts else []
        show_text("".join(f"{said.say(language)}\n" for said in [*found, *remarks]))
    raise typer.Exit(int(bool(found)))
