"""One pass over the text for all terms of all packs: exact on characters, tolerant of recognised damage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import ahocorasick

from conformance.language.lexicon import Concept
from conformance.language.sentences import sentences
from conformance.model.document import Document, Span
from conformance.model.rules import Hit, Sentence
from conformance.text import fold

# Characters that scanners confuse, each mapped to the one that terms are written with.
_LOOK_ALIKES = str.maketrans("贵忠晶休市", "责患品体审")


class TermIndex:
    """The terms of all packs, ready for one pass over a document."""

    def __init__(self, terms: Iterable[str], lexicon: Mapping[str, Concept]) -> None:
        """`terms` are literals and `$concepts`; KeyError for a concept the lexicon has not."""
        self._owners: dict[str, list[str]] = {}
        self._shelter: dict[str, tuple[str, ...]] = {}
        for term in sorted(set(terms)):
            concept = lexicon[term[1:]] if term.startswith("$") else Concept(term, (fold(term),))
            self._shelter[term] = concept.not_inside
            for word in concept.terms:
                self._owners.setdefault(word, []).append(term)
        self._automaton = ahocorasick.Automaton()
        for word, owners in self._owners.items():
            self._automaton.add_word(word.translate(_LOOK_ALIKES), (word, owners))
        if self._owners:
            self._automaton.make_automaton()

    def find(self, document: Document) -> dict[str, list[Hit]]:
        """The hits of every term that occurs, in text order."""
        text = document.flow.text
        found: dict[str, list[Hit]] = {}
        for last, (word, owners) in self._automaton.iter(text.translate(_LOOK_ALIKES)) if self._owners else ():
            start, end = last - len(word) + 1, last + 1
            surface = text[start:end]
            noisy = surface != word
            if noisy and (len(word) < 3 or surface in self._owners):
                continue
            span = Span(*document.flow.source(start, end))
            for owner in owners:
                if not _sheltered(text, start, end, self._shelter[owner]):
                    found.setdefault(owner, []).append(Hit(span, noisy))
        return {term: sorted(hits, key=lambda h: h.span) for term, hits in found.items()}


def _sheltered(text: str, start: int, end: int, longer: Sequence[str]) -> bool:
    """Whether the occurrence lies inside one of the `longer` words."""
    for word in longer:
        at = text.find(word, max(0, end - len(word)), start + len(word))
        if at >= 0 and at <= start and end <= at + len(word):
            return True
    return False


class Findings:
    """What one pass over one document found."""

    def __init__(self, document: Document, index: TermIndex) -> None:
        """Search `document` for the terms of `index`."""
        self._document = document
        self._hits = index.find(document)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the document, in order."""
        return sentences(self._document)

    def hits(self, term: str) -> Sequence[Hit]:
        """Occurrences of `term` (a literal, or `$concept`), in text order."""
        return self._hits.get(term, ())


def within(hits: Sequence[Hit], span: Span) -> Sequence[Hit]:
    """Those of `hits`, which are in text order, that begin inside `span`."""
    low = bisect_left(hits, span.start, key=lambda h: h.span.start)
    return hits[low : bisect_right(hits, span.end - 1, key=lambda h: h.span.start)]
