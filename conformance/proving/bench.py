"""One pack on the bench: the findings of single requirements for short texts and for whole plans."""

from __future__ import annotations

from collections.abc import Sequence

from conformance import engine
from conformance.enterprises import profiles
from conformance.facts import extract
from conformance.model.facts import Facts
from conformance.model.report import Finding
from conformance.model.rules import Pack, Requirement
from conformance.readers import read

# Kinds that judge what a text lays down. The others judge the text itself, in which a damaged word is a fault.
DUTIES = ("clause", "quantity", "party", "pattern", "forbid")
# Those whose evidence is a sentence that can be denied.
DENIABLE = ("clause", "quantity", "pattern")
_WHOLE = ("structure", "stages")
RATE, SEEDS = 0.01, (1, 2, 3)


def facts_of(text: str) -> Facts:
    """The facts of a plan that says `text`."""
    return extract(read(text.encode(), path="plan.txt"))


def plan_of(requirement: Requirement, text: str) -> str:
    """The plan that an example stands for: itself with a title, or itself where a plan is judged as a whole."""
    return text if requirement.kind in _WHOLE else f"实施方案\n{text}"


def answer(pack: Pack, requirement: Requirement, text: str) -> Finding:
    """The finding for a plan that says only `text`, of an enterprise to which `requirement` applies."""
    suited = profiles.suited(requirement.applies)
    return engine.answers(facts_of(plan_of(requirement, text)), pack, (requirement,), suited)[0]


def duties(pack: Pack) -> Sequence[Requirement]:
    """The requirements that ask whether something is laid down."""
    return [one for one in pack.requirements if one.kind in DUTIES]
