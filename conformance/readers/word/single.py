"""Word documents in one XML file, turned into what a docx holds.

Source: WordprocessingML 2003 reference schemas; the flat package of Office (xmlPackage namespace).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from conformance.errors import ReadError
from conformance.options import Limits
from conformance.readers.word import tags
from conformance.readers.word.document import Contents, Stories, contents, walked
from conformance.readers.word.numerals import FORMATS
from conformance.readers.word.package import DAMAGED, parsed
from conformance.readers.word.tags import TYPE, VAL, WORD, Element, value, w, whole

_OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_CHANGE = "{http://schemas.microsoft.com/aml/2001/core}"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_GROUPS = (f"{_HINT}sect", f"{_HINT}sub-section", f"{_HINT}pBdrGroup")
_DELETED, _INSERTED, _COMMENT = "Word.Deletion", "Word.Insertion", "Word.Comment"
_NO_NUMBER = 255
_NOTES = ("footnote", "endnote")


def flat(data: bytes, limits: Limits) -> Contents:
    """What the flat package `data` holds; pictures and other binary parts are not looked at.

    ReadError where it is damaged, declares a document type, or is over a limit.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in parsed(data, "xml", limits).iterchildren(f"{_PACKAGE}part"):
            content = part.find(f"{_PACKAGE}xmlData")
            if content is not None and len(content):
                archive.writestr(part.get(f"{_PACKAGE}name", "").lstrip("/"), etree.tostring(content[0]))
    return contents(target.getvalue(), limits)


def old(data: bytes, limits: Limits) -> Contents:
    """What the Word 2003 file `data` holds: the elements of a docx under another name, with hints on how they print.

    ReadError as `flat`.
    """
    root = parsed(_utf8(data).replace(_OLD, WORD.encode()), "xml", limits)
    body = root.find(tags.BODY)
    if body is None:
        raise ReadError(DAMAGED, why="w:body")
    comments = sum(c.get(TYPE) == _COMMENT for c in body.iter(f"{_CHANGE}annotation"))
    changed = _changes_made(body)
    for group in list(body.iter(*_GROUPS)):
        _replaced(group, group)
    lists = _lists(root)
    _numbers_written(body, lists)
    notes = dict(_notes_cut_out(body))
    found = walked(Stories(body, root.find(w("styles")), lists, notes), limits)
    macros = root.find(w("docSuppData")) is not None
    return Contents(body, found, comments=comments, changed=changed, macros=macros)


def _utf8(data: bytes) -> bytes:
    """`data` in utf-8: names are replaced in it before it is parsed."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", data.decode("utf-16", "replace")).encode()


def _changes_made(body: Element) -> bool:
    """Take out what is deleted, put what is inserted in its place; returns whether there was any."""
    changed = False
    for change in list(body.iter(f"{_CHANGE}annotation")):
        kind = change.get(TYPE, "")
        changed = changed or kind in (_DELETED, _INSERTED)
        content = change.find(f"{_CHANGE}content")
        _replaced(change, () if kind in (_DELETED, _COMMENT) or content is None else content)
    return changed


def _replaced(element: Element, content: Iterable[Element]) -> None:
    """Put `content` in the place of `element`."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(content)


def _lists(root: Element) -> Element | None:
    """The lists as the root of a numbering part; what refers to them is renamed to what it is called in a docx."""
    stated = root.find(w("lists"))
    for reference in list(root.iter(w("listPr"))):
        reference.tag = tags.NUM_PR
        for use in reference.iterchildren(w("ilfo")):
            use.tag = tags.NUM_ID
    if stated is None:
        return None
    lists = etree.Element(w("numbering"))
    for definition in stated.iterchildren(w("listDef")):
        made = etree.SubElement(lists, w("abstractNum"), {w("abstractNumId"): definition.get(w("listDefId"), "")})
        made.extend(list(definition.iterchildren(w("lvl"))))
    for use in stated.iterchildren(w("list")):
        made = etree.SubElement(lists, w("num"), {tags.NUM_ID: use.get(w("ilfo"), "")})
        etree.SubElement(made, w("abstractNumId"), {VAL: value(use, w("ilst")) or ""})
        made.extend(list(use.iterchildren(w("lvlOverride"))))
    for level in lists.iter(w("lvl")):
        _level(level)
    return lists


def _level(level: Element) -> None:
    """Name the format of a level's numbers, and what follows them, as a docx does."""
    format = whole(value(level, w("nfc")), 0) or 0
    named = "none" if format == _NO_NUMBER else FORMATS[format] if 0 <= format < len(FORMATS) else "decimal"
    etree.SubElement(level, w("numFmt"), {VAL: named})
    for suffix in level.iterchildren(w("suff")):
        suffix.set(VAL, suffix.get(VAL, "").lower())


def _numbers_written(body: Element, lists: Element | None) -> None:
    """Put the number that Word noted for a paragraph before its text, where the list it is of is missing."""
    known = {num.get(tags.NUM_ID) for num in lists.iterchildren(w("num"))} if lists is not None else set()
    for paragraph in body.iter(tags.P):
        numbered = paragraph.find(f"{tags.P_PR}/{tags.NUM_PR}")
        noted = numbered.find(f"{_HINT}t") if numbered is not None else None
        text = noted.get(f"{_HINT}val", "") if noted is not None else ""
        if text and value(numbered, tags.NUM_ID) not in known:
            run = etree.Element(tags.R)
            etree.SubElement(run, tags.T).text = text
            etree.SubElement(run, w("tab"))
            paragraph.insert(1, run)


def _notes_cut_out(body: Element) -> Iterator[tuple[tuple[str, str], Element]]:
    """Notes stand where they are referred to; a docx has them apart."""
    for kind in _NOTES:
        for number, note in enumerate(list(body.iter(w(kind)))):
            reference = etree.Element(w(f"{kind}Reference"), {tags.ID: str(number)})
            _replaced(note, (reference,))
            yield (kind, str(number)), note
