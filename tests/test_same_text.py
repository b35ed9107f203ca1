"""The same text as docx, pdf, doc, rtf, html and txt: the same outline, the same head, the same findings."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import doc_files
import pytest
import word_files as word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_sheets import Sheet, pdf

from conformance import engine
from conformance.facts import extract
from conformance.model.document import Document
from conformance.readers import read
from conformance.readers.binary.conversion import converter

DAY = date(2026, 11, 24)
PACKS = ("enterprise-responsibility", "street", "gbt33000", "text-quality")
DUTIES = (
    "主要负责人每季度至少带队检查一次，对发现的隐患明确整改措施、责任、资金、时限和预案。",
    "公司按照规定提取和使用安全生产费用，专款专用，安全部每半年公布一次使用情况。",
    "新上岗人员经公司、车间、班组三级安全教育培训并考核合格后方可上岗，考核结果记入档案。",
    "每半年至少组织一次生产安全事故应急预案演练，演练后十日内评估并修订预案。",
    "依据《中华人民共和国安全生产法》和《企业安全生产标准化基本规范》（GB/T 33000—2016）落实责任。",
    "各车间于2025年6月30日前完成安全风险辨识，绘制红橙黄蓝四色分布图，并在醒目位置公告。",
    "建立全员安全生产责任制，每年考核一次，考核结果与绩效工资挂钩。",
    "重大事故隐患排查治理情况向职工大会报告，并及时报告负有安全生产监督管理职责的部门。",
)
HEADINGS = ("工作目标", "组织领导", "风险管控", "隐患治理", "教育培训", "应急管理", "经费保障", "监督考核")
HAN = "一二三四五六七八九十"


@st.composite
def plans(draw: st.DrawFn) -> list[str]:
    """The paragraphs of a plan: title, chapters with sections or run-in headings, signature."""
    lines = ["临江恒泰铸造有限公司安全生产主体责任实施方案"]
    lines.append("为落实安全生产主体责任，根据上级部署，结合本公司实际，制定本方案。各车间各班组抓好落实。")
    for n, heading in enumerate(draw(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=5, unique=True))):
        lines.append(f"{HAN[n]}、{heading}")
        body = draw(st.lists(st.sampled_from(DUTIES), min_size=1, max_size=3, unique=True))
        if draw(st.booleans()):
            lines += [f"（{HAN[k]}）{HEADINGS[k]}。{duty}" for k, duty in enumerate(body)]
        else:
            lines += body
    return [*lines, "临江恒泰铸造有限公司", "2025年3月10日"]


PLAN = [
    "临江恒泰铸造有限公司安全生产主体责任实施方案",
    "为落实安全生产主体责任，根据上级部署，结合本公司实际，制定本方案。各车间各班组抓好落实。",
    "一、工作目标", DUTIES[0], DUTIES[4], "二、组织领导", f"（一）工作目标。{DUTIES[1]}", f"（二）组织领导。{DUTIES[2]}", "三、应急管理", DUTIES[3],
    "临江恒泰铸造有限公司", "2025年3月10日",
]  # fmt: skip


def as_docx(lines: list[str]) -> bytes:
    return word.docx("".join(map(word.paragraph, lines)))


def as_doc(lines: list[str]) -> bytes:
    return doc_files.doc([doc_files.paragraph(line) for line in lines])


def as_rtf(lines: list[str]) -> bytes:
    escaped = "\\par ".join("".join(f"\\u{ord(c) - (65536 if ord(c) > 32767 else 0)}?" for c in line) for line in lines)
    return rb"{\rtf1\ansi\ansicpg936 " + escaped.encode() + b"}"


def as_html(lines: list[str]) -> bytes:
    return f"<html><meta charset=gbk><body>{''.join(f'<p>{line}</p>' for line in lines)}".encode("gbk")


def as_txt(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("gb18030")


def wrapped(text: str, width: int = 36) -> list[str]:
    """`text` in lines `width` Chinese characters wide that break no Latin word or number."""
    rows, row, used = [], "", 0.0
    for token in re.findall(r"[\x21-\x7e—]+|.", text):
        size = sum(0.5 if c.isascii() else 1.0 for c in token)
        if used + size > width and token not in "，。；、）》":
            rows.append(row)
            row, used = "", 0.0
        row, used = row + token, used + size
    return [*rows, row]


def as_pdf(lines: list[str]) -> bytes:
    """Lines of 36 characters, indented as plans are; the title in the middle, the signature at the right."""
    printed: list[tuple[float, str]] = [(300 - 6 * len(lines[0]), lines[0])]
    for line in lines[1:-2]:
        first, *others = wrapped("\u3000\u3000" + line)
        printed += [(94, first.lstrip("\u3000")), *((70, row) for row in others)]
    printed += [(380, lines[-2]), (400, lines[-1])]
    sheets = []
    for start in range(0, len(printed), 30):
        sheet = Sheet()
        for n, (x, text) in enumerate(printed[start : start + 30]):
            sheet.text(x, 90 + 22 * n, text)
        sheets.append(sheet)
    return pdf(*sheets)


FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": as_docx, "doc": as_doc, "rtf": as_rtf, "html": as_html, "pdf": as_pdf,
}  # fmt: skip


def said(document: Document) -> tuple[object, ...]:
    """What is said of a document: outline, head, and each requirement’s outcome, what is missing, evidence and places."""
    facts = extract(document, as_of=DAY)
    report = engine.check(facts, PACKS)
    outline = [(c.level, c.number, c.title, c.path) for c in document.outline if c.title]
    findings = [
        (f.pack, f.requirement, f.outcome, f.missing, len(f.evidence), [p.code for p in f.places])
        for f in report.findings
    ]
    return outline, facts.head, findings


@cache
def _of_text(lines: tuple[str, ...]) -> tuple[object, ...]:
    return said(read(as_txt(list(lines)), path="方案.txt"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.sampled_from(sorted(FORMATS)))
def test_every_format_says_the_same(lines: list[str], name: str) -> None:
    document = read(FORMATS[name](lines), path=f"方案.{name}")
    assert [" ".join(document.quote(b.span).split()) for b in document.blocks] == lines
    assert said(document) == _of_text(tuple(lines))


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
def test_what_libreoffice_writes_says_the_same(tmp_path: Path) -> None:
    """Its own binary Word file, rich text and pdf of a docx of ours."""
    lines = PLAN
    (tmp_path / "方案.docx").write_bytes(as_docx(lines))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for name in ("doc", "rtf", "pdf"):
        subprocess.run(
            [str(converter()), profile, "--headless", "--convert-to", name, "--outdir", tmp_path, tmp_path / "方案.docx"],
            check=True, capture_output=True,
        )  # fmt: skip
        assert said(read((tmp_path / f"方案.{name}").read_bytes(), path=f"方案.{name}")) == _of_text(tuple(lines)), name
