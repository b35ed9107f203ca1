"""What is added to a Word file besides marks: the comments themselves, the page at the end, and the styles of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from conformance.messages import Language, Message
from conformance.readers.word import tags
from conformance.readers.word.styles import ADDED_PAGE
from conformance.readers.word.tags import Element, P, R, value, w
from conformance.reporters.annotation.remarks import AUTHOR, INITIALS, Remarks
from conformance.reporters.word.packing import printable
from conformance.reporters.word.template import LATIN

_TITLE = Message("added_page_title", "合规检查附页", "Added by the check")
_LISTED = Message("added_page_listed", "缺少、不完整或者待核实的内容", "Missing, incomplete or to be settled")
_NOTHING = Message("added_page_nothing", "没有缺少的内容。", "Nothing is missing.")
_LARGE, _MEDIUM, _SMALL = 32, 24, 21
_LOOKS = {
    "annotation reference": ("character", "CommentReference", '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'),
    "annotation text": (
        "paragraph",
        "CommentText",
        f'<w:pPr><w:jc w:val="left"/></w:pPr><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="宋体"/>'
        '<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:eastAsia="zh-CN"/></w:rPr>',
    ),
    ADDED_PAGE: (
        "paragraph",
        "HgAddedPage",
        '<w:pPr><w:widowControl w:val="0"/><w:numPr><w:numId w:val="0"/></w:numPr><w:spacing w:before="0" w:after="0" '
        'w:line="360" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="宋体" w:cs="{LATIN}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="{_SMALL}"/><w:szCs w:val="{_SMALL}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>',
    ),
}


def style(styles: Element, name: str) -> str:
    """The id of the style called `name` in the part `styles`, added where it is missing."""
    known = {(value(s, w("name")) or "").lower(): s.get(w("styleId"), "") for s in styles.iterchildren(w("style"))}
    if name.lower() in known:
        return known[name.lower()]
    kind, wanted, looks = _LOOKS[name]
    taken = set(known.values())
    key = next(k for n in ("", *range(2, len(taken) + 3)) if (k := f"{wanted}{n}") not in taken)
    styles.append(
        etree.fromstring(
            f'<w:style xmlns:w="{tags.WORD}" w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{looks}</w:style>'
        )
    )
    return key


def comment(styles: Element, name: int, lines: Sequence[str], day: str) -> Element:
    """A comment of ours with id `name`, a paragraph a line, dated `day`."""
    made = etree.Element(w("comment"))
    for key, stated in (("id", str(name)), ("author", AUTHOR), ("date", f"{day}T00:00:00Z"), ("initials", INITIALS)):
        made.set(w(key), stated)
    for number, line in enumerate(lines):
        paragraph = _paragraph(made, style(styles, "annotation text"))
        if not number:
            etree.SubElement(_run(paragraph, style(styles, "annotation reference")), w("annotationRef"))
        _words(_run(paragraph), line)
    return made


def add_page(body: Element, styles: Element, said: Remarks, language: Language) -> None:
    """Add our page at the end of `body`: the summary, then every item that has no place in the text."""
    key = style(styles, ADDED_PAGE)
    made = etree.Element("made")
    _line(made, key, _TITLE.say(language), _LARGE, bold=True, page=True)
    for line in said.summary:
        _line(made, key, line)
    _line(made, key, _LISTED.say(language), _MEDIUM, bold=True, before=120)
    for number, lines in enumerate(said.listed, 1):
        _item(made, key, number, lines)
    if not said.listed:
        _line(made, key, _NOTHING.say(language))
    _append(body, made)


def _item(parent: Element, key: str, number: int, lines: Sequence[str]) -> None:
    for index, line in enumerate(lines):
        first = index == 0
        _line(
            parent,
            key,
            f"{number}. {line}" if first else line,
            bold=first,
            before=80 if first else 0,
            keep=index + 1 < len(lines),
        )


def _line(
    parent: Element, key: str, words: str, size: int = _SMALL, *, bold: bool = False, page: bool = False, before: int = 0,
    keep: bool = False,
) -> None:  # fmt: skip
    """One paragraph of the page; `page` begins it on a new one, `keep` holds it together with the next."""
    paragraph = _paragraph(parent, key)
    stated = paragraph[0]
    for name, wanted in (("keepNext", keep), ("pageBreakBefore", page)):
        if wanted:
            etree.SubElement(stated, w(name))
    if before:
        etree.SubElement(stated, w("spacing")).set(w("before"), str(before))
    run = _run(paragraph)
    looks = etree.SubElement(run, tags.R_PR)
    etree.SubElement(looks, w("rFonts")).set(w("hint"), "eastAsia")
    if bold:
        etree.SubElement(looks, w("b"))
    if size != _SMALL:
        for name in ("sz", "szCs"):
            etree.SubElement(looks, w(name)).set(tags.VAL, str(size))
    _words(run, words)


def _append(body: Element, made: Iterable[Element]) -> None:
    """Put paragraphs at the end of `body`, before the properties of its last section."""
    last = body[-1] if len(body) and body[-1].tag == w("sectPr") else None
    for paragraph in list(made):
        if last is None:
            body.append(paragraph)
        else:
            last.addprevious(paragraph)


def _paragraph(parent: Element, key: str) -> Element:
    paragraph = etree.SubElement(parent, P)
    etree.SubElement(etree.SubElement(paragraph, tags.P_PR), tags.P_STYLE).set(tags.VAL, key)
    return paragraph


def _run(paragraph: Element, key: str | None = None) -> Element:
    run = etree.SubElement(paragraph, R)
    if key:
        etree.SubElement(etree.SubElement(run, tags.R_PR), tags.R_STYLE).set(tags.VAL, key)
    return run


def _words(run: Element, words: str) -> None:
    text = etree.SubElement(run, tags.T)
    text.text = printable(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
