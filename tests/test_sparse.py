"""Patterns searched only where a sign of them stands must find what they would find in the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pkgutil import walk_packages
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conformance
from conformance.enterprises.trades import statements
from conformance.facts import duties
from conformance.language.sparse import Sparse
from tests.test_first_characters import PIECES, WRITTEN

PARTS = ("conformance.facts", "conformance.language")
PATTERNS: dict[str, Sparse] = {
    f"{module.name}:{name}": pattern
    for module in walk_packages(conformance.__path__, "conformance.")
    if module.name.startswith(PARTS)
    for name, pattern in vars(import_module(module.name)).items()
    if isinstance(pattern, Sparse)
} | {f"industries.yaml:{row.trait}={row.value}": row.said for row in statements()}


def found(pattern: Sparse | re.Pattern[str], text: str) -> list[tuple[str | None, ...]]:
    return [(str(match.span()), *match.groups()) for match in pattern.finditer(text)]


def taken(parsed: Iterable[tuple[Any, Any]], char: str) -> bool:
    """Whether a match of the pattern may hold `char`."""
    return any(_taken(code, value, char) for code, value in parsed)


def _taken(code: Any, value: Any, char: str) -> bool:
    if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT, codes.GROUPREF):
        return False  # What a reference takes again its group has taken before.
    if code is codes.BRANCH:
        return any(taken(branch, char) for branch in value[1])
    if code is codes.GROUPREF_EXISTS:
        return any(taken(branch, char) for branch in value[1:] if branch)
    if code in (codes.SUBPATTERN, codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return taken(value[-1], char)
    if code is codes.IN:
        return any(_among(kind, one, char) for kind, one in value) is not ((codes.NEGATE, None) in value)
    assert code in (codes.LITERAL, codes.NOT_LITERAL)
    return (chr(value) == char) is (code is codes.LITERAL)


def _among(kind: Any, value: Any, char: str) -> bool:
    if kind is codes.RANGE:
        return value[0] <= ord(char) <= value[1]
    assert kind is not codes.CATEGORY or value is codes.CATEGORY_DIGIT
    return bool(value == ord(char) if kind is codes.LITERAL else kind is codes.CATEGORY and char.isdigit())


@pytest.mark.parametrize("name", PATTERNS)
def test_no_match_holds_a_stop(name: str) -> None:
    one = PATTERNS[name]
    for pattern in (one.pattern, one.sign):
        assert [stop for stop in one.stops if taken(parser.parse(pattern.pattern), stop)] == []


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        ("年,", True),
        ("年(?=,)", False),
        ("[^,]", False),
        ("[^。]?", True),
        (r"(?:年|\d|[+-/])*", True),
        (r"\d", False),
        ("(年)?(?(1)月,)", True),
        ("(年)?(?(1)月|日,)", True),
        ("(年)?(?(1)月)", False),
    ],
)
def test_the_proof_itself(pattern: str, holds: bool) -> None:
    assert taken(parser.parse(pattern), ",") is holds


@pytest.mark.parametrize("text", [WRITTEN, WRITTEN.replace(" ", "")], ids=["as written", "as read"])
@pytest.mark.parametrize("name", PATTERNS)
def test_nothing_written_is_lost(name: str, text: str) -> None:
    assert found(PATTERNS[name], text) == found(PATTERNS[name].pattern, text)


@settings(deadline=None)
@given(name=st.sampled_from(sorted(PATTERNS)), data=st.data())
def test_nothing_put_together_is_lost(name: str, data: st.DataObject) -> None:
    """Also of texts made of pieces of sound ones and of the pattern's own characters."""
    own = sorted(set(re.sub(r"[\\(){}\[\]?|+^]", "", PATTERNS[name].pattern.pattern)) | set(PATTERNS[name].stops))
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES) | st.sampled_from(own), max_size=24)))
    assert found(PATTERNS[name], text) == found(PATTERNS[name].pattern, text)


def test_only_what_holds_a_sign_is_searched() -> None:
    pattern = Sparse(r"\w+", "次", "。")
    assert found(pattern, "每月一次,不少。每年。两次。次") == [("(0, 4)",), ("(5, 7)",), ("(11, 13)",), ("(14, 15)",)]


def test_every_subject_ends_as_names_do() -> None:
    parts = [
        words for part in re.split(r"[,。;:\n]", WRITTEN) for words in (part, *re.split(r"(?=应|要|须|必须)", part))
    ]
    subjects = [part for part in parts if duties._SUBJECT.match(part)]
    assert subjects
    assert [subject for subject in subjects if not duties._ENDS.search(subject)] == []
