"""Texts of names alone are empty in whatever shape they are sent; short plans and terse ones are not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance import engine, packs
from conformance.language.emptiness import empty, holds_duty, lays_down
from conformance.language.sentences import sentences
from conformance.proving.bench import facts_of
from conformance.readers import read

sys.path.insert(0, str(Path(__file__).parents[1] / "corpora"))

import hollow
import labels

ASKED = hollow.together(hollow.PACKS)
NAMES = {
    "titles": hollow.titles(packs.load("gbt33000")),
    "keywords": hollow.keywords([gold.text for gold in labels.golds() if not gold.unseen]),
    **{
        gold.sample: hollow.headings(gold.text)
        for gold in labels.golds()
        if gold.sample in ("mixer-concrete", "harvest-supermarket")
    },
}
SHAPES = ["pairs", "commas", "做好", "等工作", "公司做好", "包括", "包括、", "headed"]


@pytest.mark.parametrize("source", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_names_pass_nothing(source: str, shape: str) -> None:
    found = hollow.met(hollow.SHAPES[shape](NAMES[source]), ASKED)
    assert [one.requirement for one in found if one.outcome == "pass"] == []


def _empty(text: str) -> bool:
    return empty(read(f"实施方案\n{text}\n".encode(), path="a.txt"))


def _shape(names: Sequence[str], size: int, mark: str, last: str, opening: str, closing: str, end: str) -> str:
    """Bunches of names with the same words before and after each."""
    bunches = hollow.bunches(names, size)
    return "".join(
        f"{opening}{mark.join(few[:-1])}{last if few[:-1] else ''}{few[-1]}{closing}{end}" for few in bunches
    )


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted({*NAMES} - {"keywords"})),
    st.integers(2, 12),
    st.sampled_from("、，；/"),
    st.sampled_from(["、", "，", "和", "以及", "与"]),
    st.sampled_from(["", "做好", "加强", "落实", "公司切实抓好", "深入推进", "本方案包括", "一是"]),
    st.sampled_from(["", "工作", "等工作", "等各项工作", "等内容", "方面"]),
    st.sampled_from(["。", "；", "\n", "。\n", "；\n"]),
)
def test_names_pass_nothing_however_they_are_joined(
    source: str, size: int, mark: str, last: str, opening: str, closing: str, end: str
) -> None:
    found = hollow.met(_shape(NAMES[source], size, mark, last, opening, closing, end), ASKED)
    assert [one.requirement for one in found if one.outcome == "pass"] == []


@pytest.mark.parametrize("gold", list(labels.golds()), ids=lambda gold: gold.sample)
def test_no_plan_is_empty(gold: labels.Gold) -> None:
    assert not empty(read(gold.text.encode(), path="a.txt"))


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("\n".join(NAMES["titles"]), True),
        ("做好" + "、".join(NAMES["titles"]) + "等工作。", True),
        ("".join(NAMES["titles"]), True),
        (" ".join(NAMES["titles"]), True),
        ("风险辨识、隐患排查、教育培训。", False),  # too few to tell
        (
            "设置安全管理机构，配备专职安全员，特种作业人员持证上岗；制定应急预案，开展演练；建立隐患台账，整改，复查，销号；发放劳保用品；张贴告知卡。",
            False,
        ),
        (
            "班前讲安全；每周查隐患；当天改完；厂长签字；不改停机；每月开会；电工查箱；焊工持证；动火先批；灭火器月检；新人先学后上；年底奖罚。",
            False,
        ),
    ],
    ids=["lines", "one sentence", "without marks", "blanks", "few", "deeds", "terse"],
)
def test_what_is_empty(text: str, nothing: bool) -> None:
    assert _empty(text) is nothing


TABLE = "岗位\t责任\t频次\n车间主任\t带队检查\t每周\n班长\t班前讲话\t每天\n安环部\t考核、统计\t每月\n"


def test_a_duty_in_an_empty_text_counts_and_so_does_a_table_of_duties() -> None:
    names = "；".join(NAMES["titles"])
    found = sentences(read(f"实施方案\n{names}；公司每半年演练一次。\n{TABLE}".encode(), path="a.txt"))
    assert [one.text for one in found if one.zone == "body" and one.row is None] == ["公司每半年演练一次。"]
    assert {one.zone for one in found if one.row} == {"body"}


@pytest.mark.parametrize(
    ("sentence", "duty"),
    [
        ("公司每年组织演练,做好记录", True),
        ("公司认真做好应急演练、每月检查", False),
        ("使用率100%,风险制度年底前", False),
        ("每月检查两次", True),
    ],
)
def test_a_duty_is_told_in_one_part(sentence: str, duty: bool) -> None:
    assert holds_duty(sentence) is duty


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        ("公司建立健全下列规章制度:", True),
        ("配备以下物资:担架、药箱", True),
        ("本方案包括以下内容:", False),
        ("公司建立健全规章制度。范围:全员", False),
    ],
)
def test_which_words_lay_down_the_names_after_them(text: str, laid: bool) -> None:
    assert lays_down(text) is laid


# Terse prose is near to names: where it would meet a demand a person decides, and nobody is told that it is absent.
TERSE = """收银岗位安全职责
1.严格遵守门店的安全生产规章制度和操作规程，服从安全管理；
2.积极参加安全教育培训，掌握本岗位所需的安全知识，提高自救互救的能力；
3.认真排查收银台、电源插座、票据柜的安全隐患，确保用电、设备、环境的安全状况良好；
4.正确佩戴和使用劳动防护用品，爱护消防器材、应急灯、疏散指示标志；
5.发现事故隐患及时上报值班人员，参与隐患的整改；
6.拒绝违章指挥和强令冒险作业，有权提出检举、控告；
7.熟练掌握灭火器、消火栓的使用，引导顾客有序疏散；
8.法律、法规、规章以及门店规定的其他安全职责。
"""


def test_what_a_text_of_names_would_meet_is_for_review() -> None:
    pack = packs.load("enterprise-responsibility")
    (asked,) = [one for one in pack.requirements if one.id == "T05"]
    (found,) = engine.answers(facts_of(TERSE), pack, [asked])
    assert (found.outcome, found.code) == ("review", "clause_named")
    assert found.message == "全文多为名称罗列，看不出谁做、何时做、怎样做，不能算已写明：组织培训、对象、频次或考核。"
    assert [place.quote for place in found.evidence] == [TERSE.splitlines()[2]]
    (found,) = engine.answers(facts_of(TERSE.replace("积极参加", "每季度参加两次")), pack, [asked])
    assert found.outcome in ("pass", "partial")
