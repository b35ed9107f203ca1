"""The clause tree of what is really written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers import read

BODY = "各部门按照分工逐项落实，并把落实情况记入台账，每月汇总一次。"


def rows(text: str) -> list[tuple[int, str, str, str]]:
    document = read(text.encode(), path="plan.txt")
    for clause in document.outline:
        assert document.quote(clause.heading).startswith(clause.number)
        assert clause.body.contains(clause.heading)
    return [(c.level, c.number, c.title, c.path) for c in document.outline if c.title]


CASES = {
    "three ranks": (
        f"一、工作目标\n{BODY}\n二、主要任务\n（一）落实责任\n1.主要负责人履职。{BODY}\n2.全员履职。{BODY}\n（二）排查隐患\n{BODY}",
        [
            (1, "一", "工作目标", "一"),
            (1, "二", "主要任务", "二"),
            (2, "（一）", "落实责任", "二/（一）"),
            (3, "1", "主要负责人履职", "二/（一）/1"),
            (3, "2", "全员履职", "二/（一）/2"),
            (2, "（二）", "排查隐患", "二/（二）"),
        ],
    ),
    "a dash for the first number": (
        f"—、总体要求\n{BODY}\n二、任务\n{BODY}",
        [(1, "—", "总体要求", "一"), (1, "二", "任务", "二")],
    ),
    "numbered duties are no headings": (
        f"一、职责\n1、安全部负责日常检查，发现问题当日处理；\n2、车间负责整改。\n二、检查\n{BODY}",
        [(1, "一", "职责", "一"), (1, "二", "检查", "二")],
    ),
    "glued to the paragraph before": (
        f"1.职责\n1）{BODY}2.培训教育\n1）{BODY}3 作业安全\n1）{BODY}",
        [(1, "1", "职责", "1"), (1, "2", "培训教育", "2"), (1, "3", "作业安全", "3")],
    ),
    "chapters and decimals": (
        f"第一章 总则\n1.1 目的\n{BODY}\n1.2适用范围\n{BODY}\n第二章 职责\n2.1 总经理\n{BODY}",
        [
            (1, "第一章", "总则", "第一章"),
            (2, "1.1", "目的", "第一章/1.1"),
            (2, "1.2", "适用范围", "第一章/1.2"),
            (1, "第二章", "职责", "第二章"),
            (2, "2.1", "总经理", "第二章/2.1"),
        ],
    ),
    "a contents list is left out": (
        f"目录\n一、目标\n二、任务\n一、目标\n{BODY}\n二、任务\n{BODY}",
        [(1, "一", "目标", "一"), (1, "二", "任务", "二")],
    ),
    "leaders and page numbers": (
        f"一、目标………1\n二、任务………3\n一、目标\n{BODY}\n二、任务\n{BODY}",
        [(1, "一", "目标", "一"), (1, "二", "任务", "二")],
    ),
    "a heading with a full stop of its own": (
        f"一、要求\n（一）统一思想，抓好落实。\n{BODY}{BODY}",
        [(1, "一", "要求", "一"), (2, "（一）", "统一思想，抓好落实", "一/（一）")],
    ),
    "no numbers at all": (
        f"{BODY}\n组织领导\n{BODY}\n工作任务\n{BODY}",
        [(1, "", "组织领导", "组织领导"), (1, "", "工作任务", "工作任务")],
    ),
    "a bare list of headings": ("一、目标\n二、任务\n三、保障", [(1, "一", "目标", "一"), (1, "二", "任务", "二"), (1, "三", "保障", "三")]),
    "dates and quantities are no numbers": (f"2024年工作\n{BODY}\n6月底前完成\n{BODY}\n3名安全员\n{BODY}", []),
    "markdown": (
        f"# 落实责任方案\n\n## 一、目标\n{BODY}\n\n## 任务\n{BODY}",
        [(1, "", "落实责任方案", "落实责任方案"), (2, "一", "目标", "落实责任方案/一"), (2, "", "任务", "落实责任方案/任务")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_outline(name: str) -> None:
    text, expected = CASES[name]
    assert rows(text) == expected


def test_a_numbered_duty_gives_places_their_path() -> None:
    document = read(f"一、职责\n1、{BODY}\n2、安全部检查。\n二、检查\n{BODY}".encode(), path="plan.txt")
    clause = document.clause_at(document.text.index("安全部检查"))
    assert clause is not None
    assert (clause.path, clause.title) == ("一/2", "")


@given(st.text(alphabet="一二三、（）.1234567890①第章条。；：，\n 目录附件安全…\t", max_size=200))
def test_any_text_has_a_tree(text: str) -> None:
    if not text.strip():
        return
    document = read(text.encode(), path="plan.txt")
    ends: list[int] = []
    for clause in document.outline:
        while ends and ends[-1] <= clause.body.start:
            ends.pop()
        assert not ends or clause.body.end <= ends[-1]
        ends.append(clause.body.end)
        assert 0 <= clause.heading.start < clause.heading.end <= clause.body.end <= len(document.text)
