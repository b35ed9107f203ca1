"""`github`: workflow commands that GitHub shows as annotations, the worst first, within its limits.

GitHub takes ten errors, ten warnings and ten notices a step; what is more is counted in a last plain line. The text of a
document can issue no command: line ends and percent signs are escaped, and nothing of it begins a line.

Source: GitHub's documentation of workflow commands; actions/toolkit issue 734 (limits).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from conformance.language.damage import HEAVY
from conformance.messages import Language, Message
from conformance.model.report import SEVERITY_NAMES, GapReport, Report, Severity
from conformance.reporters.view.problems import Lines, Problem, problems
from conformance.reporters.view.quality import quality_words, unread_parts

NAME = Message("github", "GitHub 注释", "GitHub annotations")
SUFFIX = ".txt"
PER_DOCUMENT = False
MASKED = True

_COMMANDS: dict[Severity, str] = {"red": "error", "orange": "error", "yellow": "warning", "blue": "notice"}
_MOST = 10
_MORE = Message(
    "github_more", "另有 {count} 条未在此列出，见报告。", "{count} more are not listed here, see the report."
)
_QUALITY = Message("github_quality", "读取情况：{path}，{words}", "how well it was read: {path}, {words}")
_INSTEAD = Message("github_instead", "建议改为：{words}", "Write instead: {words}")


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The commands, one a line, then which documents could hardly be read and how many problems were left out."""
    left = Counter({"error": _MOST, "warning": _MOST, "notice": _MOST})
    lines, more = [], 0
    for command, line in sorted(_commands(report), key=lambda pair: ("error", "warning", "notice").index(pair[0])):
        if left[command]:
            left[command] -= 1
            lines.append(line)
        else:
            more += 1
    lines += [line for one in report.reports for line in _quality(one, report.language)]
    if more:
        lines.append(_MORE.say(report.language, count=more))
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


def _commands(report: GapReport) -> Iterator[tuple[str, str]]:
    for one in report.reports:
        if one.error:
            yield "error", _command("error", {"file": one.path}, one.error.message)
        yield from _of(report, one)


def _quality(one: Report, language: Language) -> Iterator[str]:
    """A line of the log, no command, for a document that is damaged or was not wholly read."""
    quality = one.facts.document.quality if one.facts else None
    if one.facts and quality and (quality.damage > HEAVY or quality.not_read):
        words = "；".join([quality_words(one.facts, language), *unread_parts(one.facts, language)])
        yield " ".join(_QUALITY.say(language, path=one.path, words=words).split())


def _of(report: GapReport, one: Report) -> Iterator[tuple[str, str]]:
    lines = Lines(one.facts.document.text if one.facts else "")
    for problem in problems(report, one):
        severity = problem.answer.requirement.severity
        command = _COMMANDS[severity] if problem.finding.outcome in ("fail", "partial") else "notice"
        yield command, _command(command, _place(problem, lines, report.language), _words(problem, report.language))


def _place(problem: Problem, lines: Lines, language: Language) -> dict[str, str]:
    found = lines.region(problem)
    mark = SEVERITY_NAMES[problem.answer.requirement.severity].say(language)
    place = {"file": problem.path, "line": str(found.line), "endLine": str(found.end_line)}
    if found.line == found.end_line:
        place |= {"col": str(found.column), "endColumn": str(found.end_column)}
    return {**place, "title": f"{mark} {problem.headline(language)}"}


def _words(problem: Problem, language: Language) -> str:
    words = [problem.message]
    if problem.replacement:
        words.append(_INSTEAD.say(language, words=problem.replacement))
    if where := problem.where(language):
        words.append(f"〔{where}〕")
    return "\n".join(words)


def _command(name: str, properties: dict[str, str], words: str) -> str:
    said = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{name} {said}::{_escaped(words)}"


def _escaped(words: str, also: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + also else c for c in words)
