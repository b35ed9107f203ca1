"""The explanation of a clause verdict: which group matched where, which did not, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from conformance.kinds.clauses.conditions import Condition, Element, Item
from conformance.kinds.clauses.measures import is_measure
from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.wanted import Thing, thing
from conformance.language.guards import of_authority
from conformance.language.standing import held_by, indices
from conformance.messages import Message, Said
from conformance.model.rules import Hit

ELEMENT = Message("trace_element", "要素“{name}”{core}：{result}", "element “{name}”{core}: {result}")
MET_AT = Message("trace_met", "  符合：{quote}", "  met: {quote}")
GROUP = Message("trace_group", "  {item}：{count} 处{where}", "  {item}: {count} places{where}")
TOGETHER = Message(
    "trace_together",
    "  各组都有，但不在同一{scope}内（最多同时有 {most} 组：{quote}）",
    "  every group occurs, but never in one {scope} (at most {most} at once: {quote})",
)
OPTION = Message("trace_option", "  或 {item}：{count} 处", "  or {item}: {count} places")
SPOILED = Message("trace_spoiled", "  不算（含“{word}”）：{quote}", "  refused (holds “{word}”): {quote}")
REFUSED = Message("trace_refused", "  不算（{why}）：{item} → {quote}", "  refused ({why}): {item} → {quote}")
REASONS = {
    "heading": Message("heading", "是标题", "a heading"),
    "keywords": Message("keywords", "只是词语罗列", "only keywords"),
    "contents": Message("contents", "在目录中", "in the contents"),
    "purpose": Message("purpose", "是目的依据句", "a purpose"),
    "sanction": Message("sanction", "是处罚句", "a sanction"),
    "denied": Message("denied", "被否定、推迟", "denied or put off"),
    "repeated": Message("repeated", "只是转述上级的要求", "only repeats a superior's demands"),
    "authority": Message("authority", "是其他单位的职责", "another body's duty"),
    "outside": Message("outside", "不在所查范围", "outside the scope"),
}
_QUOTED, _REFUSALS = 60, 4


def explained(search: Search, element: Element) -> Iterator[Said]:
    """What became of `element`, a sentence each."""
    met = search.met(element.wanted)
    core, result = ("（核心）", "符合") if element.core else ("", "符合")
    yield Said.of(ELEMENT, name=element.name, core=core, result=result if met else "未见")
    for unit in list(met)[:2]:
        yield Said.of(MET_AT, quote=_quote(search, unit))
    yield from _groups(search, element)
    guarded = search.guards.negation
    for other, wanted in zip(element.alternatives, element.wanted.alternatives, strict=True):
        places = search.units(wanted, guarded).bit_count() if isinstance(wanted, Thing) else len(search.met(wanted))
        yield Said.of(OPTION, item=_name(other), count=places)
    yield from _spoiled(search, element)
    if not met:
        yield from _refusals(search, element)


def _groups(search: Search, condition: Condition) -> Iterator[Said]:
    """Each group of the condition with the number of units it stands in; whether they ever meet."""
    several: list[Item] = [_one_of(condition.any)] if condition.any else []
    items: list[Item] = [*condition.all, *several, *condition.of]
    held = [search.units(thing(item), search.guards.negation) for item in items]
    for item, places in zip(items, held, strict=True):
        where = f"，如“{_quote(search, next(indices(places)))}”" if places else ""
        yield Said.of(GROUP, item=_name(item), count=places.bit_count(), where=where)
    if len(condition.all) > 1 and all(held) and not search.met(condition.wanted):
        levels = held_by(held)
        best, most = next(indices(levels[-1])), len(levels)
        yield Said.of(TOGETHER, scope=search.scope, most=most, quote=_quote(search, best))


def _spoiled(search: Search, condition: Condition) -> Iterator[Said]:
    for item in condition.refused:
        for unit in islice(indices(search.units(thing(item), False)), 1):
            yield Said.of(SPOILED, word=_name(item), quote=_quote(search, unit))


def _refusals(search: Search, condition: Condition) -> Iterator[Said]:
    """Where a group of an element that was not met stands without counting, and why."""
    told = 0
    for item in (*condition.all, *condition.any, *condition.of):
        for word in [item] if isinstance(item, str) else item:
            for index, hits in search.evidence.at(word).items() if not is_measure(word) else ():
                why = _why(search, index, hits[0])
                if why and told < _REFUSALS:
                    told += 1
                    quote = search.sentences[index].text[:_QUOTED]
                    yield Said.of(REFUSED, why=why.zh, item=word, quote=quote)


def _why(search: Search, index: int, hit: Hit) -> Message | None:
    """Why a hit in the sentence at `index` does not count; None where it does."""
    sentence = search.sentences[index]
    if sentence.zone not in search.guards.zones:
        return REASONS.get(sentence.zone)
    if not search.counted >> index & 1:
        return REASONS["authority"] if of_authority(sentence.text) else REASONS["outside"]
    if not search.inside >> index & 1:
        return REASONS["outside"]
    if not (search.guards.negation and search.denies(index, hit)):
        return None
    return REASONS["repeated" if index in search.repeated else "denied"]


def _quote(search: Search, unit: int) -> str:
    text = "".join(s.text for s in search.unit(unit))
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _one_of(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(chain.from_iterable([i] if isinstance(i, str) else i for i in items))


def _name(item: Item | Condition) -> str:
    if isinstance(item, Condition):
        return " + ".join(map(_name, (*item.all, *item.any, *item.of)))
    return item if isinstance(item, str) else "|".join(item)
