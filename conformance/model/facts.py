"""What a document says, before any rule is asked: the shape of `conformance inspect --format json`.

All `start`/`end` are half-open spans of code points in `document.text`; all dates are ISO 8601.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from conformance.messages import Message
from conformance.model.document import Block, Clause, Document, Quality

SCHEMA = 1

DocumentType = Literal[
    "enterprise-plan",
    "authority-plan",
    "notice",
    "policy-draft",
    "management-rule",
    "emergency-plan",
    "drill-plan",
    "standard-or-law",
    "other",
]
TYPE_NAMES: dict[DocumentType, Message] = {
    "enterprise-plan": Message("enterprise-plan", "企业实施方案", "enterprise's plan"),
    "authority-plan": Message("authority-plan", "主管部门方案", "authority's plan"),
    "notice": Message("notice", "通知", "notice"),
    "policy-draft": Message("policy-draft", "政策文件草案", "policy draft"),
    "management-rule": Message("management-rule", "管理制度", "management rule"),
    "emergency-plan": Message("emergency-plan", "应急预案", "emergency plan"),
    "drill-plan": Message("drill-plan", "演练方案", "drill plan"),
    "standard-or-law": Message("standard-or-law", "标准或法规", "standard or law"),
    "other": Message("other", "其他文件", "other document"),
}
CitationKind = Literal[
    "standard", "law", "admin_regulation", "dept_rule", "local_rule", "normative_doc", "plan", "form", "document_number"
]
CitationForm = Literal["code", "title", "number"]
Status = Literal[
    "current", "superseded", "repealed", "no_such_edition", "title_mismatch", "malformed", "upcoming", "unknown"
]
DeadlineKind = Literal[
    "deadline", "window", "stage", "effective_from", "frequency", "duration", "event_relative", "vague"
]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation means and whether it is right.

    `status` is the verdict on the check's date, `on_document_date` on the document's own (None where it has none).
    `issues` holds every fault found, worst first; `right` what to write instead; `record` the id of the instrument in
    the register; `reason` why, in plain words, with the source. `certain` is False where the register's row was not
    verified: such a status may warn, never fail.
    """

    status: Status = "unknown"
    on_document_date: Status | None = None
    issues: tuple[str, ...] = ()
    right: str | None = None
    record: str | None = None
    reason: str | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A standard, law, order or document number named in the text.

    A title's span includes 《》, a document number's excludes the parentheses around it. `canonical` is the normal
    form; `paired_with` the index, in the document's citations, of the title or number it belongs to.
    """

    start: int
    end: int
    quote: str
    kind: CitationKind
    form: CitationForm
    canonical: str
    title: str | None = None
    code: str | None = None
    year: str | None = None
    article: str | None = None
    paired_with: int | None = None
    resolution: Resolution = field(default_factory=Resolution)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit, window, stage, frequency, duration or vague word of time, with the task it belongs to.

    `value`: deadline `/2024-12-31` (on or before), window and stage `2024-06-01/2024-12-31`, effective_from
    `2024-10-08/`, frequency `1/P6M` (at least once every six months), duration and relative limits `PT10M`; None where
    nothing can be computed. `anchor` names the event a relative limit counts from. `inferred` says which parts were
    not written there and where they came from, such as `year:issue_date`. `responsible` is the body or post that answers
    for it, where a table, brackets or the sentence says so. `until` is the last day of a limit that counts from a known day
    (自印发之日起30日内 in a document with a date).
    """

    start: int
    end: int
    quote: str
    kind: DeadlineKind
    value: str | None = None
    anchor: str | None = None
    task: str | None = None
    clause: str | None = None
    inferred: tuple[str, ...] = ()
    unit: str | None = None
    due: str | None = None
    bound: str | None = None
    name: str | None = None
    issues: tuple[str, ...] = ()
    responsible: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """Something left to be filled in. `code`: placeholder (XX, ****, 某某) or blank_field (组长： with nothing after it).
    `label` is the field's name where it has one."""

    start: int
    end: int
    quote: str
    code: Literal["placeholder", "blank_field"]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A body or post named as responsible, with the task it answers for."""

    start: int
    end: int
    quote: str
    role: str
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as the text states it, such as ≥ 30 %."""

    start: int
    end: int
    quote: str
    value: float
    unit: str
    comparator: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a report should know about how it came about. `code` is stable and language-free."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and foot of a document say about it. `date` is ISO; `date_source` says where it was found
    (option, signature, effective, number, head, none)."""

    type: DocumentType = "other"
    title: str = ""
    enterprise: str | None = None
    issuer: str | None = None
    number: str | None = None
    addressee: str | None = None
    date: str | None = None
    date_source: str = "none"


@dataclass(frozen=True, slots=True)
class Facts:
    """A document with everything extracted from it."""

    document: Document
    head: Head
    citations: tuple[Citation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    blanks: tuple[Blank, ...] = ()
    parties: tuple[Party, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One heading: number as printed, title, level from 1, path, span of the heading itself."""

    number: str
    title: str
    level: int
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The `document` object of an inspection: the text, what it is and how well it was read."""

    path: str
    sha256: str
    format: str
    text: str
    pages: int | None
    type: DocumentType
    title: str
    enterprise: str | None
    issuer: str | None
    number: str | None
    addressee: str | None
    date: str | None
    date_source: str
    blocks: tuple[Block, ...]
    quality: Quality
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything extracted from one document, as `conformance inspect --format json` prints it."""

    schema: int
    document: DocumentFacts
    outline: tuple[OutlineRow, ...]
    citations: tuple[Citation, ...]
    deadlines: tuple[Deadline, ...]
    parties: tuple[Party, ...]
    quantities: tuple[Quantity, ...]
    blanks: tuple[Blank, ...]


def outline_row(clause: Clause) -> OutlineRow:
    """The heading of `clause` as a row of the outline."""
    return OutlineRow(clause.number, clause.title, clause.level, clause.path, clause.heading.start, clause.heading.end)
