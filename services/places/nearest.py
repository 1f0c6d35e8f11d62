"""Nearest points on the globe: a k-d tree over unit vectors, walked best first.

Pure Python on purpose: numpy and scikit-learn would cost more start time and memory than they save
(bench/lookup.py measures beside BallTree). Vectors instead of degrees make the poles and the 180°
meridian ordinary places, and the chord grows with the great-circle distance.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Any, Generic, TypeVar

from domain.places.geo import EARTH_RADIUS_KM, Point

T = TypeVar("T")

LEAF = 10
"""Points that share a leaf; smaller leaves cost more steps, larger ones more comparisons."""

Entry = tuple[float, float, float, int]
"""x, y, z on the unit sphere and the position among the items."""

Node = Any
"""A leaf is a list of entries, a branch a tuple (axis, split, below, above)."""


class NearestIndex(Generic[T]):
    """Immutable. Equal distances keep the order in which the items were given."""

    def __init__(
        self, items: Iterable[tuple[Point, T]], kind: Callable[[T], Hashable] | None = None
    ) -> None:
        """Items are of a `kind` each, by which `within` can sift them; the trees share entries."""
        pairs = list(items)
        self._items = [item for _, item in pairs]
        entries = [(*unit_vector(point), i) for i, (point, _) in enumerate(pairs)]
        kinds: dict[Hashable, list[Entry]] = {}
        if kind is not None:
            for entry in entries:
                kinds.setdefault(kind(self._items[entry[3]]), []).append(entry)
        self._roots = {name: _build(found) for name, found in kinds.items()}
        self._root = _build(entries)

    def __len__(self) -> int:
        return len(self._items)

    def iter_nearest(self, point: Point) -> Iterator[tuple[float, T]]:
        """Lazily yields all items with their distance in km, nearest first."""
        target = unit_vector(point)
        tx, ty, tz = target
        heap: list[tuple[float, int, Any]] = [(0.0, -1, (self._root, (0.0, 0.0, 0.0)))]
        nodes = 1
        while heap:
            square, order, payload = heappop(heap)
            if order >= 0:
                yield kilometres_of(square), self._items[order]
                continue
            node, offsets = payload
            # Down to the leaf that is on this side of all branches; their other sides wait.
            while not isinstance(node, list):
                axis, split, below, above = node
                ahead = target[axis] - split
                node, far = (below, above) if ahead < 0 else (above, below)
                moved = _moved(offsets, axis, ahead)
                nodes += 1
                # Negative and unique: nodes come before items at the same distance.
                heappush(heap, (_square(moved), -nodes, (far, moved)))
            for x, y, z, i in node:
                heappush(heap, ((x - tx) ** 2 + (y - ty) ** 2 + (z - tz) ** 2, i, None))

    def nearest(
        self, point: Point, count: int, kind: Hashable | None = None
    ) -> list[tuple[float, T]]:
        """The first `count` of iter_nearest (of the kind, if given), without its queue."""
        best: list[tuple[float, int]] = []
        for root in self._of_kinds(None if kind is None else [kind]):
            _search(root, unit_vector(point), (0.0, 0.0, 0.0), 0.0, count, best)
        return [(kilometres_of(square), self._items[i]) for square, i in best]

    def within(
        self, point: Point, radius_km: float, kinds: Collection[Hashable] | None = None
    ) -> Iterator[tuple[float, T]]:
        """All items (of the kinds, if given) within the radius with their distance in km,
        nearest first; cheaper than `iter_nearest` where there are many."""
        target, reach = unit_vector(point), _square_of(radius_km)
        roots = self._of_kinds(kinds)
        found = [pair for root in roots for pair in _collected(root, target, reach)]
        found.sort()
        return ((kilometres_of(square), self._items[i]) for square, i in found)

    def count_within(
        self,
        point: Point,
        radius_km: float,
        kind: Hashable | None = None,
        limit: float = math.inf,
    ) -> int:
        """How many items (of the kind, if given) `within` finds; a count that has come to the
        `limit` goes no further, and may be somewhat more than it."""
        target, reach = unit_vector(point), _square_of(radius_km)
        roots = self._of_kinds(None if kind is None else [kind])
        return sum(len(_collected(root, target, reach, limit)) for root in roots)

    def _of_kinds(self, kinds: Collection[Hashable] | None) -> list[Node]:
        if kinds is None:
            return [self._root]
        return [self._roots[kind] for kind in kinds if kind in self._roots]


def unit_vector(point: Point) -> tuple[float, float, float]:
    """x, y, z on the unit sphere, whose chords grow with the great-circle distance."""
    lat, lon = math.radians(point.lat), math.radians(point.lon)
    flat = math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), math.sin(lat)


def kilometres_of(square: float) -> float:
    """The great-circle distance of two unit vectors whose squared chord is given."""
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(square) / 2))


def _square_of(km: float) -> float:
    """The reverse of `kilometres_of`."""
    chord = 2 * math.sin(min(km / EARTH_RADIUS_KM, math.pi) / 2)
    return chord * chord


def _build(entries: list[Entry]) -> Node:
    """Splits at the median of the widest axis; points in one spot cannot be split further."""
    if len(entries) <= LEAF:
        return entries
    spans = [_span(entries, axis) for axis in range(3)]
    axis = spans.index(max(spans))
    if spans[axis] == 0.0:
        return entries
    entries.sort(key=lambda entry: entry[axis])
    middle = len(entries) // 2
    split = entries[middle][axis]
    return axis, split, _build(entries[:middle]), _build(entries[middle:])


def _span(entries: Sequence[Entry], axis: int) -> float:
    values = [entry[axis] for entry in entries]
    return float(max(values) - min(values))


def _search(
    node: Node,
    target: tuple[float, float, float],
    offsets: tuple[float, float, float],
    bound: float,
    count: int,
    best: list[tuple[float, int]],
) -> None:
    """Keeps in `best` the `count` nearest, depth first, nearer side first. `bound` is the least
    squared distance from the target to this node's box."""
    if isinstance(node, list):
        tx, ty, tz = target
        for x, y, z, i in node:
            square = (x - tx) ** 2 + (y - ty) ** 2 + (z - tz) ** 2
            if len(best) < count:
                insort(best, (square, i))
            elif (square, i) < best[-1]:
                best.pop()
                insort(best, (square, i))
        return
    axis, split, below, above = node
    ahead = target[axis] - split
    near, far = (below, above) if ahead < 0 else (above, below)
    _search(near, target, offsets, bound, count, best)
    moved = _moved(offsets, axis, ahead)
    square = _square(moved)
    if len(best) < count or square <= best[-1][0]:
        _search(far, target, moved, square, count, best)


def _collected(
    root: Node, target: tuple[float, float, float], reach: float, limit: float = math.inf
) -> list[tuple[float, int]]:
    """(squared chord, position) of all entries whose squared chord to the target is at most
    `reach`, or of at least `limit` of them. Iterates with an explicit stack, as recursion would
    cost more than the rest."""
    tx, ty, tz = target
    found: list[tuple[float, int]] = []
    left: list[tuple[Node, tuple[float, float, float]]] = [(root, (0.0, 0.0, 0.0))]
    while left and len(found) < limit:
        node, offsets = left.pop()
        while not isinstance(node, list):
            axis, split, below, above = node
            ahead = target[axis] - split
            node, far = (below, above) if ahead < 0 else (above, below)
            moved = _moved(offsets, axis, ahead)
            if _square(moved) <= reach:
                left.append((far, moved))
        found += [
            (square, i)
            for x, y, z, i in node
            if (square := (x - tx) ** 2 + (y - ty) ** 2 + (z - tz) ** 2) <= reach
        ]
    return found


def _moved(
    offsets: tuple[float, float, float], axis: int, ahead: float
) -> tuple[float, float, float]:
    """Distances per axis from the target to the box on the far side of a split."""
    if axis == 0:
        return (ahead, offsets[1], offsets[2])
    if axis == 1:
        return (offsets[0], ahead, offsets[2])
    return (offsets[0], offsets[1], ahead)


def _square(offsets: tuple[float, float, float]) -> float:
    x, y, z = offsets
    return x * x + y * y + z * z
