"""A circuit breaker before the queue: while Telegram is away, one message in a while asks for it.

Closed, everything passes. After `FAILURES_TO_OPEN` failed calls in a row it opens: nothing passes
but one probe, and after each failed probe the next one waits twice as long. An answer of
Telegram's own, be it a refusal, closes it. Pure, on the caller's seconds (`Clock.monotonic()`).
"""

from __future__ import annotations

from dataclasses import dataclass

FAILURES_TO_OPEN = 5
"""Where one call in twenty fails by chance, five in a row do so once in three million."""

FIRST_PROBE_SECONDS = 1.0
LONGEST_PROBE_SECONDS = 30.0
"""Seconds. The longest is also how late the queue may notice that Telegram is back; half an hour
of outage costs 64 probes."""


@dataclass(slots=True)
class Breaker:
    _failures: int = 0
    """In a row."""
    _pause: float = 0.0
    """Seconds between the last failure and the next probe; 0: closed."""
    _probe_at: float = 0.0
    _is_probing: bool = False

    @property
    def is_open(self) -> bool:
        return self._pause > 0

    def wait(self, now: float) -> float:
        """Seconds until a probe may leave; 0 when it may now, and while closed."""
        return max(0.0, self._probe_at - now) if self.is_open else 0.0

    def admit(self, now: float) -> bool:
        """Whether a call may be made now; while open, the probe that begins hereby."""
        if not self.is_open:
            return True
        if self._is_probing or self.wait(now) > 0:
            return False
        self._is_probing = True
        return True

    def failed(self, now: float) -> None:
        """A call failed without an answer of Telegram. While the breaker is open, failures of
        calls that began before it opened are ignored, unless a probe is due or under way: then
        they count as that probe."""
        self._failures += 1
        if not self._is_probing and self.wait(now) > 0:
            return
        if self.is_open:
            self._delay(now, min(self._pause * 2, LONGEST_PROBE_SECONDS))
        elif self._failures >= FAILURES_TO_OPEN:
            self._delay(now, FIRST_PROBE_SECONDS)

    def answered(self) -> None:
        self._failures = 0
        self._pause = 0.0
        self._is_probing = False

    def learned_nothing(self) -> None:
        """A call, perhaps the probe, ended without a sign of Telegram either way."""
        self._is_probing = False

    def _delay(self, now: float, pause: float) -> None:
        self._pause = pause
        self._probe_at = now + pause
        self._is_probing = False
