"""Which plans are copies: candidates by shared shingles, then passage against passage.

Shingles that many plans have are the words of a template, a superior's plan or the law, and count for nothing. The rest
are few to a shingle, so that the time grows with the number of plans and of matching pairs, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from conformance.copying.left_overs import LeftOver, Marks, left_overs, marks, side
from conformance.copying.passages import Words, passages, shingles
from conformance.facts.doctype import head
from conformance.model.document import Document, Span

# Found in more plans than this, words are a template's: three of a few, a tenth of many, at most thirty.
_FEW, _SHARE, _MANY = 3, 0.1, 30
_CANDIDATE = 3  # shared shingles: a passage or two
ALIKE = 80.0  # per cent of characters in order
_COPY_SHARE, _COPY_PASSAGES = 0.2, 4


@dataclass(frozen=True, slots=True)
class Plan:
    """A submission as it is compared: its path, the enterprise it names, its document, its passages, and the marks of the
    enterprise, by which it is told from others."""

    path: str
    enterprise: str | None
    document: Document
    passages: tuple[Words, ...]
    marks: Marks

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
    `copied` whether that is beyond chance; of copies only, `left_overs` is what one has of the other's."""

    one: int
    other: int
    share: float
    copied: bool
    passages: tuple[Passage, ...]
    left_overs: tuple[LeftOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plans and the pairs that share anything, the closest first."""

    plans: tuple[Plan, ...]
    pairs: tuple[Pair, ...]


def plan(document: Document) -> Plan:
    """`document` made ready to be compared."""
    front = head(document)
    return Plan(document.path, front.enterprise, document, passages(document), marks(document, front))


def compare(plans: Sequence[Plan], templates: Sequence[Plan] = ()) -> Comparison:
    """All pairs of `plans` that share passages which are neither in `templates` nor in many of the plans."""
    own = _own(plans, templates)
    shared: Counter[tuple[int, int]] = Counter()
    for owners in own.values():
        shared.update(combinations(owners, 2))
    common = _common(plans, templates)
    found = (_pair(plans, own, (a, b), common) for (a, b), count in shared.items() if count >= _CANDIDATE)
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
    most = _most(plans)
    return {s: owners for s, owners in index.items() if len(owners) <= most and s not in common}


def _most(plans: Sequence[Plan]) -> int:
    """How many plans may share words that are nobody's but their authors'."""
    return min(_MANY, max(_FEW, int(len(plans) * _SHARE)))


def _common(plans: Sequence[Plan], templates: Sequence[Plan]) -> frozenset[str]:
    """Telephone numbers of templates or of many plans: of the street's office, not of an enterprise."""
    counted = Counter(number for plan in plans for number in plan.marks.telephones)
    many = {number for number, count in counted.items() if count > _most(plans)}
    return frozenset(many.union(*(plan.marks.telephones for plan in templates)))


def _pair(plans: Sequence[Plan], own: _Index, pair: tuple[int, int], common: frozenset[str]) -> Pair:
    a, b = pair
    one, other = plans[a], plans[b]
    found = tuple(_alike(one, other, own, pair))
    length = {p.span: len(p.han) for plan in (one, other) for p in plan.passages}
    shorter = max(1, min(one.characters, other.characters))
    share = min(1.0, sum(min(length[p.one], length[p.other]) for p in found) / shorter)
    copied = share >= _COPY_SHARE and len(found) >= _COPY_PASSAGES
    left = _left_overs(plans, pair, found, common) if copied else ()
    return Pair(a, b, round(share, 3), copied, found, left)


def _left_overs(
    plans: Sequence[Plan], pair: tuple[int, int], found: Sequence[Passage], common: frozenset[str]
) -> tuple[LeftOver, ...]:
    one, other = (
        side(index, plans[index].document, plans[index].marks, plans[index].passages, shared)
        for index, shared in zip(pair, ({p.one for p in found}, {p.other for p in found}), strict=True)
    )
    return tuple(left_overs(one, other, common))


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
