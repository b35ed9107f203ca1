"""Patterns of which most of a text holds nothing: only the stretches that hold a sign of them are searched."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Sparse:
    """A pattern whose every match holds a match of `sign` and none of the characters `stops`; neither is looked for past
    them. A sign is quick to find: a word, or several told by their first characters."""

    __slots__ = ("_stop", "pattern", "sign", "stops")

    def __init__(self, pattern: str, sign: str, stops: str = ",。;:\n") -> None:
        self.pattern = re.compile(pattern)
        self.sign = re.compile(sign)
        self.stops = stops
        self._stop = re.compile(f"[{re.escape(stops)}]")

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What the pattern finds in `text`, in order."""
        end = 0
        for found in self.sign.finditer(text):
            at = found.start()
            if at >= end:
                start = max(end - 1, *[text.rfind(stop, end, at) for stop in self.stops]) + 1
                stop = self._stop.search(text, at)
                end = stop.start() if stop else len(text)
                yield from self.pattern.finditer(text, start, end)

    def search(self, text: str) -> re.Match[str] | None:
        """The first that the pattern finds in `text`."""
        return next(self.finditer(text), None)
