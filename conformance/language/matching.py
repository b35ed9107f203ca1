"""One pass over the text for all terms of all packs: exact on characters, tolerant of recognised damage.

Tolerated are characters that scanners confuse (from a curated table) and one dropped character, where the words around
show that something is broken. Never tolerated is what is itself a word of the lexicon: 动土 is not a damaged 动火. Such
a hit is `noisy`. A word of two characters does not count where it begins in one word and ends in another (控制 in
管控/制度).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import ahocorasick

from conformance.language.damage import Gaps, estimate
from conformance.language.lexicon import Concept
from conformance.language.lookalikes import How, Words, alike, surfaces
from conformance.language.nearness import Nearness
from conformance.language.sentences import sentences
from conformance.model.document import Document, Span
from conformance.model.rules import Hit, Sentence
from conformance.text import fold

_SHORT = 2
_STOP = frozenset(',。;、:)\n》"')
# Names of laws and standards say nothing about what the plan lays down; names of the plan's own papers do.
_INSTRUMENT = re.compile(
    r"《[^《》\n]{2,60}(?:法|条例|办法|规定|规范|规程|标准|导则|通则|准则|通知|意见|决定|目录|指南|要求)(?:\([^()]{1,30}\))?》"
    r"|(?<=\d)《[^《》\n]{2,60}》|《[^《》\n]{2,60}》(?=\(?[A-Z]{2,4}[/ \d])"
)
# Start and end in the reading text, and whether it is damaged.
_Row = tuple[int, int, bool]
_Claim = tuple[str, tuple[str, ...], bool]
_NONE: Mapping[int, tuple[Hit, ...]] = {}


class TermIndex:
    """The terms of all packs, ready for one pass over a document."""

    def __init__(self, terms: Iterable[str], lexicon: Mapping[str, Concept]) -> None:
        """`terms` are literals and `$concepts`; KeyError for a concept the lexicon has not."""
        self._claims: dict[str, list[_Claim]] = {w: [] for c in lexicon.values() for w in c.terms}
        self._meant: dict[str, tuple[str, ...]] = {}
        for term in sorted(set(terms)):
            concept = lexicon[term[1:]] if term.startswith("$") else Concept(term, (fold(term),))
            self._meant[term] = concept.terms
            for word in concept.terms:
                self._claims.setdefault(word, []).append((term, concept.not_inside, concept.in_names))
        self._automaton = ahocorasick.Automaton()
        for surface, meant in self._surfaces().items():
            self._automaton.add_word(surface, (len(surface), tuple(sorted(meant))))
        if self._claims:
            self._automaton.make_automaton()

    def words(self, term: str) -> tuple[str, ...]:
        """The wordings that count as `term`."""
        return self._meant[term]

    @cached_property
    def gaps(self) -> Gaps:
        """The words with one character left open."""
        return Gaps(self._claims)

    def _surfaces(self) -> dict[str, set[tuple[str, How]]]:
        """What to look for, with the word meant. A sound surface wins over a damaged one of another word."""
        found: dict[str, set[tuple[str, How]]] = {}
        for word in self._claims:
            for surface, how in surfaces(word):
                if how == "whole" or surface not in self._claims:
                    found.setdefault(alike(surface), set()).add((word, how))
        return found

    def find(self, document: Document, dictionary: Words) -> tuple[dict[str, list[Hit]], float]:
        """The hits of every term that occurs, in text order, and the share of damaged characters (an estimate over
        all words of the lexicon, so that it does not depend on the terms asked for)."""
        text = document.flow.text
        named = _names(text)
        found: dict[str, list[_Row]] = {}
        damaged: set[tuple[int, int]] = set()
        for last, (length, meant) in self._automaton.iter(alike(text)) if self._claims else ():
            start, end = last - length + 1, last + 1
            surface = text[start:end]
            for word, how in meant:
                noisy = surface != word
                if noisy:
                    if not self._tolerable(text, start, end, how, dictionary):
                        continue
                    damaged.add((start, end))
                elif length == _SHORT and dictionary.across(start, end):
                    continue
                else:
                    dictionary.cover(start, end)
                for term, longer, in_names in self._claims[word]:
                    if longer and _sheltered(text, start, end, longer):
                        continue
                    if named and not in_names and named[start] and named[start] == named[end - 1]:
                        continue
                    if term in found:
                        found[term].append((start, end, noisy))
                    else:
                        found[term] = [(start, end, noisy)]
        shared: dict[_Row, Hit] = {}
        return {term: _hits(rows, document, shared) for term, rows in found.items()}, estimate(text, damaged)

    def _tolerable(self, text: str, start: int, end: int, how: How, dictionary: Words) -> bool:
        """Whether a surface that is not the word itself may be taken for it."""
        if text[start:end] in self._claims or (how == "end" and end < len(text) and text[end] not in _STOP):
            return False
        return dictionary.broken(start, end)


def _hits(rows: list[_Row], document: Document, shared: dict[_Row, Hit]) -> list[Hit]:
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


def _names(text: str) -> array[int] | None:
    """For each character the number, from 1, of the instrument's name it stands in; None where there is no name."""
    found = [m.span() for m in _INSTRUMENT.finditer(text)]
    if not found:
        return None
    owners = array("l", [0]) * len(text)
    for index, (start, end) in enumerate(found, 1):
        owners[start:end] = array("l", [index]) * (end - start)
    return owners


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
        self._document, self._index = document, index
        self._dictionary = Words(document.flow.text)
        self._hits, self.damage = index.find(document, self._dictionary)
        self._at: dict[str, Mapping[int, tuple[Hit, ...]]] = {}
        self._suspects: dict[int, frozenset[str]] = {}
        self.memo: dict[Hashable, Any] = {}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the document, in order."""
        return sentences(self._document)

    def hits(self, term: str) -> Sequence[Hit]:
        """Occurrences of `term` (a literal, or `$concept`), in text order."""
        return self._hits.get(term, ())

    def words(self, term: str) -> tuple[str, ...]:
        """The wordings that count as `term`."""
        return self._index.words(term)

    def suspects(self, index: int) -> frozenset[str]:
        """The longer words asked for that may stand, with a character wrong, in the sentence at `index`."""
        if index not in self._suspects:
            sentence = self.sentences[index]
            spots = self._dictionary.spots(sentence.flow_start, sentence.flow_end)
            self._suspects[index] = self._index.gaps.fitting(sentence.text, spots)
        return self._suspects[index]

    def nearest(self, words: str) -> list[Span]:
        """The three sentences most like `words`, the best first."""
        return [self.sentences[i].span for i in self._nearness.nearest(words)]

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self.sentences)

    def at(self, term: str) -> Mapping[int, tuple[Hit, ...]]:
        """The occurrences of `term` by the index of the sentence they count for, in text order.

        What stands before the colon of a list, or in the words its end shares, counts for every item.
        """
        if term not in self._hits:
            return _NONE
        if term not in self._at:
            found: dict[int, list[Hit]] = {}
            for hit in self._hits[term]:
                index = self._sentence_of[hit.at]
                if index >= 0:
                    found.setdefault(index, []).append(hit)
                    for low, high, items in self._shared.get(index, ()):
                        if low <= hit.at < high:
                            for item in items:
                                found.setdefault(item, []).append(hit)
            self._at[term] = {index: tuple(hits) for index, hits in found.items()}
        return self._at[term]

    @cached_property
    def _sentence_of(self) -> array[int]:
        """The sentence, by index, of each character of the reading text; -1 between sentences."""
        owners = array("l", [-1]) * (len(self._document.flow.text) + 1)
        for index, sentence in enumerate(self.sentences):
            owners[sentence.flow_start : sentence.flow_end] = array("l", [index]) * (
                sentence.flow_end - sentence.flow_start
            )
        return owners

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
            shared.setdefault(self._sentence_of[low], []).append((low, high, indices))
        return shared


def within(hits: Sequence[Hit], span: Span) -> Sequence[Hit]:
    """Those of `hits`, which are in text order, that begin inside `span`."""
    low = bisect_left(hits, span.start, key=lambda h: h.span.start)
    return hits[low : bisect_right(hits, span.end - 1, key=lambda h: h.span.start)]
