"""`quantity`: is a number stated, and is it enough?

`about` says what the number belongs to: items that must stand in one sentence, as in a `clause`. `measure` is what is
asked for (`≥30%`, `=100%`, `≥24学时`, `≥1/P3M`, `≤2024-12-31`); 百分之百, 全部 and 一律 are a hundred per cent. Stated
and enough passes; stated and too little fails with the place; stated without a figure is partial; not stated fails.
`within` and
`guards` are those of a `clause`. That a stated count agrees with what is listed is asked by `consistency`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from conformance.kinds.clauses.conditions import Condition, Guards, Item, Kept, Scope, Word
from conformance.kinds.clauses.measures import measure
from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.showing import best, proofs
from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts, Quantity
from conformance.model.rules import Evidence, Mark, Verdict

ENOUGH = Message("quantity_enough", "已写明，达到{measure}。", "stated, and {measure} is reached.")
SHORT = Message("quantity_short", "写明的数量没有达到{measure}。", "what is stated does not reach {measure}.")
PLACE = Message("quantity_short_place", "“{quote}”没有达到{measure}。", "“{quote}” does not reach {measure}.")
NO_FIGURE = Message("quantity_no_figure", "已提到，但没有写明{measure}。", "mentioned, but without {measure}.")
ABSENT = Message("quantity_absent", "未见写明{measure}。", "{measure} is not stated.")


class Check(Kept):
    """The parameters of a `quantity` requirement."""

    about: tuple[Item, ...] = Field(min_length=1)
    measure: Word
    within: Scope = "sentence"
    guards: Guards = Guards()

    def terms(self) -> frozenset[str]:
        """The words that say what the number belongs to."""
        return frozenset(Condition(all=self.about).words())

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, partial or fail; what falls short is marked."""
        search = Search.of(facts, evidence, self.guards, self.within)
        stated = best([search], [Condition(all=(*self.about, self.measure)).wanted])
        if stated[0]:
            return Verdict("pass", Said.of(ENOUGH, measure=self.measure), proofs([search], stated))
        mentioned = search.met(Condition(all=self.about).wanted)
        marks = tuple(self._short(facts, search, list(mentioned)))
        if marks:
            return Verdict("fail", Said.of(SHORT, measure=self.measure), marks=marks)
        missing = (self.measure,)
        if mentioned:
            shown = proofs([search], [dict(list(mentioned.items())[:2])])
            return Verdict("partial", Said.of(NO_FIGURE, measure=self.measure), shown, missing)
        return Verdict("fail", Said.of(ABSENT, measure=self.measure), (), missing)

    def _short(self, facts: Facts, search: Search, units: list[int]) -> Iterator[Mark]:
        """The numbers of the unit asked for in the sentences about the matter: none of them is enough."""
        unit = measure(self.measure).unit
        for number in facts.quantities:
            if unit and number.unit == unit and any(_inside(number, s.span) for u in units for s in search.unit(u)):
                said = Said.of(PLACE, quote=number.quote, measure=self.measure)
                yield Mark("quantity_short", said, Span(number.start, number.end))


def _inside(number: Quantity, span: Span) -> bool:
    return span.start <= number.start < span.end
