"""What the law asks for at least, from `rules/data/minima.yaml`: how often something is done, how many hours of training."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from conformance.errors import PackError
from conformance.facts import register
from conformance.messages import Message
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.rules_folder import folder
from conformance.text import fold

BAD_MINIMUM = Message(
    "bad_minimum",
    "法定下限 {path} 第 {row} 条（{id}）不完整：{why}",
    "legal minima {path}, entry {row} ({id}) is incomplete: {why}",
)
_RATE = re.compile(r"(\d+)/P(\d+)([DWMY])")
_HOURS = re.compile(r"(\d+)学时")
_A_YEAR = {"D": 365.25, "W": 52.18, "M": 12.0, "Y": 1.0}
_END = re.compile(r"[,。;:!?\n]")
_REACH = 60
_KEYS = ("id", "subject", "all", "at_least", "basis", "scope", "source", "checked_on", "verified")


@dataclass(frozen=True, slots=True)
class Minimum:
    """A legal minimum: what it is about, the words its clause holds (one of every group, none of `no`), how often a year or
    how many hours at least, the basis in words. One that is not `verified` may only warn."""

    id: str
    subject: str
    groups: tuple[re.Pattern[str], ...]
    no: re.Pattern[str] | None
    at_least: str
    basis: str
    scope: str
    verified: bool

    @property
    def yearly(self) -> float | None:
        """How often a year at least; None where hours are asked for."""
        return rate(self.at_least)

    @property
    def hours(self) -> int | None:
        """How many hours of training at least; None where a frequency is asked for."""
        found = _HOURS.fullmatch(self.at_least)
        return int(found[1]) if found else None

    def about(self, words: str) -> bool:
        """Whether a clause speaks of this."""
        for group in self.groups:
            if not group.search(words):
                return False
        return not (self.no and self.no.search(words))


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document states about a minimum: how often a year or how many hours, and where."""

    amount: float
    span: Span


@cache
def load(path: Path | None = None) -> dict[str, Minimum]:
    """The minima by id. PackError on an incomplete entry."""
    path = path or folder() / "data" / "minima.yaml"
    rows = {}
    for number, row in enumerate(yaml.safe_load(path.read_bytes()) or [], 1):
        missing = [key for key in _KEYS if key not in row]
        if missing or not (_RATE.fullmatch(str(row["at_least"])) or _HOURS.fullmatch(str(row["at_least"]))):
            why = "、".join(missing) or "at_least"
            raise PackError(BAD_MINIMUM, path=path.name, row=number, id=row.get("id", "?"), why=why)
        groups, no = tuple(map(_any_of, row["all"])), _any_of(row["not"]) if row.get("not") else None
        rows[row["id"]] = Minimum(
            row["id"], row["subject"], groups, no, row["at_least"],
            _basis(row["basis"]), row["scope"], row["verified"] is True,
        )  # fmt: skip
    return rows


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(word)) for word in words))


def _basis(row: dict[str, str]) -> str:
    """The instrument's title and number from the register, or as written, with the article."""
    if "title" in row:
        return f"{row['title']}{row['article']}"
    edition = register.load().by_id[row["instrument"]]
    return f"{edition.name}{row['article']}"


def rate(value: str | None) -> float | None:
    """How often a year a frequency such as `1/P6M` is; None where it has no value."""
    found = _RATE.fullmatch(value or "")
    return int(found[1]) * _A_YEAR[found[3]] / int(found[2]) if found else None


@dataclass(frozen=True, slots=True)
class Told:
    """What a clause of a document tells, whatever it is about: its words and how often a year or how many hours."""

    words: str
    stated: Stated
    hours: bool


def told(facts: Facts) -> tuple[Told, ...]:
    """Every frequency and every number of hours of training in the document, in text order each."""
    return (*_frequencies(facts), *_hours(facts))


def _frequencies(facts: Facts) -> Iterator[Told]:
    for limit in facts.deadlines:
        often = rate(limit.value) if limit.kind == "frequency" and limit.bound != "at_most" else None
        if often:
            yield Told(_clause(facts, limit.start, limit.end), Stated(often, Span(limit.start, limit.end)), False)


def _hours(facts: Facts) -> Iterator[Told]:
    for one in facts.quantities:
        if one.unit == "学时":
            yield Told(_clause(facts, one.start, one.end), Stated(one.value, Span(one.start, one.end)), True)


def stated(minimum: Minimum, rows: Sequence[Told]) -> tuple[Stated, ...]:
    """What `rows` state about `minimum`; frequencies of one place are added up."""
    if minimum.hours:
        return tuple(row.stated for row in rows if row.hours and minimum.about(row.words))
    rates: dict[Span, float] = {}
    for row in rows:
        if not row.hours and minimum.about(row.words):
            rates[row.stated.span] = rates.get(row.stated.span, 0.0) + row.stated.amount
    return tuple(Stated(often, span) for span, often in rates.items())


def _clause(facts: Facts, start: int, end: int) -> str:
    """The words around a place up to the next comma on either side, within its block."""
    flow = facts.document.flow
    low, high = flow.position(start), flow.position(end - 1) + 1
    before, after = flow.text[max(0, low - _REACH) : low], flow.text[high : high + _REACH]
    return _END.split(before)[-1] + flow.text[low:high] + _END.split(after, 1)[0]
