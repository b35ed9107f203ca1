"""Citations a text itself says are no longer in force (同时废止, 代替GB …, 原《…》, 已被…代替), or cites with their
amendments (主席令第七十号公布,2021年第八十八号修正)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conformance.facts.citing.found import Found

_ENDS = re.compile(
    r"[ \n\")]{0,3}(?:\((?:现?已|均已)?(?:被[^()]{0,40})?(?:废止|失效|代替|取代)[^()]{0,20}\)"
    r"|,?(?:(?:自|于|从)[^。;,!?\n]{0,16}?[起日])?(?:同时|予以|即行|已经?|现已?|均已?|全部|相应|一并|也|,)*(?:废止|失效)"
    r"|(?:现?已经?|均已)(?:作出?了?|重新)?(?:修订|修正|修改)(?!为|成|完善)"
    r"|(?:现?已|均已)?(?:被|由)[^。;\n]{0,60}?(?:代替|替代|取代|废止))"
)
_AMENDED = re.compile(
    r"(?:公布|发布|颁布|施行)?[,、;](?=[^()。\n]{0,16}\d|[^()。\n]{0,16}第)[^()。\n]{0,100}(?:修正|修订|修改)(?=[^()。\n]{0,100}\))"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_BEGINS = re.compile(r"(?:代替|替代|取代|废止|前身为|前身是|(?<![\u4e00-\u9fff])原|[(,、;。]原)[了的 :\"]{0,2}$")
_LISTED = re.compile(r"[ \n()、,和及与以同时并等公布发布修正修订的\"]{0,12}")


def ended(text: str, rows: Sequence[Found]) -> frozenset[int]:
    """The rows (in text order) the text calls repealed or replaced: what cites them so cites them rightly."""
    said: set[int] = set()
    for index in range(len(rows) - 1, -1, -1):
        if _ENDS.match(text, rows[index].end) or (index + 1 in said and _in_list(text, rows, index)):
            said.add(index)
    begun: set[int] = set()
    for index, row in enumerate(rows):
        if _BEGINS.search(text, max(0, row.start - 6), row.start) or (
            index - 1 in begun and _in_list(text, rows, index - 1)
        ):
            begun.add(index)
    return frozenset(said | begun)


def amended(text: str, rows: Sequence[Found]) -> dict[int, int | None]:
    """The numbers cited with later amendments in the same bracket, by index, each with the last year named there (None:
    only numbers): such a citation means the instrument as amended, not as first published."""
    said: dict[int, int | None] = {}
    for index, row in enumerate(rows):
        if row.form == "number" and (found := _AMENDED.match(text, row.end)):
            years = [int(y) for y in _YEAR.findall(found.group())]
            said[index] = max(years, default=None)
    return said


def _in_list(text: str, rows: Sequence[Found], index: int) -> bool:
    """Whether nothing but the signs of a list lies between the row and the next (or the next lies inside it)."""
    start, end = rows[index].end, rows[index + 1].start
    return end < start or bool(end - start <= 12 and _LISTED.fullmatch(text, start, end))
