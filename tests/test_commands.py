"""The command line as a user meets it."""

import json
import subprocess
import sys
from pathlib import Path

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
    assert done.stderr == f"没有.txt: 找不到文件：{tmp_path / '没有.txt'}。请核对路径。\n"


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
