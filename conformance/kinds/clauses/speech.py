"""What a document says in earnest: which of its sentences hold a term without denying it, and where in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.model.rules import Evidence, Hit

Denials = Mapping[int, Sequence[tuple[int, int]]]


class Speech:
    """The terms of a document by sentence, without those in denied ranges."""

    def __init__(self, evidence: Evidence, denials: Denials) -> None:
        """`denials` holds ranges of the reading text by the index of their sentence."""
        self._evidence, self._denials = evidence, denials
        self._there: dict[int, Mapping[str, Sequence[Hit]]] = {}
        self.standing = self._affirmed() if denials else evidence.standing

    def _affirmed(self) -> Mapping[str, int]:
        """The sentences that hold each term and do not deny it, bit i for that of index i."""
        affirmed = dict(self._evidence.standing)
        for index in self._denials:
            rows = self._evidence.rows(index)
            kept = {term for hit, terms in rows if not self.denied(index, hit) for term in terms}
            for term in {term for _, terms in rows for term in terms} - kept:
                affirmed[term] &= ~(1 << index)
        return affirmed

    def denied(self, index: int, hit: Hit) -> bool:
        """Whether the sentence at `index` denies what stands at the hit."""
        return any(low <= hit.at < high for low, high in self._denials.get(index, ()))

    def there(self, index: int) -> Mapping[str, Sequence[Hit]]:
        """The hits of each term in the sentence at `index`, without what only seems to be a word there."""
        if index not in self._there:
            found: dict[str, list[Hit]] = {}
            for hit, terms in self._evidence.rows(index):
                if not self._evidence.across(hit) and not (index in self._denials and self.denied(index, hit)):
                    for term in terms:
                        found.setdefault(term, []).append(hit)
            self._there[index] = found
        return self._there[index]
