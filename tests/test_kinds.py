"""Every kind on cases of its own, both outcomes of it; and the facts of quantities and parties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from conformance import discovery
from conformance.facts import extract
from conformance.facts.parties import parties, vague
from conformance.facts.quantities import quantities
from conformance.language import lexicon
from conformance.language.matching import Findings
from conformance.language.terms import TermIndex
from conformance.readers import read

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "kinds.yaml").read_text(encoding="utf-8"))
ROWS = [(kind, name, case) for kind, cases in CASES.items() for name, case in cases.items()]


@pytest.mark.parametrize(("kind", "name", "case"), ROWS, ids=[f"{k}: {n}" for k, n, _ in ROWS])
def test_case(kind: str, name: str, case: dict[str, Any]) -> None:
    check = discovery.member("conformance.kinds", kind).Check.model_validate(case["check"])
    document = read(case["text"].encode(), path="a.txt")
    verdict = check.judge(extract(document), Findings(document, TermIndex(check.terms(), lexicon.load())))
    assert verdict.outcome == case["outcome"]
    assert [[m.code, document.quote(m.span)] for m in verdict.marks if m.span] == case.get("places", [])
    if "evidence" in case:
        assert [document.quote(p.span) for p in verdict.evidence] == case["evidence"]
    if "message" in case:
        assert verdict.said.say("zh") == case["message"]


@pytest.mark.parametrize("kind", discovery.names("conformance.kinds"))
def test_every_kind_has_cases_of_both_outcomes(kind: str) -> None:
    outcomes = {case["outcome"] for case in CASES[kind].values()}
    assert "pass" in outcomes
    assert outcomes & {"fail", "partial"}


BAD = {
    "quantity": {"about": ["a"], "measure": "≥ viel%%"},
    "forbid": {"statements": []},
    "party": {"require": "somebody"},
    "duty": {"require": "time_limit", "forbid": ["vague_duty"]},
    "pattern": {"patterns": [[{"POS": "VERB"}]]},
}


@pytest.mark.parametrize("kind", BAD)
def test_parameters_that_make_no_sense_are_refused(kind: str) -> None:
    with pytest.raises(ValidationError):
        discovery.member("conformance.kinds", kind).Check.model_validate(BAD[kind])


QUANTITIES = [
    ("取得证书的比例要达到30%以上", [("30%以上", 30.0, "%", "≥")]),
    ("培训不少于24学时", [("不少于24学时", 24.0, "学时", "≥")]),
    ("配备专职安全员两名", [("两名", 2.0, "名", "=")]),
    ("安装率百分之百", [("百分之百", 100.0, "%", "=")]),
    ("不超过3人", [("不超过3人", 3.0, "人", "≤")]),
    ("三分之二以上的职工代表", [("三分之二以上", 66.67, "%", "≥")]),
    ("分四个阶段", [("四个", 4.0, "个", "=")]),
    ("10个工作日内、24小时值班、第三次会议、唯一一个、国发〔2010〕23号", []),
    ("一个企业一个清单", []),
    ("处1万元以上3万元以下罚款", [("1万元以上", 10_000.0, "元", "≥"), ("3万元以下", 30_000.0, "元", "≤")]),
    ("投入1.5亿元、120万元、5千元", [("1.5亿元", 150_000_000.0, "元", "="), ("120万元", 1_200_000.0, "元", "="), ("5千元", 5_000.0, "元", "=")]),
    ("不少于2,000万元", [("不少于2,000万元", 20_000_000.0, "元", "≥")]),
    ("三十余万元和30余万元", [("三十余万元", 300_000.0, "元", "="), ("30余万元", 300_000.0, "元", "=")]),
    ("1200余人、3.5万人", [("1200余人", 1200.0, "人", "="), ("3.5万人", 35_000.0, "人", "=")]),
    ("安全员两三名、3-5名", [("两三名", 2.0, "名", "="), ("3-5名", 3.0, "名", "=")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantities(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    rows = quantities(read(text.encode(), path="a.txt"))
    assert [(q.quote, q.value, q.unit, q.comparator) for q in rows] == expected


PARTIES = [
    ("安全科负责本方案的监督执行。", [("安全科", "responsible", "本方案的监督执行")]),
    ("每月检查一次（责任单位：安全部；配合单位：各车间）。", [("安全部", "responsible", "每月检查一次"), ("各车间", "support", "每月检查一次")]),
    ("（街道安委办牵头）", [("街道安委办", "lead", None)]),
    ("1.各镇各部门要组织一次汇报会。", [("各镇各部门", "responsible", "组织一次汇报会")]),
    ("一般风险由班组长负责管控。", [("班组长", "responsible", "管控")]),
    ("总经理每月带队检查一次。", [("总经理", "responsible", "每月带队检查一次")]),
    ("主要负责人出席会议。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_parties(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    document = read(text.encode(), path="a.txt")
    assert [(p.quote, p.role, p.task) for p in parties(document)] == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("有关部门", True), ("各相关单位", True), ("安全部", False), ("各部门", False)]
)
def test_vague(name: str, expected: bool) -> None:
    assert vague(name) is expected
