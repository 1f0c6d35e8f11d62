"""Rows kept between reads by the one process that writes them.

Polling allows one receiver of updates (a second one gets 409), so what that process has read and
not written since is still true. Where several replicas share a webhook, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from domain.lru_cache import LruCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ROWS_KEPT = 5_000
"""People and conversations seen last; about a kilobyte each."""

CHECKED_EVERY = timedelta(seconds=1)
"""How long a SharedValue is taken for current: one query a second instead of one an update."""


class RowCache(Generic[K, V]):
    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._rows = LruCache[K, V](limit)
        self.generation = 0
        """Grows with every change; a row read before a change must not be kept after it."""

    def recall(self, key: K) -> V | None:
        return self._rows.get(key)

    async def get(self, key: K, read: Callable[[], Awaitable[V]]) -> V:
        """The row that is kept, else what `read` finds, which is kept from then on."""
        known = self.recall(key)
        if known is None:
            read_at = self.generation
            known = await read()
            self.keep(key, known, read_at=read_at)
        return known

    def keep(self, key: K, row: V, *, read_at: int) -> None:
        """Keeps the row unless any row was changed since it was read: `read_at` is the
        `generation` taken before."""
        if not self._limit or read_at != self.generation:
            return
        self._rows.keep(key, row)

    def forget(self, key: K) -> None:
        self._rows.drop(key)
        self.generation += 1

    def replace(self, key: K, row: V) -> None:
        """Keeps a row that was just committed in place of what is known of it."""
        self.forget(key)
        self.keep(key, row, read_at=self.generation)

    def forget_all(self) -> None:
        self._rows.clear()
        self.generation += 1


class SharedValue(Generic[V]):
    """A value that every update needs. Read again CHECKED_EVERY, since another process may write
    it too, and after each change made here; on every call if `remembers` is False.

    While nothing has changed the very same object is returned, so that others can cache by
    identity.
    """

    def __init__(self, read: Callable[[], Awaitable[V]], *, remembers: bool) -> None:
        self._read = read
        self._remembers = remembers
        self.generation = 0
        """Grows with every change here."""
        self._known: tuple[int, V] | None = None
        """The value with the generation that it is of."""
        self._read_at = datetime.min.replace(tzinfo=UTC)

    def forget(self) -> None:
        """Something has been committed here."""
        self.generation += 1

    async def get(self, now: datetime) -> V:
        generation = self.generation
        known = self._known if self._remembers else None
        if known is not None and known[0] == generation:
            if abs(now - self._read_at) < CHECKED_EVERY:
                return known[1]
            self._read_at = now  # one asks; whoever comes meanwhile takes what is known
        value = await self._read()
        if self._known == (generation, value):
            value = self._known[1]
        self._known, self._read_at = (generation, value), now
        return value
