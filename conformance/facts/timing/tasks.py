"""Which task a time limit belongs to: the words after it in its sentence, or those before where it is in brackets."""

from __future__ import annotations

import re

_STOP = re.compile(r"[。;!?\n]")
_CLAUSE = re.compile(r"[^,。;:!?\n]+")
_ACTION = re.compile(
    "建立|建成|完善|制定|制订|修订|开展|组织|完成|实施|落实|召开|报送|上报|报告|提交|达到|安排|推进|推动|整改|治理|检查|排查|培训|演练|评审|评估|"
    "检测|检验|编制|印发|部署|消除|形成|实现|取得|配备|设置|公示|备案|更新|进行|监测|验收|总结|汇总|签订|发布|公布|成立|明确|打分|考核|通报|核查|投入|接入|安装|改造"
)
_TRIM = " ,、:()[]\"'的"
_NUMBER = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.])+")
_PAUSES = (",", "。", ";", "", "\n", ":")
_LONGEST = 60
_REACH = 160


def task_of(text: str, start: int, end: int, name: str | None = None) -> str | None:
    """The task of the limit [start, end) of the reading text; None where its sentence has no other words."""
    if name:
        return name
    if _bracketed(text, start):
        return _before(text, text.rfind("(", 0, start)) or _after(text, end)
    if text[end : end + 1] in _PAUSES and (beside := _same_clause(text, start)):
        return beside
    return _after(text, end) or _before(text, start)


def _same_clause(text: str, start: int) -> str | None:
    """The words right before `start` up to the last comma; None where they are no more than a word."""
    head = text[max(0, start - _LONGEST) : start]
    words = _trimmed(re.split(r"[,。;:!?\n]", head)[-1])
    return words if len(words) > 3 else None


def _bracketed(text: str, start: int) -> bool:
    """Whether the limit opens a bracket, as in (4月15日前完成)."""
    return "(" in text[max(0, start - 5) : start] and ")" not in text[max(0, start - 5) : start]


def _after(text: str, end: int) -> str | None:
    stop = _STOP.search(text, end, end + _REACH)
    limit = stop.start() if stop else min(len(text), end + _REACH)
    pieces = [_trimmed(p) for p in _CLAUSE.findall(text[end:limit])]
    pieces = [p for p in pieces if len(p) > 1]
    acting = next((p for p in pieces[:3] if _ACTION.search(p)), None)
    return (acting or (pieces[0] if pieces else "") or "")[:_LONGEST] or None


def _before(text: str, start: int) -> str | None:
    head = text[max(0, start - _REACH) : start].rstrip(_TRIM + "。;")
    pieces = [
        _trimmed(p) for p in _CLAUSE.findall(head[max(head.rfind("\n"), head.rfind("。"), head.rfind(";")) + 1 :])
    ]
    pieces = [p for p in pieces if len(p) > 1]
    return pieces[-1][-_LONGEST:] if pieces else None


def _trimmed(words: str) -> str:
    """`words` without the marks around them and an item's number before them."""
    return _NUMBER.sub("", words.strip(_TRIM)).strip(_TRIM)
