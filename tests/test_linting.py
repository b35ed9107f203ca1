"""The packs that come with the program have nothing to lint, and their catalogue is up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from conformance import catalogue, linting, packs
from conformance.proving import firing

ALL = [packs.load(name) for name in packs.names()]


def test_the_packs_have_no_faults() -> None:
    assert [said.say("zh") for said in linting.faults(ALL)] == []


def test_the_catalogue_is_what_the_command_prints() -> None:
    path = Path(__file__).parents[1] / "rules" / "README.md"
    assert path.read_text(encoding="utf-8") == catalogue.markdown(ALL, "zh")


def test_each_fault_is_said() -> None:
    pack = packs.load("enterprise-responsibility")
    one = pack.requirements[0]
    bad = replace(one, id="Z1", same_as=("Z9", "T01"), applies=({"big": True},))
    said = [
        s.say("zh")
        for s in linting.faults([replace(pack, requirements=(one, one, bad, replace(bad, id="Z2", same_as=())))])
    ]
    assert said == [
        "T01：编号重复。",
        "Z1：same_as 指向不存在的 Z9。",
        "Z1：same_as 指向同一规则包的 T01。",
        "Z1：没有“big”这项企业情况。",
        "Z2：没有“big”这项企业情况。",
        "T01：检查与同一规则包的 T01 完全相同。",
        "Z2：检查与同一规则包的 Z1 完全相同。",
    ]


def test_a_pack_linted_alone_may_name_those_beside_it() -> None:
    alone = [packs.load("chemical")]
    assert linting.faults(alone)[0].say("zh") == "CH-02：same_as 指向不存在的 T01。"
    assert linting.faults(alone, ALL) == []
    own = replace(alone[0], id="own", requirements=alone[0].requirements[:1])
    assert [said.say("zh") for said in linting.faults([own], ALL)] == ["CH-01：编号重复。"]


PACK = """pack: own
title: {zh: 自编, en: own}
version: "1.0"
documents: {law: 某法}
requirements:
- id: X1
  title: 应急演练
  severity: red
  basis: [{document: law, clause: 第一条}]
  clause:
    elements: [{name: 演练, core: true, all: [演练, 组织], or: [拉练, {all: [演习, 每年]}]}]
  remediation: 组织演练。
  examples: {pass: [每年组织演练。], fail: [每月检查。]}
- id: X2
  title: 演练频次
  severity: red
  basis: [{document: law, clause: 第一条}]
  clause:
    elements: [{name: 演练, core: true, all: [演练, 每年]}]
  remediation: 组织演练。
  examples: {pass: [每年组织演练。], fail: [每月检查。]}
- id: X3
  title: 应急物资
  severity: red
  basis: [{document: law, clause: 第一条}]
  clause:
    elements: [{name: 物资, core: true, all: [应急物资]}]
  remediation: 配备物资。
  examples: {pass: [配备应急物资。], fail: [每月检查。]}
"""


def test_what_plans_never_meet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(PACK, encoding="utf-8")
    plans = [
        "方案\n公司每年组织演练一次。\n",
        "方案\n每年组织演练两次，做好总结。\n",
        "方案\n车间每年组织演练，进行拉练。\n",
    ]
    assert [said.say("zh") for said in firing.remarks(packs.load(str(path)), plans)] == [
        "X3：3 份方案都不符合，示例以外未见符合的写法。",
        "X1：要素“演练”的第 3 种写法（演习、每年），3 份方案和示例都没有用到。",
        "X2：在符合的 3 份方案中，佐证都与 X1 的相同。",
    ]
