"""Marking spans of a Word document's text: runs are split at the exact characters, nothing visible changes.

Source: ISO/IEC 29500-1, 17.13.4 (comments), 17.3.2 (runs), 17.5.2 (structured document tags), 17.16 (fields).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from conformance.readers.word import tags
from conformance.readers.word.tags import R_PR, Element, P, R, T, w
from conformance.readers.word.textmap import Printed

START, END, REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Where runs stand side by side: marks may stand between them.
_HOLDERS = {P, tags.SDT_CONTENT, tags.INS, tags.MOVE_TO, tags.FLD_SIMPLE}
_SMART_TAG = w("smartTag")
_HOLDERS |= {_SMART_TAG, *map(w, ("hyperlink", "customXml", "dir", "bdo"))}
_NOTES = {w("footnote"): w("footnoteReference"), w("endnote"): w("endnoteReference")}


class Anchors:
    """The stretches of a document's text, to be cut and marked. `body` is the main story.

    Word takes comments in the main story alone: what stands in a note is marked at the sign that leads to it, what
    stands in a text box at the run that holds the box.
    """

    def __init__(self, body: Element, printed: Sequence[Printed]) -> None:
        self._body = body
        self._main: list[Printed] = []
        self._others: list[Printed] = []
        for piece in printed:
            (self._main if _in_main(piece.node, body) else self._others).append(piece)

    def mark(self, start: int, end: int, name: str, reference: str) -> bool | None:
        """Put the marks of comment `name` around the span [start, end). `reference` is the style of its sign.

        Returns whether they enclose the very characters of the span, or only what leads to them; None where nothing
        could be marked because the main story has no paragraph.
        """
        first, last, exact = self._ends(start, end)
        if first is None or last is None:
            return self._mark_story(name, reference)
        after = _new(END, name)
        _free(first)
        _free(last)
        first.addprevious(_new(START, name))
        last.addnext(after)
        after.addnext(_sign(name, reference))
        return exact

    def _mark_story(self, name: str, reference: str) -> bool | None:
        """Put the marks into the first paragraph, of a story without text."""
        paragraph = next(self._body.iter(P), None)
        if paragraph is None:
            return None
        paragraph.extend([_new(START, name), _new(END, name), _sign(name, reference)])
        return False

    def _ends(self, start: int, end: int) -> tuple[Element | None, Element | None, bool]:
        """The elements the marks go before and after, and whether what lies between is the span itself."""
        self._cut(start)
        self._cut(end)
        low = bisect_right(self._main, start, key=lambda p: p.end)
        high = bisect_left(self._main, end, key=lambda p: p.start)
        if low >= high:
            held = self._leading_to(start, end)
            return (None, None, False) if held is None else (_beginning(held), _ending(held), False)
        opening, closing = self._main[low], self._main[high - 1]
        first, last = _beginning(opening.node), _ending(closing.node)
        around = [p.node for p in (*self._main[max(0, low - 1) : low], *self._main[high : high + 1])]
        spilt = opening.start < start or end < closing.end or any(_carrier(node) in (first, last) for node in around)
        return first, last, not spilt and not any(True for _ in self._elsewhere(start, end))

    def _cut(self, offset: int) -> None:
        """Make an element of text begin at `offset`, where one reaches over it in a run of its own."""
        index = bisect_right(self._main, offset, key=lambda p: p.end)
        piece = self._main[index] if index < len(self._main) else None
        if piece is None or piece.start >= offset or piece.node.tag != T or not _is_plain(piece.node):
            return
        self._main.insert(index + 1, Printed(offset, piece.end, _split_text(piece.node, offset - piece.start)))
        piece.end = offset

    def _elsewhere(self, start: int, end: int) -> Iterator[Element]:
        """What prints characters of the span outside the main story."""
        return (p.node for p in self._others if p.start < end and start < p.end)

    def _leading_to(self, start: int, end: int) -> Element | None:
        """What stands in the main story for text that does not: the sign of a note, the drawing around a text box, the
        words behind an automatic number, else the last words before."""
        for node in self._elsewhere(start, end):
            inside = _root(node) is _root(self._body)
            found = _around_box(node) if inside else _sign_of_note(node, self._body)
            if found is not None:
                return found
        index = bisect_left(self._main, start, key=lambda p: p.start)
        behind = self._main[index : index + 1]
        if behind and behind[0].start == end:
            return behind[0].node
        before = self._main[index - 1 : index] or behind
        return before[0].node if before else None


def _in_main(node: Element, body: Element) -> bool:
    """Whether `node` stands in the main story, not in a note, a text box or an element made up in reading."""
    above = node.getparent()
    while above is not None and above is not body:
        if above.tag == tags.TXBX:
            return False
        above = above.getparent()
    return above is not None


def _carrier(node: Element) -> Element:
    """The element around `node` that stands among runs: mostly its run; the outer one for ruby, the formula for math."""
    above = node.getparent()
    while above is not None and not _holds(above):
        node, above = above, above.getparent()
    return node


def _holds(above: Element) -> bool:
    """Whether marks may stand in `above` among runs. A control of plain text takes none: they go around it."""
    if above.tag == tags.SDT_CONTENT:
        control = above.getparent()
        return control is None or control.find(f"{tags.SDT_PR}/{w('text')}") is None
    return above.tag in _HOLDERS


def _around_box(node: Element) -> Element | None:
    """The drawing in a run of the main story that holds the text box around `node`."""
    inside = node
    for above in node.iterancestors():
        if above.tag in _HOLDERS and not any(True for _ in above.iterancestors(tags.TXBX)):
            return inside
        inside = above if above.tag != R else inside
    return None


def _sign_of_note(node: Element, body: Element) -> Element | None:
    """The sign of the note that holds `node`."""
    notes = list(node.iterancestors(*_NOTES))
    signs = (
        sign for note in notes for sign in body.iter(_NOTES[str(note.tag)]) if sign.get(tags.ID) == note.get(tags.ID)
    )
    return next(signs, None)


def _split_text(text: Element, at: int) -> Element:
    """Cut `text` after `at` characters; returns the new element, which stands behind it."""
    words = text.text or ""
    rest = etree.Element(T)
    text.text, rest.text = words[:at], words[at:]
    for element in (text, rest):
        element.set(_SPACE, "preserve")
    text.addnext(rest)
    return rest


def _beginning(node: Element) -> Element:
    """What a mark before `node` goes before: its run, which is made to begin with `node`."""
    run = _carrier(node)
    if _is_plain(node) and any(e.tag != R_PR for e in node.itersiblings(preceding=True)):
        return _split_run(run, node)
    return run


def _ending(node: Element) -> Element:
    """What a mark after `node` goes behind: its run, which is made to end with `node`."""
    following = node.getnext()
    if _is_plain(node) and following is not None:
        _split_run(_carrier(node), following)
    return _carrier(node)


def _free(run: Element) -> None:
    """Take away the smart tags around `run`. Word has not used them since 2010, and LibreOffice loses marks inside."""
    tag = run.getparent()
    while tag is not None and tag.tag == _SMART_TAG and (above := tag.getparent()) is not None:
        for child in tag:
            if child.tag != w("smartTagPr"):
                tag.addprevious(child)
        above.remove(tag)
        tag = run.getparent()


def _is_plain(node: Element) -> bool:
    """Whether `node` stands directly in a run among runs, which can be split."""
    run = node.getparent()
    return run is not None and run.tag == R and _carrier(node) is run


def _split_run(run: Element, first: Element) -> Element:
    """Make what stands in `run` from `first` on a run of its own with the same looks, and return it."""
    new = etree.Element(R)
    for key, stated in run.attrib.items():
        new.set(key, stated)
    looks = run.find(R_PR)
    if looks is not None:
        new.append(deepcopy(looks))
    new.extend([first, *first.itersiblings()])
    run.addnext(new)
    return new


def _root(node: Element) -> Element:
    return node.getroottree().getroot()


def _sign(name: str, reference: str) -> Element:
    """The run with the sign of comment `name`, in the style `reference`."""
    sign = etree.Element(R)
    etree.SubElement(etree.SubElement(sign, R_PR), tags.R_STYLE).set(tags.VAL, reference)
    sign.append(_new(REFERENCE, name))
    return sign


def _new(tag: str, name: str) -> Element:
    element = etree.Element(tag)
    element.set(tags.ID, name)
    return element
