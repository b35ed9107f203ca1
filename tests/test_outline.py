"""The clause tree of what is really written."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import word_files as word
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
    "a number before words that begin with a measure word": (
        f"1 总则\n{BODY}\n2 组织机构\n2.1 人员管理\n{BODY}\n2.2 部门职责\n{BODY}\n3处置程序\n{BODY}\n1.5米以上作业\n{BODY}",
        [(1, "1", "总则", "1"), (1, "2", "组织机构", "2"), (2, "2.1", "人员管理", "2/2.1"), (2, "2.2", "部门职责", "2/2.2"),
         (1, "3", "处置程序", "3")],
    ),
    "figures that nothing closes": (
        f"1工程概况\n1.1工程名称：某厂\n1.2地点：某地\n2目标\n{BODY}\n5项要求\n3处置\n{BODY}",
        [(1, "1", "工程概况", "1"), (1, "2", "目标", "2"), (1, "3", "处置", "3")],
    ),
    "whole sentences among headings' siblings": (
        f"一、培训\n（一）培训制度由安全部修订。{BODY}\n（二）新员工上岗前接受三级安全教育，考核合格方可上岗。\n（三）培训档案一人一份；\n二、检查\n{BODY}",
        [(1, "一", "培训", "一"), (1, "二", "检查", "二")],
    ),
    "short stages that end with a full stop": (
        f"一、步骤\n（一）动员部署阶段（2025年3月）。\n（二）全面推进阶段（2025年4月至11月）。\n（三）总结验收阶段（2025年12月）。\n{BODY}\n二、要求\n{BODY}",
        [(1, "一", "步骤", "一"), (2, "（一）", "动员部署阶段（2025年3月）", "一/（一）"),
         (2, "（二）", "全面推进阶段（2025年4月至11月）", "一/（二）"), (2, "（三）", "总结验收阶段（2025年12月）", "一/（三）"),
         (1, "二", "要求", "二")],
    ),
    "stages by name": (
        f"一、步骤\n第一阶段：动员部署（2025年3月）。{BODY}\n第二阶段：总结验收（2025年12月）。{BODY}",
        [(1, "一", "步骤", "一"), (2, "第一阶段", "动员部署（2025年3月）", "一/第一阶段"), (2, "第二阶段", "总结验收（2025年12月）", "一/第二阶段")],
    ),
    "bracketed Chinese numbers under figures": (
        f"1.职责\n（一）总经理\n{BODY}\n（二）安全部\n{BODY}\n2.检查\n（一）日查\n{BODY}\n（二）月查\n{BODY}\n3.附则\n{BODY}",
        [(1, "1", "职责", "1"), (2, "（一）", "总经理", "1/（一）"), (2, "（二）", "安全部", "1/（二）"), (1, "2", "检查", "2"),
         (2, "（一）", "日查", "2/（一）"), (2, "（二）", "月查", "2/（二）"), (1, "3", "附则", "3")],
    ),
    "articles have no headings, their items neither": (
        f"第一章 总则\n第一条 为加强管理，制定本办法。\n第二条 企业应当符合下列条件：\n（一）有制度；\n（二）使用登记证明。\n"
        f"第三条 许可证有效期为4年。{BODY}\n第四条 基本原则。{BODY}\n第二章 附则\n第五条 本办法自发布之日起施行。",
        [(1, "第一章", "总则", "第一章"), (1, "第二章", "附则", "第二章")],
    ),
    "a list of annexes is none, an annex is": (
        f"一、目标\n{BODY}\n附件：1.通讯录\n2.登记表\n明达纺织厂\n2025年3月1日\n附件1 通讯录\n{BODY}",
        [(1, "一", "目标", "一"), (1, "", "附件1 通讯录", "附件1 通讯录")],
    ),
    "rows of a table that lost its lines": (
        f"1 任务\n{BODY}\n2 清单\n3 更换线路 工程部 2025年11月30日前 验收单\n3 检查\n{BODY}",
        [(1, "1", "任务", "1"), (1, "2", "清单", "2"), (1, "3", "检查", "3")],
    ),
    "lists that are announced": (
        f"一、职责\n（一）总经理\n1.履职内容如下：\n（1）带队检查；\n（2）签批投入。\n（二）安全部\n{BODY}",
        [(1, "一", "职责", "一"), (2, "（一）", "总经理", "一/（一）"), (2, "（二）", "安全部", "一/（二）")],
    ),
    "numbers of one character": (
        f"㈠组织\n{BODY}\n⑴分工\n{BODY}\n⑵检查\n{BODY}\n㈡保障\n{BODY}",
        [(1, "㈠", "组织", "㈠"), (2, "⑴", "分工", "㈠/⑴"), (2, "⑵", "检查", "㈠/⑵"), (1, "㈡", "保障", "㈡")],
    ),
    "a standard with lettered annexes": (
        f"1 范围\n{BODY}\n2 要求\n{BODY}\n附录A 检查表\n{BODY}\nA.1 总则\n{BODY}\nA.2 项目\n{BODY}",
        [(1, "1", "范围", "1"), (1, "2", "要求", "2"), (1, "", "附录A 检查表", "附录A 检查表"), (2, "A.1", "总则", "附录A 检查表/A.1"),
         (2, "A.2", "项目", "附录A 检查表/A.2")],
    ),
    "a list with the numbers of the headings around it": (
        f"1 总则\n1.1 目的\n{BODY}\n1、保护员工；\n2、保护设备；\n1.2 范围\n{BODY}\n2 职责\n{BODY}",
        [(1, "1", "总则", "1"), (2, "1.1", "目的", "1/1.1"), (2, "1.2", "范围", "1/1.2"), (1, "2", "职责", "2")],
    ),
    "markdown": (
        f"# 落实责任方案\n\n## 一、目标\n{BODY}\n\n## 任务\n{BODY}",
        [(1, "", "落实责任方案", "落实责任方案"), (2, "一", "目标", "落实责任方案/一"), (2, "", "任务", "落实责任方案/任务")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_outline(name: str) -> None:
    text, expected = CASES[name]
    assert rows(text) == expected


STYLED = {
    "levels of styles where numbers agree": (
        [("1 总则", 1), ("1.1 目的", 2), (BODY, 0), ("1.2 范围", 2), (BODY, 0), ("2 职责", 1), (BODY, 0)],
        ["1", "1/1.1", "1/1.2", "2"],
    ),
    "numbers win over careless styles": (
        [("一、综合预案", 1), ("（一）火灾", 2), ("1 适用范围", 1), ("1.1 场所", 2), (BODY, 0), ("2 处置", 1), (BODY, 0), ("（二）触电", 2),
         ("1 适用范围", 1), (BODY, 0), ("2 处置", 1), (BODY, 0), ("二、现场方案", 1), ("（一）烫伤", 2), ("1 适用范围", 1), (BODY, 0)],
        ["一", "一/（一）", "一/（一）/1", "一/（一）/1/1.1", "一/（一）/2", "一/（二）", "一/（二）/1", "一/（二）/2", "二", "二/（一）", "二/（一）/1"],
    ),
    "chapters with and without style": (
        [("第一章 总则", 0), (BODY, 0), ("第二章 职责", 0), (BODY, 0), ("第三章 附则", 2), (BODY, 0)],
        ["第一章", "第二章", "第三章"],
    ),
    "decimals that lost their style": (
        [("1 总则", 1), ("1.1 目的", 2), (BODY, 0), ("1.2 范围", 0), (BODY, 0), ("1.2.1 场所", 3), (BODY, 0), ("2 职责", 1), (BODY, 0)],
        ["1", "1/1.1", "1/1.2", "1/1.2/1.2.1", "2"],
    ),
    "annexes over a table, the last one too": (
        [("一、目标", 0), (BODY, 0), ("附件1：任务表", 0), ("T", 0), ("附件2：清单", 0), ("T", 0)],
        ["一", "附件1：任务表", "附件2：清单"],
    ),
    "a list under a styled heading": (
        [("1 总则", 1), (BODY, 0), ("1.保护员工；", 0), ("2.保护设备；", 0), ("2 职责", 1), (BODY, 0)],
        ["1", "2"],
    ),
    "the first sentence of a paragraph with a heading's style": (
        [("一、责任", 1), (f"1.主要负责人责任。{BODY}", 3), (f"2.全员责任。{BODY}", 3)],
        ["一", "一/1", "一/2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STYLED)
def test_outline_of_styled_text(name: str) -> None:
    lines, expected = STYLED[name]
    styles = "".join(word.style(str(n), f"heading {n}") for n in (1, 2, 3))
    table = word.table(word.cell("序号") + word.cell("任务"))
    made = {"T": table}
    body = "".join(
        word.styled(text, str(level)) if level else made.get(text, word.paragraph(text)) for text, level in lines
    )
    document = read(word.docx(body, styles=styles), path="plan.docx")
    assert [c.path for c in document.outline if c.title] == expected


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


def test_numbers_of_equal_rank_stand_alike_in_every_run() -> None:
    """Python orders sets of words differently from run to run."""
    text = "实施方案\n一、目标\n4.1 组织机构\n落实责任。\n4.2 工作内容\n落实责任。\nA.1 附录要求\n落实责任。\nA.2 附录范围\n落实责任。\n"
    code = "import sys\nfrom conformance.readers import read\nprint([c.path for c in read(sys.argv[1].encode(), path='a.txt').outline])"
    found = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code, text],
            env={**os.environ, "PYTHONHASHSEED": str(seed)}, capture_output=True, encoding="utf-8", check=True,
        ).stdout.strip()
        for seed in (1, 5)
    }  # fmt: skip
    assert found == {"['一', '一/4.1', '一/4.2', '一/4.2/A.1', '一/4.2/A.2']"}
