"""`figure`: is a figure of a superior document taken over, and no weaker?

`words` say what the figure is of (隐患整改率), `quote` how the superior document puts it, `unit`, `value` and `at_least`
(true: no less; false: no more) what it asks. Figures of the plan about the same, in so many words, decide: the most
favourable one that keeps it is a pass, and so is a sentence that says it of all (全部) where a hundred per cent is asked;
weaker ones are `weakened`. Where no figure is about the same, sentences like it are for review, and so is a figure that is
only for some (`some: true`); where nothing comes near, it is `dropped`.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from conformance.kinds.timetables import likeness
from conformance.kinds.timetables.figures import Figure, alike, figures, of_all
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

KEPT = Message("figure_kept", "已写明，不低于上级文件的要求。", "stated, and no weaker than asked.")
WEAKENED = Message(
    "figure_weakened", "指标低于上级文件（{quote}）。", "weaker than the superior document asks ({quote})."
)
PLACE = Message(
    "figure_place",
    "方案写的是“{own}”，上级文件是“{quote}”。",
    "the plan says “{own}”, the superior document “{quote}”.",
)
UNSURE = Message(
    "figure_unsure",
    "没有找到同一项指标，请核对所列段落。上级文件：“{words}”（{quote}）。",
    "no such figure was found; please check the passages listed: “{words}” ({quote}).",
)
DROPPED = Message(
    "figure_dropped",
    "未见这项指标。上级文件：“{words}”（{quote}）。",
    "the figure is not taken over: “{words}” ({quote}).",
)
_SHOWN = 3


class Check(BaseModel):
    """The parameters of a `figure` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    quote: str
    value: float
    unit: str
    at_least: bool = True
    some: bool = False

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: quantities are facts."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, fail where every figure about the same is weaker, else dropped or for review."""
        same = [f for f in _figures(facts, evidence) if f.unit == self.unit and alike(f.subject, self.words)]
        kept = [f for f in same if f.reaches(self.value, self.at_least)]
        if kept:
            return Verdict("pass", Said.of(KEPT), tuple(Proof(f.span) for f in kept[:_SHOWN]))
        sure, near = likeness.matches(self.words, (), evidence)
        told = [m.span for m in sure if self.unit == "%" and self.value == 100 and of_all(facts, m.span)]
        if told:
            return Verdict("pass", Said.of(KEPT), tuple(Proof(span) for span in told[:_SHOWN]))
        if same:
            marks = tuple(self._mark(facts, f) for f in same[:_SHOWN])
            return Verdict("fail", Said.of(WEAKENED, quote=self.quote), marks=marks)
        nearest = tuple(m.span for m in [*sure, *near][:_SHOWN])
        unsure = bool(nearest) or self.some
        said = Said.of(UNSURE if unsure else DROPPED, words=self.words, quote=self.quote)
        return Verdict("review" if unsure else "fail", said, missing=(self.words,), nearest=nearest)

    def _mark(self, facts: Facts, figure: Figure) -> Mark:
        own = "".join(facts.document.quote(figure.span).split())
        return Mark("figure_weakened", Said.of(PLACE, own=own, quote=self.quote), figure.span)


def _figures(facts: Facts, evidence: Evidence) -> list[Figure]:
    return evidence.once("figures", lambda: list(figures(facts)))
