"""The public interface: five functions, one a stage."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import conformance
from conformance.errors import PackError, ReadError

PLAN = "临江恒泰铸造有限公司实施方案\n总经理是安全生产第一责任人，对安全生产工作全面负责，每月组织检查。\n2026年6月30日前完成。\n"
DAY = date(2026, 11, 24)


def test_the_five_functions_follow_each_other(tmp_path: Path) -> None:
    file = tmp_path / "方案 一.txt"
    file.write_text(PLAN, encoding="utf-8")
    seen = conformance.inspect(conformance.read(file), as_of=DAY)
    assert (seen.document.enterprise, seen.document.path) == ("临江恒泰铸造有限公司", "方案 一.txt")
    assert [(d.quote, d.value) for d in seen.deadlines if d.kind == "deadline"] == [("2026年6月30日前", "/2026-06-30")]
    report = conformance.check([file], ["enterprise-responsibility"], as_of=DAY, jobs=1)
    wanted = [r.id for r in conformance.load_pack("enterprise-responsibility").requirements]
    assert [f.requirement for f in report.reports[0].findings] == wanted
    assert report.reports[0].facts == seen
    assert conformance.render(report, "text").decode().startswith("== 方案 一.txt\n")


def test_bytes_are_read_under_the_name_given() -> None:
    assert conformance.read(PLAN.encode("gb18030"), name="a.txt").text == PLAN


def test_errors_are_sentences() -> None:
    with pytest.raises(ReadError, match="文件是空的（0 字节）。请重新导出或让提交人重发。"):
        conformance.read(b"")
    with pytest.raises(PackError, match="没有规则包“stret”"):
        conformance.load_pack("stret")


def test_importing_costs_nothing_and_reading_text_needs_neither_spacy_nor_jieba() -> None:
    code = (
        "import sys, conformance\n"
        "bare = [m for m in ('lxml', 'pydantic', 'yaml', 'pypdfium2', 'spacy', 'jieba') if m in sys.modules]\n"
        f"conformance.read({PLAN.encode()!r}, name='a.txt')\n"
        "print(bare, [m for m in ('spacy', 'jieba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] []\n"
