"""Pacing: never more than `rate` messages in any sliding second. Pure, on the caller's seconds."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque

WINDOW = 1.012
"""Seconds. A little more than the second that Telegram counts, for messages travel unevenly; it
costs 1.2 % of the rate (bench/at_the_limit.py)."""

HURRY = 1.25
"""How much faster than the rate single messages may follow each other, to catch up after a delay.

Without this bound a second's messages would leave at its beginning, and a reminder would wait for
the next one."""

BURST_SECONDS = 0.05

RESOLUTION = 1e-6
"""Seconds. A shorter wait is none: added to a large clock reading it might not move it."""


class SlidingLimiter:
    """Counts messages: an album weighs as many as it has parts. Times are `Clock.monotonic()`."""

    def __init__(self, rate: int, *, burst_seconds: float = BURST_SECONDS) -> None:
        self.rate = rate
        self._starts: deque[float] = deque(maxlen=rate)
        self._paused_until = float("-inf")
        self._burst = max(1.0, rate * burst_seconds)
        self._tokens = self._burst
        self._filled_at = float("-inf")

    def pause(self, until: float) -> None:
        """Holds everything back (429); a longer pause already in force stays."""
        self._paused_until = max(self._paused_until, until)

    def wait(self, now: float, weight: int = 1) -> float:
        """Seconds until a message of this weight may start; zero or less means now."""
        self._fill(now)
        spread = (1.0 - self._tokens) / (self.rate * HURRY) if self._tokens < 1 else 0.0
        wait = max(self._paused_until - now, spread, self._window_wait(now, weight))
        return wait if wait > RESOLUTION else 0.0

    def available(self, now: float, limit: int) -> int:
        """How many single messages may start at this moment, at most `limit`."""
        if self.wait(now) > 0:
            return 0
        gone = bisect_right(self._starts, now, key=lambda start: start + WINDOW)
        free = self.rate - len(self._starts) + gone
        return min(limit, max(1, min(int(self._tokens), free)))

    def started(self, now: float, weight: int = 1) -> None:
        self._fill(now)
        self._tokens -= weight
        self._starts.extend([now] * min(weight, self.rate))

    def _window_wait(self, now: float, weight: int) -> float:
        """Until so many of the last `rate` starts have left the window that this one fits."""
        excess = len(self._starts) + min(weight, self.rate) - self.rate
        return self._starts[excess - 1] + WINDOW - now if excess > 0 else 0.0

    def _fill(self, now: float) -> None:
        if now > self._filled_at:
            gained = (now - self._filled_at) * self.rate * HURRY
            self._tokens = min(self._burst, self._tokens + gained)
            self._filled_at = now
