"""Judges titles: which instrument is meant, is it in force, is the title that of its number, is it damaged."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.facts.citing import reasons
from conformance.facts.citing.found import Found
from conformance.facts.citing.likeness import Damage, agrees, likeness
from conformance.facts.citing.number_judge import NumberJudge
from conformance.facts.citing.verdicts import Dates, Opinion, judged, status_on
from conformance.facts.register import Register
from conformance.facts.registering.edition import Edition, key

_ALIKE = 60.0


class TitleJudge:
    """Judges titles against the register on the dates given."""

    def __init__(self, register: Register, dates: Dates, numbers: NumberJudge, damage: Damage) -> None:
        self.register, self.dates, self.numbers, self.damage = register, dates, numbers, damage

    def of(self, row: Found, number: Found | None) -> Opinion:
        """The opinion on a title; `number` is the code or number it is paired with."""
        paired = self.numbers.editions(number, row) if number else ()
        if paired:
            return self._beside(row, paired)
        exact = self._exact(row, number)
        if exact:
            return self._named(exact)
        if row.kind == "form":
            return Opinion(reason=reasons.NO_INSTRUMENT.say())
        return self._unknown(row, number)

    def _beside(self, row: Found, paired: Sequence[Edition]) -> Opinion:
        """A title whose number is in the register."""
        fitting = [e for e in paired if agrees(row.canonical, e)]
        if fitting:
            return self._named(fitting)
        exact = self._exact(row, None)
        now = status_on(paired, self.dates.as_of)[1]
        meant = max(paired, key=lambda e: (round(likeness(row.canonical, e)), e is now))
        if meant.is_omnibus:
            return self._named(exact) if exact else Opinion(reason=reasons.NOT_LISTED.say())
        known_wrong = key(row.canonical) in map(key, meant.mistaken)
        same = any(e.instrument == meant.instrument for e in exact)
        alike = likeness(row.canonical, meant) >= _ALIKE or bool(meant.code)
        if known_wrong or same or (meant.certain and alike):
            return self._mismatch(row, meant)
        return self._named(exact) if exact else Opinion(reason=reasons.SIMILAR.say(name=meant.name), kind=meant.kind)

    def _mismatch(self, row: Found, meant: Edition) -> Opinion:
        """The title is not that of its number."""
        said = reasons.MISMATCH.say(cited=row.canonical, number=meant.number or meant.id, title=meant.title)
        right = self.numbers.right(meant)
        return Opinion("title_mismatch", "title_mismatch", ("title_mismatch",), f"《{right.title}》", meant.id,
                       reasons.sourced(said, meant), meant.certain, meant.kind)  # fmt: skip

    def _exact(self, row: Found, number: Found | None) -> tuple[Edition, ...]:
        """The editions with this title: of the year the title states, of the number's own series where it has one; none
        where the number is one of another issuer, whose document only bears the same name."""
        editions = self.register.by_title.get(key(row.canonical), ())
        if row.version:
            years = [{e.year, e.issued[:4], e.effective[:4]} for e in editions]
            editions = tuple(e for e, y in zip(editions, years, strict=True) if row.version in y) or editions
        if number is None or not editions:
            return editions
        if number.form == "code":
            siblings = self.numbers.siblings(number)
            return tuple(e for e in editions if e in siblings) or editions
        if number.kind == "document_number" and not any(_same_issuer(number, e) for e in editions):
            return ()
        return () if number.kind == "local_rule" else editions

    def _named(self, editions: Sequence[Edition]) -> Opinion:
        return judged(self.register, editions, self.dates, titled=True)

    def _unknown(self, row: Found, number: Found | None) -> Opinion:
        """A title the register has not: damaged, misnamed beside a misdated number, or simply not listed."""
        meant = self.damage.meant(row.canonical) if not number or number.kind != "local_rule" else None
        alike = self.numbers.alike(row)
        if number and not meant:
            meant = self.numbers.misdated(number, alike)
        if meant:
            said = reasons.sourced(reasons.WRONG_TITLE.say(cited=row.canonical, name=meant.name), meant)
            return Opinion("title_mismatch", "title_mismatch", ("title_mismatch",), f"《{meant.title}》", meant.id, said,
                           meant.certain, meant.kind)  # fmt: skip
        reason = reasons.SIMILAR.say(name=alike[0].name) if alike else reasons.NOT_LISTED.say()
        return Opinion(reason=reason)


def _same_issuer(number: Found, edition: Edition) -> bool:
    """Whether a document number may belong to `edition`: same beginning, or the edition has no document number."""
    return "〔" not in edition.number or edition.number.partition("〔")[0] == number.code
