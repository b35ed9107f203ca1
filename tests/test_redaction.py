"""Personal data is masked one character for one, wherever it stands in a report."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import sample_report as sample
from hypothesis import given
from hypothesis import strategies as st

from conformance import engine, outputs
from conformance.facts import extract
from conformance.model.report import GapReport
from conformance.readers import read
from conformance.redaction import personal, redact
from conformance.reporters import formats, reporter

TEXT = (
    "恒泽铸件有限公司实施方案\n组长：王建国，副组长：李明、欧阳静。\n联系人：赵敏 13812345678，值班电话：0592-5551234，电话 8123456。\n"
    "身份证号 350203198001011234，邮箱 zhao.min@hengze.example。\n王建国负责全面工作，按《办法》（应急管理部令第2号）执行，2024年6月30日前完成。\n"
)


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("组长：王建国", {"王建国": "王**"}),
        ("副组长：李明、周静怡，办公室设在安全部", {"李明": "李*", "周静怡": "周**"}),
        ("手机13812345678。", {"13812345678": "138******78"}),
        ("值班电话：0592-5551234", {"0592-5551234": "059*-*****34"}),
        ("电话 8123456", {"8123456": "812****"}),
        ("350203198001011234", {"350203198001011234": "350*************34"}),
        ("联系人：安全部", {}),
        ("组长：总经理", {}),
        ("主任：负责全面工作", {}),
        ("GB 33000-2024，国发〔2010〕23号，20240630", {}),
        ("每月25日前，1号楼，第493号令", {}),
    ],
)
def test_what_is_personal(words: str, masked: dict[str, str]) -> None:
    assert dict(personal(words)) == masked


def report() -> GapReport:
    facts = extract(read(TEXT.encode(), path="方案.txt"), as_of=date(2026, 11, 24))
    one = engine.check(facts, ("enterprise-responsibility",))
    return replace(
        sample.gap_report(one), packs=(engine.pack_row(engine.load("enterprise-responsibility")),), reports=(one,)
    )


def test_nothing_personal_is_left_and_every_span_still_quotes() -> None:
    made = redact(report())
    words = json.dumps(json.loads(reporter("json").render(made)), ensure_ascii=False)
    assert [
        w for w in ("王建国", "李明", "赵敏", "13812345678", "5551234", "350203198001011234", "zhao.min") if w in words
    ] == []
    facts = made.reports[0].facts
    assert facts is not None
    text = facts.document.text
    assert len(text) == len(TEXT) and "王**负责全面工作" in text and "应急管理部令第2号" in text
    rows = [
        *facts.citations,
        *facts.deadlines,
        *facts.blanks,
        *(e for f in made.reports[0].findings for e in f.evidence),
    ]
    assert len(rows) > 3
    assert [r for r in rows if text[r.start : r.end] != r.quote] == []


@given(st.text(alphabet="组长：王李明建国，、1380592-电话x@.。\n", max_size=80))
def test_masks_have_the_length_of_what_they_hide(text: str) -> None:
    assert all(len(a) == len(b) and a != b for a, b in personal(text))


@pytest.mark.parametrize(("masked", "hidden"), [(None, False), (False, False), (True, True)])
def test_the_caller_decides(capfdbinary: pytest.CaptureFixture[bytes], masked: bool | None, hidden: bool) -> None:
    outputs.write(report(), outputs.wanted(["twin"]), None, masked)
    assert ("王建国" not in capfdbinary.readouterr().out.decode()) is hidden


def test_formats_that_leave_the_office_are_masked() -> None:
    assert {n for n in formats() if getattr(reporter(n), "MASKED", False)} == {"sarif", "junit", "github", "markdown"}
