"""Score the program against the labels of the sample documents: `python corpora/score.py [-v]`.

Prints, over all samples: how many verdicts on the 24 topics were right, F1 on "fail" (missing), and how many heads,
citations and dated limits were found.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from conformance import engine
from conformance.facts import extract
from conformance.readers import read

HERE = Path(__file__).parent
PACK = "enterprise-responsibility"
AS_OF = date(2026, 11, 24)


@dataclass
class Score:
    """Counts of right and labelled answers by measure, and what was wrong in words."""

    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, measure: str, good: bool, note: str) -> None:
        self.right[measure] = self.right.get(measure, 0) + good
        self.of[measure] = self.of.get(measure, 0) + 1
        if not good:
            self.wrong.append(f"{measure}: {note}")

    def ratio(self, measure: str) -> float:
        return self.right.get(measure, 0) / self.of[measure] if self.of.get(measure) else 1.0

    @property
    def missing_f1(self) -> float:
        precision, recall = self.ratio("missing.precision"), self.ratio("missing.recall")
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score() -> Score:
    total = Score()
    labels = yaml.safe_load((HERE / "gold" / "labels.yaml").read_text(encoding="utf-8"))
    for name, label in labels.items():
        _one(total, name, label)
    return total


def _one(total: Score, name: str, label: dict) -> None:  # type: ignore[type-arg]
    source = HERE / "samples" / f"{name}.txt"
    facts = extract(read(source.read_bytes(), path=source.name), as_of=AS_OF)
    head = facts.head
    for key in ("type", "enterprise", "date"):
        total.add(
            "head", getattr(head, key) == label[key], f"{name} {key}: {getattr(head, key)!r}, label {label[key]!r}"
        )
    outcomes = {f.requirement: f.outcome for f in engine.check(facts, (PACK,)).findings}
    for topic, accepted in label["coverage"].items():
        found = outcomes[topic]
        note = f"{name} {topic}: {found}, label {'/'.join(accepted)}"
        total.add("topics", found in accepted, note)
        if accepted[0] == "fail":
            total.add("missing.recall", found in accepted, note)
        if found == "fail":
            total.add("missing.precision", "fail" in accepted, note)
    cited = {c.quote: c.resolution.status for c in facts.citations}
    for quote, status in label["citations"].items():
        found = cited.get(quote)
        total.add(
            "citations", found is not None and status in (None, found), f"{name} {quote}: {found}, label {status}"
        )
    dated = {d.quote: d.value for d in facts.deadlines}
    for quote, value in label["dated"].items():
        total.add("dated", dated.get(quote) == value, f"{name} {quote}: {dated.get(quote)}, label {value}")


def main() -> None:
    total = score()
    if "-v" in sys.argv[1:]:
        print("\n".join(total.wrong))
    for measure, count in total.of.items():
        print(f"{measure:20} {total.ratio(measure):.3f}  ({total.right[measure]}/{count})")
    print(f"{'missing.f1':20} {total.missing_f1:.3f}")


if __name__ == "__main__":
    main()
