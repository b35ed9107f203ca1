"""The packs that come with the program have nothing to lint, and their catalogue is up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from conformance import catalogue, linting, packs

ALL = [packs.load(name) for name in packs.names()]


def test_the_packs_have_no_faults() -> None:
    assert [said.say("zh") for said in linting.faults(ALL)] == []


def test_the_catalogue_is_what_the_command_prints() -> None:
    path = Path(__file__).parents[1] / "rules" / "README.md"
    assert path.read_text(encoding="utf-8") == catalogue.markdown(ALL, "zh")


def test_each_fault_is_said() -> None:
    pack = packs.load("enterprise-responsibility")
    one = pack.requirements[0]
    bad = replace(one, id="Z1", same_as=("Z9", "T01"), applies=({"big": True},))
    said = [
        s.say("zh")
        for s in linting.faults([replace(pack, requirements=(one, one, bad, replace(bad, id="Z2", same_as=())))])
    ]
    assert said == [
        "T01：编号重复。",
        "Z1：same_as 指向不存在的 Z9。",
        "Z1：same_as 指向同一规则包的 T01。",
        "Z1：没有“big”这项企业情况。",
        "Z2：没有“big”这项企业情况。",
        "T01：检查与同一规则包的 T01 完全相同。",
        "Z2：检查与同一规则包的 Z1 完全相同。",
    ]
