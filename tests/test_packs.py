"""The packs that come with the program, and what is said about packs that are not right."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from conformance import discovery, packs
from conformance.errors import PackError
from conformance.language import lexicon
from conformance.model.rules import Requirement
from conformance.proving import bench

ALL = [(name, r) for name in packs.names() for r in packs.load(name).requirements]
EXAMPLES = [(n, r, want, text) for n, r in ALL for want, texts in r.examples.items() for text in texts]


@pytest.mark.parametrize(
    ("pack", "requirement", "want", "text"),
    EXAMPLES,
    ids=[f"{r.id}-{want}-{i}" for i, (_, r, want, _) in enumerate(EXAMPLES)],
)
def test_example(pack: str, requirement: Requirement, want: str, text: str) -> None:
    assert bench.answer(packs.load(pack), requirement, text).outcome == want


@pytest.mark.parametrize(("pack", "requirement"), ALL, ids=[r.id for _, r in ALL])
def test_every_requirement_is_complete(pack: str, requirement: Requirement) -> None:
    assert requirement.basis
    assert requirement.remediation.strip()
    if len(getattr(requirement.check, "elements", ())) > 1 and requirement.status == "active":
        assert requirement.examples.get("partial"), "of several elements some may be missing"


def test_ids_are_unique() -> None:
    ids = [r.id for _, r in ALL]
    assert sorted(set(ids)) == sorted(ids)


def test_the_24_topics_are_there() -> None:
    ids = [r.id for r in packs.load("enterprise-responsibility").requirements]
    assert [i for i in ids if i.startswith("T")] == [f"T{n:02}" for n in range(1, 25)]


def test_the_lexicon_is_complete() -> None:
    rows = lexicon.load()
    assert len(rows) >= 150
    assert all(len(set(c.terms)) == len(c.terms) for c in rows.values())


PACK = """pack: own
title: {zh: 自编, en: own}
version: "1.0"
documents: {law: 某法}
requirements:
- id: X1
  title: 应急预案
  severity: red
  basis: [{document: law, clause: 第一条}]
  clause:
    elements: [{name: 预案, core: true, all: [$应急预案]}]
  remediation: 编制预案。
  examples: {pass: [编制应急预案。], fail: [每月检查一次。]}
"""

FAULTS = {
    "a misspelt key": (("severity: red", "severty: red"), "规则包 own.yaml 第 8 行，X1.severty：没有这个键，是否指 severity？"),
    "a missing key": (("  severity: red\n", ""), "规则包 own.yaml 第 6 行，X1.severity：缺少这个键。"),
    "a wrong value": (
        ("severity: red", "severity: pink"),
        "规则包 own.yaml 第 8 行，X1.severity：值不对：Input should be 'red', 'orange', 'yellow' or 'blue'",
    ),
    "a misspelt kind": (
        ("  clause:", "  clauses:"),
        f"规则包 own.yaml 第 6 行，X1：必须写明一种检查（{'、'.join(discovery.names('conformance.kinds'))} 之一），现有：-。",
    ),
    "a misspelt parameter": (("elements:", "element:"), "规则包 own.yaml 第 11 行，X1.clause.element：没有这个键，是否指 elements？"),
    "an example that is missing": (
        ("pass: [编制应急预案。], ", ""),
        "规则包 own.yaml 第 6 行，X1：没有 pass 示例，不能用作正式要求。请写示例，或注明 status: draft。",
    ),
    "an unknown concept": (("$应急预案", "$应急预"), "规则包 own.yaml 第 6 行，X1：“应急预”没有定义。是否指“应急预案”？"),
    "an unknown basis": (("{document: law,", "{document: lax,"), "规则包 own.yaml 第 6 行，X1：“lax”没有定义。是否指“law”？"),
    "a repeated key": (
        ("  severity: red", "  severity: red\n  severity: blue"),
        '规则包 own.yaml 不是有效的 YAML：repeated key: severity in "", line 9, column 3',
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_pack_is_refused(fault: str, tmp_path: Path) -> None:
    (old, new), message = FAULTS[fault]
    assert old in PACK
    path = tmp_path / "own.yaml"
    path.write_text(PACK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        packs.load(str(path))
    assert caught.value.say("zh") == message


def _also(name: str, *changes: tuple[str, str]) -> str:
    """The requirement of PACK again, called `name`, with each of `changes` made."""
    row = PACK[PACK.index("- id:") :].replace("X1", name)
    for old, new in changes:
        assert old in row
        row = row.replace(old, new)
    return row


MANY = (
    PACK.replace("severity: red", "severty: red")
    + _also("X2", ("red", "pink"), ("elements", "element"), ("  remediation: 编制预案。\n", ""))
    + _also("X3", ("$应急预案", "$应急预"), ("document: law", "document: lax"), ("pass: [编制应急预案。], ", ""))
)


def test_all_faults_of_a_pack_are_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(MANY, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        packs.load(str(path))
    assert caught.value.say("zh").splitlines() == [
        "规则包 own.yaml 有 7 处错误：",
        "规则包 own.yaml 第 8 行，X1.severty：没有这个键，是否指 severity？",
        "规则包 own.yaml 第 16 行，X2.severity：值不对：Input should be 'red', 'orange', 'yellow' or 'blue'",
        "规则包 own.yaml 第 14 行，X2.remediation：缺少这个键。",
        "规则包 own.yaml 第 19 行，X2.clause.element：没有这个键，是否指 elements？",
        "规则包 own.yaml 第 21 行，X3：“lax”没有定义。是否指“law”？",
        "规则包 own.yaml 第 21 行，X3：“应急预”没有定义。是否指“应急预案”？",
        "规则包 own.yaml 第 21 行，X3：没有 pass 示例，不能用作正式要求。请写示例，或注明 status: draft。",
    ]
    assert caught.value.say("en").splitlines()[1] == (
        "pack own.yaml, line 8, X1.severty: no such key, did you mean severity?"
    )
    assert pickle.loads(pickle.dumps(caught.value)).say() == caught.value.say()


def test_a_pack_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(PACK, encoding="utf-8")
    pack = packs.load(str(path))
    assert (pack.id, [r.id for r in pack.requirements]) == ("own", ["X1"])


def test_a_draft_needs_no_examples(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    bare = PACK.replace("  examples: {pass: [编制应急预案。], fail: [每月检查一次。]}\n", "")
    path.write_text(bare.replace("severity: red", "severity: red\n  status: draft"), encoding="utf-8")
    assert packs.load(str(path)).requirements[0].status == "draft"


def test_an_unknown_pack_is_named() -> None:
    with pytest.raises(PackError) as caught:
        packs.load("enterprise-responsability")
    assert caught.value.say("zh").startswith("没有规则包“enterprise-responsability”。")
    assert caught.value.say("zh").endswith("是否指 enterprise-responsibility？")
