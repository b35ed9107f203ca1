"""What is written into a submitted file: remarks at places of its text, a summary, and what has no place of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from conformance.messages import Language, Message
from conformance.model.document import Block
from conformance.model.facts import Inspection
from conformance.model.report import SEVERITY_NAMES, GapReport, Report, Severity
from conformance.reporters.view.advice import advice
from conformance.reporters.view.answers import answers
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.conclusion import MACHINE, conclude
from conformance.reporters.view.problems import Problem, problems
from conformance.reporters.view.quality import unread_parts

AUTHOR, INITIALS = "合规检查", "合规"
# Word grows slow, and a reader weary, beyond this.
MOST = 300

_HEAD = Message("remark_head", "{level}　{headline}", "{level}  {headline}")
_CHANGE = Message("remark_change", "改为：{words}", "write: {words}")
_ADVICE = Message("remark_advice", "整改建议：{words}", "advice: {words}")
_BASIS = Message("remark_basis", "依据：{words}", "basis: {words}")
_NEAREST = Message("remark_nearest", "最接近的原文：“{words}”", "nearest passage: “{words}”")
_SUMMARY = Message("summary_title", "合规检查批注（{machine}）", "Review comments ({machine})")
_COUNTS = Message(
    "summary_counts",
    "文中批注{places}处；缺少、不完整或者待核实的内容{listed}项，列在末页。",
    "{places} comments in the text; {listed} items that are missing, incomplete or to be settled are listed at the end.",
)
_LEFT_OUT = Message(
    "summary_left_out",
    "批注过多，等级较低的{count}处没有标出，见差距报告。",
    "{count} places of lower level are not marked, there are too many: see the gap report.",
)
_TOOLS = Message(
    "summary_tools",
    "核对日期{day}；{tool} {version}；规则包{packs}；登记库{register}；原文件SHA-256 {hash}。",
    "As of {day}; {tool} {version}; packs {packs}; register {register}; SHA-256 of the file {hash}.",
)
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said at the span [start, end) of the document's text, line by line. `keys` are the fingerprints of the
    places it speaks of: several where requirements meet at the same words; `severity` the worst of them."""

    start: int
    end: int
    quote: str
    lines: tuple[str, ...]
    keys: tuple[str, ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class Remarks:
    """Everything to be written into one file. `title` is the block the summary hangs on, `listed` what has no place,
    each item line by line."""

    summary: tuple[str, ...]
    title: Block | None
    places: tuple[Remark, ...]
    listed: tuple[tuple[str, ...], ...]

    def adding(self, line: str) -> Remarks:
        """The same with one more line of summary."""
        return replace(self, summary=(*self.summary, line))


def remarks(report: GapReport, one: Report, facts: Inspection) -> Remarks:
    """What to write into the file of `one`, whose facts are `facts`."""
    found = problems(report, one)
    placed = _merged((p for p in found if p.start is not None), report.language)
    kept = tuple(sorted(placed[:MOST], key=lambda r: (r.start, r.end)))
    listed = tuple(tuple(_lines(p, report.language, alone=True)) for p in found if p.start is None)
    summary = tuple(_summary(report, one, facts, kept, len(placed) - len(kept), len(listed)))
    return Remarks(summary, title_block(facts), kept, listed)


def _merged(found: Iterable[Problem], language: Language) -> list[Remark]:
    """One remark a span, in the order of the problems, worst first; the same words are said once."""
    spans: dict[tuple[int, int], list[Problem]] = {}
    for problem in found:
        assert problem.start is not None
        spans.setdefault((problem.start, problem.end or problem.start), []).append(problem)
    return [_remark(span, group, language) for span, group in spans.items()]


def _remark(span: tuple[int, int], group: Sequence[Problem], language: Language) -> Remark:
    lines = [line for problem in group for line in _lines(problem, language)]
    return Remark(
        *span,
        group[0].quote,
        tuple(dict.fromkeys(lines)),
        tuple(p.fingerprint for p in group),
        group[0].answer.requirement.severity,
    )


def _lines(problem: Problem, language: Language, *, alone: bool = False) -> Iterator[str]:
    """Level and requirement, what is wrong, what to write, on what basis. `alone`: far from the text, so with the
    passage that comes nearest and the clause to adopt in full."""
    row = problem.answer.requirement
    level = SEVERITY_NAMES[row.severity].say(language)
    yield _HEAD.say(language, level=level, headline=problem.headline(language))
    yield problem.message
    for locator in problem.finding.nearest[:1] if alone else ():
        yield _NEAREST.say(language, words=" ".join(locator.quote.split()))
    yield from _advised(problem, language, alone)
    yield _BASIS.say(language, words=basis_words(row))


def _advised(problem: Problem, language: Language, alone: bool) -> Iterator[str]:
    """What to write instead; else the advice, in full where it stands `alone`, without its example beside the text."""
    words = problem.answer.requirement.remediation.strip()
    if problem.replacement:
        yield _CHANGE.say(language, words=problem.replacement)
    elif alone:
        first, *others = words.splitlines() or [""]
        yield first if first.startswith("建议") else _ADVICE.say(language, words=first)
        yield from filter(None, others)
    else:
        given = advice(words)
        yield _ADVICE.say(language, words=given.lead.rstrip("：:") if given.lead else given.clause or "")


def _summary(
    report: GapReport, one: Report, facts: Inspection, kept: Sequence[Remark], left_out: int, listed: int
) -> Iterator[str]:
    language = report.language
    yield _SUMMARY.say(language, machine=MACHINE.say(language))
    yield conclude(one, answers(report, one), language).text
    yield _COUNTS.say(language, places=len(kept), listed=listed)
    if left_out:
        yield _LEFT_OUT.say(language, count=left_out)
    yield from unread_parts(facts, language)
    packs = "、".join(f"{p.id} {p.version}（{p.sha256[:_DIGITS]}）" for p in report.packs)
    yield _TOOLS.say(
        language, day=report.as_of, tool=report.tool.name, version=report.tool.version, packs=packs,
        register=report.tool.register[:_DIGITS], hash=facts.document.sha256,
    )  # fmt: skip


def title_block(facts: Inspection) -> Block | None:
    """The block that holds the document's title; without a title, its first block."""
    document = facts.document
    title = "".join(document.title.split())
    for block in document.blocks if title else ():
        words = "".join(document.text[block.start : block.end].split())
        if words and (words in title or title in words):
            return block
    return document.blocks[0] if document.blocks else None
