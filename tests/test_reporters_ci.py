"""The formats machines read: sarif, junit, github, markdown, csv, jsonl, twin."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sample_report as sample
from lxml import etree
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from conformance.model.report import GapReport
from conformance.reporters import formats, reporter
from conformance.reporters.csv import harmless
from conformance.reporters.view.problems import Lines, problems
from conformance.reporters.view.quality import quality_words

SCHEMAS = Path(__file__).parent / "schemas"
MACHINE = ("sarif", "junit", "github", "markdown", "csv", "jsonl", "twin")


def report(language: str = "zh") -> GapReport:
    return sample.gap_report(sample.checked(), sample.unread(), language=language)


def hostile() -> GapReport:
    """A report whose document tries to speak to the machines that show it."""
    bad = '::error file=x::boo\n=HYPERLINK("http://evil")\n[点这里](javascript:alert(1)) | <script>alert(1)</script>\x01 100%'
    one = sample.checked()
    first = next(f for f in one.findings if f.places)
    place = replace(first.places[0], message=bad, quote=bad, replacement=bad)
    found = tuple(replace(f, message=bad, places=(place,)) if f is first else f for f in one.findings)
    return sample.gap_report(replace(one, path="a,b:c\n::error::x.docx", findings=found))


def run_of(made: GapReport) -> dict[str, Any]:
    return json.loads(reporter("sarif").render(made))["runs"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("made", [report(), report("en"), hostile()], ids=["zh", "en", "hostile"])
def test_sarif_follows_its_schema_and_what_code_scanning_asks(made: GapReport) -> None:
    raw = reporter("sarif").render(made)
    Sarif.model_validate_json(raw)
    run = json.loads(raw)["runs"][0]
    for rule in run["tool"]["driver"]["rules"]:
        assert all(rule[k]["text"] for k in ("shortDescription", "fullDescription", "help"))
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert result["message"]["text"] and place["artifactLocation"]["uri"]
        region = place["region"]
        assert (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"])
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["primaryLocationLineHash"]
        assert (result["kind"] == "fail") == (result["level"] != "none")


def test_sarif_places_quote_the_twin() -> None:
    one = sample.gap_report(sample.checked())
    lines = reporter("twin").render(one).decode().split("\n")
    quoted = [r["locations"][0]["physicalLocation"]["region"] for r in run_of(one)["results"]]
    quoted = [r for r in quoted if "snippet" in r]
    assert len(quoted) > 5
    for region in quoted:
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_sarif_says_what_was_not_read_and_not_checked() -> None:
    made = report()
    invocation = run_of(made)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    said = [n["message"]["text"] for n in invocation["toolExecutionNotifications"]]
    one = made.reports[0]
    assert made.reports[1].error and made.reports[1].error.message in said
    unchecked = [f"{f.requirement} 未检查：{f.message}" for f in one.findings if f.outcome == "open"]
    assert unchecked and set(unchecked) <= set(said)
    assert one.facts and set(one.facts.document.quality.not_read) <= set(said)


def test_waived_findings_open_no_alert() -> None:
    one = sample.checked()
    gap = next(f for f in one.findings if f.outcome == "fail")
    kept = tuple(replace(f, waiver="已报街道同意，2027年前补齐") if f is gap else f for f in one.findings)
    waived = run_of(sample.gap_report(replace(one, findings=kept)))
    assert gap.requirement in {r["ruleId"] for r in run_of(sample.gap_report(one))["results"]}
    assert gap.requirement not in {r["ruleId"] for r in waived["results"]}


@pytest.mark.parametrize("made", [report(), hostile()], ids=["plain", "hostile"])
def test_junit_follows_its_schema_and_counts_right(made: GapReport) -> None:
    root = etree.fromstring(reporter("junit").render(made))
    etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd")).assertValid(root)
    outcomes = ["waived" if f.waiver else f.outcome for one in made.reports for f in one.findings]
    assert len(root.findall(".//testcase")) == len(outcomes) + sum(one.error is not None for one in made.reports)
    assert len(root.findall(".//failure")) == sum(o in ("fail", "partial") for o in outcomes)
    assert len(root.findall(".//skipped")) == sum(o in ("review", "open", "not_applicable", "waived") for o in outcomes)


def test_github_gives_ten_a_level_and_counts_the_rest() -> None:
    one = sample.checked()
    many = sample.gap_report(*(replace(one, path=f"{n}.docx") for n in range(12)))
    total = sum(len(problems(many, r)) for r in many.reports)
    lines = reporter("github").render(many).decode().splitlines()
    for command in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{command} ") for line in lines) == 10
    assert lines[-1] == f"另有 {total - 30} 条未在此列出，见报告。"


def test_a_document_can_issue_no_command() -> None:
    for line in reporter("github").render(hostile()).decode().splitlines():
        found = re.fullmatch(r"::(error|warning|notice) ([^\n]*?)::(.*)|读取情况：.*|另有 .*", line)
        assert found, line
        if found[2]:
            assert [p.split("=")[0] for p in found[2].split(",")][:3] == ["file", "line", "endLine"]
            assert "a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax.docx" in found[2]
    assert "%0A=HYPERLINK" in reporter("github").render(hostile()).decode()


def test_a_document_can_make_no_markup() -> None:
    made = reporter("markdown").render(hostile()).decode()
    assert "<script>" not in made and "&lt;script&gt;" in made
    assert "](javascript" not in made.replace("\\]", "") and "\\[点这里\\](javascript" in made
    assert not any(line.startswith(("::", "=")) for line in made.splitlines())
    rows = [line for line in made.splitlines() if line.startswith("| ")]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1


def test_a_place_comes_before_what_is_said_of_it() -> None:
    said = ("三/（三），第1页：GB 15577-2007已被GB 15577-2018代替", "第1页：GB/T 33000-2016在方案印发之后被新版代替")
    for name, lead in (("text", "    - "), ("markdown", "  - ")):
        lines = reporter(name).render(sample.gap_report()).decode().splitlines()
        assert [f"{lead}{words}" in lines for words in said] == [True, True]


def test_a_long_passage_ends_with_an_ellipsis() -> None:
    one = sample.checked()
    first = next(f for f in one.findings if f.outcome == "fail" and f.nearest)
    long = replace(first, nearest=(replace(first.nearest[0], quote="各车间\n" + "逐项排查" * 30),))
    report = sample.gap_report(replace(one, findings=tuple(long if f is first else f for f in one.findings)))
    line = "    最接近的原文：各车间 " + ("逐项排查" * 30)[:75] + "…"
    assert line in reporter("text").render(report).decode().splitlines()


def test_the_summary_stays_below_a_mebibyte() -> None:
    one = sample.checked()
    many = sample.gap_report(*(replace(one, path=f"{n}.docx") for n in range(600)))
    made = reporter("markdown").render(many)
    assert len(made) < 1024 * 1024
    assert re.search(r"其余 \d+ 份文件的问题见完整报告。\n$", made.decode())


def test_csv_rows_are_the_problems_and_no_formulas() -> None:
    made = report()
    raw = reporter("csv").render(made)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert {len(r) for r in rows} == {20}
    assert [r[-2] for r in rows[1:-1]] == [p.fingerprint for p in problems(made, made.reports[0])]
    assert rows[-1][1:3] == ["星澜物流/方案.docx", ""] and rows[-1][7].startswith("未能读取：")
    bad = list(csv.reader(io.StringIO(reporter("csv").render(hostile()).decode("utf-8-sig"))))
    assert not [cell for row in bad for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize(("words", "made"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("\t=1", "'=1"), ("一\n二", "一 二")])
def test_harmless_cells(words: str, made: str) -> None:
    assert harmless(words) == made


def test_every_format_says_how_well_a_document_was_read() -> None:
    made = report()
    facts = made.reports[0].facts
    assert facts is not None
    words = quality_words(facts, "zh")
    assert words == "docx，2页，1313字（每页约688字），汉字占93%，疑似识别错误0.4%"
    sarif = json.loads(reporter("sarif").render(made))["runs"][0]
    assert [a.get("description") for a in sarif["artifacts"]] == [{"text": words}, None]
    xml = etree.fromstring(reporter("junit").render(made))
    assert [p.get("value") for p in xml.iter("property") if p.get("name") == "quality"] == [words]
    rows = list(csv.reader(io.StringIO(reporter("csv").render(made).decode("utf-8-sig"))))
    assert {r[-1] for r in rows[1:-1]} == {words}
    lines = reporter("github").render(made).decode().splitlines()
    path = made.reports[0].path
    assert f"读取情况：{path}，{words}；未读取：第2页有1张图片，其中的文字没有读取" in lines
    for name in ("text", "markdown", "html"):
        assert words in reporter(name).render(made).decode(), name


def test_jsonl_is_a_report_a_line() -> None:
    made = report()
    lines = [json.loads(line) for line in reporter("jsonl").render(made).decode().splitlines()]
    whole = json.loads(reporter("json").render(made))
    assert [line["reports"][0] for line in lines] == whole["reports"]
    assert {line["as_of"] for line in lines} == {made.as_of}
    assert [p["sha256"] for p in lines[0]["packs"]] == [p.sha256 for p in made.packs]


def test_lines_count_code_points_from_one() -> None:
    lines = Lines("甲乙\n\n𠮷丙\n")
    assert [lines.at(i) for i in (0, 1, 2, 3, 4, 5, 7, 99)] == [
        (1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (4, 1), (4, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("name", [n for n in formats() if n in MACHINE])
def test_a_second_run_gives_the_same_bytes(name: str) -> None:
    one = sample.gap_report(sample.checked())
    assert reporter(name).render(one) == reporter(name).render(sample.gap_report(sample.checked()))
