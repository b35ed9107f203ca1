"""Patterns that first ask for the characters they may begin with, so that most of a text is passed over quickly: they must
find what they would find without."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.text import fold

ROOT = Path(__file__).parents[1]
TIMING = (f"facts.timing.{name}" for name in ("events", "masks", "points"))
LANGUAGE = (f"language.{name}" for name in ("guards", "postponing", "wavering"))
MODULES = ("facts.blanks", "facts.quantities", *LANGUAGE, *TIMING)
PATTERNS = {
    f"{module}:{name}": pattern
    for module in MODULES
    for name, pattern in vars(import_module(f"conformance.{module}")).items()
    if isinstance(pattern, re.Pattern) and pattern.pattern.startswith("(?=[")
}
WRITTEN = "\n".join(
    fold(path.read_text(encoding="utf-8"))
    for path in (
        *sorted((ROOT / "corpora" / "samples").glob("*.txt")),
        *sorted((ROOT / "tests" / "cases").glob("*.yaml")),
    )
)
PIECES = sorted({WRITTEN[at : at + length] for length in (1, 2, 3) for at in range(0, len(WRITTEN), 97)})


def without_first(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern as it would be if it did not ask for its first characters."""
    return re.compile(re.sub(r"^\(\?=\[(?:\\.|[^\]\\])*\]\)", "", pattern.pattern), pattern.flags)


def found(pattern: re.Pattern[str], text: str) -> list[tuple[str | None, ...]]:
    return [(str(match.span()), *match.groups()) for match in pattern.finditer(text)]


@pytest.mark.parametrize("name", PATTERNS)
def test_nothing_written_is_lost(name: str) -> None:
    assert found(PATTERNS[name], WRITTEN) == found(without_first(PATTERNS[name]), WRITTEN)


@settings(deadline=None)
@given(name=st.sampled_from(sorted(PATTERNS)), data=st.data())
def test_nothing_put_together_is_lost(name: str, data: st.DataObject) -> None:
    """Also of texts made of pieces of sound ones and of the pattern's own characters."""
    own = sorted(set(re.sub(r"[\\(){}\[\]?|+^]", "", PATTERNS[name].pattern)))
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES) | st.sampled_from(own), max_size=24)))
    assert found(PATTERNS[name], text) == found(without_first(PATTERNS[name]), text)
