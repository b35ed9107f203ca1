"""What is demanded: a pack of requirements, each with its basis and one check of some kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, TypeVar, runtime_checkable

from conformance.messages import Said
from conformance.model.document import Span
from conformance.model.facts import DocumentType, Facts
from conformance.model.report import Obligation, Outcome, Severity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Basis:
    """Why something is demanded: an instrument of the register or a document, with its clause or article.

    `document` is the register's id or a pack's own name of a document; `valid_from`/`valid_to` ISO dates, None where open.
    """

    document: str
    title: str
    clause: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place a verdict speaks of, before it is put into words: code, span, message and what to write instead."""

    code: str
    said: Said
    span: Span | None = None
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A span that meets (part of) a demand; `noisy` where damaged characters had to be tolerated."""

    span: Span
    noisy: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says of one document, in spans and unspoken messages; the engine makes the Finding of it.

    `searched` says where an absence was looked for, `damaged` where what is missing may stand in damaged words.
    """

    outcome: Outcome
    said: Said
    evidence: tuple[Proof, ...] = ()
    missing: tuple[str, ...] = ()
    nearest: tuple[Span, ...] = ()
    searched: Said | None = None
    marks: tuple[Mark, ...] = ()
    damaged: Mark | None = None


class Hit(NamedTuple):
    """An occurrence of a term: the range [at, end) in the reading text, and whether damaged characters had to be
    tolerated to see it."""

    at: int
    end: int
    noisy: bool = False

    def overlaps(self, other: Hit) -> bool:
        """Whether the two share at least one character."""
        return self.at < other.end and other.at < self.end


# Facts of a profile that must all hold, each with its value or the values accepted.
Traits = Mapping[str, bool | str | tuple[str, ...]]
Zone = Literal["body", "heading", "keywords", "names", "contents", "purpose", "sanction"]


class Sentence(NamedTuple):
    """A sentence or list item: its span, its range in the reading text and its words there, and its zone.

    `head` is the span of the words before the colon that the items of a list share, `tail` that of the word at the
    list's end which all of them share (A；B；C等制度); None outside lists. `row` tells table and row of a cell. `topic` is
    the heading whose words a terse line or a cell leaves out; it says nothing by itself.
    """

    span: Span
    flow_start: int
    flow_end: int
    text: str
    zone: Zone
    head: Span | None = None
    tail: Span | None = None
    topic: Span | None = None
    row: tuple[int, int] | None = None


class Wording(Protocol):
    """A wording of a term as it occurs in a document."""

    @property
    def held(self) -> int:
        """The sentences that its hits count for, bit i for that of index i."""

    def at(self, index: int) -> Sequence[Hit]:
        """The hits that count for the sentence at `index`, in text order, without those that only seem to be words."""


class Remains(Protocol):
    """What may be left of damaged words, by the terms they would count as (implemented in `language`). Sets of sentences
    are the bits of a number."""

    @property
    def standing(self) -> Mapping[str, int]:
        """The sentences in which something may be left of each term."""

    @property
    def denying(self) -> Mapping[str, int]:
        """The sentences in which what may be left of a term makes a denial that they have not without the damage."""

    @property
    def denied(self) -> int:
        """Those of them whose denial hangs on one character of a word of several: 没备 for 设备."""

    def first(self, terms: Collection[str], sentence: int) -> Hit:
        """The first place at which something may be left of one of `terms` in the sentence of that index. ValueError where
        there is none."""


class Evidence(Protocol):
    """What the one pass over the text found, as kinds ask for it (implemented in `language`)."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences of the document, in order."""

    def once(self, what: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, worked out for the first of the requirements that ask for `what` of this document."""

    def hits(self, term: str) -> Sequence[Hit]:
        """Occurrences of `term` (a literal, or `$concept`), in text order."""

    @property
    def standing(self) -> Mapping[str, int]:
        """The sentences that each term which occurs counts for, bit i for that of index i."""

    @property
    def wordings(self) -> Mapping[str, Sequence[Wording]]:
        """The wordings that occur of each term that does."""

    @property
    def damage(self) -> float:
        """The estimated share of wrongly recognised characters."""

    def words(self, term: str) -> Sequence[str]:
        """The wordings that count as `term`."""

    def terms(self, word: str) -> Sequence[str]:
        """The terms asked for that `word` counts as."""

    def across(self, hit: Hit) -> bool:
        """Whether a short hit only seems to be a word: it begins in one and ends in another."""

    @property
    def suspected(self) -> Mapping[str, int]:
        """The sentences in which a longer word of a term may stand with a character wrong, bit i for that of index i."""

    @property
    def remnants(self) -> Remains:
        """What may be left of words that lost a character or had one taken for another."""

    def nearest(self, words: str, *, loosely: bool = False) -> Sequence[Span]:
        """The sentences most like `words`, the best first; `loosely` those too that are hardly like them."""

    def at(self, term: str) -> Mapping[int, Sequence[Hit]]:
        """The occurrences of `term` by the index of the sentence they count for, in text order."""


class Kind(Protocol):
    """A kind of check: a frozen value made from a requirement's parameters."""

    def terms(self) -> frozenset[str]:
        """The literals and `$concepts` the check must have looked up."""

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """The verdict on one document."""


@runtime_checkable
class Explaining(Protocol):
    """A check that can tell how its verdict came about."""

    def explain(self, facts: Facts, evidence: Evidence) -> Sequence[Said]:
        """What was looked for, where it was found, what was refused and why, a sentence each."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One demand. `id` is unique over all packs; it applies where one row of `applies` holds, or there is no row;
    `same_as` names the same demand in other packs; `status` draft can at most say `review`."""

    id: str
    title: str
    text: str
    obligation: Obligation
    severity: Severity
    basis: tuple[Basis, ...]
    kind: str
    check: Kind
    remediation: str
    applies: tuple[Traits, ...] = ()
    examples: Mapping[Literal["pass", "partial", "review", "fail"], tuple[str, ...]] = field(default_factory=dict)
    same_as: tuple[str, ...] = ()
    status: Literal["active", "draft"] = "active"


@dataclass(frozen=True, slots=True)
class Pack:
    """A named, versioned set of requirements. `document_types`, `valid_from`/`valid_to` and `applies` (facts of the
    enterprise, as of a requirement) are used by `--pack auto` and for a notice where a pack asked for by name does not
    fit."""

    id: str
    title: Mapping[str, str]
    version: str
    sha256: str
    requirements: tuple[Requirement, ...]
    document_types: tuple[DocumentType, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    applies: tuple[Traits, ...] = ()

    def __hash__(self) -> int:
        """That of the file: what a pack holds cannot all be hashed."""
        return hash(self.sha256)
