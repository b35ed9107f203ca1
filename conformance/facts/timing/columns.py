"""Tables of measures: which cells hold due dates, and the task in their row."""

from __future__ import annotations

import re
from collections import defaultdict

from conformance.model.document import Block, Document

_DUE = re.compile(
    r"(?:完成|整改|办结|治理|落实|截止|截至|报送)?(?:时限|期限|时间节点|时间要求|截止时间|截止日期|完成时间|完成日期|整改时间|完成节点)"
)
_SPAN = re.compile(r"(?:起止|实施|工作|活动|计划|推进|演练|培训|检查)?(?:时间|日期|进度|时段)(?:安排|进度)?\Z")
_RESPONSIBLE = re.compile(r"责任|牵头|主管|负责|承办|主办|落实(?:单位|部门|人)|整改(?:单位|部门|人)")
_TASK = re.compile(r"任务|内容|事项|措施|工作|项目|要求|隐患|问题|名称")


class Tables:
    """The tables of a document by their header rows."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rows: dict[tuple[int, int], list[Block]] = defaultdict(list)
        self._headers: dict[tuple[int, int], str] = {}
        for block in document.blocks:
            if block.kind == "cell" and block.table is not None and block.row is not None and block.column is not None:
                self._rows[block.table, block.row].append(block)
                self._headers.setdefault((block.table, block.column), self._words(block))

    def _words(self, block: Block) -> str:
        return "".join(self._document.flow.folded[block.start : block.end].split())

    def purpose(self, block: Block) -> str | None:
        """`due` for a cell of a column of due dates, `span` for one of periods, else None."""
        if block.table is None or block.column is None:
            return None
        header = self._headers.get((block.table, block.column), "")
        if header == self._words(block):
            return None
        if _DUE.search(header) and len(header) <= 12:
            return "due"
        return "span" if _SPAN.search(header) and len(header) <= 8 else None

    def task(self, block: Block) -> str | None:
        """The words of the row's task: the cell under a header that names tasks, else the longest other cell."""
        others = [b for b in self._beside(block) if not self.purpose(b) and not _RESPONSIBLE.search(self._header(b))]
        named = [b for b in others if _TASK.search(self._header(b))]
        chosen = max(named or others, key=lambda b: b.end - b.start, default=None)
        return self._words(chosen)[:60] if chosen else None

    def alone(self, block: Block, length: int) -> bool:
        """Whether a limit of `length` characters is (nearly) all its cell says, so that its task stands in the row."""
        return len(self._words(block)) <= length + 4

    def responsible(self, block: Block) -> str | None:
        """The words of the row's cell under a header that names who is responsible."""
        return next((self._words(b)[:40] for b in self._beside(block) if _RESPONSIBLE.search(self._header(b))), None)

    def _beside(self, block: Block) -> list[Block]:
        """The other cells of its row, unless it is the row of the headers."""
        if block.table is None or block.row is None or self._header(block) == self._words(block):
            return []
        return [b for b in self._rows[block.table, block.row] if b is not block]

    def _header(self, block: Block) -> str:
        if block.table is None or block.column is None:
            return ""
        return self._headers.get((block.table, block.column), "")
