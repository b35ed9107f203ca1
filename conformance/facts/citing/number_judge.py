"""Judges codes, document numbers and orders: does the number exist, is it in force, does the title belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from conformance.facts.citing import reasons
from conformance.facts.citing.found import Found
from conformance.facts.citing.issuers import RESTARTING, could_not
from conformance.facts.citing.likeness import agrees, likeness
from conformance.facts.citing.verdicts import Dates, Opinion, in_force, judged, status_on
from conformance.facts.register import Register
from conformance.facts.registering.edition import Edition, identity, key, parsed

# Source: announcement no. 7 of 2017 of the Standardization Administration, 1,077 mandatory national standards.
_MADE_VOLUNTARY = date(2017, 3, 23)
_ALIKE = 60.0
_RESTARTING = frozenset(f"{body}令" for body in RESTARTING)
# Orders whose body is not named, or only by its last word: the title beside them tells.
_NAMELESS = ("令", "总局令")
_SUGGEST = 80.0


class NumberJudge:
    """Judges numbers against the register on the dates given."""

    def __init__(self, register: Register, dates: Dates) -> None:
        self.register, self.dates = register, dates

    def of(self, row: Found, title: Found | None) -> Opinion:
        """The opinion on a code or number; `title` is the title it is paired with."""
        editions = self.editions(row, title)
        if editions:
            return self._known(row, editions, title)
        if gone := self._gone(row):
            return gone
        siblings = self.siblings(row)
        if siblings:
            return self._other_edition(row, siblings, title)
        return self._elsewhere(row, title) or Opinion(reason=reasons.NOT_LISTED.say())

    def editions(self, row: Found, title: Found | None) -> tuple[Edition, ...]:
        """The editions a number means: one where it is dated, all of the instrument where it is not. A number that comes
        back each year or term means what the title beside it says, without one nothing."""
        if editions := self.register.by_number.get(row.canonical, ()):
            instruments = {e.instrument for e in editions}
            if len(instruments) == 1 and row.code not in _RESTARTING:
                return editions
            return tuple(e for e in editions if title and agrees(title.canonical, e))
        if row.code in _NAMELESS:
            return tuple(e for e in self._named(title) if e.number.endswith(row.canonical))
        if row.form != "code" or row.code is None:
            return ()
        siblings = self.siblings(row)
        return tuple(e for e in siblings if e.year == row.year) if row.year else siblings

    def siblings(self, row: Found) -> tuple[Edition, ...]:
        """All editions of the standard a code belongs to, oldest first."""
        return self.register.by_code.get(identity(row.code), ()) if row.form == "code" and row.code else ()

    def _named(self, title: Found | None) -> tuple[Edition, ...]:
        return self.register.by_title.get(key(title.canonical), ()) if title else ()

    def _known(self, row: Found, editions: Sequence[Edition], title: Found | None) -> Opinion:
        opinion = judged(self.register, editions, self.dates)
        edition = self.register.by_id[opinion.record or ""]
        if self._other_mark(row, edition):
            opinion = replace(opinion, wrote=edition.id, issues=(*opinion.issues, "form"))
        others = self._named(title)
        if not title or not others or any(agrees(title.canonical, e) for e in editions) or edition.is_omnibus:
            return opinion
        return self._conflict(row, opinion, edition, others)

    def _other_mark(self, row: Found, edition: Edition) -> bool:
        """Whether a code has another mark (GB for GB/T) than the standard bears; not before standards were made voluntary in
        great numbers, as documents of the time cite them under the mark they then had."""
        if row.form != "code" or not row.code or not edition.code or row.year != edition.year:
            return False
        early = self.dates.document is not None and self.dates.document < _MADE_VOLUNTARY
        return row.code != edition.code and edition.certain and not (early and edition.code.startswith("GB/T "))

    def _conflict(self, row: Found, opinion: Opinion, edition: Edition, others: Sequence[Edition]) -> Opinion:
        """The title is that of another instrument: the number is wrong, or the title is."""
        meant = status_on(others, self.dates.as_of)[1]
        alike = meant.instrument == edition.instrument or likeness(meant.title, edition) >= _ALIKE
        if alike or _family(meant) & _family(edition):
            return opinion
        said = _wrong_number(row, meant)
        issues = (*opinion.issues, "title_mismatch")
        if opinion.status not in ("current", "unknown"):
            return replace(opinion, issues=issues)
        return replace(opinion, status="title_mismatch", on_document_date="title_mismatch", issues=issues,
                       right=meant.number or meant.id, reason=said, certain=edition.certain and meant.certain)  # fmt: skip

    def _gone(self, row: Found) -> Opinion | None:
        """A number its issuer could not have given in that year."""
        if row.form != "number" or not row.code or not row.year:
            return None
        if (gone := could_not(row.code, int(row.year))) is None:
            return None
        body, certain = gone
        when = f"{body.until}年已撤销" if int(row.year) > body.until else f"{body.since}年才设立"
        said = reasons.GONE.say(cited=row.canonical, body=body.name, when=when, year=row.year)
        return _missing(None, said, certain=certain)

    def _other_edition(self, row: Found, siblings: Sequence[Edition], title: Found | None) -> Opinion:
        """A dated code whose year the register does not know for that standard."""
        known = "、".join(e.id for e in siblings)
        if row.short_year and (row.year or "") >= "2000":
            return Opinion(reason=reasons.LATER.say(cited=row.canonical, known=known), kind="standard")
        latest = siblings[-1]
        right = (
            latest
            if latest.status_on(self.dates.as_of) == "current"
            else in_force(self.register, latest, self.dates.as_of)
        )
        if proof := self._proof(row, siblings, title):
            said = reasons.sourced(reasons.NO_EDITION.say(cited=row.canonical, known=f"所知版本为{known}"), proof)
            certain = proof.certain or all(e.certain for e in siblings)
            return replace(_missing((right or latest).id, said, certain=certain), kind="standard", record=latest.id)
        return Opinion(reason=reasons.LATER.say(cited=row.canonical, known=known), kind="standard")

    def _proof(self, row: Found, siblings: Sequence[Edition], title: Found | None) -> Edition | None:
        """The edition that proves there is none of the cited year: all editions are known; or one before it was
        replaced directly by one after it, both read somewhere; or the title is that of an older edition and the register, checked after
        that year, knows no later one."""
        year = row.year or ""
        if all(e.editions_complete for e in siblings) and year <= siblings[-1].checked_on[:4]:
            return siblings[-1]
        read = [e for e in siblings if e.confidence != "from_memory"]
        for before in read:
            for after in read:
                if before.year < year < after.year and after.id in before.successors:
                    return after
        titled = [e for e in siblings if title and agrees(title.canonical, e) and e.confidence != "from_memory"]
        if titled and siblings[-1].year < year <= siblings[-1].checked_on[:4]:
            return titled[-1]
        return None

    def _elsewhere(self, row: Found, title: Found | None) -> Opinion | None:
        """The title is known under another number of the same series or issuer; a title that is only alike counts where
        nothing but the year of its number differs."""
        named = [e for e in reversed(self._named(title)) if _confusable(row, parsed(e.number or e.id))]
        edition = named[0] if named else self.misdated(row, self.alike(title)) if title else None
        if edition is None:
            return None
        right = self.right(edition)
        missing = _missing(right.number or right.id, _wrong_number(row, edition), certain=edition.certain)
        return replace(missing, record=edition.id)

    def alike(self, title: Found) -> tuple[Edition, ...]:
        """The editions a title that is not in the register may stand for: known mistakes, then the most alike."""
        if known := self.register.by_mistake.get(key(title.canonical)):
            return known
        return self.register.like(title.canonical, 3, _SUGGEST) if len(key(title.canonical)) >= 6 else ()

    def right(self, edition: Edition) -> Edition:
        """The edition to cite where `edition` is meant: itself, or what replaced it."""
        following = None
        if edition.status_on(self.dates.as_of) in ("superseded", "repealed"):
            following = in_force(self.register, edition, self.dates.as_of)
        return following or edition

    def misdated(self, row: Found, candidates: Sequence[Edition]) -> Edition | None:
        """The one of `candidates` whose number differs from the cited one in the year only."""
        for edition in candidates:
            number = parsed(edition.number)
            same = number and "〔" in row.canonical and number.code == row.code
            if number and same and _serial(number) == _serial(row):
                return edition
        return None


def _missing(right: str | None, reason: str, *, certain: bool) -> Opinion:
    return Opinion("no_such_edition", "no_such_edition", ("no_such_edition",), right, None, reason, certain)


def _wrong_number(row: Found, meant: Edition) -> str:
    said = reasons.WRONG_NUMBER.say(title=meant.title, number=meant.number or meant.id, cited=row.canonical)
    return reasons.sourced(said, meant)


def _family(edition: Edition) -> set[str]:
    return {edition.id, *edition.successors, edition.amended_by} - {""}


def _serial(number: Found) -> str:
    return number.canonical.partition("〕")[2]


def _confusable(cited: Found, right: Found | None) -> bool:
    """Whether one number can have been meant for the other: codes of one series; document numbers of one issuer that
    share the year or the running number. Orders never: regulations are often cited by the order that amended them."""
    if right is None:
        return False
    if cited.form == "code" and right.form == "code" and cited.code and right.code:
        return bool(cited.year) and identity(cited.code).split(" ")[0] == identity(right.code).split(" ")[0]
    if "〔" not in cited.canonical or cited.code != right.code:
        return False
    return cited.year == right.year or _serial(cited) == _serial(right)
