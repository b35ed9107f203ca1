"""Linting packs: what no example shows to be wrong, but what a reader of the packs would stumble over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from conformance.enterprises.profiles import NAMES
from conformance.messages import Message, Said
from conformance.model.rules import Pack, Requirement

TWICE = Message("id_twice", "{id}：编号重复。", "{id}: the id is used twice.")
NO_SUCH = Message(
    "same_as_unknown", "{id}：same_as 指向不存在的 {other}。", "{id}: same_as names {other}, which there is not."
)
ITSELF = Message(
    "same_as_itself", "{id}：same_as 指向同一规则包的 {other}。", "{id}: same_as names {other} of the same pack."
)
UNASKED = Message("unknown_trait_key", "{id}：没有“{key}”这项企业情况。", "{id}: there is no profile key “{key}”.")
ALIKE = Message(
    "overlap", "{id}：检查与同一规则包的 {other} 完全相同。", "{id}: its check equals that of {other} in the same pack."
)


def faults(packs: Sequence[Pack], beside: Sequence[Pack] = ()) -> list[Said]:
    """Everything to be mended in `packs`, which are looked at together with those that stand `beside` them."""
    linted = {p.id for p in packs}
    known = [*packs, *(p for p in beside if p.id not in linted)]
    owners = {r.id: p.id for p in known for r in p.requirements}
    counts = Counter(r.id for p in known for r in p.requirements)
    found = [Said.of(TWICE, id=i) for i, count in counts.items() if count > 1]
    for pack in packs:
        for one in pack.requirements:
            found += [*_links(pack, one, owners), *_traits(one)]
        found += _overlaps(pack)
    return found


def _links(pack: Pack, one: Requirement, owners: dict[str, str]) -> Iterator[Said]:
    for other in one.same_as:
        if other not in owners:
            yield Said.of(NO_SUCH, id=one.id, other=other)
        elif owners[other] == pack.id:
            yield Said.of(ITSELF, id=one.id, other=other)


def _traits(one: Requirement) -> Iterator[Said]:
    for key in sorted({key for row in one.applies for key in row} - NAMES.keys()):
        yield Said.of(UNASKED, id=one.id, key=key)


def _overlaps(pack: Pack) -> Iterator[Said]:
    """Requirements of one pack that ask the same of the same enterprises."""
    seen: dict[tuple[str, str, str], str] = {}
    for one in pack.requirements:
        key = (one.kind, repr(one.check), repr(one.applies))
        if key in seen:
            yield Said.of(ALIKE, id=one.id, other=seen[key])
        seen.setdefault(key, one.id)
