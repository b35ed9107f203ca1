"""What passes without a sentence: headings copied out of plans, titles and terms of packs, and keywords, in the shapes in
which they could be sent.

    python corpora/hollow.py [--pack PACK …] [--shape SHAPE …] [-v]

For every source and shape: how many demands are met, wholly and in part. Nothing should pass.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from random import Random

import labels

from conformance import engine, packs
from conformance.kinds.clause import Check
from conformance.language import lexicon
from conformance.model.report import Finding
from conformance.model.rules import Pack
from conformance.proving.bench import DENIABLE, facts_of

PLANS = {"enterprise-plan", "authority-plan"}
PACKS = [
    name for name in packs.names() if set(packs.load(name).document_types) <= PLANS and packs.load(name).document_types
]
_VERBS = ("做好", "加强", "落实", "抓好")
_PAIR, _TEN = 2, 10
_TITLE = "安全生产实施方案"
_WIDTH, _COMMON, _SEEDS = 4, 80, 3
_ENDS = re.compile(r"[。；;，,：:]+$")


def _joined(mark: str, end: str = "。") -> Callable[[Sequence[str]], str]:
    return lambda names: mark.join(names) + end


def _rows(names: Sequence[str]) -> str:
    """A table of four columns, its last row filled up with the first names."""
    filled = [*names, *names[: -len(names) % _WIDTH]]
    return "\n".join("\t".join(filled[at : at + _WIDTH]) for at in range(0, len(filled), _WIDTH))


def _slogans(names: Sequence[str]) -> list[str]:
    """A verb of plans before every name."""
    return [verb + name for verb, name in zip(cycle(_VERBS), names, strict=False)]


def bunches(names: Sequence[str], size: int) -> list[Sequence[str]]:
    """`names`, a few at a time."""
    return [names[at : at + size] for at in range(0, len(names), size)]


def grouped(
    link: str, size: int = _WIDTH, opening: str = "", closing: str = "", end: str = "。"
) -> Callable[[Sequence[str]], str]:
    """Sentences of a few names each, the last two linked by a word, all with the same words before and after them."""
    return lambda names: "".join(f"{opening}{_linked(few, link)}{closing}{end}" for few in bunches(names, size))


def _linked(names: Sequence[str], link: str) -> str:
    mark = link if link == "，" else "、"
    return link.join((mark.join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


SHAPES: dict[str, Callable[[Sequence[str]], str]] = {
    "lines": "\n".join,
    "stopped lines": lambda names: "\n".join(f"{name}。" for name in names),
    "、": _joined("、"),
    "，": _joined("，"),
    "；": _joined("；"),
    "。": _joined("。"),
    "blanks": _joined(" ", ""),
    "numbered": lambda names: "\n".join(f"{n}.{name}" for n, name in enumerate(names, 1)),
    "numbered；": lambda names: "；".join(f"（{n}）{name}" for n, name in enumerate(names, 1)) + "。",
    "cells": _rows,
    "和": grouped("和"),
    "以及": grouped("，以及"),
    "pairs": grouped("和", _PAIR),
    "commas": grouped("，", 2 * _WIDTH),
    "做好": grouped("和", opening="做好"),
    "等工作": grouped("、", _TEN, "认真抓好", "等各项工作", "。\n"),
    "公司做好": grouped("、", _TEN, "公司切实做好", "等工作", "。\n"),
    "包括": lambda names: "本方案包括以下内容：\n" + "\n".join(f"（{n}）{name}；" for n, name in enumerate(names, 1)),
    "包括、": lambda names: f"本方案包括{'、'.join(names)}等内容。",
    "headed": lambda names: "序号\t内容\n" + "\n".join(f"{n}\t{name}" for n, name in enumerate(names, 1)),
    "run together": lambda names: "\n".join(map("".join, bunches(names, _WIDTH + _PAIR))),
    "column": lambda names: "\n".join(f"{n}\t{name}" for n, name in enumerate(names, 1)),
    "colons": lambda names: "\n".join(f"{name}：" for name in names),
    "如下": lambda names: "\n".join(f"{n}.{name}如下：" for n, name in enumerate(names, 1)),
    "slogans": lambda names: "\n".join(f"{name}。" for name in _slogans(names)),
    "slogans，": lambda names: "，".join(_slogans(names)) + "。",
    "slogans；": lambda names: "；".join(_slogans(names)) + "。",
    "contents": lambda names: "目录\n" + "\n".join(f"{name}{'…' * 8}{n}" for n, name in enumerate(names, 1)),
}


def headings(text: str) -> list[str]:
    """The headings of a plan, without their numbers."""
    document = facts_of(text).document
    found = (re.sub(r"\s+", "", clause.title) for clause in document.outline)
    return [name for title in found if (name := _ENDS.sub("", title))]


def titles(pack: Pack) -> list[str]:
    """What the duties of a pack are called."""
    return [one.title for one in pack.requirements if one.kind in DENIABLE]


def wordings(pack: Pack) -> list[str]:
    """The first wording of every condition of a pack: its words side by side."""
    found = []
    for one in pack.requirements:
        for element in one.check.elements if isinstance(one.check, Check) else ():
            items = (*element.all, *element.any[:1], *element.of[: element.at_least])
            found.append("".join(_word(item if isinstance(item, str) else item[0]) for item in items))
    return [name for name in dict.fromkeys(found) if name]


def _word(item: str) -> str:
    one = item.split("~", maxsplit=1)[0]
    return lexicon.load()[one[1:]].terms[0] if one.startswith("$") else one.lstrip("≥≤=")


def keywords(texts: Sequence[str]) -> list[str]:
    """The words of the lexicon that plans hold most often."""
    known = {term for concept in lexicon.load().values() for term in concept.terms if len(term) > 1}
    counts = Counter({term: n for term in known if (n := sum(text.count(term) for text in texts))})
    return [term for term, _ in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:_COMMON]]


def sources() -> Iterator[tuple[str, list[str]]]:
    """What is copied or strung together, by name."""
    texts = {gold.sample: gold.text for gold in labels.golds() if gold.unseen != 2}
    yield from ((f"headings of {name}", names) for name, text in texts.items() if (names := headings(text)))
    for name in PACKS:
        pack = packs.load(name)
        yield f"titles of {name}", titles(pack)
        yield f"terms of {name}", wordings(pack)
    common = keywords(list(texts.values()))
    for seed in range(1, _SEEDS + 1):
        yield f"keywords {seed}", Random(seed).sample(common, len(common))


def together(names: Sequence[str]) -> Pack:
    """One pack with the duties of several, whatever they apply to: one pass over a text then answers them all."""
    found = [one for name in names for one in packs.load(name).requirements if one.kind in DENIABLE]
    return replace(packs.load(names[0]), requirements=tuple(replace(one, applies=()) for one in found))


def met(text: str, pack: Pack) -> list[Finding]:
    """The duties of a pack that a plan which says only `text` meets, wholly or in part."""
    findings = engine.answers(facts_of(f"{_TITLE}\n{text}\n"), pack, pack.requirements)
    return [one for one in findings if one.outcome in ("pass", "partial")]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", action="append", default=[], help="only this pack (may be repeated)")
    parser.add_argument("--shape", action="append", default=[], choices=SHAPES, help="only this shape")
    parser.add_argument("-v", "--verbose", action="store_true", help="list what is met, and by which words")
    options = parser.parse_args()
    asked = together(options.pack or PACKS)
    counts: dict[str, Counter[str]] = {shape: Counter() for shape in options.shape or SHAPES}
    for source, names in sources():
        for shape, count in counts.items():
            for one in met(SHAPES[shape](names), asked):
                count[one.outcome] += 1
                if options.verbose:
                    quotes = " ｜ ".join(place.quote[:60] for place in one.evidence)
                    print(f"{one.outcome} {source} {shape} {one.requirement}: {quotes}")
    print(f"{'':16}{'pass':>8}{'partial':>10}")
    for shape, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        print(f"{shape:16}{count['pass']:8}{count['partial']:10}")


if __name__ == "__main__":
    main()
