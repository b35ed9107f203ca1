"""What one document holds of the terms of all packs: where they stand, in which sentences, and how damaged it is."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from conformance.language.damage import estimate
from conformance.language.instrument_names import instrument_names
from conformance.language.lookalikes import words_in
from conformance.language.nearness import Nearness
from conformance.language.remnants import Remnants, Seen
from conformance.language.sentences import sentences
from conformance.language.standing import SHORT, Places, Standing, Wording
from conformance.language.terms import Claim, TermIndex
from conformance.model.document import Document, Span
from conformance.model.rules import Hit, Sentence

T = TypeVar("T")
_NONE: Mapping[int, Sequence[Hit]] = {}


def _outermost(hits: list[Hit]) -> list[Hit]:
    """The hits in text order; a damaged one inside another hit says nothing new."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.at, -h.end, h.noisy)):
        if not (hit.noisy and kept and kept[-1].at <= hit.at and hit.end <= kept[-1].end):
            kept.append(hit)
    return kept


def _places(seen: Seen) -> dict[str, list[Places]]:
    """Where each word stands, damaged or not."""
    found = {word: [Places(starts, len(word))] for word, starts in seen.sound.items()}
    for (word, left), starts in seen.noisy.items():
        found.setdefault(word, []).append(Places(starts, left, noisy=True))
    return found


class Findings:
    """What one pass over one document found."""

    def __init__(self, document: Document, index: TermIndex) -> None:
        """Search `document` for the terms of `index`."""
        self._document, self._index = document, index
        self._text = document.flow.text
        self._dictionary = words_in(self._text)
        self._pass = index.find(self._text, self._dictionary)
        self._places = _places(self._pass.seen)
        self.signs = self._pass.signs
        self.damage = estimate(self.signs)
        self._names = instrument_names(self._text)
        self._made: dict[Hashable, Any] = {}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the document, in order."""
        return sentences(self._document)

    @cached_property
    def _standing(self) -> Standing:
        claims = self._index.claims
        rows = (claim for word in self._places if word in claims for claim in claims[word])
        found = ((claim.terms, places) for claim in rows for places in self._counting(claim))
        return Standing(self.sentences, len(self._text), self._shared, found, self._dictionary.across)

    @property
    def standing(self) -> Mapping[str, int]:
        """The sentences that each term which occurs counts for, bit i for that of index i.

        What stands before the colon of a list, or in the words its end shares, counts for every item.
        """
        return self._standing.held

    @property
    def wordings(self) -> Mapping[str, Sequence[Wording]]:
        """The wordings that occur of each term that does."""
        return self._standing.wordings

    def _counting(self, claim: Claim) -> Iterator[Places]:
        """The places of a word that are not inside a protected longer word, nor in the name of a law."""
        names = {} if claim.in_names else self._names
        longer = self._hits(claim.longer) if claim.longer else ()
        for places in self._places[claim.word]:
            starts, last = places.starts, places.length - 1
            if not names.keys().isdisjoint(starts):
                starts = [at for at in starts if at not in names or names[at] != names.get(at + last)]
            if longer:
                starts = [at for at in starts if not any(w.at <= at and at + last < w.end for w in longer)]
            yield places if starts is places.starts else Places(starts, places.length, places.noisy)

    def _hits(self, words: Iterable[str]) -> list[Hit]:
        return [hit for word in words if word in self._places for places in self._places[word] for hit in places.hits()]

    def hits(self, term: str) -> list[Hit]:
        """Occurrences of `term` (a literal, or `$concept`), in text order."""
        words = self._index.concepts[term].terms if term in self._index.concepts else ()
        claims = (c for word in words if word in self._places for c in self._index.claims[word] if term in c.terms)
        return _outermost([h for claim in claims for places in self._counting(claim) for h in places.hits()])

    def at(self, term: str) -> Mapping[int, Sequence[Hit]]:
        """The occurrences of `term` by the index of the sentence they count for, in text order."""
        return self._by_sentence(self.hits(term))

    def words(self, term: str) -> tuple[str, ...]:
        """The wordings that count as `term`."""
        return self._index.concepts[term].terms

    def terms(self, word: str) -> tuple[str, ...]:
        """The terms asked for that `word` counts as."""
        return self._index.terms(word)

    def across(self, hit: Hit) -> bool:
        """Whether a short hit only seems to be a word: it begins in one and ends in another."""
        return hit.end - hit.at == SHORT and self._dictionary.across(hit.at)

    @cached_property
    def suspected(self) -> Mapping[str, int]:
        """The sentences in which a longer word of a term may stand with a character wrong, bit i for that of index i."""
        found: dict[str, int] = {}
        for index, words in self._index.gaps.by_sentence(self.sentences, self._pass.odd):
            for term in {term for word in words for term in self.terms(word)}:
                found[term] = found.get(term, 0) | 1 << index
        return found

    @cached_property
    def remnants(self) -> Remnants:
        """What may be left of damaged words."""
        owners = self._standing.owners
        return Remnants(self._text, self._dictionary, self._pass.seen, self._index.meanings, self.sentences, owners)

    def once(self, what: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, worked out for the first that asks for `what` of this document."""
        if what not in self._made:
            self._made[what] = work()
        made: T = self._made[what]
        return made

    def nearest(self, words: str, *, loosely: bool = False) -> list[Span]:
        """The three sentences most like `words`, the best first; `loosely` those too that are hardly like them."""
        return [self.sentences[i].span for i in self._nearness.nearest(words, loosely=loosely)]

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self.sentences)

    def _by_sentence(self, hits: Sequence[Hit]) -> Mapping[int, Sequence[Hit]]:
        if not hits:
            return _NONE
        found: dict[int, list[Hit]] = {}
        for hit in hits:
            index = self._sentence_of[hit.at]
            if index < 0:
                continue
            found.setdefault(index, []).append(hit)
            for low, high, items in self._shared.get(index, ()):
                if low <= hit.at < high:
                    for item in items:
                        found.setdefault(item, []).append(hit)
        return found

    @cached_property
    def _sentence_of(self) -> array[int]:
        """The sentence, by index, of each character of the reading text; -1 between sentences."""
        owners = array("l", [-1]) * (len(self._text) + 1)
        for index, sentence in enumerate(self.sentences):
            length = sentence.flow_end - sentence.flow_start
            owners[sentence.flow_start : sentence.flow_end] = array("l", [index]) * length
        return owners

    @cached_property
    def _shared(self) -> dict[int, list[tuple[int, int, list[int]]]]:
        """For a sentence that holds shared words of a list: their range in the reading text, and the items."""
        items: dict[Span, list[int]] = {}
        for index, sentence in enumerate(self.sentences):
            for words in (sentence.head, sentence.tail, sentence.topic):
                if words:
                    items.setdefault(words, []).append(index)
        shared: dict[int, list[tuple[int, int, list[int]]]] = {}
        for words, indices in items.items():
            low = self._document.flow.position(words.start)
            high = self._document.flow.position(words.end - 1) + 1
            shared.setdefault(self._sentence_of[low], []).append((low, high, indices))
        return shared
