"""`forbid`: is something said that must not be said?

`statements` are conditions as in a `clause`, each with a `name` that says what is wrong and, if there is one, what to
write instead (`instead`). Every sentence that meets one is a place `forbidden`. A sentence that bans or denies the matter
itself (不得约定伤亡概不负责) says the opposite and is let be. `guards` are those of a `clause`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from conformance.kinds.clauses.conditions import Condition, Guards, Kept, Scope
from conformance.kinds.clauses.search import Search
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

NONE = Message("forbidden_none", "未见不应有的内容。", "nothing is said that must not be.")
SOME = Message("forbidden_some", "有 {count} 处不应有的内容。", "{count} places say what must not be said.")
PLACE = Message("forbidden", "{name}：“{quote}”", "{name}: “{quote}”")
_BANS = re.compile(r"不得|严禁|禁止|不准|不许|杜绝|防止|避免|反对|纠正|查处|不能")
_QUOTED = 60


class Statement(Condition):
    """What must not be said: a condition, what is wrong with it, and what to write instead."""

    name: str
    instead: str | None = None
    within: Scope = "sentence"


class Check(Kept):
    """The parameters of a `forbid` requirement."""

    statements: tuple[Statement, ...] = Field(min_length=1)
    guards: Guards = Guards()

    def terms(self) -> frozenset[str]:
        """The words of all statements."""
        return frozenset(w for s in self.statements for w in s.words())

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where nothing of it is said, else fail with a place for each."""
        marks = tuple(m for s in self.statements for m in self._marks(facts, evidence, s))
        if not marks:
            return Verdict("pass", Said.of(NONE))
        return Verdict("fail", Said.of(SOME, count=len(marks)), marks=marks)

    def _marks(self, facts: Facts, evidence: Evidence, statement: Statement) -> Iterator[Mark]:
        search = Search.of(facts, evidence, self.guards, statement.within)
        text = facts.document.flow.text
        for unit, hits in search.met(statement.wanted).items():
            first, last = min(h.at for h in hits), max(h.end for h in hits)
            start = search.unit(unit)[0].flow_start
            if not _BANS.search(text, start, last):
                said = Said.of(PLACE, name=statement.name, quote=text[first:last][:_QUOTED])
                yield Mark("forbidden", said, Span(*facts.document.flow.source(first, last)), statement.instead)
