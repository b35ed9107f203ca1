"""A Chinese Windows console: code page 936 (GBK) has no ✓ or ⚠; what we print ourselves must all be in it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "samples" / "machine-works.txt"
PACK = ("--pack", "enterprise-responsibility", "--as-of", "2026-11-24")


def printed(encoding: str, *arguments: str) -> bytes:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", str(SAMPLE), *PACK),
        ("inspect", str(SAMPLE), "--format", "text", "--as-of", "2026-11-24"),
        ("rules", "list"),
        ("rules", "explain", "T21"),
        ("config", "show", "--lang", "en"),
    ],
    ids=lambda a: a[0],
)
def test_a_gbk_console_shows_everything(arguments: tuple[str, ...]) -> None:
    assert printed("gbk", *arguments).decode("gbk") == printed("utf-8", *arguments).decode("utf-8")


def test_every_message_can_be_shown_on_it() -> None:
    """The words of all messages, and the marks beside them, found in the code that says them."""
    lost = set()
    for path in sorted((ROOT / "conformance").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Message":
                words = "".join(a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
                lost |= {(path.name, c) for c in words if c.encode("gbk", errors="ignore") == b""}
    assert lost == set()
