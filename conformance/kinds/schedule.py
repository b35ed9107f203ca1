"""`schedule`: does a plan run when its superior document says, in the stages it names?

`first` and `last` are the days (ISO) of the superior document's own window, `stages` its stages, each with `name`, `first` and
`last`; what it does not say is left empty. `quote` is how it puts them. A plan that ends later, or begins when all is over, is `postponed`, one
without any time of its own `undated`. Stages are told by their names and order: one that ends later than its counterpart
is `postponed`, one without a counterpart `dropped`, unless another stage of the plan may well be meant or it is the
authorities' own (`only_theirs`), which is for review or no finding. Ending earlier is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.facts import programme
from conformance.facts.programme import Period, Stage
from conformance.kinds.timetables.alignment import aligned, families
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

KEPT = Message("schedule_kept", "时间安排不晚于上级文件。", "the schedule is no later than the superior document's.")
LATER = Message(
    "schedule_postponed", "时间安排晚于上级文件（{quote}）。", "later than the superior document says ({quote})."
)
PLACE = Message(
    "schedule_place",
    "方案的“{own}”到 {last} 为止，上级文件到 {limit} 为止。",
    "“{own}” of the plan ends on {last}; the superior document says {limit}.",
)
DROPPED = Message("schedule_dropped", "缺少上级文件安排的阶段：{names}。", "stages of the superior document are missing: {names}.")  # fmt: skip
UNDATED = Message(
    "schedule_undated",
    "没有写起止时间或阶段。上级文件：{quote}。",
    "no window or stages of its own; the superior document says {quote}.",
)
UNSURE = Message(
    "schedule_unsure",
    "阶段写法不同，请核对。上级文件：{quote}。",
    "its stages are put differently; please check: {quote}.",
)


class Timed(BaseModel):
    """A stage of the superior document; `only_theirs`: a step of the authorities."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    first: str = ""
    last: str = ""
    only_theirs: bool = False


class Check(BaseModel):
    """The parameters of a `schedule` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str
    first: str = ""
    last: str = ""
    stages: tuple[Timed, ...] = ()

    @model_validator(mode="after")
    def _some(self) -> Check:
        if not (self.last or self.stages):
            raise ValueError("last | stages")
        return self

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: windows and stages are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, fail where something ends later, partial where a stage is dropped; what cannot be told is for review."""
        whole = programme.stated_window(facts) if self.last else None
        own = max((one.stages for one in programme.stage_lists(facts)), key=len, default=()) if self.stages else ()
        if not (whole or own):
            return self._nothing(facts)
        partners = aligned([s.name for s in self.stages], [s.name for s in own]) if own else []
        marks = (*self._beyond(whole), *self._late(own, partners))
        alone = [s for s, partner in zip(self.stages, partners, strict=False) if partner is None and not s.only_theirs]
        dropped = tuple(s.name for s in alone if not _meant(s, own, partners))
        if marks:
            return Verdict("fail", Said.of(LATER, quote=self.quote), missing=dropped, marks=marks)
        if dropped:
            return Verdict("partial", Said.of(DROPPED, names="、".join(dropped)), missing=dropped)
        if alone:
            return Verdict("review", Said.of(UNSURE, quote=self.quote))
        spans = [whole.span] if whole else [own[p].period.span for p in partners if p is not None]
        return Verdict("pass", Said.of(KEPT), tuple(map(Proof, spans)))

    def _nothing(self, facts: Facts) -> Verdict:
        """For review where the plan has windows that may be its own."""
        if any(d.kind in ("window", "stage") for d in facts.deadlines):
            return Verdict("review", Said.of(UNSURE, quote=self.quote))
        return Verdict("partial", Said.of(UNDATED, quote=self.quote), missing=(self.quote,))

    def _beyond(self, own: Period | None) -> Iterator[Mark]:
        if own and own.last and own.last.isoformat() > self.last:
            said = Said.of(PLACE, own=f"{own.first}～{own.last}", last=own.last, limit=self.last)
            yield Mark("schedule_postponed", said, own.span)

    def _late(self, own: tuple[Stage, ...], partners: list[int | None]) -> Iterator[Mark]:
        """The stages that end later than their counterparts, and than any other they may take in."""
        for index, stage in enumerate(own):
            meant = [
                above.last or date.max.isoformat()
                for above, partner in zip(self.stages, partners, strict=True)
                if partner == index or (partner is None and families(above.name) & families(stage.name))
            ]
            last = stage.period.last
            if index in partners and last and last.isoformat() > max(meant):
                said = Said.of(PLACE, own=stage.name, last=last, limit=max(meant))
                yield Mark("schedule_postponed", said, stage.period.span)


def _meant(above: Timed, own: tuple[Stage, ...], partners: list[int | None]) -> bool:
    """Whether a stage of the plan that has no counterpart, or one that takes in its days, may be the one meant."""
    free = any(index not in partners for index in range(len(own)))
    covered = any(
        s.period.last and above.last and s.period.last.isoformat() >= above.last
        and (s.period.first is None or s.period.first.isoformat() <= (above.first or above.last))
        for s in own
    )  # fmt: skip
    return free or covered
