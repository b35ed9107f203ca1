"""The parameters of clause rules, as packs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from conformance.kinds.clauses.measures import is_measure, measure
from conformance.model.rules import Zone

_SCOPE = re.compile(r"sentence|item|clause|document|section:\S+")


def _scope(name: str) -> str:
    if not _SCOPE.fullmatch(name):
        raise ValueError("within: sentence, item, clause, section:<role>, document")
    return name


def _item(written: str) -> str:
    """A measure that cannot be read is an error of the pack, not a literal."""
    for one in written.split("~"):
        if is_measure(one):
            measure(one)
    return written


Scope = Annotated[str, AfterValidator(_scope)]
Word = Annotated[str, AfterValidator(_item)]
Item = Word | tuple[Word, ...]


class Condition(BaseModel):
    """What one unit of text must hold.

    `near` is the most characters that the items of `all` may lie apart, in any order; with `ordered` they must stand
    in the order written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    all: tuple[Item, ...] = ()
    any: tuple[Item, ...] = ()
    at_least: int = 0
    of: tuple[Item, ...] = ()
    alternatives: tuple[Condition | Word, ...] = Field(default=(), alias="or")
    refused: tuple[Item, ...] = Field(default=(), alias="not")
    near: int | None = Field(default=None, gt=0)
    ordered: bool = False

    def words(self) -> Iterator[str]:
        """Every literal and concept named, in order."""
        for item in (*self.all, *self.any, *self.of, *self.refused):
            for one in [item] if isinstance(item, str) else item:
                yield from (w for w in one.split("~") if not is_measure(w))
        for other in self.alternatives:
            if isinstance(other, str):
                yield from (w for w in other.split("~") if not is_measure(w))
            else:
                yield from other.words()


class Element(Condition):
    """A named part of a duty; without its core elements the duty is not stated."""

    name: str
    core: bool = False
    within: Scope | None = None


class Guards(BaseModel):
    """Which sentences count as evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    negation: bool = True
    actor: Literal["enterprise", "any"] = "enterprise"
    zones: tuple[Zone | Literal["list"], ...] = ("body", "list")
