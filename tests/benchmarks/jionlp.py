"""Our time limits beside JioNLP 1.5.28 on the same texts: F1, value accuracy, characters a second.

    python -m venv /tmp/peer && /tmp/peer/bin/pip install jionlp==1.5.28
    python tests/benchmarks/jionlp.py --peer /tmp/peer/bin/python

The peer runs in an interpreter of its own; it is no dependency of the project, and newer releases of it break windows and
bare months. Texts: every case of tests/cases/deadlines.yaml (a document each), and the labelled samples of corpora/gold
with their dated limits. The peer knows neither kinds nor tasks nor counts; what it says is read with good will: a span's
last day counts as a deadline, its length as a duration, an interval as a frequency of once (`values`). `meant` is the
share whose value is right as the peer itself tells it: up to a day where it calls a span blurred, else from day to day.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from conformance.facts.deadlines import deadlines
from conformance.facts.doctype import head
from conformance.model.document import Document
from conformance.model.facts import Head
from conformance.readers import read

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "deadlines.yaml"
UNVALUED = ("vague", "event_relative")
PREFIX = "本方案如下。\n"
sys.path.insert(0, str(ROOT / "corpora"))

# Runs in the peer's interpreter: texts and dates on standard input, rows and seconds on standard output.
PEER = r"""
import contextlib, io, json, re, sys, time
with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
def iso(delta):
    names = {"year": "Y", "month": "M", "week": "W", "day": "D"}
    clock = {"hour": "H", "minute": "M", "second": "S"}
    day = "".join(f"{delta[k]:g}{v}" for k, v in names.items() if isinstance(delta.get(k), (int, float)) and delta[k])
    hour = "".join(f"{delta[k]:g}{v}" for k, v in clock.items() if isinstance(delta.get(k), (int, float)) and delta[k])
    return "P" + day + ("T" + hour if hour else "")
def rows(text, base):
    found = []
    year, month, day = map(int, base.split("-"))
    for r in jionlp.ner.extract_time(text, time_base={"year": year, "month": month, "day": day}, with_parsing=True):
        kind, said = r["type"], r["detail"]["time"]
        if kind == "time_period":
            value = {"every": iso(said["delta"]) if isinstance(said.get("delta"), dict) else ""}
        elif kind == "time_delta":
            value = {"length": iso(said if isinstance(said, dict) else said[0])}
        else:
            value = {"first": said[0][:10], "last": said[1][:10], "blur": r["detail"]["definition"] == "blur"}
        found.append([r["offset"][0], r["offset"][1], value])
    return found
jobs = json.load(sys.stdin)
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    rows("2024年底前完成。", "2024-01-01")
    begun = time.perf_counter()
    answers = []
    for text, base in jobs:
        try:
            answers.append(rows(text, base))
        except Exception:
            answers.append([])
    seconds = time.perf_counter() - begun
json.dump({"rows": answers, "seconds": seconds}, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its date, the limits it holds (the places of their words, and the value) and the places where an answer
    is neither right nor wrong. `dated` says that only dated limits are labelled."""

    words: str
    day: str
    limits: tuple[tuple[tuple[tuple[int, int], ...], str], ...]
    free: tuple[tuple[int, int], ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A place someone takes for a time limit, and what it may mean."""

    start: int
    end: int
    values: frozenset[str]
    meant: frozenset[str]
    dated: bool


def cases() -> Iterator[Text]:
    """Every case: its rows with a value are limits, places without one are free, elsewhere is nothing."""
    for case in (c for group in yaml.safe_load(CASES.read_text(encoding="utf-8")).values() for c in group):
        day = str(case.get("issued", "2024-03-15"))
        if not day:
            continue
        text, at = PREFIX + case["text"], len(PREFIX)
        limits, free = [], []
        for quote, kind, value in case["rows"]:
            start = text.find(quote, at) if text.find(quote, at) >= 0 else text.find(quote)
            place = (start, start + len(quote))
            if value and kind not in UNVALUED:
                limits.append(((place,), value))
            else:
                free.append(place)
            at = start
        yield Text(text, day, tuple(limits), tuple(free), False)


def samples() -> Iterator[Text]:
    """The labelled samples: a label with a value is a limit, wherever its words stand; of one without they are free."""
    import labels  # noqa: PLC0415  (corpora is no package)

    for gold in labels.golds():
        limits, free = [], []
        for quote, value in gold.dated.items():
            places = tuple(_places(gold.text, quote))
            if value:
                limits.append((places, value))
            else:
                free += places
        day = str(gold.head.get("date") or "2025-01-01")
        yield Text(gold.text, day, tuple(limits), tuple(free), True)


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def ours(texts: Iterable[Text]) -> tuple[list[list[Answer]], float]:
    """What this program says, and the seconds it takes without reading files."""
    documents: list[tuple[Document, Head]] = []
    for text in texts:
        document = read(text.words.encode(), path="a.txt")
        seen = head(document)
        day = {"date": text.day, "date_source": "signature"} if not text.dated else {}
        documents.append((document, Head(type=seen.type, title=seen.title, date=seen.date, date_source=seen.date_source) if text.dated else Head(**day)))  # fmt: skip
    begun = time.perf_counter()
    found = [deadlines(document, front) for document, front in documents]
    seconds = time.perf_counter() - begun
    answers = []
    for rows in found:
        valued = [r for r in rows if r.kind not in UNVALUED and r.value]
        answers.append([Answer(r.start, r.end, frozenset({r.value or ""}), frozenset({r.value or ""}), r.kind not in ("frequency", "duration")) for r in valued])  # fmt: skip
    return answers, seconds


def peers(texts: Iterable[Text], python: str) -> tuple[list[list[Answer]], float]:
    """What the peer says, read with good will."""
    jobs = [(t.words, t.day) for t in texts]
    done = subprocess.run([python, "-c", PEER], input=json.dumps(jobs), capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    return [[_meant(*row) for row in rows] for rows in told["rows"]], told["seconds"]


def _meant(start: int, end: int, value: dict[str, Any]) -> Answer:
    if "first" not in value:
        told = frozenset({f"1/{value['every']}" if "every" in value else value["length"]})
        return Answer(start, end, told, told, False)
    first, last = value["first"], value["last"]
    plain = {f"/{last}", f"{first}/"} if value["blur"] else {f"{first}/{last}"}
    return Answer(
        start,
        end,
        frozenset({f"/{last}", f"{first}/{last}", f"{first}/", _length(first, last)}),
        frozenset(plain),
        True,
    )


def _length(first: str, last: str) -> str:
    """The days between two dates as a duration: 5日内 told as a span."""
    from datetime import date  # noqa: PLC0415

    try:
        return f"P{(date.fromisoformat(last) - date.fromisoformat(first)).days}D"
    except ValueError:
        return ""


@dataclass
class Tally:
    """Counts of limits found and of answers that are limits, and of values that are right among those found."""

    hit: int = 0
    limits: int = 0
    sound: int = 0
    answers: int = 0
    valued: int = 0
    meant: int = 0

    def add(self, text: Text, answers: list[Answer]) -> None:
        for places, value in text.limits:
            near = [a for a in answers if any(a.start < end and start < a.end for start, end in places)]
            self.limits += 1
            self.hit += bool(near)
            self.valued += any(value in a.values for a in near)
            self.meant += any(value in a.meant for a in near)
        for answer in answers:
            inside = any(answer.start < e and s < answer.end for places, _ in text.limits for s, e in places)
            free = any(answer.start < e and s < answer.end for s, e in text.free)
            if inside or (not free and (answer.dated or not text.dated)):
                self.sound += inside
                self.answers += 1

    def line(self) -> str:
        recall, precision = self.hit / self.limits, self.sound / max(1, self.answers)
        f1 = 2 * recall * precision / (recall + precision)
        return f"found {recall:.3f}  right places {precision:.3f}  F1 {f1:.3f}  values {self.valued / self.limits:.3f}  meant {self.meant / self.limits:.3f}"  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peer", required=True, help="python of an environment with jionlp==1.5.28")
    options = parser.parse_args()
    for name, texts in (("cases", list(cases())), ("samples", list(samples()))):
        size = sum(len(t.words) for t in texts)
        for who, (answers, seconds) in (("ours", ours(texts)), ("JioNLP", peers(texts, options.peer))):
            tally = Tally()
            for text, said in zip(texts, answers, strict=True):
                tally.add(text, said)
            print(f"{name:8} {who:7} {tally.line()}  {size / seconds:9,.0f} characters a second")


if __name__ == "__main__":
    main()
