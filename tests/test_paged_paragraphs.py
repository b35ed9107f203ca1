"""Lines of a page to paragraphs: what their numbers, places and distances tell."""

from __future__ import annotations

import pytest

from conformance.readers.paged.layout import Line
from conformance.readers.paged.paragraphs import paragraphs, run_together
from conformance.readers.paged.regions import Placed

EM, LEFT, WIDTH = 12.0, 90.0, 33
# A line of text: how far it is set in and how far it stands below the one before, both in em, and its words.
Set = tuple[float, float, str]

FULL = "各车间应当结合岗位实际逐级签订安全生产责任书并将考核结果同绩效工资挂钩落"
SET_IN = FULL[: WIDTH - 2]
OPEN = FULL[:WIDTH]
BODY: list[Set] = [(0, 1.5, OPEN)] * 24


def placed(lines: list[Set], column: int = 0, margin: float = 0.0) -> list[Placed]:
    """`lines` below each other in a column of `WIDTH` em whose own left margin stands `margin` em further left."""
    found, y = [], 100.0
    for indent, step, text in lines:
        y += step * EM
        left = LEFT + indent * EM
        right = left + len(text) * EM
        line = Line(text, left, y - EM / 2, right, y + EM / 2, EM, column + 1, y)
        found.append(Placed(line, indent + margin, WIDTH - indent - len(text), column))
    return found


def texts(lines: list[Placed]) -> list[str]:
    return [run_together(p)[0] for p in paragraphs(lines) if isinstance(p, list)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The next number starts the next item, however full the line before it is.
        ([(0, 2, "4、" + FULL[:31]), (0, 2, "5、能够针对事故作出处置。")], ["4、" + FULL[:31], "5、能够针对事故作出处置。"]),
        ([(2, 2, "（4）" + FULL[:28]), (0, 2, "迅速开展扑救工作。"), (0, 2, "（5）消防队到达后协助。")],
         ["（4）" + FULL[:28] + "迅速开展扑救工作。", "（5）消防队到达后协助。"]),
        # It does after paragraphs without numbers, too, and where only a blank follows it.
        ([(0, 2, "三、资质审核"), (2, 2, "人员资质变更的按"), (2, 2, SET_IN), (0, 2, "四、现场检查")],
         ["三、资质审核", "人员资质变更的按", SET_IN, "四、现场检查"]),
        ([(0, 2, "7.6 进度"), (2, 2, SET_IN), (0, 2, OPEN), (0, 2, "7.7 暂停施工")],
         ["7.6 进度", SET_IN + OPEN, "7.7 暂停施工"]),
        ([(0, 2, "1 适用范围"), (2, 2, SET_IN), (0, 2, "2 管理职责")], ["1 适用范围", SET_IN, "2 管理职责"]),
        # Short lines end where their writer ended them, be it with a comma or a figure.
        ([(0, 2, "用户名 VARCHAR(12),"), (0, 2, "联系方式 VARCHAR(20),")], ["用户名 VARCHAR(12),", "联系方式 VARCHAR(20),"]),
        ([(0, 2, "合同编号：NC（2021）401"), (0, 2, "1个月内完成。")], ["合同编号：NC（2021）401", "1个月内完成。"]),
        ([(2, 2, FULL[:28] + "，"), (0, 2, "迅速开展扑救工作。")], [FULL[:28] + "，迅速开展扑救工作。"]),
        # What is filled in stands on lines of its own, however long it is; a colon may come to the start of a line by chance.
        ([(0, 2, "委托方（甲方）：" + FULL[:25]), (0, 2, "受托方（乙方）：" + FULL[:9])],
         ["委托方（甲方）：" + FULL[:25], "受托方（乙方）：" + FULL[:9]]),
        ([(0, 2, OPEN), (0, 2, "检查内容包括：现场管理、教育培训。")], [OPEN + "检查内容包括：现场管理、教育培训。"]),
        # Any other number may have come to the start of the line by chance.
        ([(2, 2, SET_IN), (0, 2, "3.2条的要求执行。")], [SET_IN + "3.2条的要求执行。"]),
        # A number with a stop after each figure is one, too.
        ([(2, 2, "消防水泵房10"), (0, 2, "1.3.参考资料")], ["消防水泵房10", "1.3.参考资料"]),
        # Lines set apart as the paragraph's own are.
        ([(2, 2, SET_IN), (0, 3.9, "实到每一名员工。"), (2, 3.9, "另行通知。")], [SET_IN + "实到每一名员工。", "另行通知。"]),
        # A first line set far in runs on to the margin; a signature at the right does not.
        ([(8.2, 2, FULL[:25]), (0, 2, "实到每一名员工。")], [FULL[:25] + "实到每一名员工。"]),
        ([(23, 2, "宁岗县铸造有限公司安"), (0, 2, "抄送：街道安委办")], ["宁岗县铸造有限公司安", "抄送：街道安委办"]),
    ],
)  # fmt: skip
def test_what_joins_and_what_does_not(lines: list[Set], expected: list[str]) -> None:
    assert texts(placed([*BODY, (2, 1.5, "略。"), *lines]))[2:] == expected


def test_where_lines_are_stretched_to_the_margin_a_shorter_one_ends_its_paragraph() -> None:
    last, heading = FULL[:30] + "。]", "5.2物理结构设计要点"
    lines: list[Set] = [(2, 1.5, SET_IN), (0, 1.5, last), (0, 1.5, heading)]
    assert texts(placed([*BODY, *lines]))[-2:] == [SET_IN + last, heading]
    ragged: list[Set] = [(0, 1.5, OPEN), (0, 1.5, FULL[:32]), (0, 1.5, "《规定》")] * 8
    assert texts(placed([*ragged, *lines]))[-1] == SET_IN + last + heading


def test_a_sentence_goes_on_overleaf_where_its_lines_stood_though_others_stand_further_left() -> None:
    page, overleaf = placed([(2, 1.5, SET_IN), (0, 1.5, OPEN)]), placed([(0, 0, "实到每一名员工。")], 1, 2.0)
    assert texts([*page, *overleaf]) == [SET_IN + OPEN + "实到每一名员工。"]
