"""To whom a demand applies: rows of traits, three answers, and the question to ask."""

from __future__ import annotations

import pytest

from conformance import profiles
from conformance.model.rules import Traits

CASES: dict[str, tuple[tuple[Traits, ...], profiles.Profile, str]] = {
    "no condition applies to all": ((), {}, "yes"),
    "the trait holds": (({"transport": True},), {"transport": True}, "yes"),
    "the trait does not hold": (({"transport": True},), {"transport": False}, "no"),
    "the trait is not known": (({"transport": True},), {}, "本单位是否有运输业务或营运车辆？"),
    "all traits of a row must hold": (({"high_risk": True, "insured": True},), {"high_risk": True, "insured": False}, "no"),
    "one row is enough": (({"high_risk": True}, {"above_scale": True}), {"high_risk": True}, "yes"),
    "one row may still hold": (
        ({"high_risk": True}, {"above_scale": True}),
        {"high_risk": False},
        "本单位是否为规模以上企业？",
    ),
    "no row holds": (({"high_risk": True}, {"above_scale": True}), {"high_risk": False, "above_scale": False}, "no"),
    "one of several values": (({"industry": ("mining", "construction")},), {"industry": "construction"}, "yes"),
    "an authority passes every demand on": (({"transport": True},), {"role": "authority"}, "yes"),
    "an authority's own duty": (({"role": "authority"},), {"role": "enterprise"}, "no"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "profile", "answer"), CASES.values(), ids=CASES.keys())
def test_applicable(rows: tuple[Traits, ...], profile: profiles.Profile, answer: str) -> None:
    found = profiles.applicable(rows, profile)
    assert (found if isinstance(found, str) else found.say("zh")) == answer


@pytest.mark.parametrize("rows", [rows for rows, _, _ in CASES.values()])
def test_a_suited_profile_is_one_to_whom_the_demand_applies(rows: tuple[Traits, ...]) -> None:
    assert profiles.applicable(rows, profiles.suited(rows)) == "yes"
