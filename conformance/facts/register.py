"""The register of instruments: laws, rules, standards and normative documents with their editions.

`rules/data/register.csv` has one row an edition. Columns: `id` (the citation in normal form; laws: title and year),
`instrument` (what stays the same over editions), `kind`, `code` and `year` (standards), `number` (documents, orders),
`title`, `issued`, `effective`, `until` (first day no longer in force, or the year), `status`, `successors` (ids, `;` between),
`amended_by` (id of a later text that left this number standing), `aliases` (right names), `mistaken` (wrong names met),
`issuer`, `fields`, `editions_complete` with `editions_source`, `confidence` (verified, likely, from_memory), `source`,
`checked_on`, `note`. Dates are ISO 8601, a year alone where no more is known.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz import process as fuzzy

from conformance.errors import UsageError
from conformance.facts.registering import table
from conformance.facts.registering.edition import NATION, Edition, Instrument, Step, identity, key, parsed
from conformance.rules_folder import folder
from conformance.text import fold


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
                short = edition.title.removeprefix(NATION)
                names |= {n for n in (edition.title, short, *edition.aliases) if len(n) >= 3}
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
        """What came before and after the edition `id`, as a tree in lines: oldest first, each before what followed it."""
        if id not in self.by_id:
            return ()
        first = self._earliest(id)
        steps: dict[str, Step] = {}
        waiting = [(first, 0)]
        while waiting:
            name, depth = waiting.pop()
            edition = self.by_id.get(name)
            if edition and name not in steps:
                steps[name] = Step(edition, depth)
                waiting += [(s, depth + 1) for s in (edition.amended_by, *reversed(edition.successors)) if s]
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


_CHOSEN: ContextVar[tuple[Path, ...]] = ContextVar("register", default=())


@contextmanager
def overlaid(files: Sequence[Path | str]) -> Iterator[Register]:
    """Within the block the register has the rows of an office's `files` too, later ones before earlier.

    UsageError where a file cannot be used.
    """
    token = _CHOSEN.set(tuple(Path(f) for f in files))
    try:
        yield load()
    finally:
        _CHOSEN.reset(token)


def load() -> Register:
    """The register: that which comes with the program, with the rows an office added (`overlaid`). UsageError if a file
    cannot be read."""
    return _loaded(_CHOSEN.get())


@lru_cache(maxsize=4)
def _loaded(files: tuple[Path, ...]) -> Register:
    try:
        bundled = table.read(path().read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(table.NO_FILE, path=path(), why=error.strerror) from error
    return Register(table.overlaid(bundled, tuple(row for file in files for row in table.added(file))))


def path() -> Path:
    """The file of the register that comes with the program."""
    return folder() / "data" / "register.csv"


def digest() -> str:
    """The sha256 of the register's files, in hexadecimal: which state of the world a report rests on."""
    whole = hashlib.sha256(path().read_bytes())
    for file in _CHOSEN.get():
        whole.update(file.read_bytes())
    return whole.hexdigest()
