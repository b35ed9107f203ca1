"""Calendar facts: partly stated dates and the days they cover, feasts, seasons and five-year plans."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Part = Literal["", "start", "middle", "end", "first_ten", "second_ten", "third_ten", "first_twenty", "last_twenty"]


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as far as it is stated. What is None is unstated, coarser or finer.

    `shift` counts years from the document's own (今年 0, 明年 1); `half` and `quarter` count from 1; `part` is a
    stretch of the smallest stated unit; `issue` marks 即日 and 印发之日; `masked` a year written as XX; `years`
    is the length of a five-year plan that starts in `year`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    quarter: int | None = None
    part: Part = ""
    shift: int | None = None
    issue: bool = False
    masked: bool = False
    years: int = 1

    @property
    def loose(self) -> bool:
        """Whether only a day of the month is stated, which means nothing on its own."""
        return self.day is not None and self.month is None and not self.issue

    @property
    def whole_year(self) -> bool:
        """Whether nothing finer than a year is stated."""
        return self.month is None and self.day is None and self.half is None and self.quarter is None and not self.part


def days(point: Partial) -> tuple[date, date]:
    """The first and the last day of `point`, whose year must be stated. ValueError if there is no such day."""
    if point.year is None:
        raise ValueError("no year")
    if point.month is None:
        return _in_year(point)
    if point.day is not None:
        only = date(point.year, point.month, point.day)
        return only, only
    return _in_month(point.year, point.month, point.part)


def _in_month(year: int, month: int, part: Part) -> tuple[date, date]:
    last = date(year, month, 1).replace(day=monthrange(year, month)[1])
    first_day, last_day = {
        "": (1, last.day), "end": (21, last.day), "start": (1, 10), "middle": (11, 20),
        "first_ten": (1, 10), "second_ten": (11, 20), "third_ten": (21, last.day),
        "first_twenty": (1, 20), "last_twenty": (11, last.day),
    }[part]  # fmt: skip
    return date(year, month, first_day), date(year, month, last_day)


def _in_year(point: Partial) -> tuple[date, date]:
    year = point.year or 0
    if point.quarter:
        months = (point.quarter * 3 - 2, point.quarter * 3)
    elif point.half:
        months = (point.half * 6 - 5, point.half * 6)
    else:
        months = {"start": (1, 1), "middle": (6, 6), "end": (12, 12)}.get(point.part, (1, 12))
    last_year = year + point.years - 1
    return date(year, months[0], 1), date(last_year, months[1], monthrange(last_year, months[1])[1])


def five_year_plan(numeral: int) -> Partial:
    """The years of the `numeral`-th five-year plan (the 14th: 2021 to 2025).

    Source: the sixth plan covered 1981 to 1985; all later ones follow without a gap.
    """
    return Partial(year=1981 + 5 * (numeral - 6), years=5)


# First days of the lunar feasts by year: 春节, 端午, 中秋 as (month, day). 元宵 is the fifteenth day of the lunar year.
# Source: the State Council's yearly notices on public holidays to 2026, computed lunar calendar after.
_LUNAR = {
    2019: ((2, 5), (6, 7), (9, 13)), 2020: ((1, 25), (6, 25), (10, 1)), 2021: ((2, 12), (6, 14), (9, 21)),
    2022: ((2, 1), (6, 3), (9, 10)), 2023: ((1, 22), (6, 22), (9, 29)), 2024: ((2, 10), (6, 10), (9, 17)),
    2025: ((1, 29), (5, 31), (10, 6)), 2026: ((2, 17), (6, 19), (9, 25)), 2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)), 2029: ((2, 13), (6, 16), (9, 22)), 2030: ((2, 3), (6, 5), (9, 12)),
}  # fmt: skip
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1)}
_MOVING = {"春节": 0, "元宵": 0, "端午": 1, "中秋": 2}
# The months of campaigns that are held nationwide every year. Source: Work Safety Law propaganda month (June, since
# 2002); Fire Protection Law art. 6 practice: fire-safety month in November.
CAMPAIGNS = {"安全生产月": 6, "消防宣传月": 11, "消防安全月": 11}
# Seasons begin and end by order of each region or river basin: named, never dated.
SEASONS = ("主汛期", "汛期", "雨季", "防火期", "采暖期", "供暖期", "迎峰度夏", "迎峰度冬", "今冬明春", "冬春季", "夏季", "冬季", "春季", "秋季", "暑期", "寒假", "暑假")  # fmt: skip
FEASTS = ("元旦", "春节", "元宵", "清明", "五一", "劳动节", "端午", "中秋", "国庆")


def feast(name: str, year: int) -> date | None:
    """The first day of the feast `name` in `year`; None where the table does not reach or the day is not fixed."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "清明":
        # Valid for 2000 to 2099 (term formula of the twenty-first century).
        return date(year, 4, int((year % 100) * 0.2422 + 4.81) - (year % 100) // 4)
    if name not in _MOVING or year not in _LUNAR:
        return None
    first = date(year, *_LUNAR[year][_MOVING[name]])
    return first + timedelta(days=14) if name == "元宵" else first
