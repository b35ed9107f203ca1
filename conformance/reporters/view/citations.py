"""The table of citations: one row an instrument, with every place it is cited at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conformance.messages import Message
from conformance.model.facts import Citation, Inspection, Status

STATUS_NAMES: dict[Status, Message] = {
    "current": Message("current", "现行", "in force"),
    "superseded": Message("superseded", "已被代替", "superseded"),
    "repealed": Message("repealed", "已废止", "repealed"),
    "no_such_edition": Message("no_such_edition", "没有这个版本", "no such edition"),
    "title_mismatch": Message("title_mismatch", "名称与编号不符", "title does not fit the number"),
    "malformed": Message("malformed", "编号不完整", "not a complete number"),
    "upcoming": Message("upcoming", "尚未施行", "not yet in force"),
    "unknown": Message("unknown", "目录未收录", "not in the register"),
}
_NEUTRAL: tuple[Status | None, ...] = (None, "current", "unknown")
_RANK: tuple[Status, ...] = (
    "malformed", "no_such_edition", "repealed", "superseded", "title_mismatch", "upcoming", "current", "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitationRow:
    """An instrument as the document cites it. `quotes` are its title and number as printed (one or both), `then` and
    `now` its status on the document's own date (None: the document has no date) and on the check's, `right` what to
    write instead, `places` the starts of its citations in the text."""

    quotes: tuple[str, ...]
    then: Status | None
    now: Status
    right: str | None
    reason: str | None
    certain: bool
    issues: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def faulty(self) -> bool:
        """Whether the citation was wrong already on the document's own date; what the text itself calls repealed is not."""
        if self.now not in _NEUTRAL and not self.issues:
            return False
        return self.then not in _NEUTRAL if self.then else self.now not in _NEUTRAL

    @property
    def overtaken(self) -> bool:
        """Whether it was right on the document's date and no longer is."""
        return not self.faulty and bool(self.issues) and self.now not in _NEUTRAL


def citation_rows(facts: Inspection) -> tuple[CitationRow, ...]:
    """The instruments cited, in the order of their first places; a title and its number are one row, and the plan
    itself and its forms are none."""
    rows: dict[tuple[object, ...], CitationRow] = {}
    for pair in _pairs(facts.citations):
        key = tuple((c.canonical, c.resolution.status, c.resolution.right) for c in pair)
        known = rows.get(key)
        rows[key] = replace(known, places=(*known.places, pair[0].start)) if known else _row(pair)
    return tuple(rows.values())


def _pairs(citations: tuple[Citation, ...]) -> Iterator[tuple[Citation, ...]]:
    """Each citation with the number or title that belongs to it, in text order."""
    for index, one in enumerate(citations):
        if one.kind in ("form", "plan"):
            continue
        other = one.paired_with
        if other is None or not 0 <= other < len(citations) or other == index:
            yield (one,)
        elif index < other:
            yield (one, citations[other])
        elif citations[other].paired_with != index:
            yield (one,)


def _row(pair: tuple[Citation, ...]) -> CitationRow:
    worst = min(pair, key=lambda c: _RANK.index(c.resolution.status)).resolution
    then = [c.resolution.on_document_date for c in pair if c.resolution.on_document_date]
    issues = tuple(dict.fromkeys(i for c in pair for i in c.resolution.issues))
    return CitationRow(
        quotes=tuple(" ".join(c.quote.split()) for c in pair),
        then=min(then, key=_RANK.index) if then else None,
        now=worst.status,
        right=worst.right,
        reason=worst.reason,
        certain=worst.certain,
        issues=issues,
        places=(pair[0].start,),
    )
