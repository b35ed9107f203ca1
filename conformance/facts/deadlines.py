"""Time limits of a document: deadlines, windows, stages, frequencies, durations, events and vague words of time.

Nothing is resolved against the machine's clock. A year that is not written comes from the other end of a range, the
list or sentence, the section, the title, the issue date or the option `--document-date`, in that order; `inferred`
says which (`year:section`). Codes used in a row:

- `due`: where in a period a recurring duty falls: `25` (day of the month), `03-31`, `W5` (Friday), `M1-10` (tenth day
  of a quarter's first month), `M-1-25` (of its last), `end`, `working_day_1`, `W5#-1` (the last Friday), `+P10D` (after the period's end), with `T16:00` for an hour;
  for a dated limit the hour alone; otherwise the event in the text's words (投入使用前).
- `bound`: `at_least`, `at_most`, `before`, `after`; `quantified` on a vague word whose clause has a number for it.
- `name`: of a stage its name, of a vague word its class (prompt, unquantified, irregular, routine, seasonal,
  continuous, limit_unspecified, undefined_schedule).
- `issues`: `year_missing` (the document nowhere says which year), `year_blank`, `impossible_date`, `ambiguous_bound`
  (8月前: before or within August; the later is taken), `reversed_range`, `year_rolled_over`, `calendar_missing` and
  `calendar_unannounced` (working days that nobody can count without the extra, or before the holidays are announced).
- `until`: the last day of a limit that counts from the document's own date, a date or the day it takes effect;
  `inferred` says which (`until:issue_date`, `until:stated`, `until:effective`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from conformance.facts.timing.calendar_rows import Calendar
from conformance.facts.timing.columns import Tables
from conformance.facts.timing.counts import counted
from conformance.facts.timing.deictic import deictic
from conformance.facts.timing.events import events, vague
from conformance.facts.timing.feasts import feasts
from conformance.facts.timing.found import Phrase, quantified, settle
from conformance.facts.timing.frequencies import frequencies
from conformance.facts.timing.groups import Group, groups
from conformance.facts.timing.limits import limits
from conformance.facts.timing.masks import masked
from conformance.facts.timing.reckoning import reckoned
from conformance.facts.timing.responsible import Responsibles
from conformance.facts.timing.stages import Stages
from conformance.facts.timing.tasks import Tasks
from conformance.facts.timing.working_days import MISSING, UNANNOUNCED
from conformance.facts.timing.years import Years, issue_of
from conformance.messages import Message, Said
from conformance.model.document import Block, Document
from conformance.model.facts import Deadline, Head

_UNCOUNTED = (
    Message(
        MISSING,
        "有 {count} 处时限按工作日计算，没有推算截止日：请安装扩展 calendar（pip install 'conformance[calendar]'）。",
        "{count} time limits are in working days; their last day needs the extra: pip install 'conformance[calendar]'.",
    ),
    Message(
        UNANNOUNCED,
        "有 {count} 处时限按工作日计算，没有推算截止日：所在年份的放假安排不在日历中。",
        "{count} time limits are in working days of a year whose holidays the calendar does not know.",
    ),
)


def deadlines(document: Document, head: Head, document_date: date | None = None) -> tuple[Deadline, ...]:
    """Every time limit of `document`, in text order; several rows for a phrase that holds several.

    `document_date` is the date given by option, used for years where the document states no date of its own.
    """
    text = document.flow.text
    mask = masked(text, head.title)
    dates = [g for g in groups(text) if not any(mask[g.start : g.end])]
    years = Years(document, head, issue_of(head, document_date), dates)
    tables = Tables(document)
    calendar = Calendar(text, years, Stages(text), _columns(document, tables, dates))
    dated = chain(calendar.phrases(dates), deictic(text, years), feasts(text, years))
    found = chain(dated, frequencies(text, dates), counted(text), limits(text), events(text), vague(text))
    phrases = settle(p for p in found if not any(mask[p.start : p.end]))
    place = _Places(document, tables, Tasks(text, phrases), Responsibles(text))
    return tuple(chain.from_iterable(place.rows(p) for p in reckoned(quantified(text, phrases), years)))


def remarks(found: tuple[Deadline, ...]) -> tuple[Said, ...]:
    """What a reader should know about the limits `found`: that working days could not be counted, and why."""
    counts = ((message, sum(message.key in d.issues for d in found)) for message in _UNCOUNTED)
    return tuple(Said.of(message, count=count) for message, count in counts if count)


def _columns(document: Document, tables: Tables, dates: list[Group]) -> dict[int, str]:
    """What the column of each date in a table is for, by the date's offset in the reading text."""
    purposes: dict[int, str] = {}
    for group in dates:
        block = document.block_at(document.flow.origin[group.start])
        purpose = tables.purpose(document.blocks[block]) if block is not None else None
        if purpose:
            purposes[group.start] = purpose
    return purposes


@dataclass(frozen=True, slots=True)
class _Places:
    """Puts phrases in their place: span, clause, task and who is responsible."""

    document: Document
    tables: Tables
    tasks: Tasks
    responsibles: Responsibles

    def rows(self, phrase: Phrase) -> Iterator[Deadline]:
        """The rows of `phrase` with everything that its place says."""
        document = self.document
        start, end = document.flow.source(phrase.start, phrase.end)
        clause = document.clause_at(start)
        index = document.block_at(start)
        cell = document.blocks[index] if index is not None and document.blocks[index].kind == "cell" else None
        who = self.tables.responsible(cell) if cell else self.responsibles.of(phrase.start, phrase.end)
        for row in phrase.rows:
            task = row.name if row.kind == "stage" else self._task(phrase, cell)
            yield replace(row, start=start, end=end, quote=document.text[start:end], responsible=who,
                          task=task or (clause.title[:60] if clause else "") or None, clause=clause.path if clause else None)  # fmt: skip

    def _task(self, phrase: Phrase, cell: Block | None) -> str | None:
        """The task of a table's row for a limit that has a cell, else that of its sentence."""
        alone = cell and (self.tables.purpose(cell) or self.tables.alone(cell, phrase.end - phrase.start))
        return (self.tables.task(cell) if cell and alone else None) or self.tasks.of(phrase)
