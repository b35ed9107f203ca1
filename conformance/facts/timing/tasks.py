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
_MODAL = re.compile(r"(?:将|应当?|必?须|要|需|应在|应于|在|于)\Z")
# What says nothing on its own: a modal verb, a light verb, a label of time.
_EMPTY = re.compile(
    r".?|(?:应当?|必?须|要|需|将|确保|力争|并|且|务必|原则上)*(?:(?:完成|活动|工作|实施|整改|起止|计划)?(?:时间|期限|时限|日期|节点)(?:安排|要求)?[为是]?|完成|进行|实行|实现|开展)?"
)
_MANNER = re.compile(
    r"(?:根据|按照|依照|依据|结合|围绕|针对|在[^,]{2,20}(?:基础上|下|中)$|通过[^,]{2,20}(?:方式|机制|等)$)"
)
_LAST_CLAUSE = re.compile(r"[^,。;:!?\n]*\Z")
_NAMED = re.compile(r"(?:时间|期限|时限|日期|有效期|工期)[为是]?:?\Z")
_LABEL = re.compile(r"的?(?:完成|截止|起止)?(?:时间|期限|时限|日期)(?:安排|要求)?[为是]?\Z")
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
        if phrase.rank != VAGUE and (opened := _bracket(self._text, start)) is not None:
            return self._before(opened, across=True) or self._after(end)
        if self._text[end : end + 1] in _PAUSES and not self._shares_task(phrase):
            return self._paused(phrase)
        return (
            self._after(end)
            or self._before(start)
            or (self._before(start, across=True) if self._labelled(start) else None)
        )

    def _labelled(self, start: int) -> bool:
        """Whether only a label of time stands between the beginning of the line and the limit (完成时限:6月底)."""
        line = self._text.rfind("\n", max(0, start - 16), start) + 1
        label = self._text[line:start].strip(_TRIM)
        return bool(line and label) and bool(_EMPTY.fullmatch(label))

    def _paused(self, phrase: Phrase) -> str | None:
        """The task of a limit with a pause after it: a date leads what follows, others close what came before."""
        start, end = phrase.start, phrase.end
        beside = self._same_clause(start)
        named = beside and (_ACTION.search(beside) or _NAMED.search(self._text, max(0, start - 8), start))
        if phrase.rank == CALENDAR and not named:
            return self._after(end) or beside or self._before(start)
        inner = phrase.inner if len(phrase.inner) > 3 else None
        above = self._before(start, across=True) if self._labelled(start) else None
        return beside or inner or self._before(start) or above or phrase.inner or self._after(end)

    def _shares_task(self, phrase: Phrase) -> bool:
        """Whether another limit follows at once, as in 事故发生后7日内、整改完毕后15日内提交: the task comes after both."""
        listed = self._text.startswith("、", phrase.end) and not phrase.inner
        return listed and phrase.end + 1 < len(self._limits) and bool(self._limits[phrase.end + 1])

    def _same_clause(self, start: int) -> str | None:
        """The words right before `start` up to the last comma, without a label of time (演练时间: is about 演练); None
        where they are no more than a word, but in a list of limits one word is enough (车间每周、班组每日)."""
        at = max(0, start - _LONGEST)
        piece = _LAST_CLAUSE.search(self._text[at:start])
        limit = self._limits.rfind(1, at, start)
        begin = max(at + piece.start() if piece else at, limit + 1)
        words = _LABEL.sub("", _MODAL.sub("", self._free(begin, start)))
        listed = limit >= 0 and begin == limit + 1 and self._text.startswith("、", begin)
        return words if len(words) > (1 if listed or words != self._free(begin, start) else 3) else None

    def _after(self, end: int) -> str | None:
        """The first clause after `end`, with those up to the first that names an action where the limit has a pause."""
        stop = _STOP.search(self._text, end, end + _REACH)
        pieces = self._pieces(end, stop.start() if stop else min(len(self._text), end + _REACH))
        if not pieces:
            return None
        first = self._free(*pieces[0])
        if self._text[end : end + 1] not in _PAUSES or _ACTION.search(first):
            return first[:_LONGEST]
        acting = next((p for p in pieces[1:3] if _ACTION.search(self._free(*p))), None)
        if acting is None or any(self._limits[pieces[0][0] : acting[0]]):
            return first[:_LONGEST]
        whole = _trimmed(self._text[pieces[0][0] : acting[1]])
        return whole if len(whole) <= _LONGEST else self._free(*acting)[:_LONGEST]

    def _before(self, start: int, across: bool = False) -> str | None:
        """The last clause before `start` in its sentence; `across`: or in the paragraph above."""
        at = max(0, start - _REACH)
        head = self._text[at:start].rstrip(_TRIM + "。;" + "\n" * across)
        stop = max(head.rfind(c) for c in "\n。;!?") + 1
        pieces = self._pieces(at + stop, at + len(head))
        words = self._free(*pieces[-1])[-_LONGEST:] if pieces else ""
        return _LABEL.sub("", words) or words or None

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The clauses between two offsets that say more than a limit, a duty's modal verb or a label of time."""
        found = [(m.start(), m.end()) for m in _CLAUSE.finditer(self._text, start, end)]
        found = [span for span in found if not _EMPTY.fullmatch(self._free(*span))]
        while len(found) > 1 and _MANNER.match(self._free(*found[0])):
            found = found[1:]
        return found

    def _free(self, start: int, end: int) -> str:
        """The words of a clause without limits: after those at its beginning, up to the next; empty if there are none."""
        while start < end and (self._limits[start] or self._text[start] in _TRIM):
            start += 1
        limit = self._limits.find(1, start, end)
        return _trimmed(self._text[start : end if limit < 0 else limit])


def _bracket(text: str, start: int) -> int | None:
    """Where the bracket opens that the limit stands in, as in (责任单位:各科室,4月15日前完成); None outside brackets."""
    opened = text.rfind("(", max(0, start - _LONGEST), start)
    between = text[opened:start]
    return None if opened < 0 or ")" in between or "\n" in between or "。" in between else opened


def _trimmed(words: str) -> str:
    """`words` without the marks around them and an item's number before them."""
    return _NUMBER.sub("", words.strip(_TRIM)).strip(_TRIM)
