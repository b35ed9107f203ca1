"""Duties that lie in other hands: 由房东负责维修, 由总包组织论证,我部配合, 总包已立公示牌,我部不再另立.

What landlords, lessors and clients do is none of the enterprise's own doing. A main contractor may be the enterprise itself:
it is another's hand only where the sentence sets one's own against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = re.compile("由|不再另")
_CLAUSE = re.compile(r"[^,:;。]+")
_OTHERS, _CONTRACTOR = r"租赁方|出租方|出租单位|房东|业主|甲方", r"总包|总承包"
_BY = r"由[^,:;。由]{{0,6}}(?:{})[^,:;。]{{0,6}}?(?:负责|承担|牵头|组织|统一|办理?|管)"
_BY_OTHERS = re.compile(_BY.format(_OTHERS))
_BY_CONTRACTOR = re.compile(_BY.format(_CONTRACTOR))
_THEIRS = re.compile(rf"[^\u4e00-\u9fff]*(?:{_OTHERS}|{_CONTRACTOR}|总部|集团|物业|街道|园区)(?!要求|规定)")
_OWN = re.compile(r"[我本](?:部|司|项目|公司|单位|队|厂|店)|我们")
# What the clause after it answers: 隐患怎么报,由总包牵头.
_ASKS = re.compile("怎么|如何")
_NO_OTHER = re.compile(r"不再另")


def in_other_hands(sentence: str) -> Iterator[tuple[int, int]]:
    """The ranges of `sentence` (reading text) that others see to."""
    if not _SIGNS.search(sentence):
        return
    own = _OWN.search(sentence)
    before: tuple[int, int] | None = None
    for start, end in (m.span() for m in _CLAUSE.finditer(sentence)):
        if _BY_OTHERS.search(sentence, start, end) or (own and _BY_CONTRACTOR.search(sentence, start, end)):
            yield start, end
            if before and _ASKS.search(sentence, *before):
                yield before
        if before and _NO_OTHER.search(sentence, start, end) and _THEIRS.match(sentence, *before):
            yield before
        before = start, end
