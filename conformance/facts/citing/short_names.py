"""Short names a document gives (以下简称《意见》) and their later use, and orders called by their number alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from conformance.facts.citing.found import Found

_DEFINES = re.compile(r"(?:以下)?(?:统一|均|统)?(?:简称|统称|称)(?:为|作|:)?[\"']?$")
_REACH = 80
_SORT = re.compile(
    r"(?:该|本|实施|暂行|管理|工作|行动|指导|若干|补充|总体|处置)?"
    r"(?:意见|办法|规定|条例|通知|方案|规范|标准|规程|导则|细则|决定|预案|计划|纲要|指南|指引|准则|要点|措施)"
)


def definitions(text: str, rows: Sequence[Found]) -> dict[int, int]:
    """For each title that is a short name, the index of the row it stands for.

    `rows` are in text order. An order without a body (37号令) stands for the one order of that number the text names. A
    definition names the nearest full title before it in the same sentence; later titles
    with the same words stand for the same row. Short names defined twice mean the latest definition.
    """
    meant: dict[str, int] = {}
    pointing = _orders(rows)
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


def _orders(rows: Sequence[Found]) -> dict[int, int]:
    """For each order without a body the first row with the name and number it must mean; none where it may be several."""
    named: dict[str, dict[str, int]] = {}
    for index, row in enumerate(rows):
        body, _, number = row.canonical.rpartition("令第")
        if row.form == "number" and body:
            named.setdefault(number, {}).setdefault(body, index)
    meant = (
        (index, named.get(row.canonical.partition("令第")[2], {})) for index, row in enumerate(rows) if row.code == "令"
    )
    return {index: next(iter(bodies.values())) for index, bodies in meant if len(bodies) == 1}


def _full(text: str, rows: Sequence[Found], index: int) -> int | None:
    """The row a short name defined at `index` stands for: the nearest longer title, else the nearest number."""
    number = None
    for earlier in range(index - 1, -1, -1):
        row = rows[earlier]
        if rows[index].start - row.end > _REACH or "。" in text[row.end : rows[index].start]:
            break
        if row.form == "title" and len(row.canonical) > len(rows[index].canonical):
            return earlier
        if row.form != "title" and number is None:
            number = earlier
    return number


def unintroduced(rows: Sequence[Found], pointing: Mapping[int, int], own: str) -> frozenset[int]:
    """The titles that are just a sort of document (《意见》, 《实施方案》), were given to nothing and end no longer title of the
    text, nor its `own`."""
    longer = {row.canonical for row in rows if row.form == "title"} | {own}
    plain = [
        (i, r.canonical)
        for i, r in enumerate(rows)
        if r.form == "title" and i not in pointing and _SORT.fullmatch(r.canonical)
    ]
    return frozenset(i for i, name in plain if not any(t.endswith(name) and t != name for t in longer))
