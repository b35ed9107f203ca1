"""Automatic numbers as Word prints them before a paragraph.

Source: ISO/IEC 29500-1, 17.9 (numbering), 17.3.1.19 (numPr).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.readers.word.numerals import numeral
from conformance.readers.word.styles import Style, Styles
from conformance.readers.word.symbols import bullet
from conformance.readers.word.tags import (
    ILVL,
    NUM_ID,
    P_STYLE,
    R_PR,
    VAL,
    VANISH,
    Element,
    on,
    value,
    w,
    whole,
)

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_SUFFIXES = {"nothing": "", "space": " "}
_NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list prints: first number, number format, pattern (`%2` is the number of level 2), what stands
    between number and text. `restart` is the level, from 1, that starts it anew (None: any higher one; 0: never)."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    suffix: str = "\t"
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: whose counters it uses, its levels, and the levels that begin with a number of
    their own when this list first comes to them."""

    family: str
    levels: Mapping[int, Level]
    anew: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document and how far each has counted, in the body and in text boxes, which count apart. Paragraphs
    must be asked about in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for child in root if root is not None else ():
            if child.tag == w("abstractNum"):
                self._abstract[child.get(w("abstractNumId"), "")] = child
            elif child.tag == w("num"):
                self._nums[child.get(NUM_ID, "")] = child
        self._lists: dict[str, _List | None] = {}
        self._families: dict[str, dict[int, Level]] = {}
        self._counts: dict[tuple[str, bool], list[int | None]] = {}

    def number(self, own: Element | None, style: Style, *, boxed: bool = False) -> str:
        """The number, with what follows it, of a paragraph with `style` and a w:numPr of its `own`, `boxed` in a text box;
        counts it."""
        list_id = value(own, NUM_ID)
        if list_id is None:
            list_id = style.list_id
        if list_id is None or list_id == _NO_LIST or not self._nums:
            return ""
        found = self._list(list_id)
        if found is None:
            return ""
        return self._next(found, self._level(found, own, style), boxed)

    def _level(self, found: _List, own: Element | None, style: Style) -> int:
        """The level, from 0: the paragraph's own, the one linked to its style, or the one the style states."""
        stated = whole(value(own, ILVL))
        if stated is None:
            linked = (n for name in style.chain for n, level in found.levels.items() if level.style == name)
            stated = next(linked, style.list_level or 0)
        return min(max(stated, 0), _LEVELS - 1)

    def _next(self, found: _List, index: int, boxed: bool) -> str:
        level = found.levels.get(index)
        if level is None:
            return ""
        counts = self._counts.setdefault((found.family, boxed), [None] * _LEVELS)
        for above in range(index):
            # A level that was skipped counts as begun: 1.1 without a 1 before it is followed by 2.
            if counts[above] is None:
                counts[above] = found.levels.get(above, level).start
        count = counts[index]
        counts[index] = found.anew.pop(index, level.start if count is None else count + 1)
        for below in range(index + 1, _LEVELS):
            if _restarts(found.levels.get(below), index):
                counts[below] = None
        text = _printed(level, found.levels, counts)
        return text + level.suffix if text else ""

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._made(list_id)
        return self._lists[list_id]

    def _made(self, list_id: str, hops: int = 4) -> _List | None:
        num = self._nums.get(list_id)
        family = value(num, w("abstractNumId"))
        abstract = self._abstract.get(family) if family is not None else None
        if num is None or family is None or abstract is None:
            return None
        linked = self._styles.list_of(value(abstract, w("numStyleLink")))
        if linked is not None and linked != list_id and hops:
            made = self._made(linked, hops - 1)
            return _overridden(num, made) if made is not None else None
        if family not in self._families:
            self._families[family] = {whole(e.get(ILVL), 0) or 0: _level(e) for e in abstract.iterchildren(w("lvl"))}
        return _overridden(num, _List(family, self._families[family]))


def _overridden(num: Element, base: _List) -> _List:
    """`base` with the changes of this one list: other levels, other first numbers, counted anew."""
    levels, anew = dict(base.levels), dict(base.anew)
    for override in num.iterchildren(w("lvlOverride")):
        index = whole(override.get(ILVL), 0) or 0
        changed = override.find(w("lvl"))
        if changed is not None:
            levels[index] = _level(changed)
        start = whole(value(override, w("startOverride")))
        if start is not None:
            anew[index] = start
    return _List(base.family, levels, anew)


def _level(element: Element) -> Level:
    properties = element.find(R_PR)
    format, sample = _format(element)
    pattern = value(element, w("lvlText")) or ""
    if format == "bullet":
        fonts = properties.find(w("rFonts")) if properties is not None else None
        pattern = bullet(pattern, fonts.get(w("ascii"), "") if fonts is not None else "")
    suffix = value(element, w("suff"))
    return Level(
        start=whole(value(element, w("start")), 0) or 0,
        format=sample or format,
        pattern=pattern,
        suffix=_SUFFIXES.get(suffix or "tab", "\t"),
        legal=on(element.find(w("isLgl"))),
        restart=whole(value(element, w("lvlRestart"))),
        style=value(element, P_STYLE),
        hidden=properties is not None and on(properties.find(VANISH)),
    )


def _format(element: Element) -> tuple[str, str | None]:
    """The level's number format, and the sample (001, 002, …) that a custom one is given by."""
    found = next(element.iter(w("numFmt")), None)
    if found is None:
        return "decimal", None
    return found.get(VAL, "decimal"), found.get(w("format"))


def _restarts(level: Level | None, used: int) -> bool:
    """Whether a paragraph on level `used` makes the lower `level` begin anew."""
    return level is None or level.restart is None or used < level.restart


def _printed(level: Level, levels: Mapping[int, Level], counts: list[int | None]) -> str:
    """The number of `level` with the numbers of the levels it quotes."""
    if level.hidden:
        return ""

    def number(place: re.Match[str]) -> str:
        index = int(place.group(1)) - 1
        quoted = levels.get(index, Level())
        count = counts[index]
        legal = level.legal and quoted.format != "decimalZero"
        return _numeral(quoted.start if count is None else count, "decimal" if legal else quoted.format)

    return _PLACE.sub(number, level.pattern) if level.format != "bullet" else level.pattern


def _numeral(number: int, format: str) -> str:
    """`number` in `format`, which may be a sample with leading zeros."""
    sample = format.split(",", maxsplit=1)[0].strip()
    return f"{number:0{len(sample)}d}" if sample.isdigit() else numeral(number, format)
