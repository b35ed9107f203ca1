"""The style sheet and the lists of rich text, written down as the parts of a docx that hold them.

Source: Rich Text Format Specification 1.9.1, "Style sheet", "List tables".
"""

from __future__ import annotations

from lxml import etree

from conformance.readers.rich.charsets import Fonts
from conformance.readers.rich.tokens import Token, Tree, child, groups, number, words
from conformance.readers.word import tags
from conformance.readers.word.numerals import FORMATS
from conformance.readers.word.tags import VAL, Element, w

_SUFFIXES = ("tab", "space", "nothing")
_LEVELS = 9
_NO_NUMBER = 255


def styles(table: Tree, fonts: Fonts) -> Element:
    """The style sheet as the root of a styles part; paragraph styles have their number as id."""
    root = etree.Element(w("styles"))
    for row in groups(table):
        stated = words(row)
        if any(isinstance(t, Token) and t.name == "*" for t in row):
            continue
        name = plain(row, fonts).split(";")[0].strip()
        ident = stated.get("s") or 0
        default = {w("default"): "1"} if ident == 0 else {}
        style = etree.SubElement(root, w("style"), {w("type"): "paragraph", w("styleId"): str(ident)} | default)
        etree.SubElement(style, w("name"), {VAL: "".join(c for c in name if c.isprintable())})
        if stated.get("sbasedon") not in (None, 222, ident):
            etree.SubElement(style, w("basedOn"), {VAL: str(stated["sbasedon"])})
        _properties(style, stated)
    return root


def _properties(style: Element, stated: dict[str, int | None]) -> None:
    properties = etree.SubElement(style, tags.P_PR)
    if stated.get("ls") is not None or stated.get("ilvl") is not None:
        numbered = etree.SubElement(properties, tags.NUM_PR)
        for tag, word in ((tags.ILVL, "ilvl"), (tags.NUM_ID, "ls")):
            if stated.get(word) is not None:
                etree.SubElement(numbered, tag, {VAL: str(stated[word])})
    if stated.get("outlinelevel") is not None:
        etree.SubElement(properties, tags.OUTLINE_LVL, {VAL: str(stated["outlinelevel"])})
    if "v" in stated and stated["v"] != 0:
        etree.SubElement(etree.SubElement(style, tags.R_PR), tags.VANISH)


def plain(row: Tree, fonts: Fonts) -> str:
    """The text directly in `row`, control characters included."""
    parts: list[str] = []
    content = b""
    skip = 0
    for item in row:
        if not isinstance(item, Token):
            continue
        if item.kind == "word" and item.name == "u" and item.number is not None:
            parts += [fonts.decoded(content, None), chr(item.number % 0x10000)]
            content, skip = b"", 1
        elif item.kind in ("text", "byte"):
            content += item.content[skip:]
            skip = max(0, skip - len(item.content))
    return "".join((*parts, fonts.decoded(content, None)))


def lists(table: Tree, overrides: Tree, fonts: Fonts) -> Element:
    """The list table and its overrides as the root of a numbering part."""
    root = etree.Element(w("numbering"))
    for row in groups(table):
        if "list" in words(row):
            ident = str(number(row, "listid"))
            element = etree.SubElement(root, w("abstractNum"), {w("abstractNumId"): ident})
            element.extend(_levels(row, fonts))
    for row in groups(overrides):
        if "listoverride" in words(row):
            element = etree.SubElement(root, w("num"), {tags.NUM_ID: str(number(row, "ls"))})
            etree.SubElement(element, w("abstractNumId"), {VAL: str(number(row, "listid"))})
            for index, change in enumerate(g for g in groups(row) if "lfolevel" in words(g)):
                _change(element, index, change, fonts)
    return root


def _levels(row: Tree, fonts: Fonts) -> list[Element]:
    found = [group for group in groups(row) if "listlevel" in words(group)]
    return [_level(group, index, fonts) for index, group in enumerate(found[:_LEVELS])]


def _change(element: Element, index: int, change: Tree, fonts: Fonts) -> None:
    """Add what one use of a list changes of level `index`."""
    stated = words(change)
    override = etree.SubElement(element, w("lvlOverride"), {tags.ILVL: str(index)})
    if "listoverridestartat" in stated and "levelstartat" in stated:
        etree.SubElement(override, w("startOverride"), {VAL: str(number(change, "levelstartat", 1))})
    level = child(change, "listlevel")
    if "listoverrideformat" in stated and level is not None:
        override.append(_level(level, index, fonts))


def _level(row: Tree, index: int, fonts: Fonts) -> Element:
    """Level `index` (from 0) of a list."""
    element = etree.Element(w("lvl"), {tags.ILVL: str(index)})
    format = number(row, "levelnfcn", number(row, "levelnfc"))
    text = plain(child(row, "leveltext") or [], fonts)

    def state(name: str, content: object) -> None:
        etree.SubElement(element, w(name), {VAL: str(content)})

    state("start", number(row, "levelstartat", 1))
    state("numFmt", "none" if format == _NO_NUMBER else FORMATS[format] if 0 <= format < len(FORMATS) else "decimal")
    if number(row, "levelnorestart"):
        state("lvlRestart", 0)
    if number(row, "levellegal"):
        state("isLgl", 1)
    follow = number(row, "levelfollow")
    state("suff", _SUFFIXES[follow] if 0 <= follow < len(_SUFFIXES) else "tab")
    # The first character says how many follow; characters below 9 stand for the numbers of levels.
    pattern = text[1 : 1 + ord(text[0])].rstrip(";") if text else ""
    state("lvlText", "".join(f"%{ord(c) + 1}" if ord(c) < _LEVELS else c for c in pattern if c >= " " or ord(c) < 9))
    name = fonts.names.get(number(row, "f", -1))
    if name:
        etree.SubElement(etree.SubElement(element, tags.R_PR), w("rFonts"), {w("ascii"): name})
    return element
