"""Proving packs: what is changed, what is counted, and what the command says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from conformance import packs
from conformance.commands import app
from conformance.language.lookalikes import confused
from conformance.proving import examples, plans, tallies
from conformance.proving.changes import DAMAGES, Damage, damaged, denied, without
from conformance.readers import read

DENIED = [
    ("每月组织检查，消除隐患。", "尚未每月组织检查，尚未消除隐患。"),
    ("各部门应当组织演练。", "各部门尚未组织演练。"),
    ("主要负责人要签订责任书。", "主要负责人尚未签订责任书。"),
    ("未经培训的人员，不得上岗。", "未经培训的人员，可以上岗。"),
    ("电工必须取得证书后方可上岗。", "电工不必取得证书也可上岗。"),
    ("制度包括：应急演练；应急值班。", "尚未制度包括：尚未应急演练；尚未应急值班。"),
]


@pytest.mark.parametrize(("text", "first"), DENIED)
def test_denied(text: str, first: str) -> None:
    assert denied(text)[0] == first


def test_every_word_of_denial_is_used_once() -> None:
    assert [text[:2] for text in denied("每月检查。")] == ["尚未", "暂不", "没有", "未能"]
    assert denied("不得上岗。") == ["可以上岗。"]


def test_without_keeps_sentences_apart() -> None:
    document = read("一、检查。每月检查。\n二、培训。".encode(), path="a.txt")
    start = document.text.index("每月")
    places = [document.locate(type(document.blocks[0].span)(start, start + 5))]
    assert without(document.text, places) == "一、检查。。\n二、培训。"


TEXTS = st.text(alphabet="责任落实检查员工安全，。\n1", max_size=300)


@pytest.mark.parametrize("how", DAMAGES)
@given(text=TEXTS, seed=st.integers(0, 9))
def test_the_same_seed_gives_the_same_damage(how: Damage, text: str, seed: int) -> None:
    once = damaged(text, how, 0.05, seed)
    assert once == damaged(text, how, 0.05, seed)
    if how == "confused":
        changed = [(a, b) for a, b in zip(text, once, strict=True) if a != b]
        assert all(b in confused(a) for a, b in changed)
    letters = sum(c > "一" for c in text)
    lost = sum(a != b for a, b in zip(text, once, strict=True)) if how == "confused" else len(text) - len(once)
    assert lost <= 0.05 * letters + 1


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
    elements: [{name: 演练, core: true, all: [演练, 组织]}]
  remediation: 组织演练。
  examples:
    pass: [每年组织一次消防演练。]
    fail: [组织演练的记录归档。]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_a_wrong_example_is_told(own: Path) -> None:
    proof = examples.prove(packs.load(str(own)))
    assert not proof.enough
    assert tallies.told(proof, "zh").splitlines()[:5] == [
        "own：2 个示例，1 个不符",
        "  × X1 应为不符合，实为符合：组织演练的记录归档。",
        "      已写明。",
        "  √ 否定 4/4 被察觉（100.0%，下限 95%）",
        "  √ 删去佐证 1/1 被察觉（100.0%，下限 80%）",
    ]


def test_a_ready_clause_must_meet_its_own_demand(own: Path) -> None:
    own.write_text(
        PACK.replace("remediation: 组织演练。", "remediation: 建议增加：“每年组织一次消防演练，做好记录。”"), "utf-8"
    )
    assert "  √ 采用建议条文 1/1 符合（100.0%，下限 100%）\n" in tallies.told(
        examples.prove(packs.load(str(own))), "zh"
    )
    other = own.with_name("other.yaml")
    other.write_text(
        PACK.replace("remediation: 组织演练。", "remediation: 建议增加：“每年检查一次设备，做好记录。”"), "utf-8"
    )
    proof = examples.prove(packs.load(str(other)))
    assert not proof.enough
    assert tallies.told(proof, "en").splitlines()[3:5] == [
        "  × ready clause adopted: 0 of 1 pass (0.0%, at least 100%)",
        "      X1 每年检查一次设备，做好记录。",
    ]


def test_plans_are_cut_and_damaged(own: Path) -> None:
    pack = packs.load(str(own))
    text = "某公司实施方案\n一、应急\n每年组织一次消防演练。\n" + "每月检查一次设备，做好记录。\n" * 20
    twice = text + "车间每季度组织演练一次。\n班组每月组织演练一次。\n"
    (proof,) = plans.proved([examples.prove(pack)], [pack], [("a.txt", text), ("b.txt", twice)])
    cut = proof.on_plans[0]
    assert isinstance(cut, tallies.Kills)
    assert (proof.plans, cut.tried, [s[:8] for s in cut.survivors]) == (2, 2, ["X1 b.txt"])
    assert [one.tried for one in proof.on_plans[1:]] == [6, 6]


def test_moves_count_what_noise_does() -> None:
    moves = tallies.Moves(tallies.LOST)
    moves.add("fail", "fail", "fail", "")
    moves.add("fail", "fail", "review", "")
    moves.add("pass", "pass", "fail", "X1")
    moves.add("pass", "pass", "pass", "")
    assert (moves.f1(False), moves.f1(True), moves.share, moves.survivors) == (1.0, 0.5, 0.5, ["X1"])
    assert (moves.struck, moves.little, moves.enough) == (2, False, True)  # two verdicts may be chance
    moves.add("pass", "pass", "fail", "X2", marked=True)
    assert (moves.lost, moves.survivors) == (2, ["X1"])
    moves.rows.pop()
    proof = tallies.Proof("p", 4, (), (moves,))
    assert "符合变为不符合 2 处，其中未标明疑似错字 1 处\n" in tallies.told(proof, "zh")
    assert "2 passes became fails, 1 without a mark of damage\n" in tallies.told(proof, "en")
    assert "    （只有 2 项“不符合”的结论有变，可能是偶然，不作数）\n" in tallies.told(proof, "zh")
    assert "only 2 verdicts of `fail` changed, which may be chance" in tallies.told(proof, "en")
    for _ in range(9):
        moves.add("pass", "pass", "fail", "X1")
    assert not moves.enough
    assert "可能是偶然" not in tallies.told(proof, "zh")


def test_the_command_says_what_falls_short(own: Path, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "方案.txt").write_text("某公司方案\n每年组织一次消防演练。\n", encoding="utf-8")
    run = CliRunner().invoke(app(), ["rules", "test", str(own), "--plans", str(tmp_path / "plans")])
    assert run.exit_code == 1
    assert "  √ 1 份方案中删去佐证 1/1 被察觉（100.0%，下限 80%）" in run.stdout
    good = own.with_name("good.yaml")
    good.write_text(PACK.replace("组织演练的记录归档。", "每年检查一次。"), encoding="utf-8")
    assert CliRunner().invoke(app(), ["rules", "test", str(good)]).exit_code == 0


def test_every_character_is_in_gbk(own: Path) -> None:
    tallies.told(examples.prove(packs.load(str(own))), "zh").encode("gbk")


@pytest.mark.parametrize("name", ["county-notice", "park", "policy-draft"])
def test_packs_keep_the_bounds(name: str) -> None:
    proof = examples.prove(packs.load(name))
    assert proof.enough, tallies.told(proof, "zh", verbose=True)
