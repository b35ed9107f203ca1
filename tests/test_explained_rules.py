"""The page of a requirement answers a person: what is asked, of whom, on what basis, in words and not in code."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance import catalogue, packs

ALL = [packs.load(name) for name in packs.names()]

PACK = """pack: own
title: {zh: 自编, en: own}
version: "1.0"
documents: {law: 某法}
requirements:
- id: X1
  title: 应急演练
  text: 写明演练。
  severity: red
  applies: [{chemical_producer: true}, {high_risk: true, industry: [chemical, mine]}]
  basis: [{document: law, clause: 第一条}]
  same_as: [T23]
  clause:
    elements:
    - {name: 演练, core: true, all: [$演练, [每年, 定期]], or: [拉练, {all: [演习, 年], not: [彩排]}], not: [文艺]}
    - {name: 五项, within: item, at_least: 2, of: [责任, [措施, 办法], 资金]}
    weak:
    - {any: [$应急预案, 组织~训练]}
  remediation: 组织演练。
  examples: {pass: [每年组织演练，责任、措施到人。], partial: [每年组织演练。], fail: [每月检查。]}
"""

PAGE = """X1  应急演练  ■ 严重  (own 1.0, shall)

要求
  写明演练。

依据
  某法第一条

适用
  生产危险化学品 = 是，或者高危行业 = 是、行业 = 化工（危险化学品）／非煤矿山
  不清楚的，报告会问：本单位是否生产或者进口危险化学品？
  不清楚的，报告会问：本单位是否属于高危行业、领域？
  不清楚的，报告会问：本单位属于哪个行业？

检查  clause
  每个要素须在同一句中写齐。
  · 演练（核心）
      〔演练〕 ＋ 每年／定期
      或：拉练
      或：演习 ＋ 年，不算：写到彩排的
      不算：写到文艺的
  · 五项（在同一段或同一行中）
      至少2项：责任；措施／办法；资金
  没有核心要素而写到下列之一的，为部分符合：
      其中之一：〔应急预案〕／组织…训练
  一个核心要素都没有写明的为不符合，缺要素的为部分符合；〔〕是词表中的概念，包括各种同义说法。

整改建议
  组织演练。

示例
  符合：每年组织演练，责任、措施到人。
  部分符合：每年组织演练。
  不符合：每月检查。

同一要求
  T23 应急预案与演练（enterprise-responsibility）
"""


def test_the_page_of_a_requirement(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(PACK, encoding="utf-8")
    assert catalogue.page([*ALL, packs.load(str(path))], "X1", "zh") == PAGE


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", ALL, ids=lambda p: p.id)
def test_no_page_shows_code(pack: packs.Pack, language: str) -> None:
    pages = {r.id: catalogue.page(ALL, r.id, language) for r in pack.requirements}  # type: ignore[arg-type]
    assert [one for one, text in pages.items() if any(mark in text for mark in ("{'", "('", "['", "$", "None"))] == []
