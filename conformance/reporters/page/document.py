"""One document ready to be laid out: conclusion, what to do next, cards, text, citations, dates and what is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from conformance.messages import Language
from conformance.model.facts import Deadline, Inspection
from conformance.model.report import OUTCOMES, SEVERITIES, GapReport, Report
from conformance.reporters.page.cards import LONGEST, Anchors, Card, Quote, cards
from conformance.reporters.page.plan import Table, Words, plan
from conformance.reporters.page.timeline import Timeline, timeline
from conformance.reporters.view.answers import Answer, answers
from conformance.reporters.view.citations import CitationRow, citation_rows
from conformance.reporters.view.conclusion import Conclusion, conclude
from conformance.reporters.view.markup import shortened
from conformance.reporters.view.places import Places
from conformance.reporters.view.timetable import Dated, timetable

WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: `key` of its sentence, how many items, and the cards it means."""

    key: str
    count: int
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A row of the table of citations with links to its places."""

    row: CitationRow
    places: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """A time limit with its place; `dated` and `days` (from the as-of date to it) where it has a date."""

    deadline: Deadline
    place: Quote
    dated: Dated | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The timetable's rows and its drawing."""

    dated: tuple[Timed, ...]
    recurring: tuple[Timed, ...]
    relative: tuple[Timed, ...]
    vague: tuple[Timed, ...]
    drawing: Timeline | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A checked document. `prefix` begins all its anchors; `top` is the heading level of its sections; `pieces` is its
    text; `undecided` the cards of what was not checked by the reason; `counts` are numbers of cards by outcome, waived ones apart, `levels` by severity; `nearest` whether there are
    near misses."""

    one: Report
    facts: Inspection
    prefix: str
    top: int
    title: str
    conclusion: Conclusion
    steps: tuple[Step, ...]
    cards: tuple[Card, ...]
    undecided: dict[str, list[Card]]
    counts: dict[str, int]
    levels: dict[str, int]
    nearest: bool
    pieces: tuple[Words | Table, ...]
    citations: tuple[Cited, ...]
    dates: Dates


def document_view(report: GapReport, one: Report, *, prefix: str = "", top: int = 2) -> DocumentView:
    """The view of a document that was read (`one.facts` is set)."""
    assert one.facts is not None
    facts, language = one.facts, report.language
    found = answers(report, one)
    anchors = Anchors(facts, prefix)
    made = cards(found, anchors, language)
    cited = _citations(facts, anchors, language)
    dates = _dates(facts, anchors, report)
    return DocumentView(
        one=one,
        facts=facts,
        prefix=prefix,
        top=top,
        title=facts.document.title or one.path,
        conclusion=conclude(one, found, language),
        steps=tuple(_steps(made, cited)),
        cards=made,
        undecided=_undecided(made),
        counts=_counted(map(outcome_key, found), (*OUTCOMES, WAIVED)),
        levels=_counted((a.requirement.severity for a in found), SEVERITIES),
        nearest=any(f.nearest for f in one.findings),
        pieces=plan(facts, anchors.marks(), top + 2),
        citations=cited,
        dates=dates,
    )


def _undecided(made: Sequence[Card]) -> dict[str, list[Card]]:
    reasons: dict[str, list[Card]] = defaultdict(list)
    for card in made:
        if card.answer.finding.outcome == "open" and not card.answer.waived:
            reasons[card.answer.finding.message].append(card)
    return dict(reasons)


def outcome_key(one: Answer) -> str:
    """The outcome as filters count it: waived answers are a group of their own."""
    return WAIVED if one.waived else one.finding.outcome


def _counted(found: Iterable[str], order: Sequence[str]) -> dict[str, int]:
    """How often each occurs, those of `order` that do, in that order."""
    numbers = Counter(found)
    return {key: numbers[key] for key in order if numbers[key]}


def _steps(made: Sequence[Card], cited: Sequence[Cited]) -> Iterator[Step]:
    gaps = [c for c in made if c.answer.is_gap]
    pending = [c for c in made if c.answer.pending]
    red = [c for c in gaps if c.answer.requirement.severity == "red"]
    groups = (
        ("step_red", red),
        ("step_rest" if red else "step_only", [c for c in gaps if c not in red]),
        ("step_review", [c for c in pending if c.answer.finding.outcome == "review"]),
        ("step_open", [c for c in pending if c.answer.finding.outcome == "open"]),
    )
    yield from (Step(key, len(group), tuple(group)) for key, group in groups if group)
    faulty = sum(one.row.faulty for one in cited)
    if faulty:
        yield Step("step_citations", faulty)


def _citations(facts: Inspection, anchors: Anchors, language: Language) -> tuple[Cited, ...]:
    places = Places(facts)
    ends = {c.start: c.end for c in facts.citations}
    return tuple(
        Cited(row, tuple(Quote("", places.words(at, language), anchors.link(at, ends[at])) for at in row.places))
        for row in citation_rows(facts)
    )


def _dates(facts: Inspection, anchors: Anchors, report: GapReport) -> Dates:
    found, places = timetable(facts), Places(facts)
    today = _day(report.as_of)

    def timed(one: Deadline, dated: Dated | None = None) -> Timed:
        quote = Quote(
            shortened(one.quote, LONGEST), places.words(one.start, report.language), anchors.link(one.start, one.end)
        )
        return Timed(one, quote, dated, (dated.last - today).days if dated and today else None)

    return Dates(
        tuple(timed(row.deadline, row) for row in found.dated),
        tuple(map(timed, found.recurring)),
        tuple(map(timed, found.relative)),
        tuple(map(timed, found.vague)),
        timeline(found.dated, _day(facts.document.date), today),
    )


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None
