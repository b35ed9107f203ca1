"""What the report formats say alike: order, conclusion, places, citations and dates of the sample report."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.messages import Language
from conformance.model.report import Failure, Finding, GapReport, Outcome, Report, RequirementRow
from conformance.reporters import reporter
from conformance.reporters.view.advice import Advice, advice
from conformance.reporters.view.answers import Answer, answers
from conformance.reporters.view.citations import citation_rows
from conformance.reporters.view.conclusion import conclude
from conformance.reporters.view.places import Places, place_words
from conformance.reporters.view.quality import quality_words
from conformance.reporters.view.timetable import timetable
from tests.sample_report import checked, gap_report, inspection

REPORT = gap_report()
ONE = REPORT.reports[0]


def said(found: tuple[Answer, ...]) -> list[tuple[int | None, str, str, str]]:
    return [(a.number, a.finding.requirement, a.finding.outcome, a.requirement.severity) for a in found]


def test_answers_come_in_the_order_people_work_through_them() -> None:
    found = said(answers(REPORT, ONE))
    assert found[:18] == [
        (1, "B1-03", "fail", "red"),
        (2, "B2-03", "fail", "red"),
        (3, "D2-02", "fail", "red"),
        (4, "DL-01", "fail", "red"),
        (5, "B2-02", "partial", "red"),
        (6, "A1-02", "fail", "orange"),
        (7, "B1-02", "fail", "orange"),
        (8, "A1-03", "partial", "orange"),
        (9, "C1-02", "partial", "orange"),
        (10, "CIT-01", "partial", "orange"),
        (11, "B2-04", "fail", "yellow"),
        (12, "DL-02", "partial", "yellow"),
        (13, "A2-02", "review", "red"),
        (14, "B2-05", "review", "red"),
        (15, "BL-01", "review", "yellow"),
        (16, "D2-04", "open", "red"),
        (17, "D2-03", "open", "orange"),
        (None, "B1-04", "fail", "yellow"),
    ]
    assert {row[2] for row in found[18:-2]} == {"pass"}
    assert {row[2] for row in found[-2:]} == {"not_applicable"}
    assert len(found) == len(ONE.findings)


def only(outcomes: dict[str, tuple[Outcome, str]]) -> tuple[GapReport, Report]:
    """A report with one finding for each requirement of `outcomes`."""
    severities = {key: severity for key, (_, severity) in outcomes.items()}
    pack = replace(
        REPORT.packs[0],
        requirements={
            key: RequirementRow(key, severity, "shall", "clause", (), "补上。")  # type: ignore[arg-type]
            for key, severity in severities.items()
        },
    )
    found = tuple(Finding("street", key, outcome, outcome, "") for key, (outcome, _) in outcomes.items())
    one = replace(ONE, findings=found)
    return replace(REPORT, packs=(pack,), reports=(one,)), one


@pytest.mark.parametrize(
    ("outcomes", "proposal", "text"),
    [
        (
            {"A": ("fail", "red"), "B": ("partial", "blue"), "C": ("review", "red"), "D": ("not_applicable", "red")},
            "return",
            "建议退回修改：3项适用的要求中不符合1项、部分符合1项，其中严重问题1项。请先补正严重问题，再逐项修改后重新提交。另有1项待人工复核，未计入上述问题。",
        ),
        (
            {"A": ("partial", "red"), "B": ("pass", "red")},
            "amend",
            "建议修改后通过：2项适用的要求中不符合0项、部分符合1项，没有整项缺失的严重问题。请按问题清单逐项修改。",
        ),
        (
            {"A": ("open", "red"), "B": ("pass", "red")},
            "confirm",
            "没有发现不符合的要求；有0项待人工复核、1项未能检查，处理后再下结论。",
        ),
        (
            {"A": ("fail", "blue"), "B": ("pass", "red")},
            "accept",
            "建议通过：2项适用的要求中没有一般及以上的问题，另有1条提示可供完善。",
        ),
        ({"A": ("pass", "red")}, "accept", "建议通过：1项适用的要求均已写明。"),
        ({}, "confirm", "没有检查任何要求。"),
    ],
    ids=["severe", "partly", "pending", "advice", "met", "nothing"],
)
def test_the_conclusion_follows_from_the_answers(
    outcomes: dict[str, tuple[Outcome, str]], proposal: str, text: str
) -> None:
    report, one = only(outcomes)
    found = conclude(one, answers(report, one), "zh")
    assert (found.proposal, found.text) == (proposal, text)


def test_the_conclusion_on_an_unread_file_says_why() -> None:
    one = Report("方案.docx", "unread", Failure("password", "文件有打开密码。"))
    assert conclude(one, (), "zh").text == "文件未能读取，没有检查：文件有打开密码。"


def test_a_waived_gap_is_said_and_does_not_count() -> None:
    text = conclude(ONE, answers(REPORT, ONE), "en").text
    assert text == (
        "Proposed: return for amendment. Of 30 applicable requirements 7 are not met and 5 partly met, 5 of them severe. "
        "Mend the severe gaps first, then the others, and submit the plan again. "
        "Not counted: 3 for review, 2 that could not be checked. Not counted either: 1 waived."
    )


def test_the_same_demand_of_another_pack_is_one_answer_led_by_the_worst() -> None:
    street, basics = REPORT.packs
    row = basics.requirements["BL-01"]
    other = replace(basics, requirements=basics.requirements | {"BL-01": replace(row, same_as=("A1-02",))})
    found = {a.finding.requirement: a for a in answers(replace(REPORT, packs=(street, other)), ONE)}
    assert "BL-01" not in found
    assert [(t.finding.requirement, t.pack.id) for t in found["A1-02"].twins] == [("BL-01", "basics")]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("补全空白项。", Advice("补全空白项。")),
        (
            "建议增加：“建立‘五到位’制度，做到“一岗一清单”，逐级签订责任书。”\n人数按规定确定。",
            Advice("建议增加：", "建立‘五到位’制度，做到“一岗一清单”，逐级签订责任书。", "人数按规定确定。"),
        ),
        (
            "绘制四色图，写明张贴位置。\n例：2024年9月底前由安全部绘制全厂四色图，张贴于厂门口。",
            Advice("绘制四色图，写明张贴位置。\n例：", "2024年9月底前由安全部绘制全厂四色图，张贴于厂门口。"),
        ),
        ("建议：“”。", Advice("建议：“”。")),
        ("写明日期，例如：“2026年”。", Advice("写明日期，例如：“2026年”。")),
        ("在标题写明“某某有限公司安全生产实施方案”字样。", Advice("在标题写明“某某有限公司安全生产实施方案”字样。")),
    ],
)
def test_the_clause_to_adopt_is_set_apart(words: str, parts: Advice) -> None:
    assert advice(words) == parts


@given(st.text(alphabet="例：:“”甲乙丙 \n", max_size=60))
def test_advice_loses_no_word(words: str) -> None:
    parts = advice(words)
    kept = parts.lead + (parts.clause or "") + parts.rest
    drop: Callable[[str], str] = lambda text: "".join(c for c in text if c in "甲乙丙")  # noqa: E731
    assert drop(kept) == drop(words)


def test_places_are_looked_up_from_the_offset() -> None:
    facts = inspection()
    places = Places(facts)
    text = facts.document.text
    assert places.words(text.index("每半年至少组织一次"), "zh") == "三/（五），第1页"
    assert places.words(0, "en") == "page 1"
    block = places.block(text.index("召开动员会"))
    assert block is not None
    assert (block.kind, block.row, block.column) == ("cell", 1, 2)
    assert places.block(text.index("\n")) is None


@pytest.mark.parametrize(
    ("clause", "page", "language", "words"),
    [("三/1", None, "zh", "三/1"), (None, 2, "zh", "第2页"), (None, None, "zh", ""), ("三/1", 2, "en", "三/1, page 2")],
)
def test_a_place_in_words(clause: str | None, page: int | None, language: Language, words: str) -> None:
    assert place_words(clause, page, language) == words


def test_a_title_and_its_number_are_one_row_and_forms_are_none() -> None:
    rows = citation_rows(inspection())
    assert [("、".join(r.quotes), r.then, r.now, r.faulty, r.overtaken) for r in rows] == [
        ("《中华人民共和国安全生产法》", "current", "current", False, False),
        ("《企业安全生产标准化基本规范》、GB/T 33000-2016", "current", "superseded", False, True),
        ("《工贸企业重大事故隐患判定标准》、应急管理部令第10号", "current", "current", False, False),
        ("《粉尘防爆安全规程》、GB 15577-2007", "superseded", "superseded", True, False),
        ("《生产安全事故应急预案管理办法》、应急管理部令第2号", "current", "current", False, False),
        ("《企业安全生产费用提取和使用管理办法》、财资〔2022〕136号", "current", "current", False, False),
        ("HZ/AQ-07", "unknown", "unknown", False, False),
        ("GB 30871-2022", "current", "current", False, False),
        ("JGJ80-91", "superseded", "superseded", True, False),
        ("AQ/T 9006-2010", "current", "repealed", False, True),
        ("GB/T 33000-2024", "no_such_edition", "no_such_edition", True, False),
    ]


def test_an_instrument_cited_twice_is_one_row_with_both_places() -> None:
    facts = inspection()
    again = replace(facts.citations[0], start=200, end=214)
    rows = citation_rows(replace(facts, citations=(*facts.citations, again)))
    assert (len(rows), rows[0].places) == (11, (facts.citations[0].start, 200))


def test_the_timetable_sorts_by_date_and_keeps_the_rest_apart() -> None:
    found = timetable(checked().facts or inspection())
    assert [(r.deadline.task, str(r.start), str(r.last)) for r in found.dated] == [
        ("动员部署", "2024-06-01", "2024-06-30"),
        ("修订全员安全生产责任制", "None", "2024-08-31"),
        ("全面实施", "2024-07-01", "2026-10-31"),
        ("全公司从业人员安全意识明显增强", "None", "2026-12-31"),
        ("总结评估", "2026-11-01", "2027-01-31"),
    ]
    assert [d.quote for d in found.recurring] == [
        "每季度",
        "每年不少于一次",
        "每班",
        "每半年至少组织一次",
        "每月25日前",
    ]
    assert [d.quote for d in found.relative] == ["上岗前", "1小时内"]
    assert [d.quote for d in found.vague] == ["及时", "适时"]


def test_a_limit_counted_from_the_issue_date_has_its_day_in_the_timetable() -> None:
    facts = inspection()
    counted = replace(facts.deadlines[0], kind="duration", value="P30D", anchor="印发", until="2024-07-01")
    found = timetable(replace(facts, deadlines=(counted,)))
    assert [(str(r.start), str(r.end)) for r in found.dated] == [("None", "2024-07-01")]
    assert found.relative == ()


def test_every_report_for_people_says_how_well_it_was_read() -> None:
    one = checked()
    assert one.facts
    said = quality_words(one.facts, "zh")
    assert said == "docx，2页，1313字（每页约688字），汉字占93%，疑似识别错误0.4%"
    for name in ("text", "markdown", "html"):
        shown = reporter(name).render(gap_report(one)).decode()
        assert said in shown
        assert all(what in shown for what in one.facts.document.quality.not_read)
