"""Limits and choices a run is made with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

MEBI = 1024 * 1024


def _unlimited(seconds: float) -> None:
    """Nobody watches the time: a call within the caller's own process."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. Sizes in bytes, time in seconds; the same limits hold for every entry point.

    `seconds` are those of the processor, which are the same on a busy machine; by the clock a document is waited for as
    long as `patience`, the last resort where one hangs without computing. A program that converts a file is given
    `seconds` by the clock.

    Archives in an archive may hold `members` files and unpack to `archives` bytes in all. `unpacked` bounds the sum of the zip members that are read, `ratio` how far a member over one mebibyte may
    expand, `nesting` the depth of XML elements. Of scanned pages at most `scans` are recognised; before each of them
    the reader asks by `more_time` for `seconds_a_scan` beyond `seconds`.
    """

    size: int = 200 * MEBI
    members: int = 20_000
    archives: int = 1024 * MEBI
    unpacked: int = 100 * MEBI
    ratio: int = 200
    nesting: int = 256
    pages: int = 3_000
    seconds: float = 60.0
    patience: float = 300.0
    memory: int = 1024 * MEBI
    scans: int = 200
    seconds_a_scan: float = 60.0
    more_time: Callable[[float], None] = field(default=_unlimited, compare=False)


DEFAULT_LIMITS = Limits()
