"""Text quality: numbering, glued headings, broken sentences, punctuation, the day of a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conformance import engine
from conformance.facts import extract
from conformance.facts.counts import miscounts
from conformance.facts.ending import signed, truncated
from conformance.facts.numbering import gaps, glued_headings
from conformance.facts.punctuation import FULL, halfwidth
from conformance.facts.typos import typos
from conformance.kinds import consistency
from conformance.language.matching import Findings
from conformance.language.terms import TermIndex
from conformance.model.document import Document, Piece
from conformance.model.report import Finding
from conformance.readers import read

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "text-quality.yaml").read_text(encoding="utf-8"))
FINDERS = {
    "numbering_gap": lambda d: [g.span for g in gaps(d)],
    "glued_heading": glued_headings,
    "truncated": truncated,
    "halfwidth_punctuation": lambda d: [s for s, _ in halfwidth(d)],
    "count_mismatch": lambda d: [m.span for m in miscounts(d)],
}


def document(text: str) -> Document:
    return read(f"关于加强管理的实施方案\n{text}".encode(), path="a.txt")


def case_ids(case: dict[str, Any]) -> str:
    return str(case["text"])[:24]


@pytest.mark.parametrize("name", FINDERS)
def test_faults_are_found_and_nothing_else(name: str) -> None:
    for case in CASES[name]:
        made = document(case["text"])
        assert [made.quote(s) for s in FINDERS[name](made)] == case["found"], case["text"]


@pytest.mark.parametrize("case", CASES["signed"], ids=case_ids)
def test_the_day_of_a_document(case: dict[str, Any]) -> None:
    assert signed(extract(document(case["text"]))) is case["dated"]


def test_a_heading_that_begins_a_line_of_a_page_is_not_glued() -> None:
    made = document("一、工作目标\n杜绝事故。二、组织机构\n成立领导小组。")
    at = made.text.index("二、")
    lines = tuple(Piece(start, end, 1, (0, 0, 1, 1)) for start, end in ((0, at), (at, len(made.text))))
    assert [made.quote(s) for s in glued_headings(made)] == ["二、组织机构"]
    assert glued_headings(replace(made, pieces=lines)) == ()


def test_the_share_of_chinese_letters_is_never_above_all() -> None:
    assert document("二〇二六年三月一日起施行。").quality.han_share == 1.0


def test_a_day_on_the_last_line_of_a_page_signs_whatever_its_paragraph() -> None:
    made = document(
        "各部门每月检查一次消防器材和疏散通道，检查记录由安全部存档备查，保存不少于三年，隐患当场登记并限期整改到位。恒拓公司2026年3月1日"
    )
    at = made.text.index("2026")
    lines = tuple(Piece(start, end, 1, (0, 0, 1, 1)) for start, end in ((0, at), (at, len(made.text))))
    assert not signed(extract(made))
    assert signed(extract(replace(made, pieces=lines)))


def judged(text: str, requirement: str) -> Finding:
    found = engine.check(extract(document(text)), ("text-quality",)).findings
    return next(f for f in found if f.requirement == requirement)


@pytest.mark.parametrize(
    ("text", "requirement", "codes", "message"),
    [
        ("1、甲。\n2、乙。\n4、丁。\n5、戊。", "Q-03", ["numbering_gap"], "序号由 2 跳到 4，缺 3。请核对是漏写了内容还是编号有误。"),
        ("各部门负责全面工作,落实责任。", "Q-07", ["halfwidth_punctuation"], "半角标点“,”应为全角“，”。"),
        ("落实技术、管理、教育、防护、应急、监测五类措施。", "Q-09", ["count_mismatch"], "写明“五类措施”，实际列出 6 项。请核对是多列、漏列还是数字有误。"),
        ("开展隐忠排查。", "Q-14", ["look_alike"], "“隐忠排查”疑为“隐患排查”。"),
        ("要抓好落实。", "Q-06", ["missing_signoff"], "没有写明成文日期：落款处缺单位名称和日期，也没有写明自何日起施行。"),
        ("一、甲\n落实。二、乙方面\n落实。\n三、丙\n落实。", "Q-04", ["glued_heading"], "标题“二、乙方面”接在上一段末尾，应另起一行。"),
    ],
)  # fmt: skip
def test_a_fault_is_a_place_with_its_words(text: str, requirement: str, codes: list[str], message: str) -> None:
    finding = judged(text, requirement)
    assert (finding.outcome, [p.code for p in finding.places]) == ("fail", codes)
    assert finding.places[0].message == message


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6))
def test_continuous_numbers_are_never_a_gap(lengths: list[int]) -> None:
    """Whatever the lengths of the lists, restarted or running on."""
    restarted = [f"{n}、落实措施。" for length in lengths for n in range(1, length + 1)]
    running = [f"{n}、落实措施。" for n in range(1, sum(lengths) + 1)]
    for lines in (restarted, running):
        assert gaps(document("\n".join(lines))) == ()


@given(st.integers(3, 12), st.data())
def test_one_line_taken_out_is_one_gap(length: int, data: st.DataObject) -> None:
    lost = data.draw(st.integers(2, length - 1)) if length > 3 else 2
    lines = [f"{n}、落实措施。" for n in range(1, length + 1) if n != lost]
    found = gaps(document("\n".join(lines)))
    expected = [(lost - 1, lost + 1)] if lost > 2 or length > lost + 1 else []
    assert [(g.before, g.value) for g in found] == expected


@given(st.text(alphabet="公司负责,;:!?，。 a1\n", max_size=60))
def test_every_halfwidth_mark_has_its_full_form(text: str) -> None:
    made = document(text)
    assert all(FULL[made.quote(span)] == right for span, right in halfwidth(made))


ALL = get_args(get_args(consistency.Check.model_fields["forbid"].annotation)[0])


@pytest.mark.parametrize("case", CASES["consistency"], ids=case_ids)
def test_contradictions_are_found_and_nothing_else(case: dict[str, Any]) -> None:
    text = f"青禾县恒拓机械制造有限公司安全生产实施方案\n{case['text']}"
    facts = extract(read(text.encode(), path="a.txt"))
    verdict = consistency.Check(forbid=list(ALL)).judge(facts, Findings(facts.document, TermIndex((), {})))
    assert [[m.code, facts.document.quote(m.span)] for m in verdict.marks if m.span] == case["found"]
    assert verdict.outcome == ("fail" if case["found"] else "pass")


def test_the_right_name_is_proposed() -> None:
    name = "青禾县恒拓机械制造有限公司"
    text = f"{name}实施方案\n青禾县恒柘机械制造有限公司要落实。"
    found = engine.check(extract(read(text.encode(), path="a.txt")), ("text-quality",)).findings
    places = [(p.code, p.message, p.replacement) for f in found if f.requirement == "Q-10" for p in f.places]
    assert places == [("name_mismatch", f"单位名称“青禾县恒柘机械制造有限公司”与“{name}”不一致。", name)]


@pytest.mark.parametrize("case", CASES["look_alike"], ids=case_ids)
def test_look_alikes_are_mended_and_nothing_else(case: dict[str, Any]) -> None:
    made = document(case["text"])
    assert [[made.quote(span), right] for span, right in typos(made)] == case["found"]


@given(st.lists(st.sampled_from(["职责", "隐患", "排查", "管理", "审查", "的", "，", "公司", "每月"]), max_size=12))
def test_sound_words_in_any_order_are_left_alone(words: list[str]) -> None:
    assert list(typos(document("".join(words)))) == []


@given(st.sampled_from(["公司", "，", "开展", "落实", ""]), st.sampled_from(["，", "。", "和"]))
def test_a_mended_word_has_the_length_of_the_wrong_one(before: str, after: str) -> None:
    made = document(f"{before}隐忠排查{after}")
    assert [(made.quote(s), right) for s, right in typos(made)] == [("隐忠排查", "隐患排查")]


HAN = "二三四五六七八九十"


@given(st.integers(2, 10), st.integers(2, 10), st.sampled_from(["{}个方面：{}。", "{1}{0}个方面。"]))
def test_what_is_listed_is_counted(stated: int, listed: int, form: str) -> None:
    """Whatever the numbers: a right one is never reported, a slip always, and another list is left alone."""
    items = "、".join(("责任", "制度", "教育", "现场", "风险", "应急", "事故", "改进", "检查", "考核")[:listed])
    made = document(f"公司落实{form.format(HAN[stated - 2], items)}")
    expected = [(stated, listed)] if 0 < abs(stated - listed) <= 2 else []
    assert [(m.stated, m.listed) for m in miscounts(made)] == expected
