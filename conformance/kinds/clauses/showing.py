"""What is shown as evidence: few places, short ones, and those that say most of what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.topics import Topics
from conformance.kinds.clauses.wanted import Wanted
from conformance.language.sentences import heads
from conformance.language.standing import held_by, indices
from conformance.model.document import Span
from conformance.model.rules import Hit, Proof, Sentence

Met = Mapping[int, Sequence[Hit]]
_SHOWN, _EACH, _TRIED, _LONG = 8, 2, 6, 120


def best(searches: Sequence[Search], conditions: Sequence[Wanted]) -> list[Met]:
    """For each condition two units that meet it, none where none does: first those in the section that is about what the
    conditions name, of these those that hold most of the conditions."""
    held = [search.candidates[c] for search, c in zip(searches, conditions, strict=True)]
    if not any(held):
        return [{} for _ in held]
    levels: dict[str, list[int]] = {}
    for scope in {search.scope for search in searches}:
        levels[scope] = held_by(units for search, units in zip(searches, held, strict=True) if search.scope == scope)
    topics = _topics(searches[0], conditions) if any(units.bit_count() > _EACH for units in held) else []
    return [
        _first(search, condition, _ranked(units, levels[search.scope], topics)) if units else {}
        for search, condition, units in zip(searches, conditions, held, strict=True)
    ]


def _topics(search: Search, conditions: Sequence[Wanted]) -> list[int]:
    """The sentences in sections whose headings name something that the conditions ask for, more of it, and so on."""
    return Topics.of(search.facts.document, search.evidence).levels(condition.terms for condition in conditions)


def _ranked(units: int, levels: Sequence[int], topics: Sequence[int]) -> Iterator[int]:
    """First those of `units` that the last of `topics` holds, then those of the one before it, those of none last; among
    them first those of the last of `levels`; each in text order."""
    for topic in (*reversed(topics), units):
        titled = units & topic
        units &= ~topic
        for level in reversed(levels) if titled else ():
            yield from indices(titled & level)
            titled &= ~level


def _first(search: Search, condition: Wanted, ranked: Iterable[int]) -> Met:
    """Two units that meet `condition`: those that do so in their own sound words before headings and those that need
    them, damaged ones last."""
    alone: dict[int, Sequence[Hit]] = {}
    headed: dict[int, Sequence[Hit]] = {}
    damaged: dict[int, Sequence[Hit]] = {}
    for tried, unit in enumerate(ranked):
        if len(alone) == _EACH or (tried >= _TRIED and (alone or headed or damaged)):
            break
        if hits := search.meets(condition, unit):
            own = len(search.own(unit, hits)) == len(hits) and not heads(search.sentences[unit])
            (damaged if any(h.noisy for h in hits) else alone if own else headed)[unit] = hits
    return dict(list({**alone, **headed, **damaged}.items())[:_EACH])


def proofs(searches: Sequence[Search], met: Sequence[Met]) -> tuple[Proof, ...]:
    """The places of what was met, in text order, eight at most."""
    chosen: dict[Span, Proof] = {}
    for search, places in zip(searches, met, strict=True):
        for unit, hits in places.items():
            for proof in _of_unit(search, unit, hits):
                chosen.setdefault(proof.span, proof)
    return tuple(sorted(list(chosen.values())[:_SHOWN], key=lambda p: p.span))


def _of_unit(search: Search, unit: int, hits: Sequence[Hit]) -> Iterator[Proof]:
    """The sentences of a unit that hold the hits; of a long one, the commas' parts from the first to the last hit."""
    members = [*search.members(unit)]
    for index in members if len(members) == 1 else sorted({search.holding(h.at) for h in hits}.intersection(members)):
        sentence = search.sentences[index]
        inside = [h for h in hits if sentence.flow_start <= h.at < sentence.flow_end]
        yield Proof(_part(search, sentence, inside), any(h.noisy for h in inside))


def _part(search: Search, sentence: Sentence, hits: Sequence[Hit]) -> Span:
    if len(sentence.text) <= _LONG or not hits:
        return sentence.span
    start = min(h.at for h in hits) - sentence.flow_start
    end = max(h.end for h in hits) - sentence.flow_start
    low = max(sentence.text.rfind(mark, 0, start) for mark in ",:") + 1
    high = min((i for i in (sentence.text.find(m, end) for m in ",;。") if i >= 0), default=len(sentence.text))
    return Span(*search.facts.document.flow.source(sentence.flow_start + low, sentence.flow_start + max(high, end)))
