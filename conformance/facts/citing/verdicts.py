"""An opinion on one citation, and the status of editions on the two dates that count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from conformance.facts.citing import reasons
from conformance.facts.citing.found import Found
from conformance.facts.register import Register
from conformance.facts.registering.edition import Edition
from conformance.model.facts import CitationKind, Resolution, Status

ENDED = ("repealed", "superseded")
RANK = ("malformed", "no_such_edition", "repealed", "superseded", "title_mismatch", "form", "unintroduced")
_OWN_FORMS = ("DB", "DG", "CECS", "ISO", "IEC", "OHSAS", "EN ", "NFPA", "API", "AS", "ANSI", "IEEE")
_DASHES = str.maketrans("—–－―−‐‑", "-------")


@dataclass(frozen=True, slots=True)
class Dates:
    """The day of the check and the document's own, None where it has none."""

    as_of: date
    document: date | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is thought of a citation before its way of writing is looked at.

    `wrote` is the normal form of a code the register knows under another mark (GB for GB/T)."""

    status: Status = "unknown"
    on_document_date: Status | None = None
    issues: tuple[str, ...] = ()
    right: str | None = None
    record: str | None = None
    reason: str | None = None
    certain: bool = False
    kind: CitationKind | None = None
    wrote: str | None = None

    def resolution(self, row: Found, quote: str | None) -> Resolution:
        """The opinion with the faults of form in `quote` (None: not looked at), worst fault first."""
        normal = self.wrote or row.canonical
        faults = [*self.issues, *row.faults, *_form(row, quote, normal)]
        issues = tuple(sorted(set(faults), key=RANK.index))
        made = self
        if "malformed" in issues:
            said = reasons.MALFORMED.say(cited=_plain(quote or row.canonical), right=self.right or normal)
            said += self.reason or ""
            then: Status | None = "malformed" if self.on_document_date else None
            made = replace(self, status="malformed", on_document_date=then, reason=said, certain=True)
        if issues and self.right is None and issues[0] in ("malformed", "form"):
            made = replace(made, right=normal)
        if issues and issues[0] == "form":
            said = reasons.FORM.say(cited=_plain(quote or row.canonical), right=normal)
            made = replace(made, reason=(made.reason or "") + said)
        return Resolution(
            made.status, made.on_document_date, issues, made.right, made.record, made.reason, made.certain
        )


def _plain(quote: str) -> str:
    """`quote` on one line."""
    return " ".join(quote.split())


def _form(row: Found, quote: str | None, normal: str) -> tuple[str, ...]:
    """`form` where a code or document number is written otherwise than in normal form; the dash may be of any width.

    Members of a list, series whose own form varies and years of two figures, as printed on standards before 1995, are
    left alone."""
    if quote is None or row.form == "title" or row.listed or ":" in normal or (row.code or "").startswith(_OWN_FORMS):
        return ()
    if row.form == "number":
        odd = "〔" in normal and quote != normal and not quote.endswith(normal)
        return ("form",) if odd else ()
    plain = re.sub(r"-{2,}", "-", quote.translate(_DASHES))
    return () if plain == normal or row.short_year else ("form",)


def status_on(editions: Sequence[Edition], day: date) -> tuple[Status, Edition]:
    """What was in force on `day` of `editions` (oldest first, never empty) that one name stands for.

    One in force makes the name right. Otherwise the newest that had begun by then counts, else the first to come.
    """
    states = [(e.status_on(day), e) for e in editions]
    for wanted in ("current", "unknown"):
        hits = [(s, e) for s, e in states if s == wanted]
        if hits:
            return hits[-1]
    begun = [(s, e) for s, e in states if s != "upcoming"]
    return begun[-1] if begun else states[0]


def judged(register: Register, editions: Sequence[Edition], dates: Dates, *, titled: bool = False) -> Opinion:
    """The opinion on a name that stands for `editions`, from the register alone; a title is replaced by a title."""
    status, edition = status_on(editions, dates.as_of)
    then = status_on(editions, dates.document)[0] if dates.document else None
    faulty = status in ("superseded", "repealed")
    following = in_force(register, edition, dates.as_of) if faulty else None
    right = None if following is None else following.name if titled else following.cite
    return Opinion(
        status, then, (status,) if faulty else (), right, edition.id,
        explain(status, edition, following), edition.certain, edition.kind,
    )  # fmt: skip


def in_force(register: Register, edition: Edition, day: date) -> Edition | None:
    """The edition to cite instead: the first in force on `day` among the successors of `edition`; None if unknown."""
    seen, queue = {edition.id}, list(edition.successors)
    while queue:
        name = queue.pop(0)
        following = register.by_id.get(name)
        if following is None or name in seen:
            continue
        seen.add(name)
        if following.status_on(day) == "current" and not following.is_omnibus:
            return following
        queue += following.successors
    return None


def explain(status: Status, edition: Edition, following: Edition | None) -> str:
    """The sentence for a status read off the register, with its source."""
    until = f"自{edition.until}起" if edition.until else ""
    if status in ("current", "upcoming"):
        message = reasons.CURRENT if status == "current" else reasons.UPCOMING
        said = message.say(name=edition.name, since=reasons.since(edition) + reasons.amended(edition))
    elif status == "superseded":
        said = reasons.SUPERSEDED.say(name=edition.name, until=until, successor=following.name if following else "新版")
    elif status == "repealed":
        instead = f"，现行为{following.name}" if following else ""
        said = reasons.REPEALED.say(name=edition.name, until=until, successor=instead)
    else:
        said = reasons.UNVERIFIED.say(name=edition.name)
    return reasons.sourced(said, edition)
