"""What a document says in earnest: which of its sentences hold a term without denying it, and where in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.kinds.clauses.wanted import Thing
from conformance.language.standing import Places, indices, number
from conformance.model.rules import Evidence, Hit

Denials = Mapping[int, Sequence[tuple[int, int]]]


class Speech:
    """The terms of a document by sentence, without what stands in denied ranges of it."""

    def __init__(self, evidence: Evidence, denials: Denials) -> None:
        """`denials` holds ranges of the reading text by the index of their sentence."""
        self._evidence, self._denials = evidence, denials
        self._denying = number(denials)
        self._places: dict[Thing, Sequence[Places]] = {}

    def denied(self, index: int, hit: Hit) -> bool:
        """Whether the sentence at `index` denies what stands at the hit."""
        return any(low <= hit.at < high for low, high in self._denials.get(index, ()))

    def standing(self, thing: Thing) -> int:
        """The sentences that hold one of the words of `thing` and do not deny it, bit i for that of index i."""
        standing, bits = self._evidence.standing, 0
        for term in thing.words:
            if term in standing:
                bits |= standing[term]
        doubted = bits & self._denying
        return bits & ~number(i for i in indices(doubted) if not self._affirms(thing, i)) if doubted else bits

    def _affirms(self, thing: Thing, index: int) -> bool:
        """Whether the sentence at `index` holds a word of `thing` that it does not deny."""
        return any(not self.denied(index, hit) for places in self._of(thing) for hit in places.get(index, ()))

    def _of(self, thing: Thing) -> Sequence[Places]:
        if thing not in self._places:
            there = self._evidence.places
            self._places[thing] = [places for term in thing.words if term in there for places in there[term]]
        return self._places[thing]

    def hits(self, thing: Thing, sentences: int) -> list[Hit]:
        """The hits of the words of `thing` in some sentences, without what is denied there."""
        found: list[Hit] = []
        several = sentences & (sentences - 1)
        members = [*indices(sentences & self.standing(thing))] if several else [sentences.bit_length() - 1]
        for places in self._of(thing):
            for index in members:
                if index in places:
                    hits = places[index]
                    denies = self._denying >> index & 1
                    found += [h for h in hits if not self.denied(index, h)] if denies else hits
        return found
