"""Figures of a document with what they are about: 隐患整改率达到100%, 专职安全员不少于2名."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from conformance.facts.quantities import ALL_OF
from conformance.kinds.timetables.likeness import core
from conformance.model.document import Span
from conformance.model.facts import Facts, Quantity

_CLAUSE = re.compile(r"[^,。;:!?\n()]+")
_FRAME = re.compile(
    r"力争|实现|确保|保持|保证|努力|基本|总体|每年度?|年度|全年|分别|控制在|应当?|必须|要(?!求)|本(?:单位|公司|厂)|我(?:单位|公司|厂)|全(?:厂|公司|园|街道|镇|区|县|市)|辖区内?|园区|全员|全体"
)
_REACHING = re.compile(r"(?:均|都|全部)?(?:达到?|为|到|有|按|占|不)*$")
_LIST = re.compile(r"[、和及与]|以及")
_RATE = re.compile(r"(?:率|比例|比重|覆盖面|面)$")
# What tells one figure from a like one: new and all employees, major and ordinary hazards.
_QUALIFIERS = re.compile(
    r"新|重大|一般|较大|特种|专职|兼职|规模|外来|主要|一线|管理|负责|首|再|初|复|班组|车间|半|季|月|不|未|无"
)
_TOLD = re.compile(r"去年|上年|上一年|同期|已|目前|截至|近年|曾|仅为?|不足")
_PROVIDED = re.compile(r"配备|配置|设置|聘请|确定|安排|培养|组建")
_BAD = re.compile(r"事故|死亡|伤亡|受伤|重伤|轻伤|超标|违章|违规|损失|下降|减少|降低|压减|增长|上升|排放")
UNITS = ("%", "‰", "学时", "名", "人")
_ALIKE = 90
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the words of its clause that say what it is of; `at_least` None where nobody can tell whether more is
    better."""

    value: float
    unit: str
    subject: str
    at_least: bool | None
    span: Span

    def reaches(self, value: float, at_least: bool) -> bool:
        """Whether it keeps a demand for at least (or at most) `value`."""
        return self.value >= value if at_least else self.value <= value


def figures(facts: Facts) -> Iterator[Figure]:
    """The figures of `facts` in text order; one for each rate where several share a number (培训率、持证率100%)."""
    text, flow = facts.document.flow.text, facts.document.flow
    stated = [(flow.position(q.start), flow.position(q.end - 1) + 1, q) for q in facts.quantities if q.unit in UNITS]
    times = [(flow.position(d.start), flow.position(d.end - 1) + 1) for d in facts.deadlines if d.kind != "vague"]
    timeless = _without(text, times)
    for index, (start, end, quantity) in enumerate(stated):
        low = max(_clause(text, start)[0], stated[index - 1][1] if index else 0)
        high = min(_clause(text, start)[1], stated[index + 1][0] if index + 1 < len(stated) else len(text))
        if _TOLD.search(text, low, high) or text.startswith("的", end):
            continue
        for subject in _subjects(timeless[low:start], timeless[end:high], quantity.unit):
            yield Figure(quantity.value, quantity.unit, subject, _direction(quantity, subject), Span(quantity.start, quantity.end))  # fmt: skip


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with blanks for what stands in `spans`."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], " " * (end - max(at, start))]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def of_all(facts: Facts, span: Span) -> bool:
    """Whether words between say all of it, which is a hundred per cent: 全部, 百分之百."""
    flow = facts.document.flow
    return bool(ALL_OF.search(flow.text, flow.position(span.start), flow.position(span.end - 1) + 1))


def alike(subject: str, other: str) -> bool:
    """Whether two figures are about the same, in so many words."""
    if sorted(_QUALIFIERS.findall(subject)) != sorted(_QUALIFIERS.findall(other)):
        return False
    return fuzz.ratio(_bare(subject), _bare(other)) >= _ALIKE


def _bare(subject: str) -> str:
    return core(_FRAME.sub("", subject))


def _clause(text: str, at: int) -> tuple[int, int]:
    """The clause around `at`, up to the next comma or full stop on either side."""
    low = max(text.rfind(c, max(0, at - _LONGEST), at) for c in ",。;:!?\n()") + 1
    found = _CLAUSE.match(text, at, at + _LONGEST)
    return max(low, at - _LONGEST), found.end() if found else at


def _subjects(before: str, after: str, unit: str) -> Iterator[str]:
    """What the number is of: the rates before it, else the words on both sides."""
    before, after = (_FRAME.sub("", words.replace(" ", "")) for words in (before, after))
    before = _REACHING.sub("", before).strip("、和及")
    if unit == "%" and _RATE.search(before):
        pieces = [p for p in _LIST.split(before) if p]
        yield from pieces if all(map(_RATE.search, pieces)) else [before]
    elif len(core(before + after)) > 2:
        yield before + after


def _direction(quantity: Quantity, subject: str) -> bool | None:
    if quantity.comparator == "≤":
        return False
    if quantity.unit not in ("%", "‰", "学时"):
        return True if quantity.comparator == "≥" and _PROVIDED.search(subject) else None
    if quantity.comparator in ("≥", ">"):
        return True
    return True if quantity.comparator == "=" and quantity.unit != "‰" and not _BAD.search(subject) else None
