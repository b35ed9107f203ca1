"""Characters that scanners take for one another, and whether a surface may be a damaged word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from functools import cache, cached_property, lru_cache
from operator import add
from typing import Literal

import yaml

from conformance.rules_folder import folder
from conformance.text import fold, is_han, replacing

# How a surface stands for a word: whole, with a character gone inside or at the end, or so that it can be no other word.
How = Literal["whole", "inside", "end", "sure"]

# Words of one character that stand alone in sound text: beside them nothing is broken.
ALONE = frozenset(
    "的和与及或在由对将把被为是以按于向经后前时每至从到其所等应要须不未已并且也都各该本此我厂矿店站队组室部科长人员年月日次个名项条件号第上下内外中间新老大小高低多少全总分有无能可让使请给用因而但若如则即又再更最很均须做抓建查改定设立开关进出"
)
# Suffixes that make a longer word of a whole one: without them nothing is broken (安全生产费 → 安全生产).
_SUFFIXES = frozenset("费险员部科卡栏图制人书牌票证队室线具表单厂长师性化法会月力量源品点器架材处办组署类级班")
_SHORTEST_DROPPED = 3
# A word of so many characters is known by the others, whatever the dictionary says.
_SURE = 5
# Characters without which a word means another thing, but is one all the same: 每半年 → 每年.
_TELLING = frozenset("不未无非半两一二三四五六七八九十百双单前后上下内外大小多少新")
_LONGEST = 4
_LENGTHS = (2, 3, 4)


@cache
def _rows() -> tuple[str, ...]:
    return tuple(yaml.load((folder() / "data" / "look-alikes.yaml").read_bytes(), Loader=yaml.CSafeLoader))


@cache
def _made_one() -> Callable[[str], str]:
    """What puts the first of its group for every character."""
    return replacing({char: group[0] for group in _rows() for char in group[1:]})


def alike(text: str) -> str:
    """`text` folded, with characters that scanners confuse made one, character for character."""
    return _made_one()(fold(text))


@cache
def _groups() -> dict[str, str]:
    """Every character of a group, mapped to the others of it."""
    return {char: group.replace(char, "") for group in _rows() for char in group}


def confused(char: str) -> str:
    """The characters that scanners take `char` for; empty where there are none."""
    return _groups().get(char, "")


# What makes a phrase of plain speech out of words.
PLAIN = frozenset("的了着个里不么吗给把被谁")


def surfaces(word: str) -> Iterator[tuple[str, How]]:
    """What may stand for `word`: itself, and what is left where one character was dropped, the first only of a long one.

    Phrases of plain speech vary freely: 扣的钱 has lost nothing of 扣谁的钱.
    """
    yield word, "sure" if len(word) >= _SURE else "whole"
    if len(word) < _SHORTEST_DROPPED or not PLAIN.isdisjoint(word):
        return
    for at in range(len(word) <= _SURE, len(word)):
        last = at == len(word) - 1
        sure = len(word) >= _SURE and word[at] not in _TELLING
        if (at or sure) and not (last and word[-1] in _SUFFIXES):
            yield word[:at] + word[at + 1 :], "end" if last else "sure" if sure else "inside"


class Words:
    """What the dictionary says of the words in a text, asked only where something is odd.

    A character is odd that makes no word with its neighbours and does not stand alone in sound text.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _known(self) -> Set[str]:
        from conformance.language.tokens import common_words  # noqa: PLC0415  (many texts have nothing to ask about)

        return common_words()

    @cached_property
    def _pairs(self) -> list[bool]:
        """For each character whether it makes a word of two with the next one."""
        pairs = map(self._known.__contains__, map(add, self._text, self._text[1:]))
        return [*pairs, False] if self._text else []

    def _within(self, start: int, end: int) -> bool:
        """Whether one word holds all of [start, end)."""
        text, known = self._text, self._known
        for length in _LENGTHS:  # asked of hundreds of places: a generator takes twice as long
            for at in range(max(0, end - length), start + 1):
                if text[at : at + length] in known:
                    return True
        return False

    def _joined(self, at: int) -> bool:
        """Whether a word holds both the character at `at` and the one before it."""
        return 0 < at < len(self._text) and (self._pairs[at - 1] or self._within(at - 1, at + 1))

    def odd(self, at: int) -> bool:
        """Whether the character at `at` makes no word and does not stand alone in sound text."""
        return at in self._stray

    def mended(self, at: int, char: str) -> tuple[int, str] | None:
        """The longest word of work safety that `char` at `at` makes with the characters beside it, and where it begins.

        None where another word reaches over either end of it, unless that word is sound and ends before `at`: 矿领导 in
        矿领导带斑 says nothing against 领导带班.
        """
        from conformance.language.tokens import trade_words  # noqa: PLC0415  (many texts have nothing to ask about)

        text, known = self._text, trade_words()
        for length in range(_LONGEST, 1, -1):
            for start in range(max(0, at - length + 1), min(at, len(text) - length) + 1):
                end = start + length
                word = text[start:at] + char + text[at + 1 : end]
                if word in known and word in self._known:
                    sound = self._joined(start) and not self._within(start - 1, at + 1)
                    if not self.reaches_over(0 if sound else start, end):
                        return start, word
        return None

    def reaches_over(self, start: int, end: int) -> bool:
        """Whether a word holds both characters beside `start`, or both beside `end`."""
        return self._joined(start) or self._joined(end)

    def plain(self, start: int, end: int, word: str) -> bool:
        """Whether [start, end) can only be the long `word`, damaged: no word reaches over its end, nor over its start
        if that is not as in `word`. 门负责人 in 部门负责人 is no 门店负责人, but 投/保/安 may hold the word 保安. Its first
        character is only gone where it made a word with the second: 重大 in 重大事故隐患, not 对岗 in 对岗位安全."""
        text = self._text
        beheaded = alike(text[start:end]) == alike(word[1:])
        if not all(map(is_han, text[start:end])) or (beheaded and word[:2] not in self._known):
            return False
        anchored = not beheaded and alike(text[start : start + 2]) == alike(word[:2])
        return not self.reaches_over(end if anchored else start, end)

    def confused(self, start: int, end: int, word: str) -> bool:
        """Whether [start, end) can only be `word` with one character taken for another: no word holds that one and what
        stands outside, as 组织 does with the 织 of 织员, which is no 职员. Where another word reaches over either end, as
        保安 does in 投保安贵险, two characters do not tell."""
        text, known = self._text, self._known
        wrong = [at for at in range(start, end) if text[at] != word[at - start]]
        if len(wrong) != 1 or text[start:end] in known or not all(map(is_han, text[start:end])):
            return False
        if end - start == len("没备") and self.reaches_over(start, end):
            return False
        low = max(0, wrong[0] - _LONGEST + 1)
        around = ((at, at + n) for at in range(low, wrong[0] + 1) for n in _LENGTHS if at + n > wrong[0])
        return not any(text[at:last] in known for at, last in around if at < start or last > end)

    def broken(self, start: int, end: int) -> bool:
        """Whether a character of [start, end) seems wrong or gone: 操作/程, 隐/忠, 负/贵/人.

        One of them must be odd, and no word may reach over either end.
        """
        if self.sound(start, end) or not all(map(is_han, self._text[start:end])):
            return False
        return not self.reaches_over(start, end)

    def sound(self, start: int, end: int) -> bool:
        """Whether no character of [start, end) is odd."""
        return self._stray.isdisjoint(range(start, end))

    @cached_property
    def strays(self) -> list[int]:
        """All odd characters, in text order."""
        text, pairs = self._text, self._pairs
        bare = [at for at, begins in enumerate(pairs) if not begins and not pairs[at - 1] and text[at] not in ALONE]
        return [at for at in bare if is_han(text[at]) and not self._within(at, at + 1)]

    def free(self, held: bytearray) -> bytearray:
        """For each character 0 if a sound word holds it, as `held` tells by 1, or it makes one with a neighbour that none
        holds; else 1."""
        # All characters at once, as the bytes of a number.
        sound, every = int.from_bytes(held, "little"), int.from_bytes(b"\1" * len(held), "little")
        pairs = int.from_bytes(bytes(self._pairs), "little") & ~(sound | sound >> 8)
        return bytearray((every & ~(sound | pairs | pairs << 8)).to_bytes(len(held), "little"))

    def single(self, at: int) -> bool:
        """Whether the character at `at` makes a word of two or none at all."""
        return at in self._stray or self._text[at] in ALONE or self._pairs[at] or (at > 0 and self._pairs[at - 1])

    def ends(self, end: int) -> bool:
        """Whether a word ends at `end`."""
        text, known = self._text, self._known
        three, four = text[max(0, end - 3) : end], text[max(0, end - 4) : end]
        return end > 1 and (self._pairs[end - 2] or three in known or four in known)

    def _begins(self, start: int) -> bool:
        """Whether a word begins at `start`."""
        text, known = self._text, self._known
        return self._pairs[start] or text[start : start + 3] in known or text[start : start + 4] in known

    @cached_property
    def _stray(self) -> frozenset[int]:
        return frozenset(self.strays)

    def across(self, start: int) -> bool:
        """Whether two characters from `start` on only seem to be a word: 控制 in 管控/制度.

        They do where the first ends a word and the second begins one, and taking them together would leave a
        neighbour without a word.
        """
        text, pairs, end = self._text, self._pairs, start + 2
        if not start or not pairs[start - 1] or not pairs[start + 1]:
            return False
        before = text[start - 1] in ALONE or self.ends(start)
        return not (before and (text[end] in ALONE or self._begins(end)))


@lru_cache(1)  # the pass over a document and the search for its typing errors ask the same
def words_in(text: str) -> Words:
    """What the dictionary says of the words in `text`."""
    return Words(text)
