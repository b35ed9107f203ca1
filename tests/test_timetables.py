"""The kinds about time: stages that fit, frequencies that are stated and lawful, deadlines that are kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from conformance import discovery
from conformance.errors import PackError
from conformance.facts import extract, minima, register
from conformance.kinds.frequency import Check as Frequency
from conformance.kinds.stages import Check as Stages
from conformance.language import lexicon
from conformance.language.matching import Findings
from conformance.language.terms import TermIndex
from conformance.model.rules import Verdict
from conformance.readers import read

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "timetables.yaml").read_text(encoding="utf-8"))
ROWS = [(group, name, case) for group, cases in CASES.items() for name, case in cases.items()]
KINDS = ("stages", "frequency", "deadline")


def judge(kind: str, parameters: dict[str, Any], text: str) -> tuple[Verdict, list[list[str]]]:
    check = discovery.member("conformance.kinds", kind).Check.model_validate(parameters)
    document = read(text.encode(), path="a.txt")
    verdict = check.judge(extract(document), Findings(document, TermIndex(check.terms(), lexicon.load())))
    return verdict, [[m.code, document.quote(m.span) if m.span else ""] for m in verdict.marks]


@pytest.mark.parametrize(("group", "name", "case"), ROWS, ids=[f"{g}: {n}" for g, n, _ in ROWS])
def test_case(group: str, name: str, case: dict[str, Any]) -> None:
    kind = next(k for k in KINDS if k in case)
    verdict, marks = judge(kind, case[kind], case["text"])
    assert (verdict.outcome, marks) == (case["outcome"], case.get("marks", []))


def test_the_messages_say_what_is_wrong_and_on_what_basis() -> None:
    overlap, _ = judge("stages", {"forbid": ["stage_overlap"]}, CASES["stages"]["a month shared by two stages"]["text"])
    assert overlap.said.say() == "时间安排有 1 处前后不合。"
    assert overlap.marks[0].said.say() == (
        "“集中整治”（2024-04-01～2024-11-30）与“动员部署”（2024-04-01～2024-04-30）时间重叠。"
    )
    rare, _ = judge("frequency", {"minima": ["drill-yearly"]}, "每三年组织一次应急预案演练。")
    assert rare.marks[0].said.say() == (
        "“每三年组织一次”：应急预案演练应不少于每年1次（《生产安全事故应急预案管理办法》（应急管理部令第2号）第三十三条；适用于各类生产经营单位）。"
    )
    long, _ = judge(
        "stages", {"forbid": ["programme_length_mismatch"]}, CASES["stages"]["three years of seven months"]["text"]
    )
    assert long.marks[0].said.say("en") == "it is called “三年行动” but runs 2024-06-01～2024-12-31, 7 months."


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(first=DAYS, lengths=st.lists(st.integers(1, 200), min_size=2, max_size=5), shift=st.integers(-60, 60))
@settings(max_examples=60, deadline=None)
def test_stages_overlap_exactly_where_their_days_do(first: date, lengths: list[int], shift: int) -> None:
    """Stages laid end to end; the last one is moved: back by two days or more it overlaps, forward it never does."""
    lines, day = ["某厂安全整治实施方案", "三、时间安排"], first
    for index, length in enumerate(lengths):
        begin = day + timedelta(days=shift if index == len(lengths) - 1 else 0)
        end = begin + timedelta(days=length)
        lines.append(f"（{'一二三四五'[index]}）整治{'甲乙丙丁戊'[index]}（{_day(begin)}至{_day(end)}）。")
        day = end + timedelta(days=1)
    verdict, _ = judge("stages", {"forbid": ["stage_overlap"]}, "\n".join(lines))
    wholly_before = shift < 0 and -shift > sum(lengths[:-1]) + len(lengths) - 1 + lengths[-1]
    assert (verdict.outcome == "fail") == (shift <= -2 and not wholly_before)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


TEXTS = st.lists(
    st.sampled_from(
        ["三年行动", "百日攻坚", "方案", "\n", "三、时间安排\n", "（一）动员（", "2024年4月", "2024年", "至", "12月", "）。", "分四个阶段", "第一阶段", "定期", "检查", "每三年", "演练一次", "新员工", "培训", "8学时", "2025年2月30日前", "5月底前", "完成", "，", "。", "已", "自2024年6月1日起", "见附件"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_kinds_and_every_mark_has_its_place(text: str) -> None:
    facts = extract(read(("实施方案\n" + text).encode(), path="a.txt"))
    checks = (
        Stages(forbid=["stage_overlap", "stage_gap", "stage_order", "stage_count", "stage_outside_window", "programme_length_mismatch"]),
        Frequency(forbid=["unquantified"]),
        Frequency(minima=list(minima.load())),
    )  # fmt: skip
    evidence = Findings(facts.document, TermIndex((), lexicon.load()))
    for check in checks:
        verdict = check.judge(facts, evidence)
        assert verdict.outcome in ("pass", "fail", "review")
        assert (verdict.outcome == "pass") == (not verdict.marks)
        for mark in verdict.marks:
            assert mark.said.say()
            assert mark.span is None or 0 <= mark.span.start < mark.span.end <= len(facts.document.text)


class TestMinima:
    def test_every_row_names_its_basis_by_title_and_article(self) -> None:
        assert minima.load()["lift-fortnightly"].basis == "《特种设备安全监察条例》（国务院令第549号）第三十一条"
        for row in minima.load().values():
            assert row.basis.startswith("《")
            assert (row.yearly is None) != (row.hours is None)

    def test_a_verified_row_names_an_instrument_in_force(self) -> None:
        rows = yaml.safe_load(
            (Path(__file__).parents[1] / "rules" / "data" / "minima.yaml").read_text(encoding="utf-8")
        )
        editions = register.load().by_id
        ended = [r["id"] for r in rows if r["verified"] and "instrument" in r["basis"] and editions[r["basis"]["instrument"]].status != "current"]  # fmt: skip
        assert ended == []

    def test_an_incomplete_row_is_an_error_that_names_it(self, tmp_path: Path) -> None:
        path = tmp_path / "minima.yaml"
        path.write_text("- {id: x, subject: y}\n", encoding="utf-8")
        with pytest.raises(PackError) as caught:
            minima.load(path)
        assert (
            caught.value.say()
            == "法定下限 minima.yaml 第 1 条（x）不完整：all、at_least、basis、scope、source、checked_on、verified"
        )

    def test_a_rule_that_names_an_unknown_row_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="no-such-row"):
            Frequency(minima=["no-such-row"])

    def test_a_rule_must_say_one_thing(self) -> None:
        with pytest.raises(ValidationError):
            Frequency()
        with pytest.raises(ValidationError):
            Frequency(forbid=["unquantified"], minima=["drill-yearly"])
