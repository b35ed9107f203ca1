"""Words of a document inside a report: on one line, not too many, and in Markdown nothing of them becomes markup."""

from __future__ import annotations

_MARKUP = frozenset("\\`*_[]#|!~")


def plain(words: str) -> str:
    """`words` on one line, with what Markdown or HTML would read as markup made harmless."""
    line = " ".join(words.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in _MARKUP else c for c in line)


def shortened(words: str, longest: int) -> str:
    """`words` on one line, cut with an ellipsis where there are more than `longest` characters."""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
