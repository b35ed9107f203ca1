"""Taking out what an earlier run of ours wrote into a Word file: our comments with their marks, and the page we added.

Comments of others stay. Source: ISO/IEC 29500-1, 17.13.4; MS-DOCX, 2.5 (extended comments: w15, w16cid, w16cex).
"""

from __future__ import annotations

from conformance.readers.word import tags
from conformance.readers.word.styles import ADDED_PAGE
from conformance.readers.word.tags import R_PR, Element, P, value, w
from conformance.reporters.annotation.anchors import END, REFERENCE, START
from conformance.reporters.annotation.parts import Parts
from conformance.reporters.annotation.remarks import AUTHOR, INITIALS

_PARA = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENSIONS = ("commentsExtended", "commentsIds", "commentsExtensible")


def without_ours(parts: Parts) -> None:
    """Remove our comments and our page from the file in `parts`; others' answers to our comments stand on their own."""
    _drop_comments(parts)
    _drop_page(parts)


def _drop_comments(parts: Parts) -> None:
    root = parts.root("comments")
    ours = (
        [c for c in root if c.get(w("author")) == AUTHOR and c.get(w("initials")) == INITIALS]
        if root is not None
        else []
    )
    if not ours:
        return
    names = {c.get(tags.ID) for c in ours}
    paragraphs = {p.get(_PARA) for c in ours for p in c.iter(P)} - {None}
    for mark in [e for e in parts.document.iter(START, END, REFERENCE) if e.get(tags.ID) in names]:
        _drop_mark(mark)
    for comment in ours:
        _drop(comment)
    _drop_extensions(parts, paragraphs)


def _drop_mark(mark: Element) -> None:
    run = mark.getparent()
    _drop(mark)
    if run is not None and mark.tag == REFERENCE and all(e.tag == R_PR for e in run):
        _drop(run)


def _drop_extensions(parts: Parts, paragraphs: set[str | None]) -> None:
    """What Word noted about our comments in parts of its own, by the ids of their paragraphs or of those notes."""
    durable: set[str] = set()
    for kind in _EXTENSIONS:
        root = parts.root(kind)
        for row in list(root) if root is not None else ():
            stated = {str(key).rpartition("}")[2]: str(words) for key, words in row.attrib.items()}
            if stated.get("paraIdParent") in paragraphs:
                del row.attrib[next(key for key in row.attrib if str(key).endswith("}paraIdParent"))]
            if stated.get("paraId") in paragraphs or stated.get("durableId") in durable:
                durable |= {stated["durableId"]} if "durableId" in stated else set()
                _drop(row)


def _drop_page(parts: Parts) -> None:
    """Remove the paragraphs in the style of our page. One that ends a section is only emptied."""
    styles = parts.root("styles")
    names = {s.get(w("styleId")) for s in styles if value(s, w("name")) == ADDED_PAGE} if styles is not None else set()
    for paragraph in [p for p in parts.document.iter(P) if value(p.find(tags.P_PR), tags.P_STYLE) in names]:
        if paragraph.find(f"{tags.P_PR}/{w('sectPr')}") is None:
            _drop(paragraph)
        else:
            for child in [e for e in paragraph if e.tag != tags.P_PR]:
                _drop(child)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
