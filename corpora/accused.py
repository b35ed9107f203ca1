"""List every accusation the program makes of a citation, for a person to judge, or its precision by the labels.

    python corpora/accused.py [--as-of DATE] [FILE or FOLDER …]

Without files the samples are read and every status that accuses (superseded, repealed, no_such_edition, title_mismatch,
malformed) is compared with the labels in gold/. With files (any format) each different accusation is printed once with
how often it was made, where first, on what date and why.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import labels
import score

from conformance.errors import ReadError
from conformance.facts import extract
from conformance.model.facts import Facts
from conformance.readers import read


@dataclass(frozen=True)
class Accusation:
    """What is said of a citation as printed: status today and on the document's date, what to write instead, why."""

    status: str
    then: str | None
    quote: str
    right: str | None
    certain: bool
    reason: str | None


def accusations(facts: Facts) -> Iterator[Accusation]:
    """The citations of a document that are called wrong, in text order."""
    for one in facts.citations:
        found = one.resolution
        if found.status in score.ACCUSING.intersection(found.issues):
            yield Accusation(
                found.status,
                found.on_document_date,
                " ".join(one.quote.split()),
                found.right,
                found.certain,
                found.reason,
            )


def files(paths: list[Path]) -> Iterator[Path]:
    """The files named, those of folders sorted."""
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def listed(paths: list[Path], as_of: date) -> None:
    """Print every different accusation in the files."""
    count: Counter[Accusation] = Counter()
    first: dict[Accusation, str] = {}
    citations = 0
    for path in files(paths):
        try:
            facts = extract(read(path.read_bytes(), path=path.name), as_of=as_of)
        except ReadError as error:
            print(f"{path}: {error}")
            continue
        citations += len(facts.citations)
        for one in accusations(facts):
            count[one] += 1
            first.setdefault(one, f"{path.name} ({facts.head.date or '-'})")
    for one, times in sorted(count.items(), key=lambda item: (item[0].status, -item[1], item[0].quote)):
        print(
            f"{one.status:15} ×{times:<4} {one.quote} → {one.right or '-'}  [{one.then or '-'}{'' if one.certain else ', unverified'}]"
        )
        print(f"{'':15} {first[one]}  {one.reason}")
    print(f"{citations} citations, {sum(count.values())} accused in {len(count)} ways")


def measured() -> None:
    """Print the precision of every accusing status on the labelled samples."""
    total = score.Score()
    for gold in labels.golds():
        score.citations(total, gold, score.facts_of(gold.text, gold.sample))
    print("\n".join(total.wrong + list(score.lines(total))))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, default=score.AS_OF)
    options = parser.parse_args()
    if options.paths:
        listed(options.paths, options.as_of)
    else:
        measured()


if __name__ == "__main__":
    main()
