"""The same duty in many words: what a plan may write instead of the words of the law, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from conformance import packs
from conformance.proving.bench import answer

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "paraphrases.yaml").read_text(encoding="utf-8"))
ROWS = [
    (pack, requirement, want, text)
    for pack, rows in CASES.items()
    for requirement, groups in rows.items()
    for want, texts in groups.items()
    for text in texts
]


@pytest.mark.parametrize(
    ("pack", "requirement", "want", "text"), ROWS, ids=[f"{r}-{w}-{i}" for i, (_, r, w, _) in enumerate(ROWS)]
)
def test_paraphrase(pack: str, requirement: str, want: str, text: str) -> None:
    loaded = packs.load(pack)
    demand = next(r for r in loaded.requirements if r.id == requirement)
    assert answer(loaded, demand, text).outcome == want
