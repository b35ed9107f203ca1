"""What the plan's own words say of the enterprise: its trade and what follows from it, and what it states outright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from conformance.language.sparse import Sparse
from conformance.messages import Message, Said
from conformance.model.facts import Facts
from conformance.rules_folder import folder
from conformance.text import fold

Value = bool | int | str

BY_NAME = Message("from_trade_name", "由“{words}”认定为{trade}；{source}", "“{words}” is taken for {trade}; {source}")
BY_WORDS = Message(
    "from_trade_words",
    "正文多处写到{words}，认定为{trade}；{source}",
    "the text speaks of {words}: taken for {trade}; {source}",
)
BY_INDUSTRY = Message("from_industry", "行业为{trade}；{source}", "the industry is {trade}; {source}")
STATED = Message("from_statement", "正文写明“{quote}”", "the text says “{quote}”")
_FEWEST_WORDS = 3
# A ban (严禁无关人员进入危险化学品库) and what is asked of suppliers and carriers say nothing of the enterprise itself.
_OF_OTHERS = re.compile(
    r"不得|严禁|禁止|不准|不许|方可|供应商|供货|供方|采购|购进|委托|承运|承包商|外包|外来|相关方|租赁|检查.{0,8}是否"
)
_STOPS = ",。;:\n"


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade: how names and texts show it, what it settles, and the wordings that speak against what it settles. `telling`
    are those of its words that plans of other trades do not have for good reason."""

    industry: str
    title: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    settles: dict[str, Value]
    mentions: dict[str, re.Pattern[str]]
    telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A wording that states a trait outright; without `value` its number is the value."""

    trait: str
    said: Sparse
    value: Value | None


@dataclass(frozen=True, slots=True)
class Own:
    """What a plan's own words settle: a trait, its value and how it is known."""

    trait: str
    value: Value
    source: Said


@cache
def _table() -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((folder() / "data" / "industries.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return content


@cache
def trades() -> tuple[Trade, ...]:
    """The trades of `rules/data/industries.yaml`."""
    anywhere = set(map(fold, _table()["anywhere"]))
    return tuple(
        Trade(
            row["industry"],
            row["title"],
            tuple(map(fold, row["names"])),
            tuple(map(fold, row["words"])),
            row["settles"],
            {trait: re.compile(fold(said)) for trait, said in row.get("mentions", {}).items()},
            tuple(word for word in map(fold, row["words"]) if word not in anywhere),
        )
        for row in _table()["trades"]
    )


@cache
def statements() -> tuple[Statement, ...]:
    """The statements of `rules/data/industries.yaml`."""
    return tuple(
        Statement(row["trait"], Sparse(fold(row.get("said") or row["number"]), row["about"], "。;"), row.get("value"))
        for row in _table()["statements"]
    )


def industry(written: str) -> str:
    """The trade's name in packs for what a person wrote (建筑施工 or fuel retail → construction, fuel_retail); as written
    where none is meant."""
    plain = "_".join(written.lower().split())
    if plain in {t.industry for t in trades()}:
        return plain
    named = _named(fold(written))
    return named[0][1].industry if named else written


def named(words: str) -> tuple[Trade, ...]:
    """The trades that the name of an enterprise or a title shows, the main one first."""
    return tuple(trade for _, trade in _named(fold(words)))


def own_words(facts: Facts, industry: str | None = None) -> tuple[Own, ...]:
    """What the plan settles about its enterprise, statements first; `industry` is the trade where it is known.

    A trait on which two trades differ, or against which the text speaks, is left open.
    """
    text = facts.document.flow.text
    stated = {own.trait: own for own in reversed(list(_stated(text)))}
    settled: dict[str, list[Own]] = {}
    for shown, trade, message in _shown(facts, industry):
        named: dict[str, Value] = {} if industry else {"industry": trade.industry}
        for trait, value in {**named, **trade.settles}.items():
            against = trade.mentions.get(trait)
            if not (against and against.search(text)):
                said = Said.of(message, words=shown, trade=trade.title, source=_source(trait))
                settled.setdefault(trait, []).append(Own(trait, value, said))
    agreed = {t: rows[0] for t, rows in settled.items() if t == "industry" or len({r.value for r in rows}) == 1}
    return tuple({**agreed, **stated}.values())


def stated(facts: Facts) -> tuple[Own, ...]:
    """What the plan says outright of its enterprise, and the trade that the enterprise's name shows."""
    shown = _named(fold(facts.head.enterprise or ""))[:1]
    trade = (
        Own("industry", t.industry, Said.of(BY_NAME, words=w, trade=t.title, source=_source("industry")))
        for w, t in shown
    )
    return (*trade, *_stated(facts.document.flow.text))


def _source(trait: str) -> str:
    sources: dict[str, str] = _table()["sources"]
    return sources.get(trait) or sources["industry"]


def _stated(text: str) -> Iterator[Own]:
    for row in statements():
        found = next((m for m in row.said.finditer(text) if not _OF_OTHERS.search(_part(text, m))), None)
        if found:
            number = next((g for g in found.groups() if g), None) if row.value is None else None
            value: Value = int(number) if number else row.value if row.value is not None else False
            yield Own(row.trait, value, Said.of(STATED, quote=found.group()))


def _part(text: str, found: re.Match[str]) -> str:
    """The part of a sentence, from comma to comma, in which a wording stands."""
    start = max(text.rfind(mark, 0, found.start()) for mark in _STOPS) + 1
    end = min((at for mark in _STOPS if (at := text.find(mark, found.end())) >= 0), default=len(text))
    return text[start:end]


def _shown(facts: Facts, industry: str | None) -> list[tuple[str, Trade, Message]]:
    """The trades that the enterprise's name shows, else the title, else the words of the text; the main one first."""
    if industry:
        return [(t.title, t, BY_INDUSTRY) for t in trades() if t.industry == industry]
    for words in (facts.head.enterprise, facts.head.title):
        if found := _named(fold(words or "")):
            return [(name, trade, BY_NAME) for name, trade in found]
    return list(_by_words(facts.document.flow.text))


@cache
def _names() -> list[tuple[str, Trade]]:
    """The names of all trades, longer ones first."""
    return sorted(((n, t) for t in trades() for n in t.names), key=lambda row: -len(row[0]))


def _named(words: str) -> list[tuple[str, Trade]]:
    """The trades a name holds: longer words first, and of those that are left the last one is the main trade."""
    taken = bytearray(len(words))
    found: dict[int, tuple[str, Trade]] = {}
    for name, trade in _names():
        at = words.rfind(name)
        if at >= 0 and not any(taken[at : at + len(name)]):
            taken[at : at + len(name)] = b"\x01" * len(name)
            found[at] = (name, trade)
    return [found[at] for at in sorted(found, reverse=True)]


def _by_words(text: str) -> Iterator[tuple[str, Trade, Message]]:
    """The one trade of which the text has most words, three at least."""
    ranked = sorted(((sum(w in text for w in t.words), t) for t in trades()), key=lambda row: -row[0])
    (most, trade), (second, _) = ranked[:2]
    if most >= _FEWEST_WORDS and most > second:
        yield "、".join(w for w in trade.words if w in text), trade, BY_WORDS
