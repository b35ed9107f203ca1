"""The text of one paragraph: what Word prints with all changes accepted, field codes and hidden text left out.

Source: ISO/IEC 29500-1, 17.3.3 (run content), 17.13.5 (changes), 17.16 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain

from conformance.errors import ReadError
from conformance.options import Limits
from conformance.readers.word import tags
from conformance.readers.word.drawings import Drawings
from conformance.readers.word.hidden import Hidden
from conformance.readers.word.numerals import numeral
from conformance.readers.word.symbols import symbol
from conformance.readers.word.tags import FLD_CHAR, Element, P, R, T, branch, w
from conformance.readers.zipped.archive import NESTING

_CONTENTS_FIELD = re.compile(r"\s*TOC\b", re.I)
# The characters laid over each other are the last of a list; readings (\o\ad(\s\up 9(かな),字)) come first.
_ENCLOSED = re.compile(r"\s*EQ\b.*?\\o\b[^(]*\(.*[,，]\s*([^,，()]*?)\s*\)\s*$", re.I | re.S)


@dataclass(slots=True)
class Line:
    """One paragraph: its pieces of text, each with the element it came from (None for what Word adds, such as
    numbers), what hangs on it: text boxes and notes (kind, id) in their order, and once it is closed the whole text."""

    parts: list[str] = field(default_factory=list)
    nodes: list[Element | None] = field(default_factory=list)
    boxes: tuple[Element, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    level: int | None = None
    contents: bool = False
    text: str = ""

    def add(self, text: str, node: Element | None) -> None:
        """Append `text`, printed by `node`."""
        self.parts.append(text)
        self.nodes.append(node)

    def close(self, number: str = "") -> None:
        """Put `number` before the rest and make `text` of all pieces."""
        if number:
            self.parts.insert(0, number)
            self.nodes.insert(0, None)
        self.text = "".join(self.parts)


@dataclass(slots=True)
class _Field:
    """An open field: its code so far, and whether the reader is still inside the code."""

    code: str = ""
    coding: bool = True

    @property
    def contents(self) -> bool:
        """Whether it is a table of contents."""
        return _CONTENTS_FIELD.match(self.code) is not None


class Inline:
    """Reads paragraphs of one document one after another; fields may reach over several."""

    def __init__(self, hidden: Hidden, drawings: Drawings, limits: Limits) -> None:
        self.changed = False
        self._rich: set[Element] = set()
        self._hidden = hidden
        self._drawings = drawings
        self._limits = limits
        self._hidden_style = False
        self._fields: list[_Field] = []
        self._coding = False

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open as a field."""
        return bool(self._fields) and any(f.contents for f in self._fields)

    def look(self, root: Element) -> None:
        """Learn which paragraphs of the part `root` hold more than runs of text. Most do not, and are read quicker."""
        for element in chain(self._hidden.look(root), root.iter(*_RICH)):
            self.changed = self.changed or element.tag in _CHANGES
            paragraph = next(element.iterancestors(P), None)
            if paragraph is not None:
                self._rich.add(paragraph)

    def read(self, paragraph: Element, line: Line, depth: int, *, hidden: bool) -> None:
        """Add the text of `paragraph` to `line`. `depth` is how deep it lies; `hidden` what its style says.

        ReadError where the XML is nested beyond the limit. The part must have been shown to `look` before.
        """
        if hidden or paragraph in self._rich:
            self._hidden_style = hidden
            self._walk(paragraph, line, depth)
        else:
            parts, nodes = line.parts, line.nodes
            for text in paragraph.iter(T):
                words = text.text
                if words:
                    parts.append(words.replace("\n", " "))
                    nodes.append(text)
        if self._coding:
            # A field without end would swallow the rest of the document; codes of real ones end in their paragraph.
            for unfinished in self._fields:
                unfinished.coding = False
            self._coding = False
        if self._fields:
            line.contents = line.contents or self.in_contents

    def _walk(self, parent: Element, line: Line, depth: int) -> None:
        if depth > self._limits.nesting:
            raise ReadError(NESTING, most=self._limits.nesting)
        for child in parent:
            tag = child.tag
            if tag == T:
                if child.text and not self._coding:
                    line.add(child.text.replace("\n", " "), child)
            elif tag == R:
                if self._hidden.hides(child, self._hidden_style):
                    self._fields_only(child, line)
                else:
                    self._walk(child, line, depth + 1)
            elif (act := _ACTS.get(tag)) is not None:
                act(self, child, line, depth)

    def _fields_only(self, run: Element, line: Line) -> None:
        """Fields keep their pairs of marks even where they are hidden."""
        for mark in run.iterchildren(FLD_CHAR, tags.INSTR_TEXT):
            _ACTS[mark.tag](self, mark, line, 0)

    def _print(self, text: str, node: Element, line: Line) -> None:
        if text and not self._coding:
            line.add(text, node)

    def _field(self, mark: Element, line: Line, depth: int) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].coding = False
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            line.contents = line.contents or (ended.contents and any(map(str.strip, line.parts)))
            self._coding = any(f.coding for f in self._fields)
            if ended.coding:
                self._print(_enclosed(ended.code), mark, line)
        self._coding = any(f.coding for f in self._fields)

    def _code(self, instruction: Element, line: Line, depth: int) -> None:
        if self._fields and self._fields[-1].coding:
            self._fields[-1].code += instruction.text or ""

    def _simple_field(self, element: Element, line: Line, depth: int) -> None:
        line.contents = line.contents or _CONTENTS_FIELD.match(element.get(w("instr"), "")) is not None
        self._walk(element, line, depth + 1)

    def _inside(self, element: Element, line: Line, depth: int) -> None:
        self._walk(element, line, depth + 1)

    def _control(self, element: Element, line: Line, depth: int) -> None:
        content = element.find(tags.SDT_CONTENT)
        if content is not None:
            self._walk(content, line, depth + 2)

    def _alternate(self, element: Element, line: Line, depth: int) -> None:
        chosen = branch(element)
        if chosen is not None:
            self._walk(chosen, line, depth + 2)

    def _ruby(self, element: Element, line: Line, depth: int) -> None:
        base = element.find(w("rubyBase"))
        if base is not None:
            self._walk(base, line, depth + 2)

    def _math(self, element: Element, line: Line, depth: int) -> None:
        for text in element.iter(tags.M_T, T):
            self._print(text.text or "", text, line)

    def _symbol(self, element: Element, line: Line, depth: int) -> None:
        self._print(symbol(element.get(w("char"), ""), element.get(w("font"), "")), element, line)

    def _drawing(self, element: Element, line: Line, depth: int) -> None:
        line.boxes += tuple(self._drawings.boxes(element))

    def _note(self, element: Element, line: Line, depth: int) -> None:
        kind = "endnote" if element.tag == w("endnoteReference") else "footnote"
        line.notes += ((kind, element.get(tags.ID, "")),)


def _enclosed(code: str) -> str:
    """What a field prints that lays characters over each other: 1 in a ring is ①, anything else the inner words."""
    found = _ENCLOSED.match(code)
    if found is None:
        return ""
    inner = found.group(1)
    return (
        numeral(int(inner), "decimalEnclosedCircle") if inner.isascii() and inner.isdigit() and inner != "0" else inner
    )


_Act = Callable[[Inline, "Element", Line, int], None]


def _printing(text: str) -> _Act:
    return lambda self, element, line, depth: self._print(text, element, line)


_ACTS: dict[str, _Act] = {
    **dict.fromkeys(map(w, ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo")), Inline._inside),
    **dict.fromkeys(map(w, ("tab", "ptab")), _printing("\t")),
    **dict.fromkeys(map(w, ("br", "cr")), _printing("\n")),
    w("noBreakHyphen"): _printing("-"),
    w("sym"): Inline._symbol,
    w("ruby"): Inline._ruby,
    tags.FLD_CHAR: Inline._field,
    tags.FLD_SIMPLE: Inline._simple_field,
    tags.INSTR_TEXT: Inline._code,
    tags.SDT: Inline._control,
    tags.ALTERNATE: Inline._alternate,
    **dict.fromkeys((tags.M_MATH, tags.M_PARAGRAPH), Inline._math),
    **dict.fromkeys(map(w, ("drawing", "pict", "object")), Inline._drawing),
    **dict.fromkeys(map(w, ("footnoteReference", "endnoteReference")), Inline._note),
}
# Changes and hidden text need no action of their own: what stands in them is read, or left out by having none.
_CHANGES = frozenset((tags.INS, tags.DEL, tags.MOVE_TO, tags.MOVE_FROM))
_RICH = (*_CHANGES, *(tag for tag, act in _ACTS.items() if act is not Inline._inside and tag != tags.SDT))
