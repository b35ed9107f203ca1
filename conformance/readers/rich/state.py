"""What holds at a place in rich text: group by group, each inherits from the one around it.

Source: Rich Text Format Specification 1.9.1, "Paragraph formatting", "Character properties", "Table definitions".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from conformance.readers.word.markup import PLAIN, Cell, Look, Merge, Stated

Where = Literal["body", "code", "number", "skipped"]


@dataclass(frozen=True, slots=True)
class Marks:
    """How characters look: font, hidden, deleted, inserted."""

    font: int | None = None
    wide_font: int | None = None
    wide: bool = False
    hidden: bool | None = None
    deleted: bool = False
    inserted: bool = False

    @property
    def look(self) -> Look:
        """The look as the markup has it."""
        return PLAIN if self.hidden is None else Look(hidden=self.hidden)

    @property
    def used_font(self) -> int | None:
        """The font that bytes beyond ASCII are written in."""
        return self.wide_font if self.wide and self.wide_font is not None else self.font


@dataclass(frozen=True, slots=True)
class Setting:
    """How the open paragraph is set: what it states, and how many tables deep it lies."""

    stated: Stated = field(default_factory=Stated)
    in_table: bool = False
    depth: int | None = None

    @property
    def tables(self) -> int:
        """How many tables deep the paragraph lies."""
        return (1 if self.depth is None else max(0, self.depth)) if self.in_table else 0


@dataclass(frozen=True, slots=True)
class State:
    """What one group holds: where its text goes, how it looks, how the paragraph is set, and how many characters follow a
    \\u for readers that do not know it, whether it defines a row of a table inside a table."""

    where: Where = "body"
    marks: Marks = field(default_factory=Marks)
    setting: Setting = field(default_factory=Setting)
    replaced: int = 1
    inner: bool = False


@dataclass(slots=True)
class RowShape:
    """The definition of a row while it is read."""

    left: int = 0
    cells: list[Cell] = field(default_factory=list)
    across: Merge = ""
    down: Merge = ""

    def take(self, name: str, number: int) -> None:
        """Follow one control word of a row's definition."""
        if name == "trowd":
            self.left, self.cells, self.across, self.down = 0, [], "", ""
        elif name == "trleft":
            self.left = number
        elif name == "cellx":
            self.cells.append(Cell(number, self.across, self.down))
            self.across = self.down = ""
        elif name in ("clmgf", "clmrg"):
            self.across = "restart" if name == "clmgf" else "continue"
        else:
            self.down = "restart" if name == "clvmgf" else "continue"


def marked(marks: Marks, name: str, number: int | None) -> Marks:
    """`marks` after one control word of character formatting."""
    on = number != 0
    if name == "plain":
        return Marks(font=None)
    if name == "f":
        return replace(marks, font=number)
    if name == "af":
        return replace(marks, wide_font=number) if marks.wide else marks
    if name in ("dbch", "hich", "loch"):
        return replace(marks, wide=name == "dbch")
    return replace(marks, **{{"v": "hidden", "deleted": "deleted", "revised": "inserted"}[name]: on})


def set_as(setting: Setting, name: str, number: int | None) -> Setting:
    """`setting` after one control word of paragraph formatting."""
    if name == "pard":
        return Setting()
    if name == "intbl":
        return replace(setting, in_table=True)
    if name == "itap":
        return replace(setting, depth=number, in_table=setting.in_table or bool(number))
    stated = setting.stated
    if name == "s":
        stated = replace(stated, style=str(number))
    elif name == "ls":
        stated = replace(stated, list_id=number)
    elif name == "ilvl":
        stated = replace(stated, list_level=number)
    else:
        stated = replace(stated, outline=number)
    return replace(setting, stated=stated)
