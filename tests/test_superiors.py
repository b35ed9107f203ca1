"""A plan beside its superior document: tasks dropped, postponed, weakened or left undated; equal limits are no finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from conformance import engine, superiors
from conformance.commands import app
from conformance.facts import extract
from conformance.kinds.task import Check
from conformance.kinds.timetables import comparison
from conformance.kinds.timetables.alignment import aligned
from conformance.model.facts import Facts
from conformance.model.report import Finding
from conformance.readers import read

RULES = """银湖街道企业安全生产整治实施方案
一、任务
（一）各企业要在2025年6月底前完成老旧电气线路更换。
（二）企业每季度至少组织一次消防疏散演练。
（三）企业接到泄漏报警后10分钟内启动应急处置。
（四）企业的动火作业影像资料保存不少于6个月。
（五）街道安委办每月通报一次整治进度。
银湖街道办事处
2025年1月10日
"""
PLAN = """某某公司安全生产整治实施方案
一、任务
1.设备科在{wires}完成老旧电气线路更换。
2.{drills}组织消防疏散演练。
3.接到泄漏报警后{alarm}启动应急处置。
4.动火作业影像资料保存{films}。
某某公司
2025年2月1日
"""
AS_ASKED = {"wires": "2025年6月30日前", "drills": "每季度", "alarm": "10分钟内", "films": "6个月"}


def facts(text: str) -> Facts:
    return extract(read(text.encode(), path="a.txt"))


def compared(plan: str, rules: str = RULES) -> list[Finding]:
    made = superiors.pack(facts(rules))
    return list(engine.check(facts(plan), (), superior=made).findings)


def outcomes(**changes: str) -> list[tuple[str, str]]:
    return [(f.outcome, f.code) for f in compared(PLAN.format(**{**AS_ASKED, **changes}))]


KEPT = ("pass", "task_kept")
NOT_OURS = ("not_applicable", "not_applicable")


def test_the_pack_has_a_requirement_for_every_limited_task_with_its_clause() -> None:
    made = superiors.pack(facts(RULES))
    assert made.title["zh"] == "上级文件的时限和指标：银湖街道企业安全生产整治实施方案"
    assert [(r.id, r.title, r.basis[0].clause) for r in made.requirements] == [
        ("SUP-001", "完成老旧电气线路更换：不晚于 2025-06-30", "一/（一）"),
        ("SUP-002", "消防疏散演练：每季度至少组织一次", "一/（二）"),
        ("SUP-003", "启动应急处置：接到泄漏报警后10分钟内", "一/（三）"),
        ("SUP-004", "企业的动火作业影像资料保存：不少于6个月", "一/（四）"),
        ("SUP-005", "通报整治进度：每月通报一次", "一/（五）"),
    ]
    assert made.requirements[0].remediation == (
        "把这项工作及其时限写进方案，时限不晚于、频次不低于上级文件，例如“完成老旧电气线路更换（2025年6月底前）”。"
    )


def test_equal_limits_in_other_words_are_no_finding_and_the_authoritys_own_task_is_none_of_theirs() -> None:
    assert outcomes() == [KEPT, KEPT, KEPT, KEPT, NOT_OURS]


def test_stricter_limits_are_no_finding() -> None:
    assert outcomes(wires="2025年5月底前", drills="每月", alarm="5分钟内", films="不少于1年") == [KEPT] * 4 + [NOT_OURS]


def test_a_later_day_is_postponed_with_its_place() -> None:
    finding = compared(PLAN.format(**{**AS_ASKED, "wires": "2025年9月底前"}))[0]
    assert (finding.outcome, finding.code, finding.message) == (
        "fail", "postponed", "时限晚于上级文件（2025年6月底前）。",
    )  # fmt: skip
    assert [(p.code, p.quote, p.message) for p in finding.places] == [
        ("postponed", "2025年9月底前", "方案写的是“2025年9月底前”，上级文件是“2025年6月底前”。"),
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "words", "at"), [
    ("drills", "每半年", 1), ("alarm", "30分钟内", 2), ("films", "不少于3个月", 3),
])  # fmt: skip
def test_rarer_longer_and_shorter_is_weakened(key: str, words: str, at: int) -> None:
    found = outcomes(**{key: words})
    assert found[at] == ("fail", "weakened")
    assert found[:at] + found[at + 1 :] == [KEPT] * 3 + [NOT_OURS]


def test_a_task_without_its_limit_is_undated() -> None:
    assert outcomes(wires="", drills="适时")[:2] == [("partial", "undated"), ("partial", "undated")]


def test_a_task_nobody_mentions_is_dropped_and_one_that_comes_near_is_for_review() -> None:
    text = PLAN.format(**AS_ASKED).replace("1.设备科在2025年6月30日前完成老旧电气线路更换。\n", "")
    finding = compared(text)[0]
    assert (finding.outcome, finding.code, finding.nearest) == ("fail", "dropped", ())
    assert finding.message == "未见这项工作。上级文件：“完成老旧电气线路更换”（2025年6月底前）。"
    near = compared(text.replace("一、任务\n", "一、任务\n1.对厂区内破损的电气线路和开关进行检修。\n"))[0]
    assert (near.outcome, near.code) == ("review", "task_unsure")
    assert [p.quote for p in near.nearest] == ["1.对厂区内破损的电气线路和开关进行检修。"]


def test_a_date_of_the_heading_above_counts() -> None:
    plan = "某某公司方案\n一、2025年5月底前完成的任务\n1.更换老旧电气线路。\n某某公司\n2025年2月1日\n"
    assert compared(plan)[0].outcome == "pass"


def test_a_task_only_for_some_is_never_called_dropped() -> None:
    rules = "某街道实施方案\n一、任务\n规模以上企业2025年6月底前接入监测平台。\n某街道办事处\n2025年1月10日\n"
    assert [(f.outcome, f.code) for f in compared("某某公司方案\n换灯。", rules)] == [("review", "task_unsure")]


def test_the_same_document_beside_itself_has_no_finding() -> None:
    sample = Path(__file__).parents[1] / "corpora" / "samples" / "willow-street.txt"
    text = sample.read_text(encoding="utf-8")
    found = compared(text, text)
    assert found
    assert [f.requirement for f in found if f.outcome != "pass"] == []


@given(months=st.integers(1, 60), more=st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_a_longer_interval_is_never_as_often(months: int, more: int) -> None:
    limit = facts(f"每{months + more}个月检查一次。").deadlines[0]
    assert comparison.as_often(limit, f"1/P{months}M") == ((months + more) <= months * 1.03)


def test_a_task_asks_for_one_thing() -> None:
    with pytest.raises(ValidationError):
        Check(words="换灯", quote="年底前")
    with pytest.raises(ValidationError):
        Check(words="换灯", quote="年底前", by="2025-12-31", every="1/P1Y")


class TestCommand:
    def run(self, tmp_path: Path, *more: str) -> tuple[int, dict]:
        (tmp_path / "plan.txt").write_text(PLAN.format(**{**AS_ASKED, "wires": "2025年9月底前"}), encoding="utf-8")
        (tmp_path / "rules.txt").write_text(RULES, encoding="utf-8")
        done = CliRunner().invoke(app(), ["check", str(tmp_path / "plan.txt"), "--format", "json", "--as-of", "2026-01-01", *more])  # fmt: skip
        return done.exit_code, json.loads(done.stdout) if done.stdout.startswith("{") else {"said": done.output}

    def test_check_reports_the_superior_pack_beside_others(self, tmp_path: Path) -> None:
        code, report = self.run(tmp_path, "--isolated", "--superior", str(tmp_path / "rules.txt"))
        assert code == 1
        assert [p["id"] for p in report["packs"]] == ["superior"]
        found = report["reports"][0]["findings"]
        assert [(f["requirement"], f["outcome"]) for f in found][:2] == [("SUP-001", "fail"), ("SUP-002", "pass")]

    def test_a_configuration_may_name_it(self, tmp_path: Path) -> None:
        (tmp_path / "c.yaml").write_text("superior: rules.txt\n", encoding="utf-8")
        code, report = self.run(tmp_path, "--config", str(tmp_path / "c.yaml"))
        assert (code, report["packs"][0]["id"]) == (1, "superior")

    def test_a_superior_document_without_limits_is_an_error_that_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_text("某街道通知\n请认真学习。\n", encoding="utf-8")
        code, said = self.run(tmp_path, "--isolated", "--superior", str(tmp_path / "empty.txt"))
        assert code == 2
        assert "empty.txt 里没有可以对照的时限、频次" in said["said"]

    def test_a_superior_document_that_cannot_be_read_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04broken")
        code, said = self.run(tmp_path, "--isolated", "--superior", str(tmp_path / "bad.docx"))
        assert code == 2
        assert "bad.docx 不能读取" in said["said"]


PAIRS = yaml.safe_load((Path(__file__).parent / "cases" / "superiors.yaml").read_text(encoding="utf-8"))
CASES = [(group, name, case) for group, cases in PAIRS.items() for name, case in cases.items()]


def document(title: str, lines: list[str], signed: str) -> str:
    return "\n".join([title, *lines, *signed.split()]) + "\n"


@pytest.mark.parametrize(("group", "name", "case"), CASES, ids=[f"{g}: {n}" for g, n, _ in CASES])
def test_pair(group: str, name: str, case: dict) -> None:
    rules = document("银湖街道安全整治工作方案", case["rules"], "银湖街道办事处 2024年3月1日")
    plan = document("某某公司安全整治实施方案", case["plan"], "某某公司 2024年3月20日")
    found = {f.requirement: [f.outcome, f.code, [p.quote for p in f.places]] for f in compared(plan, rules)}
    assert {key: found[key] for key in case["found"]} == case["found"]


@pytest.mark.parametrize(("group", "name", "case"), CASES, ids=[f"{g}: {n}" for g, n, _ in CASES])
def test_each_superior_document_of_the_pairs_keeps_itself(group: str, name: str, case: dict) -> None:
    rules = document("银湖街道安全整治工作方案", case["rules"], "银湖街道办事处 2024年3月1日")
    assert [(f.requirement, f.code) for f in compared(rules, rules) if f.outcome in ("fail", "partial", "review")] == []


def test_a_stage_says_what_it_is_compared_with() -> None:
    case = PAIRS["stages"]["a stage that ends after its counterpart is postponed"]
    rules = document("银湖街道安全整治工作方案", case["rules"], "银湖街道办事处 2024年3月1日")
    finding = compared(document("某公司实施方案", case["plan"], "某公司 2024年3月20日"), rules)[0]
    assert finding.message == (
        "时间安排晚于上级文件（动员部署（2024-03-01～2024-03-31）；集中整治（2024-04-01～2024-09-30）；总结提升（2024-10-01～2024-12-31））。"
    )
    assert finding.places[0].message == "方案的“全面整治”到 2024-11-30 为止，上级文件到 2024-09-30 为止。"


@given(names=st.lists(st.sampled_from(["动员", "自查", "整治", "督导", "总结"]), min_size=1, max_size=5, unique=True))
def test_stages_are_their_own_counterparts_in_order(names: list[str]) -> None:
    assert aligned(names, names) == list(range(len(names)))
    assert aligned(names, []) == [None] * len(names)
