"""The clause kind: what a duty's elements are met by, and what they are not met by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from conformance.facts import extract
from conformance.kinds.clause import Check
from conformance.kinds.clauses.assignment import assigned, most_apart
from conformance.language import lexicon
from conformance.language.matching import Findings
from conformance.language.terms import TermIndex
from conformance.model.document import Span
from conformance.model.rules import Hit, Verdict
from conformance.readers import read

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "clauses.yaml").read_text(encoding="utf-8"))
ROWS = [(group, name, case) for group, cases in CASES.items() for name, case in cases.items()]


def judge(parameters: dict[str, Any], text: str) -> tuple[Verdict, list[str]]:
    check = Check.model_validate(parameters)
    document = read(text.encode(), path="a.txt")
    verdict = check.judge(extract(document), Findings(document, TermIndex(check.terms(), lexicon.load())))
    return verdict, quotes(text, [p.span for p in verdict.evidence])


def quotes(text: str, spans: Sequence[Span]) -> list[str]:
    document = read(text.encode(), path="a.txt")
    return [document.quote(span) for span in spans]


@pytest.mark.parametrize(("group", "name", "case"), ROWS, ids=[f"{g}: {n}" for g, n, _ in ROWS])
def test_case(group: str, name: str, case: dict[str, Any]) -> None:
    verdict, evidence = judge(case["clause"], case["text"])
    assert verdict.outcome == case["outcome"]
    assert list(verdict.missing) == case.get("missing", [])
    if "evidence" in case:
        assert evidence == case["evidence"]
    if "noisy" in case:
        assert [p.noisy for p in verdict.evidence] == case["noisy"]
    if "nearest" in case:
        assert quotes(case["text"], verdict.nearest) == case["nearest"]
    if "damaged" in case:
        assert (dict(verdict.damaged.said.values)["quote"] if verdict.damaged else "") == case["damaged"]


def hit(start: int, end: int) -> Hit:
    return Hit(start, end)


def test_items_are_assigned_so_that_all_fit() -> None:
    """Taking the first free hit for each item in turn would fail here."""
    assert assigned([[hit(0, 4), hit(6, 8)], [hit(0, 4)]]) == [hit(6, 8), hit(0, 4)]
    assert assigned([[hit(0, 4)], [hit(2, 6)]]) is None
    assert assigned([[hit(6, 8)], [hit(0, 4)]], ordered=True) is None
    assert assigned([[hit(0, 2)], [hit(30, 32), hit(10, 12)]], near=20) == [hit(0, 2), hit(10, 12)]
    assert assigned([[hit(0, 2)], [hit(30, 32)], [hit(34, 36)]], near=20, above=[hit(0, 2)]) is not None
    assert assigned([[hit(0, 2)], [hit(30, 32)], [hit(64, 66)]], near=20, above=[hit(0, 2)]) is None


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda p: hit(p[0], p[0] + p[1]))


@settings(deadline=None)
@given(
    choices=st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=4),
    near=st.none() | st.integers(2, 14),
    ordered=st.booleans(),
)
def test_an_assignment_is_found_where_there_is_one(choices: list[list[Hit]], near: int | None, ordered: bool) -> None:
    def apart(hits: Sequence[Hit]) -> bool:
        return not any(a.overlaps(b) for i, a in enumerate(hits) for b in hits[:i])

    def fit(hits: Sequence[Hit]) -> bool:
        close = near is None or len(hits) < 2 or max(h.end for h in hits) - min(h.at for h in hits) <= near
        return apart(hits) and close and (not ordered or list(hits) == sorted(hits))

    found = assigned(choices, near, ordered)
    assert (found is not None) == any(map(fit, product(*choices)))
    assert found is None or fit(found)
    assert apart(most_apart(choices))


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_damaged_word_is_the_last_to_be_assigned(choices: list[list[Hit]]) -> None:
    damaged = [[h._replace(noisy=True), *hits] for hits in choices for h in hits[:1]]
    sound = assigned(choices)
    assert sound is None or not any(h.noisy for h in assigned(damaged) or ())


@pytest.mark.parametrize(
    "parameters",
    [
        {"elements": [{"name": "a", "all": ["≥ viele%%"]}]},
        {"within": "page", "elements": []},
        {"elements": [{"name": "a", "near": 0}]},
    ],
)
def test_parameters_that_make_no_sense_are_refused(parameters: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Check.model_validate(parameters)
