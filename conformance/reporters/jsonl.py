"""`jsonl`: one document a line, for batches: each line is a gap report with that document only.

Packs are named with version and hash but without their requirements, which would stand in every line again.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from conformance.messages import Message
from conformance.model.report import GapReport

NAME = Message("jsonl", "JSON 逐行数据", "JSON lines")
SUFFIX = ".jsonl"
PER_DOCUMENT = False


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The lines, UTF-8, in the order of the documents."""
    head = {
        "schema": report.schema,
        "tool": asdict(report.tool),
        "as_of": report.as_of,
        "language": report.language,
        "packs": [{"id": p.id, "title": p.title, "version": p.version, "sha256": p.sha256} for p in report.packs],
    }
    lines = (json.dumps({**head, "reports": [asdict(one)]}, ensure_ascii=False) for one in report.reports)
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")
