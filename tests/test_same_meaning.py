"""The same words in another dress: what Word's styles say of a paragraph must not change what it lays down."""

from __future__ import annotations

from datetime import date

import word_files as word

from conformance import engine
from conformance.facts import extract
from conformance.readers import read

TITLE = "恒拓机械制造有限公司落实安全生产主体责任实施方案"
LINES = (
    ("一、责任体系", 1),
    ("1.建立、健全主要负责人、各职能部门、各级管理人员和岗位操作人员安全生产职责，并与其岗位职责相匹配；", 3),
    ("2.设置安全管理机构，配备专职安全员，特种作业人员持证上岗；", 3),
    ("二、隐患治理", 1),
    ("1.车间每周、公司每月组织隐患排查，建立台账，落实整改责任人和时限，整改后复查销号。", 3),
)


def outcomes(styled: bool) -> dict[str, str]:
    styles = "".join(word.style(str(n), f"heading {n}") for n in (1, 2, 3))
    body = "".join(word.styled(t, str(n)) if styled else word.paragraph(t) for t, n in LINES)
    document = read(word.docx(word.paragraph(TITLE) + body, styles=styles), path="a.docx")
    assert [c.title for c in document.outline if c.title] == ["责任体系", "隐患治理"]
    found = engine.check(extract(document, as_of=date(2026, 11, 24)), ("enterprise-responsibility",)).findings
    return {f.requirement: f.outcome for f in found}


def test_duties_with_the_style_of_headings_are_evidence_all_the_same() -> None:
    plain = outcomes(styled=False)
    assert (plain["T02"], plain["T03"], plain["T14"]) == ("pass", "pass", "pass")
    assert outcomes(styled=True) == plain
