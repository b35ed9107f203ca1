"""Requirements of kind `figure`: the rates and numbers a superior document asks for."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.kinds.figure import Check
from conformance.kinds.timetables import figures
from conformance.messages import Message
from conformance.model.facts import Facts
from conformance.model.rules import Basis, Requirement
from conformance.superiors import wording

TITLE = Message("figure_title", "{words}：{quote}", "{words}: {quote}")
REMEDY = "把这项指标写进方案，不低于上级文件，例如“{words}{quote}”。"
_LONGEST = 24


def requirements(facts: Facts, basis: str, pack: str) -> Iterator[Requirement]:
    """The figures of `facts` that are better high or low beyond doubt, each once."""
    seen: set[tuple[str, float]] = set()
    for figure in figures.figures(facts):
        if figure.at_least is None or (figure.subject, figure.value) in seen:
            continue
        seen.add((figure.subject, figure.value))
        around = wording.sentence(facts, figure.span)
        whose = wording.whose(figure.subject, around, wording.lead(facts, figure.span))
        quote = wording.bare(facts.document.quote(figure.span))
        check = Check(
            words=figure.subject, quote=quote, value=figure.value, unit=figure.unit, at_least=figure.at_least,
            some=wording.for_some(around, whose),
        )  # fmt: skip
        clause = facts.document.clause_at(figure.span.start)
        yield Requirement(
            id=f"SUP-Q{len(seen):02}",
            title=TITLE.say("zh", words=check.words[:_LONGEST], quote=quote),
            text=f"{check.words}（{quote}）",
            obligation="shall",
            severity="orange",
            basis=(Basis(pack, basis, clause.path if clause else None),),
            kind="figure",
            check=check,
            remediation=REMEDY.format(words=check.words, quote=quote),
            applies=whose,
        )
