"""Pacing: never more than `rate` starts in any sliding second. Pure, on the caller's time."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=1)


class SlidingLimiter:
    """Remembers the last `rate` starts; the next may come a full window after the oldest."""

    def __init__(self, rate: int) -> None:
        self._starts: deque[datetime] = deque(maxlen=rate)
        self._paused_until: datetime | None = None

    def pause(self, until: datetime) -> None:
        """Holds everything back (429); a longer pause already in force stays."""
        if self._paused_until is None or until > self._paused_until:
            self._paused_until = until

    def wait(self, now: datetime) -> timedelta:
        """How long until one more start is allowed; zero or less means now."""
        free_at = now
        if len(self._starts) == self._starts.maxlen:
            free_at = self._starts[0] + WINDOW
        if self._paused_until is not None:
            free_at = max(free_at, self._paused_until)
        return free_at - now

    def started(self, now: datetime) -> None:
        self._starts.append(now)
