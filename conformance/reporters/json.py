"""The gap report as JSON: the shape of the model, from which every other format can be rendered again."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from conformance.messages import Message
from conformance.model.facts import Inspection
from conformance.model.report import GapReport

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NAME = Message("json", "JSON 数据", "JSON")
SUFFIX = ".json"
PER_DOCUMENT = False


def render(report: GapReport, *, colour: bool = False) -> bytes:
    """`report` with its keys in the order of the model's fields, UTF-8, one line end at the end."""
    return dump(report)


def dump(value: GapReport | Inspection) -> bytes:
    """`value` as JSON; a gap report is read back to an equal value by `conformance.reporters.load`."""
    text = json.dumps(value, default=_members, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode(errors="replace")


def _members(value: DataclassInstance) -> dict[str, Any]:
    """The fields of a dataclass by name, in order; TypeError for anything JSON cannot hold."""
    return {field.name: getattr(value, field.name) for field in fields(value)}
