"""Whole short plans with the faults a reviewer sees at once: every one is found in its place, and nothing once mended."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance import engine
from conformance.facts import extract
from conformance.readers import read

PLANS = yaml.safe_load((Path(__file__).parent / "cases" / "short-plans.yaml").read_text(encoding="utf-8"))


def found(text: str) -> list[list[str]]:
    """The codes and words of all places that the pack text-quality reports, in the order of the text."""
    facts = extract(read(text.encode(), path="方案.txt"), as_of=date(2026, 11, 24))
    places = [p for f in engine.check(facts, ("text-quality",)).findings for p in f.places]
    return sorted([p.code, p.quote] for p in places)


@pytest.mark.parametrize("plan", PLANS, ids=[plan["name"] for plan in PLANS])
def test_every_fault_is_found_and_nothing_else(plan: dict[str, Any]) -> None:
    assert found(plan["text"]) == sorted(plan["found"])


@pytest.mark.parametrize("plan", PLANS, ids=[plan["name"] for plan in PLANS])
def test_a_mended_plan_is_quiet(plan: dict[str, Any]) -> None:
    text = plan["text"]
    for wrong, right in plan["repairs"].items():
        assert wrong in text
        text = text.replace(wrong, right)
    assert found(text) == []
