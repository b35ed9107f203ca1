"""Placeholders and empty fields: what is found, what is left alone, and where exactly it stands."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.facts.blanks import blanks
from conformance.model.document import Block, Document, Reading, ReadingBuilder


def document(text: str) -> Document:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Document.of(Reading("txt", text, tuple(found)), outline=())


def brief(text: str) -> list[tuple[str, str, str | None]]:
    return [(b.quote, b.code, b.label) for b in blanks(document(text))]


@pytest.mark.parametrize(("text", "quotes"), [
    ("为规范XX市XX街道的工作", ["XX", "XX"]),
    ("××公司安全生产方案", ["××"]),
    ("ＸＸ县实施方案", ["ＸＸ"]),
    ("xx区工作计划", ["xx"]),
    ("《XX省安全条例》", ["XX"]),
    ("****项目部责任制", ["****"]),
    ("＊＊镇人民政府", ["＊＊"]),
    ("某某公司应急预案", ["某某"]),
    ("○○街道办事处", ["○○"]),
    ("由____负责落实____工作", ["____", "____"]),
    ("（用户名称）安全管理制度", ["（用户名称）"]),
    ("由（请填写责任人）牵头", ["（请填写责任人）"]),
    ("安委〔  〕3号", ["〔  〕"]),
    ("20XX年X月X日印发", ["20XX", "X", "X"]),
    ("xxxx年4月26日前完成", ["xxxx"]),
    ("XXX有限公司", ["XXX"]),
])  # fmt: skip
def test_signs_that_stand_for_a_name_are_placeholders(text: str, quotes: list[str]) -> None:
    assert brief(text) == [(quote, "placeholder", None) for quote in quotes]


@pytest.mark.parametrize("text", [
    "状态码2XX表示成功，5xx表示出错",
    "进入XX世纪，第XX届大会",
    "尺寸3×4米，共2××3的阵列",
    "某些企业、某种情况、某一岗位",
    "某公司发生火灾",
    "二〇〇八年与二○○○年",
    "电话138****1234",
    "**重点任务**和**要求**",
    "变量foo_bar与__init__方法",
    "XXL号工作服，GXX型",
    "填写年月日，按年 月 日统计",
    "____________",
    "****************",
    "[ ] 完成清单",
    "一、目的（略）",
])  # fmt: skip
def test_what_only_looks_like_a_placeholder_is_left_alone(text: str) -> None:
    assert brief(text) == []


@pytest.mark.parametrize(("text", "fields"), [
    ("组长：\n副组长：\n成员：\n领导小组下设办公室，办公室设在安全科，负责日常工作。", [("组长：", "组长"), ("副组长：", "副组长"), ("成员：", "成员")]),
    ("组长：  联系电话：   日期：  年  月  日", [("组长：", "组长"), ("联系电话：", "联系电话"), ("日期：  年  月  日", "日期")]),
    ("主要负责人（签字）：        日期：     年     月     日", [("主要负责人（签字）：", "主要负责人(签字)"), ("日期：     年     月     日", "日期")]),
    ("联系人：李四   电话：", [("电话：", "电话")]),
    ("编制：____  审核：____", [("编制：____", "编制"), ("审核：____", "审核")]),
    ("审核：        批准：王五", [("审核：", "审核")]),
    ("日    期：____年__月__日", [("日    期：____年__月__日", "日期")]),
    ("单位（盖章）：", [("单位（盖章）：", "单位(盖章)")]),
    ("联系人：\n联系电话：0592-1234567", [("联系人：", "联系人")]),
    ("组 长：\n一、总体要求", [("组 长：", "组长")]),
    ("本方案自2024年  月  日起施行", [("2024年  月  日", "日期")]),
    ("单位（盖章）：\n（盖章）", [("单位（盖章）：", "单位(盖章)")]),
    ("公司名称（盖章）\n年 月 日", [("公司名称（盖章）", "公司名称"), ("年 月 日", "日期")]),
])  # fmt: skip
def test_labels_with_nothing_after_them_are_blank_fields(text: str, fields: list[tuple[str, str]]) -> None:
    assert brief(text) == [(quote, "blank_field", label) for quote, label in fields]


@pytest.mark.parametrize("text", [
    "成员：\n张三、李四、王五",
    "成员：\n1.张三\n2.李四",
    "联系电话：\n0592-1234567",
    "组长：王五",
    "联系人：张三电话：123",
    "各部门负责人：\n现将有关事项通知如下。",
    "各镇人民政府、各有关单位：\n现印发方案。",
    "主要措施如下：\n1.加强检查。",
    "请联系以下负责人：\n",
    "白鹭县丰穗面粉有限公司（盖章）\n2026年2月18日",
    "单位（盖章）：\n白鹭县丰穗面粉有限公司",
])  # fmt: skip
def test_a_filled_field_an_address_and_the_head_of_a_list_are_left_alone(text: str) -> None:
    assert brief(text) == []


def test_the_next_cell_of_the_row_is_the_fields_value() -> None:
    builder = ReadingBuilder("docx")
    for row, (label, value) in enumerate([("联系人：", "张三"), ("联系电话：", "")]):
        builder.add("cell", label, table=0, row=row, column=0)
        builder.add("cell", value, table=0, row=row, column=1)
    found = blanks(Document.of(builder.done(), outline=()))
    assert [(b.quote, b.label) for b in found] == [("联系电话：", "联系电话")]


@pytest.mark.parametrize(("rows", "labels"), [
    ([["编制", "周启明", "审核", ""], ["单位名称", "丰穗面粉厂", "联系电话", ""], ["日期", "2026年2月", "传真", "无"]], ["审核", "联系电话"]),
    ([["组  长", ""], ["副组长", "周启明"]], ["组长"]),
    ([["姓名", "职务", "电话", ""], ["周启明", "组长", "", ""]], []),
    ([["序号", "负责人", ""], ["1", "周启明", "每月检查"]], []),
    ([["组长", "周启明"], ["联系电话"]], ["联系电话"]),
    ([["组长"], ["副组长"]], []),
])  # fmt: skip
def test_a_label_in_a_cell_needs_no_colon_where_all_rows_begin_with_one(
    rows: list[list[str]], labels: list[str]
) -> None:
    builder = ReadingBuilder("docx")
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            builder.add("cell", words, table=0, row=row, column=column)
    assert [b.label for b in blanks(Document.of(builder.done(), outline=()))] == labels


PIECES = st.lists(st.sampled_from(["XX", "××", "**", "某某", "__", "市", "组长", "：", " ", "\n", "年", "月", "日", "(", "）", "20", "〔", "〕", "号"]), max_size=40)  # fmt: skip


@given(text=st.one_of(PIECES.map("".join), st.text(max_size=120)))
@settings(max_examples=300, deadline=None)
def test_every_quote_is_exact_and_no_two_places_overlap(text: str) -> None:
    found = blanks(document(text))
    assert all(b.quote == text[b.start : b.end] and b.start < b.end for b in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("unit", ["组长：", "_", "月  ", "X", "*", "组长 ", "日 ", "某"])
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    text = document(unit * (100_000 // len(unit)))
    started = time.perf_counter()
    blanks(text)
    assert time.perf_counter() - started < 30  # what backtracks takes hours


FORM = "填报单位：\n承诺人：\n日期：    年    月    日\n由____负责"


@pytest.mark.parametrize(
    "title", ["附件1\n隐患排查登记表", "附件2：安全生产承诺书（样式）", "附件\n动火作业票", "2026年3月1日\n动火作业票"]
)
def test_forms_are_made_to_be_filled_in(title: str) -> None:
    assert brief(f"要抓好落实。\n{title}\n{FORM}") == []


def test_a_list_of_annexes_is_no_form() -> None:
    text = "要抓好落实。\n附件：1.隐患登记表\n2.通讯录\n恒拓公司\n    年    月    日"
    assert brief(text) == [("年    月    日", "blank_field", "日期")]


def test_other_annexes_are_not() -> None:
    assert brief("要抓好落实。\n附件1\n领导小组名单\n组长：\n附件2\n登记表\n填报人：\n附件3\n分工\n联系人：") == [
        ("组长：", "blank_field", "组长"),
        ("联系人：", "blank_field", "联系人"),
    ]


def test_a_name_left_from_a_template_is_none_even_in_a_form() -> None:
    assert brief("附件1\n安全生产承诺书\n某某公司郑重承诺") == [("某某", "placeholder", None)]
