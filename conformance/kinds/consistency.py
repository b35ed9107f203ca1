"""`consistency`: does the document agree with itself?

`forbid` names what must not be: count_mismatch (八个方面 with nine items). Each is a place; where only a person can say
which of two statements is right, nothing is proposed to write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.facts.counts import miscounts
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

AGREES = Message("consistency_agrees", "前后未见此类矛盾。", "no such contradiction was found.")
DIFFERS = Message("consistency_differs", "有 {count} 处前后不一致。", "{count} statements do not agree.")
MISCOUNTED = Message(
    "count_mismatch",
    "写明“{quote}”，实际列出 {listed} 项。请核对是多列、漏列还是数字有误。",
    "“{quote}” is stated, but {listed} are listed: one is left out or too many, or the number is wrong.",
)


class Check(BaseModel):
    """The parameters of a `consistency` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Literal["count_mismatch"]] = Field(min_length=1)

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: the document is compared with itself."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where it agrees, else fail with a mark for each place that does not."""
        marks = tuple(m for name in self.forbid for m in _FINDERS[name](facts))
        return (
            Verdict("fail", Said.of(DIFFERS, count=len(marks)), marks=marks)
            if marks
            else Verdict("pass", Said.of(AGREES))
        )


def _miscounted(facts: Facts) -> Iterator[Mark]:
    for found in miscounts(facts.document):
        quote = facts.document.quote(found.span)
        yield Mark("count_mismatch", Said.of(MISCOUNTED, quote=quote, listed=found.listed), found.span)


_FINDERS: dict[str, Callable[[Facts], Iterator[Mark]]] = {"count_mismatch": _miscounted}
