"""`twin`: a document's text as it was read, one line a paragraph: what the line numbers of `sarif` and `github` mean.

Kept beside the document in a repository, it also lets a reviewer see what changed between two editions.
"""

from __future__ import annotations

from conformance.messages import Message
from conformance.model.report import GapReport

NAME = Message("twin", "文本副本", "text twin")
SUFFIX = ".md"
PER_DOCUMENT = True


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The text of the report's only document, UTF-8; empty where it was not read."""
    facts = report.reports[0].facts if report.reports else None
    return (facts.document.text.rstrip("\n") + "\n").encode(errors="replace") if facts else b""
