"""Limits and choices a run is made with."""

from __future__ import annotations

from dataclasses import dataclass

MEBI = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. Sizes in bytes, time in seconds; the same limits hold for every entry point.

    `unpacked` bounds the sum of the zip members that are read, `ratio` how far a member over one mebibyte may
    expand, `nesting` the depth of XML elements.
    """

    size: int = 200 * MEBI
    members: int = 20_000
    unpacked: int = 100 * MEBI
    ratio: int = 200
    nesting: int = 256
    pages: int = 3_000
    seconds: float = 60.0
    memory: int = 1024 * MEBI


DEFAULT_LIMITS = Limits()
