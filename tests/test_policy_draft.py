"""The pack for authors of rule documents: chosen by itself for a draft, and it finds what a reviewer would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conformance import choosing, engine
from conformance.enterprises.profiles import known
from conformance.facts import extract
from conformance.model.report import Report
from conformance.readers import read

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"
DAY = date(2026, 11, 24)


def checked(text: str, pack: str = "policy-draft") -> Report:
    return engine.check(extract(read(text.encode(), path="draft.txt"), as_of=DAY), (pack,))


def test_the_sample_draft_gets_its_faults() -> None:
    report = checked((SAMPLES / "draft-policy.txt").read_text(encoding="utf-8"))
    found = {f.requirement: [(p.code, p.quote) for p in f.places] for f in report.findings if f.outcome == "fail"}
    assert found == {
        "P-04": [("repealed", "国家安全生产监督管理总局令第17号")],
        "P-05": [("title_mismatch", "国家安全生产监督管理总局令第17号")],
        "P-06": [("numbering_gap", "第十四条")],
        "P-10": [("unquantified_frequency", "定期")],
        "P-12": [("dangling_reference", "本规定第二十五条")],
        "P-16": [("vague_party", "有关部门")],
        "P-18": [("vague_duty", "第十一条 企业应当积极推进安全生产信息化建设，努")],
    }


@pytest.mark.parametrize(
    ("title", "chosen"),
    [
        ("沙洲市工贸企业安全生产主体责任规定（征求意见稿）", True),
        ("望湖街道办事处关于开展安全生产专项整治的通知", True),
        ("青禾县恒拓机械制造有限公司安全生产实施方案", False),
    ],
)
def test_auto_takes_it_for_rule_documents_only(title: str, chosen: bool) -> None:
    facts = extract(read(f"{title}\n各企业应当于2026年6月30日前完成自查。".encode(), path="a.txt"))
    assert ("policy-draft" in [one.pack for one in choosing.fits(facts, known(None, facts)) if one.fits]) is chosen


def test_an_empty_draft_lacks_what_authors_must_say() -> None:
    report = checked("关于加强安全生产工作的规定（征求意见稿）\n努力提升本质安全水平。")
    assert [f.requirement for f in report.findings if f.outcome == "fail"] == ["P-02", "P-03", "P-07", "P-11", "P-15"]
