"""What a donor left behind in a copy: its name, place and the words of its trade, telephone numbers and persons.

Only in pairs that are copies, and only what speaks against the plan it stands in: whoever names no place may well be of
the donor's, and the words of a trade tell nothing where they also stand outside the passages that both plans share.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from conformance.copying.passages import OTHERS, Words
from conformance.enterprises.trades import Trade, named
from conformance.model.document import Document, Span
from conformance.model.facts import Head
from conformance.redaction import SURNAMES

What = Literal["name", "place", "trade", "telephone", "person"]

_TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?!\d)")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:市|县|区|镇)")
_SHORT_NAME = re.compile(r"(?:以下|下)(?:统称|简称)为?[:,]?[\"'《]?(?P<name>[\u4e00-\u9fff]{3,10})[\"'》]?\)")
# Persons by their posts, with one of the hundred commonest surnames: among the others are words (单位, 成员, 时间).
_COMMON = SURNAMES[:100]
_PERSON = re.compile(
    rf"(?:组长|总指挥|总经理|法定代表人|主要负责人|第一责任人|联系人|安全员|主任)[:为是]?(?P<name>[{_COMMON}][\u4e00-\u9fff]{{1,2}})(?=[,。;、(\n]|$)"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells one enterprise from others, read once a plan: its names, the full one first, its place, its trades, and
    the telephone numbers and persons its plan names."""

    names: tuple[str, ...]
    place: str
    trades: tuple[Trade, ...]
    telephones: frozenset[str]
    persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Words of one plan that stand in the plan of index `inside`; `trade` is the title of the trade they are of. Telephone
    numbers and persons stand in both, and nobody can say whose they are: there is one row for either plan."""

    inside: int
    what: What
    words: str
    trade: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two copies: its index, its whole text, its marks, and its passages that the other has too (`shared`) and has
    not (`alone`)."""

    index: int
    text: str
    marks: Marks
    shared: str
    alone: str


def marks(document: Document, front: Head) -> Marks:
    """The marks of the enterprise whose plan `document` is, as its `front` names it."""
    text = document.flow.text
    name = front.enterprise or ""
    place = _PLACE.match(name)
    short = [m["name"] for m in _SHORT_NAME.finditer(text) if m["name"][:2] in name]
    return Marks(
        tuple(filter(None, (name, *short))),
        place[0] if place else "",
        named(name or front.title),
        frozenset(_TELEPHONE.findall(text)),
        frozenset(m["name"] for m in _PERSON.finditer(text)),
    )


def side(index: int, document: Document, own: Marks, passages: Sequence[Words], shared: Collection[Span]) -> Side:
    """A plan as one side of a pair, `shared` being the spans of its passages that the other plan has too."""
    texts: dict[bool, list[str]] = {True: [], False: []}
    for passage in passages:
        start, end = document.flow.position(passage.span.start), document.flow.position(passage.span.end - 1) + 1
        texts[passage.span in shared].append(OTHERS.sub("", document.flow.text[start:end]))
    return Side(index, document.flow.text, own, "\n".join(texts[True]), "\n".join(texts[False]))


def left_overs(one: Side, other: Side, common: Collection[str]) -> Iterator[LeftOver]:
    """What is left in each of two copies. Telephone numbers that are `common` (of a template, in many plans) are nobody's."""
    for inside, donor in ((one, other), (other, one)):
        yield from _of_donor(inside, donor.marks)
    if one.marks.names[:1] != other.marks.names[:1] or not one.marks.names:
        numbers = one.marks.telephones & other.marks.telephones - set(common)
        persons = one.marks.persons & other.marks.persons
        both: list[tuple[What, str]] = [("telephone", n) for n in sorted(numbers)] + [
            ("person", n) for n in sorted(persons)
        ]
        yield from (LeftOver(each.index, what, words) for what, words in both for each in (one, other))


def _of_donor(inside: Side, donor: Marks) -> Iterator[LeftOver]:
    """The donor's name, else its place, and the telling words of its trade."""
    own = inside.marks
    full = own.names[0] if own.names else ""
    if name := next((n for n in donor.names if n not in full and n in inside.text), None):
        yield LeftOver(inside.index, "name", name)
    elif donor.place and own.place and donor.place != own.place and donor.place in inside.shared:
        yield LeftOver(inside.index, "place", donor.place)
    known = {trade.industry for trade in own.trades}
    for trade in donor.trades if known else ():
        strange = [word for word in trade.telling if word in inside.shared and word not in inside.alone]
        if trade.industry not in known and strange:
            yield LeftOver(inside.index, "trade", "、".join(strange), trade.title)
