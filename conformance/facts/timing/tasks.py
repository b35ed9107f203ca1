"""Which task a time limit belongs to: the words after it in its sentence, or those before where it is in brackets."""

from __future__ import annotations

import re

from conformance.facts.timing.found import CALENDAR, VAGUE, Phrase

_STOP = re.compile(r"[。;!?\n]")
_CLAUSE = re.compile(r"[^,。;:!?\n]+")
_ACTION = re.compile(
    "建立|建成|完善|制定|制订|修订|开展|组织|完成|实施|落实|召开|报送|上报|报告|提交|达到|安排|推进|推动|整改|治理|检查|排查|培训|演练|评审|评估|"
    "检测|检验|编制|印发|部署|消除|形成|实现|取得|配备|设置|公示|备案|更新|进行|监测|验收|总结|汇总|签订|发布|公布|成立|明确|打分|考核|通报|核查|投入|接入|安装|改造"
)
_MODAL = re.compile(r"(?:将|应当?|必?须|要|需|应在|应于|在|于)$")
_LAST_CLAUSE = re.compile(r"[^,。;:!?\n]*\Z")
_NAMED = re.compile(r"(?:时间|期限|时限|日期|有效期|工期)[为是]?$")
_TRIM = " ,、:()[]\"'的"
_NUMBER = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.])+")
_PAUSES = (",", "、", "(", "。", ";", "", "\n", ":")
_LONGEST = 60
_REACH = 160


class Tasks:
    """Finds the task of each limit in a reading text; `phrases` are its limits, whose own words are no task."""

    def __init__(self, text: str, phrases: list[Phrase]) -> None:
        limits = bytearray(len(text))
        for phrase in phrases:
            if phrase.rank != VAGUE:
                limits[phrase.start : phrase.end] = b"\x01" * (phrase.end - phrase.start)
        self._text = text
        self._limits = limits

    def of(self, phrase: Phrase) -> str | None:
        """The task of `phrase`; None where its sentence has no other words."""
        start, end = phrase.start, phrase.end
        if _bracketed(self._text, start):
            return self._before(self._text.rfind("(", 0, start)) or self._after(end)
        if self._text[end : end + 1] in _PAUSES and not self._shares_task(phrase):
            return self._paused(phrase)
        return self._after(end) or self._before(start)

    def _paused(self, phrase: Phrase) -> str | None:
        """The task of a limit with a pause after it: a date leads what follows, others close what came before."""
        start, end = phrase.start, phrase.end
        beside = self._same_clause(start)
        named = beside and (_ACTION.search(beside) or _NAMED.search(beside))
        if phrase.rank == CALENDAR and not named:
            return self._after(end) or beside or self._before(start)
        inner = phrase.inner if len(phrase.inner) > 3 else None
        return beside or inner or self._before(start) or phrase.inner or self._after(end)

    def _shares_task(self, phrase: Phrase) -> bool:
        """Whether another limit follows at once, as in 事故发生后7日内、整改完毕后15日内提交: the task comes after both."""
        listed = self._text.startswith("、", phrase.end) and not phrase.inner
        return listed and phrase.end + 1 < len(self._limits) and bool(self._limits[phrase.end + 1])

    def _same_clause(self, start: int) -> str | None:
        """The words right before `start` up to the last comma; None where they are no more than a word."""
        at = max(0, start - _LONGEST)
        piece = _LAST_CLAUSE.search(self._text[at:start])
        begin = max(at + piece.start() if piece else at, self._limits.rfind(1, at, start) + 1)
        words = _MODAL.sub("", self._free(begin, start))
        return words if len(words) > 3 else None

    def _after(self, end: int) -> str | None:
        stop = _STOP.search(self._text, end, end + _REACH)
        limit = stop.start() if stop else min(len(self._text), end + _REACH)
        pieces = self._pieces(end, limit)
        if pieces and self._text[end : end + 1] not in _PAUSES:
            return pieces[0][:_LONGEST]
        acting = next((p for p in pieces[:3] if _ACTION.search(p)), None)
        return (acting or (pieces[0] if pieces else ""))[:_LONGEST] or None

    def _before(self, start: int) -> str | None:
        at = max(0, start - _REACH)
        head = self._text[at:start].rstrip(_TRIM + "。;")
        stop = max(head.rfind(c) for c in "\n。;!?") + 1
        pieces = self._pieces(at + stop, at + len(head))
        return pieces[-1][-_LONGEST:] if pieces else None

    def _pieces(self, start: int, end: int) -> list[str]:
        """The clauses between two offsets that say more than a limit."""
        found = (self._free(m.start(), m.end()) for m in _CLAUSE.finditer(self._text, start, end))
        return [words for words in found if len(words) > 1]

    def _free(self, start: int, end: int) -> str:
        """The words of a clause without limits: after those at its beginning, up to the next; empty if there are none."""
        while start < end and (self._limits[start] or self._text[start] in _TRIM):
            start += 1
        limit = self._limits.find(1, start, end)
        return _trimmed(self._text[start : end if limit < 0 else limit])


def _bracketed(text: str, start: int) -> bool:
    """Whether the limit opens a bracket, as in (4月15日前完成)."""
    return "(" in text[max(0, start - 5) : start] and ")" not in text[max(0, start - 5) : start]


def _trimmed(words: str) -> str:
    """`words` without the marks around them and an item's number before them."""
    return _NUMBER.sub("", words.strip(_TRIM)).strip(_TRIM)
