"""How much a pdf draws once the drawings inside its drawings are drawn too, counted before pdfium does it.

A form is a drawing that pages, and other forms, draw by its name. Thirty forms that each draw the next one twice are a
file of five kilobytes and a thousand million drawings; one that draws itself has no end.

Source: ISO 32000-1, 8.10 (form XObjects), 7.8.3 (resources).
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_REMOVE_SECURITY

# pdfium follows forms within forms so deep.
_DEEPEST = 40
# What drawing a form costs besides its commands, in bytes of commands.
_FOR_ONE = 256
# A form is drawn by its name; blanks and comments may stand between it and the command.
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)(?:\s|%[^\r\n]*[\r\n])*Do\b")
# What pdfminer takes for short names of filters, as in pictures within text, and pdfium leaves alone.
_IGNORED = ("F", "DP")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class _Content(NamedTuple):
    """The length of the commands of a page or form, and how often it draws each form, by the number of its object."""

    length: int
    draws: Counter[int]


def overdrawn(document: PdfDocument, most: int) -> bool:
    """Whether a page of `document` takes more than `most` bytes of drawing commands with all that is drawn in it.

    What pdfium makes of the file is looked at: of a damaged one it may make something else than others do. False where it
    cannot be known.
    """
    drawings = _Drawings()
    try:
        copy = io.BytesIO()
        document.save(copy, flags=FPDF_REMOVE_SECURITY)
        for page in PDFPage.create_pages(PDFDocument(PDFParser(copy))):
            drawings.add_page(page)
    except MemoryError:
        raise
    except Exception:  # whatever a parser raises over broken input: pdfium may read it all the same
        return False
    return drawings.cost_more_than(most)


class _Drawings:
    """The pages and the forms drawn in them; forms are known by the number of their object, pages by numbers below 0."""

    def __init__(self) -> None:
        self._known: dict[int, _Content] = {}
        self._pages = 0

    def add_page(self, page: PDFPage) -> None:
        """Take down `page`, the forms in it, and those within them."""
        waiting: list[PDFStream] = []
        self._pages += 1
        self._known[-self._pages] = _content(page.contents, page.resources, waiting)
        while waiting:
            form = waiting.pop()
            if form.objid is not None and form.objid not in self._known:
                # A form without resources of its own draws with those of its page.
                self._known[form.objid] = _content([form], form.get("Resources") or page.resources, waiting)

    def cost_more_than(self, most: int) -> bool:
        """Whether drawing one of them takes more than `most` bytes of commands, as deep as pdfium follows forms."""
        costs = dict.fromkeys(self._known, 0)
        for _ in range(_DEEPEST):
            deeper = {number: _cost(content, costs) for number, content in self._known.items()}
            if max(deeper.values(), default=0) > most:
                return True
            if deeper == costs:
                break
            costs = deeper
        return False


def _content(streams: object, resources: object, waiting: list[PDFStream]) -> _Content:
    """What `streams` with `resources` draw; the forms among it are added to those `waiting` to be taken down."""
    parts = [part for part in map(resolve1, list_value(streams)) if isinstance(part, PDFStream)]
    for part in parts:
        for key in _IGNORED:
            part.attrs.pop(key, None)
    commands = b"\n".join(part.get_data() for part in parts)
    named = dict_value(dict_value(resources).get("XObject"))
    draws: Counter[int] = Counter()
    for name, times in Counter(m[1] for m in _DRAWS.finditer(commands)).items():
        form = resolve1(named.get(_spelt(name)))
        if isinstance(form, PDFStream) and form.objid is not None and _is_form(form):
            draws[form.objid] += times
            waiting.append(form)
    return _Content(len(commands), draws)


def _cost(content: _Content, costs: dict[int, int]) -> int:
    return content.length + sum(times * (_FOR_ONE + costs[form]) for form, times in content.draws.items())


def _spelt(name: bytes) -> str:
    """`name`, as it stands in the commands of a drawing, as pdfminer spells it in a dictionary."""
    plain = _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), name)
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return str(plain)


def _is_form(stream: PDFStream) -> bool:
    kind = resolve1(stream.get("Subtype"))
    return isinstance(kind, PSLiteral) and kind.name == "Form"
