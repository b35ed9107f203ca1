"""The GitHub Action, its steps run as the runner would, and the pre-commit hook."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="needs bash and git")
PLAN = "临江恒泰铸造有限公司实施方案\n组长：王建国，电话13812345678。\n::error::boo\n总经理组织检查。\n"


class Runner:
    """A repository with one plan, and the environment a runner gives a step."""

    def __init__(self, folder: Path) -> None:
        self.work, self.temp, tools = folder / "work", folder / "temp", folder / "bin"
        for made in (self.work / "plans", self.temp, tools):
            made.mkdir(parents=True)
        tool = tools / "conformance"
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n', encoding="utf-8")
        tool.chmod(0o755)
        self.summary, self.output = folder / "summary", folder / "output"
        self.environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.output),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        self.write("plans/方案.txt", PLAN)
        self.git("init", "-q", "-b", "main")
        self.commit("first")

    def write(self, name: str, text: str) -> None:
        (self.work / name).write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        call = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *arguments]
        return subprocess.run(call, cwd=self.work, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, words: str) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", words)
        return self.git("rev-parse", "HEAD")

    def check(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """The step `check` with its inputs (dashes as underscores), their defaults as in action.yml."""
        self.summary.unlink(missing_ok=True)
        self.output.unlink(missing_ok=True)
        step = next(s for s in ACTION["runs"]["steps"] if s.get("id") == "check")
        given = {key: inputs.get(key.replace("-", "_"), row["default"]) for key, row in ACTION["inputs"].items()}
        env = {}
        for name, value in step["env"].items():
            key = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
            env[name] = given[key[1]] if key else inputs.get("base", "") if "github.event" in value else value
        return subprocess.run(
            [str(BASH), "-c", step["run"]],
            cwd=self.work,
            env={**self.environment, **env},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@needs_bash
def test_the_step_annotates_summarises_and_fails(runner: Runner) -> None:
    done = runner.check(pack="enterprise-responsibility", as_of="2026-11-24", paths="plans\n")
    assert done.returncode == 1, done.stderr
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert commands and all(
        c.startswith(("::error file=plans/", "::warning file=", "::notice file=")) for c in commands
    )
    assert runner.summary.read_text(encoding="utf-8").startswith("# 安全生产方案审查\n")
    found = runner.outputs()
    assert found["exit-code"] == "1"
    report = json.loads(Path(found["report"]).read_text(encoding="utf-8"))
    assert [r["path"] for r in report["reports"]] == ["plans/方案.txt"]
    sarif = json.loads(Path(found["sarif"]).read_text(encoding="utf-8"))
    assert sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith(
        "plans/"
    )


@needs_bash
def test_nothing_personal_leaves_the_job(runner: Runner) -> None:
    done = runner.check(pack="enterprise-responsibility", fail_on="never")
    assert done.returncode == 0, done.stderr
    files = [*(runner.temp / "conformance").iterdir(), runner.summary]
    left = [p.name for p in files for words in ("王建国", "13812345678") if words in p.read_text(encoding="utf-8")]
    assert (len(files) >= 4, left) == (True, [])


@needs_bash
def test_only_changed_files_are_checked(runner: Runner) -> None:
    base = runner.git("rev-parse", "HEAD")
    runner.write("plans/新 方案.txt", PLAN)
    runner.commit("second")
    runner.check(pack="enterprise-responsibility", only_changed="true", base=base)
    report = json.loads(Path(runner.outputs()["report"]).read_text(encoding="utf-8"))
    assert [r["path"] for r in report["reports"]] == ["plans/新 方案.txt"]
    done = runner.check(pack="enterprise-responsibility", only_changed="true", base=runner.git("rev-parse", "HEAD"))
    assert (done.returncode, runner.outputs()) == (0, {"exit-code": "0"})
    assert runner.summary.read_text(encoding="utf-8") == "没有改动需要检查的文件。No document was changed.\n"


@needs_bash
def test_inputs_are_words_never_scripts(runner: Runner) -> None:
    bad = "$(touch hacked)`touch hacked`; touch hacked"
    done = runner.check(paths=bad, pack=bad, fail_on=bad)
    assert done.returncode == 2
    assert not (runner.work / "hacked").exists()
    assert [line for line in done.stderr.splitlines() if line.startswith("::")] == []


def test_no_script_holds_an_expression_and_every_action_is_pinned() -> None:
    workflows = [
        yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted((ROOT / ".github/workflows").glob("*.yml"))
    ]
    steps: list[dict[str, Any]] = [*ACTION["runs"]["steps"]]
    steps += [s for w in workflows for job in w["jobs"].values() for s in job["steps"]]
    assert [s["run"] for s in steps if "${{" in s.get("run", "")] == []
    used = [s["uses"] for s in steps if "uses" in s and s["uses"] != "./"]
    assert used and all(re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", u) for u in used)


def test_the_hook_takes_the_files_people_send(tmp_path: Path) -> None:
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
    names = ["a/方案.docx", "b.doc", "c.pdf", "d.md", "e.txt", "f.wps", "g.ofd", "h.rtf"]
    assert [n for n in names if not re.search(hook["files"], n)] == []
    assert not re.search(hook["files"], "cli.py")
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    command, *arguments = hook["entry"].split()
    call = [sys.executable, str(ROOT / "cli.py"), *arguments, *hook["args"], "方案.txt"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (command, done.returncode) == ("conformance", 1), done.stderr
