"""The pack of GB/T 33000-2016: its elements in the words of many trades, and what only sounds like them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conformance import packs
from conformance.proving.bench import answer

STANDARD = packs.load("gbt33000")
ELEMENTS = {r.id: r for r in STANDARD.requirements}
WORDINGS = Path(__file__).parent / "cases" / "gbt33000-wordings.yaml"


def wordings() -> Iterator[tuple[str, str, str]]:
    for element, kinds in yaml.safe_load(WORDINGS.read_text(encoding="utf-8")).items():
        for kind, texts in kinds.items():
            for text in texts:
                yield element, kind, text


@pytest.mark.parametrize(("element", "kind", "text"), list(wordings()))
def test_the_same_element_in_other_words(element: str, kind: str, text: str) -> None:
    expected = {"met": {"pass", "partial"}, "not": {"fail"}}[kind]
    assert answer(STANDARD, ELEMENTS[element], text).outcome in expected
