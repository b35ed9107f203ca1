"""What a document says in earnest: which of its sentences hold a term without denying it, and where in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.kinds.clauses.wanted import Thing
from conformance.language.standing import indices, number
from conformance.model.rules import Evidence, Hit, Wording

Denials = Mapping[int, Sequence[tuple[int, int]]]


class Speech:
    """The terms of a document by sentence, without what stands in denied ranges of it."""

    def __init__(self, evidence: Evidence, denials: Denials) -> None:
        """`denials` holds ranges of the reading text by the index of their sentence."""
        self._wordings, self._denials = evidence.wordings, denials
        self._held: dict[str, int] = {**evidence.standing}
        denying = number(denials)
        for term, held in evidence.standing.items():
            if doubted := held & denying:
                lost = (i for i in indices(doubted) if not any(self._affirmed(one, i) for one in self._wordings[term]))
                self._held[term] &= ~number(lost)

    def _affirmed(self, wording: Wording, index: int) -> list[Hit]:
        """The hits of a wording in the sentence at `index`, without what it denies."""
        return [hit for hit in wording.at(index) if not self.denied(index, hit)]

    def denied(self, index: int, hit: Hit) -> bool:
        """Whether the sentence at `index` denies what stands at the hit."""
        return any(low <= hit.at < high for low, high in self._denials.get(index, ()))

    def standing(self, thing: Thing) -> int:
        """The sentences that hold one of the words of `thing` and do not deny it, bit i for that of index i."""
        bits = 0
        for term in thing.words:
            if term in self._held:
                bits |= self._held[term]
        return bits

    def hits(self, thing: Thing, sentences: int) -> list[Hit]:
        """The hits of the words of `thing` in those of some sentences, as bits, that do not deny them, in no order."""
        found: list[Hit] = []
        for term in thing.words:
            if term in self._held and self._held[term] & sentences:
                for wording in self._wordings[term]:
                    if here := wording.held & sentences:
                        for index in indices(here):
                            found += self._affirmed(wording, index) if index in self._denials else wording.at(index)
        return found
