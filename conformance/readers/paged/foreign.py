"""Calls into pdfium for what is asked for every line and shape of a page.

Where ctypes knows the types of arguments it looks every one of them over, and around every call it lets other threads
run: either takes as long as most of the calls. Here arguments are handed on as they are (handles as pypdfium2 or a call
gave them, numbers, and addresses made with `byref`), and no other thread runs meanwhile.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

# A call is made for so many characters before what it wrote is taken up.
_AT_ONCE = 256


class Handle(ctypes.c_void_p):
    """What pdfium gives out for an object; false where there is none."""


def quick(function: Any, result: type = ctypes.c_int) -> Callable[..., Any]:
    """The pdfium `function`, with a result of the type `result` and arguments that are not looked over."""
    again = ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)
    found: Callable[..., Any] = again
    return found


def places(array: ctypes.Array[Any]) -> Sequence[Any]:
    """The addresses of the numbers of `array`, for calls that write each of them."""
    return [ctypes.byref(array, i * ctypes.sizeof(array) // len(array)) for i in range(len(array))]


class Many:
    """A pdfium call about one character of a text page, made for many of them one after another."""

    def __init__(self, function: Any, numbers: str, together: bool) -> None:
        """Prepare to call `function`, which writes `numbers` (as `struct` spells them) for a character: into one place if
        `together`, else each into its own."""
        self._call = quick(function)
        self._layout = struct.Struct(numbers)
        size = self._layout.size
        self._room = (ctypes.c_char * (_AT_ONCE * size))()
        self._nothing = self._layout.unpack(bytes(size))
        count = 1 if together else len(self._nothing)
        self._places = [
            [ctypes.byref(self._room, at + part * size // count) for at in range(0, _AT_ONCE * size, size)]
            for part in range(count)
        ]
        self._first = [places[0] for places in self._places]

    def __call__(self, page: Any, indices: Sequence[int]) -> list[tuple[Any, ...]]:
        """The numbers for each of the characters `indices` of the text page `page`; zeros where pdfium knows none."""
        if len(indices) == 1:
            known = self._call(page, indices[0], *self._first)
            return [self._layout.unpack_from(self._room) if known else self._nothing]
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(indices), _AT_ONCE):
            part = indices[start : start + _AT_ONCE]
            known = list(map(self._call, repeat(page), part, *self._places))
            told = list(self._layout.iter_unpack(memoryview(self._room)[: len(part) * self._layout.size]))
            found += told if all(known) else [t if k else self._nothing for t, k in zip(told, known, strict=True)]
        return found
