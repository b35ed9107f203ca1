"""Extraction: what a document cites, when it wants things done, what it leaves blank, what kind of document it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conformance.facts import register
from conformance.facts.blanks import blanks
from conformance.facts.citations import citations
from conformance.facts.deadlines import deadlines, remarks
from conformance.facts.doctype import head, own_date
from conformance.facts.front.lines import as_written
from conformance.facts.parties import parties
from conformance.facts.quantities import quantities
from conformance.messages import Language
from conformance.model.document import Document
from conformance.model.facts import SCHEMA, DocumentFacts, Facts, Inspection, Notice, outline_row


def extract(document: Document, *, document_date: date | None = None, as_of: date | None = None) -> Facts:
    """Everything the document says. `document_date` overrides the date found in the text; citations are judged on
    `as_of`, without it on the day the register was last checked."""
    front = head(document, document_date)
    day, source = own_date(document) if document_date else (front.date, front.date_source)
    return Facts(
        document,
        front,
        citations(document, front, as_of or register.load().checked_on),
        deadlines(document, replace(front, date=day, date_source=source), document_date),
        blanks(document),
        parties=parties(document),
        quantities=quantities(document),
    )


def inspection(facts: Facts, language: Language = "zh") -> Inspection:
    """The facts in the shape of `conformance inspect --format json`, messages in `language`."""
    document, front = facts.document, facts.head
    return Inspection(
        schema=SCHEMA,
        document=DocumentFacts(
            document.path,
            document.sha256,
            document.format,
            document.text,
            document.pages,
            front.type,
            as_written(document, front.title) or "",
            as_written(document, front.enterprise),
            as_written(document, front.issuer),
            as_written(document, front.number),
            as_written(document, front.addressee),
            front.date,
            front.date_source,
            document.blocks,
            document.quality,
            tuple(Notice(n.message.key, n.say(language)) for n in (*document.notices, *remarks(facts.deadlines))),
        ),
        outline=tuple(outline_row(c) for c in document.outline if c.title),
        citations=facts.citations,
        deadlines=facts.deadlines,
        parties=facts.parties,
        quantities=facts.quantities,
        blanks=facts.blanks,
    )
