"""What a part of the grammar found: one citation, not yet placed in the document nor judged."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.facts import CitationForm, CitationKind


@dataclass(frozen=True, slots=True)
class Found:
    """A citation at [start, end) of the reading text.

    `faults` are faults of form seen while reading (`malformed`, `form`); `bare` marks a title without 《》, `short_year`
    a year written in two figures, `year` having four, `listed` a member of a list or range that names its series once; `version` is the year a title's text is said to be of.
    """

    start: int
    end: int
    form: CitationForm
    kind: CitationKind
    canonical: str
    code: str | None = None
    year: str | None = None
    article: str | None = None
    faults: tuple[str, ...] = ()
    bare: bool = False
    short_year: bool = False
    listed: bool = False
    version: str | None = None

    @property
    def title(self) -> str | None:
        """The words of the title; None for codes and numbers."""
        return self.canonical if self.form == "title" else None
