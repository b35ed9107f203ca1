"""`deadline`: are there time limits, are they possible, in time, and inside the document's own window?

`require: arrangement` asks for at least one dated limit, window, stage or effective date; limits without a year, in a
document without a date, are half of one. `of` names a task, one word (or `$concept`) of every group: somewhere a sentence
of it must have a time limit; `by` says the last day allowed. A task without any limit is half met, one nobody mentions is
not. `forbid` names what must not be: `impossible` (a day the calendar has not, or an end before its beginning),
`year_missing` (the document nowhere says which year), `past` (over before the document's own date), `outside_window`
(after the end of the document's own window: for review, as reports and reckonings may rightly come later).
"""

from __future__ import annotations

from itertools import chain
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.kinds.timetables import limits
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Deadline, Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

DATED = Message("arrangement_present", "已有明确的时间安排。", "there are dated arrangements.")
UNDATED = Message(
    "arrangement_absent", "未见明确的完成时限、阶段或施行日期。", "no time limit, stage or effective date was found."
)
YEARLESS = Message(
    "arrangement_yearless",
    "有 {count} 处时限没有写年份，文件也没有可据以推定年份的日期。",
    "{count} time limits have no year, and the document has no date to tell it by.",
)
CLEAN = Message("limits_clean", "时限未见此类问题。", "no such fault was found.")
FAULTY = Message("limits_faulty", "有 {count} 处时限需要修改。", "{count} time limits need mending.")
CHECK = Message("limits_doubtful", "有 {count} 处时限请核对。", "{count} time limits should be checked.")
MET = Message("task_dated", "已写明完成时限。", "its time limit is stated.")
LATE = Message("task_late", "写明的时限晚于 {by}。", "the time limit stated is later than {by}.")
LATE_PLACE = Message("task_late_place", "“{quote}”晚于要求的 {by}。", "“{quote}” is later than {by}.")
NO_LIMIT = Message("task_undated", "写到了这项工作，没有写完成时限。", "the task is stated without a time limit.")
NO_TASK = Message("task_absent", "未见写明这项工作及其时限。", "neither the task nor its time limit is stated.")
_ARRANGED = ("deadline", "window", "stage", "effective_from")
_SHOWN = 8
Item = str | tuple[str, ...]


class Check(BaseModel):
    """The parameters of a `deadline` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    require: Literal["arrangement"] | None = None
    of: tuple[Item, ...] = ()
    by: str = ""
    forbid: list[limits.Fault] = []

    @model_validator(mode="after")
    def _one(self) -> Check:
        if [bool(self.require), bool(self.of), bool(self.forbid)].count(True) != 1 or (self.by and not self.of):
            raise ValueError("require | of (by) | forbid")
        return self

    def terms(self) -> frozenset[str]:
        """The words and concepts of the task."""
        return frozenset(chain.from_iterable((i,) if isinstance(i, str) else i for i in self.of))

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, partial or fail; what may rightly be so is for review."""
        if self.require:
            return _arranged([d for d in facts.deadlines if d.kind in _ARRANGED])
        return self._task(facts, evidence) if self.of else self._clean(facts)

    def _clean(self, facts: Facts) -> Verdict:
        marks = tuple(m for fault in self.forbid for m in limits.faults(facts, fault))
        if not marks:
            return Verdict("pass", Said.of(CLEAN))
        if all(m.code in limits.DOUBTFUL for m in marks):
            return Verdict("review", Said.of(CHECK, count=len(marks)), marks=marks)
        return Verdict("fail", Said.of(FAULTY, count=len(marks)), marks=marks)

    def _task(self, facts: Facts, evidence: Evidence) -> Verdict:
        sentences = limits.sentences_of(self.of, evidence)
        found = [d for s in sentences for d in limits.within(facts, s.span)]
        proofs = tuple(Proof(s.span) for s in sentences[:_SHOWN])
        if not sentences:
            return Verdict("fail", Said.of(NO_TASK))
        if not found:
            return Verdict("partial", Said.of(NO_LIMIT), proofs, missing=(NO_LIMIT.key,))
        late = [d for d in found if self.by and (limits.last_day(d) or "") > self.by]
        if late and len(late) == len(found):
            marks = tuple(
                Mark("task_late", Said.of(LATE_PLACE, quote=d.quote, by=self.by), Span(d.start, d.end)) for d in late
            )
            return Verdict("partial", Said.of(LATE, by=self.by), proofs, marks=marks)
        return Verdict("pass", Said.of(MET), tuple(Proof(Span(d.start, d.end)) for d in found[:_SHOWN]))


def _arranged(found: list[Deadline]) -> Verdict:
    dated = [d for d in found if d.value]
    if dated:
        return Verdict("pass", Said.of(DATED), tuple(Proof(Span(d.start, d.end)) for d in dated[:_SHOWN]))
    marks = tuple(limits.yearless(found))
    if marks:
        return Verdict("partial", Said.of(YEARLESS, count=len(marks)), marks=marks)
    return Verdict("fail", Said.of(UNDATED))
