"""Sections of a plan by their role: aims, organisation, tasks, timetable, safeguards."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import yaml

from conformance.model.document import Document, Span
from conformance.rules_folder import folder
from conformance.text import fold


@cache
def roles() -> dict[str, re.Pattern[str]]:
    """What headings of each role hold, from `rules/data/sections.yaml`."""
    rows = yaml.load((folder() / "data" / "sections.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return {role: re.compile("|".join(map(re.escape, map(fold, words)))) for role, words in rows.items()}


def sections(document: Document, role: str) -> tuple[Span, ...]:
    """The clauses whose heading names `role`, subtrees included, in text order. KeyError for a role there is not."""
    words = roles()[role]
    return tuple(c.body for c in document.outline if c.title and words.search(_title(c.title)))


@lru_cache(maxsize=1024)  # every role is asked for
def _title(printed: str) -> str:
    return fold(printed)
