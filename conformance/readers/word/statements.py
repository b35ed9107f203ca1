"""What paragraphs and cells state of themselves, found in one pass over a part: most state nothing that matters, and
looking into the properties of each would cost more than reading its text.

Source: ISO/IEC 29500-1, 17.3.1 (pPr), 17.4.69 (tcPr).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from conformance.readers.word import tags
from conformance.readers.word.tags import P_PR, R_PR, TC_PR, Element, w

CELL_DELETED: Final = w("cellDel")

_OWN = (
    tags.P_STYLE, tags.NUM_PR, tags.OUTLINE_LVL, tags.GRID_SPAN, tags.V_MERGE, tags.H_MERGE, CELL_DELETED,
)  # fmt: skip
_OF_MARKS = (tags.DEL, tags.MOVE_FROM, tags.VANISH)
_NOTHING: Mapping[str, Element] = {}


class Statements:
    """The properties that matter, by the paragraph or cell that states them. Those of the mark that ends a paragraph
    are under the name of its run properties."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._known: dict[Element, dict[str, Element]] = {}
        for root in roots:
            for stated in root.iter(*_OWN):
                self._take(stated, stated.tag, (P_PR, TC_PR))
            for stated in root.iter(*_OF_MARKS):
                mark = stated.getparent()
                if mark is not None and mark.tag == R_PR:
                    self._take(mark, R_PR, (P_PR,))

    def _take(self, stated: Element, name: str, holders: tuple[str, ...]) -> None:
        holder = stated.getparent()
        owner = holder.getparent() if holder is not None and holder.tag in holders else None
        if owner is not None:
            self._known.setdefault(owner, {})[name] = stated

    def of(self, element: Element) -> Mapping[str, Element]:
        """What `element` states, by name."""
        return self._known.get(element, _NOTHING)
