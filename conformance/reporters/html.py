"""`html`: a page that opens anywhere: one file, no script, nothing from outside, and it prints.

One document: the conclusion and what to do next, the problems beside the plan's text with links both ways, all
requirements, citations, a timetable with its drawing, and what the check rests on. Several documents: ranking,
commonest gaps, a heat map, and every plan below; where the plans are long together, only their problems. In an output
folder every plan has a page of its own instead, and the overview links to it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from posixpath import relpath
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conformance.messages import Language, Message
from conformance.model.facts import TYPE_NAMES
from conformance.model.report import OUTCOME_NAMES, OUTCOMES, SEVERITIES, SEVERITY_NAMES, GapReport, Report
from conformance.reporters.page import overview as batch
from conformance.reporters.page.cards import Anchors, Card, cards
from conformance.reporters.page.document import DocumentView, document_view
from conformance.reporters.page.timeline import LABELS, MOST_ROWS, ROW, TOP, WIDTH
from conformance.reporters.page.words import OBLIGATION_NAMES, say
from conformance.reporters.view.answers import answers
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.citations import STATUS_NAMES
from conformance.reporters.view.conclusion import PROPOSAL_NAMES
from conformance.reporters.view.quality import quality_words
from conformance.reporters.view.timetable import DEADLINE_NAMES

NAME = Message("html", "网页", "web page")
SUFFIX = ".html"
PER_DOCUMENT = False
OVERVIEW = "report.html"
# Code points: beyond this the text of all plans together is left out of a page on many.
_FULL_TEXT = 200_000
# Then so many problems of a plan are listed, the worst first; the map has them all.
_LISTED = 40


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The page on `report`, UTF-8. One document has its own page, several have an overview with all of them below."""
    if len(report.reports) == 1:
        return _page(report, report.reports[0])
    length = sum(len(one.facts.document.text) for one in report.reports if one.facts)
    full = length <= _FULL_TEXT
    rows = batch.ranking(report)
    return _overview(report, rows, plans=(_plan(report, row, full) for row in rows), full=full)


def pages(report: GapReport, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """An overview and a page for each document: file names, relative to one folder, with their bytes. `names` are the
    pages' names in the order of the report's documents."""
    yield OVERVIEW, _overview(report, batch.ranking(report), links=[quote(name) for name in names])
    for one, name in zip(report.reports, names, strict=True):
        yield name, _page(report, one, home=quote(relpath(OVERVIEW, name.rpartition("/")[0] or ".")))


def _page(report: GapReport, one: Report, home: str = "") -> bytes:
    view = document_view(report, one) if one.facts else None
    return _bytes(report.language, "document.html.j2", report=report, one=one, view=view, home=home)


def _overview(
    report: GapReport,
    rows: Sequence[batch.PlanRow],
    *,
    plans: Iterable[_Plan] = (),
    full: bool = False,
    links: Sequence[str] = (),
) -> bytes:
    return _bytes(
        report.language,
        "overview.html.j2",
        report=report,
        rows=rows,
        links=links,
        plans=plans,
        full=full,
        unread=[(index, one) for index, one in enumerate(report.reports) if not one.facts],
        proposals=batch.proposals(report, rows),
        common=batch.commonest(report),
        maps=batch.heat(report, rows),
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """A plan in the overview's own file: its whole `view`, or only the `cards` of its worst problems and how many `more`."""

    row: batch.PlanRow
    view: DocumentView | None = None
    cards: tuple[Card, ...] = ()
    more: int = 0


def _plan(report: GapReport, row: batch.PlanRow, full: bool) -> _Plan:
    one, prefix = report.reports[row.index], f"p{row.index}"
    if full:
        return _Plan(row, document_view(report, one, prefix=prefix, top=4))
    todo = [a for a in answers(report, one) if a.number]
    shown = cards(todo[:_LISTED], Anchors(None, prefix), report.language)
    return _Plan(row, None, shown, len(todo) - len(shown))


def _bytes(language: Language, template: str, **values: object) -> bytes:
    made = BytesIO()  # pieces are small and many: joining them would cost several times the page
    for piece in _environment(language).get_template(template).generate(**values):
        made.write(piece.encode("utf-8", errors="replace"))
    return made.getvalue()


@cache
def _environment(language: Language) -> Environment:
    """The templates with the words of `language`. Everything is escaped; an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("conformance.reporters.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    style = made.loader.get_source(made, "page.css")[0].replace("\r\n", "\n") if made.loader else ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made.globals |= {
        "t": partial(say, language),
        "basis": basis_words,
        "quality": partial(quality_words, language=language),
        "style": Markup(style),  # our own file, none of the plan's words
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        "outcomes": OUTCOMES,
        "severities": SEVERITIES,
        "drawing": {"width": WIDTH, "labels": LABELS, "row": ROW, "top": TOP, "most": MOST_ROWS},
    }
    names: dict[str, Mapping[Any, Message]] = {
        "outcome": OUTCOME_NAMES,
        "level": SEVERITY_NAMES,
        "proposal": PROPOSAL_NAMES,
        "status": STATUS_NAMES,
        "limit": DEADLINE_NAMES,
        "type": TYPE_NAMES,
        "obligation": OBLIGATION_NAMES,
    }
    made.filters |= {key: partial(_named, known, language) for key, known in names.items()}
    return made


def _named(known: Mapping[Any, Message], language: Language, key: str) -> str:
    """The name of `key` in words."""
    return known[key].say(language)
