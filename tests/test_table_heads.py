"""The cells of a table share the words at the head of their column."""

from __future__ import annotations

import io

import docx
import pytest

from conformance.language.sentences import sentences
from conformance.readers import read

TABLES = {
    "short names above": (
        [["岗位", "安全责任"], ["叉车司机", "遵守操作规程；发现险情报告"]],
        [("岗位", None), ("安全责任", None), ("叉车司机", "岗位"), ("遵守操作规程;", "安全责任"), ("发现险情报告", "安全责任")],
    ),
    "no heads": (
        [["组长", "负责全面工作并每月主持一次会议"], ["组员", "负责日常检查"]],
        [("组长", None), ("负责全面工作并每月主持一次会议", None), ("组员", None), ("负责日常检查", None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), TABLES.values(), ids=TABLES.keys())
def test_heads(rows: list[list[str]], expected: list[tuple[str, str | None]]) -> None:
    file = docx.Document()
    table = file.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    stream = io.BytesIO()
    file.save(stream)
    document = read(stream.getvalue(), path="a.docx")
    assert [(s.text, s.head and document.quote(s.head)) for s in sentences(document)] == expected
