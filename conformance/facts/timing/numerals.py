"""Numbers and spans of time as they are written, and their ISO 8601 form."""

from __future__ import annotations

from conformance.text import number

HAN = "一二两三四五六七八九十"
COUNT = rf"(?:\d{{1,3}}|[{HAN}百]{{1,4}})"
_UNITS = {
    "年": "P{}Y", "周年": "P{}Y", "年度": "P{}Y", "学年": "P{}Y", "月": "P{}M", "月度": "P{}M", "周": "P{}W", "星期": "P{}W",
    "天": "P{}D", "日": "P{}D", "昼夜": "P{}D", "工作日": "P{}D", "自然日": "P{}D", "日历日": "P{}D", "日历天": "P{}D", "自然天": "P{}D",
    "小时": "PT{}H", "h": "PT{}H", "H": "PT{}H", "分钟": "PT{}M", "秒": "PT{}S", "秒钟": "PT{}S",
}  # fmt: skip
_HALVES = {"年": "P6M", "月": "P15D", "天": "PT12H", "日": "PT12H", "小时": "PT30M"}
_MULTIPLES = {"季度": (3, "P{}M"), "季": (3, "P{}M"), "旬": (10, "P{}D")}


def count(numeral: str | None) -> int | None:
    """The value of a count; one where nothing is written, None where it is no number."""
    return 1 if not numeral else number(numeral)


def length(numeral: str | None, unit: str) -> str | None:
    """The ISO 8601 length of `numeral` `unit`s (半年 is six months); None for units without length (班, 学期)."""
    if numeral == "半":
        return _HALVES.get(unit)
    value = count(numeral)
    factor, pattern = _MULTIPLES.get(unit, (1, _UNITS.get(unit, "")))
    return pattern.format(value * factor) if pattern and value else None
