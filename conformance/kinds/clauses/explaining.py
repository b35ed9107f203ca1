"""The explanation of a clause verdict: which group matched where, which did not, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import islice
from operator import and_

from conformance.kinds.clauses.conditions import Condition, Element, Item
from conformance.kinds.clauses.describing import alternative_named, group_named, unit_named
from conformance.kinds.clauses.measures import is_measure
from conformance.kinds.clauses.search import Search
from conformance.kinds.clauses.wanted import Thing, thing
from conformance.language.guards import of_authority
from conformance.language.standing import held_by, indices
from conformance.messages import LANGUAGES, Message, Said
from conformance.model.rules import Hit

CORE_MET = Message("trace_core_met", "（核心）：符合", " (core): met")
CORE_ABSENT = Message("trace_core_absent", "（核心）：未见", " (core): not found")
OTHER_MET = Message("trace_other_met", "：符合", ": met")
OTHER_ABSENT = Message("trace_other_absent", "：未见", ": not found")
ELEMENT = Message("trace_element", "要素“{name}”{result}", "element “{name}”{result}")
MET_AT = Message("trace_met", "  符合：{quote}（凭{words}）", "  met: {quote} (by {words})")
GROUP = Message(
    "trace_group",
    "  {item}：{count} 处（{words}），如：{quote}",
    "  {item}: {count} places ({words}), such as: {quote}",
)
NOWHERE = Message("trace_nowhere", "  {item}：未见", "  {item}: not found")
APART = Message(
    "trace_apart",
    "  各项都有，但从不在{scope}中写齐；最多的一处有 {most} 项：{quote}",
    "  all of it occurs, but never together in {scope}; {most} at most, here: {quote}",
)
TOO_FEW = Message(
    "trace_too_few",
    "  所列各项要写到至少 {least} 项，最多的一处只有 {most} 项：{quote}",
    "  at least {least} of the list are needed, and there are {most} at most, here: {quote}",
)
NOT_NEAR = Message(
    "trace_not_near",
    "  各项在{scope}中都有，但相隔太远或次序不合：{quote}",
    "  all of it stands in {scope}, but too far apart or in another order: {quote}",
)
SHARED = Message(
    "trace_shared",
    "  各项在{scope}中都有，但有几项是同一处字词，不能重复算：{quote}",
    "  all of it stands in {scope}, but some of it in the same words, which count once: {quote}",
)
OPTION = Message("trace_option", "  或：{item}：{count} 处", "  or: {item}: {count} places")
NO_OPTION = Message(
    "trace_no_option", "  或者下列写法之一，均未见：{items}", "  or one of these, none of which was found: {items}"
)
SPOILED = Message("trace_spoiled", "  不算（写到{words}）：{quote}", "  refused (it says {words}): {quote}")
REFUSED = Message("trace_refused", "  不算（{why}）：{quote}（{words}）", "  refused ({why}): {quote} ({words})")
IN_BOTH = Message("in_both", "{zh}", "{en}")
WEAK = Message(
    "trace_weak",
    "没有核心要素，但写到了相近的内容，所以是部分符合：{quote}",
    "no core element, but something near to it, hence partly met: {quote}",
)
REASONS = {
    "heading": Message("heading", "是标题", "a heading"),
    "keywords": Message("keywords", "只是词语罗列", "only keywords"),
    "names": Message("names", "全文多为名称罗列", "in a text of names"),
    "contents": Message("contents", "在目录中", "in the contents"),
    "purpose": Message("purpose", "是目的依据句", "a purpose"),
    "sanction": Message("sanction", "是处罚句", "a sanction"),
    "denied": Message("denied", "被否定、推迟", "denied or put off"),
    "repeated": Message("repeated", "只是转述上级的要求", "only repeats a superior's demands"),
    "authority": Message("authority", "是其他单位的职责", "another body's duty"),
    "outside": Message("outside", "不在所查范围", "outside the scope"),
}
_QUOTED, _REFUSALS, _WORDS, _LOOKED_AT = 60, 4, 4, 8


def explained(search: Search, element: Element) -> Iterator[Said]:
    """What became of `element`, a sentence each."""
    met = search.met(element.wanted)
    result = (CORE_MET if met else CORE_ABSENT) if element.core else OTHER_MET if met else OTHER_ABSENT
    yield Said.of(ELEMENT, name=element.name, result=result)
    for unit, hits in islice(met.items(), 2):
        yield Said.of(MET_AT, quote=_quote(search, unit), words=_words(search, hits))
    yield from _groups(search, element)
    if not met:
        yield from _why_never(search, element)
    yield from _options(search, element)
    yield from _spoiled(search, element)
    if not met:
        yield from _refusals(search, element)


def weakly(search: Search, weak: Condition) -> Iterator[Said]:
    """Where a duty without its core is at least touched upon."""
    for unit in islice(search.met(weak.wanted), 1):
        yield Said.of(WEAK, quote=_quote(search, unit))


def _items(condition: Condition) -> list[Item]:
    """What must all stand in one unit; those of `any` are one item."""
    return [*condition.all, *([condition.any_of] if condition.any else [])]


def _units(search: Search, items: Iterable[Item]) -> list[int]:
    return [search.units(thing(item), search.guards.negation) for item in items]


def _groups(search: Search, condition: Condition) -> Iterator[Said]:
    """Each group of the condition: in how many units it stands, by which words, and one of them."""
    items = [*_items(condition), *condition.of]
    for item, places in zip(items, _units(search, items), strict=True):
        name = _in_both(group_named(item, "zh"), group_named(item, "en"))
        if not places:
            yield Said.of(NOWHERE, item=name)
            continue
        units = list(islice(indices(places), _LOOKED_AT))
        hits = [h for unit in units for h in search.hits(thing(item), search.guards.negation, unit)]
        yield Said.of(
            GROUP, item=name, count=places.bit_count(), words=_words(search, hits), quote=_quote(search, units[0])
        )


def _why_never(search: Search, condition: Condition) -> Iterator[Said]:
    """Why a condition all of whose groups occur is met nowhere."""
    items, scope = _items(condition), _scope(search)
    held, several = _units(search, items), _units(search, condition.of)
    if not all(held) or not (items or any(several)) or (condition.of and not any(several)):
        return
    together = reduce(and_, held, search.inside)
    if not together:
        levels = held_by(held)
        yield Said.of(APART, scope=scope, most=len(levels), quote=_quote(search, next(indices(levels[-1]))))
        return
    counts = {unit: sum(places >> unit & 1 for places in several) for unit in indices(together)}
    best = max(counts, key=lambda unit: counts[unit])
    if condition.of and counts[best] < condition.at_least:
        yield Said.of(TOO_FEW, least=condition.at_least, most=counts[best], quote=_quote(search, best))
    elif not search.met(replace(condition.wanted, refused=())):
        yield Said.of(NOT_NEAR if condition.near else SHARED, scope=scope, quote=_quote(search, best))


def _options(search: Search, condition: Condition) -> Iterator[Said]:
    """The alternatives that occur, with the number of their places, and those that do not."""
    guarded, absent = search.guards.negation, []
    for other, wanted in zip(condition.alternatives, condition.wanted.alternatives, strict=True):
        places = search.units(wanted, guarded).bit_count() if isinstance(wanted, Thing) else len(search.met(wanted))
        if places:
            yield Said.of(OPTION, item=_listed([other]), count=places)
        else:
            absent.append(other)
    if absent:
        yield Said.of(NO_OPTION, items=_listed(absent))


def _spoiled(search: Search, condition: Condition) -> Iterator[Said]:
    """The units that would meet the condition, did they not hold a word that spoils them."""
    if condition.refused:
        otherwise = search.met(replace(condition.wanted, refused=()))
        for unit in islice((u for u in otherwise if u not in search.met(condition.wanted)), 2):
            hits = [h for item in condition.refused for h in search.hits(thing(item), False, unit)]
            yield Said.of(SPOILED, words=_words(search, hits), quote=_quote(search, unit))


def _refusals(search: Search, condition: Condition) -> Iterator[Said]:
    """Where a group of an element that was not met stands without counting, and why."""
    told: set[int] = set()
    for item in (*condition.all, *condition.any, *condition.of):
        for word in [item] if isinstance(item, str) else item:
            for index, hits in search.evidence.at(word).items() if not is_measure(word) else ():
                why = _why(search, index, hits[0])
                if why and index not in told and len(told) < _REFUSALS:
                    told.add(index)
                    yield Said.of(REFUSED, why=why, quote=_quoted(search, [index]), words=_words(search, hits[:1]))


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


def _scope(search: Search) -> Said:
    return _in_both(unit_named(search.scope, "zh"), unit_named(search.scope, "en"))


def _listed(alternatives: Sequence[Condition | str]) -> Said:
    return _in_both(*("；".join(alternative_named(one, language) for one in alternatives) for language in LANGUAGES))


def _in_both(zh: str, en: str) -> Said:
    return Said.of(IN_BOTH, zh=zh, en=en)


def _words(search: Search, hits: Iterable[Hit]) -> str:
    """The words at some hits, each once."""
    text = search.facts.document.flow.text
    found = dict.fromkeys("".join(text[h.at : h.end].split()) for h in hits)
    return "、".join(f"“{word}”" for word in islice(found, _WORDS)) + ("等" if len(found) > _WORDS else "")


def _quote(search: Search, unit: int) -> str:
    return _quoted(search, search.members(unit))


def _quoted(search: Search, sentences: Iterable[int]) -> str:
    """Sentences as the document has them, cut where they are long."""
    words = "".join("".join(search.facts.document.quote(search.sentences[i].span).split()) for i in sentences)
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
