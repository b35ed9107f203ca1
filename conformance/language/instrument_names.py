"""Names of laws and standards, inside which words say nothing about what the plan lays down."""

from __future__ import annotations

import re

_INSTRUMENT = re.compile(
    r"《[^《》\n]{2,60}(?:法|条例|办法|规定|规范|规程|标准|导则|通则|准则|通知|意见|决定|目录|指南|要求)(?:\([^()]{1,30}\))?》"
    r"|(?<=\d)《[^《》\n]{2,60}》|《[^《》\n]{2,60}》(?=\(?[A-Z]{2,4}[/ \d])"
)
# A paper that the plan says it lays down is its own, whatever it is called: 制定《动火作业管理规定》《事故管理办法》.
_OWN = re.compile(
    r"(?:制[定订]|建立|健全|完善|编制|修订)了?(?:《(?!中华人民共和国)[^《》\n]{2,60}(?<![^办]法)(?<!条例)》(?!\(?[A-Z]{2,4}[/ \d])[、,和及与]?)+"
)


def instrument_names(text: str) -> dict[int, int]:
    """For each character of a reading text that stands in an instrument's name the number of that name. The names of the
    plan's own papers do not count."""
    own = {at for m in _OWN.finditer(text) for at in range(*m.span())}
    found = (m.span() for m in _INSTRUMENT.finditer(text) if m.start() not in own)
    return {at: number for number, (start, end) in enumerate(found) for at in range(start, end)}
