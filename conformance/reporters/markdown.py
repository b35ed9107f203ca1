"""`markdown`: what a workflow shows as its job summary: a table of the documents, then the gaps of each.

At most one mebibyte, which is what GitHub takes: documents beyond it are named with their counts only. Text of a
document is escaped, so that it can make no link, image or heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.messages import Language, Message
from conformance.model.report import OUTCOME_NAMES, OUTCOMES, SEVERITY_NAMES, GapReport, Report
from conformance.reporters.view.advice import advice
from conformance.reporters.view.answers import Answer, answers
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.conclusion import MACHINE, conclude
from conformance.reporters.view.markup import plain
from conformance.reporters.view.places import place_words
from conformance.reporters.view.quality import quality_words, unread_parts

NAME = Message("markdown", "Markdown 摘要", "Markdown summary")
SUFFIX = ".md"
PER_DOCUMENT = False
MASKED = True

_TITLE = Message("markdown_title", "安全生产方案审查", "Review of work-safety plans")
_COLUMNS = Message("markdown_columns", "文件|单位|建议", "file|enterprise|proposal")
_ADVICE = Message("markdown_advice", "建议", "advice")
_BASIS = Message("markdown_basis", "依据", "basis")
_LONG = Message(
    "markdown_long", "其余 {count} 份文件的问题见完整报告。", "for the other {count} documents see the full report."
)
_MADE = Message(
    "markdown_made",
    "检查日期 {day}；规则包 {packs}；{tool} {version}。",
    "As of {day}; packs {packs}; {tool} {version}.",
)
_LIMIT = 1024 * 1024 - 4096
_PLACES = 10


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The summary as UTF-8."""
    language = report.language
    out = [*_head(report), ""]
    size = sum(len(line.encode()) + 1 for line in out)
    for index, one in enumerate(report.reports):
        part = "\n".join(_document(report, one)) + "\n"
        size += len(part.encode()) + 1
        if size > _LIMIT:
            out.append(_LONG.say(language, count=len(report.reports) - index))
            break
        out.append(part)
    return ("\n".join(out) + "\n").encode(errors="replace")


def _head(report: GapReport) -> Iterator[str]:
    language = report.language
    packs = "、".join(f"{p.id} {p.version}" for p in report.packs)
    yield f"# {_TITLE.say(language)}\n"
    made = _MADE.say(language, day=report.as_of, packs=packs, tool=report.tool.name, version=report.tool.version)
    yield f"{plain(made)}{MACHINE.say(language)}。\n"
    names = [*_COLUMNS.say(language).split("|"), *(OUTCOME_NAMES[o].say(language) for o in OUTCOMES)]
    yield f"| {' | '.join(names)} |\n|{'---|' * 3}{'--:|' * len(OUTCOMES)}"
    for one in report.reports:
        unit = (one.facts.document.enterprise if one.facts else None) or "-"
        said = conclude(one, answers(report, one), language).sentences[0].split("：")[0]
        counts = [str(one.summary.outcomes.get(o, 0)) if one.facts else "-" for o in OUTCOMES]
        yield f"| {' | '.join([plain(one.path), plain(unit), plain(said), *counts])} |"


def _document(report: GapReport, one: Report) -> Iterator[str]:
    language = report.language
    found = answers(report, one)
    yield f"## {plain(one.path)}\n\n{plain(conclude(one, found, language).text)}\n"
    if one.facts:
        yield f"{plain('；'.join([quality_words(one.facts, language), *unread_parts(one.facts, language)]))}\n"
    for answer in found:
        if answer.is_gap or answer.pending:
            yield from _answer(answer, language)


def _answer(answer: Answer, language: Language) -> Iterator[str]:
    finding, row = answer.finding, answer.requirement
    mark, outcome = SEVERITY_NAMES[row.severity].say(language), OUTCOME_NAMES[finding.outcome].say(language)
    yield f"- **{mark} {finding.requirement} {plain(row.title)}** {outcome}。{plain(finding.message)}"
    for place in finding.places[:_PLACES]:
        where = place_words(place.clause, place.page, language)
        yield f"  - {plain(where)}：{plain(place.message)}" if where else f"  - {plain(place.message)}"
    measure = advice(row.remediation)
    yield f"  - {_BASIS.say(language)}：{plain(basis_words(row))}"
    yield f"  - {_ADVICE.say(language)}：{plain(measure.lead + (measure.clause or ''))}"
