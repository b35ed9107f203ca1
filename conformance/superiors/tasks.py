"""Requirements of kind `task`: every dated, recurring or limited task of a superior document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conformance.kinds.task import Check
from conformance.kinds.timetables.likeness import core
from conformance.language import lexicon
from conformance.messages import Message
from conformance.model.document import Span
from conformance.model.facts import Deadline, Facts
from conformance.model.rules import Basis, Requirement, Traits
from conformance.superiors import wording
from conformance.text import fold

BY = Message("task_by", "{task}：不晚于 {limit}", "{task}: by {limit}")
EVERY = Message("task_every", "{task}：{limit}", "{task}: {limit}")
REMEDY = "把这项工作及其时限写进方案，时限不晚于、频次不低于上级文件，例如“{words}（{quote}）”。"
_FRAYED = re.compile(r"^(?:[一二三四五六七八九十]是|并且?|且|及)|(?:并且?|且|及|和)$")
_NUMBER = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.])+")
# 每季度至少向全体职工述一次: what is done stands between the words of the frequency.
_TIMES = re.compile(
    r"每[间隔满]*(?:半|[一二两三四五六七八九十\d]+)?个?(?:工作日|小时|年度?|季度?|月度?|旬|周|星期|日|天|班次?)|[一二两三四五六七八九十\d]+[次轮遍场回]|"
    r"至少|最少|不少于|最多|不超过|应当?|各|组织|开展|进行|的|[\d一二三四五六七八九十]+月(?:[底末初]|[上中下]旬)?|[\d一二三四五六七日末底初前后内]+[日号]?前?"
)
_SHORT, _LONGEST, _SHORTEST_TERM = 4, 60, 2


def requirements(facts: Facts, basis: str, pack: str, arranged: frozenset[Span]) -> Iterator[Requirement]:
    """The tasks of `facts`, each once; limits at the places `arranged` say when the programme runs and are no tasks."""
    rows = list(_tasks(facts, arranged))
    others = tuple(dict.fromkeys(words for _, _, words, _ in rows))
    for index, (limit, asked, words, around) in enumerate(rows, 1):
        whose = wording.whose(words, around, wording.lead(facts, Span(limit.start, limit.end)))
        some = wording.for_some(around, whose)
        check = Check(
            words=words, quote=wording.bare(limit.quote), concepts=_concepts(words), some=some, others=others, **asked
        )
        yield _requirement(f"SUP-{index:03}", check, Basis(pack, basis, limit.clause), whose)


def _tasks(facts: Facts, arranged: frozenset[Span]) -> Iterator[tuple[Deadline, dict[str, Any], str, str]]:
    """Each limit with a task: what it asks, the words of the task and the sentence around it."""
    seen: set[tuple[str, str]] = set()
    for limit in facts.deadlines:
        span = Span(limit.start, limit.end)
        around = wording.sentence(facts, span)
        asked = None if span in arranged else _asked(limit)
        words = _words(limit, around)
        if asked and words and (core(words), str(asked)) not in seen:
            seen.add((core(words), str(asked)))
            yield limit, asked, words, around


def _requirement(name: str, check: Check, basis: Basis, applies: tuple[Traits, ...]) -> Requirement:
    message, limit = (BY, check.by) if check.by else (EVERY, check.quote)
    return Requirement(
        id=name,
        title=message.say("zh", task=check.words[:24], limit=limit),
        text=f"{check.words}（{check.quote}）",
        obligation="shall",
        severity="orange",
        basis=(basis,),
        kind="task",
        check=check,
        remediation=REMEDY.format(words=check.words, quote=check.quote),
        applies=applies,
    )


def _asked(limit: Deadline) -> dict[str, Any] | None:
    """What a limit asks of those below; None for stages, effective dates, open windows and what has no value."""
    if not limit.value:
        return None
    start, _, end = limit.value.partition("/")
    if limit.kind == "deadline":
        return {"by": end}
    if limit.kind == "window" and start and end:
        return {"from": start, "by": end}
    if limit.kind == "frequency" and limit.bound != "at_most":
        return {"every": limit.value}
    if limit.kind != "duration" or limit.bound not in ("at_most", "at_least"):
        return None
    if limit.bound == "at_least":
        return {"least": limit.value}
    return {"within": limit.value, "unit": limit.unit, "until": limit.until or ""}


def _words(limit: Deadline, around: str) -> str:
    """The task in its own words; of a very short one the whole sentence without its limit."""
    inner = _TIMES.sub("", fold(wording.bare(limit.quote))) if limit.kind == "frequency" else ""
    task = _FRAYED.sub("", limit.task or "")
    if inner and inner not in task:
        task = (
            f"{task},{inner}" if task and around.find(task) in range(around.find(fold(limit.quote))) else inner + task
        )
    if len(core(task)) >= _SHORT:
        return task
    rest = _FRAYED.sub("", _NUMBER.sub("", around.replace(fold(limit.quote), "").strip(",、: ")))
    return rest[:_LONGEST] if len(core(rest)) >= _SHORT else ""


def _concepts(words: str) -> tuple[str, ...]:
    """The notions of the lexicon the task names, the longest words first, in characters of their own; three at most."""
    folded = fold(words)
    found = [
        (-len(term), at, name)
        for name, concept in lexicon.load().items()
        for term in concept.terms
        if len(term) > _SHORTEST_TERM and (at := folded.find(term)) >= 0
    ]
    taken: set[int] = set()
    chosen: list[str] = []
    for length, at, name in sorted(found):
        span = range(at, at - length)
        if taken.isdisjoint(span) and f"${name}" not in chosen:
            taken.update(span)
            chosen.append(f"${name}")
    return tuple(chosen[:3])
