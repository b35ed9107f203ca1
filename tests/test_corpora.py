"""The labels of the samples hold together: complete, and every quote stands in its text."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from conformance import packs
from conformance.facts import extract
from conformance.readers import read

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "corpora"))

import agreement  # noqa: E402
import build  # noqa: E402
import labels  # noqa: E402
import score  # noqa: E402

ALL = labels.golds()
GOLDS = [gold for gold in ALL if not gold.thin]
FIRST = next(g for g in GOLDS if g.coverage)
REQUIREMENTS = {"enterprise-responsibility": 24, "street": 87, "gbt33000": 28}
LABELLED = {  # packs whose labels follow the pack: every active clause but the parts named apart
    **dict.fromkeys(("chemical", "construction", "park", "aq9010", "county-notice", "gbt33000-2025"), ""),
    "street/authorities": "G-",
}


@pytest.mark.parametrize("gold", ALL, ids=lambda g: g.sample)
def test_every_quote_stands_in_the_text(gold: labels.Gold) -> None:
    evidence = [q for rows in gold.coverage.values() for label in rows.values() for q in label.evidence]
    defects = [quote for _, quote in gold.defects if quote]
    absent = [q for q in (*evidence, *gold.citations, *gold.dated, *defects) if q not in gold.text]
    assert absent == []


def demands(key: str) -> set[str]:
    """The requirements that a sample labelled under `key` answers, each of them."""
    if key in REQUIREMENTS:
        assert len(FIRST.coverage[key]) == REQUIREMENTS[key]
        return set(FIRST.coverage[key])
    rows = packs.load(key.partition("/")[0]).requirements
    return {r.id for r in rows if r.kind == "clause" and r.status == "active" and r.id.startswith(LABELLED[key])}


@pytest.mark.parametrize("gold", [g for g in ALL if g.coverage], ids=lambda g: g.sample)
def test_every_requirement_has_a_label(gold: labels.Gold) -> None:
    keys = [key for key in gold.coverage if not (gold.thin and key in REQUIREMENTS)]
    assert {key: set(gold.coverage[key]) for key in keys} == {key: demands(key) for key in keys}


@pytest.mark.parametrize("gold", [g for g in ALL if g.coverage], ids=lambda g: g.sample)
def test_what_is_stated_has_evidence_and_what_is_missing_has_none(gold: labels.Gold) -> None:
    wrong = [
        requirement
        for rows in (rows for key, rows in gold.coverage.items() if not (gold.thin and key in REQUIREMENTS))
        for requirement, label in rows.items()
        if bool(label.evidence) != (label.accepted[0] in ("covered", "partial"))
    ]
    assert wrong == []


@pytest.mark.parametrize("gold", ALL, ids=lambda g: g.sample)
def test_a_repair_mends_one_place(gold: labels.Gold) -> None:
    assert [(bad, gold.text.count(bad)) for bad, _ in gold.repairs if gold.text.count(bad) != 1] == []
    assert [good for bad, good in gold.repairs if bad in gold.twin and bad not in good] == []


def test_a_sample_is_clean_or_has_a_clean_twin() -> None:
    assert [g.sample for g in ALL if g.clean != (not g.defects)] == []
    assert [g.sample for g in ALL if bool(g.defects) != bool(g.repairs)] == []


def test_every_sample_is_labelled_and_nothing_else() -> None:
    assert [gold.sample for gold in ALL] == build.names()


@pytest.mark.skipif("text-quality" not in packs.names(), reason="no pack text-quality yet")
@pytest.mark.parametrize("gold", ALL, ids=lambda g: g.sample)
def test_nothing_severe_is_found_in_a_clean_text(gold: labels.Gold) -> None:
    facts = extract(read(gold.twin.encode(), path=f"{gold.sample}.txt"), as_of=score.AS_OF)
    assert list(score.loud(facts)) == []


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("gold", ALL, ids=lambda g: g.sample)
def test_a_built_file_reads_like_its_sample(gold: labels.Gold, suffix: str) -> None:
    path = ROOT / "corpora" / suffix / f"{gold.sample}.{suffix}"
    document = read(path.read_bytes(), path=path.name)
    assert "".join(document.text.split()) == "".join(gold.text.split())


@pytest.mark.parametrize("gold", ALL, ids=lambda g: g.sample)
def test_building_twice_gives_the_same_bytes(gold: labels.Gold) -> None:
    assert build.docx(gold.sample) == build.docx(gold.sample)
    assert build.pdf(gold.sample) == build.pdf(gold.sample)


def test_word_counts_the_numbers_of_some_samples() -> None:
    def lists(name: str) -> int:
        with zipfile.ZipFile(ROOT / "corpora" / "docx" / f"{name}.docx") as parts:
            return parts.read("word/document.xml").count(b"<w:numPr>")

    assert {name: lists(name) > 0 for name in build.names()} == {n: n in build.AUTOMATIC for n in build.names()}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"covered": {"T01": "a"}}, "duty"),
        ({"stated": "T01"}, "no label: stated"),
        ({"missing": "T01 T02", "missing~partial": "T02"}, "T02 is labelled twice"),
    ],
)
def test_labels_in_no_known_form_are_refused(rows: dict[str, object], expected: str, tmp_path: Path) -> None:
    row = {"sample": "x", "head": {}, "coverage": {"pack": rows}, "citations": {}, "dated": {}, "defects": []}
    path = tmp_path / "x.yaml"
    path.write_text(yaml.safe_dump(row, allow_unicode=True), encoding="utf-8")
    if expected == "duty":
        assert labels.read(path).coverage == {"pack": {"T01": labels.Label(("covered",), False, ("a",))}}
    else:
        with pytest.raises(ValueError, match=expected):
            labels.read(path)


def test_the_score_counts_right_answers_and_lists_wrong_ones() -> None:
    total = score.Score()
    for good in (True, True, False):
        total.add("missing.recall", good, "a sample")
    total.add("missing.precision", True)
    assert (total.ratio("missing.recall"), total.f1("missing"), total.wrong) == (
        2 / 3,
        0.8,
        ["missing.recall: a sample"],
    )


SECOND = labels.seconds()


@pytest.mark.parametrize("sample", SECOND)
def test_the_second_reader_labels_every_requirement_of_a_pack(sample: str) -> None:
    wanted = {pack: set(FIRST.coverage[pack]) for pack in SECOND[sample]}
    assert {pack: set(rows) for pack, rows in SECOND[sample].items()} == wanted


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("missing", "missing"), ("covered", "covered")], 1.0),
        ([("missing", "missing")], 1.0),
        ([("missing", "covered"), ("covered", "missing")], -1.0),
        ([("missing", "missing"), ("missing", "covered"), ("covered", "missing"), ("covered", "covered")], 0.0),
    ],
)
def test_kappa_counts_agreement_beyond_chance(said: list[tuple[str, str]], expected: float) -> None:
    assert agreement.kappa(said) == expected
