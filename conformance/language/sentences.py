"""Sentences and list items of a document, each with its zone: what may count as evidence and what may not."""

from __future__ import annotations

import re

from conformance.model.document import Document, Span
from conformance.model.rules import Sentence, Zone

_END = re.compile(r"[。!?;；！？]+[\")』」]*|\n")
_PURPOSE = re.compile(r"^.{0,4}(?:为|为了|根据|依据|按照|遵照).*(?:制定|制订|特制定|编制|特订).{0,4}(?:本|此|以下)")
_SANCTION = re.compile(r"(?:对|凡)[^。]{2,80}的[^。]{0,12},[^。]*(?:处罚|罚款|追究|处分|查处|责令|停业整顿|黑名单)")


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document` in order; `；` ends one too. Zones fail open: what is not known to be a heading,
    contents, purpose or sanction sentence is body."""
    text = document.flow.text
    found: list[Sentence] = []
    start = 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        if text[start:end].strip():
            found.append(_sentence(document, start, end))
        start = end
    return tuple(_distribute(document, found))


def _sentence(document: Document, start: int, end: int) -> Sentence:
    text = document.flow.text[start:end].rstrip("\n")
    span = Span(*document.flow.source(start, start + max(1, len(text))))
    return Sentence(span, start, start + len(text), text, _zone(document, span, text))


def _zone(document: Document, span: Span, text: str) -> Zone:
    index = document.block_at(span.start)
    block = document.blocks[index] if index is not None else None
    if block and block.contents:
        return "contents"
    clause = document.clause_at(span.start)
    titled = clause is not None and clause.title and _is_title(clause.heading, span)
    if titled or (block and block.kind == "heading"):
        return "heading"
    if _PURPOSE.search(text):
        return "purpose"
    return "sanction" if _SANCTION.search(text) else "body"


def _is_title(heading: Span, span: Span) -> bool:
    """Whether the sentence is a heading and no more than its full stop."""
    return heading.start <= span.start and span.end - 1 <= heading.end


def _distribute(document: Document, found: list[Sentence]) -> list[Sentence]:
    """Give the items of a list, `应包括：A；B；C等制度`, the words before the colon."""
    out: list[Sentence] = []
    head: Span | None = None
    for sentence in found:
        colon = sentence.text.find(":")
        if out and head and document.flow.text[out[-1].flow_end - 1] != ";":
            head = None
        if head:
            out.append(_with(sentence, head))
            continue
        if 0 < colon < len(sentence.text) - 2:
            head = Span(*document.flow.source(sentence.flow_start, sentence.flow_start + colon))
        out.append(sentence)
    return out


def _with(sentence: Sentence, head: Span) -> Sentence:
    return Sentence(sentence.span, sentence.flow_start, sentence.flow_end, sentence.text, sentence.zone, head)
