"""A remediation taken apart: what to do, and the ready clause that may be adopted as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

# 建议增加：“……” with one level of quotation marks inside; or 例：…… to the end of the line.
_CLAUSE = re.compile(r"[：:]\s*“([^“”]*(?:“[^“”]*”[^“”]*)*)”|例如?[：:](?!\s*“)(.+)")
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Advice:
    """`lead` comes before the ready `clause` (None where there is none), `rest` after it."""

    lead: str
    clause: str | None = None
    rest: str = ""


def advice(remediation: str) -> Advice:
    """The parts of a remediation; a quotation after a colon, or the
    rest of a line after 例：, is the clause to adopt, unless it is only a few words."""
    words = remediation.strip()
    found = next((m for m in _CLAUSE.finditer(words) if len(m[1] or m[2] or "") >= _SHORTEST), None)
    if found is None:
        return Advice(words)
    clause = found[1] or found[2]
    lead = words[: words.index(clause, found.start())].rstrip("“ \n")
    return Advice(lead, clause.strip(), words[found.end() :].strip())
