"""The styles and lists of a binary Word file, written down as the parts of a docx that hold them.

Source: [MS-DOC] 2.9.271 (STSH), 2.9.260 (STD), 2.9.148 (LSTF), 2.9.150 (LVL), 2.9.131 (LFO).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from lxml import etree

from conformance.readers.binary import sprms
from conformance.readers.binary.sprms import modifiers, whole
from conformance.readers.word import tags
from conformance.readers.word.numerals import FORMATS
from conformance.readers.word.styles import Styles
from conformance.readers.word.tags import VAL, Element, w

_NONE = 0xFFF
_KINDS = {1: "paragraph", 2: "character", 3: "table", 4: "numbering"}
# Built-in styles keep their number in every language; Word's own names for them are what readers of docx know.
_BUILT_IN = {**{n: f"heading {n}" for n in range(1, 10)}, **{n: f"toc {n - 18}" for n in range(19, 28)}}
_NO_NUMBER = 0xFF
_SUFFIXES = ("tab", "space", "nothing")
_LEVELS = 9


def list_id(operand: bytes) -> int | None:
    """The list a paragraph names; 0 for none, None where it only keeps the indents of one."""
    number = whole(operand)
    return number if number < 0x7FF else 0


def styles(packed: bytes) -> Element:
    """The styles as the root of a styles part; the id of a style is its number."""
    root = etree.Element(w("styles"))
    if len(packed) < 6:
        return root
    size, count, base = struct.unpack_from("<HHH", packed)
    at = 2 + size
    for number in range(count):
        if at + 2 > len(packed):
            break
        length = struct.unpack_from("<H", packed, at)[0]
        if length >= 10:
            _style(root, number, packed[at + 2 : at + 2 + length], max(base, 10))
        at += 2 + length + length % 2
    return root


def _style(root: Element, number: int, packed: bytes, base: int) -> None:
    """Add style `number`; `base` is how many bytes precede its name."""
    built_in, kind_and_base, count = struct.unpack_from("<HHH", packed)
    kind = kind_and_base & 0xF
    length = whole(packed[base : base + 2])
    name = packed[base + 2 : base + 2 + 2 * length].decode("utf-16-le", "replace").split(",")[0]
    named = {w("type"): _KINDS.get(kind, "paragraph"), w("styleId"): str(number)}
    style = etree.SubElement(root, w("style"), named | ({w("default"): "1"} if number == 0 else {}))
    etree.SubElement(style, w("name"), {VAL: _BUILT_IN.get(built_in & 0xFFF, _writable(name))})
    if kind_and_base >> 4 != _NONE:
        etree.SubElement(style, w("basedOn"), {VAL: str(kind_and_base >> 4)})
    contents = list(_contents(packed, base + 4 + 2 * length, count & 0xF))
    if kind in (1, 4) and contents:
        _paragraph(style, contents[0][2:])
    characters = contents[1:2] if kind == 1 else contents[:1] if kind == 2 else []
    for content in characters:
        _characters(style, content)


def _contents(packed: bytes, at: int, count: int) -> Iterator[bytes]:
    """The sets of modifiers of a style."""
    for _ in range(count):
        if at + 2 > len(packed):
            return
        length = whole(packed[at : at + 2])
        yield packed[at + 2 : at + 2 + length]
        at += 2 + length + length % 2


def _paragraph(style: Element, packed: bytes) -> None:
    properties = etree.SubElement(style, tags.P_PR)
    stated = dict(modifiers(packed))
    if sprms.P_LIST in stated or sprms.P_LIST_LEVEL in stated:
        number = etree.SubElement(properties, tags.NUM_PR)
        if sprms.P_LIST_LEVEL in stated:
            etree.SubElement(number, tags.ILVL, {VAL: str(whole(stated[sprms.P_LIST_LEVEL]))})
        if sprms.P_LIST in stated:
            etree.SubElement(number, tags.NUM_ID, {VAL: str(list_id(stated[sprms.P_LIST]))})
    if sprms.P_OUTLINE in stated:
        etree.SubElement(properties, tags.OUTLINE_LVL, {VAL: str(whole(stated[sprms.P_OUTLINE]))})


def _characters(style: Element, packed: bytes) -> None:
    hidden = dict(modifiers(packed)).get(sprms.C_HIDDEN)
    if hidden is not None:
        etree.SubElement(etree.SubElement(style, tags.R_PR), tags.VANISH, {VAL: str(whole(hidden) & 1)})


def _writable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


def hiding(styles: Element | None) -> Iterator[int]:
    """The numbers of the styles that hide their text."""
    known = Styles(styles)
    if known.hides and styles is not None:
        names = (style.get(w("styleId"), "") for style in styles.iterchildren(w("style")))
        yield from (int(name) for name in names if known.of(name).hidden)


def lists(table: bytes, at: int, size: int, uses: bytes, fonts: Sequence[str]) -> Element:
    """The lists as the root of a numbering part. Their definitions stand in `table` at `at`, `size` bytes of heads and
    then the levels; `uses` are the lists as paragraphs name them."""
    root = etree.Element(w("numbering"))
    count = min(whole(table[at : at + 2]), max(0, size - 2) // 28)
    levels = at + 2 + 28 * count
    for i in range(count):
        head = table[at + 2 + 28 * i : at + 30 + 28 * i]
        element = etree.SubElement(root, w("abstractNum"), {w("abstractNumId"): str(whole(head[:4]))})
        linked = struct.unpack_from("<9H", head, 8)
        for index in range(1 if head[26] & 1 else _LEVELS):
            made, levels = _level(table, levels, index, fonts)
            if linked[index] != _NONE:
                etree.SubElement(made, tags.P_STYLE, {VAL: str(linked[index])})
            element.append(made)
    root.extend(_uses(uses, fonts))
    return root


def _level(packed: bytes, at: int, index: int, fonts: Sequence[str]) -> tuple[Element, int]:
    """Level `index` (from 0) of a list, stored at `at`, and where the next one begins."""
    start, format, flags = struct.unpack_from("<iBB", packed, at)
    follow, characters, paragraph, limit = struct.unpack_from("<B8xBBB", packed, at + 15)
    look = packed[at + 28 + paragraph : at + 28 + paragraph + characters]
    text = at + 28 + paragraph + characters
    length = whole(packed[text : text + 2])
    pattern = packed[text + 2 : text + 2 + 2 * length].decode("utf-16-le", "replace")
    element = etree.Element(w("lvl"), {tags.ILVL: str(index)})

    def state(name: str, content: object) -> None:
        etree.SubElement(element, w(name), {VAL: str(content)})

    state("start", start)
    state("numFmt", "none" if format == _NO_NUMBER else FORMATS[format] if format < len(FORMATS) else "decimal")
    if flags & 0x08:
        state("lvlRestart", limit)
    if flags & 0x04:
        state("isLgl", 1)
    state("suff", _SUFFIXES[follow] if follow < len(_SUFFIXES) else "tab")
    state("lvlText", "".join(f"%{ord(c) + 1}" if ord(c) < _LEVELS else c for c in pattern if c >= " " or ord(c) < 9))
    _look(element, look, fonts)
    return element, text + 2 + 2 * length


def _look(level: Element, packed: bytes, fonts: Sequence[str]) -> None:
    """What matters of how the number looks: hidden, and the font its bullet comes from."""
    stated = dict(modifiers(packed))
    properties = etree.SubElement(level, tags.R_PR)
    if sprms.C_HIDDEN in stated:
        etree.SubElement(properties, tags.VANISH, {VAL: str(whole(stated[sprms.C_HIDDEN]) & 1)})
    font = whole(stated.get(sprms.C_FONT, b"\xff\xff"))
    if font < len(fonts):
        etree.SubElement(properties, w("rFonts"), {w("ascii"): fonts[font]})


def _uses(packed: bytes, fonts: Sequence[str]) -> Iterator[Element]:
    """The lists as paragraphs name them, from 1, with what each changes of its definition."""
    count = min(whole(packed[:4]), max(0, len(packed) - 4) // 16)
    at = 4 + 16 * count
    for i in range(count):
        definition, changes = struct.unpack_from("<I8xB", packed, 4 + 16 * i)
        element = etree.Element(w("num"), {tags.NUM_ID: str(i + 1)})
        etree.SubElement(element, w("abstractNumId"), {VAL: str(definition)})
        at += 4
        for _ in range(changes):
            if at + 8 > len(packed):
                break
            start, flags = struct.unpack_from("<iI", packed, at)
            at += 8
            override = etree.SubElement(element, w("lvlOverride"), {tags.ILVL: str(flags & 0xF)})
            if flags & 0x10:
                etree.SubElement(override, w("startOverride"), {VAL: str(start)})
            if flags & 0x20:
                made, at = _level(packed, at, flags & 0xF, fonts)
                override.append(made)
        yield element


def fonts(packed: bytes) -> list[str]:
    """The names of the fonts, by number. Source: [MS-DOC] 2.9.286 (SttbfFfn), 2.9.75 (FFN)."""
    names: list[str] = []
    at = 4
    for _ in range(whole(packed[:2])):
        if at >= len(packed):
            break
        size = packed[at]
        stored = packed[at + 40 : at + 1 + size]
        names.append(_writable(stored.decode("utf-16-le", "ignore").split("\0")[0]))
        at += 1 + size
    return names
