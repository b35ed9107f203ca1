"""Which plans are copies: candidates by shared shingles, then passage against passage.

Shingles that many plans have are the words of a template, a superior's plan or the law, and count for nothing. The rest
are few to a shingle, so that the time grows with the number of plans and of matching pairs, not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from conformance.copying.passages import Words, passages, shingles
from conformance.facts.doctype import head
from conformance.model.document import Document, Span

# Found in more plans than this, words are a template's: three of a few, a tenth of many, at most thirty.
_FEW, _SHARE, _MANY = 3, 0.1, 30
_CANDIDATE = 3  # shared shingles: a passage or two
ALIKE = 80.0  # per cent of characters in order
_COPY_SHARE, _COPY_PASSAGES = 0.2, 4
_TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?!\d)")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:市|县|区|镇)")


@dataclass(frozen=True, slots=True)
class Plan:
    """A submission as it is compared: its path, the enterprise it names, its document and passages."""

    path: str
    enterprise: str | None
    document: Document
    passages: tuple[Words, ...]

    @property
    def characters(self) -> int:
        """The Chinese characters of its passages: what shares are counted of."""
        return sum(len(p.han) for p in self.passages)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the first plan and the one of the second it resembles, `alike` in per cent."""

    one: Span
    other: Span
    alike: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two plans by their indices. `share` is the part of the shorter one's passages that the other has too;
    `copied` whether that is beyond chance. `left_overs`: the names, places and telephone numbers of one that stand in the
    other, each with the index of the plan it stands in."""

    one: int
    other: int
    share: float
    copied: bool
    passages: tuple[Passage, ...]
    left_overs: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plans and the pairs that share anything, the closest first."""

    plans: tuple[Plan, ...]
    pairs: tuple[Pair, ...]


def plan(document: Document) -> Plan:
    """`document` made ready to be compared."""
    return Plan(document.path, head(document).enterprise, document, passages(document))


def compare(plans: Sequence[Plan], templates: Sequence[Plan] = ()) -> Comparison:
    """All pairs of `plans` that share passages which are neither in `templates` nor in many of the plans."""
    own = _own(plans, templates)
    shared: Counter[tuple[int, int]] = Counter()
    for owners in own.values():
        shared.update(combinations(owners, 2))
    found = (_pair(plans, own, a, b) for (a, b), count in shared.items() if count >= _CANDIDATE)
    ordered = sorted((p for p in found if p.passages), key=lambda p: (-p.share, p.one, p.other))
    return Comparison(tuple(plans), tuple(ordered))


_Index = Mapping[int, Sequence[int]]


def _own(plans: Sequence[Plan], templates: Sequence[Plan]) -> _Index:
    """The plans by shingle, in order, for the shingles that tell of copying: in two or more, not in a template."""
    first: dict[int, int] = {}
    index: dict[int, list[int]] = {}  # most shingles have one owner, which needs no list
    for number, one in enumerate(plans):
        for shingle in {s for words in one.passages for s in shingles(words)}:
            if first.setdefault(shingle, number) != number:
                index.setdefault(shingle, [first[shingle]]).append(number)
    common = {s for one in templates for words in one.passages for s in shingles(words)}
    most = min(_MANY, max(_FEW, int(len(plans) * _SHARE)))
    return {s: owners for s, owners in index.items() if len(owners) <= most and s not in common}


def _pair(plans: Sequence[Plan], own: _Index, a: int, b: int) -> Pair:
    one, other = plans[a], plans[b]
    found = tuple(_alike(one, other, own, (a, b)))
    length = {p.span: len(p.han) for plan in (one, other) for p in plan.passages}
    shorter = max(1, min(one.characters, other.characters))
    share = min(1.0, sum(min(length[p.one], length[p.other]) for p in found) / shorter)
    copied = share >= _COPY_SHARE and len(found) >= _COPY_PASSAGES
    return Pair(a, b, round(share, 3), copied, found, tuple(_left_overs(plans, a, b)) if copied else ())


def _alike(one: Plan, other: Plan, own: _Index, pair: tuple[int, int]) -> Iterator[Passage]:
    """Each passage of `one` with the one of `other` most like it, of those that share a telling shingle."""
    a, b = pair
    where: dict[int, set[int]] = defaultdict(set)
    for at, words in enumerate(other.passages):
        for shingle in shingles(words):
            if b in own.get(shingle, ()):
                where[shingle].add(at)
    for words in one.passages:
        near = sorted({at for s in shingles(words) if a in own.get(s, ()) for at in where.get(s, ())})
        choices = {at: other.passages[at].han for at in near}
        best = process.extractOne(words.han, choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best:
            yield Passage(words.span, other.passages[best[2]].span, round(best[1], 1))


def _left_overs(plans: Sequence[Plan], a: int, b: int) -> Iterator[tuple[int, str]]:
    """What belongs to one of two plans and stands in the other: the enterprise's name, its place, telephone numbers."""
    for inside, donor in ((a, b), (b, a)):
        text, own = plans[inside].document.flow.text, plans[inside].enterprise or ""
        name = plans[donor].enterprise or ""
        place = _PLACE.match(name)
        marks = [name, *([place[0]] if place and not own.startswith(place[0]) else [])]
        found = [m for m in marks if m and m not in own and m in text]
        numbers = set(_TELEPHONE.findall(plans[donor].document.flow.text)) & set(_TELEPHONE.findall(text))
        yield from ((inside, mark) for mark in (*found[:1], *sorted(numbers)))
