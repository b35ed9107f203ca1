"""The pack on notices: dated tasks, who does them, to whom they are reported."""

from __future__ import annotations

import pytest

from conformance import engine
from conformance.facts import extract
from conformance.readers import read

NOTICE = """县安委办关于开展用电安全检查的通知
各镇：
为做好用电安全工作，现将有关事项通知如下：
一、各镇要组织一次用电安全检查，检查情况于{limit}报县安委办。
"""


def findings(text: str) -> dict[str, tuple[str, str, list[str]]]:
    facts = extract(read(text.encode(), path="notice.txt"))
    return {
        f.requirement: (f.outcome, f.message, [p.quote for p in f.places])
        for f in engine.check(facts, ("county-notice",)).findings
    }


def test_a_limit_without_a_year_is_half_an_arrangement() -> None:
    found = findings(NOTICE.format(limit="4月15日前"))
    assert found["N-05"][0] == "partial"
    assert found["N-05"][1] == "有 1 处时限没有写年份，文件也没有可据以推定年份的日期。"
    assert found["N-15"] == ("fail", "有 1 处时限需要修改。", ["于4月15日前"])


@pytest.mark.parametrize("limit", ["2026年4月15日前", "2026年4月底前"])
def test_a_limit_with_a_year_is_an_arrangement(limit: str) -> None:
    found = findings(NOTICE.format(limit=limit))
    assert found["N-05"][0] == "pass"
    assert found["N-15"][0] == "pass"


def test_tasks_have_a_party_and_a_report() -> None:
    found = findings(NOTICE.format(limit="2026年4月15日前"))
    assert {k: found[k][0] for k in ("N-03", "N-04", "N-08", "N-09")} == {
        "N-03": "pass",
        "N-04": "partial",
        "N-08": "pass",
        "N-09": "fail",
    }
