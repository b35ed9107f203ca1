"""Whether the rows of the register can be true together: gaps, circles, overlaps, rows nobody can check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from conformance.facts.register import Register
from conformance.facts.registering.edition import Edition, Instrument, key, parsed
from conformance.messages import Message, Said

NO_SOURCE = Message("no_source", "{id}：没有来源或核对日期", "{id}: no source or day of checking")
NO_SUCH_ROW = Message(
    "no_such_row", "{id}：后续文件“{name}”不在目录中", "{id}: its successor “{name}” is not in the register"
)
CIRCLE = Message("circle", "{id}：代替关系成环", "{id}: is replaced by itself in the end")
BACKWARDS = Message("backwards", "{id}：{after}早于{before}", "{id}: {after} is earlier than {before}")
OVERLAP = Message("overlap", "{id} 与 {name} 同时有效", "{id} and {name} are in force at the same time")
GAP = Message(
    "gap", "{id} {until} 失效，{name} {since} 才施行", "{id} ended on {until}, {name} took effect on {since} only"
)
NO_END = Message("no_end", "{id}：已被代替或废止，但不知何时", "{id}: replaced or repealed, but not known when")
NO_SUCCESSOR = Message("no_successor", "{id}：已被代替，但不知被何代替", "{id}: replaced, but not known by what")
STILL_IN_FORCE = Message(
    "still_in_force", "{id}：状态为现行，却已失效或有后续文件", "{id}: in force, yet ended or replaced"
)
UNREADABLE = Message("unreadable_number", "{id}：编号不合任何已知格式", "{id}: the number has no known form")
TWO_OWNERS = Message(
    "two_owners", "“{name}”同时是 {id} 和 {other} 的名称", "“{name}” is the title of both {id} and {other}"
)
# What the law itself may leave so, or what is merely not known: told, not counted as wrong.
_NOTES = (GAP, NO_END, NO_SUCCESSOR, TWO_OWNERS)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row; `wrong` where it cannot be true, else a gap in what is known."""

    said: Said
    wrong: bool


def problems(register: Register) -> Iterator[Problem]:
    """Every problem of the register, row by row, then instrument by instrument."""
    for edition in register.editions:
        yield from map(_problem, _of_row(register, edition))
    for instrument in register.instruments.values():
        yield from map(_problem, _of_history(instrument))
    yield from map(_problem, _of_titles(register))


def _problem(said: Said) -> Problem:
    return Problem(said, said.message not in _NOTES)


def _of_row(register: Register, one: Edition) -> Iterator[Said]:
    if not (one.source and one.checked_on):
        yield Said.of(NO_SOURCE, id=one.id)
    for name in (*one.successors, one.amended_by):
        if name and name not in register.by_id:
            yield Said.of(NO_SUCH_ROW, id=one.id, name=name)
    if one.id in _later(register, one):
        yield Said.of(CIRCLE, id=one.id)
    days = [(n, d) for n, d in (("issued", one.issued), ("effective", one.effective), ("until", one.until)) if d]
    for (before, first), (after, second) in pairwise(days):
        if second < first[: len(second)]:
            yield Said.of(BACKWARDS, id=one.id, before=before, after=after)
    ended = one.status in ("superseded", "repealed")
    if ended and not one.until:
        yield Said.of(NO_END, id=one.id)
    if one.status == "superseded" and not one.successors:
        yield Said.of(NO_SUCCESSOR, id=one.id)
    if one.status == "current" and (one.until or one.successors) and one.until <= one.checked_on:
        yield Said.of(STILL_IN_FORCE, id=one.id)
    if one.kind == "standard" and parsed(one.id) is None:
        yield Said.of(UNREADABLE, id=one.id)


def _later(register: Register, one: Edition) -> set[str]:
    """Everything that came after an edition, itself too where succession leads back."""
    seen: set[str] = set()
    queue = [*one.successors]
    while queue:
        name = queue.pop()
        if name not in seen and name in register.by_id:
            seen.add(name)
            queue += register.by_id[name].successors
    return seen


def _of_history(instrument: Instrument) -> Iterator[Said]:
    """Gaps and overlaps between editions that follow one another; amendments stand beside what they amend."""
    for one, following in pairwise(instrument.editions):
        if one.amended_by or not (one.until and following.effective):
            continue
        length = min(len(one.until), len(following.effective))
        ended, begun = one.until[:length], following.effective[:length]
        if ended < begun:
            yield Said.of(GAP, id=one.id, until=one.until, name=following.id, since=following.effective)
        elif ended > begun and following.id in one.successors:
            yield Said.of(OVERLAP, id=one.id, name=following.id)


def _of_titles(register: Register) -> Iterator[Said]:
    """Titles that two instruments bear which do not follow one another."""
    for name, editions in register.by_title.items():
        for one, other in pairwise(editions):
            related = {one.instrument, *one.successors, *other.successors, one.amended_by, other.amended_by}
            if one.instrument != other.instrument and not {other.instrument, other.id, one.id} & related:
                title = one.title if key(one.title) == name else name
                yield Said.of(TWO_OWNERS, name=title, id=one.id, other=other.id)
