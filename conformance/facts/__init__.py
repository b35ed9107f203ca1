"""Extraction: what a document cites, when it wants things done, what it leaves blank, what kind of document it is."""

from __future__ import annotations

from datetime import date

from conformance.facts.blanks import blanks
from conformance.facts.deadlines import deadlines
from conformance.messages import Language
from conformance.model.document import Document
from conformance.model.facts import SCHEMA, DocumentFacts, Facts, Head, Inspection, Notice, outline_row


def extract(document: Document, *, document_date: date | None = None) -> Facts:
    """Everything the document says. `document_date` overrides the date found in the text."""
    head = Head(
        date=document_date.isoformat() if document_date else None, date_source="option" if document_date else "none"
    )
    return Facts(document, head, deadlines=deadlines(document, head, document_date), blanks=blanks(document))


def inspection(facts: Facts, language: Language = "zh") -> Inspection:
    """The facts in the shape of `conformance inspect --format json`, messages in `language`."""
    document, head = facts.document, facts.head
    return Inspection(
        schema=SCHEMA,
        document=DocumentFacts(
            document.path,
            document.sha256,
            document.format,
            document.text,
            document.pages,
            head.type,
            head.title,
            head.enterprise,
            head.issuer,
            head.number,
            head.addressee,
            head.date,
            head.date_source,
            document.blocks,
            document.quality,
            tuple(Notice(n.message.key, n.say(language)) for n in document.notices),
        ),
        outline=tuple(outline_row(c) for c in document.outline if c.title),
        citations=facts.citations,
        deadlines=facts.deadlines,
        parties=facts.parties,
        quantities=facts.quantities,
        blanks=facts.blanks,
    )
