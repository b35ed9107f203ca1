"""Drafting a pack from a rule document, and what a new edition changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conformance import drafts, packs
from conformance.facts import extract
from conformance.model.facts import Facts
from conformance.readers import read

ROOT = Path(__file__).parents[1]
RULES = (
    "临江街道落实企业安全生产主体责任实施方案\n一、总体要求\n为落实上级部署，制定本方案。\n二、主要任务\n"
    "（一）压实责任\n企业应当建立健全全员安全生产责任制，每年至少考核一次。\n严禁未经培训上岗。\n"
    "（二）排查隐患\n各社区要每月检查一次，2026年6月30日前完成首轮检查。\n隐患治理做到责任、措施、资金、时限、预案五到位。\n"
    "鼓励企业参加安全生产责任保险。\n今年以来，全街道安全形势总体平稳。\n"
)


def facts(text: str = RULES) -> Facts:
    return extract(read(text.encode(), path="规则.txt"))


def test_demands_are_found_with_obligation_actor_and_limits() -> None:
    found = [(d.clause, d.obligation, d.actor, d.limits) for d in drafts.demands(facts())]
    assert found == [
        ("二/（一）", "shall", "企业", ("每年至少考核一次",)),
        ("二/（一）", "shall_not", None, ()),
        ("二/（二）", "shall", "各社区", ("每月检查一次", "2026年6月30日前")),
        ("二/（二）", "shall", None, ()),
        ("二/（二）", "should", None, ()),
    ]


def test_the_draft_is_a_pack_that_loads_and_judges_nothing_unmet(tmp_path: Path) -> None:
    file = tmp_path / "起草.yaml"
    file.write_text(drafts.pack(facts(), "linjiang"), encoding="utf-8")
    made = packs.load(str(file))
    assert (made.title["zh"], len(made.requirements)) == ("临江街道落实企业安全生产主体责任实施方案", 5)
    assert {r.status for r in made.requirements} == {"draft"}
    first, *_, fifth = made.requirements
    assert (first.id, first.title, first.basis[0].clause) == ("linjiang-001", "建立健全全员安全生产责任制", "二/（一）")
    assert first.text == "企业应当建立健全全员安全生产责任制，每年至少考核一次。"
    assert fifth.severity == "blue"
    fourth = made.requirements[3].check.model_dump(exclude_defaults=True)  # type: ignore[attr-defined]
    element = fourth["elements"][0]
    assert (element["at_least"], list(element["of"])[:4]) == (4, ["责任", "措施", "资金", "时限"])
    assert made.requirements[2].applies == ({"role": "authority"},)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("每年至少考核一次", "每半年至少考核一次", "changed"),
        ("鼓励企业参加安全生产责任保险。\n", "", "gone"),
        ("鼓励企业", "企业应当公开安全承诺并接受监督。\n鼓励企业", "new"),
    ],
)
def test_a_new_edition_is_compared_demand_by_demand(old: str, new: str, kind: str) -> None:
    changes = list(drafts.compared(facts(), facts(RULES.replace(old, new))))
    assert [c[0] for c in changes if c[0] != "same"] == [kind]


def test_the_command_writes_a_pack_or_tells_the_changes(tmp_path: Path) -> None:
    for name, text in (("旧.txt", RULES), ("新.txt", RULES.replace("每月检查", "每季度检查"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    call = [sys.executable, str(ROOT / "cli.py"), "draft", "旧.txt"]
    made = subprocess.run(
        [*call, "--name", "x"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "# 来源 二/（一），第 " in made.stdout and "- id: x-001\n" in made.stdout
    told = subprocess.run(
        [*call, "--diff", "新.txt"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert told.stdout == (
        "未变 4  有改动 1  新增 0  已删除 0\n\n有改动  二/（二）\n"
        "  － 各社区要每月检查一次，2026年6月30日前完成首轮检查。\n  ＋ 各社区要每季度检查一次，2026年6月30日前完成首轮检查。\n"
    )
