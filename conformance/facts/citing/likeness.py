"""When two titles are the same, when one is the other damaged, when they are merely alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from conformance.facts.registering.edition import Edition, key
from conformance.text import NUMERAL, fold

# Characters that scanners and typists confuse, in both directions.
_LOOK_ALIKES = ("责贵", "患忠", "究完", "土上", "品晶", "体休", "审市", "防坊", "未末", "己已", "日曰", "人入", "电申", "矿旷",
                "险验", "检捡", "工土", "大太", "安按", "预须", "条各", "例列")  # fmt: skip
_SWAPS: dict[str, str] = {}
for _group in _LOOK_ALIKES:
    for _a in _group:
        _SWAPS[_a] = _SWAPS.get(_a, "") + _group.replace(_a, "")
_SHORTEST_PART = 6
# 修正案(二) is another instrument than 修正案(十二), no damaged one.
_NUMERALS = re.compile(rf"[{NUMERAL}\d]")
_NATION = "中华人民共和国"


def agrees(cited: str, edition: Edition) -> bool:
    """Whether `cited` is a fair way to name `edition`: its title or alias, a part of it long enough, or more words
    around it (关于印发《…》的通知)."""
    mine = key(cited)
    for name in (edition.title, *edition.aliases):
        theirs = key(name)
        if mine == theirs or mine in {key(part) for part in name.replace("　", " ").split(" ")}:
            return True
        # One character less is damage, not a shorter name.
        part = _SHORTEST_PART <= len(mine) < len(theirs) - 1
        if part and (theirs.endswith(mine) or theirs.startswith(mine)):
            return True
        if len(theirs) >= _SHORTEST_PART and theirs in mine:
            return True
    return False


def likeness(cited: str, edition: Edition) -> float:
    """How alike two titles are, 0 to 100."""
    return float(fuzz.ratio(key(cited), key(edition.title)))


class Damage:
    """Titles one damaged character away from the right one."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        """`editions` are those whose titles are right to cite."""
        self._whole: dict[str, Edition] = {}
        self._short: dict[str, set[str]] = {}
        for edition in editions:
            whole = key(edition.title)
            self._whole[whole] = edition
            for i in range(len(whole) - 1 if len(whole) >= _SHORTEST_PART else 0):
                self._short.setdefault(whole[:i] + whole[i + 1 :], set()).add(whole)

    def meant(self, cited: str) -> Edition | None:
        """The edition whose title `cited` is with one character lost (not the last, but for a law's 法 after
        中华人民共和国) or replaced by one that looks alike; None unless there is just one."""
        mine = key(cited)
        if mine in self._whole:
            return None
        candidates = {whole for whole in self._short.get(mine, ()) if not _NUMERALS.search(_lost(mine, whole))}
        if fold(cited).startswith(_NATION) and mine + "法" in self._whole:
            candidates.add(mine + "法")
        if len(mine) >= _SHORTEST_PART:
            candidates |= {s for s in _swapped(mine) if s in self._whole}
        return self._whole[candidates.pop()] if len(candidates) == 1 else None


def _lost(part: str, whole: str) -> str:
    """The character `whole` has more than `part`."""
    return next((b for a, b in zip(part, whole, strict=False) if a != b), whole[-1])


def _swapped(title: str) -> Iterable[str]:
    for i, char in enumerate(title):
        for other in _SWAPS.get(char, ""):
            yield title[:i] + other + title[i + 1 :]
