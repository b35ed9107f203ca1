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
from conformance.language.remnants import Meanings, Noisy, Refused, Seen
from conformance.language.slips import LongWords
from conformance.language.standing import SHORT
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


class _Meant(NamedTuple):
    """What may be meant by a surface: words, each with how it stands for them. `telling` says that it may count as one of
    them even where no character is odd."""

    words: list[str]
    meant: tuple[tuple[str, How], ...]
    telling: bool


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
        self._meant: dict[str, _Meant] = {}
        for surface, several in self._surfaces().items():
            meant = tuple(sorted(several))
            telling = len(surface) > 1 and any(how == "sure" or len(word) == len(surface) for word, how in meant)
            self._meant[surface] = _Meant([word for word, _ in meant], meant, telling)
            if len(surface) > 1:
                self._automaton.add_word(surface, len(surface))
        # A third of all that is found: had without the automaton in half the time.
        self._single = frozenset(surface for surface in self._meant if len(surface) == 1)
        if len(self._automaton):
            self._automaton.make_automaton()

    @cached_property
    def gaps(self) -> Gaps:
        """The words with one character left open."""
        return Gaps(self.known)

    @cached_property
    def long_words(self) -> LongWords:
        """The words that slips are told by."""
        return LongWords(self.known)

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
        shape = alike(text)
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, char in enumerate(shape):
            if char in self._single:
                places[text[at]].append(at)
        for last, length in self._automaton.iter(shape) if len(self._automaton) else ():
            start = last - length + 1
            places[text[start : last + 1]].append(start)
        held = bytearray(len(text))
        for word, starts in places.items():
            length = len(word)
            if length > 1 and word in self.known:  # a character that is a word may be odd all the same
                whole = b"\1" * length
                for start in starts:
                    held[start : start + length] = whole
        sound = {word: starts for word, starts in places.items() if word in self.known or word in self._longer}
        doubted = {surface: starts for surface, starts in places.items() if surface not in self.known}
        noisy, refused, damaged = self._weighed(doubted, text, dictionary)
        odd = [at for at in dictionary.strays if not held[at]]
        slips = [(slip.start, slip.end) for slip in self.long_words.slips(text, dictionary.strays)]
        return Found(Seen(sound, noisy, held, refused), odd, self._signs(text, sum(held), odd, damaged, slips))

    def _weighed(
        self, doubted: Mapping[str, Sequence[int]], text: str, dictionary: Words
    ) -> tuple[Noisy, Sequence[Refused], Sequence[tuple[int, int, bool]]]:
        """Of the surfaces `doubted`, each with where it begins, what counts as damaged words, what does not, and what is
        damaged."""
        noisy: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        refused: list[Refused] = []
        damaged: list[tuple[int, int, bool]] = []
        for surface, starts in doubted.items():
            length, (words, meant, telling) = len(surface), self._meant[alike(surface)]
            for start in starts:
                end, left = start + length, words
                if telling or not dictionary.sound(start, end):
                    ended = end >= len(text) or text[end] in _STOP
                    meanings = {word: how for word, how in meant if how != "end" or ended}
                    broken = length >= SHORT and bool(meanings) and dictionary.broken(start, end)
                    if broken:
                        damaged.append((start, end, length > SHORT or "whole" in meanings.values()))
                    left = []
                    for word in words:
                        how = meanings.get(word)
                        sure = how and (broken or (how == "sure" and dictionary.plain(start, end, word)))
                        if sure or (1 < length == len(word) and dictionary.confused(start, end, word)):
                            noisy[word, length].append(start)
                        else:
                            left.append(word)
                if left:
                    refused.append((start, end, left))
        return {word: sorted(starts) for word, starts in noisy.items()}, refused, damaged

    def _signs(
        self,
        text: str,
        known: int,
        odd: Sequence[int],
        damaged: Sequence[tuple[int, int, bool]],
        slips: Sequence[tuple[int, int]],
    ) -> Signs:
        """The signs of damage: the damaged words and the odd characters in longer ones. Short forms are coined by leaving
        characters out: of a word that lost one, two that are left do not tell (the third value)."""
        inside = {at for start, end, _ in damaged for at in range(start, end)}
        odd = [at for at in odd if at not in inside]
        gaps = list(self.gaps.spans(text, odd))
        inside.update(at for start, end in gaps for at in range(start, end))
        broken = [*((start, end) for start, end, tells in damaged if tells), *gaps]
        return signs(text, broken, known, [at for at in odd if at not in inside], slips)


def _claimed(concepts: Mapping[str, Concept]) -> dict[tuple[str, tuple[str, ...], bool], list[str]]:
    """The wordings of all concepts, each with the terms it counts as."""
    found: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for term, concept in concepts.items():
        for word in concept.terms:
            longer = tuple(w for w in concept.not_inside if word in w)
            found.setdefault((word, longer, concept.in_names), []).append(term)
    return found
