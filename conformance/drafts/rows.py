"""The rows of the tables of tasks in a rule document: 任务, 责任单位, 完成时限."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.model.document import Block, Document, Span

_TASK = re.compile(r"任务|内容|措施|事项|工作|要求|项目|指标|目标")
_WHO = re.compile(r"(?:责任|牵头|主办|承办|负责|落实|配合)(?:单位|部门|科室|人|领导|主体)")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A row below a header: where it stands, its cell of the task, and who answers for it."""

    start: int
    end: int
    task: Span
    actor: str | None


def rows(document: Document) -> Iterator[Row]:
    """The rows of tables that have a column for the task, in text order; other tables lay nothing down by rows."""
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in document.blocks:
        if block.table is not None and block.row is not None:
            tables.setdefault(block.table, {}).setdefault(block.row, []).append(block)
    for table in tables.values():
        header, *below = table.values()
        columns = {cell.column: "".join(_words(document, cell).split()) for cell in header}
        who = next((c for c, words in columns.items() if _WHO.search(words)), None)
        task = next((c for c, words in columns.items() if _TASK.search(words) and c != who), None)
        if task is None:
            continue
        for cells in below:
            at = next((cell for cell in cells if cell.column == task), None)
            actor = (
                next((_words(document, cell) for cell in cells if cell.column == who), "") if who is not None else ""
            )
            if at and len(_words(document, at)) >= _SHORTEST:
                yield Row(cells[0].start, cells[-1].end, Span(at.start, at.end), actor or None)


def _words(document: Document, cell: Block) -> str:
    return " ".join(document.text[cell.start : cell.end].split())
