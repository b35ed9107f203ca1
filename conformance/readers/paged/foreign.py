"""Calls into pdfium for what is asked for every line and shape of a page.

Where ctypes knows the types of arguments it looks every one of them over, which takes as long as most of the calls. Here
they are handed on as they are: handles as pypdfium2 or a call gave them, numbers, and addresses made with `byref`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any


class Handle(ctypes.c_void_p):
    """What pdfium gives out for an object; false where there is none."""


def quick(function: Any, result: type = ctypes.c_int) -> Callable[..., Any]:
    """The pdfium `function` with arguments that are not looked over."""
    again = type(function)(ctypes.cast(function, ctypes.c_void_p).value)
    again.restype = result
    found: Callable[..., Any] = again
    return found


def places(array: ctypes.Array[Any]) -> Sequence[Any]:
    """The addresses of the numbers of `array`, for calls that write each of them."""
    return [ctypes.byref(array, i * ctypes.sizeof(array) // len(array)) for i in range(len(array))]
