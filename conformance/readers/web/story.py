"""The text of a web page, written down as the XML of a docx.

Source: WHATWG HTML, "Rendering" (which elements are blocks, what is not shown).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree, html

from conformance.errors import ReadError
from conformance.options import Limits
from conformance.readers.word.markup import Budget, Cell, Markup, Stated
from conformance.readers.word.tags import VAL, Element, w
from conformance.readers.zipped.archive import NESTING

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """p div li dt dd h1 h2 h3 h4 h5 h6 blockquote pre address article aside section header footer main nav figure
        figcaption form fieldset legend ul ol dl hr center body caption""",
    )
)
_UNSEEN = frozenset(
    re.findall(
        r"\w+", "script style head title template noscript select textarea object iframe svg math del xml button"
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WRAPPED = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r\f]*\n[ \t\r\n\f]*(?=[\u2e80-\uffef])")
_COLUMN = 1000
_MOST_COLUMNS = 63
_LEVELS = 6
# What libxml2 reads at most.
_DEEPEST = 2048


@dataclass(slots=True)
class _Table:
    """A table being read: the cells of the row begun, and which columns cells from above still cover (rows left)."""

    cells: list[Cell] = field(default_factory=list)
    column: int = 0
    covered: dict[int, int] = field(default_factory=dict)


def story(page: str, limits: Limits) -> tuple[Element, Element]:
    """The body of `page` and the styles its headings use. ReadError where it is nested too deep or too long."""
    # An XML declaration that names an encoding would contradict the text, which is decoded already.
    parser = _parser()
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page) or "<p></p>", parser=parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError(NESTING, most=_DEEPEST)
    return _Walk(limits).read(root), _styles()


def _parser() -> html.HTMLParser:
    return html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding=None)


def _styles() -> Element:
    root = etree.Element(w("styles"))
    for level in range(1, _LEVELS + 1):
        style = etree.SubElement(root, w("style"), {w("type"): "paragraph", w("styleId"): str(level)})
        etree.SubElement(style, w("name"), {VAL: f"heading {level}"})
    return root


class _Walk:
    """Goes through a page from front to back."""

    def __init__(self, limits: Limits) -> None:
        self._markup = Markup("body", Budget(limits.memory))
        self._tables: list[_Table] = []
        self._lists: list[int | None] = []
        self._style: str | None = None
        self._bare = True
        self._unwrapped = 0

    def read(self, root: Element) -> Element:
        """The text of `root` as the body of a docx. Tags that were never closed may nest without end."""
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in _UNSEEN or _HIDDEN.search(element.get("style", "")) or element.get("hidden") is not None:
                if event == "start":
                    steps.skip_subtree()
            elif event == "start":
                self._enter(element, tag)
            else:
                self._leave(element, tag)
            if event == "end" and element is not root:
                self._text(element.tail)
        self._end_block()
        return self._markup.done()

    def _enter(self, element: Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
        act = _ACTS.get(tag, _NO_ACT)[0]
        if act is not None:
            act(self, element)
        self._text(element.text)

    def _leave(self, element: Element, tag: str) -> None:
        act = _ACTS.get(tag, _NO_ACT)[1]
        if act is not None:
            act(self, element)
        if tag in _BLOCKS:
            self._end_block()

    def _text(self, text: str | None) -> None:
        """Print `text` as a browser does: blanks and line ends are one blank, none at the start of a line; line ends between
        Chinese characters are nothing."""
        if text:
            shown = text if self._unwrapped else _BLANKS.sub(" ", _WRAPPED.sub("", text))
            shown = shown.lstrip(" ") if self._bare and not self._unwrapped else shown
            if shown:
                self._markup.text(shown)
                self._bare = False

    def _end_block(self) -> None:
        if self._markup.pending:
            self._markup.paragraph(Stated(style=self._style), len(self._tables))
        self._bare = True

    def _break(self, element: Element) -> None:
        self._markup.text("\n")
        self._bare = True

    def _picture(self, element: Element) -> None:
        self._markup.picture()

    def _heading(self, element: Element) -> None:
        self._style = element.tag[1]

    def _end_heading(self, element: Element) -> None:
        self._end_block()
        self._style = None

    def _unwrap(self, element: Element) -> None:
        self._unwrapped += 1

    def _wrap(self, element: Element) -> None:
        self._unwrapped -= 1

    # --- lists --------------------------------------------------------------------------------------------------------

    def _list(self, element: Element) -> None:
        start = element.get("start", "1")
        self._lists.append((int(start) if start.isdecimal() and len(start) < 6 else 1) if element.tag == "ol" else None)

    def _end_list(self, element: Element) -> None:
        self._lists.pop()

    def _item(self, element: Element) -> None:
        """An item of a numbered list begins with its number."""
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
            self._markup.text(f"{number}. ")

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, element: Element) -> None:
        self._end_block()
        self._tables.append(_Table())

    def _end_table(self, element: Element) -> None:
        self._end_row(element)
        self._tables.pop()
        self._markup.leave(len(self._tables))

    def _row(self, element: Element) -> None:
        self._end_row(element)

    def _end_row(self, element: Element) -> None:
        self._end_block()
        table = self._tables[-1] if self._tables else None
        if table is not None and table.cells:
            self._cover(table, _MOST_COLUMNS)
            self._markup.row(len(self._tables), 0, table.cells)
            table.cells, table.column = [], 0

    def _cover(self, table: _Table, limit: int) -> None:
        """Put in the cells that cells from above cover, from the column reached up to `limit` or the first that is free."""
        while table.column < limit and table.covered.get(table.column, 0) > 0:
            table.covered[table.column] -= 1
            self._add(table, 1, Cell(0, down="continue"))

    def _add(self, table: _Table, span: int, cell: Cell) -> None:
        """End the cell whose text has been read, `span` columns wide."""
        table.column += span
        table.cells.append(Cell(table.column * _COLUMN, cell.across, cell.down))
        self._markup.paragraph(Stated(), len(self._tables))
        self._markup.cell(len(self._tables))

    def _cell(self, element: Element) -> None:
        self._end_block()
        if self._tables:
            self._cover(self._tables[-1], _MOST_COLUMNS)

    def _end_cell(self, element: Element) -> None:
        if not self._tables:
            self._end_block()
            return
        table = self._tables[-1]
        span, rows = (_number(element.get(name)) for name in ("colspan", "rowspan"))
        for column in range(table.column, table.column + span):
            table.covered[column] = rows - 1
        self._add(table, span, Cell(0, down="restart" if rows > 1 else ""))
        self._bare = True


def _number(stated: str | None) -> int:
    return (
        min(int(stated), _MOST_COLUMNS) if stated and stated.isdecimal() and 0 < len(stated) < 6 and int(stated) else 1
    )


_Act = Callable[[_Walk, Element], None]
_NO_ACT: tuple[_Act | None, _Act | None] = (None, None)
_ACTS: dict[str, tuple[_Act | None, _Act | None]] = {
    **{f"h{n}": (_Walk._heading, _Walk._end_heading) for n in range(1, _LEVELS + 1)},
    "br": (_Walk._break, None),
    "img": (_Walk._picture, None),
    "pre": (_Walk._unwrap, _Walk._wrap),
    "ol": (_Walk._list, _Walk._end_list),
    "ul": (_Walk._list, _Walk._end_list),
    "li": (_Walk._item, None),
    "table": (_Walk._table, _Walk._end_table),
    "tr": (_Walk._row, _Walk._end_row),
    "td": (_Walk._cell, _Walk._end_cell),
    "th": (_Walk._cell, _Walk._end_cell),
}
