"""What the headings above a sentence name: a reader looks for a demand in the section on its matter first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from conformance.language.standing import held_by, indices, number
from conformance.model.document import Document
from conformance.model.rules import Evidence, Sentence

# A heading over more of the document than this is its title; a term in more of its sentences, if they are more than a few,
# tells no section apart.
_MOST, _COMMON, _FEW = 1 / 2, 1 / 4, 8


class Topics:
    """The sections of a document by the terms that their headings name. A set of sentences is the bits of a number."""

    def __init__(self, document: Document, evidence: Evidence) -> None:
        self._standing = evidence.standing
        self._common = max(_FEW, len(evidence.sentences) * _COMMON)
        self._under = dict(_sections(document, evidence.sentences))
        self._headings = number(self._under)
        self._named: dict[str, int] = {}

    @classmethod
    def of(cls, document: Document, evidence: Evidence) -> Topics:
        """The topics of a document, made once."""
        return evidence.once("sections by topic", lambda: cls(document, evidence))

    def levels(self, terms: Iterable[str]) -> list[int]:
        """The sentences under headings that name at least one of `terms`, at least two of them, and so on."""
        return held_by(self._under_headings(term) for term in terms)

    def _under_headings(self, term: str) -> int:
        if term not in self._named:
            held = self._standing.get(term, 0)
            headings = held & self._headings if held.bit_count() <= self._common else 0
            self._named[term] = 0
            for heading in indices(headings):
                self._named[term] |= self._under[heading]
        return self._named[term]


def _sections(document: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The headings that are sentences of their own, by index, each with the sentences of its section."""
    starts = [one.span.start for one in sentences]
    for clause in document.outline:
        first = bisect_left(starts, clause.heading.start)
        after = bisect_left(starts, clause.body.end)
        if first < after <= first + _MOST * len(starts) and sentences[first].zone == "heading":
            yield first, (1 << after) - (1 << (first + 1))
