"""The tasks of a document, and those nobody answers for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice, takewhile, zip_longest

from conformance.facts.duties import entitled
from conformance.language.sections import sections
from conformance.messages import Message
from conformance.model.document import Clause, Document, Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Sentence

NO_TASKS = Message("no_tasks", "没有找到分条列出的任务。", "no tasks in numbered clauses were found.")
_OTHER_ROLES = ("目标", "组织", "时间安排", "保障", "适用范围", "附则")
_NO_TASK = ("purpose", "sanction", "contents")
TELLS = re.compile(
    r"所称|是指|适用(?:于)?本|本(?:规定|办法|方案|意见|细则|制度|条例)适用|自[^,。]{4,24}(?:起)?(?:施行|执行|实施|生效|印发)|有效期|同时废止|"
    r"(?:^|条)(?:违反|逾期|拒不|构成犯罪|有下列|情节严重)|另有规定的|给予.{0,8}处分|追究.{0,10}责任"
)
_FOR_ALL = re.compile(r"(?:以[上下]|上述|下列)?(?:各项|所有|全部)(?:工作|任务|内容)|以[上下](?:工作|任务)")
_BEFORE, _QUOTED = 24, 24


def tasks(document: Document, evidence: Evidence) -> tuple[Clause, ...]:
    """The clauses without clauses of their own in the sections of tasks; the whole of the text may be one."""
    return evidence.once("tasks", lambda: _tasks(document, evidence))


def _tasks(document: Document, evidence: Evidence) -> tuple[Clause, ...]:
    within = sections(document, "任务")
    outside = [span for role in _OTHER_ROLES for span in sections(document, role)]
    return tuple(
        clause
        for clause, following in zip_longest(document.outline, document.outline[1:])
        if (following is None or not clause.body.contains(following.heading))
        and any(s.contains(clause.body) for s in within or outside) == bool(within)
        and _asks(document, clause, evidence)
    )


def addressed(facts: Facts) -> bool:
    """Whether the paper is addressed to those who shall do what it says."""
    return bool(facts.head.addressee) and facts.head.type != "enterprise-plan"


def ownerless(document: Document, found: Sequence[Clause], named: Sequence[Span]) -> list[Clause]:
    """The tasks in `found` for which none of the names, which are sorted, answers."""
    if any(_FOR_ALL.search(document.text[max(0, name.start - _BEFORE) : name.start]) for name in named):
        return []
    silent = _silent(document, lambda clause, own: entitled(clause.title) or _holds(own, named))
    return [task for task in found if task.heading.start in silent]


def untold(document: Document, found: Sequence[Clause], places: Sequence[Span]) -> list[Clause]:
    """The tasks in `found` that hold none of some places, in text order, nor do the clauses above say one for them."""
    silent = _silent(document, lambda _, own: _holds(own, places))
    return [task for task in found if task.heading.start in silent]


def words_of(task: Clause, evidence: Evidence) -> list[Sentence]:
    """The sentences of a task without its heading; the heading where it has no other."""
    own = _inside(evidence.sentences, task.body)
    return [s for s in own if s.zone != "heading"] or own


def _silent(document: Document, says: Callable[[Clause, Span], bool]) -> set[int]:
    """Where the headings begin of the clauses for which `says` holds neither of themselves nor of one they stand under. It is
    asked of a clause and the span of its own words, those before the first clause under it."""
    found: set[int] = set()
    above: list[tuple[Clause, bool]] = []
    for clause, following in zip_longest(document.outline, document.outline[1:]):
        while above and not above[-1][0].body.contains(clause.body):
            above.pop()
        parted = following is not None and clause.body.contains(following.heading)
        own = Span(clause.body.start, following.heading.start if parted else clause.body.end)
        told = bool(above and above[-1][1]) or says(clause, own)
        above.append((clause, told))
        if not told:
            found.add(clause.heading.start)
    return found


def shown(document: Document, task: Clause) -> tuple[str, Span]:
    """A task's first words, and the place to show for it: its heading, or those words."""
    words = "".join(document.quote(task.body).split())
    first = document.quote(task.body)[:_QUOTED].rstrip()
    span = task.heading if task.title else Span(task.body.start, task.body.start + len(first))
    return (words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"), span


def _asks(document: Document, clause: Clause, evidence: Evidence) -> bool:
    """Whether a clause says more than its heading, and more than what a word means, what a sanction is, when it holds."""
    if len(document.quote(clause.body).strip()) <= len(document.quote(clause.heading).strip()):
        return False
    own = words_of(clause, evidence)
    return not own or any(s.zone not in _NO_TASK and not TELLS.search(s.text) for s in own)


def _inside(sentences: Sequence[Sentence], body: Span) -> list[Sentence]:
    """The sentences, which come in text order, that lie in `body`."""
    first = bisect_left(sentences, body.start, key=lambda s: s.span.start)
    begun = takewhile(lambda s: s.span.start < body.end, islice(sentences, first, None))
    return [s for s in begun if s.span.end <= body.end]


def _holds(where: Span, named: Sequence[Span]) -> bool:
    """Whether one of some places, in text order, lies in a span."""
    first = bisect_left(named, where.start, key=lambda name: name.start)
    begun = takewhile(lambda name: name.start < where.end, islice(named, first, None))
    return any(name.end <= where.end for name in begun)
