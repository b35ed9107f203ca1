"""Laws, regulations and rules named without 《》, by the titles the register knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import ahocorasick

from conformance.facts.citing.found import Found
from conformance.facts.citing.titles import kind_of, version
from conformance.text import is_han

# 安全生产法律法规 names no law, 消防法规 neither; 消防法规定 does.
_GOES_ON = re.compile("律|规(?!定)|治(?!理)|制(?!定|订|度)|人|定(?![期于])|院|庭|学(?!习)|盲|典|案|官|则|理|务")
# 食品安全法实施条例 is one name.
_CARRIED_OUT = re.compile(r"实施(?:条例|细则|办法|规定)")
_BEFORE_SHORT = re.compile(r"(?:[和与及按照据反依对循守习行传彻实合《以新]|根据|违反)$")
_SHORT = 4


@lru_cache(maxsize=4)
def _automaton(titles: frozenset[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for title in sorted(titles):
        automaton.add_word(title, title)
    automaton.make_automaton()
    return automaton


def bare(text: str, titles: frozenset[str], taken: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Where `titles` stand in `text` outside the spans `taken`, longest first where they overlap, in order."""
    if not titles:
        return
    mask = bytearray(len(text))
    for start, end in taken:
        mask[start:end] = b"\x01" * (end - start)
    for last, title in _automaton(titles).iter_long(text):
        start, end = last + 1 - len(title), last + 1
        if any(mask[start:end]) or not _stands_alone(text, start, end):
            continue
        more = _CARRIED_OUT.match(text, end)
        name = title + more.group() if more else title
        yield Found(start, start + len(name), "title", kind_of(name), name, bare=True,
                    version=version(name, text, start + len(name)))  # fmt: skip


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the words are a name and not part of longer ones."""
    if _GOES_ON.match(text, end):
        return False
    if end - start > _SHORT or not start or not is_han(text[start - 1]):
        return True
    return bool(_BEFORE_SHORT.search(text, max(0, start - 2), start))
