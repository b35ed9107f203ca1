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

from conformance.kinds.clauses.conditions import Condition, Element, Guards, Item, Kept, Scope, Word
from conformance.kinds.clauses.describing import described
from conformance.kinds.clauses.explaining import explained
from conformance.kinds.clauses.measures import in_words, short
from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.showing import best, proofs
from conformance.messages import Language, Message, Said
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Verdict

ENOUGH = Message("quantity_enough", "已写明，合乎“{measure}”的要求。", "stated, and it is “{measure}”.")
SHORT = Message("quantity_short", "写明的不合“{measure}”的要求。", "what is stated is not “{measure}”.")
PLACE = Message("quantity_short_place", "“{quote}”不合“{measure}”的要求。", "“{quote}” is not “{measure}”.")
NO_FIGURE = Message("quantity_no_figure", "已提到，但没有写明“{measure}”。", "mentioned, but without “{measure}”.")
ABSENT = Message("quantity_absent", "未见写明“{measure}”。", "“{measure}” is not stated.")


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
        search, wanted = Search.of(facts, evidence, self.guards, self.within), in_words(self.measure)
        stated = best([search], [self._element.wanted])
        if stated[0]:
            return Verdict("pass", Said.of(ENOUGH, measure=wanted), proofs([search], stated))
        mentioned = search.met(Condition(all=self.about).wanted)
        marks = tuple(self._short(facts, search, list(mentioned)))
        if marks:
            return Verdict("fail", Said.of(SHORT, measure=wanted), marks=marks)
        missing = (wanted.zh,)
        if mentioned:
            shown = proofs([search], [dict(list(mentioned.items())[:2])])
            return Verdict("partial", Said.of(NO_FIGURE, measure=wanted), shown, missing)
        return Verdict("fail", Said.of(ABSENT, measure=wanted), (), missing)

    def explain(self, facts: Facts, evidence: Evidence) -> tuple[Said, ...]:
        """Where the number and what it belongs to stand, and whether they stand together."""
        return tuple(explained(Search.of(facts, evidence, self.guards, self.within), self._element))

    def described(self, language: Language) -> Iterator[str]:
        """What must be written, in words, a line each."""
        return described(self.within, [self._element], (), language)

    @property
    def _element(self) -> Element:
        """What the number belongs to and the number, as an element of a clause."""
        return Element(name=in_words(self.measure).zh, all=(*self.about, self.measure))

    def _short(self, facts: Facts, search: Search, units: list[int]) -> Iterator[Mark]:
        """The numbers of the sort asked for in the sentences about the matter: none of them is enough."""
        within = [s.span for u in units for s in search.unit(u)]
        for span in short(self.measure, facts):
            if any(one.start <= span.start < one.end for one in within):
                said = Said.of(PLACE, quote=facts.document.quote(span), measure=in_words(self.measure))
                yield Mark("quantity_short", said, span)
