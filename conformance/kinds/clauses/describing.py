"""What a clause asks for, in words a person can read: elements, their alternatives, and what does not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.kinds.clauses.conditions import Condition, Element
from conformance.kinds.clauses.measures import in_words, is_measure
from conformance.messages import Language, Message

MOST = 12  # wordings shown of one group; the pack holds the rest
CORE = Message("asked_core", "（核心）", " (core)")
UNIT = Message("asked_unit", "每个要素须在{unit}中写齐。", "each element must stand whole in {unit}.")
UNITS = {
    "sentence": Message("unit_sentence", "同一句", "one sentence"),
    "period": Message("unit_period", "同一句（到句号为止）", "one period (up to the full stop)"),
    "item": Message("unit_item", "同一段或同一行", "one paragraph or row"),
    "clause": Message("unit_clause", "同一条款", "one numbered clause"),
    "document": Message("unit_document", "全文", "the document"),
}
SECTION = Message("unit_section", "“{role}”一节", "the section “{role}”")
AND, OR = Message("asked_and", " ＋ ", " + "), Message("asked_or", "或：", "or: ")
NEAR = Message("asked_near", "（相隔不超过{near}字）", " (at most {near} characters apart)")
IN_ORDER = Message("asked_in_order", "（按此次序）", " (in this order)")
ANY = Message("asked_any", "其中之一：{words}", "one of: {words}")
COUNT = Message("asked_count", "至少{count}项：{words}", "at least {count} of: {words}")
COMMA = Message("asked_comma", "，", ", ")
NOT = Message("asked_not", "不算：写到{words}的", "not where it says {words}")
MORE = Message("asked_more", "等", " …")
WITHIN = Message("asked_within", "（在{unit}中）", " (in {unit})")
WEAK = Message(
    "asked_weak", "没有核心要素而写到下列之一的，为部分符合：", "without a core element, partial where it says:"
)
VERDICT = Message(
    "asked_verdict",
    "一个{core}要素都没有写明的为不符合，缺要素的为部分符合；〔〕是词表中的概念，包括各种同义说法。",
    "fail without any {core}element, partial where one is absent; 〔〕 is a concept with all its wordings.",
)
ONLY_CORE = Message("asked_only_core", "核心", "core ")


def described(within: str, elements: Sequence[Element], weak: Sequence[Condition], language: Language) -> Iterator[str]:
    """What must be written, a line each: the unit, every element with its alternatives, what is partial."""
    yield UNIT.say(language, unit=unit_named(within, language))
    for element in elements:
        scope = WITHIN.say(language, unit=unit_named(element.within, language)) if element.within else ""
        yield f"· {element.name}{CORE.say(language) if element.core else ''}{scope}"
        yield from (f"    {line}" for line in _condition(element, language))
    if weak:
        yield WEAK.say(language)
        yield from (f"    {line}" for condition in weak for line in _condition(condition, language))
    yield VERDICT.say(language, core=ONLY_CORE.say(language) if any(e.core for e in elements) else "")


def unit_named(within: str, language: Language) -> str:
    """The unit of text in which all must stand, in words."""
    if within.startswith("section:"):
        return SECTION.say(language, role=within.removeprefix("section:"))
    return UNITS[within].say(language)


def _condition(condition: Condition, language: Language) -> Iterator[str]:
    """The ways to meet a condition, a line each, and then what spoils it."""
    ways = [first] if (first := _first(condition, language)) else []
    ways += [alternative_named(other, language) for other in condition.alternatives]
    yield from (f"{OR.say(language) if n else ''}{way}" for n, way in enumerate(ways))
    if condition.refused:
        yield NOT.say(language, words=group_named(tuple(condition.refused), language))


def alternative_named(other: Condition | str, language: Language) -> str:
    """One of the alternatives of a condition."""
    return _word(other, language) if isinstance(other, str) else COMMA.say(language).join(_condition(other, language))


def _first(condition: Condition, language: Language) -> str:
    """What all of the condition's own parts ask for together."""
    parts = [group_named(item, language) for item in condition.all]
    if condition.any:
        parts.append(ANY.say(language, words=group_named(condition.any_of, language)))
    if condition.at_least:
        words = "；".join(group_named(item, language) for item in condition.of)
        parts.append(COUNT.say(language, count=condition.at_least, words=words))
    apart = NEAR.say(language, near=condition.near) if condition.near else ""
    return AND.say(language).join(parts) + apart + (IN_ORDER.say(language) if condition.ordered else "")


def group_named(item: object, language: Language) -> str:
    """One item: a wording, or some of the wordings one of which must stand."""
    if isinstance(item, str):
        return _word(item, language)
    words = [group_named(one, language) for one in item] if isinstance(item, tuple | list) else [str(item)]
    return "／".join(words[:MOST]) + (MORE.say(language) if len(words) > MOST else "")


def _word(written: str, language: Language) -> str:
    """A literal as it is, a `$concept` in brackets, a measure in words, `A~B` as A … B."""
    parts = (in_words(one).say(language) if is_measure(one) else one for one in written.split("~"))
    return "…".join(f"〔{one[1:]}〕" if one.startswith("$") else one for one in parts)
