"""Stages of a programme: a name beside a date, inside a section about the timetable or with 阶段 in the name."""

from __future__ import annotations

import re
from bisect import bisect_right

_HEADS = re.compile(
    r"^(?P<number>\(?[一二三四五六七八九十]{1,3}[、)]|\d{1,2}[.、])?[^\n。]{0,12}?"
    r"(?:时间安排|时间步骤|(?:实施|工作|方法|行动|推进|活动|整治)步骤|步骤(?:安排|方法)|(?:阶段|进度|步骤)(?:安排|划分|计划)|(?:实施|工作|行动|整治|推进)阶段|时间进度|工作安排|活动安排|时间节点|分[为成]?[两二三四五六2-6]个?(?:阶段|步骤))",
    re.MULTILINE,
)
_TOP = re.compile(r"^[一二三四五六七八九十]{1,3}、", re.MULTILINE)
_NUMBERING = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}(?:\.\d)*[.、)]?|第[一二三四五六1-6](?:个?阶段|步骤?)[:,、-]?|[一二三四五六]是)*"
)
_AFTER = re.compile(r"\)?(?:底?前)?,?(?:为|是|作为|属于?|进入)(?P<name>[^,。;:\n()]{1,16}阶段)")
_ORDINAL = re.compile(
    r"(?P<ordinal>第[一二三四五六1-6](?:个?阶段|步骤?))(?:[(:、-]?(?P<name>[^()\n。;:,]{2,20})\)?)?[:,]?\(?(?:时间)?[:为是]?[从自]?\Z"
)
_LABEL = re.compile(r"(?:^|[\n。;,:)、.])(?P<name>[^\n。;,:()、.]{1,20}阶段)[\",]?[:,(]{0,2}(?:时间)?[:为是]?[从自]?\Z")
_BRACKET = re.compile(r"(?P<name>[^\n。;,:()]{2,24})\((?:时间)?:?[从自]?\Z")
_LINE_START = re.compile(r"(?P<name>[^\n。;,]{2,28}阶段[^\n。;,]{0,4})\n\(?(?:\d[.、])?(?:时间(?:安排)?)?:?[从自]?\Z")
_COLON = re.compile(r":(?P<name>[^,。;:\n()]{2,16})")
_FOLLOWING = re.compile(r"(?:\)[:,。]?|,)(?:为|是)?(?P<name>[^,。;:\n()]{2,16})")
_USUAL = re.compile(
    r"(?:动员|宣传|部署|启动|自查|排查|整治|攻坚|实施|推进|推动|督查|整改|巩固|提升|总结|验收|评估)[^,]{0,6}\Z"
)
_LOOK_BACK = 48


class Stages:
    """Where a text speaks of its timetable, and the name of the stage a date belongs to."""

    def __init__(self, text: str) -> None:
        self._text = text
        tops = [m.start() for m in _TOP.finditer(text)]
        self._starts: list[int] = []
        self._ends: list[int] = []
        for match in _HEADS.finditer(text):
            after = bisect_right(tops, match.start())
            self._starts.append(match.start())
            self._ends.append(tops[after] if after < len(tops) else len(text))

    def inside(self, offset: int) -> bool:
        """Whether `offset` lies in a section about the timetable."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]

    def name(self, start: int, end: int) -> str | None:
        """The name of the stage the date [start, end) is the time of; None where it is no stage's."""
        if match := _AFTER.match(self._text, end):
            return match["name"]
        before = self._text[max(0, start - _LOOK_BACK) : start]
        for sign, pattern in (("阶段", _LINE_START), ("第", _ORDINAL), ("阶段", _LABEL)):
            if sign in before and (match := pattern.search(before)):
                return _bare(match["name"] or self._following(end) or match["ordinal"])
        opens = before[-1:] in ("", "\n", "。", ";")
        if opens and self.inside(start) and (match := _COLON.match(self._text, end)):
            return match["name"]
        match = _BRACKET.search(before) if "(" in before else None
        if (
            match
            and (self.inside(start) or _USUAL.search(match["name"]))
            and self._opens_block(start - (len(before) - match.start()))
        ):
            return _bare(match["name"])
        return None

    def _following(self, end: int) -> str | None:
        match = _FOLLOWING.match(self._text, end)
        return match["name"] if match else None

    def _opens_block(self, start: int) -> bool:
        """Whether only an item's number stands between the beginning of the line and `start`."""
        line = self._text.rfind("\n", 0, start + 1) + 1
        head = self._text[line : start + 24]
        number = _NUMBERING.match(head)
        return start - line <= (number.end() if number else 0) + 1


def _bare(name: str) -> str:
    name = name.removeprefix("为").removeprefix("是")
    return name[m.end() :] if (m := _NUMBERING.match(name)) and m.end() < len(name) else name
