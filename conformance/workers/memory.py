"""How much memory a worker may take: where the system can hold it, requests beyond fail; elsewhere it is watched."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable

# What a worker that was watched ends with when it takes too much.
TOOK_TOO_MUCH = 86
_EVERY_SECONDS = 0.1


def hold_to(most: int) -> None:
    """Hold this process to `most` bytes of its own memory from now on.

    Linux refuses what is beyond (MemoryError). macOS and Windows do not, so a thread looks every tenth of a second and
    ends the process with `TOOK_TOO_MUCH`.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  (absent on Windows)

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    else:
        watch(most, used)


def watch(most: int, used: Callable[[], int]) -> None:
    """End this process as soon as it has `used` more than `most` bytes."""

    def look() -> None:
        while used() <= most:
            time.sleep(_EVERY_SECONDS)
        os._exit(TOOK_TOO_MUCH)

    threading.Thread(target=look, daemon=True).start()


def used() -> int:
    """The memory of this process in bytes: what it has now on Windows, at most had elsewhere."""
    return _used_on_windows() if sys.platform == "win32" else _most_used()


def _most_used() -> int:
    import resource  # noqa: PLC0415  (absent on Windows)

    # Source: getrusage(2); kibibytes on Linux, bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _used_on_windows() -> int:
    """Source: psapi.h, PROCESS_MEMORY_COUNTERS: two numbers of 32 bits, then eight sizes; the seventh is PagefileUsage."""
    import ctypes  # noqa: PLC0415

    class Counters(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint32), ("faults", ctypes.c_uint32), ("sizes", ctypes.c_size_t * 8))

    counters = Counters(ctypes.sizeof(Counters))
    if sys.platform == "win32":
        kernel, psapi = ctypes.WinDLL("kernel32"), ctypes.WinDLL("psapi")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        psapi.GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
        psapi.GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
    return int(counters.sizes[6])
