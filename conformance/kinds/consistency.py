"""`consistency`: does the document agree with itself?

`forbid` names what must not be: count_mismatch (八个方面 with nine items), name_mismatch (the enterprise's name with a
character wrong), foreign_name (another company in its place, as in a copied template), area_code (one telephone of
another place), share_above_all (a rate above 100 %), date_conflict (one task, two days), annex_missing (named, not
enclosed), annex_not_enclosed (in the list of annexes, while others of it follow), dangling_reference (a clause of its own that it has not), unused_short_name (以下简称 … and then another word), renamed_body
(成立领导小组 … and then 工作专班).
Each is a place; where only a person can say which of two statements is right, nothing is proposed to write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.facts import references
from conformance.facts.agreement import foreign_names, impossible_shares, misspelt_names, odd_area_codes, two_dates
from conformance.facts.counts import miscounts
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

AGREES = Message("consistency_agrees", "前后未见此类矛盾。", "no such contradiction was found.")
DIFFERS = Message("consistency_differs", "有 {count} 处前后不一致。", "{count} statements do not agree.")
MISCOUNTED = Message(
    "count_mismatch",
    "写明“{quote}”，实际列出 {listed} 项。请核对是多列、漏列还是数字有误。",
    "“{quote}” is stated, but {listed} are listed: one is left out or too many, or the number is wrong.",
)
NAME = Message("name_mismatch", "单位名称“{quote}”与“{right}”不一致。", "“{quote}” should be the name “{right}”.")
FOREIGN = Message(
    "foreign_name",
    "这里写的是“{quote}”，本单位是“{right}”，疑为套用其他单位文稿所留。",
    "this says “{quote}”, the enterprise is “{right}”: left from another's document?",
)
AREA = Message(
    "area_code",
    "区号 {area} 与其他电话的 {usual} 不同，请核对。",
    "area code {area}; the other telephones have {usual}.",
)
SHARE = Message("share_above_all", "“{quote}”超过百分之百。", "“{quote}” is more than all.")
DATES = Message(
    "date_conflict",
    "同一工作“{task}”前面写的是“{first}”，这里写的是“{quote}”。",
    "the task “{task}” was due “{first}” before and is due “{quote}” here.",
)
ANNEX = Message("annex_missing", "提到“{quote}”，文中没有这个附件。", "“{quote}” is named, but not enclosed.")
LISTED = Message(
    "annex_not_enclosed",
    "“{quote}”列在附件中，文后没有附上。",
    "“{quote}” is in the list of annexes, but not enclosed.",
)
DANGLING = Message("dangling_reference", "所指的“{quote}”在文中不存在。", "the document has no “{quote}”.")
UNUSED = Message(
    "unused_short_name",
    "约定了简称“{quote}”，后文没有用过，请统一称谓。",
    "“{quote}” is introduced as a short name and never used.",
)

RENAMED = Message(
    "renamed_body",
    "前面成立的是“{first}”，这里写的是“{quote}”，请统一称谓。",
    "“{first}” was set up before, “{quote}” acts here; use one name.",
)


class Check(BaseModel):
    """The parameters of a `consistency` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[
        Literal[
            "count_mismatch", "name_mismatch", "foreign_name", "area_code", "share_above_all", "date_conflict",
            "annex_missing", "annex_not_enclosed", "dangling_reference", "unused_short_name", "renamed_body",
        ]
    ] = Field(min_length=1)  # fmt: skip

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: the document is compared with itself."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where it agrees, else fail with a mark for each place that does not."""
        marks = tuple(_mark(facts, *row) for name in self.forbid for row in _found(name, facts, evidence))
        if not marks:
            return Verdict("pass", Said.of(AGREES))
        return Verdict("fail", Said.of(DIFFERS, count=len(marks)), marks=marks)


_Row = tuple[Message, Span, dict[str, object]]


def _mark(facts: Facts, message: Message, span: Span, values: dict[str, object]) -> Mark:
    right = values.get("right")
    said = Said.of(message, quote=facts.document.quote(span), **values)
    return Mark(message.key, said, span, str(right) if right else None)


def _found(name: str, facts: Facts, evidence: Evidence) -> Sequence[_Row]:
    """The contradictions of one kind; several packs ask for them."""
    return evidence.once(("consistency", name), lambda: tuple(_FINDERS[name](facts)))


def _conflicts(facts: Facts) -> Iterator[_Row]:
    for later, first in two_dates(facts):
        yield DATES, Span(later.start, later.end), {"task": first.task, "first": first.quote}


_FINDERS: dict[str, Callable[[Facts], Iterator[_Row]]] = {
    "count_mismatch": lambda f: ((MISCOUNTED, m.span, {"listed": m.listed}) for m in miscounts(f.document)),
    "name_mismatch": lambda f: ((NAME, span, {"right": right}) for span, right in misspelt_names(f)),
    "foreign_name": lambda f: ((FOREIGN, span, {"right": right}) for span, right in foreign_names(f)),
    "area_code": lambda f: ((AREA, span, {"area": a, "usual": u}) for span, a, u in odd_area_codes(f.document)),
    "share_above_all": lambda f: ((SHARE, span, {}) for span in impossible_shares(f.document)),
    "date_conflict": _conflicts,
    "annex_missing": lambda f: ((ANNEX, span, {}) for span in references.missing_annexes(f.document)),
    "annex_not_enclosed": lambda f: ((LISTED, span, {}) for span in references.unenclosed_annexes(f.document)),
    "dangling_reference": lambda f: ((DANGLING, span, {}) for span in references.dangling(f.document)),
    "renamed_body": lambda f: (
        (RENAMED, span, {"first": first}) for span, first in references.renamed_bodies(f.document)
    ),
    "unused_short_name": lambda f: ((UNUSED, span, {}) for span, _ in references.unused_short_names(f.document)),
}
