"""The labels of the samples hold together: complete, and every quote stands in its text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "corpora"))

import labels

ALL = labels.golds()
GOLDS = [gold for gold in ALL if not gold.partial]
FIRST = next(g for g in GOLDS if g.coverage)
REQUIREMENTS = {"enterprise-responsibility": 24, "street": 87, "gbt33000": 28}


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.sample)
def test_every_quote_stands_in_the_text(gold: labels.Gold) -> None:
    evidence = [q for rows in gold.coverage.values() for label in rows.values() for q in label.evidence]
    defects = [quote for _, quote in gold.defects if quote]
    absent = [q for q in (*evidence, *gold.citations, *gold.dated, *defects) if q not in gold.text]
    assert absent == []


@pytest.mark.parametrize("gold", [g for g in GOLDS if g.coverage], ids=lambda g: g.sample)
def test_every_requirement_has_a_label(gold: labels.Gold) -> None:
    wanted = {pack: set(rows) for pack, rows in FIRST.coverage.items() if pack in gold.coverage}
    assert {pack: len(rows) for pack, rows in wanted.items()} == {pack: REQUIREMENTS[pack] for pack in gold.coverage}
    assert {pack: set(rows) for pack, rows in gold.coverage.items()} == wanted


@pytest.mark.parametrize("gold", [g for g in GOLDS if g.coverage], ids=lambda g: g.sample)
def test_what_is_stated_has_evidence_and_what_is_missing_has_none(gold: labels.Gold) -> None:
    wrong = [
        requirement
        for rows in gold.coverage.values()
        for requirement, label in rows.items()
        if bool(label.evidence) != (label.accepted[0] in ("covered", "partial"))
    ]
    assert wrong == []


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.sample)
def test_a_repair_mends_one_place(gold: labels.Gold) -> None:
    assert [(bad, gold.text.count(bad)) for bad, _ in gold.repairs if gold.text.count(bad) != 1] == []
    assert [good for bad, good in gold.repairs if bad in gold.twin and bad not in good] == []


def test_a_sample_is_clean_or_has_a_clean_twin() -> None:
    assert [g.sample for g in GOLDS if g.clean != (not g.defects)] == []
    assert [g.sample for g in GOLDS if bool(g.defects) != bool(g.repairs)] == []
