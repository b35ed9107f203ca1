"""The JSON Schemas of what is read and written, made from the same models that do the reading and writing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from conformance import packs
from conformance.model.facts import Inspection
from conformance.model.report import GapReport

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "report": TypeAdapter(GapReport).json_schema,
    "inspect": TypeAdapter(Inspection).json_schema,
    "pack": packs.schema,
}


def text(name: str) -> bytes:
    """The schema called `name` (report, inspect, pack) as UTF-8 JSON. KeyError if there is none."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
