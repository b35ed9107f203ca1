"""Where the rule packs and their tables lie."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """`conformance/_rules` of an installed wheel, else the checkout's `rules` beside pyproject.toml."""
    here = Path(__file__).parent
    return here / "_rules" if (here / "_rules").is_dir() else here.parent / "rules"
