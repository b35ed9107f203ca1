"""`stages`: do the stages of a timetable fit each other, and the programme the length its name claims?

`forbid` names what must not be: `stage_overlap` (a stage begins before an earlier one ends; a shared day is let pass),
`stage_gap` (more than a week between two), `stage_order` (a later stage begins earlier), `stage_count` (分四个阶段
followed by three), `stage_outside_window` (before or after the programme itself), `programme_length_mismatch` (三年行动
of seven months: half a year more or less than claimed; 百日 of 76 days: ten days). Whole years (2024年) say too little
to be outside a window. Without stages and without a claimed length there is nothing to find fault with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from conformance.facts import programme
from conformance.facts.programme import StageList
from conformance.kinds.timetables import faults
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

Fault = Literal[
    "stage_overlap", "stage_gap", "stage_order", "stage_count", "stage_outside_window", "programme_length_mismatch"
]
NONE = Message("stages_none", "没有分阶段的时间安排，无从比较。", "there is no timetable in stages to compare.")
FINE = Message("stages_fine", "阶段安排未见此类问题。", "the stages show no such fault.")
FAULTY = Message("stages_faulty", "时间安排有 {count} 处前后不合。", "{count} places of the timetable do not fit.")
_SHOWN = 8
_AMONG: dict[str, Callable[[StageList], Iterator[Mark]]] = {
    "stage_overlap": faults.overlaps,
    "stage_gap": faults.gaps,
    "stage_order": faults.disorder,
    "stage_count": faults.miscounts,
}


class Check(BaseModel):
    """The parameters of a `stages` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Fault]

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: stages are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Fail with a mark at each faulty stage, pass where there is none."""
        lists = evidence.once("stages", lambda: programme.stage_lists(facts))
        marks = tuple(self._marks(facts, lists))
        if marks:
            return Verdict("fail", Said.of(FAULTY, count=len(marks)), marks=marks)
        shown = tuple(Proof(s.period.span) for one in lists for s in one.stages)[:_SHOWN]
        return Verdict("pass", Said.of(FINE if shown else NONE), shown)

    def _marks(self, facts: Facts, lists: tuple[StageList, ...]) -> Iterator[Mark]:
        for fault in self.forbid:
            for one in lists if fault in _AMONG else ():
                yield from _AMONG[fault](one)
        stated = programme.stated_window(facts)
        if "stage_outside_window" in self.forbid and stated:
            for one in lists:
                yield from faults.outside(one, stated)
        claimed = programme.claim(facts)
        if "programme_length_mismatch" in self.forbid and claimed:
            yield from faults.mislength(facts, claimed, programme.window(facts, lists))
