"""The command line as a user meets it."""

import json
import os
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from conformance import batch, packs
from conformance.options import DEFAULT_LIMITS
from conformance.reporters import formats
from conformance.rules_folder import folder
from conformance.submissions import Submission

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "samples" / "machine-works.txt"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: PLW1510
        [sys.executable, "cli.py", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )


def test_inspect_prints_the_text_and_its_time_limits() -> None:
    done = run("inspect", str(SAMPLE))
    seen = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert seen["document"]["text"] == SAMPLE.read_text(encoding="utf-8")
    limits = [
        (d["quote"], d["kind"], d["value"]) for d in seen["deadlines"] if d["kind"] in ("deadline", "effective_from")
    ]
    assert limits == [
        ("到2026年12月底前", "deadline", "/2026-12-31"),
        ("2026年3月31日前", "deadline", "/2026-03-31"),
        ("自2026年2月1日起", "effective_from", "2026-02-01/"),
    ]


def test_a_missing_file_is_said_and_ends_with_two(tmp_path: Path) -> None:
    done = run("inspect", str(tmp_path / "没有.txt"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"找不到文件：{tmp_path / '没有.txt'}。请核对路径。\n"


def test_an_empty_file_is_said_and_ends_with_three(tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    done = run("inspect", str(empty))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "空.docx: 文件是空的（0 字节）。请重新导出或让提交人重发。\n"


def test_text_named_docx_is_read_with_a_notice(tmp_path: Path) -> None:
    named = tmp_path / "方案.docx"
    named.write_text("一、工作目标", encoding="utf-8")
    notices = json.loads(run("inspect", str(named)).stdout)["document"]["notices"]
    assert notices == [{"code": "wrong_suffix", "message": "后缀是 .docx，内容其实是纯文本，已按内容读取。"}]


PACK = "enterprise-responsibility"
PLAN = "临江恒泰铸造有限公司实施方案\n总经理是安全生产第一责任人，对安全生产工作全面负责，每月组织检查。\n2026年6月30日前完成。\n"


def checked(*arguments: str) -> dict[str, Any]:
    done = run("check", *arguments, "--pack", PACK, "--format", "json", "--as-of", "2026-11-24")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_check_finds_gaps_and_ends_with_one(tmp_path: Path) -> None:
    plan = tmp_path / "恒泰 方案.txt"
    plan.write_text(PLAN, encoding="utf-8")
    done = run("check", str(plan), "--pack", PACK)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("== 恒泰 方案.txt\n")
    assert "■ 严重  T02 全员安全生产责任制：不符合。未见写明：覆盖全员的责任制、岗位职责或考核。" in done.stdout
    assert "T01" not in done.stdout
    assert run("check", str(plan), "--pack", PACK, "--fail-on", "never").returncode == 0


def test_every_requirement_has_a_finding(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    report = checked(str(plan))
    wanted = list(report["packs"][0]["requirements"])
    assert [f["requirement"] for f in report["reports"][0]["findings"]] == wanted
    first = report["reports"][0]["findings"][0]
    text = report["reports"][0]["facts"]["document"]["text"]
    assert (first["requirement"], first["outcome"]) == ("T01", "pass")
    assert [text[e["start"] : e["end"]] for e in first["evidence"]] == [e["quote"] for e in first["evidence"]] != []


def test_a_folder_with_a_bad_file_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"")
    (tmp_path / "c.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "~$c.docx").write_bytes(b"lock")
    done = run("check", str(tmp_path), "--pack", PACK, "--format", "json", "--jobs", "2")
    reports = json.loads(done.stdout)["reports"]
    assert done.returncode == 3
    assert [(r["path"], r["status"]) for r in reports] == [
        ("b.docx", "unread"),
        ("c.txt", "checked"),
        ("甲/a.txt", "checked"),
    ]
    assert reports[0]["error"] == {"code": "empty_file", "message": "文件是空的（0 字节）。请重新导出或让提交人重发。"}


def test_a_folder_prints_one_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    table = run("check", str(tmp_path), "--pack", PACK).stdout.split("\n== ")[0].splitlines()
    assert table[0].split() == ["文件", "单位", "不符合", "部分符合", "待复核", "未检查", "符合", "不适用"]
    assert table[1].split()[:2] == ["a.txt", "临江恒泰铸造有限公司"]
    assert table[2].startswith("b.pdf") and "未能读取" in table[2]


def test_a_zip_with_names_of_chinese_windows(tmp_path: Path) -> None:
    archive = tmp_path / "报送.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", PLAN)
        file.writestr("b.txt", PLAN)
    written = archive.read_bytes().replace(b"b.txt", "恒t".encode("gbk") + b"xt")
    archive.write_bytes(written)
    assert [r["path"] for r in checked(str(archive))["reports"]] == ["报送.zip/a.txt", "报送.zip/恒txt"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    outcomes = set()
    for number, seed in enumerate(("0", "1", "77")):
        folder = tmp_path / f"f{number}"
        folder.mkdir()
        for name in ("a.txt", "b.txt", "c.txt"):
            (folder / name).write_text(PLAN, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "cli.py", "check", str(folder), "--pack", PACK, "--format", "json", "--jobs", str(1 + number % 2),
             "--as-of", "2026-11-24"],
            cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=False,
        )  # fmt: skip
        outcomes.add(done.stdout)
    assert len(outcomes) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["{tmp}", "--pack", PACK], 2, "{tmp} 里没有可检查的文件。"),
        (["{tmp}", "--pack", PACK, "--allow-empty"], 0, ""),
        (["{tmp}/nothing", "--pack", PACK], 2, "找不到文件：{tmp}/nothing。请核对路径。"),
        ([str(SAMPLE), "--pack", "enterprise-responsibilty"], 2, f"没有规则包“enterprise-responsibilty”。现有：{'、'.join(packs.names())}。是否指 {PACK}？"),
        ([str(SAMPLE), "--pack", PACK, "--format", "jsn"], 2, f"没有报告格式“jsn”，是否指“json”？可用：{', '.join(formats())}。"),
        ([str(SAMPLE), "--pack", PACK, "--fail-on", "pink"], 2, "--fail-on 没有“pink”，可用：red、orange、yellow、blue、never。"),
        ([str(SAMPLE), "--pack", PACK, "--output", "{tmp}/file/x"], 2, "不能写入 {tmp}/file/x：Not a directory"),
        ([str(SAMPLE), "--pack", PACK, "--profile", "{tmp}/none.yaml"], 2, "企业情况文件 {tmp}/none.yaml 不能使用："),
    ],
)  # fmt: skip
def test_wrong_calls(arguments: list[str], code: int, message: str, tmp_path: Path) -> None:
    if any("file/x" in a for a in arguments):
        (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("check", *(a.replace("{tmp}", str(tmp_path)) for a in arguments))
    assert done.returncode == code
    assert done.stderr.startswith(message.replace("{tmp}", str(tmp_path)))
    assert bool(done.stderr) == bool(message)


def test_reports_in_a_folder_and_rendered_again(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    out = tmp_path / "报告"
    done = run("check", str(plan), "--pack", PACK, "--format", "json", "--format", "text", "--output", str(out))
    assert done.returncode == 1
    assert sorted(p.name for p in out.iterdir()) == ["report.json", "report.txt"]
    again = run("render", str(out / "report.json"), "--format", "text")
    assert again.stdout == (out / "report.txt").read_text(encoding="utf-8")


def test_one_opinion_for_two_plans_is_refused_before_any_report_is_written(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    html, opinion = tmp_path / "r.html", tmp_path / "r.docx"
    done = run("check", str(tmp_path), "--pack", PACK, "--format", f"html={html}", "--format", f"docx={opinion}")
    assert done.returncode == 2
    assert "格式 docx 一份文件出一份报告，现有 2 份：请用 --output 指定文件夹。" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_json_fits_the_published_schema(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    jsonschema.validate(checked(str(plan)), json.loads(run("schema", "report").stdout))
    jsonschema.validate(json.loads(run("inspect", str(plan)).stdout), json.loads(run("schema", "inspect").stdout))


def test_packs_fit_the_published_schema() -> None:
    schema = json.loads(run("schema", "pack").stdout)
    for name in packs.names():
        jsonschema.validate(yaml.safe_load((folder() / f"{name}.yaml").read_bytes()), schema)


def test_rules_are_listed_and_explained() -> None:
    assert "  T21      ▲ 较重  安全生产责任保险  [clause]\n" in run("rules", "list").stdout
    page = run("rules", "explain", "T21").stdout
    assert "依据\n  《中华人民共和国安全生产法》（2021年修正）第五十一条第二款\n" in page
    assert run("rules", "explain", "T99").returncode == 2


@pytest.mark.parametrize("arguments", [["--help"], ["rules", "list"], ["inspect", str(SAMPLE)]])
def test_heavy_libraries_are_imported_only_when_needed(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom conformance.commands import app\n"
        f"try:\n    app()({arguments!r})\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('spacy', 'jieba') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_hanging_or_dying_document_costs_only_itself() -> None:
    job = batch.Job((PACK,), date(2026, 11, 24), limits=replace(DEFAULT_LIMITS, patience=30))
    found = [
        Submission("a.txt", PLAN.encode),
        Submission("dies.txt", partial(pickled, "die")),
        Submission("hangs.txt", partial(pickled, "hang")),
        Submission("z.txt", PLAN.encode),
    ]
    reports = batch.check_all(found, job, 2)
    assert [(r.path, r.status, r.error.code if r.error else None) for r in reports] == [
        ("a.txt", "checked", None),
        ("dies.txt", "unread", "crashed"),
        ("hangs.txt", "unread", "no_answer"),
        ("z.txt", "checked", None),
    ]


class _Evil(bytes):
    """Content that does something when it is unpacked in the worker."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (os._exit, (9,)) if self == b"die" else (time.sleep, (60,))


def pickled(name: str) -> bytes:
    return _Evil(name.encode())


def test_explain_tells_how_a_verdict_came_about(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("实施方案\n公司尚未编制应急预案，每年组织演练一次。\n", encoding="utf-8")
    done = run("check", str(tmp_path / "a.txt"), "--pack", PACK, "--explain", "T23", "--isolated")
    assert "要素“" in done.stdout
    assert "不算（被否定、推迟）：公司尚未编制应急预案，每年组织演练一次。（“应急预案”）" in done.stdout
    wrong = run("check", str(tmp_path / "a.txt"), "--pack", PACK, "--explain", "T233", "--isolated")
    assert wrong.returncode == 2
    assert wrong.stderr == "没有要求“T233”，是否指 T23？\n"
