"""Whether a date tells of what has been (a report) or of what is to come (a limit)."""

from __future__ import annotations

import re
from datetime import date

from conformance.facts.timing.almanac import Partial, days
from conformance.facts.timing.groups import Group
from conformance.facts.timing.years import Years

# What tells of the past. 发生 and 事故 do not where they are denied: 到年底不发生事故 is an aim.
_REPORTED = re.compile(
    r"[,)]?[^,。;\n自从]{0,10}?(?:(?<![不未无再止免绝零可能])发生(?!变)|以来|事故(?!隐患|应急|预防|调查|警示|案例|为零|起数|率|发生率|死亡|总量|指标|控制)|"
    r"同比|同期|已经?|共有|冬奥)"
)
_DONE = re.compile(r"[,)]?[^,。;\n自从]{0,10}?(?:印发|发布|公布|颁布|下发|成立|审议通过|召开)")
_COMPARED = re.compile(r"(?:近|同|比|较|去|原)\Z")
_AS_OF = re.compile(r"(?:截至|截止)\Z")
_LEVEL = re.compile(r"的?(?:同期|水平|标准|排放|平均|总量|数量)")
_REACHED = re.compile(
    r"(?:到|至|定于|截止(?:时间|日期)?[到为是:]?|截至|(?:完成|整改|办结|治理|竣工|交付|验收|截止|报送|提交)(?:时间|日期)(?:要求)?[为是]?:?|(?:时限|期限|节点)(?:要求)?[为是]?:?|"
    r"不得?(?:晚于|迟于|超过)|最迟(?:于|在)?)\Z"
)


class Tense:
    """Tells reports from limits by the words around a date and by the issue date."""

    def __init__(self, text: str, years: Years) -> None:
        self._text = text
        self._years = years

    def past(self, group: Group) -> bool:
        """Whether the words around speak of what has been."""
        last = group.points[-1]
        before = self._text[max(0, group.start - 2) : group.start]
        if (last.shift or 0) < 0 or _COMPARED.search(before):
            return True
        if self.begun(group) is False:
            return False
        if _REPORTED.match(self._text, group.end):
            return True
        passed = self.passed(group)
        if passed is not False and (_AS_OF.search(before) or _DONE.match(self._text, group.end)):
            return True
        return self._stale(group) and not self.reaches(group)

    def reaches(self, group: Group) -> bool:
        """Whether a word before it makes it the time something must be done by (到2025年)."""
        if _LEVEL.match(self._text, group.end):
            return False
        return bool(_REACHED.search(self._text[max(0, group.start - 10) : group.start]))

    def passed(self, group: Group) -> bool | None:
        """Whether its last day lies before the issue date; None where one of them is unknown."""
        last = _edge(self._years.fill(group.points[-1], group.start)[0], 1)
        issued = self._years.issue.day
        return None if issued is None or last is None else last < issued

    def begun(self, group: Group) -> bool | None:
        """Whether its first day is not after the issue date; None where one of them is unknown."""
        first = _edge(self._years.fill(group.points[0], group.start)[0], 0)
        issued = self._years.issue.day
        return None if issued is None or first is None else first <= issued

    def _stale(self, group: Group) -> bool:
        """Whether it states a year before that of the issue date (of ranges only one of whole years)."""
        last, issued = group.points[-1], self._years.issue.day
        if issued is None or last.year is None or (group.join == "range" and not last.whole_year):
            return False
        return last.year + last.years - 1 < issued.year


def _edge(point: Partial, which: int) -> date | None:
    try:
        return days(point)[which]
    except ValueError:
        return None
