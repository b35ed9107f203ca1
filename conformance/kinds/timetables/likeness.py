"""Which sentences of a plan speak of a task that another document words: by their characters and the concepts they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from conformance.model.document import Span
from conformance.model.rules import Evidence, Sentence
from conformance.text import fold

# Words that every task has: what is left of a task without them tells it from others.
_COMMON = re.compile(
    r"[,。;:!?、()\"'《》\s]|各(?:类|级|单位|部门|企业|车间|有关)?|(?:生产经营)?单位|企业|公司|应当?|必须|需要|要求?|均|都|全部|全面|进一步|切实|认真|有效|基本|"
    r"建立健全|建立起?|健全|完善|制定|组织|开展|进行|实施|落实|推进|加强|强化|完成|工作|至少|不少于|一次|并|和|及|与|的|对|在|将|由|向"
)
_ALIKE, _WITH_CONCEPTS, _WITH_ONE, _NEAR = 78.0, 45.0, 62.0, 50.0
PLAIN = 72.0
_FEWEST = 3
# How much more like another task of the same document a sentence must be to be none of this one's.
_RATHER = 15.0
_ZONES = ("body", "heading")
_ASIDE = re.compile(r"\((?![一二三四五六七八九十\d]{1,3}\))")


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence (or table row) that speaks of the task: its first index among the sentences, its span, how like it is, and
    the words that tell."""

    first: int
    span: Span
    likeness: float
    told: str


def core(words: str) -> str:
    """What tells a task from others: its words without those that all tasks share; all of them where little is left."""
    folded = fold(words)
    left = _COMMON.sub("", folded)
    return left if len(left) >= _FEWEST else re.sub(r"\s", "", folded)


def matches(
    words: str, concepts: Sequence[str], evidence: Evidence, others: Sequence[str] = ()
) -> tuple[list[Match], list[Match]]:
    """The sentences that speak of the task, best first, and those that come near without doing so.

    Where tasks share their subject a sentence may speak of another one: of the `others` it is then much more like.
    """
    wanted = core(words)
    shared = [evidence.at(concept) for concept in concepts]
    sure, near = [], []
    for index, span, text in _units(evidence):
        told = core(text)
        likeness = _like(wanted, told)
        common = sum(any(i in places for i in index) for places in shared)
        found = Match(index[0], span, likeness + 5 * common, told)
        if _speaks(likeness, common, len(shared)):
            sure.append(found)
        elif likeness >= _NEAR or common:
            near.append(found)
    of_others = [m for m in sure if _speaks_rather(m, wanted, others)]
    if len(of_others) < len(sure):
        sure, near = [m for m in sure if m not in of_others], near + of_others
    order = sorted(sure, key=lambda m: (-m.likeness, m.first))
    return order, sorted(near, key=lambda m: (-m.likeness, m.first))


def _speaks_rather(match: Match, wanted: str, others: Sequence[str]) -> bool:
    """Whether a sentence that may speak of the task is much more like one of the `others`."""
    like = _like(wanted, match.told) + _RATHER
    return any(_like(other, match.told) >= like for other in map(core, others) if other != wanted)


def _speaks(likeness: float, common: int, of: int) -> bool:
    if likeness >= _ALIKE:
        return True
    every = of > 0 and common == of
    return every and likeness >= (_WITH_CONCEPTS if of > 1 else _WITH_ONE)


def _like(wanted: str, text: str) -> float:
    """How much of `wanted` stands in `text`, 0 to 100; a text much shorter than the task cannot state it."""
    if len(text) < 0.6 * len(wanted):
        return fuzz.ratio(wanted, text)
    return fuzz.partial_ratio(wanted, text)


def _units(evidence: Evidence) -> list[tuple[tuple[int, ...], Span, str]]:
    """The sentences, those of a table's row together, with the brackets that follow a sentence in its paragraph."""
    return evidence.once("units", lambda: _grouped(evidence.sentences))


def _grouped(sentences: Sequence[Sentence]) -> list[tuple[tuple[int, ...], Span, str]]:
    groups: list[list[int]] = []
    for index, sentence in enumerate(sentences):
        if sentence.zone not in _ZONES:
            continue
        before = sentences[groups[-1][-1]] if groups else None
        same_row = before is not None and sentence.row is not None and before.row == sentence.row
        aside = before is not None and _ASIDE.match(sentence.text) and sentence.flow_start <= before.flow_end + 2
        if same_row or aside:
            groups[-1].append(index)
        else:
            groups.append([index])
    return [(tuple(g), Span(sentences[g[0]].span.start, sentences[g[-1]].span.end), "".join(sentences[i].text for i in g)) for g in groups]  # fmt: skip
