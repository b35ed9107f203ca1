"""The cards beside the text: what each answer says, linked with the places it speaks of, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from conformance.messages import Language
from conformance.model.document import Locator
from conformance.model.facts import Inspection
from conformance.model.report import Place
from conformance.reporters.page.plan import Marked, Ref
from conformance.reporters.view.advice import Advice, advice
from conformance.reporters.view.answers import Answer
from conformance.reporters.view.marks import mark
from conformance.reporters.view.markup import shortened
from conformance.reporters.view.places import Places, place_words

LONGEST = 160
# What a stretch of text is to an answer, the strongest first: it decides the look where several answers speak of it.
Role = Literal["place", "partial", "nearest", "evidence", "fact"]
_ROLES: tuple[Role, ...] = ("place", "partial", "nearest", "evidence", "fact")
_SIGNS: dict[Role, str] = {"nearest": "≈", "evidence": "√", "partial": "√"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the plan as a card quotes it: `href` leads to it (empty where the page has no such text), `where`
    says clause and page. A place also has its message and the words to write instead."""

    words: str
    where: str
    href: str = ""
    message: str = ""
    replacement: str | None = None
    noisy: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """An answer ready to be laid out. `id` is its anchor; `classes` are its outcome and level, for filters."""

    id: str
    answer: Answer
    mark: str
    label: str
    classes: str
    advice: Advice
    evidence: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    places: tuple[Quote, ...] = ()

    @property
    def chips(self) -> tuple[str, ...]:
        """The missing elements, unless the message already names them all."""
        finding = self.answer.finding
        return () if all(one in finding.message for one in finding.missing) else finding.missing

    @property
    def spots(self) -> tuple[Quote, ...]:
        """Where the answer stands: its most telling passages, one for each clause and page."""
        quotes = self.places or self.evidence or self.nearest
        return tuple({q.where: q for q in reversed(quotes)}.values())[::-1]


@dataclass(slots=True)
class Anchors:
    """Gives every span that something speaks of one anchor, and collects what speaks of it. Without `facts` there is no
    text in the page and nothing to link to; `prefix` keeps the anchors of several documents in one page apart."""

    facts: Inspection | None
    prefix: str = ""
    _where: Places | None = None
    _refs: dict[tuple[int, int], dict[Ref, None]] = field(default_factory=dict)
    _looks: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)

    def link(self, start: int | None, end: int | None, role: Role = "fact", card: Card | None = None) -> str:
        """The link to [start, end), which is something of `role` to `card`; empty where the page has no such text."""
        if self.facts is None or start is None or end is None or end <= start:
            return ""
        self._where = self._where or Places(self.facts)
        if self._where.block_index(start) is None:
            return ""
        look = (_ROLES.index(role), f"m-{role} {card.classes}" if card else "")
        self._looks[start, end] = min(look, self._looks.get((start, end), look))
        refs = self._refs.setdefault((start, end), {})
        if card:
            refs[_ref(role, card)] = None
        return f"#{self._id(start, end)}"

    def _id(self, start: int, end: int) -> str:
        return f"{self.prefix}t{start}-{end}"

    def marks(self) -> list[Marked]:
        """The marks of the text, in its order."""
        return [
            Marked(*span, self._looks[span][1], self._id(*span), tuple(refs))
            for span, refs in sorted(self._refs.items())
        ]


def _ref(role: Role, card: Card) -> Ref:
    title = f"{card.answer.finding.requirement} {card.answer.requirement.title}"
    return Ref(f"#{card.id}", _SIGNS.get(role, "") + card.label, title, f"r-{role} {card.classes}")


def cards(answers: Sequence[Answer], anchors: Anchors, language: Language) -> tuple[Card, ...]:
    """The cards of a document, linked with its text through `anchors`."""
    return tuple(_linked(card, anchors, language) for card in _bare(answers, anchors.prefix))


def _bare(answers: Sequence[Answer], prefix: str) -> Iterator[Card]:
    for index, one in enumerate(answers, 1):
        outcome, severity = one.finding.outcome, one.requirement.severity
        yield Card(
            id=f"{prefix}f{index}",
            answer=one,
            mark=mark(outcome, severity),
            label=str(one.number) if one.number else one.finding.requirement,
            classes=f"o-{'waived' if one.waived else outcome} l-{severity}",
            advice=advice(one.requirement.remediation),
        )


def _linked(card: Card, anchors: Anchors, language: Language) -> Card:
    finding = card.answer.finding
    proof: Role = "evidence" if finding.outcome == "pass" else "partial"
    return replace(
        card,
        # What is amiss with the whole has no place and is said by the finding itself.
        places=tuple(
            _place(p, anchors.link(p.start, p.end, "place", card), language)
            for p in finding.places
            if p.start is not None or p.message != finding.message
        ),
        evidence=tuple(_quote(e, anchors.link(e.start, e.end, proof, card), language) for e in finding.evidence),
        nearest=tuple(_quote(n, anchors.link(n.start, n.end, "nearest", card), language) for n in finding.nearest),
    )


def _quote(at: Locator, href: str, language: Language) -> Quote:
    return Quote(shortened(at.quote, LONGEST), place_words(at.clause, at.page, language), href, noisy=at.noisy)


def _place(at: Place, href: str, language: Language) -> Quote:
    where = place_words(at.clause, at.page, language)
    return Quote(shortened(at.quote, LONGEST), where, href, at.message, at.replacement)
