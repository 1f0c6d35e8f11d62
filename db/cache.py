"""Rows kept between reads by the one process that writes them.

Polling allows one receiver of updates (a second one gets 409), so what that process has read and
not written since is still true. Where several replicas share a webhook, nothing is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ROWS_KEPT = 5_000
"""People and conversations seen last; about a kilobyte each."""


class RowCache(Generic[K, V]):
    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._rows: OrderedDict[K, V] = OrderedDict()
        self.generation = 0
        """Grows with every change; a row read before a change must not be kept after it."""

    def recall(self, key: K) -> V | None:
        row = self._rows.get(key)
        if row is not None:
            self._rows.move_to_end(key)
        return row

    def keep(self, key: K, row: V, *, read_at: int) -> None:
        """`read_at` is the generation before the row was read."""
        if not self._limit or read_at != self.generation:
            return
        self._rows[key] = row
        if len(self._rows) > self._limit:
            self._rows.popitem(last=False)

    def forget(self, key: K) -> None:
        self._rows.pop(key, None)
        self.generation += 1

    def replace(self, key: K, row: V) -> None:
        """What was just committed."""
        self.forget(key)
        self.keep(key, row, read_at=self.generation)

    def forget_all(self) -> None:
        self._rows.clear()
        self.generation += 1
