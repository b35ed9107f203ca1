"""Conditions as a document is searched for them: worked out once for a rule, and known by what they are, not by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from conformance.kinds.clauses.measures import is_measure

Item = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """An item: any of its literals and concepts (`words`), of its `rows` A~B, or of its `measures`."""

    words: tuple[str, ...]
    rows: tuple[tuple[Thing, ...], ...] = ()
    measures: tuple[str, ...] = ()

    def terms(self) -> Iterator[str]:
        """Every literal and concept named, those of the rows too."""
        yield from self.words
        for row in self.rows:
            for part in row:
                yield from part.terms()

    @property
    def measured(self) -> bool:
        """Whether a measure will do, or is a part of what will."""
        return bool(self.measures) or any(part.measured for row in self.rows for part in row)


@lru_cache(maxsize=65536)  # rules name the same items
def thing(item: Item) -> Thing:
    """The item as it is looked for; equal items are one thing."""
    written = (item,) if isinstance(item, str) else item
    rows = [one for one in written if "~" in one]
    plain = [one for one in written if "~" not in one]
    return Thing(
        tuple(one for one in plain if not is_measure(one)),
        tuple(tuple(map(thing, row.split("~"))) for row in rows),
        tuple(filter(is_measure, plain)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A condition: all of `words`, as `near` and in such order as is asked, and of `measures`, which may span words; one of
    `any`, which `any_of` is as one thing; `at_least` so many `of` several; or one of the `alternatives`; and in the same
    unit nothing `refused`.

    `terms` are the literals and concepts that may meet it: where none of them occurs it is not met, unless by a measure
    (`measured`).
    """

    words: tuple[Thing, ...]
    measures: tuple[Thing, ...]
    any: tuple[Thing, ...]
    any_of: Thing
    at_least: int
    of: tuple[Thing, ...]
    alternatives: tuple[Wanted | Thing, ...]
    refused: tuple[Thing, ...]
    near: int | None
    ordered: bool
    terms: frozenset[str]
    measured: bool
