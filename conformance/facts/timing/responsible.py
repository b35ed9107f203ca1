"""Who answers for a limit's task: in brackets or a line of its own (责任单位:设备科), or in the sentence (由设备科负责)."""

from __future__ import annotations

import re
from bisect import bisect_left

_LABELLED = re.compile(
    r"(?:责任|牵头|主办|承办|主责|负责|实施|落实|整改)(?:单位|部门|科室|处室|人员?|领导)(?:及责任人)?[:为是](?P<who>[^;。()\n:]{2,40}?)(?=[;。()\n]|$|,(?:\d|完成|时限|时间|期限|配合|[^,]{0,6}(?:单位|部门|人|领导|时限|时间)[:为]))"
)
_ACTS = re.compile(r"由(?P<who>[^,。;:\n、()由]{2,16}?)(?:具体|统一|直接)?(?:负责|牵头|组织|主持|实施|完成)(?!人)")
_STOP = re.compile(r"[。;\n]")
_LINE = re.compile(r"\n")
_OPENING = re.compile(r"\(?(?:责任|牵头|主责|承办)")
_REACH = 200


class Responsibles:
    """The bodies and posts a reading text names as responsible, looked up by the place of a limit."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [m.start() for m in _LINE.finditer(text)]
        self._stops = [m.start() for m in _STOP.finditer(text)]
        self._labelled = [(m.start(), m["who"]) for m in _LABELLED.finditer(text)]
        self._acting = [(m.start(), m["who"]) for m in _ACTS.finditer(text)]

    def of(self, start: int, end: int) -> str | None:
        """The one named for the limit [start, end): in its sentence or the brackets after it, or in the line below."""
        line, line_end = _around(self._lines, start, len(self._text))
        if who := _first(self._labelled, max(line, start - _REACH), min(line_end, end + _REACH)):
            return who.strip("、, ")
        below = line_end + 1
        if _OPENING.match(self._text, below) and (who := _first(self._labelled, below, below + _REACH // 4)):
            return who.strip("、, ")
        return _first(self._acting, *_around(self._stops, start, len(self._text)))


def _around(marks: list[int], at: int, length: int) -> tuple[int, int]:
    """The stretch between the marks around `at`."""
    index = bisect_left(marks, at)
    return (marks[index - 1] + 1 if index else 0), (marks[index] if index < len(marks) else length)


def _first(found: list[tuple[int, str]], low: int, high: int) -> str | None:
    index = bisect_left(found, (low, ""))
    return found[index][1] if index < len(found) and found[index][0] < high else None
