"""What the pages of a review opinion are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from conformance.messages import Language, Message
from conformance.model.document import Locator
from conformance.model.facts import Inspection
from conformance.model.report import SEVERITY_NAMES, GapReport, Place, Report
from conformance.reporters.view.answers import Answer, answers
from conformance.reporters.view.conclusion import Conclusion, conclude
from conformance.reporters.view.markup import shortened
from conformance.reporters.view.places import Places, place_words

QUOTE = Message("quoted", "“{words}”", "“{words}”")
_PARAGRAPH = Message("paragraph", "第{number}段", "paragraph {number}")
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class Case:
    """One document's report with its answers in order and what they come to."""

    report: GapReport
    one: Report
    answers: tuple[Answer, ...]
    conclusion: Conclusion

    @classmethod
    def of(cls, report: GapReport) -> Case:
        """The case of the first document of `report`."""
        one = report.reports[0]
        found = answers(report, one)
        return cls(report, one, found, conclude(one, found, report.language))

    @property
    def language(self) -> Language:
        """The language of the report."""
        return self.report.language

    @property
    def facts(self) -> Inspection | None:
        """What the document says; None where it was not read."""
        return self.one.facts

    @property
    def title(self) -> str:
        """The document's title without blanks of layout; empty where it has none."""
        return "".join(self.facts.document.title.split()) if self.facts else ""

    @property
    def file(self) -> str:
        """The name of the document's file."""
        return PurePosixPath(self.one.path).name

    @property
    def recipient(self) -> str | None:
        """Whom the letter is for: the enterprise, else who issued the document."""
        document = self.facts.document if self.facts else None
        return (document.enterprise or document.issuer) if document else None

    @property
    def gaps(self) -> tuple[Answer, ...]:
        """What has to be mended, worst first."""
        return tuple(a for a in self.answers if a.is_gap)

    def where(self, place: Place | Locator) -> str:
        """Where something stands: clause and page, or the number of its paragraph; empty where it has no place."""
        known = place_words(place.clause, place.page, self.language)
        if known or place.start is None or not self.facts:
            return known
        block = Places(self.facts).block_index(place.start)
        return "" if block is None else _PARAGRAPH.say(self.language, number=block + 1)

    def quoted(self, words: str) -> str:
        """`words` of the document in quotation marks, on one line, cut where long."""
        flat = words.replace("“", "‘").replace("”", "’")
        return QUOTE.say(self.language, words=shortened(flat, _LONGEST))


def named(answer: Answer) -> str:
    """A requirement's id and title."""
    return f"{answer.finding.requirement}　{answer.requirement.title}"


def level(answer: Answer, language: Language) -> str:
    """The requirement's severity: mark and word."""
    return SEVERITY_NAMES[answer.requirement.severity].say(language)


def instruments(case: Case) -> Iterator[str]:
    """The titles of all instruments the requirements rest on, each once, in the packs' order."""
    rows = (row for pack in case.report.packs for row in pack.requirements.values())
    yield from dict.fromkeys(b.title for row in rows for b in row.basis)
