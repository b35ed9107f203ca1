"""What holds of every kind for any text, and of each kind for the numbers, names and orders it is about."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance import discovery
from conformance.facts import extract
from conformance.language import lexicon
from conformance.language.matching import Findings
from conformance.language.terms import TermIndex
from conformance.model.document import Document, Span
from conformance.model.rules import Verdict
from conformance.readers import read

KINDS = discovery.names("conformance.kinds")
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "kinds.yaml").read_text(encoding="utf-8"))
OUTCOMES = {"pass", "partial", "fail", "review", "open"}
Draw = Callable[[Any], Any]


@cache
def index(terms: frozenset[str]) -> TermIndex:
    return TermIndex(terms, lexicon.load())


def judged(kind: str, check: dict[str, Any], text: str) -> tuple[Document, Verdict]:
    made = discovery.member("conformance.kinds", kind).Check.model_validate(check)
    document = read(text.encode(), path="a.txt")
    return document, made.judge(extract(document), Findings(document, index(made.terms())))


def outcome(kind: str, check: dict[str, Any], text: str) -> str:
    return judged(kind, check, text)[1].outcome


PIECES = (
    "实施方案", "\n", "一、", "1、", "3、", "第二条 ", "（一）", "重点任务\n", "各车间", "有关部门", "应当", "由", "对", "企业", "每月", "定期", "检查", "演练", "新员工",
    "培训", "考核", "2026年6月30日前", "完成", "三年行动", "从2024年4月至", "12月", "五类措施", "120%", "XX市", "组长：", "，", ",", "。", "、", "和", "《安全生产法》",
    "GB/T 33000-2024", "详见附件2", "以下简称", "（", "）", "职贵", "不得", "伤亡", "概不负责", "35%", "安全员", "积极推进", "努力提升",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map(lambda pieces: "实施方案\n" + "".join(pieces))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_text_gets_a_verdict_whose_places_stand_in_it(kind: str, data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    check = data.draw(st.sampled_from([case["check"] for case in CASES[kind].values()]))
    document, verdict = judged(kind, check, text)
    spans = [p.span for p in verdict.evidence] + [m.span for m in verdict.marks if m.span] + list(verdict.nearest)
    assert verdict.outcome in OUTCOMES
    assert all(0 <= s.start < s.end <= len(document.text) and document.quote(s).strip() for s in spans)
    assert all(said.said.say("zh") and said.said.say("en") for said in verdict.marks)
    assert verdict.said.say("zh")
    assert not (verdict.outcome == "pass" and verdict.marks)
    assert judged(kind, check, text)[1] == verdict


NAMES = st.sampled_from(["周启明", "沈竹", "安全部", "0592-2215036", "张三、李四", "总经理"])
LABELS = st.sampled_from(["组长", "联系电话", "主要负责人", "成员单位", "填报人", "应急救援总指挥"])
BODIES = st.sampled_from(
    ["企业", "生产经营单位", "县级以上人民政府", "应急管理部门", "各社区", "街道安委办", "物业服务企业", "作业单位及其从业人员", "用人单位", "各级领导小组"]
)  # fmt: skip
FILLERS = st.sampled_from(["", "在每年年初", "按照规定", "及时", "的工作人员"])


def _blank(draw: Draw) -> None:
    label, name = draw(LABELS), draw(NAMES)
    check = {"forbid": ["blank_field"]}
    assert outcome("blank", check, f"一、组织机构\n{label}：{name}") == "pass"
    document, verdict = judged("blank", check, f"一、组织机构\n{label}：")
    assert [document.quote(m.span or Span(0, 0)) for m in verdict.marks] == [f"{label}："]


def _citation(draw: Draw) -> None:
    """The edition alone decides."""
    year = draw(st.integers(1990, 2024))
    expected = "pass" if year == 2016 else "fail"
    assert outcome("citation", {"forbid": ["no_such_edition"]}, f"按照GB/T 33000-{year}推进。") == expected


def _clause(draw: Draw) -> None:
    """The order of the words does not matter; that one is absent does."""
    words = draw(st.permutations(["教育", "车间", "灭火器", "签字"]))
    check = {"elements": [{"name": "甲", "core": True, "all": sorted(words)}]}
    assert outcome("clause", check, f"本部门对{'和'.join(words)}都有安排。") == "pass"
    assert outcome("clause", check, f"本部门对{'和'.join(words[1:])}都有安排。") != "pass"


def _consistency(draw: Draw) -> None:
    share = draw(st.integers(1, 400))
    expected = "fail" if share > 100 else "pass"
    assert outcome("consistency", {"forbid": ["share_above_all"]}, f"隐患整改率达到{share}%。") == expected


def _deadline(draw: Draw) -> None:
    year, month, day = draw(st.integers(2024, 2030)), draw(st.integers(1, 12)), draw(st.integers(1, 31))
    expected = "pass" if day <= calendar.monthrange(year, month)[1] else "fail"
    assert outcome("deadline", {"forbid": ["impossible"]}, f"{year}年{month}月{day}日前完成自查。") == expected


def _duty(draw: Draw) -> None:
    check, count = {"forbid": ["vague_duty"]}, draw(st.integers(1, 99))
    body = draw(BODIES)
    text = f"一、重点任务\n1.宣传教育。{body}要积极推进宣传工作"
    assert outcome("duty", check, f"{text}。") == "fail"
    assert outcome("duty", check, f"{text}，每年{count}次。") == "pass"


def _figure(draw: Draw) -> None:
    asked, stated = draw(st.integers(50, 99)), draw(st.integers(40, 100))
    check = {"words": "隐患整改率", "quote": f"隐患整改率达到{asked}%", "value": asked, "unit": "%"}
    assert outcome("figure", check, f"本公司隐患整改率达到{stated}%。") == ("pass" if stated >= asked else "fail")


def _forbid(draw: Draw) -> None:
    first, last = draw(st.permutations(["伤亡", "概不负责"]))
    check = {"statements": [{"name": "免除责任", "all": ["伤亡", "概不负责"]}]}
    assert outcome("forbid", check, f"职工{first}的，公司{last}。") == "fail"
    assert outcome("forbid", check, f"不得约定{first}的，公司{last}。") == "pass"
    assert outcome("forbid", check, f"职工{first}的，依法赔偿。") == "pass"


def _format(draw: Draw) -> None:
    """Each half-width mark between Chinese characters is a place, with the mark to write."""
    marks = draw(st.lists(st.sampled_from(",;:!?，；：！？"), min_size=1, max_size=6))
    _, verdict = judged("format", {"forbid": ["halfwidth_punctuation"]}, "".join(f"公司{m}" for m in marks) + "负责。")
    full = dict(zip(",;:!?", "，；：！？", strict=True))
    assert [m.replacement for m in verdict.marks] == [full[m] for m in marks if m in full]


def _frequency(draw: Draw) -> None:
    count = draw(st.integers(1, 11))
    check = {"forbid": ["unquantified"]}
    assert outcome("frequency", check, f"安全部每{count}个月检查一次消防器材。") == "pass"
    assert outcome("frequency", check, f"安全部定期检查消防器材，人数不少于{count}人。") == "fail"


def _party(draw: Draw) -> None:
    """Who is told to act answers; whom others deal with does not."""
    body, filler = draw(BODIES), draw(FILLERS)
    check = {"require": "each_task"}
    assert outcome("party", check, f"一、重点任务\n1.{body}{filler}应当完成自查。") == "pass"
    assert outcome("party", check, f"一、重点任务\n1.自查由{body}完成。") == "pass"
    assert outcome("party", check, f"一、重点任务\n1.对{body}，每季度检查一遍。") == "fail"


def _pattern(draw: Draw) -> None:
    what = draw(st.sampled_from(["安全员", "灭火器", "急救箱"]))
    check = {"patterns": [[{"TEXT": "配备"}, {"TEXT": {"REGEX": "员$"}}]]}
    assert outcome("pattern", check, f"车间配备{what}。") == ("pass" if what.endswith("员") else "fail")


def _quantity(draw: Draw) -> None:
    """At least is at least, wherever the line is drawn."""
    asked, stated = draw(st.integers(1, 99)), draw(st.integers(1, 100))
    check = {"about": ["持证"], "measure": f"≥{asked}%"}
    assert outcome("quantity", check, f"持证比例达到{stated}%。") == ("pass" if stated >= asked else "fail")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _schedule(draw: Draw) -> None:
    """A plan may end with its superior's or before, never after."""
    month, year = draw(st.integers(5, 12)), draw(st.integers(2024, 2025))
    check = {"quote": "从2024年3月至2024年12月", "first": "2024-03-01", "last": "2024-12-31"}
    text = f"某厂安全整治实施方案\n二、时间安排\n整治时间从2024年4月至{year}年{month}月。"
    assert outcome("schedule", check, text) == ("pass" if year == 2024 else "fail")


def _stages(draw: Draw) -> None:
    """A stage overlaps the one before it exactly where it begins before that has ended; one day may be shared."""
    first, length, shift = date(2025, 3, 1), draw(st.integers(10, 60)), draw(st.integers(-8, 8))
    ends = first + timedelta(days=length)
    begins = ends + timedelta(days=shift)
    rows = [("动员部署", first, ends), ("集中整治", begins, begins + timedelta(days=40))]
    said = (f"（{n}）{name}（{_day(a)}至{_day(b)}）。" for n, (name, a, b) in zip("一二", rows, strict=True))
    text = "三、时间安排\n" + "\n".join(said)
    assert outcome("stages", {"forbid": ["stage_overlap"]}, text) == ("fail" if shift < 0 else "pass")


def _structure(draw: Draw) -> None:
    length, lost = draw(st.integers(5, 12)), draw(st.integers(3, 4))
    lines = [f"{n}、落实措施。" for n in range(1, length + 1)]
    check = {"forbid": ["numbering_gap"]}
    assert outcome("structure", check, "\n".join(lines)) == "pass"
    assert outcome("structure", check, "\n".join(line for line in lines if not line.startswith(f"{lost}、"))) == "fail"


def _task(draw: Draw) -> None:
    """The same day or an earlier one keeps the superior document's limit."""
    asked, apart = date(2026, 6, 30), draw(st.integers(-90, 90))
    own = asked + timedelta(days=apart)
    check = {"words": "完成消防设施全面检测", "quote": "2026年6月底前", "by": asked.isoformat()}
    text = f"{own.year}年{own.month}月{own.day}日前完成消防设施全面检测。"
    assert outcome("task", check, text) == ("pass" if apart <= 0 else "fail")


def _typo(draw: Draw) -> None:
    wrong, right = draw(st.sampled_from([("隐忠排查", "隐患排查"), ("安全职贵", "安全职责")]))
    before = draw(st.sampled_from(["", "公司要做好", "一、"]))
    _, verdict = judged("typo", {"forbid": ["look_alike"]}, f"{before}{wrong}。")
    assert [m.replacement for m in verdict.marks] == [right]
    assert outcome("typo", {"forbid": ["look_alike"]}, f"{before}{right}。") == "pass"


LAWS: dict[str, Callable[[Draw], None]] = {
    name[1:]: law for name, law in list(globals().items()) if name.startswith("_") and name[1:] in KINDS
}


def test_every_kind_has_a_law() -> None:
    assert sorted(LAWS) == list(KINDS)


@pytest.mark.parametrize("kind", sorted(LAWS))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_kind_keeps_its_law(kind: str, data: st.DataObject) -> None:
    LAWS[kind](data.draw)
