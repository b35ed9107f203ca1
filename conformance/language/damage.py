"""Damaged text: how much of it there is, and whether a word may stand at a damaged place.

A recognised damage is a surface that only makes a word of the lexicon when a character is put right. Most errors are of
other kinds or in other words, so the estimate is a multiple of what is recognised.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conformance.model.rules import Sentence
from conformance.text import han_count

HEAVY = 0.05
# From here on any word of a text may be damaged.
VISIBLE = 0.003
# So many slips a character are needed to believe in damage, and so many tell of it by themselves.
_FEW_SLIPS, _MANY_SLIPS = 0.0005, 0.0012
_FEWEST = 2
# A text with few known words is judged as if it had so many: in words of its own, terseness looks like damage.
_LEAST_KNOWN = 0.6
_LONG = 4
# What often is a word by itself (a weight of 10,000 or more in jieba's dictionary), numerals, and what places are called.
OFTEN_ALONE = frozenset(
    "〇一七万三东两主么之九乡书买了事二五些亲仅今仍他们任众会传位住作你便信倒像儿元先光党入八六共写军初别制剑副力办加动北区十千南占却原去县反发取受变口另只叫台号吃同吗吧听呢命哪啊喝四回"
    "国图地场坐型城声处天太头女她好子字学它完官家就尽属山岁州左市师带常干平府式张强当往待得心忙快怕急性您想意成手才打找报拉拿指据接提放教数文方既早明曾望朝杀村来杨极正死段比气水没河法派"
    "涓深清湖点热爱王甚生电白百直相省看真着知石神种称穿竟笑管米类系红约置美者脸自花茶虽行街西见讲话说谁走起越跑跟路身转较边达过近还这远连送道那里重量金钱镇门问除难零非面风马鱼黄黑"
)


class Signs(NamedTuple):
    """What a text shows of damage, in characters: the Chinese `letters` of it, those in `known` words, where alone damage is
    recognised; the `places` where it is, and the `odd` ones elsewhere that sound texts seldom have; and the `slips`, long
    words that lack one."""

    letters: int
    known: int
    places: int
    odd: int
    slips: int


class Weights(NamedTuple):
    """How many errors stand behind what is seen: behind `one` recognised among known words, behind one `odd` character
    elsewhere beyond the share `usual` in sound texts; and at `most` behind one recognised, or behind one odd (`most_odd`)
    where those recognised are all there are among known words."""

    one: float
    odd: float
    usual: float
    most: float
    most_odd: float


# Fitted to samples and tried on others: see tests/benchmarks/damage.py.
WEIGHTS = Weights(one=3.5, odd=1.2, usual=0.004, most=6.3, most_odd=5.0)


def signs(
    text: str, broken: Iterable[tuple[int, int]], known: int, odd: Sequence[int], slips: Iterable[tuple[int, int]]
) -> Signs:
    """What `text` shows of damage.

    `broken` are the spans of the recognised damages, `known` the number of characters in known words, `odd` the places of
    characters elsewhere that make no word, `slips` the spans of long words that lack a character.
    """
    places = _apart(broken)
    return Signs(han_count(text), known, places, len(_strange(text, odd)) if places >= _FEWEST else 0, _apart(slips))


def _apart(spans: Iterable[tuple[int, int]]) -> int:
    """How many of `spans` there are that do not overlap one before them."""
    places, last = 0, -1
    for start, end in sorted(spans):
        if start >= last:
            places, last = places + 1, end
    return places


def estimate(found: Signs, weights: Weights = WEIGHTS) -> float:
    """The share of wrongly recognised characters among the Chinese ones of a text that shows the signs `found`.

    Bad recognition spoils all words alike: odd characters elsewhere tell of it too, and where there are none, what was
    recognised is about all there is, such as slips of the pen. A single one is no scan. 0 where long words are sound: what
    seems broken elsewhere is plain speech, which leaves characters out (每年考一次), unless there is more of it than that.
    """
    if not found.letters:
        return 0.0
    slips = found.slips / found.letters
    seen = _elsewhere(found, weights) if found.places >= _FEWEST else 0.0
    if slips < _FEW_SLIPS and seen <= HEAVY:
        return 0.0
    return max(seen, VISIBLE if slips >= _MANY_SLIPS else 0.0)


def _elsewhere(found: Signs, weights: Weights) -> float:
    """The share by what is recognised and by the odd characters."""
    among_known = found.places / max(found.known, _LEAST_KNOWN * found.letters)
    elsewhere = max(0.0, found.odd / found.letters - weights.usual)
    both = weights.one * among_known + weights.odd * elsewhere
    all_there_is = found.places / found.letters + weights.most_odd * elsewhere
    return min(1.0, round(min(both, weights.most * among_known, all_there_is), 4))


def _strange(text: str, odd: Sequence[int]) -> list[int]:
    """Those of the `odd` characters that neither stand alone often nor again beside the same one: that is a name."""
    pairs = Counter(pair for at in odd for pair in {text[at - 1 : at + 1], text[at : at + 2]})
    once = (at for at in odd if pairs[text[at - 1 : at + 1]] == pairs[text[at : at + 2]] == 1)
    return [at for at in once if text[at] not in OFTEN_ALONE]


class Gaps:
    """Longer words with one character inside left open, to be looked up where a character makes no word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(words)
        self._around: dict[str, list[tuple[str, str, str]]] = {}
        for word in sorted(self._known):
            for k in range(1, len(word) - 1) if len(word) >= _LONG else ():
                self._around.setdefault(word[k - 1] + word[k + 1], []).append((word, word[:k], word[k + 1 :]))

    def fitting(self, text: str, places: Iterable[int]) -> frozenset[str]:
        """The words that may stand in `text` with the character at one of `places` wrong."""
        return frozenset(word for at in places for word in self._at(text, at))

    def by_sentence(self, sentences: Sequence[Sentence], odd: Sequence[int]) -> Iterator[tuple[int, frozenset[str]]]:
        """The sentences, by index, in which words may stand with a character at one of the `odd` places wrong, and these."""
        for index, one in enumerate(sentences):
            start = one.flow_start
            if here := odd[bisect_left(odd, start) : bisect_left(odd, one.flow_end)]:
                yield index, self.fitting(one.text, [at - start for at in here])

    def spans(self, text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Those of `places`, with the characters beside them, where a longer word may stand in `text`."""
        return ((at - 1, at + 2) for at in places if next(self._at(text, at), None))

    def _at(self, text: str, at: int) -> Iterator[str]:
        for word, before, after in self._around.get(text[at - 1 : at] + text[at + 1 : at + 2], ()):
            fits = text.endswith(before, 0, at) and text.startswith(after, at + 1)
            if fits and before + text[at] + after not in self._known:
                yield word
