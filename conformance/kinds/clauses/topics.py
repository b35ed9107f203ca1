"""What the headings above a sentence name: a reader looks for a demand in the section on its matter first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import reduce
from itertools import chain
from operator import or_

from conformance.language.sentences import heads
from conformance.language.standing import held_by, indices, number
from conformance.model.document import Document
from conformance.model.rules import Evidence, Sentence

# A heading over more of the document than this is its title; a term in more of its sentences, if they are more than a few,
# tells no section apart.
_MOST, _COMMON, _FEW = 1 / 2, 1 / 4, 8


class Topics:
    """The sections of a document by the terms that their headings name. A set of sentences is the bits of a number."""

    def __init__(self, document: Document, evidence: Evidence) -> None:
        common = max(_FEW, len(evidence.sentences) * _COMMON)
        under = dict(_sections(document, evidence.sentences))
        headings = number(under)
        named = ((term, held & headings) for term, held in evidence.standing.items() if held.bit_count() <= common)
        self._under = {term: reduce(or_, map(under.__getitem__, indices(those))) for term, those in named if those}

    @classmethod
    def of(cls, document: Document, evidence: Evidence) -> Topics:
        """The topics of a document, made once."""
        return evidence.once("sections by topic", lambda: cls(document, evidence))

    def levels(self, several: Iterable[Set[str]]) -> list[int]:
        """The sentences under headings that name at least one of the terms in `several`, at least two of them, and so on."""
        named = chain.from_iterable(self._under.keys() & terms for terms in several)
        return held_by(self._under[term] for term in set(named))


def _sections(document: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The headings that are sentences of their own, by index, each with the sentences of its section."""
    starts = [one.span.start for one in sentences]
    for clause in document.outline:
        first = bisect_left(starts, clause.heading.start)
        after = bisect_left(starts, clause.body.end)
        if first < after <= first + _MOST * len(starts) and heads(sentences[first]):
            yield first, (1 << after) - (1 << (first + 1))
