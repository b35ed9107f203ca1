"""Waivers and baselines: accepted gaps stay in the report and no longer count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sample_report as sample

from conformance import acceptances, engine
from conformance.errors import UsageError
from conformance.facts import extract
from conformance.model.report import Finding, GapReport, exit_code
from conformance.readers import read
from conformance.reporters.view.problems import problems

ENTERPRISE = "恒泽铸件有限公司"


def report() -> GapReport:
    return sample.gap_report(sample.checked())


def gap() -> Finding:
    return next(f for f in report().reports[0].findings if f.outcome == "fail" and not f.places and not f.waiver)


def waived(folder: Path, rows: str) -> GapReport:
    file = folder / "豁免.yaml"
    file.write_text(rows, encoding="utf-8")
    return acceptances.waive(report(), acceptances.load(file))


def row(requirement: str, until: str = "2099-12-31", who: str = f"enterprise: {ENTERPRISE}", more: str = "") -> str:
    return (
        f"- requirement: {requirement}\n  {who}\n  reason: 保单六月生效\n  approver: 安委办\n  until: {until}\n{more}"
    )


def notices(made: GapReport) -> list[str]:
    return [n.message for n in made.reports[0].notices if n.code.startswith("waiver_")]


def found(made: GapReport, requirement: str) -> Finding:
    return next(f for f in made.reports[0].findings if f.requirement == requirement)


@pytest.mark.parametrize("who", [f"enterprise: {ENTERPRISE}", "document: '恒泽*/*.docx'"])
def test_a_waived_gap_stays_and_does_not_count(tmp_path: Path, who: str) -> None:
    made = waived(tmp_path, row(gap().requirement, who=who))
    one = found(made, gap().requirement)
    assert (one.outcome, one.waiver) == ("fail", "已同意豁免至2099-12-31：保单六月生效（批准人：安委办）")
    before, after = report().reports[0].summary.gaps, made.reports[0].summary.gaps
    assert sum(before.values()) - sum(after.values()) >= 1
    assert one.requirement not in {p.finding.requirement for p in problems(made, made.reports[0])}
    assert notices(made) == []


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2020-01-31", "对 {id} 的豁免已于2020-01-31到期，不再生效（保单六月生效）。"),
        ("明年底", "对 {id} 的豁免期限“明年底”不是日期，不予采用；请写成 2026-12-31。"),
    ],
)
def test_an_expired_or_unreadable_waiver_counts_again_and_is_said(tmp_path: Path, until: str, said: str) -> None:
    made = waived(tmp_path, row(gap().requirement, until))
    assert found(made, gap().requirement).waiver is None
    assert notices(made) == [said.format(id=gap().requirement)]


def test_the_last_day_still_holds(tmp_path: Path) -> None:
    assert found(waived(tmp_path, row(gap().requirement, report().as_of)), gap().requirement).waiver


def test_an_unused_waiver_is_said(tmp_path: Path) -> None:
    made = waived(tmp_path, row(gap().requirement, who="enterprise: 别家公司"))
    assert notices(made) == [f"对 {gap().requirement} 的豁免没有用上，请核对编号、单位或文件名。"]


def test_one_place_can_be_waived(tmp_path: Path) -> None:
    one = next(f for f in report().reports[0].findings if len(f.places) > 1 and f.outcome in ("fail", "partial"))
    place = one.places[0]
    made = waived(tmp_path, row(one.requirement, more=f"  fingerprint: '{place.fingerprint}'\n"))
    after = found(made, one.requirement)
    assert [p.waiver is not None for p in after.places] == [p.fingerprint == place.fingerprint for p in one.places]
    assert after.waiver is None
    left = [p.fingerprint for p in problems(made, made.reports[0]) if p.finding.requirement == one.requirement]
    assert left == [p.fingerprint for p in one.places[1:]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- requirement: T01\n  reason: x\n  approver: y\n  until: 2026-01-01\n", "document or enterprise is missing"),
        ("- requirment: T01\n", "0/requirement：Field required"),
        ("a: [", "while parsing"),
    ],
)
def test_a_bad_file_is_an_error_that_says_where(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "w.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        acceptances.load(file)
    assert said in error.value.say() and str(file) in error.value.say()


def checked(text: str) -> GapReport:
    facts = extract(read(text.encode(), path="方案.txt"), as_of=date(2026, 11, 24))
    one = engine.check(facts, ("enterprise-responsibility",))
    return replace(report(), packs=(engine.pack_row(engine.load("enterprise-responsibility")),), reports=(one,))


PLAN = "恒拓公司实施方案\n\n一、任务\n1、组长：××，联系电话：\n2、按照《企业安全生产标准化基本规范》（GB/T 33000-2024）建设。\n3、定期检查，定期培训。\n"
EDITED = PLAN.replace("一、任务", "一、目标\n杜绝事故。\n\n二、任务\n0、定期公布进度。")


def test_a_baseline_leaves_only_what_is_new() -> None:
    before = checked(PLAN)
    assert exit_code(before, "blue") == 1
    assert exit_code(acceptances.since(checked(PLAN), before), "blue") == 0


def test_edits_above_change_no_fingerprint() -> None:
    before, after = checked(PLAN), acceptances.since(checked(EDITED), checked(PLAN))
    old = {p.fingerprint for f in before.reports[0].findings for p in f.places}
    assert len(old) >= 5
    assert old <= {p.fingerprint for f in after.reports[0].findings for p in f.places}
    new = [p.quote for f in after.reports[0].findings for p in f.places if p.baseline == "new"]
    assert new == ["定期"]
