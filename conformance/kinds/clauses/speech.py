"""What a document says in earnest: which of its sentences hold a term without denying it, and where in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from conformance.kinds.clauses.wanted import Thing
from conformance.language.standing import Places, indices, number
from conformance.model.rules import Evidence, Hit

Denials = Mapping[int, Sequence[tuple[int, int]]]


class Speech:
    """The terms of a document by sentence, without what stands in denied ranges of it."""

    def __init__(self, evidence: Evidence, denials: Denials) -> None:
        """`denials` holds ranges of the reading text by the index of their sentence."""
        self._evidence, self._denials = evidence, denials
        self._held: dict[str, int] = {**evidence.standing}
        self._affirmed: dict[str, Sequence[Places]] = {}  # of the terms that are denied somewhere
        self._wordings: dict[Thing, list[Places]] = {}
        denying = number(denials)
        for term, held in evidence.standing.items():
            if doubted := held & denying:
                self._affirm(term, list(indices(doubted)))

    def _affirm(self, term: str, doubted: Sequence[int]) -> None:
        """Leave of `term` only what the `doubted` sentences do not deny."""
        affirmed = [self._undenied(places, doubted) for places in self._evidence.places(term)]
        lost = (index for index in doubted if not any(index in places for places in affirmed))
        self._affirmed[term] = affirmed
        self._held[term] &= ~number(lost)

    def _places(self, term: str) -> Sequence[Places]:
        """Where `term` stands and is not denied."""
        return self._affirmed[term] if term in self._affirmed else self._evidence.places(term)

    def _undenied(self, places: Places, doubted: Sequence[int]) -> Places:
        kept = dict(places)
        for index in places.keys() & doubted:
            kept[index] = [hit for hit in places[index] if not self.denied(index, hit)]
            if not kept[index]:
                del kept[index]
        return kept

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

    def hits(self, thing: Thing, sentences: Collection[int]) -> list[Hit]:
        """The hits of the words of `thing` in some sentences, in no order, without what is denied there."""
        if thing not in self._wordings:
            self._wordings[thing] = [places for term in thing.words for places in self._places(term)]
        found: list[Hit] = []
        for places in self._wordings[thing]:
            fewer, more = (sentences, places) if len(sentences) < len(places) else (places, sentences)
            for index in fewer:
                if index in more:
                    found += places[index]
        return found
