"""A workbook that cannot be harmed by what is written in it: words stay words, sheets print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import IO, Any

import xlsxwriter

from conformance.messages import Language, Message
from conformance.model.report import Severity

A4, A3 = 9, 8
_LONGEST = 32_767
_FONT = "微软雅黑"
_FILLS: dict[Severity, str] = {"red": "#fee4e2", "orange": "#ffe8d1", "yellow": "#fff5c2", "blue": "#dbeafe"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, and the values it may be filled with (none: anything)."""

    head: Message
    width: float
    choices: tuple[str, ...] = ()


class Book:
    """The workbook being written, with its cell styles."""

    def __init__(self, out: IO[bytes], language: Language, made: datetime) -> None:
        self.language = language
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": True,
        }
        self._book = xlsxwriter.Workbook(out, {**options, "default_date_format": "yyyy-mm-dd"})
        self._book.set_properties({"created": made, "title": "conformance"})
        base = {
            "font_name": _FONT,
            "font_size": 10,
            "border": 1,
            "border_color": "#bbbbbb",
            "valign": "top",
            "text_wrap": True,
        }
        self.head = self._book.add_format({**base, "bold": True, "bg_color": "#e8edf3", "valign": "vcenter"})
        self.upright = self._book.add_format(
            {**base, "bold": True, "bg_color": "#e8edf3", "rotation": 90, "valign": "bottom"}
        )
        self.cell = self._book.add_format(base)
        self.day = self._book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"})
        self.mark = self._book.add_format({**base, "align": "center"})
        self.open = self._book.add_format({**base, "bg_color": "#fffdf2"})
        self.levels = {s: self._book.add_format({**base, "align": "center", "bg_color": c}) for s, c in _FILLS.items()}

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def say(self, message: Message, **values: object) -> str:
        """`message` in the workbook's language."""
        return message.say(self.language, **values)

    def sheet(
        self, name: Message, columns: Sequence[Column], frozen: int = 1, paper: int = A4, one_wide: bool = True
    ) -> Sheet:
        """A new sheet with its head row and `frozen` columns that stay in view. In print it is one page wide, or as wide
        as it takes with the frozen columns on every page."""
        made = self._book.add_worksheet(self.say(name))
        made.set_landscape()
        made.set_paper(paper)
        made.repeat_rows(0)
        if one_wide:
            made.fit_to_pages(1, 0)
        else:
            made.repeat_columns(0, frozen - 1)
        made.freeze_panes(1, frozen)
        for index, column in enumerate(columns):
            made.set_column(index, index, column.width)
            made.write_string(0, index, self.say(column.head), self.head)
        return Sheet(self, made, len(columns))


class Sheet:
    """A sheet that is filled row by row."""

    def __init__(self, book: Book, sheet: Any, columns: int) -> None:
        self.raw, self.rows = sheet, 0
        self._book, self._columns = book, columns

    def add(self, cells: Sequence[object], formats: Sequence[Any] = ()) -> None:
        """A row; `formats` are those of its cells where they are not the plain one."""
        self.rows += 1
        for index, value in enumerate(cells):
            style = formats[index] if index < len(formats) and formats[index] is not None else self._book.cell
            self._write(index, value, style)

    def _write(self, column: int, value: object, style: Any) -> None:
        if isinstance(value, bool) or value is None or value == "":
            self.raw.write_blank(self.rows, column, None, style)
        elif isinstance(value, int | float):
            self.raw.write_number(self.rows, column, value, style)
        elif isinstance(value, date):
            self.raw.write_datetime(self.rows, column, datetime(value.year, value.month, value.day), self._book.day)
        else:
            self.raw.write_string(self.rows, column, clean(str(value)), style)

    def filtered(self) -> None:
        """Let the reader filter by every column."""
        if self.rows:
            self.raw.autofilter(0, 0, self.rows, self._columns - 1)


def clean(words: str) -> str:
    """`words` without characters a workbook cannot hold, cut where a cell ends."""
    kept = "".join(
        c for c in words if c in "\n\t" or (ord(c) >= 32 and c not in "\ufffe\uffff" and not 0xD800 <= ord(c) <= 0xDFFF)
    )
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "…"
