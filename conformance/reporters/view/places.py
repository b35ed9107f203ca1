"""Where a span of the text stands: block, clause and page, as the report's own facts say."""

from __future__ import annotations

from bisect import bisect_right

from conformance.messages import Language, Message
from conformance.model.document import Block
from conformance.model.facts import Inspection

_CLAUSE_PAGE = Message("place_clause_page", "{clause}，第{page}页", "{clause}, page {page}")
_PAGE = Message("place_page", "第{page}页", "page {page}")


def place_words(clause: str | None, page: int | None, language: Language) -> str:
    """Clause path and page in words; empty where neither is known."""
    if page is None:
        return clause or ""
    if not clause:
        return _PAGE.say(language, page=page)
    return _CLAUSE_PAGE.say(language, clause=clause, page=page)


class Places:
    """Looks up what holds a character of the document's text."""

    def __init__(self, facts: Inspection) -> None:
        self._blocks = facts.document.blocks
        self._outline = facts.outline

    def block_index(self, offset: int) -> int | None:
        """The index of the block that holds the character at `offset`; None between blocks."""
        index = bisect_right(self._blocks, offset, key=lambda b: b.start) - 1
        return index if index >= 0 and offset < self._blocks[index].end else None

    def block(self, offset: int) -> Block | None:
        """The block that holds the character at `offset`."""
        index = self.block_index(offset)
        return None if index is None else self._blocks[index]

    def clause(self, offset: int) -> str | None:
        """The path of the deepest clause that holds `offset`: its heading is the last one that begins before."""
        index = bisect_right(self._outline, offset, key=lambda row: row.start) - 1
        return self._outline[index].path if index >= 0 else None

    def page(self, offset: int) -> int | None:
        """The page, from 1, of the block that holds `offset`."""
        block = self.block(offset)
        return block.page if block else None

    def words(self, offset: int, language: Language) -> str:
        """Clause and page of `offset`, in words."""
        return place_words(self.clause(offset), self.page(offset), language)
