"""What a document cites: standards, laws, orders and document numbers, paired, with what the register says of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from conformance.facts.citing.articles import article
from conformance.facts.citing.asides import amended, ended
from conformance.facts.citing.bare import bare
from conformance.facts.citing.codes import codes
from conformance.facts.citing.found import Found
from conformance.facts.citing.judge import Judge, Linked
from conformance.facts.citing.numbers import numbers
from conformance.facts.citing.orders import orders
from conformance.facts.citing.pairing import cell_pairs, pairs
from conformance.facts.citing.short_names import definitions, unintroduced
from conformance.facts.citing.titles import kind_at, titles, version, words
from conformance.facts.register import Register, load
from conformance.model.document import Document
from conformance.model.facts import Citation, Head


def citations(document: Document, head: Head, as_of: date) -> tuple[Citation, ...]:
    """Every citation of `document`, in text order (a title before a code inside its brackets), judged on `as_of` and
    on the document's own date. UsageError if the register cannot be read."""
    return judged(document, head, as_of, load())


def judged(document: Document, head: Head, as_of: date, register: Register) -> tuple[Citation, ...]:
    """The same against a given register."""
    text = document.flow.text
    rows = extracted(document, register.bare_titles)
    starts = [document.flow.origin[r.start] for r in rows]
    joined = pairs(text, rows)
    cell_pairs(document, starts, rows, joined)
    short = definitions(text, rows)
    linked = Linked(rows, joined, short, ended(text, rows), unintroduced(rows, short, head.title), amended(text, rows))
    judge = Judge(register, as_of, date.fromisoformat(head.date) if head.date else None, head.title)
    return tuple(_placed(document, judge, linked, index) for index in range(len(rows)))


def extracted(document: Document, laws: frozenset[str] = frozenset()) -> list[Found]:
    """The citations of `document` in text order, at offsets of the reading text; `laws` are known without 《》."""
    text = document.flow.text
    numbered = _apart(chain(orders(text), numbers(text), codes(text)))
    starts = [f.start for f in numbered]
    named = [
        _title(document, start, end, numbered[bisect_left(starts, start) : bisect_left(starts, end)])
        for start, end in titles(text)
    ]
    unmarked = bare(text, laws, ((f.start, f.end) for f in chain(numbered, named)))
    rows = sorted(chain(numbered, named, unmarked), key=lambda f: (f.start, -f.end))
    return [replace(f, article=article(text, f.end)) for f in rows]


def _apart(found: chain[Found]) -> list[Found]:
    """`found` without those that overlap an earlier one, save codes of one range that share their span."""
    kept: list[Found] = []
    for row in sorted(found, key=lambda f: (f.start, -f.end)):
        listed = kept and (row.start, row.end, row.form) == (kept[-1].start, kept[-1].end, "code")
        if not kept or row.start >= kept[-1].end or listed:
            kept.append(row)
    return kept


def _title(document: Document, start: int, end: int, inside: Sequence[Found]) -> Found:
    """The title at [start, end) with the codes and numbers inside its brackets left out of its words."""
    text = document.flow.text[start:end]
    written = "".join(document.text[i] for i in document.flow.origin[start:end])
    name = words(text, written, [(f.start - start, f.end - start) for f in inside])
    whole = document.flow.text
    return Found(start, end, "title", kind_at(name, whole, end), name, version=version(name, whole, end))


def _placed(document: Document, judge: Judge, linked: Linked, index: int) -> Citation:
    row = linked.rows[index]
    start, end = document.flow.source(row.start, row.end)
    kind, resolution = judge.of(linked, index, document.text[start:end])
    return Citation(start, end, document.text[start:end], kind, row.form, row.canonical, row.title, row.code, row.year,
                    row.article, linked.joined.get(index), resolution)  # fmt: skip
