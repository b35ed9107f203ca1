"""Calls into pdfium for what is asked for every line and shape of a page.

pypdfium2 makes an object of every handle it passes on or gets back, which takes longer than most of the calls. Here
handles and addresses are plain numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

HANDLE = ctypes.c_void_p
ADDRESS = ctypes.c_void_p
NUMBER = ctypes.c_int


def quick(function: Any, result: type, *arguments: type) -> Callable[..., Any]:
    """The pdfium `function`, found anew with a `result` and `arguments` that are numbers."""
    again = type(function)(ctypes.cast(function, ctypes.c_void_p).value)
    again.restype, again.argtypes = result, arguments
    found: Callable[..., Any] = again
    return found


def number_of(handle: Any) -> int:
    """The number behind a `handle` of pypdfium2."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
