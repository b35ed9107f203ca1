"""The packs of trades: who is asked for what, and that nobody is accused of another trade's duties or let off unasked."""

from __future__ import annotations

import pytest

from conformance import engine
from conformance.facts import extract
from conformance.readers import read

PLAN = "{name}\n落实安全生产主体责任实施方案\n\n一、主要任务\n{said}\n\n{name}\n2026年3月8日\n"


def outcomes(pack: str, name: str, said: str = "每月召开一次例会。", **profile: bool | int | str) -> dict[str, str]:
    facts = extract(read(PLAN.format(name=name, said=said).encode(), path="a.txt"))
    return {f.requirement: f.outcome for f in engine.check(facts, (pack,), profile=profile).findings}


BUILDER, COLD_STORE, WORKS = "高丘县永基建筑安装有限公司", "青岑市北港冷链有限公司", "云溪市澄源化工有限公司"
UNTOLD = "青岑市联诚实业有限公司"

ASKED = [
    ("chemical", BUILDER, {}, "CH-09", "not_applicable"),
    ("chemical", BUILDER, {"hazardous_chemicals": True}, "CH-09", "fail"),
    ("chemical", UNTOLD, {}, "CH-09", "open"),
    ("chemical", WORKS, {}, "CH-09", "fail"),
    ("chemical", WORKS, {}, "CH-04", "open"),
    ("chemical", WORKS, {"chemical_producer": True}, "CH-04", "fail"),
    ("chemical", WORKS, {}, "CH-10", "open"),
    ("chemical", WORKS, {}, "CH-01", "fail"),
    ("chemical", COLD_STORE, {}, "CH-01", "not_applicable"),
    ("chemical", COLD_STORE, {"chemical_dealer": True}, "CH-01", "fail"),
    ("chemical", UNTOLD, {"hazardous_chemicals": True}, "CH-01", "open"),
    ("chemical", COLD_STORE, {}, "CH-08", "not_applicable"),
    ("chemical", COLD_STORE, {}, "CH-12", "fail"),
    ("construction", BUILDER, {}, "CN-16", "fail"),
    ("construction", WORKS, {}, "CN-16", "not_applicable"),
    ("construction", UNTOLD, {}, "CN-16", "open"),
    ("aq9010", BUILDER, {}, "AQ-01", "fail"),
    ("aq9010", UNTOLD, {}, "AQ-01", "open"),
    ("aq9010", UNTOLD, {"high_risk": False, "insured": False}, "AQ-03", "not_applicable"),
    ("aq9010", UNTOLD, {"high_risk": False, "insured": True}, "AQ-03", "fail"),
    ("aq9010", BUILDER, {}, "AQ-09", "not_applicable"),
    ("street", BUILDER, {}, "G-14", "not_applicable"),
]


@pytest.mark.parametrize(("pack", "name", "profile", "requirement", "expected"), ASKED)
def test_who_is_asked_for_what(pack: str, name: str, profile: dict[str, bool], requirement: str, expected: str) -> None:
    assert outcomes(pack, name, **profile)[requirement] == expected


def test_a_builder_who_writes_of_chemicals_is_asked_whether_it_has_them() -> None:
    said = "严格执行危险化学品储存、出入库安全管理规定。"
    assert outcomes("chemical", BUILDER, said)["CH-11"] == "open"
