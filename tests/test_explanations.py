"""How verdicts are explained: by which words, why not, to whom a demand applies; in words of the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance import engine, packs
from conformance.enterprises.profiles import Profile
from conformance.facts import extract
from conformance.messages import Language
from conformance.readers import read

HEAD = """pack: explained
title: {zh: 试用, en: trial}
version: "1.0"
documents: {rule: 《某某办法》}
requirements:
- id: E-01
  title: 试用
  severity: orange
  status: draft
  basis: [{document: rule}]
  remediation: 写明。
"""


def trace(
    tmp_path: Path, check: str, text: str, profile: Profile | None = None, language: Language = "zh"
) -> list[str]:
    """The explanation of the one requirement with this check for a text of these sentences."""
    path = tmp_path / f"{abs(hash((check, text)))}.yaml"
    path.write_text(f"{HEAD}  {check}\n", encoding="utf-8")
    facts = extract(read(f"某厂实施方案\n一、任务\n{text}\n".encode(), path="a.txt"))
    (finding,) = engine.check(facts, (str(path),), language, profile, ("E-01",)).findings
    return list(finding.trace)


WHY = {
    "met, by which words, in the document's own characters": (
        "clause: {elements: [{name: 甲, core: true, all: [隐患, [排查, 检查]]}]}",
        "每月排查一次隐患，登记入册。",
        [
            "要素“甲”（核心）：符合",
            "  符合：每月排查一次隐患，登记入册。（凭“隐患”、“排查”）",
            "  隐患：1 处（“隐患”），如：每月排查一次隐患，登记入册。",
            "  排查／检查：1 处（“排查”），如：每月排查一次隐患，登记入册。",
        ],
    ),
    "never in one sentence": (
        "clause: {elements: [{name: 甲, all: [隐患, 复查, 销号]}]}",
        "隐患由班组复查。\n问题由车间销号。",
        [
            "要素“甲”：未见",
            "  隐患：1 处（“隐患”），如：隐患由班组复查。",
            "  复查：1 处（“复查”），如：隐患由班组复查。",
            "  销号：1 处（“销号”），如：问题由车间销号。",
            "  各项都有，但从不在同一句中写齐；最多的一处有 2 项：隐患由班组复查。",
        ],
    ),
    "the same words twice": (
        "clause: {elements: [{name: 甲, all: [[整改, 问题], 整改]}]}",
        "整改由班组负责。",
        [
            "要素“甲”：未见",
            "  整改／问题：1 处（“整改”），如：整改由班组负责。",
            "  整改：1 处（“整改”），如：整改由班组负责。",
            "  各项在同一句中都有，但有几项是同一处字词，不能重复算：整改由班组负责。",
        ],
    ),
    "too far apart": (
        "clause: {elements: [{name: 甲, all: [隐患, 销号], near: 3}]}",
        "隐患由班组复查以后销号。",
        [
            "要素“甲”：未见",
            "  隐患：1 处（“隐患”），如：隐患由班组复查以后销号。",
            "  销号：1 处（“销号”），如：隐患由班组复查以后销号。",
            "  各项在同一句中都有，但相隔太远或次序不合：隐患由班组复查以后销号。",
        ],
    ),
    "too few of a list": (
        "clause: {elements: [{name: 甲, at_least: 3, of: [责任, 措施, 资金, 预案]}]}",
        "明确责任和措施。",
        [
            "要素“甲”：未见",
            "  责任：1 处（“责任”），如：明确责任和措施。",
            "  措施：1 处（“措施”），如：明确责任和措施。",
            "  资金：未见",
            "  预案：未见",
            "  所列各项要写到至少 3 项，最多的一处只有 2 项：明确责任和措施。",
        ],
    ),
    "spoiled by a word, and only where it would be met": (
        "clause: {elements: [{name: 甲, all: [检查, 车间], not: [质量]}]}",
        "车间每月检查设备质量。\n质量目标分解到人。",
        [
            "要素“甲”：未见",
            "  检查：1 处（“检查”），如：车间每月检查设备质量。",
            "  车间：1 处（“车间”），如：车间每月检查设备质量。",
            "  不算（写到“质量”）：车间每月检查设备质量。",
        ],
    ),
    "alternatives": (
        "clause: {elements: [{name: 甲, all: [班前会], or: [晨会~安全, 早会, {all: [交班, 风险]}]}]}",
        "晨会先讲安全。",
        [
            "要素“甲”：符合",
            "  符合：晨会先讲安全。（凭“晨会”）",
            "  班前会：未见",
            "  或：晨会…安全：1 处",
            "  或者下列写法之一，均未见：早会；交班 ＋ 风险",
        ],
    ),
    "a duty without its core": (
        "clause: {elements: [{name: 甲, core: true, all: [应急预案, 演练]}], weak: [{all: [应急]}]}",
        "配备应急物资。",
        [
            "要素“甲”（核心）：未见",
            "  应急预案：未见",
            "  演练：未见",
            "没有核心要素，但写到了相近的内容，所以是部分符合：配备应急物资。",
        ],
    ),
    "a number": (
        "quantity: {about: [费用, 提取], measure: ≥2%}",
        "安全费用按百分之三提取。",
        [
            "要素“不少于2%”：符合",
            "  符合：安全费用按百分之三提取。（凭“费用”、“提取”、“百分之三”）",
            "  费用：1 处（“费用”），如：安全费用按百分之三提取。",
            "  提取：1 处（“提取”），如：安全费用按百分之三提取。",
            "  不少于2%：1 处（“百分之三”），如：安全费用按百分之三提取。",
        ],
    ),
    "a pattern goes by words, which are shown": (
        "pattern: {patterns: [[{TEXT: 专人}, {TEXT: 负责}]]}",
        "除尘设备由专人负责。",
        ["  切分为：除尘／设备／由／专人负责／。"],
    ),
    "a pattern that matches": (
        "pattern: {patterns: [[{TEXT: 由}, {TEXT: 专人负责}]]}",
        "除尘设备由专人负责。",
        ["  符合句式：由专人负责"],
    ),
    "a kind with nothing more to tell": (
        "forbid: {statements: [{name: 免责, all: [概不负责]}]}",
        "伤亡由工会慰问。",
        ["查遍全文，没有不合要求的地方。"],
    ),
    "places": (
        "forbid: {statements: [{name: 免责, all: [概不负责]}]}",
        "伤亡事故公司概不负责。",
        ["不合要求的有 1 处，已逐处列出。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WHY)
def test_why(tmp_path: Path, case: str) -> None:
    check, text, expected = WHY[case]
    assert trace(tmp_path, check, text) == expected


@pytest.mark.parametrize("case", WHY)
def test_explanations_in_english_are_english(tmp_path: Path, case: str) -> None:
    check, text, _ = WHY[case]
    quoted = {*re.findall("[\u4e00-\u9fff]+", f"{check}{text}"), "不少于"}  # names of elements are the pack's own
    words = re.findall("[\u4e00-\u9fff]+", "\n".join(trace(tmp_path, check, text, language="en")))
    assert [w for w in words if w not in "".join(quoted)] == []


def test_what_is_missing_of_the_structure_is_said_in_english() -> None:
    facts = extract(read("某厂实施方案\n一、任务\n公司成立领导小组。\n".encode(), path="a.txt"))
    found = {f.requirement: f.message for f in engine.check(facts, ("enterprise-responsibility",), "en").findings}
    assert found["S05"] == "it is mentioned, but without a section of its own for “组织”."


APPLIES = [
    ({}, ["适用条件：运输业务 = 是；本单位：不清楚", "所以没有查看原文。"]),
    ({"transport": False}, ["适用条件：运输业务 = 是；本单位：运输业务 = 否", "所以没有查看原文。"]),
    ({"transport": True}, ["适用条件：运输业务 = 是；本单位：运输业务 = 是", "要素“甲”：未见", "  车辆：未见"]),
]


@pytest.mark.parametrize(("profile", "expected"), APPLIES)
def test_to_whom_a_demand_applies(tmp_path: Path, profile: Profile, expected: list[str]) -> None:
    check = "applies: {transport: true}\n  clause: {elements: [{name: 甲, all: [车辆]}]}"
    assert trace(tmp_path, check, "每月开会。", profile) == expected


def test_every_verdict_of_every_pack_can_be_explained() -> None:
    text = (Path(__file__).parents[1] / "corpora" / "samples" / "tower-builders.txt").read_text(encoding="utf-8")
    names = packs.names()
    asked = [r.id for name in names for r in packs.load(name).requirements]
    report = engine.check(extract(read(text.encode(), path="a.txt")), names, explain=asked)
    assert [f.requirement for f in report.findings if not f.trace] == []
