"""The same duty in many words: what a plan may write instead of the words of the law, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from conformance import engine, packs
from conformance.enterprises import profiles
from conformance.facts import extract
from conformance.readers import read

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
    facts = extract(read(f"某公司实施方案\n{text}".encode(), path="plan.txt"))
    applies = next(r.applies for r in packs.load(pack).requirements if r.id == requirement)
    report = engine.check(facts, (pack,), profile=profiles.suited(applies))
    found = {f.requirement: f.outcome for f in report.findings}
    assert found[requirement] == want
