"""`json`: the report value itself, the contract of every other format."""

from __future__ import annotations

import json
from dataclasses import asdict

from conformance.model.report import GapReport

SUFFIX = ".json"
PER_DOCUMENT = False


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """The whole run as UTF-8 JSON; the same report gives the same bytes."""
    value = asdict(report)
    return json.dumps({"schema": value.pop("schema"), **value}, ensure_ascii=False, indent=1).encode() + b"\n"
