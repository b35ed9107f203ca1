"""What a document says in earnest: which of its sentences hold a term without denying it, and where in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from conformance.language.standing import indices
from conformance.model.rules import Evidence, Hit

Denials = Mapping[int, Sequence[tuple[int, int]]]


class Speech:
    """The terms of a document by sentence; made from a whole speech, without what stands in denied ranges of it."""

    def __init__(self, evidence: Evidence, whole: Speech | None = None, denials: Denials | None = None) -> None:
        """`denials` holds ranges of the reading text by the index of their sentence."""
        self._evidence, self._whole, self._denials = evidence, whole, denials or {}
        self._there: dict[int, Mapping[str, Sequence[Hit]]] = {}
        self._standing = self._affirmed() if denials else evidence.standing

    def denied(self, index: int, hit: Hit) -> bool:
        """Whether the sentence at `index` denies what stands at the hit."""
        return any(low <= hit.at < high for low, high in self._denials.get(index, ()))

    def _affirmed(self) -> Mapping[str, int]:
        """The sentences that hold each term and do not deny it, bit i for that of index i."""
        affirmed = dict(self._evidence.standing)
        for index in self._denials:
            rows = self._evidence.rows(index)
            kept = {term for hit, terms in rows if not self.denied(index, hit) for term in terms}
            for term in {term for _, terms in rows for term in terms} - kept:
                affirmed[term] &= ~(1 << index)
        return affirmed

    def standing(self, terms: Sequence[str]) -> int:
        """The sentences that hold one of `terms`, bit i for that of index i."""
        held, bits = self._standing, 0
        for term in terms:
            if term in held:
                bits |= held[term]
        return bits

    def hits(self, terms: Sequence[str], sentences: int) -> list[Hit]:
        """The hits of `terms` in some sentences, without what only seems to be a word there."""
        several = sentences & (sentences - 1)
        found: list[Hit] = []
        for index in indices(self.standing(terms) & sentences) if several else (sentences.bit_length() - 1,):
            there = self._there[index] if index in self._there else self.there(index)
            for term in terms:
                if term in there:
                    found += there[term]
        return found

    def there(self, index: int) -> Mapping[str, Sequence[Hit]]:
        """The hits of each term in the sentence at `index`, without what only seems to be a word there."""
        if index not in self._there:
            denies = index in self._denials
            self._there[index] = (
                self._whole.there(index) if self._whole and not denies else self._by_term(index, denies)
            )
        return self._there[index]

    def _by_term(self, index: int, denies: bool) -> Mapping[str, Sequence[Hit]]:
        found: defaultdict[str, list[Hit]] = defaultdict(list)
        for hit, terms in self._evidence.rows(index):
            if not self._evidence.across(hit) and not (denies and self.denied(index, hit)):
                for term in terms:
                    found[term].append(hit)
        return found
