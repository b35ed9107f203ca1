"""One pass over the text for all terms of all packs: exact on characters, tolerant of recognised damage.

Tolerated are characters that scanners confuse (from a curated table) and one dropped character, where the words around
show that something is broken. Never tolerated is what is itself a word of the lexicon: 动土 is not a damaged 动火. Such
a hit is `noisy`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import ahocorasick

from conformance.language.lexicon import Concept
from conformance.language.lookalikes import How, alike, broken, surfaces
from conformance.language.sentences import sentences
from conformance.model.document import Document, Span
from conformance.model.rules import Hit, Sentence
from conformance.text import fold

_STOP = frozenset(',。;、:)\n》"')
# Names of laws and standards say nothing about what the plan lays down; names of the plan's own papers do.
_INSTRUMENT = re.compile(
    r"《[^《》\n]{2,60}(?:法|条例|办法|规定|规范|规程|标准|导则|通则|准则|通知|意见|决定|目录|指南|要求)(?:\([^()]{1,30}\))?》"
    r"|(?<=\d)《[^《》\n]{2,60}》|《[^《》\n]{2,60}》(?=\(?[A-Z]{2,4}[/ \d])"
)
_Claim = tuple[str, tuple[str, ...], bool]
_NONE: Mapping[int, tuple[Hit, ...]] = {}


class TermIndex:
    """The terms of all packs, ready for one pass over a document."""

    def __init__(self, terms: Iterable[str], lexicon: Mapping[str, Concept]) -> None:
        """`terms` are literals and `$concepts`; KeyError for a concept the lexicon has not."""
        self._claims: dict[str, list[_Claim]] = {}
        for term in sorted(set(terms)):
            concept = lexicon[term[1:]] if term.startswith("$") else Concept(term, (fold(term),))
            for word in concept.terms:
                self._claims.setdefault(word, []).append((term, concept.not_inside, concept.in_names))
        self._words = {w for c in lexicon.values() for w in c.terms} | self._claims.keys()
        self._automaton = ahocorasick.Automaton()
        for surface, meant in self._surfaces().items():
            self._automaton.add_word(surface, (len(surface), tuple(sorted(meant))))
        if self._claims:
            self._automaton.make_automaton()

    def _surfaces(self) -> dict[str, set[tuple[str, How]]]:
        """What to look for, with the word meant. A sound surface wins over a damaged one of another word."""
        found: dict[str, set[tuple[str, How]]] = {}
        for word in self._claims:
            for surface, how in surfaces(word):
                if how == "whole" or surface not in self._words:
                    found.setdefault(alike(surface), set()).add((word, how))
        return found

    def find(self, document: Document) -> dict[str, list[Hit]]:
        """The hits of every term that occurs, in text order."""
        text = document.flow.text
        named = [m.span() for m in _INSTRUMENT.finditer(text)]
        found: dict[str, list[tuple[int, int, bool]]] = {}
        broken_at: dict[tuple[int, int], bool] = {}
        for last, (length, meant) in self._automaton.iter(alike(text)) if self._claims else ():
            start, end = last - length + 1, last + 1
            surface = text[start:end]
            for word, how in meant:
                noisy = surface != word
                if noisy and not self._tolerable(text, start, end, how, broken_at):
                    continue
                for term, longer, in_names in self._claims[word]:
                    if longer and _sheltered(text, start, end, longer):
                        continue
                    if not in_names and named and _inside(named, start, end):
                        continue
                    found.setdefault(term, []).append((start, end, noisy))
        shared: dict[tuple[int, int, bool], Hit] = {}
        return {term: _hits(rows, document, shared) for term, rows in found.items()}

    def _tolerable(self, text: str, start: int, end: int, how: How, known: dict[tuple[int, int], bool]) -> bool:
        """Whether a surface that is not the word itself may be taken for it."""
        if text[start:end] in self._words or (how == "end" and end < len(text) and text[end] not in _STOP):
            return False
        if (start, end) not in known:
            known[start, end] = broken(text, start, end)
        return known[start, end]


def _hits(rows: list[tuple[int, int, bool]], document: Document, shared: dict[tuple[int, int, bool], Hit]) -> list[Hit]:
    """The hits in text order; a damaged one inside another hit says nothing new."""
    kept: list[Hit] = []
    if len(rows) > 1:
        rows.sort(key=lambda r: (r[0], -r[1], r[2]))
    for row in rows:
        hit = shared.get(row)
        if hit is None:
            start, end, noisy = row
            hit = shared[row] = Hit(Span(*document.flow.source(start, end)), noisy, start, end - start)
        if not (hit.noisy and kept and kept[-1].span.contains(hit.span)):
            kept.append(hit)
    return kept


def _inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(spans, start, key=lambda s: s[0]) - 1
    return index >= 0 and end <= spans[index][1]


def _sheltered(text: str, start: int, end: int, longer: Sequence[str]) -> bool:
    """Whether the occurrence lies inside one of the `longer` words."""
    for word in longer:
        at = text.find(word, max(0, end - len(word)), start + len(word))
        if 0 <= at <= start and end <= at + len(word):
            return True
    return False


class Findings:
    """What one pass over one document found."""

    def __init__(self, document: Document, index: TermIndex) -> None:
        """Search `document` for the terms of `index`."""
        self._document = document
        self._hits = index.find(document)
        self._at: dict[str, Mapping[int, tuple[Hit, ...]]] = {}
        self.memo: dict[Hashable, Any] = {}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the document, in order."""
        return sentences(self._document)

    def hits(self, term: str) -> Sequence[Hit]:
        """Occurrences of `term` (a literal, or `$concept`), in text order."""
        return self._hits.get(term, ())

    def at(self, term: str) -> Mapping[int, tuple[Hit, ...]]:
        """The occurrences of `term` by the index of the sentence they count for, in text order.

        What stands before the colon of a list, or in the words its end shares, counts for every item.
        """
        if term not in self._hits:
            return _NONE
        if term not in self._at:
            found: dict[int, list[Hit]] = {}
            for hit in self._hits[term]:
                index = bisect_right(self._starts, hit.at) - 1
                if index >= 0 and hit.at < self.sentences[index].flow_end:
                    found.setdefault(index, []).append(hit)
                    for low, high, items in self._shared.get(index, ()):
                        if low <= hit.at < high:
                            for item in items:
                                found.setdefault(item, []).append(hit)
            self._at[term] = {index: tuple(hits) for index, hits in found.items()}
        return self._at[term]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.flow_start for s in self.sentences]

    @cached_property
    def _shared(self) -> dict[int, list[tuple[int, int, list[int]]]]:
        """For a sentence that holds shared words of a list: their range in the reading text, and the items."""
        items: dict[Span, list[int]] = {}
        for index, sentence in enumerate(self.sentences):
            for words in (sentence.head, sentence.tail):
                if words:
                    items.setdefault(words, []).append(index)
        shared: dict[int, list[tuple[int, int, list[int]]]] = {}
        for words, indices in items.items():
            low = self._document.flow.position(words.start)
            high = self._document.flow.position(words.end - 1) + 1
            shared.setdefault(bisect_right(self._starts, low) - 1, []).append((low, high, indices))
        return shared


def within(hits: Sequence[Hit], span: Span) -> Sequence[Hit]:
    """Those of `hits`, which are in text order, that begin inside `span`."""
    low = bisect_left(hits, span.start, key=lambda h: h.span.start)
    return hits[low : bisect_right(hits, span.end - 1, key=lambda h: h.span.start)]
