"""Short names a document gives (以下简称《意见》) and their later use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conformance.facts.citing.found import Found

_DEFINES = re.compile(r"(?:以下)?(?:统一|均|统)?(?:简称|统称|称)(?:为|作|:)?[\"']?$")
_REACH = 80


def definitions(text: str, rows: Sequence[Found]) -> dict[int, int]:
    """For each title that is a short name, the index of the row it stands for.

    `rows` are in text order. A definition names the nearest full title before it in the same sentence; later titles
    with the same words stand for the same row. Short names defined twice mean the latest definition.
    """
    meant: dict[str, int] = {}
    pointing: dict[int, int] = {}
    for index, row in enumerate(rows):
        if row.form != "title" or row.bare:
            continue
        if _DEFINES.search(text, max(0, row.start - 8), row.start):
            full = _full(text, rows, index)
            if full is not None:
                meant[row.canonical] = pointing.get(full, full)
        if row.canonical in meant:
            pointing[index] = meant[row.canonical]
    return pointing


def _full(text: str, rows: Sequence[Found], index: int) -> int | None:
    """The row a short name defined at `index` stands for."""
    for earlier in range(index - 1, -1, -1):
        row = rows[earlier]
        if rows[index].start - row.end > _REACH or "。" in text[row.end : rows[index].start]:
            return None
        if row.form == "title" and len(row.canonical) > len(rows[index].canonical):
            return earlier
    return None
