"""`clause`: is a duty stated, with all its elements?

A requirement of this kind lists elements. An element is met where one unit of text holds everything its condition asks
for: `all` items, one of `any`, `at_least` n `of` several, or one of the alternatives in `or`; `not` names what spoils a
unit. The unit is a sentence (also a short table row; a semicolon ends one), a `period` (up to the full stop), an `item`
(paragraph or row), a `clause`, a `section:<role>` or the `document`, by `within`. An item is a literal, a `$concept`, a
list (one of its items), `A~B` (A, then B) or a measure (`≥10%`, `=100%`, `≤2024-12-31`, `≥1/P3M`). Items of one `all`
share no characters; `near: n` keeps them within n characters, `ordered: true` in order. Without any core element the
verdict is fail (`partial` where a `weak` condition holds); with some elements partial; with all of them pass. Headings,
keywords, contents, purpose and sanction sentences, denials and other bodies' duties are no evidence; `guards` says what
is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import chain, compress

from conformance.kinds.clauses.conditions import Condition, Element, Guards, Kept, Scope
from conformance.kinds.clauses.damaged import damaged_place
from conformance.kinds.clauses.describing import described
from conformance.kinds.clauses.doubts import doubtful
from conformance.kinds.clauses.explaining import explained, weakly
from conformance.kinds.clauses.nearby import near_misses
from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.showing import best, proofs
from conformance.kinds.clauses.wanted import Wanted
from conformance.messages import Language, Message, Said
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

MET = Message("clause_met", "已写明。", "stated.")
PARTLY = Message("clause_partial", "已写明一部分，缺：{missing}。", "partly stated; absent: {missing}.")
ABSENT = Message("clause_absent", "未见写明：{missing}。", "not stated: {missing}.")
DOUBTFUL = Message(
    "clause_doubtful",
    "此处文字疑似有误，不能断定未写明：{missing}。",
    "the text seems damaged here, so absence is not certain: {missing}.",
)
REPEATED = Message(
    "clause_repeated",
    "只见转述上级的要求，看不出本单位怎样做：{missing}。",
    "the plan seems only to repeat what a superior demands, not what it will do itself: {missing}.",
)
NAMED = Message(
    "clause_named",
    "全文多为名称罗列，看不出谁做、何时做、怎样做，不能算已写明：{missing}。",
    "the text mostly names things, not who does what and when, which does not state: {missing}.",
)
SEARCHED = Message("searched_sentences", "已查正文 {count} 句", "{count} sentences of the body were searched")


class Check(Kept):
    """The parameters of a `clause` requirement."""

    within: Scope = "sentence"
    elements: tuple[Element, ...]
    weak: tuple[Condition, ...] = ()
    guards: Guards = Guards()

    def terms(self) -> frozenset[str]:
        """The literals and `$concepts` of all elements."""
        return frozenset(chain.from_iterable(c.words() for c in (*self.elements, *self.weak)))

    def described(self, language: Language) -> Iterator[str]:
        """What must be written, in words, a line each."""
        return described(self.within, self.elements, self.weak, language)

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, partial or fail, with the sentences that meet each element."""
        searches = self._searches(facts, evidence)
        searched = Said.of(SEARCHED, count=searches[0].counted.bit_count())
        if not self._spoken_of(evidence):
            return _not_stated(tuple([e.name for e in self.elements]), searched)
        met = best(searches, self.wanted)
        missing = tuple([e.name for e, places in zip(self.elements, met, strict=True) if not places])
        if len(missing) == len(met) or not any(places for places, core in zip(met, self.cores, strict=True) if core):
            return self._absent(searches, missing, searched)
        shown = proofs(searches, met)
        if missing:
            said, damaged = Said.of(PARTLY, missing="、".join(missing)), self._damaged(searches, met)
            absent = [wanted for wanted, places in zip(self.wanted, met, strict=True) if not places]
            nearest = _unshown(near_misses(searches[0], absent), shown)
            return Verdict("partial", said, shown, missing, nearest, searched, damaged=damaged)
        return Verdict("pass", Said.of(MET), shown, searched=searched)

    def explain(self, facts: Facts, evidence: Evidence) -> tuple[Said, ...]:
        """Of each element: where it is met, where its groups stand, and what was refused and why."""
        searches = self._searches(facts, evidence)
        told = [said for e, search in zip(self.elements, searches, strict=True) for said in explained(search, e)]
        if not any(search.met(w) for search, w, core in zip(searches, self.wanted, self.cores, strict=True) if core):
            whole = Search.of(facts, evidence, self.guards, self.within)
            told += next(filter(None, (list(weakly(whole, weak)) for weak in self.weak)), [])
        return tuple(told)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The elements as documents are searched for them."""
        return tuple(e.wanted for e in self.elements)

    @cached_property
    def cores(self) -> tuple[bool, ...]:
        """For each element whether the duty is stated with it: the core ones, or any where none is marked."""
        marked = any(e.core for e in self.elements)
        return tuple(e.core or not marked for e in self.elements)

    def _spoken_of(self, evidence: Evidence) -> bool:
        """Whether any of the words that may meet a condition occurs, be it damaged; most of what is asked in other trades
        does not."""
        measured, terms = self._asked
        if measured or not evidence.standing.keys().isdisjoint(terms):
            return True
        return not evidence.once("damaged terms", lambda: _damaged_terms(evidence)).isdisjoint(terms)

    @cached_property
    def _asked(self) -> tuple[bool, frozenset[str]]:
        """Whether a measure may meet a condition, and the terms that may."""
        wanted = [*self.wanted, *(weak.wanted for weak in self.weak)]
        return any(one.measured for one in wanted), frozenset(chain.from_iterable(one.terms for one in wanted))

    def _searches(self, facts: Facts, evidence: Evidence) -> list[Search]:
        """The search for each element; one where they are looked for in the same units."""
        whole = Search.of(facts, evidence, self.guards, self.within)
        return [Search.of(facts, evidence, self.guards, e.within) if e.within else whole for e in self.elements]

    def _absent(self, searches: Sequence[Search], missing: tuple[str, ...], searched: Said) -> Verdict:
        """The verdict where no core element is met: a weak statement, a doubt, or nothing."""
        facts, evidence = searches[0].facts, searches[0].evidence
        for weak in self.weak:
            search = Search.of(facts, evidence, self.guards, self.within)
            places = best([search], [weak.wanted])
            if places[0]:
                said, shown = Said.of(PARTLY, missing="、".join(missing)), proofs([search], places)
                return Verdict("partial", said, shown, missing, _unshown(self._near(search), shown), searched)
        for condition, scope, core in zip(self.wanted, searches, self.cores, strict=True):
            if core and (doubt := doubtful(scope, condition, evidence.suspected)):
                said, span = Said.of(DOUBTFUL, missing="、".join(missing)), scope.sentences[doubt.sentence].span
                return Verdict("review", said, (Proof(span, noisy=True),), missing, searched=searched)
        doubted = NAMED if searches[0].names else REPEATED if searches[0].repeated else None
        if doubted and (told := self._admitted(searches[0])):
            return Verdict("review", Said.of(doubted, missing="、".join(missing)), told, missing, searched=searched)
        damaged = self._damaged(searches, [()] * len(searches))
        return _not_stated(missing, searched, self._near(searches[0]), damaged)

    def _near(self, search: Search) -> tuple[Span, ...]:
        """The passages that hold most of what the core elements ask for."""
        return near_misses(search, compress(self.wanted, self.cores))

    def _damaged(self, searches: Sequence[Search], met: Sequence[Collection[int]]) -> Mark | None:
        """Where a core element that is not met may stand in damaged words."""
        rows = zip(searches, self.wanted, met, self.cores, strict=True)
        return damaged_place((search, wanted) for search, wanted, places, core in rows if core and not places)

    def _admitted(self, search: Search) -> tuple[Proof, ...]:
        """Where a core element would be met, did it not seem only to repeat a superior's demands or to name things; in a text
        of names also where a weak statement would."""
        guards = self.guards.admitting
        asked = [(e.within or self.within, e.wanted) for e, core in zip(self.elements, self.cores, strict=True) if core]
        asked += [(self.within, weak.wanted) for weak in self.weak if search.names]
        scopes = [Search.of(search.facts, search.evidence, guards, within) for within, _ in asked]
        return proofs(scopes, best(scopes, [wanted for _, wanted in asked]))


def _not_stated(
    missing: tuple[str, ...], searched: Said, nearest: tuple[Span, ...] = (), damaged: Mark | None = None
) -> Verdict:
    said = Said.of(ABSENT, missing="、".join(missing))
    return Verdict("fail", said, (), missing, nearest, searched, damaged=damaged)


def _unshown(spans: Sequence[Span], shown: Sequence[Proof]) -> tuple[Span, ...]:
    """Those of some passages that are no evidence."""
    evidence = {proof.span for proof in shown}
    return tuple([span for span in spans if span not in evidence])


def _damaged_terms(evidence: Evidence) -> frozenset[str]:
    """The terms that may stand in damaged words of a document."""
    remnants = evidence.remnants
    return frozenset(chain(evidence.suspected, remnants.standing, remnants.denying))
