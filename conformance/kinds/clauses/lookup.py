"""Lookups: what is worked out of a thing when it is first asked for, and looked up from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Lookup(dict[Key, Value]):
    """What some work gives of each key."""

    def __init__(self, work: Callable[[Key], Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: Key) -> Value:
        self[key] = made = self._work(key)
        return made
