"""Caution: what a verdict may not say of a document that was not read in full, or not read well."""

from __future__ import annotations

from dataclasses import replace

from conformance.language.damage import HEAVY, VISIBLE
from conformance.messages import Language, Message, Said
from conformance.model.document import Document
from conformance.model.rules import Mark, Requirement, Verdict

NOT_READ = Message(
    "not_read", "文件有内容未能读取，不能断定没有写。", "parts of the file could not be read, so absence is not proven."
)
NOTHING_READ = Message(
    "nothing_read", "文件里没有读到文字，无从检查。", "no words were read, so nothing could be checked."
)
TOO_DAMAGED = Message(
    "text_damaged",
    "文字识别错误较多（约{share}），不能断定未写明：{missing}。",
    "too much of the text is damaged (about {share}) to be certain of absence: {missing}.",
)
MAYBE_MISREAD = Message(
    "text_misread",
    "全文约{share}的字疑似识别错误，可能因此没有认出，请对照原件。",
    "about {share} of the text seems misread, which may be why it was not recognised: compare the original.",
)


def careful(verdict: Verdict, requirement: Requirement, document: Document) -> Verdict:
    """Nothing is proven by a document without words, nor an absence where pages were not read or the text is damaged; what is missing may only
    have been misread where the text shows damage; a draft may at most say review."""
    quality, text = document.quality, document.text
    if not text or text.isspace():
        return replace(verdict, outcome="open", said=Said.of(NOTHING_READ))
    if verdict.outcome not in ("fail", "partial"):
        return verdict
    absent = not any(mark.span for mark in verdict.marks)
    if absent and verdict.outcome == "fail" and quality.not_read:
        return replace(verdict, outcome="open", said=Said.of(NOT_READ))
    if absent and quality.damage > HEAVY:
        missing = "、".join(verdict.missing) or requirement.title
        doubt = Said.of(TOO_DAMAGED, share=f"{quality.damage:.0%}", missing=missing)
        return replace(verdict, outcome="review", said=doubt)
    if verdict.outcome == "fail" and verdict.missing and not verdict.damaged and quality.damage >= VISIBLE:
        doubt = Said.of(MAYBE_MISREAD, share=f"{quality.damage:.1%}")
        verdict = replace(verdict, damaged=Mark(MAYBE_MISREAD.key, doubt))
    if requirement.status == "draft":
        return replace(verdict, outcome="review")
    return verdict


def said(verdict: Verdict, language: Language) -> str:
    """What is said of a requirement, and of the place that damage may have spoiled."""
    told = verdict.said.say(language)
    if not verdict.damaged:
        return told
    return ("" if language == "zh" else " ").join((told, verdict.damaged.said.say(language)))
