"""Numbers of items and headings in their series: 3. is known to begin an item where 2. began one before it."""

from __future__ import annotations

from functools import lru_cache

from conformance.readers.outline.markers import marker
from conformance.readers.paged.wording import KEPT, SHORT
from conformance.text import fold

# How the numbers of a series are written, and for 1.2.3 the number they all begin with.
Row = tuple[str, int, str]


class Series:
    """The last number of each series that began a paragraph."""

    def __init__(self) -> None:
        """Know no number yet."""
        self._last: dict[Row, int] = {}

    def begin(self, text: str) -> None:
        """Note the number with which `text`, the first line of a paragraph, begins."""
        if (place := _place(text)) is not None:
            self._last[place[0]] = place[1]

    def goes_on(self, text: str) -> bool:
        """Whether the line `text` begins with the next number of its series."""
        place = _place(text)
        return place is not None and self._last.get(place[0]) == place[1] - 1


@lru_cache(KEPT)
def _place(text: str) -> tuple[Row, int] | None:
    """The series of the number with which `text` begins, and its place in it."""
    found = marker(fold(text[:SHORT]).replace(" ", ""), bare=True)
    if found is None:
        return None
    style, depth = found.key
    return (style, depth, found.printed.rpartition(".")[0] if depth > 1 else ""), found.value
