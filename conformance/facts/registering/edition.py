"""An instrument and its editions, and what makes two titles or codes the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from conformance.facts.citing.codes import codes
from conformance.facts.citing.found import Found
from conformance.facts.citing.numbers import numbers
from conformance.facts.citing.orders import orders
from conformance.model.facts import CitationKind, Status
from conformance.text import fold

Confidence = Literal["verified", "likely", "from_memory"]
_VERSION = re.compile(
    r"\((?:\d{4}年?(?:版|本|修订|修正|修改)?|试行|暂行|修订|修正|(?:19|20)\d\d(?:-(?:19|20)?\d\d)?年)\)$"
)
NATION = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of an instrument, as a row of the register states it."""

    id: str
    instrument: str
    kind: CitationKind
    code: str
    year: str
    number: str
    title: str
    issued: str
    effective: str
    until: str
    status: Status
    successors: tuple[str, ...]
    amended_by: str
    aliases: tuple[str, ...]
    mistaken: tuple[str, ...]
    issuer: str
    fields: tuple[str, ...]
    editions_complete: bool
    editions_source: str
    confidence: Confidence
    source: str
    checked_on: str
    note: str

    @property
    def certain(self) -> bool:
        """Whether the row was read in a source, so that a verdict on it may fail a document."""
        return self.confidence == "verified"

    @property
    def is_omnibus(self) -> bool:
        """Whether it only amends or ends others: rightly cited beside their titles, never instead of them."""
        return self.title.startswith("关于") and self.title.endswith("决定")

    @property
    def source_name(self) -> str:
        """The name of where the row was read, for a sentence: without the page's address and what is said of it."""
        named = re.sub(r"https?://([^/\s]+)\S*", r"\1", self.source)
        return named.partition("（记有")[0].strip()

    @property
    def name(self) -> str:
        """How to cite it: title in 《》 with the number where it has one."""
        number = self.number or (f"{self.code}-{self.year}" if self.code else "")
        if self.kind == "standard":
            number = self.id
        if self.kind == "law" and self.year and not number:
            number = f"{self.year}年修正"
        return f"《{self.title}》（{number}）" if number else f"《{self.title}》"

    @property
    def cite(self) -> str:
        """What to write where a number or code stands: the number, else the title."""
        return self.id if self.kind == "standard" else self.number or self.name

    @property
    def begins(self) -> str:
        """The day or year it came into force, as far as known: effective, else issued, else its year."""
        return self.effective or self.issued or self.year

    def status_on(self, day: date) -> Status:
        """Whether the edition was in force on `day`; `unknown` where the register cannot tell."""
        today = day.isoformat()
        begins = self.effective or self.issued
        if begins and today[: len(begins)] < begins:
            return "upcoming"
        if self.status in ("superseded", "repealed"):
            if self.until and today[: len(self.until)] != self.until:
                return self.status if today > self.until else "current"
            sure = len(self.until) == len(today) or today >= self.checked_on
            return self.status if sure else "unknown"
        if self.until and self.status in ("current", "upcoming") and today >= self.until:
            return "superseded" if self.successors else "repealed"
        return "current" if self.status == "upcoming" and self.effective else self.status


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument with its known editions, oldest first."""

    id: str
    editions: tuple[Edition, ...]

    @property
    def title(self) -> str:
        """The title of the newest edition."""
        return self.editions[-1].title

    @property
    def editions_complete(self) -> bool:
        """Whether the register claims to know every edition there ever was."""
        return all(e.editions_complete for e in self.editions)


@dataclass(frozen=True, slots=True)
class Step:
    """A line of an instrument's history: an edition, and how many successions it stands from the first (from 0)."""

    edition: Edition
    depth: int


def identity(code: str) -> str:
    """What a code of a standard has in common with its other editions: `GB/T 33000` and `GB 33000` are one."""
    return re.sub(r"/[TZ](?= )", "", code)


def key(title: str) -> str:
    """`title` for comparison: folded, letters, figures and ideographs only, without 中华人民共和国 and a version at its end."""
    folded = fold(title)
    while (version := _VERSION.search(folded)) is not None:
        folded = folded[: version.start()]
    plain = "".join(c for c in folded if c.isalnum()).lower()
    return plain.removeprefix(NATION)


def parsed(number: str) -> Found | None:
    """`number` read as a code, document number or order; None where it is none."""
    text = fold(number)
    return next((f for read in (orders, numbers, codes) for f in read(text) if f.end - f.start >= len(text) - 2), None)
