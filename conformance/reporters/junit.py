"""`junit`: a test report: a suite a document, a case a requirement, those that are met included.

`fail` and `partial` are failures; what is for review, not checked or not applicable is skipped, with the reason; a
document that was not read is an error.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from conformance.messages import Message
from conformance.model.report import OUTCOME_NAMES, Finding, GapReport, Report, RequirementRow
from conformance.reporters.view.places import place_words
from conformance.reporters.view.quality import quality_words

NAME = Message("junit", "JUnit 测试报告", "JUnit test report")
SUFFIX = ".xml"
PER_DOCUMENT = False
MASKED = True

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The report as XML; characters XML cannot hold are left out."""
    rows = {(p.id, key): row for p in report.packs for key, row in p.requirements.items()}
    root = Xml.Element("testsuites", {"name": f"{report.tool.name} {report.tool.version}"})
    for one in report.reports:
        root.append(_suite(report, one, rows))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(s.get(key, "0")) for s in root)))
    Xml.indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, "unicode").encode() + b"\n"


def _suite(report: GapReport, one: Report, rows: dict[tuple[str, str], RequirementRow]) -> Xml.Element:
    suite = Xml.Element("testsuite", {"name": _clean(one.path)})
    known = {"as_of": report.as_of, "register": report.tool.register}
    known |= {f"pack.{p.id}": f"{p.version} {p.sha256}" for p in report.packs}
    if one.facts:
        known |= {"sha256": one.facts.document.sha256, "quality": quality_words(one.facts, report.language)}
    properties = Xml.SubElement(suite, "properties")
    for name, value in known.items():
        Xml.SubElement(properties, "property", {"name": name, "value": value})
    if one.error:
        case = Xml.SubElement(suite, "testcase", {"classname": _clean(one.path), "name": "read"})
        Xml.SubElement(case, "error", {"type": one.error.code, "message": _clean(one.error.message)})
    for finding in one.findings:
        suite.append(_case(report, one, finding, rows[finding.pack, finding.requirement]))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("tests", str(len(suite.findall("testcase"))))
    return suite


def _case(report: GapReport, one: Report, finding: Finding, row: RequirementRow) -> Xml.Element:
    language = report.language
    case = Xml.Element(
        "testcase", {"classname": f"{_clean(one.path)}.{finding.pack}", "name": f"{finding.requirement} {_clean(row.title)}"}
    )  # fmt: skip
    said = _clean(f"{OUTCOME_NAMES[finding.outcome].say(language)}：{finding.message}")
    if finding.accepted or finding.outcome not in ("pass", "fail", "partial"):
        Xml.SubElement(case, "skipped", {"message": _clean(finding.waiver or said)})
    elif finding.outcome != "pass":
        failure = Xml.SubElement(case, "failure", {"type": row.severity, "message": said})
        failure.text = _clean("\n".join([*_places(finding, report), row.remediation.strip()]))
    return case


def _places(finding: Finding, report: GapReport) -> list[str]:
    spots = ((p, place_words(p.clause, p.page, report.language)) for p in finding.places)
    return [p.message + (f"（{where}）" if where else "") for p, where in spots]


def _clean(words: str) -> str:
    return _NO_XML.sub("", words)
