"""The street pack: every demand there, the same duty in the words of many trades, and what only sounds like it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conformance import engine, packs
from conformance.facts import extract
from conformance.proving.bench import answer
from conformance.readers import read

STREET = packs.load("street")
PACK = {r.id: r for r in STREET.requirements}
WORDINGS = Path(__file__).parent / "cases" / "street-wordings.yaml"
EVERYONE = {
    "role": "enterprise",
    **dict.fromkeys(("key_industry", "high_risk", "hazardous_chemicals", "major_hazard", "transport", "insured"), True),
}


def wordings() -> Iterator[tuple[str, str, str]]:
    for requirement, kinds in yaml.safe_load(WORDINGS.read_text(encoding="utf-8")).items():
        for kind, texts in kinds.items():
            for text in texts:
                yield requirement, kind, text


def passed(text: str) -> list[str]:
    facts = extract(read(text.encode(), path="plan.txt"))
    found = engine.check(facts, ("street",), profile=EVERYONE).findings
    return [f.requirement for f in found if f.outcome == "pass" and not f.requirement.startswith("H-")]


@pytest.mark.parametrize(("requirement", "kind", "text"), list(wordings()))
def test_the_same_duty_in_other_words(requirement: str, kind: str, text: str) -> None:
    expected = {"met": {"pass", "partial"}, "not": {"fail"}}[kind]
    assert answer(STREET, PACK[requirement], text).outcome in expected


def test_there_are_87_demands_on_enterprises_and_27_on_authorities() -> None:
    own = [i for i in PACK if i.startswith("G-")]
    cited = [i for i in PACK if i.startswith("H-")]
    assert (len(PACK) - len(own) - len(cited), own) == (87, [f"G-{n:02}" for n in range(1, 28)])
    assert cited == [f"H-{n:02}" for n in range(1, 5)]
    assert all(PACK[i].applies == ({"role": "authority"},) for i in own)


KEYWORDS = "主要负责人第一责任、全员安全生产责任制、一岗双责、安全投入、三级教育、特种作业持证、风险辨识、风险分级管控、四色图、风险公告栏、岗位告知卡、警示标志、隐患排查治理、五到位、双报告、安全承诺、安责险"  # fmt: skip


@pytest.mark.parametrize("separator", ["、", "，", ", ", " ", "；", "。", "\n"])
def test_keywords_pass_nothing(separator: str) -> None:
    assert passed("某某公司实施方案\n" + KEYWORDS.replace("、", separator) + "。") == []


@pytest.mark.parametrize("separator", ["、", "，", " "])
def test_the_names_of_all_elements_pass_nothing(separator: str) -> None:
    words = [e.name for r in PACK.values() if r.kind == "clause" for e in r.check.elements]  # type: ignore[attr-defined]
    assert passed("某某公司实施方案\n" + separator.join(words) + "。") == []


def test_numbered_headings_pass_next_to_nothing() -> None:
    titles = [f"{n}、{r.title}" for n, r in enumerate(PACK.values(), 1) if not r.id.startswith("G-")]
    assert passed("某某公司实施方案\n" + "\n".join(titles)) == []


@pytest.mark.parametrize("pack", ["street", "gbt33000", "gbt33000-2025", "construction", "park"])
@pytest.mark.parametrize("form", ["{n}、{title}。", "{title}。"])
def test_titles_with_full_stops_pass_only_what_they_say_in_full(pack: str, form: str) -> None:
    """A list of titles states nothing but the few that are whole sentences, prohibitions above all."""
    rows = [r for r in packs.load(pack).requirements if r.kind == "clause" and not r.id.startswith("G-")]
    text = "某某公司实施方案\n" + "\n".join(form.format(n=n, title=r.title) for n, r in enumerate(rows, 1))
    found = engine.check(extract(read(text.encode(), path="plan.txt")), (pack,), profile=EVERYONE).findings
    met = [f for f in found if f.outcome == "pass" and any(r.id == f.requirement for r in rows)]
    assert len(met) <= 0.3 * len(rows)
