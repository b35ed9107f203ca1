"""The choosing of packs: which are made for a document of this type, date and enterprise, and why the others are not.

A condition on the enterprise has three answers. Where it is not known whether a pack concerns the enterprise, the pack
is left out and the question told: measuring a builder by the rules for chemicals would be wrong, and so would silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conformance import packs
from conformance.enterprises.profiles import Known, applicable
from conformance.messages import Language, Message, Said
from conformance.model.facts import TYPE_NAMES, Facts
from conformance.model.rules import Pack

THIS_TYPE = Message("this_type", "适用于{type}", "made for: {type}")
FOR_TYPE = Message("for_type", "为{types}编制", "made for: {types}")
BY_NAME = Message("by_name_only", "只在点名时用", "used only when named")
EDITION = Message("edition", "{span}适用", "in force {span}")
OTHER_DAY = Message("other_day", "{span}适用，文件日期为 {date}", "in force {span}, and the document is of {date}")
NO_DAY = Message("no_day", "{span}适用，文件没有日期", "in force {span}, and the document has no date")
SPAN = Message("span", "自 {start} 起", "from {start}")
SPAN_CLOSED = Message("span_closed", "{start} 至 {end}", "from {start} to {end}")
CONCERNS = Message("concerns", "涉及本单位：{traits}", "concerns the enterprise: {traits}")
NO_CONCERN = Message("no_concern", "不涉及本单位：{traits}", "does not concern the enterprise: {traits}")
FOR_AUTHORITIES = Message(
    "for_authorities",
    "为街道、园区等管理方的文件编制，本文件是企业的",
    "made for papers of authorities, and this is an enterprise's",
)
ONE_MATTER = Message(
    "one_matter",
    "为全面落实责任的方案编制，本文件是{what}",
    "made for plans of all duties, and this is one of a single matter ({what})",
)
ASKED = Message("not_known", "尚不知是否涉及：{question}", "not known whether it concerns it: {question}")
CHOSEN = Message("packs_chosen", "自动选用规则包：{packs}。", "packs chosen: {packs}.")
NONE = Message(
    "packs_none_chosen",
    "没有为这类文件（{type}）编制的规则包，未作检查；需要时请用 --pack 指定。",
    "no pack is made for a document of this type ({type}), so nothing was checked; name one with --pack",
)
LEFT_OUT = Message(
    "packs_left_out",
    "未选用：{packs}。需要时请用 --pack 指定。",
    "not chosen: {packs}. Name them with --pack where they are wanted.",
)
MISFIT = Message(
    "pack_misfit",
    "规则包“{pack}”与本文件不合（{why}），仍已全部检查。",
    "pack “{pack}” does not fit this document ({why}); checked in full all the same.",
)
# Plans of a single matter, which answer no superior's plan.
_ONE_MATTER = re.compile(
    r"(?:专项)?(?:施工|吊装|拆除|搬迁|检维?修|停送?电|技术|整改|检测|验收|招标|采购)方案|施工组织设计|"
    r"(?:培训|采购|检维?修|体检|投入|费用(?:提取|使用)?)计划|(?:安全生产月|安全月|咨询日|知识竞赛|技能比武)活动方案"
)


@dataclass(frozen=True, slots=True)
class Fit:
    """A pack, whether it is made for a document, and the reasons."""

    pack: str
    fits: bool
    why: tuple[Said, ...]

    def say(self, language: Language) -> str:
        """The reasons in words."""
        return "，".join(said.say(language) for said in self.why)


def fits(facts: Facts, about: Known, language: Language = "zh") -> tuple[Fit, ...]:
    """For every pack that comes with the program whether it is made for such a document. An edition of a standard is
    chosen by the document's date; without one, that which is in force."""
    rows = []
    for name in packs.names():
        pack = packs.load(name)
        against = tuple(_against(pack, facts, about, language))
        rows.append(Fit(name, not against, against[:1] or tuple(_for(pack, facts, about, language))))
    return tuple(rows)


def told(found: Sequence[Fit], facts: Facts, language: Language) -> Iterator[Said]:
    """Which packs were chosen and why, and which were not and why."""
    chosen = [f"{one.pack}（{one.say(language)}）" for one in found if one.fits]
    if chosen:
        yield Said.of(CHOSEN, packs="；".join(chosen))
    else:
        yield Said.of(NONE, type=TYPE_NAMES[facts.head.type].say(language))
    left: dict[str, list[str]] = {}
    for one in found:
        if not one.fits:
            left.setdefault(one.say(language), []).append(one.pack)
    if left:
        yield Said.of(LEFT_OUT, packs="；".join(f"{'、'.join(names)}（{why}）" for why, names in left.items()))


def misfit(pack: Pack, facts: Facts, about: Known, language: Language) -> Said | None:
    """What to tell of a pack asked for by name that is not made for such a document; None where it is or may be."""
    unknown = facts.head.type == "other"  # says nothing against any pack
    let_pass = {BY_NAME.key, ASKED.key, NO_DAY.key, *([FOR_TYPE.key] if unknown else [])}
    against = [said for said in _against(pack, facts, about, language) if said.message.key not in let_pass]
    why = "；".join(said.say(language) for said in against)
    return Said.of(MISFIT, pack=pack.id, why=why) if against else None


def _against(pack: Pack, facts: Facts, about: Known, language: Language) -> Iterator[Said]:
    """The reasons why a pack is not made for the document, the plainest first."""
    if not pack.document_types:
        yield Said.of(BY_NAME)
    elif facts.head.type not in pack.document_types:
        yield Said.of(FOR_TYPE, types=_types(pack, language))
    elif "other" not in pack.document_types and (what := _one_matter(facts)):
        yield Said.of(ONE_MATTER, what=what)
    concerned = applicable(pack.applies, about.traits)
    if concerned == "no" and _asked(pack) == ("role",):
        yield Said.of(FOR_AUTHORITIES)
    elif concerned == "no":
        yield Said.of(NO_CONCERN, traits=about.say(_asked(pack), language))
    elif concerned != "yes":
        yield Said.of(ASKED, question=concerned.say(language))
    day = facts.head.date
    if day and not (pack.valid_from or "") <= day <= (pack.valid_to or day):
        yield Said.of(OTHER_DAY, span=_span(pack, language), date=day)
    elif not day and pack.valid_to:
        yield Said.of(NO_DAY, span=_span(pack, language))


def _one_matter(facts: Facts) -> str | None:
    """The words that end the title of a plan of a single matter."""
    title = re.sub(r"(?:\([^()]*\))+$", "", facts.head.title)
    found = _ONE_MATTER.search(title) if facts.head.type == "enterprise-plan" else None
    return found.group() if found and found.end() == len(title) else None


def _for(pack: Pack, facts: Facts, about: Known, language: Language) -> Iterator[Said]:
    """The reasons why a pack is made for the document."""
    yield Said.of(THIS_TYPE, type=TYPE_NAMES[facts.head.type].say(language))
    if traits := [one for one in _asked(pack) if one != "role"]:
        yield Said.of(CONCERNS, traits=about.say(traits, language))
    if pack.valid_from:
        yield Said.of(EDITION, span=_span(pack, language))


def _types(pack: Pack, language: Language) -> str:
    return "、".join(TYPE_NAMES[one].say(language) for one in pack.document_types)


def _asked(pack: Pack) -> tuple[str, ...]:
    """The traits on which it depends whether the pack concerns an enterprise."""
    return tuple(dict.fromkeys(key for row in pack.applies for key in row))


def _span(pack: Pack, language: Language) -> str:
    return (SPAN_CLOSED if pack.valid_to else SPAN).say(language, start=pack.valid_from, end=pack.valid_to)
