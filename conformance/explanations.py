"""How a verdict came about: to whom the demand applies, what is known of that, and what the check looked for and found."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.enterprises.profiles import Known, told
from conformance.messages import Language, Message
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Explaining, Requirement, Verdict

APPLIES = Message(
    "trace_applies", "适用条件：{wanted}；本单位：{own}", "applies where: {wanted}; this enterprise: {own}"
)
OR = Message("trace_applies_or", "，或者 ", ", or ")
NOTHING_KNOWN = Message("trace_applies_unknown", "不清楚", "not known")
NOT_LOOKED = Message("trace_not_looked", "所以没有查看原文。", "so the text was not looked at.")
SHOWN = Message("trace_shown", "凭据：{quote}", "evidence: {quote}")
SHOWN_NOWHERE = Message("trace_shown_nowhere", "没有查到凭据。", "no evidence was found.")
NOTHING_WRONG = Message("trace_nothing_wrong", "查遍全文，没有不合要求的地方。", "nothing in the text is at fault.")
FAULTS = Message(
    "trace_faults", "不合要求的有 {count} 处，已逐处列出。", "{count} places are at fault; they are listed."
)
_MOST = 5


def explained(
    requirement: Requirement,
    verdict: Verdict,
    looked: bool,
    about: Known,
    facts: Facts,
    evidence: Evidence,
    language: Language,
) -> Iterator[str]:
    """The explanation of `verdict`, a sentence each. `looked` is false where the demand was not put to the text, because it
    does not apply or that is not known."""
    if requirement.applies:
        traits = tuple(dict.fromkeys(key for row in requirement.applies for key in row))
        wanted = OR.say(language).join(told(row, language) for row in requirement.applies)
        yield APPLIES.say(language, wanted=wanted, own=about.say(traits, language) or NOTHING_KNOWN.say(language))
    if not looked:
        yield NOT_LOOKED.say(language)
    elif isinstance(requirement.check, Explaining):
        yield from (said.say(language) for said in requirement.check.explain(facts, evidence))
    else:
        yield from _shown(verdict, facts, language)


def _shown(verdict: Verdict, facts: Facts, language: Language) -> Iterator[str]:
    """What a verdict rests on where its kind does not tell more."""
    quotes = (" ".join(facts.document.quote(proof.span).split()) for proof in verdict.evidence)
    shown = list(dict.fromkeys(quotes))[:_MOST]
    yield from (SHOWN.say(language, quote=quote) for quote in shown)
    if verdict.marks:
        yield FAULTS.say(language, count=len(verdict.marks))
    elif not shown:
        yield (NOTHING_WRONG if verdict.outcome == "pass" else SHOWN_NOWHERE).say(language)
