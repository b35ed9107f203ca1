"""The same input, packs, register and as-of date give the same bytes, wherever and however it is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conformance import packs

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpora" / "samples"
NAMES = ("resin-chemical.txt", "foundry-scan.txt", "county-summer-notice.txt")


def checked(folder: Path, seed: str, jobs: str, form: str = "json") -> bytes:
    wanted = [word for name in packs.names() for word in ("--pack", name)]
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "check", ".", *wanted, "--format", form, "--as-of", "2026-11-24", "--jobs", jobs],
        cwd=folder,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("另 一个")
    for folder in made:
        for name in NAMES:
            shutil.copy(SAMPLES / name, folder / name)
    return made


def test_another_folder_hash_seed_and_number_of_workers_change_nothing(folders: tuple[Path, Path]) -> None:
    first = checked(folders[0], "1", "1")
    assert checked(folders[1], "77", "2") == first
    assert all(name.encode() in first for name in NAMES)
