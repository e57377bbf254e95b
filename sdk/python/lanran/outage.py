"""How long a platform that does not answer is asked again."""

from __future__ import annotations

import time
from typing import Callable

from .errors import ArgumentError, UnreachableError

#: For a connection that breaks.
PAUSES_SECONDS = (0.25, 0.5, 1.0, 2.0, 4.0)
#: For a platform that starts again.
LATER_PAUSE_SECONDS = 5.0

#: Hears once that the platform does not answer, and is waited for.
OnWait = Callable[[UnreachableError], None]


def require_wait(seconds: float) -> float:
    """:raises ArgumentError:"""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < float("inf"):
        raise ArgumentError("wait", "must be a number of seconds, from 0.")
    return float(seconds)


class Outage:
    """Failures in a row of one thing that is asked of the platform."""

    def __init__(self, wait_seconds: float, on_wait: OnWait | None = None) -> None:
        self._wait = wait_seconds
        self._on_wait = on_wait
        self._failures = 0
        self._since = 0.0

    def end(self) -> None:
        """It went on since."""
        self._failures = 0

    def pause(self, error: UnreachableError, sleep: Callable[[float], object] = time.sleep) -> None:
        """Pauses before another try. :raises UnreachableError: that error, once it lasts too long"""
        if self._failures == 0:
            self._since = time.monotonic()
        left = self._wait - (time.monotonic() - self._since)
        is_long = self._failures >= len(PAUSES_SECONDS)
        if is_long and left <= 0:
            raise error
        pause = min(LATER_PAUSE_SECONDS, left) if is_long else PAUSES_SECONDS[self._failures]
        self._failures += 1
        if self._failures == 2 and self._wait > 0 and self._on_wait is not None:
            self._on_wait(error)
        sleep(pause)
