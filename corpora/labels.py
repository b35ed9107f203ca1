"""Read the labels of the samples: what a careful reader found in each, requirement by requirement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
GOLD = HERE / "gold"
SECOND = GOLD / "second"  # what another reader, who had seen neither the rules nor the first labels, made of a sample
FIRST = "labels.yaml"  # the first nine samples: the 24 topics with outcomes for labels and no evidence; `packs` as elsewhere
VERDICTS = ("covered", "partial", "missing", "not_applicable")
_LABEL = re.compile(rf"(?:{'|'.join(VERDICTS)})(?:~(?:{'|'.join(VERDICTS)}))*\??")


@dataclass(frozen=True, slots=True)
class Label:
    """One requirement's verdict: the accepted ones (preferred first), whether readers may differ, and the quotes."""

    accepted: tuple[str, ...]
    ambiguous: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one sample, `unseen` the round in which it was labelled unread by the writers of rules, 0 for none. `defects` holds (code, quote) rows, `clean` says that there are none, `repairs` what to replace to mend the text.
    `thin` ones hold the 24 topics without evidence. A key of `coverage` is a pack or PACK/PART: what a pack asks of others
    than enterprises is labelled and measured apart.
    `profile` is what an office knows of the enterprise, as in `conformance check --profile`."""

    sample: str
    head: dict[str, str | None]
    coverage: dict[str, dict[str, Label]]
    citations: dict[str, str | None]
    dated: dict[str, str | None]
    defects: tuple[tuple[str, str | None], ...]
    clean: bool
    repairs: tuple[tuple[str, str], ...]
    thin: bool
    profile: dict[str, bool | int | str]
    unseen: int

    @property
    def text(self) -> str:
        return (HERE / "samples" / f"{self.sample}.txt").read_text(encoding="utf-8")

    @property
    def twin(self) -> str:
        """The text without its defects; for a clean sample the text itself."""
        text = self.text
        for bad, good in self.repairs:
            text = text.replace(bad, good)
        return text


def golds() -> tuple[Gold, ...]:
    """The labels of all samples, by name."""
    rows = [read(path) for path in GOLD.glob("*.yaml") if path.name != FIRST]
    return tuple(sorted((*rows, *_first()), key=lambda gold: gold.sample))


def _first() -> Iterator[Gold]:
    verdicts = {"pass": "covered", "partial": "partial", "fail": "missing"}
    for sample, row in yaml.safe_load((GOLD / FIRST).read_text(encoding="utf-8")).items():
        head = {key: row[key] for key in ("type", "enterprise", "date")}
        topics = {t: Label(tuple(verdicts[o] for o in said), False, ()) for t, said in row["coverage"].items()}
        coverage = {"enterprise-responsibility": topics} if topics else {}
        coverage |= _coverage({"coverage": row.get("packs", {})})
        yield _gold(sample, head, coverage, row, thin=True)


def read(path: Path) -> Gold:
    """The labels in `path`; ValueError for a label in no known form or a requirement labelled twice."""
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    return _gold(row["sample"], row["head"], _coverage(row), row)


def seconds() -> dict[str, dict[str, dict[str, Label]]]:
    """The labels of the second reader: sample → pack → requirement; no evidence."""
    rows = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(SECOND.glob("*.yaml"))]
    return {row["sample"]: _coverage(row) for row in rows}


def _coverage(row: dict[str, Any]) -> dict[str, dict[str, Label]]:
    return {pack: dict(_labels(pack, rows)) for pack, rows in row.get("coverage", {}).items()}


def _gold(
    sample: str,
    head: dict[str, str | None],
    coverage: dict[str, dict[str, Label]],
    row: dict[str, Any],
    thin: bool = False,
) -> Gold:
    defects = tuple((d["code"], d.get("quote")) for d in row.get("defects", ()))
    repairs = tuple((bad, good) for bad, good in row.get("repairs", ()))
    return Gold(
        sample,
        head,
        coverage,
        row["citations"],
        row["dated"],
        defects,
        row.get("clean", False),
        repairs,
        thin,
        row.get("profile", {}),
        row.get("unseen", 0),
    )


def _labels(pack: str, rows: dict[str, Any]) -> Iterator[tuple[str, Label]]:
    seen: set[str] = set()
    for words, ids in rows.items():
        if not _LABEL.fullmatch(words):
            raise ValueError(f"{pack}: no label: {words}")
        accepted = tuple(words.removesuffix("?").split("~"))
        quotes = ids if isinstance(ids, dict) else dict.fromkeys(ids.split(), ())
        for requirement, evidence in quotes.items():
            if requirement in seen:
                raise ValueError(f"{pack}: {requirement} is labelled twice")
            seen.add(requirement)
            some = (evidence,) if isinstance(evidence, str) else tuple(evidence)
            yield requirement, Label(accepted, words.endswith("?"), some)
