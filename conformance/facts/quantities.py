"""Quantities: numbers with their units, as shares, counts, amounts and lengths of work, and how they are bounded.

Time limits are not here (see deadlines), nor numbers of clauses, documents, grades and telephones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod

from conformance.model.document import Document
from conformance.model.facts import Quantity
from conformance.text import number

_HAN_NUMBER = r"[零一二两三四五六七八九十百千万]+"
_VALUE = rf"\d+(?:,\d{{3}})*(?:\.\d+)?|{_HAN_NUMBER}"
_TIMES = "(?:百万|千万|十万|万|亿|千|百)"
_MANY = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_UNITS = (
    "%|‰|学时|课时|个学时|人次|名|人|次|起|个百分点|万元|亿元|元|项|个(?!工作日|小时|月|自然日|学期|季度)|台|套|具|处|份|期|家|条|张|块|辆|米|公里|千米|毫米|厘米|平方米|立方米|吨|公斤|千克|升|"
    "分贝|伏|千伏|℃|mg/m3|倍|类|种|支|部|场|轮|户|车间"
)
# What it may begin with is asked first: so much may stand before the number that to try it at every character takes long.
_QUANTITY = re.compile(
    rf"(?=[\d零一二两三四五六七八九十百千万不至最起大小高低多少超控≥≤<>为达到有按占的约近])"
    rf"(?P<low>不(?:得|应|能|宜)?(?:少于|低于|小于)|至少(?:要|应)?|最少|起码|大于等于|≥|>=|不下于)?"
    rf"(?P<high>不(?:得|应|能|宜)?(?:多于|高于|大于|超过)|至多|最多|小于等于|≤|<=|控制在)?"
    rf"(?P<over>(?<!不)(?:大于|高于|超过|多于|>))?(?P<under>(?<!不)(?:小于|低于|少于|<))?"
    rf"(?:为|达到|达|到|有|按|占|的)?(?P<about>约|近)?"
    rf"(?:(?P<hundredths>百分之(?:{_HAN_NUMBER}|\d+(?:\.\d+)?))|(?P<value>{_VALUE})(?P<times>(?<=\d){_TIMES})?(?:余|多)?(?P<times_more>{_TIMES})?(?:[-~至到](?P<to>{_VALUE}){_TIMES}?)?(?P<unit>{_UNITS}))"
    rf"(?P<after>及?以上|及?以下|以内|之内|之上|左右)?"
)
# What looks like a number of things and is none: ordinals, grades, set phrases, clause numbers.
_PHRASES = re.compile(
    r"一(?:个|项|条|次性|家之言|起(?!重|火|事|一般|较大|死)|类|种|部|场|处|份|支|期工程)|两个(?!月)|十分|万一|千万|百倍|一张网"
)
_BEFORE = re.compile(r"[第之每统唯同\d.\-/A-Za-z]$")
_FRACTION = re.compile(rf"(?P<below>{_HAN_NUMBER})分之(?P<above>{_HAN_NUMBER})(?P<after>及?以上|及?以下)?")
# Words that mean all of something, a hundred per cent.
ALL_OF = re.compile(
    r"百分之百|百分百|全部|全覆盖|所有|一律|均(?=[应须要由已得能可有在按持取])|全员(?=参加|持证|培训|覆盖)|应.尽."
)


def quantities(document: Document) -> tuple[Quantity, ...]:
    """The quantities of `document`, in text order. `value` of a share is in per cent, the unit %."""
    text = document.flow.text
    found = sorted({*_counted(text), *_fractions(text)})
    rows = []
    for start, end, value, unit, comparator in found:
        low, high = document.flow.source(start, end)
        rows.append(Quantity(low, high, document.text[low:high], value, unit, comparator))
    return tuple(rows)


_Row = tuple[int, int, float, str, str]


def _counted(text: str) -> Iterator[_Row]:
    for match in _QUANTITY.finditer(text):
        start = _start(match)
        if _BEFORE.search(text, max(0, start - 1), start) or (
            _PHRASES.match(text, match.start("value")) and not _bounded(match)
        ):
            continue
        value, unit = _value(match)
        if value is not None:
            yield start, match.end(), value, unit, _comparator(match)


def _start(match: re.Match[str]) -> int:
    """The first bounding word, else the number itself: 达到 and 有 before it are no part of it."""
    for name in ("low", "high", "over", "under", "about", "hundredths", "value"):
        if match[name]:
            return match.start(name)
    return match.start()


def _bounded(match: re.Match[str]) -> bool:
    return bool(match["low"] or match["high"] or match["over"] or match["under"] or match["after"])


def _value(match: re.Match[str]) -> tuple[float | None, str]:
    """The value and its unit, sums of money in 元; of a range (3-5名) the lower one."""
    if match["hundredths"]:
        return _number(match["hundredths"].removeprefix("百分之")), "%"
    unit = match["unit"].removeprefix("个") or match["unit"]
    times = match["times"] or match["times_more"] or ""
    if unit in ("万元", "亿元"):
        times, unit = times + unit[0], "元"
    value = _number(match["value"])
    many = prod(_MANY[one] for one in times)
    return None if value is None else value * many, "学时" if unit == "课时" else unit


def _number(written: str) -> float | None:
    plain = written.replace(",", "")
    if re.fullmatch("[一二两三四五六七八九]{2}", plain):  # 两三名 are two or three
        plain = plain[0]
    try:
        return float(plain)
    except ValueError:
        value = number(plain)
        return None if value is None else float(value)


def _comparator(match: re.Match[str]) -> str:
    after = match["after"] or ""
    if match["low"] or "上" in after:
        return "≥"
    if match["high"] or "下" in after or "内" in after:
        return "≤"
    return ">" if match["over"] else "<" if match["under"] else "="


def _fractions(text: str) -> Iterator[_Row]:
    """三分之二以上 is at least 66.67 %."""
    for match in _FRACTION.finditer(text):
        below, above = number(match["below"]), number(match["above"])
        if match["below"] != "百" and below and above:
            after = match["after"] or ""
            comparator = "≥" if "上" in after else "≤" if "下" in after else "="
            yield match.start(), match.end(), round(100 * above / below, 2), "%", comparator
