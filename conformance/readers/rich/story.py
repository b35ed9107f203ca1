"""The text of rich text, written down as the XML of a docx.

Source: Rich Text Format Specification 1.9.1, "Document area".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.options import Limits
from conformance.readers.rich import tables
from conformance.readers.rich.charsets import Fonts, code_page
from conformance.readers.rich.state import RowShape, State, marked, set_as
from conformance.readers.rich.tokens import Token, Tree, tree
from conformance.readers.word.markup import Budget, Markup
from conformance.readers.word.symbols import symbol
from conformance.readers.word.tags import Element

TOO_DEEP = Message(
    "nesting_limit",
    "文件的分组嵌套层数超出上限（{most} 层）；请重新另存后再提交。",
    "groups are nested deeper than the limit of {most} levels; save the file anew",
)

_SKIPPED = frozenset(
    (
        "colortbl", "info", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep",
        "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "nonshppict", "shprslt", "objdata", "objclass", "objname",
        "filetbl", "revtbl", "rsidtbl", "generator", "xmlnstbl", "themedata", "datastore", "colorschememapping",
        "latentstyles", "listpicture", "pgdsctbl", "falt", "panose", "bkmkstart", "bkmkend", "template", "private1",
        "annotation", "atnid", "atnauthor", "atnref", "atrfstart", "atrfend", "fldtype", "datafield", "pnseclvl", "ud",
        "tc", "tcn", "xe", "rxe", "txe", "sp", "blipuid", "picprop", "htmltag", "mhtmltag", "background",
    )
)  # fmt: skip
# Groups that readers may ignore yet hold text.
_ENTERED = frozenset(("shpinst", "shppict", "upr"))
_STORIES = frozenset(("footnote", "shptxt", "dptxbxtext"))
_MARKS = frozenset(("plain", "f", "af", "dbch", "hich", "loch", "v", "deleted", "revised"))
_SETTINGS = frozenset(("pard", "intbl", "itap", "s", "ls", "ilvl", "outlinelevel"))
_ROWS = frozenset(("trowd", "trleft", "cellx", "clmgf", "clmrg", "clvmgf", "clvmrg"))
_CHARACTERS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "", "zwnj": "", "zwbo": "", "zwnbo": "",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "\x1e", "-": "", "\\": "\\", "{": "{", "}": "}"}
_PRIVATE = 0xF000


@dataclass(slots=True)
class _Story:
    """A story being written: where its text goes, the rows of its tables and of tables in those, and what Word printed before the open paragraph."""

    markup: Markup
    shape: RowShape = field(default_factory=RowShape)
    inner: RowShape = field(default_factory=RowShape)
    printed: str = ""


@dataclass(slots=True)
class _Group:
    """An open group: what held outside it, and what is to be done when it ends."""

    outside: State
    end: Callable[[], None] | None = None


class Writer:
    """Follows the tokens of one file. `notes`, `styles` and `lists` are there when `read` is done."""

    def __init__(self, limits: Limits) -> None:
        self.notes: dict[tuple[str, str], Element] = {}
        self.styles: Element | None = None
        self.comments = 0
        self.changed = False
        self._budget = Budget(limits.memory)
        self._limits = limits
        self._fonts = Fonts()
        self._lists: Tree = []
        self._uses: Tree = []
        self._stories = [_Story(Markup("body", self._budget))]
        self._groups: list[_Group] = []
        self._state = State()
        self._pending = b""
        self._skip = 0
        self._half = ""
        self._picture = (0, 0)
        self._note_kind: Literal["footnote", "endnote"] = "footnote"

    @property
    def lists(self) -> Element:
        """The lists as the root of a numbering part."""
        return tables.lists(self._lists, self._uses, self._fonts)

    def read(self, source: Iterator[Token]) -> Element:
        """Follow `source` to its end; returns the body. ReadError where groups are nested too deep or text is too long."""
        for token in source:
            if token.kind in ("text", "byte"):
                self._bytes(token)
                continue
            self._flush(token)
            if token.kind == "open":
                self._open(source)
            elif token.kind == "close":
                self._close()
                if not self._groups:
                    break
            elif token.kind == "word":
                self._word(token)
            else:
                self._sign(token.name)
        self._flush()
        while self._groups:
            self._close()
        return self._stories[0].markup.done()

    # --- text ---------------------------------------------------------------------------------------------------------

    def _bytes(self, token: Token) -> None:
        content = token.content
        if self._skip:
            cut = min(self._skip, len(content))
            self._skip -= cut
            content = content[cut:]
        self._pending += content

    def _flush(self, following: Token | None = None) -> None:
        """Print the bytes collected. Half a character may be followed by its other half behind a sign or brace."""
        if self._pending:
            content, self._pending = self._pending, b""
            self._print(self._fonts.decoded(content, self._state.marks.used_font))
        if self._half and not (following and following.name == "u"):
            self._half = ""

    def _print(self, text: str) -> None:
        state, story = self._state, self._stories[-1]
        if state.where != "code" and (name := self._fonts.symbols(state.marks.font)) is not None:
            text = "".join(
                symbol(f"{_PRIVATE | ord(c) & 0xFF:X}", name) if ord(c) & _PRIVATE in (0, _PRIVATE) else c for c in text
            )
        if state.where == "number":
            story.printed += text
        elif state.where != "skipped" and not state.marks.deleted:
            story.markup.text(text, state.marks.look, code=state.where == "code")

    def _unicode(self, number: int) -> None:
        char = chr(number % 0x10000)
        if self._half and "\udc00" <= char <= "\udfff":
            char = (self._half + char).encode("utf-16", "surrogatepass").decode("utf-16")
        self._half = char if "\ud800" <= char <= "\udbff" else ""
        if not self._half:
            self._print(char)
        self._skip = self._state.replaced

    def _sign(self, sign: str) -> None:
        if sign in _SIGNS:
            if self._skip:
                self._skip -= 1
            else:
                self._print(_SIGNS[sign])

    # --- groups -------------------------------------------------------------------------------------------------------

    def _open(self, source: Iterator[Token]) -> None:
        """Enter a group; what it is about is said by its first words."""
        self._skip = 0
        if len(self._groups) >= self._limits.nesting:
            raise ReadError(TOO_DEEP, most=self._limits.nesting)
        self._groups.append(_Group(self._state))
        first = next(source, None)
        optional = first is not None and first.kind == "sign" and first.name == "*"
        if optional:
            first = next(source, None)
        if first is None:
            return
        if first.kind == "word":
            self._enter(first, source, optional=optional)
        elif first.kind in ("text", "byte"):
            self._bytes(first)
        elif first.kind == "open":
            self._open(source)
        elif first.kind == "close":
            self._close()
        else:
            self._sign(first.name)

    def _enter(self, first: Token, source: Iterator[Token], *, optional: bool) -> None:
        name = first.name
        if name in ("fonttbl", "stylesheet", "listtable", "listoverridetable"):
            self._table(name, tree(source, self._limits.nesting))
            self._state = self._groups.pop().outside
        elif name in _STORIES:
            self._story(name)
        elif name == "annotation":
            self.comments += 1
            self._into("skipped")
        elif name == "pict":
            self._begin_picture()
        elif name in ("listtext", "pntext"):
            self._into("number")
        elif name == "field":
            self._mark_field()
        elif name == "fldinst":
            self._into("code")
        elif name == "nesttableprops":
            self._state = replace(self._state, inner=True)
        elif name == "object":
            self._if_shown(lambda markup: markup.embedded())
        elif name in _SKIPPED or (optional and name not in _ENTERED):
            self._into("skipped")
        else:
            self._word(first)

    def _into(self, where: str) -> None:
        if self._state.where != "skipped":
            self._state = replace(self._state, where=where)  # type: ignore[arg-type]

    def _if_shown(self, act: Callable[[Markup], None]) -> None:
        if self._state.where == "body" and not self._state.marks.deleted:
            act(self._stories[-1].markup)

    def _table(self, name: str, content: Tree) -> None:
        if name == "fonttbl":
            self._fonts.learn(content)
        elif name == "stylesheet":
            self.styles = tables.styles(content, self._fonts)
        elif name == "listtable":
            self._lists = content
        else:
            self._uses = content

    def _close(self) -> None:
        self._skip = 0
        if self._groups:
            group = self._groups.pop()
            if group.end is not None:
                group.end()
            self._state = group.outside

    def _story(self, name: str) -> None:
        """Begin a note or a text box; it is put where it belongs when the group ends."""
        if self._state.where == "skipped":
            return
        story = _Story(Markup("body", self._budget))
        self._stories.append(story)
        self._state = State(replaced=self._state.replaced)

        def end() -> None:
            self._stories.pop()
            root = story.markup.done()
            outer = self._stories[-1].markup
            if name == "footnote":
                ident = str(len(self.notes))
                self.notes[self._note_kind, ident] = root
                outer.note(self._note_kind, ident)
            elif len(root):
                outer.box(list(root))

        self._note_kind = "footnote"
        self._groups[-1].end = end

    def _mark_field(self) -> None:
        """A field is a group; its code and its result are groups in it."""
        if self._state.where != "body" or self._state.marks.deleted:
            return
        markup, look = self._stories[-1].markup, self._state.marks.look
        markup.field("begin", look)
        self._groups[-1].end = lambda: markup.field("end", look)

    def _begin_picture(self) -> None:
        size, self._picture = self._picture, (0, 0)
        shown = self._state.where == "body" and not self._state.marks.deleted
        markup = self._stories[-1].markup

        def end() -> None:
            if shown:
                markup.picture(*self._picture)
            self._picture = size

        self._groups[-1].end = end
        self._into("skipped")

    # --- words --------------------------------------------------------------------------------------------------------

    def _word(self, token: Token) -> None:
        name, number = token.name, token.number
        if name == "u" and number is not None:
            self._unicode(number)
        elif name in _CHARACTERS:
            self._print(_CHARACTERS[name])
        elif name in _MARKS:
            self._state = replace(self._state, marks=marked(self._state.marks, name, number))
            self.changed = self.changed or (name in ("deleted", "revised") and number != 0)
        elif name in _SETTINGS:
            self._state = replace(self._state, setting=set_as(self._state.setting, name, number))
        elif name in _ROWS:
            (self._stories[-1].inner if self._state.inner else self._stories[-1].shape).take(name, number or 0)
        elif name == "uc":
            self._state = replace(self._state, replaced=max(0, number or 0))
        elif (act := _ACTS.get(name)) is not None:
            act(self, number)

    def _end_paragraph(self, number: int | None = None) -> None:
        if self._state.where == "body":
            self._finish(self._state.setting.tables)

    def _finish(self, depth: int) -> None:
        """End the open paragraph. What Word printed before it stands for its number."""
        story, stated = self._stories[-1], self._state.setting.stated
        if story.printed.strip():
            story.markup.first(story.printed.lstrip())
            stated = replace(stated, list_id=0, list_level=None)
        story.printed = ""
        story.markup.paragraph(replace(stated, deleted=self._state.marks.deleted), depth)

    def _cell(self, number: int | None) -> None:
        self._end_cell(1)

    def _inner_cell(self, number: int | None) -> None:
        self._end_cell(max(2, self._state.setting.tables))

    def _end_cell(self, depth: int) -> None:
        if self._state.where == "body":
            self._finish(depth)
            self._stories[-1].markup.cell(depth)

    def _row(self, number: int | None) -> None:
        self._end_row(1)

    def _inner_row(self, number: int | None) -> None:
        self._end_row(max(2, self._state.setting.tables))

    def _end_row(self, depth: int) -> None:
        if self._state.where == "body":
            shape = self._stories[-1].shape if depth == 1 else self._stories[-1].inner
            self._stories[-1].markup.row(depth, shape.left, tuple(shape.cells))

    def _result(self, number: int | None) -> None:
        if self._state.where == "body":
            self._stories[-1].markup.field("separate", self._state.marks.look)

    def _page_of(self, number: int | None) -> None:
        self._fonts.page = code_page(number or 1252)

    def _first_font(self, number: int | None) -> None:
        self._fonts.first = number or 0

    def _endnote(self, number: int | None) -> None:
        self._note_kind = "endnote"

    def _width(self, number: int | None) -> None:
        self._picture = (number or 0, self._picture[1])

    def _height(self, number: int | None) -> None:
        self._picture = (self._picture[0], number or 0)


_ACTS: dict[str, Callable[[Writer, int | None], None]] = {
    "par": Writer._end_paragraph,
    "sect": Writer._end_paragraph,
    "cell": Writer._cell,
    "row": Writer._row,
    "nestcell": Writer._inner_cell,
    "nestrow": Writer._inner_row,
    "fldrslt": Writer._result,
    "ansicpg": Writer._page_of,
    "deff": Writer._first_font,
    "ftnalt": Writer._endnote,
    "picwgoal": Writer._width,
    "pichgoal": Writer._height,
}
