"""The pack `superior`: every dated, recurring or limited task of a superior document as a requirement of kind `task`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conformance.kinds.task import Check
from conformance.kinds.timetables.likeness import core
from conformance.language import lexicon
from conformance.messages import Message
from conformance.model.facts import Deadline, Facts
from conformance.model.rules import Basis, Pack, Requirement, Traits
from conformance.text import fold

ID = "superior"
TITLE = Message(ID, "上级文件的时限：{title}", "time limits of the superior document: {title}")
BY = Message("task_by", "{task}：不晚于 {limit}", "{task}: by {limit}")
EVERY = Message("task_every", "{task}：{limit}", "{task}: {limit}")
REMEDY = "把这项工作及其时限写进方案，时限不晚于、频次不低于上级文件，例如“{words}（{quote}）”。"
_AUTHORITY = re.compile(
    r"各?(?:级|镇街|街道|社区|乡镇|区县|县市|县区)[^,。;:]{0,12}?(?:政府|部门|单位|办事处|管委会|要|应|负责|配合)|[市县区省镇]?(?:安委会|安委办|应急管理[局厅部]|消防救援|住建局|教育局|管委会)|"
    r"(?:有关|监管|主管|行业主管|成员|上级|各)(?:部门|单位)|负有[^,。;]{2,16}的部门|保险机构"
)
_ENTERPRISE = re.compile(r"企业|生产经营单位|经营者|用人单位|使用单位|经营单位|从业人员|主要负责人|员工|职工")
_URGED = re.compile(r"(?:督促|指导|推动|要求|组织|引导|鼓励|帮助|确保)[^,。;]{0,8}(?:企业|单位|经营者)")
_CONDITION = re.compile(r"涉及|属于|凡|规模以上|高危|重点行业|有条件|符合|两重点一重大|危险化学品|建筑施工|矿山")
# Whom a task is for beyond doubt: enterprises as such. Others may be for some of them only.
_ADDRESSED = re.compile(
    r"(?:企业|生产经营单位)(?:都|均|一律)?(?:要|应|须|必须|在|于|自|按|每|至少|负责|建立|完成|开展|组织|接到|发生|的)"
)
_FRAYED = re.compile(r"^(?:[一二三四五六七八九十]是|并且?|且|及)|(?:并且?|且|及|和)$")
_NUMBER = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.])+")
_REACH, _SHORT, _LONGEST, _SHORTEST_TERM = 120, 4, 60, 2


def pack(facts: Facts) -> Pack:
    """The pack made from a superior document; without requirements where it sets no time that can be compared."""
    title = facts.head.title or facts.document.path
    basis = f"《{title}》（{facts.head.number}）" if facts.head.number else f"《{title}》"
    rows = tuple(_requirements(facts, basis))
    titles = {"zh": TITLE.say("zh", title=title), "en": TITLE.say("en", title=title)}
    return Pack(ID, titles, facts.head.date or "1", facts.document.sha256, rows)


def _requirements(facts: Facts, basis: str) -> Iterator[Requirement]:
    seen: set[tuple[str, str]] = set()
    for limit in facts.deadlines:
        asked = _asked(limit)
        sentence = _sentence(facts, limit)
        words = _words(limit, sentence)
        if not asked or not words or (core(words), str(asked)) in seen:
            continue
        seen.add((core(words), str(asked)))
        whose = _whose(words, sentence)
        some = bool(_CONDITION.search(sentence)) or not (whose or _ADDRESSED.search(sentence))
        check = Check(words=words, quote=_bare(limit.quote), concepts=_concepts(words), some=some, **asked)
        yield _requirement(len(seen), check, limit, basis, whose)


def _requirement(number: int, check: Check, limit: Deadline, basis: str, applies: tuple[Traits, ...]) -> Requirement:
    message = BY if check.by else EVERY
    return Requirement(
        id=f"SUP-{number:03}",
        title=message.say("zh", task=check.words[:24], limit=check.by or check.quote),
        text=f"{check.words}（{check.quote}）",
        obligation="shall",
        severity="orange",
        basis=(Basis(ID, basis, limit.clause),),
        kind="task",
        check=check,
        remediation=REMEDY.format(words=check.words, quote=check.quote),
        applies=applies,
    )


def _asked(limit: Deadline) -> dict[str, Any] | None:
    """What a limit asks of those below; None for windows, stages, effective dates and what has no value."""
    if not limit.value:
        return None
    if limit.kind == "deadline":
        return {"by": limit.value.partition("/")[2]}
    if limit.kind == "frequency" and limit.bound != "at_most":
        return {"every": limit.value}
    if limit.kind == "duration" and limit.bound == "at_most":
        return {"within": limit.value}
    if limit.kind == "duration" and limit.bound == "at_least":
        return {"least": limit.value}
    return None


def _words(limit: Deadline, sentence: str) -> str:
    """The task in its own words; of a very short one the whole sentence without its limit."""
    task = _FRAYED.sub("", limit.task or "")
    if len(core(task)) >= _SHORT:
        return task
    rest = _FRAYED.sub("", _NUMBER.sub("", sentence.replace(fold(limit.quote), "").strip(",、: ")))
    return rest[:_LONGEST] if len(core(rest)) >= _SHORT else ""


def _sentence(facts: Facts, limit: Deadline) -> str:
    """The words of the limit's sentence, up to a hundred on either side."""
    flow = facts.document.flow
    at, end = flow.position(limit.start), flow.position(limit.end - 1) + 1
    low = max(flow.text.rfind(c, max(0, at - _REACH), at) for c in "。;\n") + 1
    ends = [e for c in "。;\n" if (e := flow.text.find(c, end, end + _REACH)) >= 0]
    return flow.text[max(low, at - _REACH) : min(ends, default=end + _REACH)]


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


def _whose(words: str, sentence: str) -> tuple[Traits, ...]:
    """A task of the authorities is none of an enterprise's: they are named first, in the task's own words or else in its
    sentence, and do not merely urge enterprises."""
    said = words if _AUTHORITY.search(words) or _ENTERPRISE.search(words) else sentence
    theirs, ours = _AUTHORITY.search(said), _ENTERPRISE.search(said)
    first = theirs and "企业" not in theirs.group() and (ours is None or theirs.start() < ours.start())
    return ({"role": "authority"},) if first and not _URGED.search(said) else ()


def _bare(quote: str) -> str:
    return "".join(quote.split())
