"""The places of faulty citations, each with what to write instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from conformance.messages import Message, Said
from conformance.model.document import Span
from conformance.model.facts import Citation, Facts
from conformance.model.rules import Mark

Fault = Literal["not_in_force", "no_such_edition", "title_mismatch", "malformed", "form", "unintroduced"]

PLACE = Message("citation_fault", "{reason}", "“{quote}” is not right{instead}.")
FORM = Message("citation_form", "“{quote}”的规范写法为“{right}”。", "the normal form of “{quote}” is “{right}”.")
LATER = Message(
    "citation_overtaken", "成文后已变化：{reason}", "“{quote}” has been overtaken since the document was made{instead}."
)
CHECK = Message("citation_check", "请核对：{reason}", "please check “{quote}”{instead}.")
_ENDED = ("superseded", "repealed")
_LIGHT = ("form", "unintroduced")


def places(facts: Facts, forbidden: Collection[Fault]) -> Iterator[Mark]:
    """The places of the `forbidden` faults, in text order; a title and its number with the same fault are one."""
    faults = [_worst(c, forbidden) for c in facts.citations]
    for one, fault in zip(facts.citations, faults, strict=True):
        if fault is None:
            continue
        other = one.paired_with
        if other is None or faults[other] != fault or fault in _LIGHT:
            yield _mark(facts, one, fault, Span(one.start, one.end))
        elif one.form == "title":
            both = one, facts.citations[other]
            yield _mark(facts, one, fault, Span(min(c.start for c in both), max(c.end for c in both)))


def _worst(citation: Citation, forbidden: Collection[Fault]) -> str | None:
    """The worst forbidden fault of `citation`; none where that is a light one and it has a worse, allowed here."""
    issues = citation.resolution.issues
    fault = next((i for i in issues if ("not_in_force" if i in _ENDED else i) in forbidden), None)
    return None if fault in _LIGHT and issues[0] != fault else fault


def _mark(facts: Facts, citation: Citation, fault: str, span: Span) -> Mark:
    """The place at `span`, widened to the bracket that closes it."""
    quote = facts.document.text[span.start : span.end + 1]
    opened, closed = (sum(map(quote.count, marks)) for marks in ("(（", ")）"))
    if quote[-1:] not in (")", "）") or span.end == len(facts.document.text) or closed > opened:
        quote = quote[: span.end - span.start]
    span, quote = Span(span.start, span.start + len(quote)), " ".join(quote.split())
    found = citation.resolution
    instead = f"; write {found.right}" if found.right else ""
    message = FORM if fault == "form" else _message(citation, fault)
    said = Said.of(message, quote=quote, reason=found.reason or quote, instead=instead, right=found.right or "")
    return Mark(fault, said, span, found.right)


def _message(citation: Citation, fault: str) -> Message:
    """How a fault is spoken of: as a fault, as overtaken since, or as something to check."""
    found = citation.resolution
    if fault in _ENDED and found.on_document_date == "current":
        return LATER
    dated = fault not in _ENDED or found.on_document_date in _ENDED
    return PLACE if dated and (found.certain or fault in _LIGHT) else CHECK
