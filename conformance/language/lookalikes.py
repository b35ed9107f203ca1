"""Characters that scanners take for one another, and whether a surface may be a damaged word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

import yaml

from conformance.rules_folder import folder
from conformance.text import fold, is_han

How = Literal["whole", "inside", "end"]

# Words of one character that stand alone in sound text: beside them nothing is broken.
_ALONE = frozenset(
    "的和与及或在由对将把被为是以按于向经后前时每至从到其所等应要须不未已并且也都各该本此我厂矿店站队组室部科长人员年月日次个名项条件号第上下内外中间新老大小高低多少全总分有无能可让使请给用因而但若如则即又再更最很均须做抓建查改定设立开关进出"
)
# Suffixes that make a longer word of a whole one: without them nothing is broken (安全生产费 → 安全生产).
_SUFFIXES = frozenset("费险员部科卡栏图制人书牌票证队室线具表单厂长师性化法会月力量源品点器架材处办组署类级班")
_SHORTEST = 2
_SHORTEST_DROPPED = 3
_AROUND = 8


@cache
def _table() -> dict[int, str]:
    """Every character of a group, mapped to the group's first."""
    groups = yaml.load((folder() / "data" / "look-alikes.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return {ord(char): group[0] for group in groups for char in group[1:]}


def alike(text: str) -> str:
    """`text` folded, with characters that scanners confuse made one, character for character."""
    return fold(text).translate(_table())


def surfaces(word: str) -> Iterator[tuple[str, How]]:
    """What may stand for `word`: itself, and what is left where one character but the first was dropped."""
    yield word, "whole"
    for at in range(1, len(word)) if len(word) >= _SHORTEST_DROPPED else ():
        last = at == len(word) - 1
        if not (last and word[-1] in _SUFFIXES):
            yield word[:at] + word[at + 1 :], "end" if last else "inside"


def broken(text: str, start: int, end: int) -> bool:
    """Whether the words around [start, end) show that a character is wrong or gone there.

    They do where the stretch begins and ends with whole words and one inside is a single character that does not
    stand alone in sound text: 操作/程, 隐/忠, 负/贵/人.
    """
    from conformance.language.tokens import boundaries  # noqa: PLC0415  (most texts have nothing to ask about)

    if end - start < _SHORTEST or not all(map(is_han, text[start:end])):
        return False
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    cuts = [low + b for b in boundaries(text[low:high])]
    if start not in cuts or end not in cuts:
        return False
    inside = [b for b in cuts if start <= b <= end]
    return any(b - a == 1 and text[a] not in _ALONE for a, b in pairwise(inside))
