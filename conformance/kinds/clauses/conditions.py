"""The parameters of clause rules, as packs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from conformance.kinds.clauses.measures import is_measure, measure
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


def _written(item: Item) -> tuple[Word, ...]:
    return (item,) if isinstance(item, str) else item


@lru_cache(maxsize=65536)  # every document is asked for the same items
def sorts(item: Item) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What is written in an item: literals and concepts, rows `A~B`, measures."""
    written = _written(item)
    chains = tuple(one for one in written if "~" in one)
    measures = tuple(one for one in written if is_measure(one) and "~" not in one)
    return tuple(one for one in written if one not in (*chains, *measures)), chains, measures


class Kept(BaseModel):
    """A frozen model whose hash is worked out once: it is asked for with every document."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @cached_property
    def key(self) -> int:
        """The hash of its fields."""
        return hash((type(self), *(getattr(self, name) for name in type(self).model_fields)))

    def __hash__(self) -> int:
        return self.key


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
            for one in [item] if isinstance(item, str) else item:
                yield from (w for w in one.split("~") if not is_measure(w))
        for other in self.alternatives:
            if isinstance(other, str):
                yield from (w for w in other.split("~") if not is_measure(w))
            else:
                yield from other.words()

    @cached_property
    def terms(self) -> frozenset[str]:
        """The literals and concepts named."""
        return frozenset(self.words())

    @cached_property
    def measured(self) -> bool:
        """Whether it asks for a measure anywhere."""
        items = (*self.all, *self.any, *self.of, *self.refused, *(o for o in self.alternatives if isinstance(o, str)))
        inner = (o for o in self.alternatives if isinstance(o, Condition))
        return any(is_measure(one) for item in items for word in _written(item) for one in word.split("~")) or any(
            other.measured for other in inner
        )

    @cached_property
    def any_of(self) -> tuple[Word, ...]:
        """All that `any` names, as one item."""
        return tuple(chain.from_iterable(map(_written, self.any)))

    @cached_property
    def plain(self) -> tuple[Item, ...]:
        """The items of `all` that are words, not measures: what a measure spans (每月检查一次) may hold others."""
        return tuple(i for i in self.all if not _measured(i))

    @cached_property
    def measures(self) -> tuple[Item, ...]:
        """The items of `all` that are measures."""
        return tuple(i for i in self.all if _measured(i))


def _measured(item: Item) -> bool:
    return any(map(is_measure, [item] if isinstance(item, str) else item))


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
    def admitting(self) -> Guards:
        """These guards, with what may only repeat a superior's demands."""
        return Guards(**{**self.model_dump(), "repeated": True})
