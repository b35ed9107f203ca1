"""What styles say of a paragraph: its outline level, its list, whether it is hidden or belongs to a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conformance.readers.word.tags import (
    ILVL,
    NUM_ID,
    NUM_PR,
    OUTLINE_LVL,
    P_PR,
    R_PR,
    TYPE,
    VANISH,
    Element,
    on,
    value,
    w,
    whole,
)

_HEADING = re.compile(r"(?:heading|标题) *([1-9])", re.I)
_CONTENTS = re.compile(r"(?:toc|目录) *(?:[1-9]|heading|标题)|table of figures|图表目录", re.I)
# The style of the page that the format `comments` adds to a file. It is no word of the enterprise's: left unread, like
# hidden text, or advice printed there would count as said when the file is submitted again.
ADDED_PAGE = "合规检查附页"
_LONGEST_CHAIN = 32
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits. `level` counts from 1, None for body text; `list_id` and `list_level` (from 0) are
    the style's own list; `chain` are the ids of the style and of those it is based on."""

    level: int | None = None
    hidden: bool = False
    contents: bool = False
    list_id: str | None = None
    list_level: int | None = None
    chain: tuple[str, ...] = ()


PLAIN = Style()


class Styles:
    """The styles of one document, by id; unknown ids mean plain text, as in Word. `added_page` says whether the style of
    our own added page was asked for.

    Source: ISO/IEC 29500-1, 17.7.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str | None, Style] = {}
        self.added_page = False
        default = None
        for style in root.iterchildren(w("style")) if root is not None else ():
            name = style.get(w("styleId"), "")
            self._elements[name] = style
            if style.get(w("default")) in ("1", "true", "on") and style.get(TYPE) == "paragraph":
                default = name
        self._known[None] = self._made(default) if default else PLAIN
        self.hides = root is not None and next(root.iter(VANISH), None) is not None

    def of(self, name: str | None) -> Style:
        """The style with id `name`; None means the default of paragraphs."""
        style = self._known.get(name)
        if style is None:
            assert name is not None
            style = self._known[name] = self._made(name)
        return style

    def list_of(self, name: str | None) -> str | None:
        """The list a numbering style `name` stands for."""
        return self.of(name).list_id if name else None

    def _made(self, name: str) -> Style:
        chain = self._chain(name)
        lists = [e.find(f"{P_PR}/{NUM_PR}") for e in chain]
        added = any(value(e, w("name")) == ADDED_PAGE for e in chain)
        self.added_page = self.added_page or added
        return Style(
            level=_level(chain),
            hidden=added or next((on(v) for e in chain if (v := e.find(f"{R_PR}/{VANISH}")) is not None), False),
            contents=any(_CONTENTS.match(value(e, w("name")) or "") for e in chain),
            list_id=next((n for e in lists if (n := value(e, NUM_ID)) is not None), None),
            list_level=next((i for e in lists if (i := whole(value(e, ILVL))) is not None), None),
            chain=tuple(e.get(w("styleId"), "") for e in chain),
        )

    def _chain(self, name: str) -> list[Element]:
        """The style and those it is based on, nearest first; a circle is cut."""
        chain: list[Element] = []
        following: str | None = name
        while following is not None and len(chain) < _LONGEST_CHAIN:
            element = self._elements.get(following)
            if element is None or element in chain:
                break
            chain.append(element)
            following = value(element, w("basedOn"))
        return chain


def _level(chain: list[Element]) -> int | None:
    """The outline level from 1 that the nearest style states, by its level or its name."""
    for element in chain:
        stated = whole(value(element.find(P_PR), OUTLINE_LVL))
        if stated is not None:
            return stated + 1 if 0 <= stated < _BODY_TEXT else None
        named = _HEADING.fullmatch((value(element, w("name")) or "").strip())
        if named:
            return int(named.group(1))
    return None
