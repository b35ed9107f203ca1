"""`comments`: the submitted file itself, with remarks at the very words they speak of.

A Word file comes back with comments, a pdf with highlights and notes; what is missing altogether is listed on a page
at the end. The words of the enterprise are not changed, and the file it sent is not touched: this is a copy.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from conformance.errors import UsageError
from conformance.messages import Message
from conformance.model.report import GapReport
from conformance.options import DEFAULT_LIMITS, Limits
from conformance.readers import docx, pdf, read
from conformance.reporters.annotation import paper, word
from conformance.reporters.annotation.remarks import remarks

NAME = Message("comments", "带批注的原文件", "the file with comments")
SUFFIX = ".docx"
PER_DOCUMENT = True
NEEDS_SOURCE = True

UNREAD = Message(
    "nothing_to_annotate",
    "“{path}”未能读取，不能加批注：{why}",
    "{path} was not read and cannot be given comments: {why}",
)
OTHER_FORMAT = Message(
    "no_comments_in_format",
    "“{path}”是 {format} 文件，不能加批注；批注只用于 docx 和 pdf。请另存为 docx 后再检查，或改用 --format docx、html。",
    "{path} is a {format} file, which takes no comments; only docx and pdf do: save it as docx and check again, or use "
    "--format docx or html",
)
NO_SOURCE = Message(
    "source_needed",
    "格式 comments 要写入原文件，请用 --source 给出“{path}”。",
    "the format comments writes into the file itself: give {path} by --source",
)
OTHER_SOURCE = Message(
    "other_source",
    "给出的文件不是报告所检查的“{path}”（SHA-256 不同）。请用检查时的那一份，或重新运行 check。",
    "the file given is not the {path} that was checked (its SHA-256 differs): give that one, or run check again",
)


OTHER_TEXT = Message(
    "source_reads_otherwise",
    "“{path}”读出的文字与报告不同（报告可能由其他版本的程序生成），批注无法对准。请重新运行 check。",
    "the text of {path} does not read as in the report, which another version of the program may have written; run "
    "check again",
)

_ENDING = Message("comments_ending", "_批注", "_comments")
_SUFFIXES = {"docx": docx.SUFFIXES, "pdf": pdf.SUFFIXES}


def file_name(report: GapReport) -> str:
    """The submitted file's name with _批注 before its suffix, which is made that of its content where it is another's."""
    one = report.reports[0]
    path = PurePosixPath(one.path)
    known = _SUFFIXES.get(one.facts.document.format if one.facts else "", (path.suffix,))
    suffix = path.suffix if path.suffix.lower() in known else known[0]
    return str(path.with_name(path.name.removesuffix(path.suffix) + _ENDING.say(report.language) + suffix))


def render(
    report: GapReport, *, colour: bool = False, source: bytes | None = None, limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """The copy of `source`, the file of the report's only document.

    UsageError where that was not read, is not `source`, or takes no comments.
    """
    one = report.reports[0]
    if one.facts is None:
        raise UsageError(UNREAD, path=one.path, why=one.error.message if one.error else "")
    document = one.facts.document
    if source is None:
        raise UsageError(NO_SOURCE, path=one.path)
    if hashlib.sha256(source).hexdigest() != document.sha256:
        raise UsageError(OTHER_SOURCE, path=one.path)
    if document.format not in _SUFFIXES:
        raise UsageError(OTHER_FORMAT, path=one.path, format=document.format)
    again = read(source, path=one.path, limits=limits)
    if again.text != document.text:
        raise UsageError(OTHER_TEXT, path=one.path)
    said = remarks(report, one, one.facts)
    if document.format == "docx":
        return word.annotated(source, said, report.as_of, report.language)
    return paper.annotated(source, said, again, report.as_of, report.language)
