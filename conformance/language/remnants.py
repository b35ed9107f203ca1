"""Remnants: what may be left of words that lost a character, or had one taken for another.

Too little is left to count as the word, but enough to send a reader to the original before he believes that the plan
does not say it: 站置警示牌 (设置), 公司保安全生产责任保险 (投保), 同时调憋措施 (调整).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from conformance.language.guards import denials
from conformance.language.lookalikes import ALONE, Words, confused
from conformance.language.standing import SHORT, Owners
from conformance.model.rules import Hit, Sentence
from conformance.text import is_han

# Numerals, particles, and what says where: they stand alone everywhere.
_SILENT = frozenset("〇一二三四五六七八九十百两半年月日时元的了着是在和与及或等之其由对向把将上下内前后中间大小分再各")
_DENYING = frozenset("不没未无暂待免缺")
# A word of so many characters is known without one of them, if nothing else reaches into what is left.
_LONG = 5


# Where damaged words begin, by the word and how many characters are left of it.
Noisy = Mapping[tuple[str, int], Sequence[int]]
# Where a place begins and ends, and the words it does not count as.
Refused = tuple[int, int, Sequence[str]]


class Seen(NamedTuple):
    """What a pass over a text saw: where each word begins, and each damaged one; for each character whether a sound word
    holds it, 1 or 0; and places of damaged words that do not count, as nothing around them is broken."""

    sound: Mapping[str, Sequence[int]]
    noisy: Noisy
    held: bytearray
    refused: Sequence[Refused]


class Meanings:
    """What words count as: `of` tells the terms of a word, `half` those of the words of two characters that a single one
    may be left of."""

    def __init__(self, of: Mapping[str, Sequence[str]]) -> None:
        self.of = of
        halves: dict[str, set[str]] = {}
        for word, terms in of.items():
            for char in {*word} - _SILENT if len(word) == SHORT and all(map(is_han, word)) else ():
                halves.setdefault(char, set()).update(terms)
        self.half: dict[str, frozenset[str]] = {char: frozenset(terms) for char, terms in halves.items()}


class Remnants:
    """What may be left of damaged words in one document, by the terms they would count as. Sets of sentences are the bits
    of a number."""

    def __init__(
        self,
        text: str,
        dictionary: Words,
        seen: Seen,
        meanings: Meanings,
        sentences: Sequence[Sentence],
        owners: Owners,
    ) -> None:
        """`text` is the reading text, `owners` tells for each character the sentences it counts for, as bits and one by
        one."""
        self._text, self._seen, self._meanings = text, seen, meanings
        self._sentences, self._owners = sentences, owners
        self._free = dictionary.free(seen.held)
        self._release(dictionary)
        self._halves: dict[str, list[int]] = {}
        for at in compress(range(len(text)), self._free):
            if text[at] in meanings.half and text[at] not in meanings.of and dictionary.single(at):
                self._halves.setdefault(text[at], []).append(at)
        self._words = list(self._told(dictionary))

    def _release(self, dictionary: Words) -> None:
        """Leave alone the character before a long word, if only words that reach into this one hold it: 保安 in
        保安全生产责任保险."""
        text, half = self._text, self._meanings.half
        for word, starts in self._seen.sound.items():
            for start in starts if len(word) >= _LONG else ():
                if start > 1 and text[start - 1] in half and not dictionary.ends(start):
                    self._free[start - 1] = 1

    def _told(self, dictionary: Words) -> Iterator[tuple[str, Hit]]:
        """The words of which more than a chance is left at a place where they do not count, with that place: a character of
        it stands alone, or the word is long."""
        for start, end, words in self._seen.refused:
            lone = 1 in self._free[start:end] and any(self._alone(at, dictionary) for at in range(start, end))
            for word in words:
                if end - start == len(word):
                    told = len(word) > 1 or (lone and self._text[start] not in ALONE)
                else:
                    told = lone or (len(word) >= _LONG and not dictionary.reaches_over(start, end))
                if told:
                    yield word, Hit(start, end, True)

    def _alone(self, at: int, dictionary: Words) -> bool:
        """Whether the character at `at` is in no word and says something."""
        char = self._text[at]
        return bool(self._free[at]) and char not in _SILENT and is_han(char) and dictionary.single(at)

    @cached_property
    def standing(self) -> Mapping[str, int]:
        """The sentences in which something may be left of each term."""
        found: dict[str, int] = {}
        for char, places in self._halves.items():
            bits = self._bits(places)
            for term in self._meanings.half[char]:
                found[term] = found.get(term, 0) | bits
        return self._with(found, self._words)

    @cached_property
    def denying(self) -> Mapping[str, int]:
        """The sentences in which what may be left of a term makes a denial that they have not without the damage."""
        return self._with({}, self._misread)

    @cached_property
    def denied(self) -> int:
        """Those of them whose denial hangs on one character of a word of several: 没备 for 设备."""
        return self._bits(hit.at for word, hit in self._misread if len(word) > 1)

    def first(self, terms: Collection[str], sentence: int) -> Hit:
        """The first place at which something may be left of one of `terms` in the sentence of that index. ValueError where
        there is none."""
        meanings = self._meanings
        halves = (places for c, places in self._halves.items() if not meanings.half[c].isdisjoint(terms))
        rows = ((h, w) for w, h in (*self._words, *self._misread))
        longer = (h for h, w in rows if any(term in terms for term in meanings.of.get(w, ())))
        found = (*(Hit(at, at + 1, True) for places in halves for at in places), *longer)
        return min(hit for hit in found if self._owners[hit.at][0] >> sentence & 1)

    def _bits(self, places: Iterable[int]) -> int:
        bits = 0
        for at in places:
            bits |= self._owners[at][0]
        return bits

    def _with(self, found: dict[str, int], rows: Iterable[tuple[str, Hit]]) -> dict[str, int]:
        """`found` with the sentences in which some words have places, by what they count as."""
        for word, hit in rows:
            for term in self._meanings.of.get(word, ()):
                found[term] = found.get(term, 0) | self._owners[hit.at][0]
        return found

    @cached_property
    def _misread(self) -> list[tuple[str, Hit]]:
        """Words with the places where one character of them was read as that of a denial: 没备 for 设备."""
        text, of = self._text, self._meanings.of
        single = [
            (word, Hit(at, at + 1, True))
            for char in _DENYING
            for word in confused(char)
            if word in of
            for at in _places(text, char)
            if self._free[at]
        ]
        tolerated = ((w, Hit(at, at + n, True)) for (w, n), starts in self._seen.noisy.items() for at in starts)
        longer = ((w, h) for w, h in (*self._words, *tolerated) if h.end - h.at == len(w) > 1)
        return [(word, hit) for word, hit in (*single, *longer) if self._denies(word, hit)]

    def _denies(self, word: str, hit: Hit) -> bool:
        """Whether a sentence has fewer denials with `word` at the hit, where it may only have been misread."""
        read = self._text[hit.at : hit.end]
        if not any(one != other and one in _DENYING for one, other in zip(read, word, strict=True)):
            return False
        for index in self._owners[hit.at][1]:
            sentence = self._sentences[index]
            low, high = hit.at - sentence.flow_start, hit.end - sentence.flow_start
            if low >= 0 and sentence.text[low:high] == read:
                mended = sentence.text[:low] + word + sentence.text[high:]
                return len(denials(mended)) < len(denials(sentence.text))
        return False


def _places(text: str, char: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)
