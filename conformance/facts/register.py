"""The register of instruments: laws, rules, standards and normative documents with their editions.

`rules/data/register.csv` has one row an edition. Columns: `id` (the citation in normal form; laws: title and year),
`instrument` (what stays the same over editions), `kind`, `code` and `year` (standards), `number` (documents, orders),
`title`, `issued`, `effective`, `until` (first day no longer in force, or the year), `status`, `successors` (ids, `;` between),
`amended_by` (id of a later text that left this number standing), `aliases` (right names), `mistaken` (wrong names met),
`issuer`, `fields`, `editions_complete` with `editions_source`, `confidence` (verified, likely, from_memory), `source`,
`checked_on`, `note`. Dates are ISO 8601, a year alone where no more is known.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz
from rapidfuzz import process as fuzzy

from conformance.errors import UsageError
from conformance.facts.citing.codes import codes
from conformance.facts.citing.found import Found
from conformance.facts.citing.numbers import numbers
from conformance.facts.citing.orders import orders
from conformance.messages import Message
from conformance.model.facts import CitationKind, Status
from conformance.rules_folder import folder
from conformance.text import fold

NO_REGISTER = Message(
    "no_register", "读不到标准法规目录 {path}：{why}", "cannot read the register of instruments {path}: {why}"
)
Confidence = Literal["verified", "likely", "from_memory"]
_VERSION = re.compile(
    r"\((?:\d{4}年?(?:版|本|修订|修正|修改)?|试行|暂行|修订|修正|(?:19|20)\d\d(?:-(?:19|20)?\d\d)?年)\)$"
)
_NATION = "中华人民共和国"


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
    return plain.removeprefix(_NATION)


def parsed(number: str) -> Found | None:
    """`number` read as a code, document number or order; None where it is none."""
    text = fold(number)
    return next((f for read in (orders, numbers, codes) for f in read(text) if f.end - f.start >= len(text) - 2), None)


class Register:
    """The editions of the register, looked up by id, number, code and title."""

    def __init__(self, editions: tuple[Edition, ...]) -> None:
        self.editions = editions
        self.by_id = {e.id: e for e in editions}

    @property
    def checked_on(self) -> date:
        """The latest day any row was checked."""
        return date.fromisoformat(max(e.checked_on for e in self.editions))

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The instruments by id, their editions oldest first."""
        rows: dict[str, list[Edition]] = defaultdict(list)
        for edition in self.editions:
            rows[edition.instrument].append(edition)
        return {k: Instrument(k, tuple(sorted(v, key=lambda e: (e.effective or e.issued or e.year, e.id)))) for k, v in rows.items()}  # fmt: skip

    @cached_property
    def by_number(self) -> dict[str, tuple[Edition, ...]]:
        """Editions by the normal form of their number, order or dated code; several where bodies number anew each year
        or term (主席令第八十一号)."""
        index: dict[str, list[Edition]] = defaultdict(list)
        for edition in self.editions:
            for name in dict.fromkeys((edition.id, edition.number, *edition.aliases)):
                found = parsed(name) if any(c.isdigit() or c == "第" for c in name) else None
                if found and (found.form == "number" or found.year) and edition not in index[found.canonical]:
                    index[found.canonical].append(edition)
        return {k: tuple(v) for k, v in index.items()}

    @cached_property
    def by_code(self) -> dict[str, tuple[Edition, ...]]:
        """The editions of a standard by the identity of its code, oldest first."""
        rows: dict[str, list[Edition]] = defaultdict(list)
        for edition in self.editions:
            if edition.code:
                rows[identity(edition.code)].append(edition)
        return {k: tuple(sorted(v, key=lambda e: e.year)) for k, v in rows.items()}

    @cached_property
    def by_title(self) -> dict[str, tuple[Edition, ...]]:
        """Editions by `key` of their title and aliases, oldest first."""
        rows: dict[str, list[Edition]] = defaultdict(list)
        for edition in self.editions:
            for name in {key(n) for n in (edition.title, *edition.aliases)}:
                rows[name].append(edition)
        return {k: tuple(sorted(v, key=lambda e: e.effective or e.issued or e.year)) for k, v in rows.items()}

    @cached_property
    def by_mistake(self) -> dict[str, tuple[Edition, ...]]:
        """Editions by `key` of the wrong titles they are known to be given."""
        rows: dict[str, list[Edition]] = defaultdict(list)
        for edition in self.editions:
            for name in edition.mistaken:
                rows[key(name)].append(edition)
        return {k: tuple(v) for k, v in rows.items()}

    @cached_property
    def bare_titles(self) -> frozenset[str]:
        """Titles plain enough to be known without 《》: laws by either name, longer regulations, rules and documents."""
        names = set()
        for edition in self.editions:
            if edition.kind == "law":
                short = edition.title.removeprefix(_NATION)
                names |= {n for n in (edition.title, short) if len(n) >= 3}
            elif edition.kind in ("admin_regulation", "dept_rule", "local_rule") and len(edition.title) >= 6:
                names.add(fold(edition.title))
        return frozenset(names)

    def find(self, text: str, limit: int = 8) -> tuple[Edition, ...]:
        """The editions `text` may mean, best first: by number, code, title, alias, known mistake, then likeness."""
        return self.exact(text) or self.by_mistake.get(key(text)) or self.like(text, limit)

    def exact(self, text: str) -> tuple[Edition, ...]:
        """The editions with this number, code, title or alias, newest first; of a code in whatever year."""
        found = parsed(text)
        if found and found.canonical in self.by_number:
            return self.by_number[found.canonical][::-1]
        if found and found.code and identity(found.code) in self.by_code:
            return self.by_code[identity(found.code)][::-1]
        return self.by_title.get(key(text), ())[::-1]

    def like(self, title: str, limit: int = 8, least: float = 60) -> tuple[Edition, ...]:
        """The editions whose titles are most like `title`, best first (likeness of at least `least` of 100)."""
        hits = fuzzy.extract(key(title), list(self.by_title), scorer=fuzz.ratio, limit=limit, score_cutoff=least)
        rows = dict.fromkeys(e for name, _, _ in hits for e in reversed(self.by_title[name]))
        return tuple(rows)[:limit]

    def show(self, id: str) -> Instrument | None:
        """The instrument with this id, or that an edition with this id or number belongs to."""
        edition = self.by_id.get(id) or next(iter(self.find(id, 1)), None)
        return self.instruments.get(edition.instrument if edition else id)

    def history(self, id: str) -> tuple[Step, ...]:
        """What came before and after the edition `id`, as a tree in lines: oldest first, successors indented."""
        if id not in self.by_id:
            return ()
        first = self._earliest(id)
        steps: dict[str, Step] = {}
        queue = [(first, 0)]
        while queue:
            name, depth = queue.pop(0)
            edition = self.by_id.get(name)
            if edition and name not in steps:
                steps[name] = Step(edition, depth)
                queue += [(s, depth + 1) for s in (*edition.successors, edition.amended_by) if s]
        return tuple(steps.values())

    def _earliest(self, id: str) -> str:
        seen = {id}
        while (before := next((p for p in self.predecessors.get(id, ()) if p not in seen), None)) is not None:
            seen.add(before)
            id = before
        return id

    @cached_property
    def predecessors(self) -> dict[str, tuple[str, ...]]:
        """For each id the ids it replaced or amended."""
        rows: dict[str, list[str]] = defaultdict(list)
        for edition in self.editions:
            for successor in (*edition.successors, edition.amended_by):
                if successor:
                    rows[successor].append(edition.id)
        return {k: tuple(v) for k, v in rows.items()}


def path() -> Path:
    """The register's file."""
    return folder() / "data" / "register.csv"


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _edition(row: dict[str, str]) -> Edition:
    cells: dict[str, Any] = dict(row)
    cells |= {name: _split(row[name]) for name in ("successors", "aliases", "mistaken", "fields")}
    cells["editions_complete"] = row["editions_complete"] == "true"
    return Edition(**cells)


def read(text: str) -> Register:
    """The register written in `text` (csv with the columns above). KeyError or TypeError where a column is missing or unknown."""
    return Register(tuple(_edition(row) for row in csv.DictReader(text.splitlines())))


@lru_cache(maxsize=1)
def load() -> Register:
    """The register that comes with the program. UsageError if its file cannot be read."""
    try:
        return read(path().read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(NO_REGISTER, path=path(), why=error.strerror) from error


def digest() -> str:
    """The sha256 of the register's file, in hexadecimal: which state of the world a report rests on."""
    return hashlib.sha256(path().read_bytes()).hexdigest()
