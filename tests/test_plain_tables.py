"""Tables of plain texts: rows whose cells are set apart by tabs."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from conformance.facts import extract
from conformance.readers import read

TABLE = "序号\t任务\t责任部门\t完成时限\n1\t更换老化电线\t设备科\t2025年5月\n2\t清理通道\t\t6月底前\n"


def cells(text: str) -> list[tuple[int | None, int | None, int | None, str]]:
    document = read(text.encode(), path="a.txt")
    return [(b.table, b.row, b.column, document.text[b.start : b.end]) for b in document.blocks if b.kind == "cell"]


def test_rows_of_as_many_cells_are_a_table_and_empty_cells_are_left_out() -> None:
    assert cells("任务表\n" + TABLE)[4:] == [
        (0, 1, 0, "1"), (0, 1, 1, "更换老化电线"), (0, 1, 2, "设备科"), (0, 1, 3, "2025年5月"),
        (0, 2, 0, "2"), (0, 2, 1, "清理通道"), (0, 2, 3, "6月底前"),
    ]  # fmt: skip


def test_two_tables_with_words_between_are_counted_apart() -> None:
    assert {table for table, *_ in cells(TABLE + "又一张表\n" + TABLE)} == {0, 1}


def test_one_line_an_indent_and_contents_are_no_table() -> None:
    assert cells("组长\t张某\n其余各科室配合。") == []
    assert cells("\t第一段开头缩进。\n\t第二段开头缩进。") == []
    assert cells("一、总则\t1\n二、任务\t3\n三、附则\t12") == []
    assert cells("甲\t乙\n甲\t乙\t丙") == []


def test_a_date_in_the_column_of_time_limits_has_the_task_and_body_of_its_row() -> None:
    rows = extract(read(TABLE.encode(), path="a.txt"), document_date=date(2025, 1, 1)).deadlines
    assert [(r.quote, r.value, r.task, r.responsible) for r in rows] == [
        ("2025年5月", "/2025-05-31", "更换老化电线", "设备科"), ("6月底前", "/2025-06-30", "清理通道", None),
    ]  # fmt: skip


@given(st.text(alphabet="甲乙\t\n 1", max_size=60))
def test_cells_lie_in_order_and_hold_neither_tabs_nor_edges_of_blanks(text: str) -> None:
    document = read(("标题\n" + text).encode(), path="a.txt")
    blocks = list(document.blocks)
    assert blocks == sorted(blocks, key=lambda b: b.start)
    for block in blocks:
        words = document.text[block.start : block.end]
        assert words.strip()
        assert block.kind != "cell" or (words == words.strip() and "\t" not in words)
