"""Sentences are first asked for the words that every way to lay nothing down holds one of: none that denies may be missed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.enterprises.trades import Statement, statements
from conformance.language import guards, mentioning, other_hands, postponing, quoting, wavering
from tests.test_first_characters import PIECES, WRITTEN

Ranges = Callable[[str], Iterable[tuple[int, int]]]
# What is asked for where a sentence holds a sign, and the patterns that find ranges in it.
ASKED: dict[ModuleType, tuple[Ranges, str]] = {
    guards: (guards.denials, "_REFUSES _LACKS _NONE"),
    postponing: (postponing.postponed, "_PUT_OFF _UNTIL_THEN _AWAITS _ONCE_THERE _CONSIDERS _IF"),
    quoting: (lambda sentence: [found[:2]] if (found := quoting.quoted(sentence)) else [], "_BASED _REPORT _TOLD"),
    wavering: (wavering.wavering, "_WISHES _ONCE _MAKING _ASKS"),
    other_hands: (other_hands.in_other_hands, "_BY_OTHERS _BY_CONTRACTOR _NO_OTHER"),
    mentioning: (
        mentioning.mentions,
        "_DEFINES _OTHERS _MAXIM _PART RESPONSIBILITY _GUIDES _FAULTS _FEARED _ABREAST _MEANS _WANTING _STATES _LOOKS_BACK",
    ),
}
EVERY = re.compile("")


def holds(parsed: Iterable[tuple[Any, Any]], signs: re.Pattern[str], before: str = "") -> bool:
    """Whether all that a pattern matches holds one of the signs: one of its parts, that it cannot do without, does. The
    characters `before` it count: the parser takes out what alternatives begin with."""
    literal = before
    for code, value in parsed:
        begun, literal = literal, literal + chr(value) if code is codes.LITERAL else ""
        if literal and signs.search(literal):
            return True
        if code is codes.IN and all(kind is codes.LITERAL and signs.search(chr(one)) for kind, one in value):
            return True
        if code is codes.BRANCH and all(holds(branch, signs, begun) for branch in value[1]):
            return True
        if code is codes.SUBPATTERN and holds(value[-1], signs, begun):
            return True
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] and holds(value[2], signs):
            return True
    return False


@pytest.mark.parametrize(
    ("module", "name"),
    [pytest.param(module, name, id=name) for module, (_, names) in ASKED.items() for name in names.split()],
)
def test_no_match_is_without_a_sign(module: ModuleType, name: str) -> None:
    pattern = vars(module)[name].pattern
    whole = pattern if isinstance(pattern, str) else pattern.pattern
    assert holds(parser.parse(whole), vars(module)["_SIGNS"])


@pytest.mark.parametrize("row", statements(), ids=lambda row: f"{row.trait}={row.value}")
def test_no_statement_is_without_what_it_is_about(row: Statement) -> None:
    assert holds(parser.parse(row.said.pattern.pattern), row.said.sign)


@pytest.mark.parametrize(
    ("pattern", "proved"),
    [
        ("还没|从?未", True),
        ("还没?", False),
        ("[没未]", True),
        ("[没有]", False),
        ("[^没]", False),
        ("(?:没)*", False),
        ("(?:没)+", True),
        ("有(?=没)", False),
        ("无|没", False),
    ],
)
def test_the_proof_itself(pattern: str, proved: bool) -> None:
    assert holds(parser.parse(pattern), re.compile("[没未]")) is proved


def both(module: ModuleType, sentence: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What is found in a sentence, and what would be if none were passed over."""
    ranges = ASKED[module][0]
    with pytest.MonkeyPatch.context() as patch:
        found = list(ranges(sentence))
        for one in ASKED:
            patch.setattr(one, "_SIGNS", EVERY)
        return found, list(ranges(sentence))


@pytest.mark.parametrize("module", ASKED)
def test_nothing_written_is_lost(module: ModuleType) -> None:
    for sentence in re.split(r"[。\n]", WRITTEN):
        found, whole = both(module, sentence)
        assert found == whole


@settings(deadline=None)
@given(module=st.sampled_from(list(ASKED)), pieces=st.lists(st.sampled_from(PIECES), max_size=24))
def test_nothing_put_together_is_lost(module: ModuleType, pieces: list[str]) -> None:
    found, whole = both(module, "".join(pieces))
    assert found == whole
