"""What rules cost: `python tests/benchmarks/rules.py [PLAN.txt …]`.

Prints ratios in one run, of the processor's time, the best of several rounds, everything warm: packs loaded, each plan
checked before. The plans are cut (or repeated) to 6,000 characters and asked in turn in every round, so that what is kept
of the last text asked does not help.

1. Reading a plan, extracting its facts and checking them against all packs, each beside `jieba.lcut` of the same text
   with its defaults.
2. The check against 1,000 requirements beside that against 100 (real clauses, drawn evenly from all packs). The 900 more
   are real clauses with every word replaced: by words that do not occur in the plan, as it is with rules for other trades;
   and, the hardest case, by pieces of the plan, so that each occurs.
"""

from __future__ import annotations

import gc
import logging
import random
import sys
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any, TypeVar

import jieba

from conformance import engine, packs
from conformance.facts import extract
from conformance.kinds.clauses.measures import is_measure
from conformance.model.facts import Facts
from conformance.model.rules import Pack, Requirement
from conformance.readers import read

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
PLANS = tuple(SAMPLES / f"{name}.txt" for name in ("tower-builders", "gear-works", "cargo-fleet", "varnish-chemical"))
LENGTH, ROUNDS, FEW, MANY = 6000, 9, 100, 1000
# Two rare characters before a word make one that no plan holds.
RARE = "龘靐齉爩鱻麤虋灪籱纞"
Work = TypeVar("Work", bound=Hashable)
_WORDS = ("all", "any", "of", "or", "not")


def best(works: dict[Work, Callable[[], object]]) -> dict[Work, float]:
    """Seconds of the quickest of several rounds of each, one after the other in every round."""
    times = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            begun = time.process_time()
            work()
            times[name] = min(times[name], time.process_time() - begun)
    return times


def plan(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return (text * (LENGTH // len(text) + 1))[:LENGTH]


def main() -> None:
    texts = [plan(Path(name)) for name in sys.argv[1:] or map(str, PLANS)]
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    documents = [read(text.encode(), path="plan.txt") for text in texts]
    told = [extract(document) for document in documents]
    names = packs.names()
    few, other, occurring = (named(pack) for pack in drawn(texts[0]))
    for facts in told:
        engine.check(facts, names)
    for pack in (few, other, occurring):
        engine.check(told[0], (pack,))
    gc.collect()
    gc.freeze()
    print(
        f"{len(texts)} plans of {LENGTH} characters, {sum(len(packs.load(n).requirements) for n in names)} requirements"
    )
    plans = enumerate(zip(texts, documents, told, strict=True))
    asked = best({(at, name): work for at, row in plans for name, work in works(*row, names).items()})
    each = [{name: seconds for (at, name), seconds in asked.items() if at == one} for one in range(len(texts))]
    whole = {name: sum(row[name] for row in each) for name in each[0]}
    print(f"jieba {whole['jieba'] * 1000 / len(texts):.1f} ms a plan")
    for name in ("read", "extract", "check"):
        rows = "  ".join(f"{row[name] / row['jieba']:.2f}" for row in each)
        print(f"{name:8} {whole[name] / whole['jieba']:.2f} × jieba   ({rows})")
    times = best({pack: lambda pack=pack: engine.check(told[0], (pack,)) for pack in (few, other, occurring)})  # type: ignore[misc]
    print(f"{FEW} requirements {times[few] * 1000:.0f} ms")
    extracted = each[0]["extract"]
    for words, pack in (("other words", other), ("occurring words", occurring)):
        ratio, with_facts = times[pack] / times[few], (times[pack] + extracted) / (times[few] + extracted)
        print(f"{MANY} with {words}: {ratio:.2f} × {FEW}; {with_facts:.2f} × with the extraction of the facts")


def works(text: str, document: Any, facts: Facts, names: tuple[str, ...]) -> dict[str, Callable[[], object]]:
    return {
        "jieba": lambda: jieba.lcut(text),
        "read": lambda: read(text.encode(), path="plan.txt"),
        "extract": lambda: extract(document),
        "check": lambda: engine.check(facts, names),
    }


def drawn(text: str) -> Iterator[Pack]:
    """A pack of 100 real clauses, and two of 1,000: with words that do not occur in `text`, and with pieces of it."""
    whole = [packs.load(n) for n in packs.names()]
    clauses = [r for pack in whole for r in pack.requirements if r.kind == "clause"]
    real = clauses[:: len(clauses) // FEW][:FEW]
    chance = random.Random(1)
    yield pack_of("drawn-few", real, whole[0])
    for name, word in (
        ("drawn-other", lambda old, n: f"{RARE[n % 10]}{RARE[n // 10 % 10]}{old.strip('$')}"),
        ("drawn-occurring", lambda old, n: piece(text, chance)),
    ):
        more = [renamed(r, n, word) for n, r in enumerate(islice(cycle(clauses), MANY - FEW))]
        yield pack_of(name, [*real, *more], whole[0])


def piece(text: str, chance: random.Random) -> str:
    """Two to four characters that stand side by side in the plan."""
    while True:
        at = chance.randrange(len(text) - 4)
        found = text[at : at + chance.choice((2, 3, 4))]
        if found.isalpha():
            return found


def renamed(requirement: Requirement, number: int, word: Callable[[str, int], str]) -> Requirement:
    """The requirement with other words in every condition; its shape is kept."""

    def anew(value: Any) -> Any:
        if isinstance(value, str):
            return "~".join(one if is_measure(one) else word(one, number) for one in value.split("~"))
        if isinstance(value, dict):
            return {key: anew(v) if key in _WORDS else v for key, v in value.items()}
        return [anew(v) for v in value]

    written = requirement.check.model_dump(by_alias=True)  # type: ignore[attr-defined]
    for key in ("elements", "weak"):
        written[key] = [anew(condition) for condition in written[key]]
    check: Any = type(requirement.check)
    return replace(requirement, check=check.model_validate(written))


def pack_of(name: str, requirements: list[Requirement], like: Pack) -> Pack:
    numbered = (replace(r, id=f"Z{i}", same_as=()) for i, r in enumerate(requirements))
    return replace(like, id=name, sha256=name, requirements=tuple(numbered))


def named(pack: Pack) -> str:
    """The pack's name, by which the engine now finds it."""
    load = engine.load
    engine.load = lambda asked: pack if asked == pack.id else load(asked)  # type: ignore[attr-defined,assignment]
    engine.index_of((pack.id,))
    return pack.id


if __name__ == "__main__":
    main()
