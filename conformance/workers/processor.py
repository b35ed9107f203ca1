"""How much processor time a worker may take for an item. Time on the clock would be no fair measure: on a busy machine
the same file takes many times as long."""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
import time

# What a worker ends with when it took too long: where a timer ends it, the signal that does.
TOOK_TOO_LONG = 87 if sys.platform == "win32" else -signal.SIGPROF
_EVERY_SECONDS = 0.25
# A timer set to nothing would never go off.
_LEAST = 0.001


class Allowance:
    """The processor time, in seconds, that this process may take: it ends with `TOOK_TOO_LONG` when that is used up.

    All its threads count, other processes that it starts do not. A timer of the system ends it in the midst of whatever
    it does; Windows has none, so there a thread looks four times a second.
    """

    def __init__(self) -> None:
        """Nothing is limited yet. To be made in the main thread."""
        self._until = math.inf
        if sys.platform == "win32":
            self.watch()
        else:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)

    def begin(self, seconds: float) -> None:
        """Allow `seconds` from now on."""
        self._allow(time.process_time() + seconds)

    def add(self, seconds: float) -> None:
        """Allow `seconds` more."""
        self._allow(self._until + seconds)

    def end(self) -> None:
        """Limit nothing any more."""
        self._allow(math.inf)

    def watch(self) -> None:
        """Have a thread end the process when its time is used up."""

        def look() -> None:
            while time.process_time() < self._until:
                time.sleep(_EVERY_SECONDS)
            os._exit(TOOK_TOO_LONG & 0xFF)

        threading.Thread(target=look, daemon=True).start()

    def _allow(self, until: float) -> None:
        self._until = until
        if sys.platform != "win32":
            left = 0.0 if until == math.inf else max(_LEAST, until - time.process_time())
            signal.setitimer(signal.ITIMER_PROF, left)
