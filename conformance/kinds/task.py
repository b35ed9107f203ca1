"""`task`: is a dated task of a superior document taken over, no later and no weaker?

`words` are the task as the superior document words it, `concepts` the notions of the lexicon in it, `quote` the words of its
time. One of `by` (a day), `every` (1/P3M: at least once a quarter), `within` (PT1H: at most) and `least` (P3Y: at least)
says what is asked. `from` with `by` is a stretch: a plan's may be longer, not later. `unit` (working_day) belongs to the
lengths, `until` is the last day of one that counts from the superior document's date; `others` are the words of all its
tasks: a sentence that is much more like one of them is none of this task's where there is a better one. The sentences of the plan that speak of the task are found by likeness and concepts; the most
favourable of their time limits decides: as early or as often is a pass, later is `postponed`, rarer or longer is
`weakened`, no limit at all is `undated` (partial). Where no sentence speaks of the task it is `dropped`; where one comes
near that is for review, with the nearest passages, and so is a task that is only for some (`some: true`). Equal limits
are no finding; a limit that only the paragraph or a heading above states counts where it keeps what is asked.
"""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conformance.kinds.timetables import comparison, likeness, limits
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Deadline, Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

KEPT = Message("task_kept", "已写明，不晚于、不低于上级文件的要求。", "stated, no later and no weaker than asked.")
DROPPED = Message(
    "dropped", "未见这项工作。上级文件：“{words}”（{quote}）。", "the task is not taken over: “{words}” ({quote})."
)
UNSURE = Message(
    "task_unsure",
    "没有找到写法相近的工作，请核对所列段落。上级文件：“{words}”（{quote}）。",
    "no like wording was found; please check the passages listed: “{words}” ({quote}).",
)
UNDATED = Message(
    "undated",
    "写到了这项工作，没有写时限或频次。上级文件：{quote}。",
    "stated without a time; the superior document says {quote}.",
)
POSTPONED = Message("postponed", "时限晚于上级文件（{quote}）。", "later than the superior document asks ({quote}).")
WEAKENED = Message(
    "weakened", "频次或期限低于上级文件（{quote}）。", "weaker than the superior document asks ({quote})."
)
PLACE = Message(
    "task_place", "方案写的是“{own}”，上级文件是“{quote}”。", "the plan says “{own}”, the superior document “{quote}”."
)
_SHOWN, _NEAREST = 3, 3


class Check(BaseModel):
    """The parameters of a `task` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    quote: str
    concepts: tuple[str, ...] = ()
    by: str = ""
    every: str = ""
    within: str = ""
    least: str = ""
    since: str = Field("", alias="from")
    unit: str | None = None
    until: str = ""
    some: bool = False
    others: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one(self) -> Check:
        if [bool(self.by), bool(self.every), bool(self.within), bool(self.least)].count(True) != 1:
            raise ValueError("by | every | within | least")
        return self

    def terms(self) -> frozenset[str]:
        """The concepts of the task."""
        return frozenset(self.concepts)

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass where any sentence of the task keeps the limit, else what is wrong with the best of them."""
        sure, near = likeness.matches(self.words, self.concepts, evidence, self.others)
        if not sure:
            return self._absent(near)
        comparable, keeps = self._comparison()
        found = [(m, d) for m in sure for d in limits.within(facts, m.span) if comparable(d)]
        around = [d for m in sure for d in limits.around(facts, m.span) if comparable(d)]
        kept = [d for d in [*(d for _, d in found), *around] if keeps(d)]
        if kept:
            return Verdict("pass", Said.of(KEPT), _proofs(kept))
        if found:
            return self._worse(found)
        if sure[0].likeness < likeness.PLAIN:
            return self._absent([*sure, *near])
        span = sure[0].span
        said = Said.of(UNDATED, quote=self.quote)
        return Verdict("partial", said, (Proof(span),), (self.quote,), marks=(Mark("undated", said, span),))

    def _absent(self, near: list[likeness.Match]) -> Verdict:
        said = Said.of(UNSURE if near or self.some else DROPPED, words=self.words, quote=self.quote)
        nearest = tuple(m.span for m in near[:_NEAREST])
        return Verdict("review" if near or self.some else "fail", said, missing=(self.words,), nearest=nearest)

    def _comparison(self) -> tuple[Callable[[Deadline], bool], Callable[[Deadline], bool]]:
        """Which limits of the plan can be compared with what is asked, and which of them keep it."""
        if self.by:
            return comparison.is_dated, lambda d: comparison.in_time(d, self.since, self.by)
        if self.every:
            return comparison.is_frequency, lambda d: comparison.as_often(d, self.every)
        if self.within:
            return comparison.is_limit, lambda d: comparison.at_most(d, self.within, self.unit, self.until)
        return comparison.is_length, lambda d: comparison.at_least(d, self.least)

    def _worse(self, found: list[tuple[likeness.Match, Deadline]]) -> Verdict:
        """A fail where the sentence is plainly about this task, else for review."""
        code, message = ("postponed", POSTPONED) if self.by else ("weakened", WEAKENED)
        plain = [d for m, d in found if m.likeness >= likeness.PLAIN]
        marks = tuple(
            Mark(code, Said.of(PLACE, own=d.quote, quote=self.quote), Span(d.start, d.end))
            for d in (plain or [d for _, d in found])[:_SHOWN]
        )
        return Verdict("fail" if plain else "review", Said.of(message, quote=self.quote), marks=marks)


def _proofs(found: list[Deadline]) -> tuple[Proof, ...]:
    return tuple(Proof(span) for span in sorted({Span(d.start, d.end) for d in found})[:_SHOWN])
