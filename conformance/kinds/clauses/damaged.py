"""Damaged places: where a duty that seems absent may be stated in words that lost a character or had one misread.

The verdict stays: too little is left to say that the duty is stated. But it is marked, and says which place to compare
with the original. Two signs are asked for: what is left of the one word that is missing, and a denial that hangs on a
character taken for another (没/设).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from conformance.kinds.clauses.doubts import doubtful
from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.wanted import Wanted
from conformance.language.standing import indices
from conformance.messages import Message, Said
from conformance.model.document import Document, Span
from conformance.model.rules import Mark

HERE = Message(
    "damaged_here",
    "此处原文疑似缺字或错字，请对照原件：“{quote}”。",
    "a character here seems lost or misread, compare the original: “{quote}”.",
)
_STOP = re.compile(r"[,:;。!?\n]")
_LONGEST = 60


def damaged_place(asked: Iterable[tuple[Search, Wanted]]) -> Mark | None:
    """Where one of some conditions, none of which is met, may be met in damaged words; None where nothing tells of it."""
    signs = ((sign, *one) for one in asked for sign in (_remnant, _misread_denial))
    return next(filter(None, (sign(search, condition) for sign, search, condition in signs)), None)


def _remnant(search: Search, condition: Wanted) -> Mark | None:
    doubt = doubtful(search, condition, search.evidence.remnants.standing)
    return _here(search, doubt.terms, doubt.sentence) if doubt else None


def _misread_denial(search: Search, condition: Wanted) -> Mark | None:
    remnants = search.evidence.remnants
    if not remnants.denying or not search.guards.negation:
        return None
    trusting = Search.of(search.facts, search.evidence, search.guards.trusting, search.scope)
    for unit in indices(trusting.candidates[condition] & trusting.united(remnants.denied)):
        sentence = next(index for index in trusting.members(unit) if remnants.denied >> index & 1)
        return _here(search, remnants.denying, sentence)
    doubt = doubtful(trusting, condition, remnants.denying)
    return _here(search, doubt.terms, doubt.sentence) if doubt else None


def _here(search: Search, terms: Collection[str], sentence: int) -> Mark:
    """The mark of what may be left of one of `terms` in a sentence: the words up to the nearest comma on either side."""
    flow = search.facts.document.flow
    hit = search.evidence.remnants.first(terms, sentence)
    start = max((part.end() for part in _STOP.finditer(flow.text, 0, hit.at)), default=0)
    after = _STOP.search(flow.text, hit.end)
    span = Span(*flow.source(start, after.start() if after else len(flow.text)))
    return Mark(HERE.key, Said.of(HERE, quote=_quote(search.facts.document, span)), span)


def _quote(document: Document, span: Span) -> str:
    """The words of a place on one line, the end of a long one left out."""
    words = " ".join(document.quote(span).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
