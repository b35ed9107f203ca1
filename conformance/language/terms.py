"""One pass over the text for all terms of all packs: exact on characters, tolerant of recognised damage.

Tolerated are characters that scanners confuse (from a curated table) and one dropped character, where the words around
show that something is broken. Never tolerated is what is itself a word of the lexicon: 动土 is not a damaged 动火. Such
a hit is `noisy`. A word of two characters does not count where it begins in one word and ends in another (控制 in
管控/制度).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import ahocorasick

from conformance.language.damage import Gaps, Signs, signs
from conformance.language.lexicon import Concept
from conformance.language.lookalikes import How, Words, alike, surfaces
from conformance.language.remnants import Meanings, Seen
from conformance.language.standing import SHORT
from conformance.model.rules import Hit
from conformance.text import fold

_STOP = frozenset(',。;、:)\n》"')


class Claim(NamedTuple):
    """A word and the terms it counts as: where it is not inside one of the `longer` words, and in the names of laws only if
    `in_names`."""

    word: str
    terms: tuple[str, ...]
    longer: tuple[str, ...]
    in_names: bool


class Found(NamedTuple):
    """What one pass found: what it saw of words; the odd characters that no word covers; and the signs of damage."""

    seen: Seen
    odd: Sequence[int]
    signs: Signs


class TermIndex:
    """The terms of all packs, ready for one pass over a document."""

    def __init__(self, terms: Iterable[str], lexicon: Mapping[str, Concept]) -> None:
        """`terms` are literals and `$concepts`; KeyError for a concept the lexicon has not."""
        self.concepts = {
            term: lexicon[term[1:]] if term.startswith("$") else Concept(term, (fold(term),))
            for term in sorted(set(terms))
        }
        self.claims: dict[str, list[Claim]] = {}
        for (word, longer, in_names), claimed in _claimed(self.concepts).items():
            self.claims.setdefault(word, []).append(Claim(word, tuple(claimed), longer, in_names))
        self.known = frozenset(w for c in (*lexicon.values(), *self.concepts.values()) for w in c.terms)
        # They are no words of their own: inside them others do not count.
        self._longer = frozenset(w for claims in self.claims.values() for c in claims for w in c.longer) - self.known
        self._automaton = ahocorasick.Automaton()
        for surface, meant in self._surfaces().items():
            self._automaton.add_word(surface, (len(surface), tuple(sorted(meant))))
        if self.known:
            self._automaton.make_automaton()

    @cached_property
    def gaps(self) -> Gaps:
        """The words with one character left open."""
        return Gaps(self.known)

    @cached_property
    def meanings(self) -> Meanings:
        """What the words count as."""
        return Meanings({word: self.terms(word) for word in self.claims})

    def terms(self, word: str) -> tuple[str, ...]:
        """The terms asked for that `word` counts as."""
        return tuple(chain.from_iterable(claim.terms for claim in self.claims.get(word, ())))

    def _surfaces(self) -> dict[str, set[tuple[str, How]]]:
        """What to look for, with the word meant. A sound surface wins over a damaged one of another word."""
        found: dict[str, set[tuple[str, How]]] = {}
        for word in self.known:
            for surface, how in surfaces(word):
                if surface == word or surface not in self.known:
                    found.setdefault(alike(surface), set()).add((word, how))
        for word in self._longer:
            found.setdefault(alike(word), set())
        return found

    def find(self, text: str, dictionary: Words) -> Found:
        """The words in a reading text. The signs of damage are over all words of the lexicon, so that they do not depend
        on the terms asked for."""
        hits: defaultdict[str, list[Hit]] = defaultdict(list)
        damaged: list[tuple[int, int, bool]] = []
        refused: list[tuple[Hit, list[str]]] = []
        known, covered, made = self.known, bytearray(len(text)), tuple.__new__  # a call of Hit costs twice as much
        for last, (length, meant) in self._automaton.iter(alike(text)) if known else ():
            start, end = last - length + 1, last + 1
            surface = text[start:end]
            if surface in known:
                if length > 1:  # a character that is a word may be odd all the same
                    covered[start:end] = b"\1" * length
                hits[surface].append(made(Hit, (start, end, False)))
                continue
            if surface in self._longer:
                hits[surface].append(Hit(start, end))
            meanings = {w: how for w, how in meant if how != "end" or end >= len(text) or text[end] in _STOP}
            broken = length >= SHORT and bool(meanings) and dictionary.broken(start, end)
            if broken:
                damaged.append((start, end, length > SHORT or "whole" in meanings.values()))
            left = []
            for word, _ in meant:
                how = meanings.get(word)
                sure = how and (broken or (how == "sure" and dictionary.plain(start, end, word)))
                if sure or (1 < length == len(word) and dictionary.confused(start, end, word)):
                    hits[word].append(Hit(start, end, True))
                else:
                    left.append(word)
            if left:
                refused.append((made(Hit, (start, end, True)), left))
        odd = [at for at in dictionary.strays if not covered[at]]
        return Found(Seen(hits, covered, refused), odd, self._signs(text, sum(covered), odd, damaged))

    def _signs(self, text: str, known: int, odd: Sequence[int], damaged: Sequence[tuple[int, int, bool]]) -> Signs:
        """The signs of damage: the damaged words and the odd characters in longer ones. Short forms are coined by leaving
        characters out: of a word that lost one, two that are left do not tell (the third value)."""
        inside = {at for start, end, _ in damaged for at in range(start, end)}
        odd = [at for at in odd if at not in inside]
        gaps = list(self.gaps.spans(text, odd))
        inside.update(at for start, end in gaps for at in range(start, end))
        broken = [*((start, end) for start, end, tells in damaged if tells), *gaps]
        return signs(text, broken, known, [at for at in odd if at not in inside])


def _claimed(concepts: Mapping[str, Concept]) -> dict[tuple[str, tuple[str, ...], bool], list[str]]:
    """The wordings of all concepts, each with the terms it counts as."""
    found: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for term, concept in concepts.items():
        for word in concept.terms:
            longer = tuple(w for w in concept.not_inside if word in w)
            found.setdefault((word, longer, concept.in_names), []).append(term)
    return found
