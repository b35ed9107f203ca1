"""The problems of one document, one a place: what becomes an annotation, a test failure or a row of a ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.messages import Language
from conformance.model.report import OUTCOME_NAMES, Finding, GapReport, Place, Report
from conformance.reporters.view.answers import Answer, answers
from conformance.reporters.view.places import place_words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing somebody has to look at: a place of a finding, or the finding itself where it has none.

    `start`/`end` are code points in the document's text, None where the whole document is meant; `fingerprint` is the
    same as long as the words and what stands before them are.
    """

    path: str
    answer: Answer
    code: str
    message: str
    fingerprint: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    clause: str | None = None
    page: int | None = None
    replacement: str | None = None

    @property
    def finding(self) -> Finding:
        """The finding it belongs to."""
        return self.answer.finding

    def where(self, language: Language) -> str:
        """Clause and page in words; empty for the whole document."""
        return place_words(self.clause, self.page, language)

    def headline(self, language: Language) -> str:
        """Id, title and outcome of the requirement."""
        outcome = OUTCOME_NAMES[self.finding.outcome].say(language)
        return f"{self.finding.requirement} {self.answer.requirement.title}" + (
            f"：{outcome}" if language == "zh" else f": {outcome}"
        )


def problems(report: GapReport, one: Report) -> tuple[Problem, ...]:
    """The problems of `one`: gaps, worst first, then what is for review or was not checked. Accepted ones are none."""
    return tuple(p for a in answers(report, one) if a.is_gap or a.pending for p in _of(one.path, a))


def _of(path: str, answer: Answer) -> Iterator[Problem]:
    found = answer.finding
    if not found.places:
        yield Problem(path, answer, found.code, found.message, found.fingerprint)
    yield from (_at(path, answer, p) for p in found.places if p.waiver is None and p.baseline != "unchanged")


def _at(path: str, answer: Answer, place: Place) -> Problem:
    return Problem(
        path, answer, place.code, place.message, place.fingerprint, place.start, place.end, place.quote,
        place.clause, place.page, place.replacement,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text by line and column, from 1; `end_column` is the one after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """Line and column of a character, both from 1, columns in code points; the lines are those of the document's text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
        self._length = len(text)

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`; of the last place where `offset` lies behind the text."""
        offset = min(max(offset, 0), self._length)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def region(self, problem: Problem) -> Region:
        """Where `problem` is shown: its place, or the first line of the document where it has none."""
        start, end = problem.start or 0, problem.end or 1
        if problem.start is None:
            end = max(1, self._starts[1] - 1 if len(self._starts) > 1 else self._length)
        (line, column), (end_line, end_column) = self.at(start), self.at(end)
        return Region(line, column, end_line, end_column if end_line > line else max(end_column, column + 1))
