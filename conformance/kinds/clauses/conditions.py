"""The parameters of clause rules, as packs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from conformance.kinds.clauses.measures import is_measure, measure
from conformance.kinds.clauses.wanted import Thing, Wanted, thing
from conformance.model.rules import Zone

_SCOPE = re.compile(r"sentence|period|item|clause|document|section:\S+")


def _scope(name: str) -> str:
    if not _SCOPE.fullmatch(name):
        raise ValueError("within: sentence, period, item, clause, section:<role>, document")
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


class Kept(BaseModel):
    """Parameters as packs write them."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Condition(Kept):
    """What one unit of text must hold.

    `near` is the most characters that the items of `all` may lie apart, in any order; what stands in the heading of a
    text is near all of it. With `ordered` they must stand in the order written.
    """

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
            yield from thing(item).terms()
        for other in self.alternatives:
            yield from thing(other).terms() if isinstance(other, str) else other.words()

    @property
    def any_of(self) -> tuple[Word, ...]:
        """All that `any` names, as one item."""
        return tuple(chain.from_iterable((i,) if isinstance(i, str) else i for i in self.any))

    @cached_property
    def wanted(self) -> Wanted:
        """The condition as documents are searched for it."""
        every, several, any_of = (tuple(map(thing, items)) for items in (self.all, self.of, self.any))
        others = tuple(thing(o) if isinstance(o, str) else o.wanted for o in self.alternatives)
        measures = tuple(one for one in every if one.measures)
        things = (*every, *several, *any_of, *(o for o in others if isinstance(o, Thing)))
        inner = [o for o in others if isinstance(o, Wanted)]
        return Wanted(
            tuple(one for one in every if not one.measures),
            measures,
            any_of,
            thing(self.any_of),
            self.at_least,
            several,
            others,
            tuple(map(thing, self.refused)),
            self.near,
            self.ordered,
            frozenset(chain(*(one.terms() for one in things), *(o.terms for o in inner))),
            any(one.measured for one in things) or any(o.measured for o in inner),
        )


class Element(Condition):
    """A named part of a duty; without its core elements the duty is not stated."""

    name: str
    core: bool = False
    within: Scope | None = None


class Guards(Kept):
    """Which sentences count as evidence; `repeated` admits those that may only repeat a superior's demands."""

    negation: bool = True
    actor: Literal["enterprise", "any"] = "enterprise"
    zones: tuple[Zone | Literal["list"], ...] = ("body", "list")
    repeated: bool = False

    @cached_property
    def values(self) -> tuple[bool, str, tuple[str, ...], bool]:
        """What it says, by which guards that say the same are known."""
        return self.negation, self.actor, self.zones, self.repeated

    @cached_property
    def admitting(self) -> Guards:
        """These guards, with what may only repeat a superior's demands or name what it is about."""
        return Guards(**{**self.model_dump(), "repeated": True, "zones": (*self.zones, "names")})

    @cached_property
    def trusting(self) -> Guards:
        """These guards, with what is denied."""
        return Guards(**{**self.model_dump(), "negation": False})
