"""The packs on work-safety standardisation: every element of the standard, and nothing for mere headings."""

from __future__ import annotations

import pytest

from conformance import engine, packs
from conformance.facts import extract
from conformance.readers import read

SECTIONS_2016 = {"5.1": 6, "5.2": 4, "5.3": 2, "5.4": 4, "5.5": 4, "5.6": 3, "5.7": 3, "5.8": 2}

CLAUSES_2025 = [
    "4.1",
    "4.2",
    "5.1.1",
    "5.1.2",
    "5.1.3",
    "5.1.4",
    "5.2",
    "5.3",
    "5.4",
    "5.5",
    "6.1",
    "6.2",
    "6.3",
    "6.4",
    "7.1",
    "7.2",
    "7.3.1",
    "7.3.2",
    "8.1",
    "8.2",
    "8.3",
    "9.1",
    "9.2",
    "9.3.1",
    "9.3.2",
    "9.3.3",
    "10.1",
    "10.2.1",
    "10.2.2",
    "10.2.3",
    "10.2.4",
    "10.3",
    "10.4",
    "10.5",
    "10.6.1",
    "10.6.2",
    "10.6.3",
    "11.1.1",
    "11.1.2",
    "11.1.3",
    "11.2",
    "12.1",
    "12.2",
    "13.1",
    "13.2",
]

HEADINGS = """实施方案
一、目标职责
（一）安全生产目标
（二）机构和职责
（三）安全生产投入
二、制度化管理
（一）规章制度
（二）操作规程
三、教育培训
四、现场管理
（一）设备设施管理
（二）作业安全
（三）职业健康
（四）警示标志
五、安全风险管控及隐患排查治理
六、应急管理
七、事故管理
八、持续改进
"""
KEYWORDS = "安全目标、责任制、规章制度、操作规程、教育培训、警示标志、风险、隐患、应急、事故、自评。"


def outcomes(pack: str, text: str) -> dict[str, str]:
    facts = extract(read(text.encode(), path="plan.txt"))
    rows = {r.id: r.kind for r in packs.load(pack).requirements}
    return {f.requirement: f.outcome for f in engine.check(facts, (pack,)).findings if rows[f.requirement] == "clause"}


def test_every_element_of_the_2016_edition_has_its_rule() -> None:
    wanted = [f"GB-{section}.{n}" for section, count in SECTIONS_2016.items() for n in range(1, count + 1)]
    assert [r.id for r in packs.load("gbt33000").requirements if r.kind == "clause"] == wanted


def test_every_clause_of_the_2025_edition_has_its_rule() -> None:
    wanted = [f"GB25-{clause}" for clause in CLAUSES_2025]
    assert [r.id for r in packs.load("gbt33000-2025").requirements if r.kind == "clause"] == wanted


@pytest.mark.parametrize("pack", ["gbt33000", "gbt33000-2025"])
@pytest.mark.parametrize("text", [HEADINGS, f"实施方案\n{KEYWORDS}"], ids=["headings", "keywords"])
def test_headings_and_keywords_meet_nothing(pack: str, text: str) -> None:
    found = list(outcomes(pack, text).values())
    assert set(found) <= {"fail", "partial"}
    assert found.count("partial") <= 2
