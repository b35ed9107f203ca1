"""The conclusion of a report in a sentence: a proposal of the machine, for a person to confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from conformance.messages import Language, Message
from conformance.model.report import Report
from conformance.reporters.view.answers import Answer

Proposal = Literal["accept", "amend", "return", "confirm", "unread"]

PROPOSAL_NAMES: dict[Proposal, Message] = {
    "accept": Message("accept", "通过", "accept"),
    "amend": Message("amend", "修改后通过", "accept after amendment"),
    "return": Message("return", "退回修改", "return for amendment"),
    "confirm": Message("confirm", "复核后确定", "decide after review"),
    "unread": Message("unread", "未能读取", "not read"),
}
MACHINE = Message("machine", "机器预审，供人工复核", "checked by a program, for a person to confirm")

_UNREAD = Message("conclusion_unread", "文件未能读取，没有检查：{why}", "the file was not read and not checked: {why}")
_NOTHING = Message("conclusion_nothing", "没有检查任何要求。", "No requirement was checked.")
_RETURN = Message(
    "conclusion_return",
    "建议退回修改：{count}项适用的要求中不符合{fail}项、部分符合{partial}项，其中严重问题{red}项。请先补正严重问题，再逐项修改后重新提交。",
    "Proposed: return for amendment. Of {count} applicable requirements {fail} are not met and {partial} partly met, "
    "{red} of them severe. Mend the severe gaps first, then the others, and submit the plan again.",
)
_AMEND = Message(
    "conclusion_amend",
    "建议修改后通过：{count}项适用的要求中不符合{fail}项、部分符合{partial}项，没有整项缺失的严重问题。请按问题清单逐项修改。",
    "Proposed: accept after amendment. Of {count} applicable requirements {fail} are not met and {partial} partly met; "
    "no severe one is missing altogether. Work through the list of problems.",
)
_CONFIRM = Message(
    "conclusion_confirm",
    "没有发现不符合的要求；有{review}项待人工复核、{open}项未能检查，处理后再下结论。",
    "No requirement was found unmet; {review} are for review and {open} could not be checked: decide after that.",
)
_ACCEPT = Message(
    "conclusion_accept",
    "建议通过：{count}项适用的要求均已写明。",
    "Proposed: accept. All {count} applicable requirements are stated.",
)
_ADVISE = Message(
    "conclusion_advise",
    "建议通过：{count}项适用的要求中没有一般及以上的问题，另有{gaps}条提示可供完善。",
    "Proposed: accept. Of {count} applicable requirements none has a gap above advice; {gaps} hints may improve the plan.",
)
PENDING = Message(
    "conclusion_pending",
    "另有{review}项待人工复核、{open}项未能检查，未计入上述问题。",
    "Not counted: {review} for review, {open} that could not be checked.",
)
REVIEW = Message("conclusion_review", "另有{review}项待人工复核，未计入上述问题。", "Not counted: {review} for review.")
OPEN = Message(
    "conclusion_open", "另有{open}项未能检查，未计入上述问题。", "Not counted: {open} that could not be checked."
)
WAIVED = Message("conclusion_waived", "已同意豁免的{count}项也未计入。", "Not counted either: {count} waived.")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is proposed, and why: one sentence for an officer, more where something is pending or waived."""

    proposal: Proposal
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """All sentences."""
        return " ".join(self.sentences) if self.sentences[0].isascii() else "".join(self.sentences)


def conclude(one: Report, answers: Sequence[Answer], language: Language) -> Conclusion:
    """The conclusion on `one` from its answers.

    A severe requirement that is not met at all returns the plan; any other gap above advice asks for amendment;
    without gaps, what is for review or not checked must be settled before anything is said.
    """
    if one.error:
        return Conclusion("unread", (_UNREAD.say(language, why=one.error.message),))
    if not answers:
        return Conclusion("confirm", (_NOTHING.say(language),))
    proposal, main = _main(answers)
    counts = _counts(answers)
    sentences = [main.say(language, **counts)]
    if (counts["review"] or counts["open"]) and proposal != "confirm":
        pending = PENDING if counts["review"] and counts["open"] else REVIEW if counts["review"] else OPEN
        sentences.append(pending.say(language, **counts))
    waived = sum(a.waived and a.finding.outcome in ("fail", "partial") for a in answers)
    if waived:
        sentences.append(WAIVED.say(language, count=waived))
    return Conclusion(proposal, tuple(sentences))


def _main(answers: Sequence[Answer]) -> tuple[Proposal, Message]:
    gaps = [a for a in answers if a.is_gap]
    if any(a.requirement.severity == "red" and a.finding.outcome == "fail" for a in gaps):
        return "return", _RETURN
    if any(a.requirement.severity != "blue" for a in gaps):
        return "amend", _AMEND
    if any(a.pending for a in answers):
        return "confirm", _CONFIRM
    return ("accept", _ADVISE) if gaps else ("accept", _ACCEPT)


def _counts(answers: Sequence[Answer]) -> dict[str, int]:
    outcomes = Counter(a.finding.outcome for a in answers if not a.waived)
    gaps = [a for a in answers if a.is_gap]
    red = sum(a.requirement.severity == "red" for a in gaps)
    applicable = sum(a.finding.outcome != "not_applicable" for a in answers)
    return {"count": applicable, "gaps": len(gaps), "red": red} | {
        o: outcomes[o] for o in ("fail", "partial", "review", "open")
    }
