"""Measures in clause rules: `≥10%`, `=100%`, `≤2024-12-31`, `≥1/P3M`, `≥24学时` stand for what the text says in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from conformance.facts.quantities import ALL_OF
from conformance.messages import Message
from conformance.model.document import Span
from conformance.model.facts import Deadline, Facts, Quantity
from conformance.model.rules import Hit

Comparator = Literal["≥", "≤", "="]

_MEASURE = re.compile(
    r"(?P<how>[≥≤=])(?:(?P<day>\d{4}-\d{2}-\d{2})|(?P<count>\d+)/(?P<period>P\d+[DWMY])|(?P<number>\d+(?:\.\d+)?)(?P<unit>\S*))"
)
_PERIOD = re.compile(r"(\d+)/P(\d+)([DWMY])")
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.4375, "Y": 365.25}
_PERIODS = {"D": ("日", "day(s)"), "W": ("周", "week(s)"), "M": ("个月", "month(s)"), "Y": ("年", "year(s)")}
_SPANS = {"P3M": "每季度", "P6M": "每半年"}
_DAY_SAID = {"≤": ("{}及以前", "by {}"), "≥": ("{}及以后", "from {}"), "=": ("{}", "{}")}
_OFTEN_SAID = {
    "≥": ("{}至少{}次", "at least {} in {}"),
    "≤": ("{}至多{}次", "at most {} in {}"),
    "=": ("{}{}次", "{} in {}"),
}
_AMOUNT_SAID = {"≥": ("不少于{}", "at least {}"), "≤": ("不超过{}", "at most {}"), "=": ("{}", "{}")}
_DATED = ("deadline", "window", "stage", "effective_from")


@dataclass(frozen=True, slots=True)
class Measure:
    """A comparison: of a quantity with its unit, of a day (ISO) or of how often a year something is done."""

    how: Comparator
    number: float = 0.0
    unit: str = ""
    day: str = ""
    yearly: float = 0.0


def is_measure(written: str) -> bool:
    """Whether an item of a rule is a measure rather than a term."""
    return written[:1] in ("≥", "≤", "=")


@lru_cache(maxsize=1024)
def measure(written: str) -> Measure:
    """The measure written so. ValueError where it cannot be read."""
    found = _MEASURE.fullmatch(written.replace(" ", ""))
    if not found:
        raise ValueError(f"measure: {written}")
    how: Comparator = found["how"]  # type: ignore[assignment]
    if found["day"]:
        return Measure(how, day=found["day"])
    if found["period"]:
        return Measure(how, yearly=_yearly(written[1:].replace(" ", "")) or 0.0)
    return Measure(how, float(found["number"]), found["unit"])


def in_words(written: str) -> Message:
    """The measure as a person would say it: 每3个月至少1次 for `≥1/P3M`."""
    found = _MEASURE.fullmatch(written.replace(" ", ""))
    if not found:
        raise ValueError(f"measure: {written}")
    how = found["how"]
    if found["day"]:
        year, month, day = map(int, found["day"].split("-"))
        zh, en = _DAY_SAID[how]
        return Message("measure", zh.format(f"{year}年{month}月{day}日"), en.format(found["day"]))
    if found["period"]:
        zh, en = _OFTEN_SAID[how]
        (zh_unit, en_unit), many = _PERIODS[found["period"][-1]], found["period"][1:-1]
        plain = f"每{zh_unit.removeprefix('个')}" if many == "1" else f"每{many}{zh_unit}"
        every = _SPANS.get(found["period"], plain)
        return Message("measure", zh.format(every, found["count"]), en.format(found["count"], f"{many} {en_unit}"))
    zh, en = _AMOUNT_SAID[how]
    amount = f"{found['number']}{found['unit']}"
    return Message("measure", zh.format(amount), en.format(amount))


def _yearly(value: str | None) -> float | None:
    """How often a year a frequency such as `1/P6M` is."""
    found = _PERIOD.fullmatch(value or "")
    return int(found[1]) * 365.25 / (int(found[2]) * _DAYS[found[3]]) if found else None


def occurrences(written: str, facts: Facts) -> Iterator[Hit]:
    """Where the document states what the measure asks for, in text order."""
    wanted = measure(written)
    rows: list[Span] = []
    if wanted.day or wanted.yearly:
        rows = [Span(d.start, d.end) for d in facts.deadlines if _timely(d, wanted)]
    else:
        rows = [Span(q.start, q.end) for q in facts.quantities if _enough(q, wanted)]
        if wanted.unit == "%" and wanted.how != "≤":
            rows = sorted({*rows, *(_spans_of_all(facts))})
    flow = facts.document.flow
    for span in rows:
        at = flow.position(span.start)
        yield Hit(at, flow.position(span.end - 1) + 1)


def _spans_of_all(facts: Facts) -> Iterator[Span]:
    """Words that mean a hundred per cent: 全部, 百分之百, 均应."""
    return (Span(*facts.document.flow.source(*m.span())) for m in ALL_OF.finditer(facts.document.flow.text))


def _enough(stated: Quantity, wanted: Measure) -> bool:
    """Whether a stated quantity is what is wanted; 不低于10% and 10% both are at least 10 %."""
    if stated.unit != wanted.unit:
        return False
    if wanted.how == "≥":
        return stated.value >= wanted.number and stated.comparator not in ("<", "≤")
    if wanted.how == "≤":
        return stated.value <= wanted.number and stated.comparator not in (">", "≥")
    return stated.value == wanted.number


def short(written: str, facts: Facts) -> Iterator[Span]:
    """The numbers, frequencies or days of the sort the measure asks for that do not reach it, in text order."""
    wanted = measure(written)
    if wanted.yearly:
        rows = [d for d in facts.deadlines if d.kind == "frequency" and _yearly(d.value) and not _timely(d, wanted)]
    elif wanted.day:
        rows = [d for d in facts.deadlines if d.kind in _DATED and d.value and not _timely(d, wanted)]
    else:
        yield from (Span(q.start, q.end) for q in facts.quantities if q.unit == wanted.unit and not _enough(q, wanted))
        return
    yield from (Span(d.start, d.end) for d in rows)


def _timely(stated: Deadline, wanted: Measure) -> bool:
    """Whether a time limit keeps the day, or a frequency the rate, that is wanted; 自…起施行 counts as done then."""
    if wanted.yearly:
        rate = _yearly(stated.value) if stated.kind == "frequency" else None
        return rate is not None and (
            rate >= wanted.yearly * 0.99 if wanted.how == "≥" else rate <= wanted.yearly * 1.01
        )
    if stated.kind not in _DATED or not stated.value:
        return False
    start, _, end = stated.value.partition("/")
    day = (end or start)[:10]
    return day <= wanted.day if wanted.how == "≤" else day >= wanted.day if wanted.how == "≥" else day == wanted.day
