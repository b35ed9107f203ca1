"""Facts + packs → report: one pass for all terms of all packs, then every requirement gives one finding."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache

from conformance import choosing
from conformance.caution import careful, said
from conformance.enterprises.profiles import ASSUMED, CONTRADICTED, Known, Profile, applicable, known
from conformance.enterprises.rosters import Roster
from conformance.errors import PackError
from conformance.explanations import explained
from conformance.facts import inspection
from conformance.language import lexicon
from conformance.language.matching import Findings
from conformance.language.terms import TermIndex
from conformance.messages import Language, Message, Said
from conformance.model.document import CONTEXT, Document, Locator, Span
from conformance.model.facts import Facts, Notice
from conformance.model.report import (
    BasisRow,
    Finding,
    PackRow,
    Place,
    Report,
    RequirementRow,
    summary,
)
from conformance.model.rules import Evidence, Kind, Mark, Pack, Requirement, Verdict
from conformance.packs import AUTO, load

RULE_ERROR = Message("rule_error", "规则执行出错，未能检查：{why}", "the rule failed and was not checked: {why}")
NOT_APPLICABLE = Message("not_applicable", "按企业情况不适用。", "not applicable to this enterprise.")
ASK = Message("unknown_trait", "尚不能判断是否适用：{question}", "whether it applies is not known: {question}")
_LONGEST = 300


@lru_cache(maxsize=8)
def index_of(names: tuple[str, ...], more: tuple[str, ...] = ()) -> TermIndex:
    """The terms of the packs called `names`, and `more` terms, ready for the one pass."""
    terms = (term for name in names for r in load(name).requirements for term in r.check.terms())
    return TermIndex((*terms, *more), lexicon.load())


def prepare(names: Sequence[str]) -> None:
    """Load what every document will need. A pack that is not valid is reported when it is used."""
    with suppress(PackError):
        index_of(tuple(name for name in names if name != AUTO))


def check(
    facts: Facts,
    names: tuple[str, ...],
    language: Language = "zh",
    profile: Profile | Roster | None = None,
    explain: Collection[str] = (),
    superior: Pack | None = None,
) -> Report:
    """Judge `facts` against every requirement of the packs called `names`; `auto` is those made for such a document.

    `superior` is the pack made from a superior document. `profile` holds what is known of the enterprise, or of many in a roster; the findings of the requirements in `explain` tell how they came
    about. PackError where a pack is not valid.
    """
    about = known(profile, facts)
    fits = choosing.fits(facts, about, language) if AUTO in names else ()
    fitting = tuple(one.pack for one in fits if one.fits)
    chosen = tuple(dict.fromkeys(n for name in names for n in (fitting if name == AUTO else (name,))))
    made = [superior] if superior else []
    more = tuple(sorted({t for p in made for r in p.requirements for t in r.check.terms()}))
    found = Findings(facts.document, index_of(chosen, more))
    facts = _with_damage(facts, found.damage)
    packs = [*(load(name) for name in chosen), *made]
    judge = _Judge(facts, found, about, language)
    findings = tuple(judge.finding(p, r, r.id in explain) for p in packs for r in p.requirements)
    seen = inspection(facts, language)
    return Report(
        path=facts.document.path,
        status="checked",
        facts=seen,
        profile=about.traits,
        profile_sources={key: said.say(language) for key, said in about.sources.items()},
        findings=findings,
        notices=(
            *seen.document.notices,
            *_notices(choosing.told(fits, facts, language) if AUTO in names else (), language),
            *_notices(filter(None, (choosing.misfit(p, facts, about, language) for p in packs)), language),
            *_about(about, language),
        ),
        summary=summary(findings, {(p.id, r.id): r.severity for p in packs for r in p.requirements}),
    )


def answers(
    facts: Facts, pack: Pack, requirements: Sequence[Requirement], profile: Profile | Roster | None = None
) -> tuple[Finding, ...]:
    """The findings for some `requirements` of `pack` and nothing else, as packs are proven with many short texts."""
    found = Findings(facts.document, index_of((), _terms(pack)))
    judge = _Judge(_with_damage(facts, found.damage), found, known(profile, facts), "zh")
    return tuple(judge.finding(pack, one, False) for one in requirements)


@lru_cache(maxsize=32)
def _terms(pack: Pack) -> tuple[str, ...]:
    return tuple(sorted({term for one in pack.requirements for term in one.check.terms()}))


def measured(facts: Facts) -> Facts:
    """The facts with the damage of the text, for those who check nothing."""
    return _with_damage(facts, Findings(facts.document, index_of(())).damage)


def _with_damage(facts: Facts, damage: float) -> Facts:
    if damage <= facts.document.quality.damage:
        return facts  # what was recognised without certainty tells of more
    quality = replace(facts.document.quality, damage=damage)
    return replace(facts, document=replace(facts.document, quality=quality))


def _about(about: Known, language: Language) -> tuple[Notice, ...]:
    """What was assumed of the enterprise and from where, what the plan says otherwise than the profile, and why its row of a
    roster was not found."""
    told = [*_notices(about.remarks, language)]
    told += [Notice(CONTRADICTED.key, words) for words in about.contradicted(language)]
    assumed = about.assumed(language)
    return (*told, Notice(ASSUMED.key, assumed)) if assumed else tuple(told)


def _notices(told: Iterable[Said], language: Language) -> tuple[Notice, ...]:
    return tuple(Notice(said.message.key, said.say(language)) for said in told)


@dataclass(frozen=True, slots=True)
class _Judge:
    """One document before its requirements, with what is known of it. Places are located once: many findings share
    them."""

    facts: Facts
    evidence: Evidence
    about: Known
    language: Language
    located: dict[tuple[Span, bool], Locator] = field(default_factory=dict)
    judged: dict[int, Verdict] = field(default_factory=dict)

    def finding(self, pack: Pack, requirement: Requirement, explain: bool) -> Finding:
        """The answer to one requirement."""
        verdict, language = self._verdict(requirement), self.language
        return Finding(
            pack=pack.id,
            requirement=requirement.id,
            outcome=verdict.outcome,
            code=verdict.said.message.key,
            message=said(verdict, language),
            evidence=tuple([self._place(p.span, p.noisy) for p in verdict.evidence]),
            missing=verdict.missing,
            nearest=tuple(self._located(verdict, requirement)),
            searched=verdict.searched.say(language) if verdict.searched else "",
            places=_places(verdict.marks, requirement, self.facts.document, language) if verdict.marks else (),
            fingerprint=_fingerprint(pack.id, requirement.id, self.facts.document.path),
            trace=tuple(self._explained(requirement, verdict)) if explain else (),
        )

    def _explained(self, requirement: Requirement, verdict: Verdict) -> Iterator[str]:
        looked = verdict.said.message not in (NOT_APPLICABLE, ASK)
        return explained(requirement, verdict, looked, self.about, self.facts, self.evidence, language=self.language)

    def _verdict(self, requirement: Requirement) -> Verdict:
        applies = applicable(requirement.applies, self.about.traits) if requirement.applies else "yes"
        if applies == "no":
            return Verdict("not_applicable", Said.of(NOT_APPLICABLE))
        if applies != "yes":
            return Verdict("open", Said.of(ASK, question=applies.say(self.language)))
        try:
            verdict = self._judged(requirement.check)
        except Exception as error:  # one rule must never cost the others their findings
            return Verdict("open", Said.of(RULE_ERROR, why=repr(error)))
        return careful(verdict, requirement, self.facts.document)

    def _located(self, verdict: Verdict, requirement: Requirement) -> Iterator[Locator]:
        """Where damage may have spoiled what is missing, and the passages nearest to it. Where any of the text may be spoiled
        it is the first of these that a reader should compare with the original."""
        damaged, nearest = verdict.damaged, self._nearest(verdict, requirement)
        if damaged and damaged.span:
            yield self._place(damaged.span, noisy=True)
        for rank, span in enumerate(nearest):
            yield self._place(span, noisy=bool(damaged and not damaged.span and not rank))

    def _nearest(self, verdict: Verdict, requirement: Requirement) -> Sequence[Span]:
        """The passages nearest to what is missing; they are shown and decide nothing."""
        if not verdict.missing or verdict.nearest or verdict.outcome in ("pass", "not_applicable"):
            return verdict.nearest
        names = "，".join(verdict.missing)
        shown = {p.span for p in verdict.evidence}
        asked = names if verdict.evidence else f"{requirement.title}，{names}"
        # Where any word may be damaged, a reader is sent to the original even by a passage that is hardly like it.
        anywhere = verdict.damaged is not None and verdict.damaged.span is None
        found = self.evidence.nearest(asked) or (self.evidence.nearest(asked, loosely=True) if anywhere else ())
        return [span for span in found if span not in shown]

    def _judged(self, check: Kind) -> Verdict:
        """The verdict of a check, worked out once where several requirements share it."""
        if id(check) not in self.judged:
            self.judged[id(check)] = check.judge(self.facts, self.evidence)
        return self.judged[id(check)]

    def _place(self, span: Span, noisy: bool = False) -> Locator:
        key = (span, noisy)
        place = self.located.get(key)
        if place is None:
            short = Span(span.start, min(span.end, span.start + _LONGEST))
            place = self.located[key] = self.facts.document.locate(short, noisy=noisy)
        return place


def _places(
    marks: Sequence[Mark], requirement: Requirement, document: Document, language: Language
) -> tuple[Place, ...]:
    """The marks as places. Their fingerprints hold the words of the place and those around it in its block, and count
    repetitions, but no numbers of lines or clauses: they survive edits elsewhere in the document."""
    seen: Counter[tuple[str, str]] = Counter()
    places = []
    for mark in marks:
        where = document.locate(mark.span) if mark.span else None
        key = (mark.code, "".join(_around(document, where).split()) if where else "")
        seen[key] += 1
        places.append(
            Place(
                code=mark.code,
                message=mark.said.say(language),
                fingerprint=_fingerprint(requirement.id, *key, str(seen[key])),
                start=where.start if where else None,
                end=where.end if where else None,
                quote=where.quote if where else "",
                clause=where.clause if where else None,
                page=where.page if where else None,
                replacement=mark.replacement,
            )
        )
    return tuple(places)


def _around(document: Document, where: Locator) -> str:
    """The words of a place with up to 16 characters before and after it in the same block."""
    if where.block is None:
        return where.quote
    block = document.blocks[where.block]
    return document.text[max(block.start, where.start - CONTEXT) : max(where.end, min(block.end, where.end + CONTEXT))]


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def pack_row(pack: Pack, language: Language = "zh") -> PackRow:
    """The pack as reports name it."""
    return PackRow(
        pack.id,
        pack.title.get(language, pack.title["zh"]),
        pack.version,
        pack.sha256,
        {
            r.id: RequirementRow(
                r.title,
                r.severity,
                r.obligation,
                r.kind,
                tuple(BasisRow(b.document, b.title, b.clause) for b in r.basis),
                r.remediation,
                r.status,
                r.same_as,
            )
            for r in pack.requirements
        },
    )
