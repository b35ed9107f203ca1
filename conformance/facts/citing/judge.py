"""What the register says of a citation: status on two dates, every fault, what to write instead and why.

Faults in order of weight: malformed, no_such_edition, repealed, superseded, title_mismatch, form. The first is the
status (`form` alone leaves the status as it is). What the register does not know is `unknown`, never a fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from conformance.facts.citing import reasons
from conformance.facts.citing.found import Found
from conformance.facts.citing.likeness import Damage
from conformance.facts.citing.number_judge import NumberJudge
from conformance.facts.citing.title_judge import TitleJudge
from conformance.facts.citing.verdicts import ENDED, Dates, Opinion, in_force
from conformance.facts.register import Register
from conformance.facts.registering.edition import key
from conformance.model.facts import CitationKind, Resolution


@dataclass(frozen=True, slots=True)
class Linked:
    """The citations of a document in text order, which title and number belong together (`joined`) and which short
    name stands for which row (`short`), by index, and which
    the text itself calls repealed or replaced (`ended`), names without having said what they are (`unintroduced`) or cites
    with later amendments, and of which year (`amended`)."""

    rows: Sequence[Found]
    joined: Mapping[int, int]
    short: Mapping[int, int]
    ended: frozenset[int] = frozenset()
    unintroduced: frozenset[int] = frozenset()
    amended: Mapping[int, int | None] = field(default_factory=dict)

    def partner(self, index: int) -> Found | None:
        """The title or number that belongs to the row."""
        other = self.joined.get(index)
        return None if other is None else self.rows[other]


@lru_cache(maxsize=4)
def _damage(register: Register, day: date) -> Damage:
    """How the titles in force on `day` may be damaged; those nobody has read are no measure."""
    known = (e for e in register.editions if e.confidence != "from_memory")
    return Damage(e for e in known if e.status_on(day) == "current")


class Judge:
    """Judges the citations of one document on the day of the check and on the document's own (None: unknown)."""

    def __init__(self, register: Register, as_of: date, document_date: date | None, own_title: str = "") -> None:
        self.register = register
        self.dates = Dates(as_of, document_date)
        self.own = key(own_title)
        self.numbers = NumberJudge(register, self.dates)

    @cached_property
    def titles(self) -> TitleJudge:
        """The judge of titles; it knows how the titles in force may be damaged."""
        return TitleJudge(self.register, self.dates, self.numbers, _damage(self.register, self.dates.as_of))

    def of(self, linked: Linked, index: int, quote: str) -> tuple[CitationKind, Resolution]:
        """The kind of the citation at `index`, written `quote`, and what it means."""
        row = linked.rows[index]
        if index in linked.short and linked.short[index] != index:
            return self._short(linked, linked.short[index])
        opinion = self._as_amended(linked, index, self._opinion(row, linked.partner(index)))
        if index in linked.ended and set(opinion.issues) & set(ENDED):
            issues = tuple(i for i in opinion.issues if i not in ENDED)
            opinion = replace(opinion, issues=issues, right=None, reason=reasons.SAID.say() + (opinion.reason or ""))
        if index in linked.unintroduced and not opinion.issues:
            opinion = replace(opinion, issues=("unintroduced",), reason=reasons.UNINTRODUCED.say(cited=row.canonical))
        coded = row.form == "title" and (partner := linked.partner(index)) is not None and partner.form == "code"
        return opinion.kind or ("standard" if coded else row.kind), opinion.resolution(row, quote)

    def _as_amended(self, linked: Linked, index: int, opinion: Opinion) -> Opinion:
        """What replaced an edition, where that is cited together with its amendments (or beside the number that is)."""
        at = next((i for i in (index, linked.joined.get(index)) if i in linked.amended), None)
        old = self.register.by_id.get(opinion.record or "")
        if at is None or old is None or "superseded" not in opinion.issues:
            return opinion
        now, year = in_force(self.register, old, self.dates.as_of), linked.amended[at]
        if now is None or (year and str(year) < now.begins[:4] and str(year) < now.year):
            return opinion
        then = now.status_on(self.dates.document) if self.dates.document else None
        issues = tuple(i for i in opinion.issues if i != "superseded")
        said = reasons.AMENDED.say() + (opinion.reason or "")
        return replace(
            opinion, status="current", on_document_date=then, issues=issues, right=None, record=now.id, reason=said
        )

    def _opinion(self, row: Found, partner: Found | None) -> Opinion:
        opinion = self._plain(row, partner)
        then = (opinion.on_document_date or "unknown") if self.dates.document else None
        return replace(opinion, on_document_date=then)

    def _plain(self, row: Found, partner: Found | None) -> Opinion:
        if row.form != "title":
            return self.numbers.of(row, partner)
        if len(self.own) >= 6 and key(row.canonical) == self.own:
            return Opinion(kind="plan", reason=reasons.OWN.say())
        return self.titles.of(row, partner)

    def _short(self, linked: Linked, meant: int) -> tuple[CitationKind, Resolution]:
        """What the full citation means; its faults are told there, once."""
        row = linked.rows[meant]
        opinion = self._opinion(row, linked.partner(meant))
        made = opinion.resolution(row, None)
        full = f"《{row.canonical}》" if row.form == "title" else row.canonical
        return opinion.kind or row.kind, Resolution(
            made.status, made.on_document_date, (), made.right, made.record,
            reasons.SHORT.say(full=full) + (made.reason or ""), made.certain,
        )  # fmt: skip
