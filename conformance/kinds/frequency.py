"""`frequency`: are recurring duties quantified, and not rarer than the law asks?

`forbid: [unquantified]` marks 定期 where neither its sentence nor the rest of its paragraph says how often, and no table,
annex or rule is named that does; 定期检验 and the like, whose interval the law sets, and names (定期检查制度) are let pass.
`minima` names rows of `rules/data/minima.yaml`; where everything the document says of such a duty is rarer (or shorter)
than the row, every place is marked with the article. What the document does not speak of is no finding here. A row that
nobody verified gives a review; so does `doubt: true`, where it is not certain that the enterprise is of those the rows are for.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from conformance.facts import minima
from conformance.facts.minima import Minimum, Stated
from conformance.kinds.timetables import vagueness
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

QUANTIFIED = Message("frequencies_stated", "定期的工作都写明了频次。", "recurring duties say how often.")
VAGUE = Message(
    "frequencies_vague", "有 {count} 处“定期”没有写明多久一次。", "{count} recurring duties do not say how often."
)
UNQUANTIFIED = Message(
    "unquantified_frequency",
    "“{quote}”没有写明多久一次，请改为“每月”“每季度不少于一次”等。",
    "“{quote}” does not say how often; write every month, at least once a quarter and the like.",
)
ENOUGH = Message("minima_kept", "写明的频次、学时不低于规定。", "what is stated is not below what the law asks.")
UNSTATED = Message("minima_unstated", "没有写到有法定下限的频次、学时。", "nothing with a legal minimum is stated.")
BELOW = Message("minima_below", "有 {count} 处低于规定的下限。", "{count} places are below what the law asks.")
DOUBT = Message(
    "minima_doubtful", "有 {count} 处可能低于规定的下限，请核对。", "{count} places may be below; please check."
)
TOO_RARE = Message(
    "frequency_below_minimum",
    "“{quote}”：{subject}应不少于{least}（{basis}；适用于{scope}）。",
    "“{quote}”: {subject} is due {least} at least ({basis}; for {scope}).",
)
_UNITS = {"D": "天", "W": "周", "M": "个月", "Y": "年"}
_SHOWN = 8


class Check(BaseModel):
    """The parameters of a `frequency` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbid: list[Literal["unquantified"]] = []
    minima: list[str] = []
    doubt: bool = False

    @field_validator("minima")
    @classmethod
    def _known(cls, ids: list[str]) -> list[str]:
        unknown = [i for i in ids if i not in minima.load()]
        if unknown:
            raise ValueError(f"minima.yaml: {'、'.join(unknown)}?")
        return ids

    @model_validator(mode="after")
    def _one(self) -> Check:
        if bool(self.forbid) == bool(self.minima):
            raise ValueError("forbid | minima")
        return self

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: frequencies are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Fail with a mark for each place that is vague or below the minimum; review for minima nobody verified."""
        return self._below(facts, evidence) if self.minima else self._vague(facts)

    def _vague(self, facts: Facts) -> Verdict:
        marks = tuple(
            Mark("unquantified_frequency", Said.of(UNQUANTIFIED, quote=d.quote), Span(d.start, d.end))
            for d in vagueness.unquantified(facts)
        )
        if marks:
            return Verdict("fail", Said.of(VAGUE, count=len(marks)), marks=marks)
        return Verdict("pass", Said.of(QUANTIFIED))

    def _below(self, facts: Facts, evidence: Evidence) -> Verdict:
        told = evidence.once("minima", lambda: minima.told(facts))
        found = [(m, minima.stated(m, told)) for m in map(minima.load().__getitem__, self.minima)]
        rows = [(m, s) for m, places in found if places and all(_less(m, s) for s in places) for s in places]
        marks = tuple(_mark(facts, m, s) for m, s in rows)
        if any(m.verified for m, _ in rows) and not self.doubt:
            return Verdict("fail", Said.of(BELOW, count=len(marks)), marks=marks)
        if marks:
            return Verdict("review", Said.of(DOUBT, count=len(marks)), marks=marks)
        shown = tuple(Proof(span) for span in sorted({s.span for _, places in found for s in places})[:_SHOWN])
        return Verdict("pass", Said.of(ENOUGH if shown else UNSTATED), shown)


def _less(minimum: Minimum, place: Stated) -> bool:
    return place.amount < 0.97 * (minimum.yearly or minimum.hours or 0)


def _mark(facts: Facts, minimum: Minimum, place: Stated) -> Mark:
    quote = " ".join(facts.document.quote(place.span).split())
    said = Said.of(TOO_RARE, quote=quote, subject=minimum.subject, least=_words(minimum.at_least), basis=minimum.basis, scope=minimum.scope)  # fmt: skip
    return Mark("frequency_below_minimum", said, place.span)


def _words(at_least: str) -> str:
    """`1/P6M` as 每6个月1次; hours as they are."""
    found = re.fullmatch(r"(\d+)/P(\d+)([DWMY])", at_least)
    return f"每{found[2] if found[2] != '1' else ''}{_UNITS[found[3]]}{found[1]}次" if found else at_least
