"""Score the program against the labels of the sample documents.

    python corpora/score.py [--pack PACK …] [--sample NAME …] [--seen | --unseen [ROUND]] [--certain] [--bare] [-v]

For every pack with labels: `accuracy` (the verdict is one a careful reader accepts), `missing` (precision, recall and F1
of "not stated"), `falsely_missing` (stated, but called missing: 0 is best), `evidence` (few, short and in the right
place), `undecided` (review or open). For the facts: heads, citations found, citations with the right status, accusing
statuses that are right, dated limits found and right. For the pack text-quality: defects found and right, and clean
twins without a red or orange finding. A pack that does not exist is left out, with a line that says so.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import labels
from labels import Gold, Label

from conformance import engine, packs
from conformance.facts import extract
from conformance.model.facts import Facts
from conformance.model.report import Finding
from conformance.readers import read
from conformance.text import fold

AS_OF = date(2026, 11, 24)
QUALITY = "text-quality"
VERDICTS = {"pass": "covered", "partial": "partial", "fail": "missing"}
ACCUSING = {"superseded", "repealed", "no_such_edition", "title_mismatch", "malformed"}
DATED = {"deadline", "window", "stage", "effective_from"}
CODES = {
    *("numbering_gap", "placeholder", "blank_field", "stage_overlap", "programme_length_mismatch", "year_missing"),
    *("count_mismatch", "glued_heading", "halfwidth_punctuation", "truncated", "unquantified_frequency"),
    "missing_signoff",
}
ANY = 0  # every round of labelling
MANY, LONG = 8, 300  # more or longer places than this are no evidence a person would check
Span = tuple[int, int]


@dataclass
class Score:
    """Counts of right and of all answers by measure, and what was wrong in words."""

    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, measure: str, good: bool, note: str = "") -> None:
        self.right[measure] = self.right.get(measure, 0) + good
        self.of[measure] = self.of.get(measure, 0) + 1
        if not good and note:
            self.wrong.append(f"{measure}: {note}")

    def ratio(self, measure: str) -> float:
        return self.right.get(measure, 0) / self.of[measure] if self.of.get(measure) else 1.0

    def f1(self, measure: str) -> float:
        precision, recall = self.ratio(f"{measure}.precision"), self.ratio(f"{measure}.recall")
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(golds: Sequence[Gold], names: Sequence[str] = (), certain: bool = False, bare: bool = False) -> Score:
    """Score all of `golds` with the packs called `names` (none: every pack that exists and has labels).

    `certain` leaves out labels on which readers may differ; `bare` tells the program nothing about the enterprises.
    """
    total = Score()
    chosen = [n for n in names or _labelled(golds) if n in packs.names()]
    for gold in golds:
        facts = facts_of(gold.text, gold.sample)
        _head(total, gold, facts)
        citations(total, gold, facts)
        _dated(total, gold, facts)
        for pack in chosen:
            if keys := [k for k in gold.coverage if _pack(k) == pack]:
                findings = engine.check(facts, (pack,), profile={} if bare else gold.profile).findings
                for key in keys:
                    _coverage(total, gold, key, {f.requirement: f for f in findings}, certain)
        if QUALITY in chosen:
            _defects(total, gold, facts)
    return total


def _labelled(golds: Sequence[Gold]) -> list[str]:
    return [*dict.fromkeys(_pack(k) for g in golds for k in g.coverage), QUALITY]


def _pack(key: str) -> str:
    return key.partition("/")[0]


def facts_of(text: str, name: str) -> Facts:
    """What the program reads in a sample."""
    return extract(read(text.encode(), path=f"{name}.txt"), as_of=AS_OF)


def _head(total: Score, gold: Gold, facts: Facts) -> None:
    for key, label in gold.head.items():
        found = getattr(facts.head, key)
        total.add("head", fold(found or "") == fold(label or ""), f"{gold.sample} {key}: {found!r}, label {label!r}")


def citations(total: Score, gold: Gold, facts: Facts) -> None:
    """Compare the citations found, and every accusation, with the labels."""
    rows = [((c.start, c.end), c.resolution.status) for c in facts.citations]
    marked = {quote: list(_spans(gold.text, quote)) for quote in gold.citations}
    for quote, status in gold.citations.items():
        found = [s for span, s in rows if any(_alike(span, m) for m in marked[quote])]
        total.add("citations.found", bool(found), f"{gold.sample} {quote}")
        if status and found:
            good = all(f in status.split("/") for f in found)
            total.add("citations.status", good, f"{gold.sample} {quote}: {found[0]}, label {status}")
    for span, status in rows:
        label = next((gold.citations[q] for q, ms in marked.items() if any(_alike(span, m) for m in ms)), "")
        if status in ACCUSING and label is not None:
            words = f"{gold.sample} {gold.text[slice(*span)]}: {status}, label {label or 'none'}"
            total.add("citations.accused", status in label.split("/"), words)
            total.add(f"citations.accused.{status}", status in label.split("/"))


def _dated(total: Score, gold: Gold, facts: Facts) -> None:
    rows = [((d.start, d.end), d.value, d.kind) for d in facts.deadlines]
    marked = [(m, value) for quote, value in gold.dated.items() for m in _spans(gold.text, quote)]
    for quote, value in gold.dated.items():
        if value:
            found = [v for s, v, _ in rows if any(_touch(s, m) for m in _spans(gold.text, quote))]
            total.add("dated.recall", value in found, f"{gold.sample} {quote}: {found}, label {value}")
    for span, value, kind in rows:
        near = [v for m, v in marked if _touch(span, m)]
        if kind in DATED and value and None not in near:
            words = f"{gold.sample} {gold.text[slice(*span)]}: {value}, label {near}"
            total.add("dated.precision", value in near, words)


def _coverage(total: Score, gold: Gold, pack: str, findings: Mapping[str, Finding], certain: bool) -> None:
    for requirement, label in gold.coverage[pack].items():
        if requirement not in findings:
            total.add(f"{pack}.answered", False, f"{gold.sample} {requirement}")
        elif not (certain and label.ambiguous):
            _verdict(total, gold, pack, label, findings[requirement])


def _verdict(total: Score, gold: Gold, pack: str, label: Label, finding: Finding) -> None:
    said = VERDICTS.get(finding.outcome, finding.outcome)
    right = label.accepted[0]
    stated = {"covered", "partial"}
    note = f"{gold.sample} {finding.requirement}: {said}, label {'~'.join(label.accepted)}{'?' * label.ambiguous}"
    total.add(f"{pack}.undecided", said in ("review", "open"))
    total.add(f"{pack}.accuracy", said in label.accepted, note)
    if right == "missing":
        total.add(f"{pack}.missing.recall", said in label.accepted)
    if said == "missing":
        total.add(f"{pack}.missing.precision", "missing" in label.accepted)
    if right == "covered":
        total.add(f"{pack}.falsely_missing", said == "missing")
    if right in stated and said in stated and label.evidence:
        marks = [(e.start, e.end) for e in finding.evidence]
        fair = 0 < len(marks) <= MANY and all(end - start <= LONG for start, end in marks)
        wanted = [m for quote in label.evidence for m in _spans(gold.text, quote)]
        near = fair and any(_touch(m, w) for m in marks for w in wanted)
        places = "；".join(gold.text[slice(*m)] for m in marks)[:120]
        total.add(f"{pack}.evidence", near, f"{gold.sample} {finding.requirement}: {places}, label {label.evidence}")


def _defects(total: Score, gold: Gold, facts: Facts) -> None:
    places = [p for f in engine.check(facts, (QUALITY,)).findings for p in f.places if f.outcome in ("fail", "partial")]
    rows = [(p.code, None if p.start is None or p.end is None else (p.start, p.end)) for p in places]
    known = [(code.rstrip("?").split("/"), code, quote) for code, quote in gold.defects]
    for codes, code, quote in known:
        if set(codes) & CODES and not code.endswith("?"):
            found = any(c in codes and _there(gold.text, quote, s) for c, s in rows)
            total.add("defects.recall", found, f"{gold.sample} {code} {quote or ''}")
    for code, span in rows:
        if code in CODES:
            good = any(code in codes and _there(gold.text, quote, span) for codes, _, quote in known)
            words = gold.text[slice(*span)] if span else ""
            total.add("defects.precision", good, f"{gold.sample} {code} {words}")
    severe = list(loud(facts_of(gold.twin, gold.sample)))
    total.add("twins.quiet", not severe, f"{gold.sample}: {severe}")


def loud(facts: Facts) -> Iterator[str]:
    """The red and orange findings of text quality in what should be clean."""
    severe = {r.id for r in packs.load(QUALITY).requirements if r.severity in ("red", "orange")}
    for finding in engine.check(facts, (QUALITY,)).findings:
        if finding.requirement in severe and finding.outcome in ("fail", "partial"):
            yield f"{finding.requirement} {'；'.join(p.code + ' ' + p.quote for p in finding.places)}"


def _there(text: str, quote: str | None, span: Span | None) -> bool:
    return quote is None or (span is not None and any(_touch(span, m) for m in _spans(text, quote)))


def _spans(text: str, quote: str) -> Iterator[Span]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _touch(one: Span, other: Span) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _alike(one: Span, other: Span) -> bool:
    """Whether two spans share at least half of the longer one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 >= max(one[1] - one[0], other[1] - other[0])


def lines(total: Score, order: Callable[[str], object] = str) -> Iterator[str]:
    """The measures in words, one a line."""
    for measure in sorted(total.of, key=order):
        yield f"{measure:46} {total.ratio(measure):.3f}  ({total.right[measure]}/{total.of[measure]})"
    for recall in [m for m in total.of if m.endswith(".recall")]:
        stem = recall.removesuffix(".recall")
        yield f"{stem + '.f1':46} {total.f1(stem):.3f}"


def _chosen(names: Sequence[str], unseen: int | None, seen: bool) -> Iterator[Gold]:
    """The labels asked for: `names` (none: all), of the round `unseen` (ANY for every round, None for no matter)."""
    for gold in labels.golds():
        fresh = unseen is None or (gold.unseen > 0 and unseen in (ANY, gold.unseen))
        if fresh and not (seen and gold.unseen) and (not names or gold.sample in names):
            yield gold


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", action="append", default=[], help="only this pack (may be repeated)")
    parser.add_argument("--sample", action="append", default=[], help="only this sample (may be repeated)")
    known = parser.add_mutually_exclusive_group()
    known.add_argument("--seen", action="store_true", help="only samples at hand while the rules were written")
    known.add_argument(
        "--unseen",
        nargs="?",
        type=int,
        const=ANY,
        metavar="ROUND",
        help="only samples that nobody who wrote rules had read (in this round of labelling; without it in any)",
    )
    parser.add_argument("--certain", action="store_true", help="leave out labels on which readers may differ")
    parser.add_argument("--bare", action="store_true", help="do not tell the program what the enterprises are")
    parser.add_argument("-v", "--verbose", action="store_true", help="list every difference")
    options = parser.parse_args()
    golds = list(_chosen(options.sample, options.unseen, options.seen))
    for name in options.pack or _labelled(golds):
        if name not in packs.names():
            print(f"{name}: no such pack yet, not scored")
    total = score(golds, options.pack, options.certain, options.bare)
    if options.verbose:
        print("\n".join(total.wrong))
    print("\n".join(lines(total)))


if __name__ == "__main__":
    main()
