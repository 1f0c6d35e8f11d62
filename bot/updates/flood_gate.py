"""The gate against one person's flood: a bucket each, a bound on what waits. Pure, on a clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from domain.lru_cache import LruCache

BURST = 20
"""Taps and messages that a person in a hurry may send at once."""

PER_SECOND = 3.0
"""What a person can go on doing; a photo album or a fast reader stays below."""

IN_FLIGHT = 10
"""Updates of one user that may wait for each other; they are answered one by one."""

REMEMBERED = 10_000
"""Buckets kept; a full bucket is the same as none, so forgetting the oldest is harmless."""


class Verdict(Enum):
    PASS = "pass"  # noqa: S105  (no password)
    WARN = "warn"
    DROP = "drop"


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: datetime
    is_warned: bool = False


class FloodGate:
    """`enter` each update and `leave` it if it was not dropped. User 0 (nobody) always passes."""

    def __init__(self, *, burst: int = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = burst
        self._per_second = per_second
        self._buckets = LruCache[int, _Bucket](REMEMBERED)
        self._in_flight: Counter[int] = Counter()

    def enter(self, user_id: int, now: datetime) -> Verdict:
        verdict = self._verdict(user_id, now) if user_id else Verdict.PASS
        if verdict is not Verdict.DROP:
            self._in_flight[user_id] += 1
        return verdict

    def leave(self, user_id: int) -> None:
        self._in_flight[user_id] -= 1
        if not self._in_flight[user_id]:
            del self._in_flight[user_id]

    def _verdict(self, user_id: int, now: datetime) -> Verdict:
        bucket = self._filled(user_id, now)
        if bucket.tokens >= 1 and self._in_flight[user_id] < IN_FLIGHT:
            bucket.tokens -= 1
            return Verdict.PASS
        if bucket.is_warned:
            return Verdict.DROP
        bucket.is_warned = True
        return Verdict.WARN

    def _filled(self, user_id: int, now: datetime) -> _Bucket:
        bucket = self._buckets.get(user_id)
        if bucket is None:
            bucket = _Bucket(float(self._burst), now)
            self._buckets.keep(user_id, bucket)
        passed = max(0.0, (now - bucket.filled_at).total_seconds())
        bucket.tokens = min(float(self._burst), bucket.tokens + passed * self._per_second)
        bucket.filled_at = now
        if bucket.tokens >= self._burst / 2 and not self._in_flight[user_id]:
            bucket.is_warned = False
        return bucket
