"""Damaged text: the estimate, what is tolerated, and when an absence is left for review."""

from __future__ import annotations

import random

import pytest
import yaml

from conformance import engine
from conformance.facts import extract
from conformance.language import lexicon
from conformance.language.damage import Gaps, estimate
from conformance.language.lookalikes import Words, alike
from conformance.language.matching import Findings, TermIndex
from conformance.readers import read
from conformance.rules_folder import folder

SOUND = (
    "公司建立健全安全生产规章制度和操作规程，并严格执行。\n主要负责人全面负责，保证安全生产投入。\n"
    "每季度组织一次隐患排查，落实整改责任人和期限，消除事故隐患。\n特种作业人员持证上岗，定期参加安全培训。\n"
    "编制应急预案，每半年组织一次演练，配备应急物资。\n设置安全警示标志，发放劳动防护用品，开展职业健康检查。\n"
)
GROUPS = yaml.safe_load((folder() / "data" / "look-alikes.yaml").read_text(encoding="utf-8"))


def damaged(text: str, share: float, seed: int) -> str:
    """`text` with a share of its characters replaced by look-alikes."""
    others = {c: [o for o in group if o != c] for group in GROUPS for c in group}
    chance = random.Random(seed)
    at = [i for i, c in enumerate(text) if c in others]
    for i in chance.sample(at, round(share * len(text))):
        text = text[:i] + chance.choice(others[text[i]]) + text[i + 1 :]
    return text


def damage(text: str) -> float:
    return Findings(read(text.encode(), path="a.txt"), TermIndex((), lexicon.load())).damage


def test_the_groups_are_disjoint() -> None:
    chars = "".join(GROUPS)
    assert len(set(chars)) == len(chars)
    assert all(len(group) > 1 for group in GROUPS)
    assert {alike(c) for c in "责贵贲"} == {"责"}


def test_sound_text_has_no_damage() -> None:
    assert damage(SOUND * 3) == 0.0


@pytest.mark.parametrize(("share", "low", "high"), [(0.03, 0.02, 0.12), (0.1, 0.05, 0.4)])
def test_the_estimate_follows_the_damage(share: float, low: float, high: float) -> None:
    values = [damage(damaged(SOUND * 3, share, seed)) for seed in range(5)]
    assert low < sum(values) / 5 < high


def test_one_oddity_is_no_scan() -> None:
    assert estimate("隐" * 40, [(3, 5)]) == 0.0
    assert estimate("隐" * 100, [(3, 5), (4, 6), (9, 11)]) == 0.056


BROKEN = [
    ("遵守操作程，", "操作程", True),
    ("消除隐忠。", "隐忠", True),
    ("主要负贵人", "负贵人", True),
    ("重点目标任务", "目标任", False),
    ("落实安全责任", "全责任", False),
    ("公司建立制度", "建立", False),
]


@pytest.mark.parametrize(("text", "surface", "expected"), BROKEN)
def test_broken(text: str, surface: str, expected: bool) -> None:
    start = text.index(surface)
    assert Words(text).broken(start, start + len(surface)) is expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("加强预防控制", "防控", True),
        ("严格控制", "控制", False),
        ("重点检查", "点检", True),
    ],
)
def test_across(text: str, surface: str, expected: bool) -> None:
    start = text.index(surface)
    assert Words(text).across(start) is expected


def test_gaps() -> None:
    gaps = Gaps(["追究责任", "一企一档", "隐患"])
    assert gaps.fitting("追完责任", [1]) == {"追究责任"}
    assert gaps.fitting("追究责任", [1]) == frozenset()
    assert gaps.fitting("责任", [0]) == frozenset()


def test_absences_in_heavily_damaged_text_are_for_review() -> None:
    text = "实施方案\n" + damaged(SOUND * 3, 0.12, 1)
    report = engine.check(extract(read(text.encode(), path="a.txt")), ("enterprise-responsibility",))
    clauses = [f for f in report.findings if f.requirement.startswith("T")]
    assert report.facts
    assert report.facts.document.quality.damage > 0.05
    assert {f.outcome for f in clauses} <= {"pass", "review"}
    insurance = next(f for f in clauses if f.requirement == "T21")
    assert insurance.code == "text_damaged"
    assert insurance.message.endswith("不能断定未写明：投保安责险。")
    assert insurance.nearest
