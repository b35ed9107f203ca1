"""`--pack auto`: the packs made for a document and its enterprise, with the reasons; and packs named that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from conformance import choosing, engine, packs
from conformance.enterprises.profiles import Profile, known
from conformance.facts import extract
from conformance.model.facts import Facts
from conformance.readers import read

ROOT = Path(__file__).parents[1]
SAMPLES = yaml.safe_load((ROOT / "tests" / "cases" / "auto.yaml").read_text(encoding="utf-8"))


def chosen(facts: Facts, profile: Profile | None = None) -> list[str]:
    return [one.pack for one in choosing.fits(facts, known(profile, facts)) if one.fits]


def facts(text: str) -> Facts:
    return extract(read(text.encode(), path="a.txt"))


def notices(text: str, *names: str, profile: Profile | None = None) -> dict[str, str]:
    return {n.code: n.message for n in engine.check(facts(text), names, profile=profile).notices}


@pytest.mark.parametrize("sample", SAMPLES)
def test_samples_get_the_packs_made_for_them(sample: str) -> None:
    text = (ROOT / "corpora" / "samples" / f"{sample}.txt").read_text(encoding="utf-8")
    assert chosen(facts(text)) == SAMPLES[sample]


OTHERS = [
    ("青禾县恒拓机械制造有限公司2026年火灾应急演练方案\n一、演练时间\n2026年6月10日。", ["text-quality"]),
    ("青禾县恒拓机械制造有限公司生产安全事故应急预案\n1 总则\n1.1 编制目的\n规范应急处置。", ["text-quality"]),
    ("关于开展安全生产大检查的通知\n各企业：\n请于2026年6月30日前完成自查。", ["county-notice", "policy-draft", "text-quality"]),
    ("关于做好国庆期间安全生产工作的通知\n公司各部门、各车间：\n请于9月25日前完成检查。\n青禾县恒拓机械制造有限公司\n2026年9月15日", ["text-quality"]),
    ("青禾县恒拓机械制造有限公司2026年安全教育培训计划\n一、任务\n每月培训一次。", ["text-quality"]),
    ("青禾县恒拓机械制造有限公司塔吊拆除专项施工方案（第二版）\n一、任务\n先断电后拆除。", ["text-quality"]),
    ("青禾县工贸企业安全生产规定（征求意见稿）\n第一条 为加强管理，制定本规定。", ["policy-draft", "text-quality"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_what_is_no_plan_is_not_measured_as_one(text: str, expected: list[str]) -> None:
    assert chosen(facts(text)) == expected


PLAN = "{name}安全生产主体责任实施方案\n一、任务\n每月检查一次，消除隐患。\n{name}\n{day}\n"
BUILDER, MAKER = "高丘县永基建筑安装有限公司", "青禾县远志精密制造有限公司"
SAID = [
    ({}, "尚不知是否涉及：本单位是否生产、储存、使用危险化学品？"),
    ({"hazardous_chemicals": False}, "不涉及本单位：涉及危险化学品 = 否"),
    ({"hazardous_chemicals": True}, "适用于企业实施方案，涉及本单位：涉及危险化学品 = 是"),
]


@pytest.mark.parametrize(("profile", "why"), SAID)
def test_a_condition_on_the_enterprise_has_three_answers(profile: Profile, why: str) -> None:
    found = facts(PLAN.format(name=MAKER, day="2026年3月1日"))
    fit = next(one for one in choosing.fits(found, known(profile, found)) if one.pack == "chemical")
    assert (fit.fits, fit.say("zh")) == (profile.get("hazardous_chemicals") is True, why)


def test_the_reasons_are_told() -> None:
    told = notices(PLAN.format(name=BUILDER, day="2025年6月12日"), "auto")
    assert told["packs_chosen"] == (
        "自动选用规则包：aq9010（适用于企业实施方案，涉及本单位：高危行业 = 是，由“建筑安装”认定为建筑施工）；"
        "construction（适用于企业实施方案，涉及本单位：行业 = 建筑施工，由“建筑安装”认定为建筑施工）；"
        "enterprise-responsibility（适用于企业实施方案）；"
        "gbt33000（适用于企业实施方案，2017-04-01 至 2025-10-30适用）；"
        "street（适用于企业实施方案，自 2024-06-01 起适用）；text-quality（适用于企业实施方案）。"
    )
    assert told["packs_left_out"] == (
        "未选用：chemical（不涉及本单位：涉及危险化学品 = 否，由“建筑安装”认定为建筑施工）；county-notice（为通知编制）；"
        "gbt33000-2025（自 2025-10-31 起适用，文件日期为 2025-06-12）；official-format（只在点名时用）；"
        "park（为主管部门方案编制）；policy-draft（为政策文件草案、通知、主管部门方案编制）。需要时请用 --pack 指定。"
    )


def test_why_a_plan_of_one_matter_is_not_measured_by_all_duties() -> None:
    text = "青禾县恒拓机械制造有限公司2026年安全教育培训计划\n一、任务\n每月培训一次。\n"
    left_out = notices(text, "auto")["packs_left_out"]
    assert "street（为全面落实责任的方案编制，本文件是培训计划）" in left_out
    assert notices(text, "street")["pack_misfit"] == (
        "规则包“street”与本文件不合（为全面落实责任的方案编制，本文件是培训计划），仍已全部检查。"
    )


def test_an_enterprises_draft_of_its_plan_is_measured_as_its_plan() -> None:
    text = "青禾县恒拓机械制造有限公司落实安全生产主体责任实施方案（征求意见稿）\n一、任务\n每月检查一次，消除隐患。\n"
    assert "street" in chosen(facts(text))


def test_without_a_date_the_edition_in_force_is_chosen() -> None:
    found = chosen(facts(PLAN.format(name=MAKER, day="")))
    assert ("gbt33000-2025" in found, "gbt33000" in found) == (True, False)


def test_where_nothing_is_made_for_it_that_is_told() -> None:
    law = "中华人民共和国安全生产法\n第一条 为了加强安全生产工作，制定本法。\n第二条 适用本法。\n"
    report = engine.check(facts(law), ("auto",))
    assert (facts(law).head.type, report.findings) == ("standard-or-law", ())
    assert {n.code for n in report.notices} >= {"packs_none_chosen", "packs_left_out"}


MISFITS = [
    ("chemical", "规则包“chemical”与本文件不合（不涉及本单位：涉及危险化学品 = 否，由“建筑安装”认定为建筑施工），仍已全部检查。"),
    ("gbt33000-2025", "规则包“gbt33000-2025”与本文件不合（自 2025-10-31 起适用，文件日期为 2025-06-12），仍已全部检查。"),
    ("county-notice", "规则包“county-notice”与本文件不合（为通知编制；为街道、园区等管理方的文件编制，本文件是企业的），仍已全部检查。"),
    ("official-format", None),
    ("street", None),
]  # fmt: skip


@pytest.mark.parametrize(("pack", "notice"), MISFITS)
def test_a_pack_named_is_checked_in_full_and_a_misfit_told(pack: str, notice: str | None) -> None:
    report = engine.check(facts(PLAN.format(name=BUILDER, day="2025年6月12日")), (pack,))
    assert len(report.findings) == len(packs.load(pack).requirements)
    assert next((n.message for n in report.notices if n.code == "pack_misfit"), None) == notice
