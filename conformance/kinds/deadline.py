"""`deadline`: are there time limits, are they possible, are recurring duties quantified?

`require: arrangement` asks for at least one dated limit, window, stage or effective date; limits without a year, in a
document without a date, are half of one. `forbid` names what must not be: impossible (a day the calendar has not),
vague_frequency (定期 without a number in its sentence), year_missing.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

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
IMPOSSIBLE = Message("impossible", "“{quote}”不是可能的日期。", "“{quote}” is no possible date.")
VAGUE = Message("vague_frequency", "“{quote}”没有写明多久一次。", "“{quote}” does not say how often.")
NO_YEAR = Message("year_missing", "“{quote}”没有写明年份。", "“{quote}” does not say the year.")
_ARRANGED = ("deadline", "window", "stage", "effective_from")


class Check(BaseModel):
    """The parameters of a `deadline` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    require: Literal["arrangement"] | None = None
    forbid: list[Literal["impossible", "vague_frequency", "year_missing"]] = []

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: time limits are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, or fail with a mark for each faulty limit."""
        if self.require:
            return self._arranged([d for d in facts.deadlines if d.kind in _ARRANGED])
        marks = tuple(m for d in facts.deadlines if (m := self._mark(d)))
        return (
            Verdict("fail", Said.of(FAULTY, count=len(marks)), marks=marks)
            if marks
            else Verdict("pass", Said.of(CLEAN))
        )

    def _arranged(self, limits: list[Deadline]) -> Verdict:
        dated = [d for d in limits if d.value]
        if dated:
            return Verdict("pass", Said.of(DATED), tuple(Proof(Span(d.start, d.end)) for d in dated[:8]))
        marks = tuple(
            Mark("year_missing", Said.of(NO_YEAR, quote=d.quote), Span(d.start, d.end)) for d in limits if _yearless(d)
        )
        if marks:
            return Verdict("partial", Said.of(YEARLESS, count=len(marks)), marks=marks)
        return Verdict("fail", Said.of(UNDATED))

    def _mark(self, limit: Deadline) -> Mark | None:
        span = Span(limit.start, limit.end)
        if "impossible" in self.forbid and "impossible_date" in limit.issues:
            return Mark("impossible", Said.of(IMPOSSIBLE, quote=limit.quote), span)
        if "year_missing" in self.forbid and _yearless(limit):
            return Mark("year_missing", Said.of(NO_YEAR, quote=limit.quote), span)
        vague = limit.kind == "vague" and limit.name == "unquantified" and limit.bound != "quantified"
        if "vague_frequency" in self.forbid and vague:
            return Mark("unquantified_frequency", Said.of(VAGUE, quote=limit.quote), span)
        return None


def _yearless(limit: Deadline) -> bool:
    return limit.value is None and "year_missing" in limit.issues
