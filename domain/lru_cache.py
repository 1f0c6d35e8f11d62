"""What was asked for last, within a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """At most `limit` values; the one that nobody has asked for longest makes room."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        """Looks only: this is no asking."""
        return key in self._values

    def look(self, key: K) -> V | None:
        """As `get`, but no asking either: what will not be asked for again shall not stay."""
        return self._values.get(key)

    def get(self, key: K) -> V | None:
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def keep(self, key: K, value: V) -> None:
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._limit:
            self._values.popitem(last=False)

    def drop(self, key: K) -> None:
        """Also of what is not there."""
        self._values.pop(key, None)

    def clear(self) -> None:
        self._values.clear()


class AskedBefore:
    """Whether something has been asked for before, among the last `limit` things: what one person
    alone asks for is not worth its memory, nor the work of keeping it."""

    def __init__(self, limit: int) -> None:
        self._asked = LruCache[int, bool](limit)

    def __call__(self, key: Hashable) -> bool:
        """By its hash: of two that share one the second is kept a little early."""
        mark = hash(key)
        is_known = mark in self._asked
        self._asked.keep(mark, value=True)
        return is_known


class MadeOnce(Generic[V]):
    """What is made of a value that many share, until another value has its key.

    Of values that never change: the very one, and not an equal one, counts.
    """

    def __init__(self, limit: int) -> None:
        self._made = LruCache[Hashable, tuple[object, V]](limit)

    def of(self, source: object, key: Hashable, make: Callable[[], V]) -> V:
        known = self._made.get(key)
        if known is not None and known[0] is source:
            return known[1]
        made = make()
        self._made.keep(key, (source, made))
        return made
