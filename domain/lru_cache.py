"""Bounded caches: LRU, a filter of keys seen before, values computed from shared ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """A least-recently-used cache of at most `limit` values. None is no value: `get` returns it
    for a key that is not there."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        """Does not count as a use: the order of eviction stays."""
        return key in self._values

    def look(self, key: K) -> V | None:
        """The value as `get` finds it, without a change of the order of eviction: for what will
        not be asked for again."""
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
        """Removes the key; one that is not there is no error."""
        self._values.pop(key, None)

    def clear(self) -> None:
        self._values.clear()


class AskedBefore:
    """Tells a key seen among the last `limit` different ones from a new one, so that only what was
    asked for twice goes into a cache: most of what one person asks for nobody asks for again."""

    def __init__(self, limit: int) -> None:
        self._asked = LruCache[int, bool](limit)

    def __call__(self, key: Hashable) -> bool:
        """Whether the key was seen before; it is from now on. Only its hash is kept, so a
        collision counts as seen."""
        mark = hash(key)
        is_known = mark in self._asked
        self._asked.keep(mark, value=True)
        return is_known


class MadeOnce(Generic[V]):
    """Keeps what was computed from an immutable `source` under a key, until the same key comes
    with another source object (compared by identity, not equality)."""

    def __init__(self, limit: int) -> None:
        self._made = LruCache[Hashable, tuple[object, V]](limit)

    def of(self, source: object, key: Hashable, make: Callable[[], V]) -> V:
        known = self._made.get(key)
        if known is not None and known[0] is source:
            return known[1]
        made = make()
        self._made.keep(key, (source, made))
        return made
