"""One pass over the text for all terms of all packs: exact on characters, tolerant of recognised damage.

Tolerated are characters that scanners confuse (from a curated table), in words of three and more, and one dropped
character inside a word of four and more, or at its end before punctuation where that breaks a word. Never tolerated is
what is itself a word of the lexicon: 动土 is not a damaged 动火. Such a hit is `noisy`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import ahocorasick

from conformance.language.lexicon import Concept
from conformance.language.sentences import sentences
from conformance.model.document import Document, Span
from conformance.model.rules import Hit, Sentence
from conformance.text import fold

# Characters that scanners confuse, each mapped to the one that terms are written with.
_LOOK_ALIKES = str.maketrans("贵忠晶休市冶捡炼候拔折侧己曰末干", "责患品体审治检练侯拨析测已日未千")
# Suffixes that make a longer word of a whole one: without them nothing is broken (安全生产费 → 安全生产).
_SUFFIXES = frozenset("费险员部科卡栏图制人书牌票证队室线具表单厂长师性化法会月力量源品点器架材处办组署类级班")
_STOP = frozenset(',。;、:)\n》"')
_SHORTEST_ALIKE, _SHORTEST_DROPPED = 3, 4
# Names of laws and standards say nothing about what the plan lays down; names of the plan's own papers do.
_INSTRUMENT = re.compile(
    r"《[^《》\n]{2,60}(?:法|条例|办法|规定|规范|规程|标准|导则|通则|准则|通知|意见|决定|目录|指南|要求)(?:\([^()]{1,30}\))?》"
    r"|(?<=\d)《[^《》\n]{2,60}》|《[^《》\n]{2,60}》(?=\(?[A-Z]{2,4}[/ \d])"
)


def alike(text: str) -> str:
    """`text` with characters that scanners confuse made one, character for character."""
    return fold(text).translate(_LOOK_ALIKES)


class TermIndex:
    """The terms of all packs, ready for one pass over a document."""

    def __init__(self, terms: Iterable[str], lexicon: Mapping[str, Concept]) -> None:
        """`terms` are literals and `$concepts`; KeyError for a concept the lexicon has not."""
        self._owners: dict[str, list[str]] = {}
        self._concepts: dict[str, Concept] = {}
        for term in sorted(set(terms)):
            concept = lexicon[term[1:]] if term.startswith("$") else Concept(term, (fold(term),))
            self._concepts[term] = concept
            for word in concept.terms:
                self._owners.setdefault(word, []).append(term)
        self._words = {w for c in lexicon.values() for w in c.terms} | self._owners.keys()
        self._automaton = ahocorasick.Automaton()
        for surface, meant in self._surfaces().items():
            self._automaton.add_word(surface, (len(surface), tuple(sorted(meant))))
        if self._owners:
            self._automaton.make_automaton()

    def _surfaces(self) -> dict[str, set[tuple[str, str]]]:
        """What to look for: each word, and what is left of it where one character was dropped, with the word meant."""
        surfaces: dict[str, set[tuple[str, str]]] = {}
        for word in self._owners:
            surfaces.setdefault(alike(word), set()).add((word, "whole"))
            for at in range(1, len(word)) if len(word) >= _SHORTEST_DROPPED else ():
                left = word[:at] + word[at + 1 :]
                last = at == len(word) - 1
                if left not in self._words and not (last and word[-1] in _SUFFIXES):
                    surfaces.setdefault(alike(left), set()).add((word, "end" if last else "inside"))
        return surfaces

    def find(self, document: Document) -> dict[str, list[Hit]]:
        """The hits of every term that occurs, in text order."""
        text = document.flow.text
        named = [m.span() for m in _INSTRUMENT.finditer(text)]
        found: dict[str, list[Hit]] = {}
        for last, (length, meant) in self._automaton.iter(alike(text)) if self._owners else ():
            start, end = last - length + 1, last + 1
            for word, how in meant:
                noisy = how != "whole" or text[start:end] != word
                if noisy and not self._tolerable(text, start, end, how):
                    continue
                hit = Hit(Span(*document.flow.source(start, end)), noisy)
                for owner in self._claimants(word, text, start, end, named):
                    found.setdefault(owner, []).append(hit)
        return {term: _outermost(hits) for term, hits in found.items()}

    def _tolerable(self, text: str, start: int, end: int, how: str) -> bool:
        """Whether a surface that is not the word itself may be taken for it."""
        if end - start < _SHORTEST_ALIKE or text[start:end] in self._words:
            return False
        return how != "end" or end >= len(text) or text[end] in _STOP

    def _claimants(self, word: str, text: str, start: int, end: int, named: Sequence[tuple[int, int]]) -> Iterator[str]:
        """The terms for which the word counts here: not inside a protected longer word, nor a law's name."""
        inside_name = _inside(named, start, end)
        for owner in self._owners[word]:
            concept = self._concepts[owner]
            if not (inside_name and not concept.in_names) and not _sheltered(text, start, end, concept.not_inside):
                yield owner


def _outermost(hits: list[Hit]) -> list[Hit]:
    """The hits in text order; a damaged one inside another hit says nothing new."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.span.start, -h.span.end, h.noisy)):
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
