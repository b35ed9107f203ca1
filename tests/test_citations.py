"""Citations: what is read off a text, which number belongs to which title, what is said of them on two dates."""

from __future__ import annotations

import json
import random
import time
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.facts.citations import citations, extracted
from conformance.facts.citing.titles import titles
from conformance.kinds.citation import Check
from conformance.model.document import Block, Document, Reading, ReadingBuilder
from conformance.model.facts import Citation, Facts, Head
from conformance.model.rules import Verdict

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "citations.yaml").read_text(encoding="utf-8"))
SHARED = Path(__file__).parents[2] / "shared"
AS_OF = date(2026, 11, 23)


def document(text: str) -> Document:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Document.of(Reading("txt", text, tuple(found)), outline=())


def cited(text: str, dated: str | None = "2024-06-01", title: str = "", as_of: date = AS_OF) -> tuple[Citation, ...]:
    return citations(document(text), Head(date=dated, title=title), as_of)


def statuses(text: str, dated: str | None = "2024-06-01") -> list[tuple[str, str, str | None]]:
    return [(c.canonical, c.resolution.status, c.resolution.on_document_date) for c in cited(text, dated)]


@pytest.mark.parametrize("case", list(chain.from_iterable(CASES.values())), ids=lambda c: c["text"][:30])
def test_a_text_gives_just_these_rows(case: dict) -> None:
    assert [[c.quote, c.form, c.canonical] for c in cited(case["text"])] == case["rows"]


@pytest.mark.parametrize(("text", "pairs"), [
    ("《工伤保险条例》（国务院令第586号）", [1, 0]),
    ("《粉尘防爆安全规程》GB 15577-2018、GB 15603-2022《危险化学品仓库储存通则》", [1, 0, 3, 2]),
    ("《粉尘防爆安全规程（GB 15577-2018）》", [1, 0]),
    ("《安全生产法》、《消防法》", [None, None]),
    ("《安全生产法》（2021年修正，主席令第八十八号）", [1, 0]),
    ("执行GB 2811-2019。《消防法》要求", [None, None]),
])  # fmt: skip
def test_titles_and_numbers_find_each_other(text: str, pairs: list[int | None]) -> None:
    assert [c.paired_with for c in cited(text)] == pairs


def test_a_title_is_paired_with_the_number_in_the_next_cell() -> None:
    build = ReadingBuilder("docx")
    for column, text in enumerate(("《建筑施工安全检查标准》", "JGJ 59-2011")):
        build.add("cell", text, table=0, row=1, column=column)
    rows = citations(Document.of(build.done(), outline=()), Head(), AS_OF)
    assert [(c.quote, c.paired_with) for c in rows] == [("《建筑施工安全检查标准》", 1), ("JGJ 59-2011", 0)]


@pytest.mark.parametrize(("text", "articles"), [
    ("《安全生产法》第二十一条第（三）项", ["第二十一条第(三)项"]),
    ("《安全生产法》（2021年修正）第16条第一款第(二)项、第17条", ["第16条第一款第(二)项、第17条"]),
    ("GB 50016-2014第5.5.17条", ["第5.5.17条"]),
    ("JGJ59-2011  第 3.2.3 条", ["第3.2.3条"]),
    ("《安全生产法》第三条至第五条、第九条第一款以及第十条", ["第三条至第五条、第九条第一款以及第十条"]),
    ("《安全生产法》第二十一条第（一）、（三）项", ["第二十一条第(一)、(三)项"]),
    ("《安全生产法》第四章第二节", ["第四章第二节"]),
    ("《消防法》要求每月检查", [None]),
])  # fmt: skip
def test_articles_are_kept_with_their_citation(text: str, articles: list[str | None]) -> None:
    assert [c.article for c in cited(text)] == articles


@pytest.mark.parametrize(("text", "expected"), [
    ("GB/T 33000-2016", [("GB/T 33000-2016", "superseded", "current")]),
    ("GB/T 33000-2024", [("GB/T 33000-2024", "no_such_edition", "no_such_edition")]),
    ("GB/T 33000", [("GB/T 33000", "current", "current")]),
    ("AQ/T 9006", [("AQ/T 9006", "superseded", "superseded")]),
    ("JGJ 46-2005", [("JGJ 46-2005", "superseded", "current")]),
    ("JGJ 46", [("JGJ 46", "current", "current")]),
    ("GB 46768-2025", [("GB 46768-2025", "current", "upcoming")]),
    ("GB 99999-2019", [("GB 99999-2019", "unknown", "unknown")]),
    ("财企〔2006〕478号", [("财企〔2006〕478号", "repealed", "repealed")]),
    ("国务院令第591号", [("国务院令第591号", "current", "current")]),
    ("国务院令第344号", [("国务院令第344号", "superseded", "superseded")]),
    ("安监总管三〔2020〕5号", [("安监总管三〔2020〕5号", "no_such_edition", "no_such_edition")]),
    ("应急管理部公告2016年第3号", [("应急管理部公告2016年第3号", "no_such_edition", "no_such_edition")]),
    ("国卫办医发〔2012〕8号", [("国卫办医发〔2012〕8号", "no_such_edition", "no_such_edition")]),
    ("质检总局令第70号", [("国家质量监督检验检疫总局令第70号", "superseded", "superseded")]),
    ("食品安全法", [("食品安全法", "current", "current")]),
    ("主席令第十三号", [("主席令第十三号", "unknown", "unknown")]),
    ("浦建字［2023第9号", [("浦建字〔2023〕9号", "malformed", "malformed")]),
    ("《安全生产法》", [("安全生产法", "current", "current")]),
    ("《环境保护法》", [("环境保护法", "repealed", "current")]),
    ("《中华人民共和国安全生产》", [("中华人民共和国安全生产", "title_mismatch", "title_mismatch")]),
    ("《伤保险条例》", [("伤保险条例", "title_mismatch", "title_mismatch")]),
    ("《安全培训管理办法》", [("安全培训管理办法", "unknown", "unknown")]),
    ("《某某市安全生产条例》", [("某某市安全生产条例", "unknown", "unknown")]),
    ("GB 50205-2001", [("GB 50205-2001", "superseded", "superseded")]),
    ("GB 1499.2-2018", [("GB 1499.2-2018", "superseded", "current")]),
    ("GB 175-2020", [("GB 175-2020", "no_such_edition", "no_such_edition")]),
    ("GB/T 14902-2008", [("GB/T 14902-2008", "unknown", "unknown")]),
    ("TSG Q5001-2009", [("TSG Q5001-2009", "superseded", "superseded")]),
    ("《合同法》", [("合同法", "repealed", "repealed")]),
    ("市场监管总局令第60号", [("国家市场监督管理总局令第60号", "current", "current")]),
    ("公安部令第106号", [("公安部令第106号", "repealed", "repealed")]),
    ("《安全生产法》（2014年修订）", [("安全生产法", "superseded", "superseded")]),
    ("安全生产法（2014年12月1日起施行）", [("安全生产法", "superseded", "superseded")]),
    ("《中华人民共和国消防法》（2019修正）", [("中华人民共和国消防法", "superseded", "superseded")]),
    ("《安全生产法》（2021年6月10日第三次修正）", [("安全生产法", "current", "current")]),
    ("《危险化学品安全管理条例》（2019年修订）", [("危险化学品安全管理条例", "current", "current")]),
])  # fmt: skip
def test_a_citation_alone_is_judged_on_both_dates(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("《重大火灾隐患判定方法》（GB 35181-2025）", ["title_mismatch", "current"]),
    ("《生产安全事故调查和处理管理条例》（国务院令第493号）", ["title_mismatch", "current"]),
    ("《化学品安全标签编写规定》（GB 15258-2024）", ["current", "no_such_edition"]),
    ("《高危行业企业安全生产费用财务管理暂行办法》（财企[2024]478号）", ["repealed", "no_such_edition"]),
    ("《工伤保险条例》（国务院令第493号）", ["current", "title_mismatch"]),
    ("《消防法》（主席令第八十一号）", ["current", "current"]),
    ("《生产经营单位安全培训规定》（安监总局令第3号，第80号令修正）", ["current", "current"]),
    ("《危险化学品安全管理条例》（国务院令第653号）", ["current", "unknown"]),
    ("《安全生产责任保险实施办法》（京应急发〔2021〕3号）", ["unknown", "unknown"]),
    ("《涂装作业安全规程 涂漆工艺安全及其通风》（GB 6514-2023）", ["current", "current"]),
    ("《化学品安全技术说明书内容和项目顺序》GB/T 16483-2008", ["current", "current"]),
    ("《关于进一步加强企业安全生产工作的通知》（国发〔2010〕23号）", ["current", "current"]),
    ("《产安全事故报告和调查处理条例》（国务院令第493号）", ["title_mismatch", "current"]),
    ("《建筑施工扣件式钢管脚手架安全技术规》（JGJ 130-2011）", ["title_mismatch", "current"]),
    ("《危险性较大的分部分项工程安全管理办法》（建质[2024]87 号文）", ["superseded", "no_such_edition"]),
])  # fmt: skip
def test_title_and_number_are_judged_together(text: str, expected: list[str]) -> None:
    assert [c.resolution.status for c in cited(text)][:2] == expected


@pytest.mark.parametrize(("text", "reason", "certain"), [
    ("安监总管三〔2020〕5号", "没有“安监总管三〔2020〕5号”：国家安全生产监督管理总局2018年已撤销，2020年不可能有此文号。", True),
    ("国市监特设〔2017〕5号", "没有“国市监特设〔2017〕5号”：国家市场监督管理总局2018年才设立，2017年不可能有此文号。", True),
    ("应急管理部公告2016年第3号", "没有“应急管理部公告2016年第3号”：应急管理部2018年才设立，2016年不可能有此文号。", False),
])  # fmt: skip
def test_a_body_numbers_nothing_before_or_after_its_time(text: str, reason: str, certain: bool) -> None:
    (row,) = cited(text)
    assert (row.resolution.reason, row.resolution.certain) == (reason, certain)


@pytest.mark.parametrize(
    "text", ["安监总管三〔2018〕5号", "京安监发〔2019〕5号", "应急管理部公告2018年第3号", "煤安监技装〔2020〕1号"]
)
def test_a_body_may_number_in_its_first_and_last_year_and_a_local_one_in_any(text: str) -> None:
    assert [c.resolution.status for c in cited(text)] == ["unknown"]


def test_every_fault_is_listed_worst_first_with_the_text_to_write() -> None:
    title, number = cited("《高危行业企业安全生产费用财务管理暂行办法》（财企[2006]478号）")
    assert title.resolution.right == "《企业安全生产费用提取和使用管理办法》（财资〔2022〕136号）"
    assert (number.resolution.issues, number.resolution.right) == (("repealed", "form"), "财资〔2022〕136号")


def test_the_reason_names_what_replaced_it_since_when_and_the_source() -> None:
    (row,) = cited("GB/T 33000-2016")
    assert row.resolution.reason is not None
    assert row.resolution.reason.startswith(
        "《企业安全生产标准化基本规范》（GB/T 33000-2016）自2025-10-31起已被"
        "《大中型企业安全生产标准化管理体系要求》（GB/T 33000-2025）代替。（依据："
    )
    assert row.resolution.record == "GB/T 33000-2016"
    assert row.resolution.certain


def test_a_reason_is_short_and_names_what_was_written_and_what_is_meant() -> None:
    (title,) = cited("《伤保险条例》")
    (number,) = cited("《国务院关于进一步加强企业安全生产工作的通知》（国发〔2024〕23号）")[1:]
    assert (title.resolution.reason, number.resolution.reason) == (
        "“伤保险条例”名称有误，应为《工伤保险条例》（国务院令第586号）。（依据：公开法规库 An-0726/safety-basis，2026-11-23核对）",
        "《国务院关于进一步加强企业安全生产工作的通知》的编号是国发〔2010〕23号，不是“国发〔2024〕23号”。"
        "（依据：网页 hcyozx.com.cn，2026-11-27核对）",
    )


def test_only_form_leaves_the_status_and_gives_the_normal_form() -> None:
    (row,) = cited("国发[2010]23号")
    assert (row.resolution.status, row.resolution.issues, row.resolution.right) == (
        "current",
        ("form",),
        "国发〔2010〕23号",
    )


@pytest.mark.parametrize("text", ["GB/T 33000—2016", "国发〔2010〕23号", "国务院第493号令", "ISO45001"])
def test_what_is_printed_so_in_standards_and_gazettes_is_no_fault_of_form(text: str) -> None:
    assert "form" not in cited(text)[0].resolution.issues


def test_short_names_stand_for_what_they_were_given_to() -> None:
    rows = cited("《粉尘防爆安全规程》（GB 15577-2018，以下简称《规程》）。按《规程》清扫")
    assert [c.resolution.record for c in rows] == ["GB 15577-2018"] * 4
    assert (rows[3].resolution.reason or "").startswith("为上文《粉尘防爆安全规程》的简称。")


def test_an_order_called_by_its_number_alone_is_the_one_named_above_or_that_of_its_title() -> None:
    assert [c.resolution.record for c in cited("执行住建部令第37号。交底按37号令执行")] == [
        "住房和城乡建设部令第37号"
    ] * 2
    assert [c.resolution.record for c in cited("《危险性较大的分部分项工程安全管理规定》（37号令）")] == [
        "住房和城乡建设部令第37号"
    ] * 2
    assert [c.resolution.record for c in cited("《安全生产事故隐患排查治理暂行规定》（总局令第16号）")] == [
        "国家安全生产监督管理总局令第16号"
    ] * 2
    assert [c.resolution.record for c in cited("执行37号令")] == [None]


@pytest.mark.parametrize("text", [
    "GB/T 33000-2016已被GB/T 33000-2025代替",
    "本标准代替GB/T 11651—2008、GB/T 29510—2013",
    "《煤矿安全监察条例》（国务院令第296号）自2024年5月1日起废止",
    "《特别重大事故调查程序暂行规定》、《企业职工伤亡事故报告和处理规定》同时废止",
    "XF 1131-2014（原GA 653-2006）",
    "GB 30871-2014（已废止）",
    "鉴于《安全生产法（2014年）》已经修订",
])  # fmt: skip
def test_what_the_text_itself_calls_ended_is_no_fault(text: str) -> None:
    assert [c.resolution.issues for c in cited(text)] == [()] * len(cited(text))
    assert any(c.resolution.status in ("repealed", "superseded") for c in cited(text))


def test_a_word_about_ending_elsewhere_excuses_nothing() -> None:
    rows = cited("依据《煤矿安全监察条例》，证书过期的予以废止；执行GB 30871-2014。")
    assert [c.resolution.issues for c in rows] == [("repealed",), ("superseded",)]


@pytest.mark.parametrize(("text", "records"), [
    ("《中华人民共和国安全生产法》（主席令第七十号，2014年主席令第十三号修正，2021年主席令第八十八号修正）",
     ["中华人民共和国安全生产法(2021)"] * 2),
    ("《危险化学品安全管理条例》（国务院令第344号公布，第591号修订，第645号修正）", ["国务院令第591号"] * 2),
    ("《中华人民共和国消防法》（主席令第6号，2021年第81号修正）", ["中华人民共和国消防法(2021)"] * 2),
])  # fmt: skip
def test_an_instrument_cited_with_its_amendments_is_meant_as_amended(text: str, records: list[str]) -> None:
    rows = cited(text)[:2]
    assert [(c.resolution.record, c.resolution.status, c.resolution.issues) for c in rows] == [
        (record, "current", ()) for record in records
    ]


def test_amendments_older_than_the_one_in_force_excuse_nothing() -> None:
    rows = cited("《中华人民共和国安全生产法》（主席令第七十号公布，2014年第十三号修正）")
    assert [c.resolution.issues for c in rows[:2]] == [("superseded",)] * 2


def test_a_standard_made_voluntary_later_was_rightly_cited_before() -> None:
    assert "form" not in cited("GB 12801-2008", dated="2016-05-01")[0].resolution.issues
    assert "form" in cited("GB 12801-2008", dated="2024-05-01")[0].resolution.issues


def test_a_mark_nobody_verified_is_no_fault_of_form() -> None:
    assert [c.resolution.issues for c in cited("HG/T 20571-2014")] == [()]


def test_a_word_before_the_name_of_a_place_is_no_part_of_the_issuer() -> None:
    assert [c.canonical for c in cited("根据县安委会通知及市安委办〔2023〕8号文件要求")] == ["市安委办〔2023〕8号"]


@pytest.mark.parametrize(("text", "kind"), [
    ("《突发环境事件应急预案管理暂行办法》", "dept_rule"),
    ("《重大火灾隐患判定方法》", "standard"),
    ("《中华人民共和国水法》", "law"),
    ("《标准化工作导则 第1部分：标准化文件的结构和起草规则》", "standard"),
    ("《动火作业票》", "form"),
    ("《安全生产月报》", "form"),
    ("《生命重于泰山》电视专题片", "form"),
    ("《厂区平面布置图》", "form"),
    ("《隐患排查管理系统》", "form"),
    ("《事故应急救援预案》", "plan"),
    ("《浙江省安全生产条例》", "local_rule"),
])  # fmt: skip
def test_a_title_tells_its_kind(text: str, kind: str) -> None:
    assert [c.kind for c in cited(text)] == [kind]


def test_a_decision_that_ends_others_is_never_what_to_cite_instead() -> None:
    (number,) = cited("安监总局令第1号")
    assert (number.resolution.status, number.resolution.right) == ("repealed", None)


def test_a_title_beside_a_code_is_that_of_a_standard() -> None:
    assert [c.kind for c in cited("《汽车、挂车及列车外廓尺寸、轴荷及质量限值》（GB 1589-2016）")] == [
        "standard",
        "standard",
    ]


def test_another_numeral_is_another_instrument_not_a_damaged_one() -> None:
    assert [c.resolution.issues for c in cited("《刑法修正案（二）》")] == [()]


def test_a_wrong_title_of_an_undated_code_is_measured_by_the_edition_it_comes_from() -> None:
    (title, code) = cited("《常用危险化学品贮存通则》（GB15603）", "2012-07-17")
    assert (title.resolution.status, title.resolution.right) == ("title_mismatch", "《危险化学品仓库储存通则》")
    assert (title.resolution.reason or "").startswith(
        "“常用危险化学品贮存通则”不是GB 15603-1995的名称，GB 15603-1995是《常用化学危险品贮存通则》。"
    )
    assert code.resolution.status == "current"


@pytest.mark.parametrize("text", ["GB30871—20", "GB 30871-05", "JGJ 46-88"])
def test_a_year_of_two_figures_accuses_nobody_of_inventing_an_edition(text: str) -> None:
    assert cited(text)[0].resolution.status in ("unknown", "superseded")
    assert "form" not in cited(text)[0].resolution.issues


def test_the_plan_itself_and_forms_are_no_instruments() -> None:
    rows = cited("《临港码头安全生产三年行动实施方案》附《隐患登记表》", title="临港码头安全生产三年行动实施方案")
    assert [(c.kind, c.resolution.status, c.resolution.reason) for c in rows] == [
        ("plan", "unknown", "指本文件自身或其所属方案。"),
        ("form", "unknown", "是表单、证照等，不是法规标准。"),
    ]


def test_without_a_document_date_nothing_is_said_of_it() -> None:
    assert [c.resolution.on_document_date for c in cited("GB/T 33000-2016《消防法》", None)] == [None, None]


def judge(text: str, dated: str | None = "2024-06-01", **parameters: object) -> Verdict:
    read, head = document(text), Head(date=dated)
    facts = Facts(read, head, citations=citations(read, head, AS_OF))
    return Check.model_validate(parameters).judge(facts, None)  # type: ignore[arg-type]


FORBIDDEN = ["not_in_force", "no_such_edition", "title_mismatch", "malformed"]


@pytest.mark.parametrize(("text", "dated", "outcome", "marks"), [
    ("依据《安全生产法》", "2024-06-01", "pass", []),
    ("GB/T 33000-2024", "2024-06-01", "fail", [("no_such_edition", "citation_fault", "GB/T 33000-2025")]),
    ("GB/T 33000-2016", "2024-06-01", "review", [("superseded", "citation_overtaken", "GB/T 33000-2025")]),
    ("GB/T 33000-2016", "2026-01-01", "fail", [("superseded", "citation_fault", "GB/T 33000-2025")]),
    ("GB/T 33000-2016", None, "review", [("superseded", "citation_check", "GB/T 33000-2025")]),
    ("财企〔2006〕478号", "2024-06-01", "review", [("repealed", "citation_check", "财资〔2022〕136号")]),
    ("国发[2010]23号", "2024-06-01", "pass", []),
    ("浦建字［2023第9号", "2024-06-01", "fail", [("malformed", "citation_fault", "浦建字〔2023〕9号")]),
])  # fmt: skip
def test_forbidden_faults_fail_only_where_sure_and_of_the_documents_own_day(
    text: str, dated: str | None, outcome: str, marks: list[tuple[str, str, str]]
) -> None:
    verdict = judge(text, dated, forbid=FORBIDDEN)
    assert verdict.outcome == outcome
    assert [(m.code, m.said.message.key, m.replacement) for m in verdict.marks] == marks


def test_form_is_a_fault_only_where_asked_for() -> None:
    verdict = judge("国发[2010]23号", forbid=["form"])
    assert verdict.outcome == "fail"
    assert [(m.said.say(), m.replacement) for m in verdict.marks] == [
        ("“国发[2010]23号”的规范写法为“国发〔2010〕23号”。", "国发〔2010〕23号")
    ]


def test_a_place_has_one_right_citation_even_where_its_form_is_wrong_too() -> None:
    text = "《国务院关于进一步加强企业安全生产工作的通知》（国发[2024]23号）"
    (number,) = judge(text, forbid=["no_such_edition"]).marks
    assert (number.code, number.replacement) == ("no_such_edition", "国发〔2010〕23号")
    assert judge(text, forbid=["form"]).marks == ()


def test_a_title_and_its_number_with_the_same_fault_are_one_place() -> None:
    text = "依据《煤矿安全监察条例》（国务院令第296号）和《工伤保险条例》"
    (mark,) = judge(text, "2025-01-01", forbid=FORBIDDEN).marks
    assert mark.span is not None
    assert (text[mark.span.start : mark.span.end], mark.code, mark.replacement) == (
        "《煤矿安全监察条例》（国务院令第296号）", "repealed", "《煤矿安全生产条例》（国务院令第774号）"
    )  # fmt: skip


def test_a_short_name_is_no_place_of_its_own() -> None:
    text = "执行《煤矿安全监察条例》（以下简称《条例》）。按《条例》检查，按《条例》整改"
    assert len(judge(text, "2025-01-01", forbid=FORBIDDEN).marks) == 1


@pytest.mark.parametrize(("text", "title", "codes"), [
    ("按照《意见》要求推进", "", ["unintroduced"]),
    ("《国务院关于加强安全工作的意见》印发后，按照《意见》推进", "", []),
    ("按照《实施方案》推进", "青田矿业安全生产实施方案", []),
    ("《某市安全规定》（以下简称《规定》），按《规定》执行", "", []),
])  # fmt: skip
def test_a_short_name_nobody_introduced_is_told(text: str, title: str, codes: list[str]) -> None:
    read, head = document(text), Head(title=title)
    facts = Facts(read, head, citations=citations(read, head, AS_OF))
    verdict = Check(forbid=["unintroduced"]).judge(facts, None)  # type: ignore[arg-type]
    assert [m.code for m in verdict.marks] == codes
    assert verdict.outcome == ("fail" if codes else "pass")


@pytest.mark.parametrize(("text", "edition", "outcome"), [
    ("GB/T 33000-2016", "any", "pass"),
    ("GB/T 33000-2016", "in_force", "pass"),
    ("AQ/T 9006-2010", "in_force", "fail"),
    ("GB/T 33000-2024", "in_force", "partial"),
    ("GB/T 33000-2016", "this", "partial"),
    ("GB/T 33000-2025", "this", "pass"),
])  # fmt: skip
def test_a_demand_may_name_the_edition(text: str, edition: str, outcome: str) -> None:
    assert judge(text, require={"any_of": ["GB/T 33000-2025"], "edition": edition}).outcome == outcome


@pytest.mark.parametrize(("text", "wanted", "outcome"), [
    ("按GB/T 33000-2025建设标准化", ["GB/T 33000"], "pass"),
    ("按GB/T33000-2024建设标准化", ["GB/T 33000-2016"], "pass"),
    ("依据《生产安全事故报告和调查处理条例》", ["国务院令第493号"], "pass"),
    ("依据《安全生产法》", ["中华人民共和国消防法", "中华人民共和国安全生产法"], "pass"),
    ("依据《消防法》", ["AQ 9010"], "fail"),
    ("没有引用", ["AQ 9010"], "fail"),
])  # fmt: skip
def test_a_required_instrument_counts_in_any_edition(text: str, wanted: list[str], outcome: str) -> None:
    assert judge(text, require={"any_of": wanted}).outcome == outcome


def test_an_absent_instrument_is_named() -> None:
    verdict = judge("没有引用", require={"any_of": ["AQ 9010"]})
    assert (verdict.said.say(), verdict.missing) == ("未见引用AQ 9010。", ("AQ 9010",))


SENTENCES = [case["text"] for group in CASES.values() for case in group if "右括号" not in case["text"]]


@settings(max_examples=60, deadline=None)
@example(["应急管理部公告2020年第3号、质检总局2014年第114号公告"] * 2)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_a_text_cites_what_its_paragraphs_cite(parts: list[str]) -> None:
    together = [(c.start, c.quote, c.canonical) for c in cited("。\n".join(parts))]
    apart, at = [], 0
    for part in parts:
        apart += [(at + c.start, c.quote, c.canonical) for c in cited(part + "。")]
        at += len(part) + 2
    assert together == apart


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.sampled_from("《》〈〉<>（）()[〔〕第令号条年月公告GBTAQ/.-—~、，。 \n0129国务院发安全生产法以下简称"),
        max_size=80,
    )
)
def test_spans_quote_exactly_and_stand_in_order(text: str) -> None:
    rows = cited(text)
    assert [c.quote for c in rows] == [text[c.start : c.end] for c in rows]
    assert [(c.start, -c.end) for c in rows] == sorted((c.start, -c.end) for c in rows)
    for row in (c for c in rows if c.paired_with is not None):
        assert rows[row.paired_with or 0].paired_with == rows.index(row)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert all(c.quote for c in cited(text))


PIECES = [
    *(
        "《",
        "》",
        "<<",
        "<",
        "〈",
        "（",
        "）",
        "GB",
        "GB 1、",
        "GB 50254~",
        "-2019",
        ".1",
        "DB11/",
        "DBJ50-",
        "TSG",
        "令",
        "第1号、",
    ),
    *(
        "国务院令第1号、",
        "主席令",
        "公告",
        "2024",
        "年",
        "〔2024〕",
        "号",
        "中",
        "安全",
        "安全生产法",
        "以下简称《意见》",
        "代替",
        "废止",
    ),
    *("第三条", "、", "，", "。", " ", "\n", "原", "XX", "国", "和"),
]


def seconds(unit: str, length: int) -> float:
    """Processor seconds, which other programs on the machine do not change."""
    read = document(unit * (length // len(unit)))
    began = time.process_time()
    extracted(read, frozenset({"安全生产法"}))
    return time.process_time() - began


@settings(max_examples=25, deadline=None)
@example(["以下简称《意见》"])
@example(["GB 50254~"])
@example(["国务院令第1号、"])
@example(["代替", "GB 1、"])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4))
def test_time_grows_with_length_only(pieces: list[str]) -> None:
    """Four times the text takes four times as long, not sixteen; a busy machine gets three tries."""
    unit = "".join(pieces)
    assert any(seconds(unit, 16000) < 8 * max(seconds(unit, 4000), 0.01) for _ in range(3))


def test_ten_megabytes_of_opening_brackets_do_no_harm() -> None:
    assert list(titles("《" * 3_400_000)) == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "latin-1"])
def test_random_bytes_do_no_harm(encoding: str) -> None:
    text = random.Random(5).randbytes(200_000).decode(encoding, errors="ignore")
    rows = cited(text)
    assert [c.quote for c in rows] == [text[c.start : c.end] for c in rows]
    assert {c.resolution.status for c in rows} <= {"unknown", "current"}


@settings(max_examples=80, deadline=None)
@example(["《建筑设计防火规范(2018年版)》"], {9})
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), st.sets(st.integers(0, 150)))
def test_wide_forms_shift_nothing(parts: list[str], wide: set[int]) -> None:
    """Letters, figures and signs of any width are read alike, at the same places."""
    text = "。\n".join(parts)
    widened = "".join(chr(ord(c) + 0xFEE0) if i in wide and "!" <= c <= "~" else c for i, c in enumerate(text))
    rows = [(c.start, c.end, c.form, c.canonical) for c in cited(widened)]
    assert rows == [(c.start, c.end, c.form, c.canonical) for c in cited(text)]


def test_folding_leaves_spans_where_they_were() -> None:
    text = "按ＧＢ／Ｔ　３３０００－２０１６、《注 册安全工程师管理规定》执行"
    assert [(c.quote, c.canonical) for c in cited(text)] == [
        ("ＧＢ／Ｔ　３３０００－２０１６", "GB/T 33000-2016"),
        ("《注 册安全工程师管理规定》", "注册安全工程师管理规定"),
    ]


def normal(canonical: str) -> str:
    table = str.maketrans("（）［］【】[]－—–", "()〔〕〔〕〔〕---")
    return "".join(canonical.translate(table).split()).upper()


@pytest.mark.skipif(not (SHARED / "facts" / "citation-cases.jsonl").is_file(), reason="labelled cases are not here")
def test_labelled_cases() -> None:
    lines = (SHARED / "facts" / "citation-cases.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(lines)
    for case in map(json.loads, lines):
        found = sorted((c.form, normal(c.canonical)) for c in cited(case["text"]))
        assert found == sorted((e["form"], normal(e["canonical"])) for e in case["expect"]), case["text"]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("《压力容器定期检验规则》TSGR7001-2004\n《压力管道安全技术监察规程-工业管道》TSG D0001-2009",
         {"TSGR7001-2004": "《压力容器定期检验规则》", "TSG D0001-2009": "《压力管道安全技术监察规程-工业管道》"}),
        ("《固定式压力容器安全技术监察规程》2009 TSG R0004-2009\n《压力容器定期检验规则》", {"TSG R0004-2009": None}),
        ("GB 30871-2022\n《危险化学品企业特殊作业安全规范》", {"GB 30871-2022": "《危险化学品企业特殊作业安全规范》"}),
    ],
)  # fmt: skip
def test_a_number_belongs_to_the_title_beside_it(text: str, pairs: dict[str, str | None]) -> None:
    rows = cited(text)
    found = {
        c.quote: rows[c.paired_with].quote if c.paired_with is not None else None for c in rows if c.form != "title"
    }
    assert found == pairs
