"""What is true of the enterprise, and which demands follow from it: yes, no, or not known yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from conformance.enterprises import fields
from conformance.enterprises.rosters import FROM_FILE, FROM_ROW, FROM_ROW_LIKE, Roster
from conformance.enterprises.trades import (
    BY_INDUSTRY,
    BY_NAME,
    BY_WORDS,
    STATED,
    Own,
    Value,
    industry,
    named,
    own_words,
    stated,
    trades,
)
from conformance.messages import Language, Message, Said
from conformance.model.facts import TYPE_NAMES, Facts
from conformance.model.rules import Traits

Profile = Mapping[str, Value]
AUTHORITIES = ("authority-plan", "notice", "policy-draft")
Applicable = Literal["yes", "no"] | Message

QUESTIONS = {
    "industry": Message("ask_industry", "本单位属于哪个行业？", "what is the enterprise's industry?"),
    "high_risk": Message("ask_high_risk", "本单位是否属于高危行业、领域？", "is it in a high-risk industry?"),
    "key_industry": Message("ask_key_industry", "本单位是否属于重点行业领域？", "is it in a key industry?"),
    "hazardous_chemicals": Message(
        "ask_hazardous_chemicals",
        "本单位是否生产、储存、使用危险化学品？",
        "does it make, store or use hazardous chemicals?",
    ),
    "major_hazard": Message(
        "ask_major_hazard", "本单位是否有重大危险源？", "does it have a major hazard installation?"
    ),
    "key_processes": Message(
        "ask_key_processes",
        "本单位是否有重点监管的危险化工工艺？",
        "does it run key-supervised hazardous chemical processes?",
    ),
    "transport": Message("ask_transport", "本单位是否有运输业务或营运车辆？", "does it run transport?"),
    "insured": Message("ask_insured", "本单位是否已投保安全生产责任保险？", "is it insured?"),
    "above_scale": Message(
        "ask_above_scale", "本单位是否为规模以上企业？", "is it an enterprise above the designated size?"
    ),
    "chemical_producer": Message(
        "ask_chemical_producer", "本单位是否生产或者进口危险化学品？", "does it make or import hazardous chemicals?"
    ),
    "chemical_dealer": Message(
        "ask_chemical_dealer",
        "本单位是否经营危险化学品（包括仓储经营）？",
        "does it trade in hazardous chemicals or store them for others?",
    ),
    "toxic_or_explosive": Message(
        "ask_toxic_or_explosive",
        "本单位是否有剧毒化学品或者易制爆危险化学品？",
        "does it hold highly toxic or explosive-precursor chemicals?",
    ),
    "employees": Message("ask_employees", "本单位有多少名从业人员？", "how many employees are there?"),
}
UNKNOWN = Message("ask_other", "请在企业情况文件中写明 {key}。", "please state {key} in the profile")
FROM_TYPE = Message("from_type", "文件类型（{type}）", "the kind of document ({type})")
FROM_ISSUER = Message("from_issuer", "发文单位（{name}）", "the issuer ({name})")
NAMES = {
    "role": Message("role", "角色", "role"),
    "industry": Message("industry", "行业", "industry"),
    "high_risk": Message("high_risk", "高危行业", "high risk"),
    "key_industry": Message("key_industry", "重点行业领域", "key industry"),
    "hazardous_chemicals": Message("hazardous_chemicals", "涉及危险化学品", "hazardous chemicals"),
    "major_hazard": Message("major_hazard", "重大危险源", "major hazard"),
    "key_processes": Message("key_processes", "重点监管危险化工工艺", "key processes"),
    "transport": Message("transport", "运输业务", "transport"),
    "insured": Message("insured", "已投保安责险", "insured"),
    "above_scale": Message("above_scale", "规模以上", "above scale"),
    "chemical_producer": Message("chemical_producer", "生产危险化学品", "makes hazardous chemicals"),
    "chemical_dealer": Message("chemical_dealer", "经营危险化学品", "trades in hazardous chemicals"),
    "toxic_or_explosive": Message("toxic_or_explosive", "剧毒或易制爆化学品", "toxic or explosive"),
    "employees": Message("employees", "从业人员", "employees"),
}
ASSUMED = Message(
    "profile_assumed",
    "按方案自身内容认定（如不符，请用 --profile 写明）：{facts}。",
    "taken from the plan itself (state it in --profile where it is not so): {facts}.",
)
ASSUMED_REST = Message(
    "profile_assumed",
    "企业情况文件没有写明的，认定如下（如不符，请在其中写明）：{facts}。",
    "taken for what the profile does not say (state it there where it is not so): {facts}.",
)
CONTRADICTED = Message(
    "profile_contradicted",
    "企业情况文件写的是“{name} = {value}”，方案却是“{name} = {own}”（{how}）；已以企业情况文件为准，请核对。",
    "the profile says “{name} = {value}”, the plan “{name} = {own}” ({how}); the profile was followed: please check.",
)
UNKNOWN_FIELD = Message(
    "profile_field_unknown",
    "企业情况文件中的“{key}”不是规则用到的情况，没有采用；是否指“{near}”？",
    "“{key}” in the profile is nothing that rules ask for and was not used; did you mean “{near}”?",
)
_HOW = {
    BY_INDUSTRY: Message("by_industry", "行业为{trade}", "the industry is {trade}"),
    BY_NAME: Message("by_name", "由“{words}”认定为{trade}", "“{words}” is taken for {trade}"),
    BY_WORDS: Message("by_words", "由正文用语（{words}）认定为{trade}", "the text ({words}) is taken for {trade}"),
    STATED: STATED,
}
_GIVEN = (FROM_FILE.key, FROM_ROW.key, FROM_ROW_LIKE.key)
_VALUES = {True: ("是", "yes"), False: ("否", "no")}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an enterprise: its traits, how each is known, what a reader must be told of the profile (its row of a
    roster not found, or only one like it; fields misspelt), and what the plan itself says otherwise."""

    traits: dict[str, Value]
    sources: dict[str, Said]
    remarks: tuple[Said, ...] = ()
    otherwise: tuple[Own, ...] = ()

    def assumed(self, language: Language) -> str | None:
        """The traits that come from the plan's own words, with those words; None where there are none."""
        told: dict[str, list[str]] = {}
        for key, source in self.sources.items():
            if source.message in _HOW:
                name = NAMES[key].say(language) if key in NAMES else key
                how = _HOW[source.message].say(language, **dict(source.values))
                told.setdefault(how, []).append(f"{name} = {_in_words(self.traits[key], language)}")
        rows = "；".join(f"{how}：{'，'.join(names)}" for how, names in told.items())
        given = any(source.message.key in _GIVEN for source in self.sources.values())
        return (ASSUMED_REST if given else ASSUMED).say(language, facts=rows) if rows else None

    def contradicted(self, language: Language) -> tuple[str, ...]:
        """Where the plan says otherwise than the profile, a sentence each."""
        return tuple(
            CONTRADICTED.say(
                language,
                name=NAMES[own.trait].say(language),
                value=_in_words(self.traits[own.trait], language),
                how=_HOW[own.source.message].say(language, **dict(own.source.values)),
                own=_in_words(own.value, language),
            )
            for own in self.otherwise
        )

    def say(self, traits: Sequence[str], language: Language) -> str:
        """Those of `traits` that are known, with their values and where these come from."""
        rows = []
        for key in traits:
            if key in self.traits:
                source = self.sources.get(key)
                how = (
                    _HOW[source.message].say(language, **dict(source.values))
                    if source and source.message in _HOW
                    else ""
                )
                name = NAMES[key].say(language) if key in NAMES else key
                rows.append(f"{name} = {_in_words(self.traits[key], language)}" + (f"，{how}" if how else ""))
        return "；".join(rows)


def _in_words(value: Value, language: Language) -> str:
    """A value in words: yes or no, a role or a trade by its title, a number in figures."""
    if isinstance(value, bool):
        return _VALUES[value][language == "en"]
    titles = {**{t.industry: t.title for t in trades()}, "authority": "街道、园区等管理方", "enterprise": "企业"}
    return titles.get(value, value) if language == "zh" and isinstance(value, str) else str(value)


def known(given: Profile | Roster | None, facts: Facts) -> Known:
    """What is known of the enterprise: from the profile or its row of a roster, from the kind of document, and else
    from the plan's own words."""
    roster = given if isinstance(given, Roster) else Roster((given,) if given else ())
    row, how = roster.row(facts.head.enterprise)
    traits: dict[str, Value] = dict(row)
    sources = {key: how for key in row if how}
    if "role" not in traits:
        head = facts.head
        theirs = head.type in AUTHORITIES
        named = head.enterprise if theirs else None  # an enterprise writes notices and drafts, too
        traits["role"] = "authority" if theirs and not named else "enterprise"
        sources["role"] = Said.of(FROM_ISSUER, name=named) if named else Said.of(FROM_TYPE, type=TYPE_NAMES[head.type])
    if isinstance(written := traits.get("industry"), str):
        traits["industry"] = industry(written)
    otherwise = tuple(own for own in stated(facts) if _differs(own, traits.get(own.trait), facts)) if row else ()
    if traits["role"] != "authority":
        trade = traits.get("industry")
        for own in own_words(facts, trade if isinstance(trade, str) else None):
            if own.trait not in traits:
                traits[own.trait], sources[own.trait] = own.value, own.source
    remarks = [how] if how and (not row or how.message.key == FROM_ROW_LIKE.key) else []
    remarks += [Said.of(UNKNOWN_FIELD, key=key, near=near) for key in row if (near := fields.misspelt(key))]
    return Known(traits, sources, tuple(remarks), () if traits["role"] == "authority" else otherwise)


def _differs(own: Own, given: Value | None, facts: Facts) -> bool:
    """Whether the plan plainly says otherwise than the profile: counts by more than a tenth, a trade by the name alone."""
    if given is None or own.value == given:
        return False
    if own.trait == "employees":
        return not (isinstance(given, int) and isinstance(own.value, int) and abs(given - own.value) * 10 <= given)
    if own.trait == "industry":
        shown = {trade.industry for trade in named(facts.head.enterprise or "")}
        return given in {trade.industry for trade in trades()} - shown
    return True


def applicable(rows: Sequence[Traits], profile: Profile) -> Applicable:
    """Whether a demand for those of whom one of `rows` holds (none: for all) applies: yes, no, or the question to ask.

    An authority's plan must pass every demand on: traits of an enterprise are not asked of it.
    """
    answers = [_holds(row, profile) for row in rows] or ["yes"]
    return "yes" if "yes" in answers else next((a for a in answers if a != "no"), "no")


def suited(rows: Sequence[Traits]) -> dict[str, bool | int | str]:
    """A profile to which a demand with the conditions `rows` applies."""
    return {k: v[0] if isinstance(v, tuple) else v for row in rows[:1] for k, v in row.items()}


def told(row: Traits, language: Language) -> str:
    """The conditions of one row in words: 涉及危险化学品 = 是、行业 = 化工（危险化学品）／成品油零售（加油站）."""
    rows = []
    for key, wanted in row.items():
        values = wanted if isinstance(wanted, tuple) else (wanted,)
        name = NAMES[key].say(language) if key in NAMES else key
        rows.append(f"{name} = {'／'.join(_in_words(value, language) for value in values)}")
    return "、".join(rows)


def _holds(wanted: Traits, profile: Profile) -> Applicable:
    question: Message | None = None
    for key, value in wanted.items():
        if key != "role" and profile.get("role") == "authority":
            continue
        if key not in profile:
            question = question or QUESTIONS.get(
                key, Message(UNKNOWN.key, UNKNOWN.zh.format(key=key), UNKNOWN.en.format(key=key))
            )
        elif profile[key] not in (value if isinstance(value, tuple) else (value,)):
            return "no"
    return question or "yes"
