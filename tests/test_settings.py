"""Configuration files: found, merged, refused, shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conformance import settings
from conformance.errors import UsageError

ROOT = Path(__file__).parents[1]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "方案.txt").write_text("恒拓公司实施方案\n总经理组织检查。\n", encoding="utf-8")
    return tmp_path


def test_the_nearest_file_wins_and_none_above_the_repository_is_read(repository: Path) -> None:
    inner = repository / "plans"
    assert settings.find(inner) is None
    (repository / "pyproject.toml").write_text('[tool.conformance]\nfail-on = "red"\n', encoding="utf-8")
    assert settings.find(inner) == repository / "pyproject.toml"
    (inner / ".conformance.yaml").write_text("fail_on: never\n", encoding="utf-8")
    assert settings.find(inner) == inner / ".conformance.yaml"
    (inner / ".conformance.yaml").unlink()
    (inner / ".git").mkdir()
    assert settings.find(inner) is None


def test_a_configured_check_needs_no_options(repository: Path) -> None:
    (repository / ".conformance.yaml").write_text(
        "pack: enterprise-responsibility\nformat: json\nfail-on: never\n", encoding="utf-8"
    )
    done = run(repository / "plans", "check", "方案.txt")
    assert (done.returncode, [p["id"] for p in json.loads(done.stdout)["packs"]]) == (0, ["enterprise-responsibility"])
    assert run(repository / "plans", "check", "方案.txt", "--fail-on", "red").returncode == 1
    isolated = run(repository / "plans", "check", "方案.txt", "--isolated")
    assert isolated.returncode == 2 and isolated.stderr.startswith("没有指定规则包：请写 --pack 名称")


def test_paths_are_relative_to_the_file(repository: Path) -> None:
    file = repository / ".conformance.yaml"
    file.write_text("waivers: accepted.yaml\n", encoding="utf-8")
    assert settings.load(file).path("waivers") == repository / "accepted.yaml"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_onn: red\n", "没有“fail_onn”这一项（是否指 fail_on？did you mean it?）"),
        ("strict: maybe\n", "strict：Input should be a valid boolean"),
        ("- a\n", "key: value"),
    ],
)
def test_a_wrong_file_is_refused_with_the_key(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / ".conformance.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        settings.load(file)
    assert said in error.value.say()


def test_show_names_every_origin(repository: Path) -> None:
    file = repository / ".conformance.yaml"
    file.write_text("strict: true\n", encoding="utf-8")
    lines = run(repository, "config", "show").stdout.splitlines()
    assert f"strict = True  （{file}）" in lines
    assert "fail_on = orange  （默认）" in lines


def test_names_can_be_relative_to_a_repository(repository: Path) -> None:
    done = run(
        repository, "check", "plans", "--pack", "enterprise-responsibility", "--format", "json", "--relative-to", "."
    )
    assert [r["path"] for r in json.loads(done.stdout)["reports"]] == ["plans/方案.txt"]


def test_diff_and_verify(repository: Path) -> None:
    plan = repository / "plans" / "方案.txt"
    call = ("check", "plans", "--pack", "enterprise-responsibility", "--as-of", "2026-11-24", "--format")
    run(repository, *call, "json=old.json")
    same = run(repository, "verify", "old.json", "--source", "plans")
    assert (same.returncode, same.stdout) == (0, "√ 方案.txt：重新检查的结论完全相同\n")
    plan.write_text(plan.read_text(encoding="utf-8") + "2026年6月30日前完成，每月检查一次。\n", encoding="utf-8")
    run(repository, *call, "json=new.json")
    changed = run(repository, "verify", "old.json", "--source", "plans")
    assert (changed.returncode, changed.stdout) == (1, "× 方案.txt：文件内容与报告所查的不同\n")
    done = run(repository, "diff", "old.json", "new.json")
    lines = done.stdout.splitlines()
    assert lines[0] == "== 方案.txt" and "，1 项已解决，" in lines[1]
    assert "   已解决  ▲ 较重  D01 有明确的时间安排：不符合 → 符合" in lines
