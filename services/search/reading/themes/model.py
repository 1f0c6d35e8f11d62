"""From the features of a text to what it is likely about. Immutable, without numpy.

Softmax regression over TF-IDF of unit length; the weights are whole numbers from -127 to 127, kept
by feature with the small ones left out. `bench.teaching` makes them.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from domain.errors import ConfigError
from services.search.reading.queries import Guess
from services.search.reading.themes.features import weight
from services.search.reading.themes.names import Names

GUESSES_KEPT = 3
"""Themes of a text, the likeliest ones."""

LARGEST_WEIGHT = 127
"""A weight is kept as one signed byte."""

LANE_BYTES, BIAS = 8, 128
"""The weights of a common feature for all themes are one whole number, 64 bits for each theme: it
counts for all of them by one multiplication. BIAS is added to each weight, for no lane may be
negative, and taken off at the end."""

EXACT = 2.0**23
"""Rarities have 24 bits, and none is less than 1: times this they are whole numbers."""

ROWS_KEPT = 3_000
"""Common features, of some 0.9 KB each: those of a text have two thirds of its weights."""

Row = tuple[float, int, int]
"""Of a common feature: the square of its rarity, that rarity times EXACT, its weights in lanes."""


class ThemeModel:
    """Some 55,000 features of 90 themes in a file of 3.2 MB; a guess takes some 0.2 ms."""

    def __init__(
        self,
        head: dict[str, object],
        names: Names,
        rarities: array[float],
        starts: array[int],
        columns: bytes,
        weights: array[int],
    ) -> None:
        """`starts` is where the weights of each feature begin, and where the last ones end."""
        self.mark = str(head["mark"])
        """Of the examples that it was taught from."""
        self.themes = tuple(str(one) for one in _list(head["themes"]))
        self._offsets = [float(str(one)) for one in _list(head["offsets"])]
        self._scale = float(str(head["scale"]))
        self._strange = float(str(head["strange"]))
        self._names = names
        self._rarities, self._starts = rarities, starts
        self._columns, self._weights = columns, weights
        self._rows: dict[str, Row] = {}

    @classmethod
    def of(
        cls,
        head: dict[str, object],
        names: Sequence[str],
        rarities: Sequence[float],
        rows: Iterable[Sequence[float]],
        least: float,
    ) -> ThemeModel:
        """`rows` are the weights of each feature by theme, those below `least` left out."""
        dense = [list(row) for row in rows]
        scale = max((abs(one) for row in dense for one in row), default=1.0) / LARGEST_WEIGHT
        starts, columns, weights = array("I", [0]), bytearray(), array("b")
        for row in dense:
            kept = [(i, round(one / scale)) for i, one in enumerate(row) if abs(one) >= least]
            columns.extend(i for i, _ in kept)
            weights.extend(value for _, value in kept)
            starts.append(len(weights))
        scaled = {**head, "scale": scale}
        lines = Names("\n".join(names).encode())
        return cls(scaled, lines, array("f", rarities), starts, bytes(columns), weights)

    def guess(self, features: Sequence[str]) -> tuple[Guess, ...]:
        """The likeliest themes, best first; their probabilities with all others make up 1."""
        length = 0.0
        lanes = rarities = 0
        scores = [0.0] * len(self.themes)
        for feature in features:
            row = self._rows.get(feature)
            if row is not None:
                square, rarity, weights = row
                length += square
                rarities += rarity
                lanes += rarity * weights
                continue
            number = self._names.number(feature)
            if number is None:
                length += (self._strange * weight(feature)) ** 2
                continue
            value = self._rarities[number]
            length += value * value
            for column, own in self._weights_of(number):
                scores[column] += value * own
            if value <= self._common:
                self._rows[feature] = self._row(number)
        added = BIAS * rarities
        scores = [
            score + (one - added) / EXACT
            for score, one in zip(scores, self._parted(lanes), strict=True)
        ]
        factor = self._scale / (math.sqrt(length) or 1.0)
        raised = [score * factor + own for score, own in zip(scores, self._offsets, strict=True)]
        most = max(raised)
        shares = [math.exp(one - most) for one in raised]
        whole = sum(shares)
        best = sorted(range(len(shares)), key=lambda i: (-shares[i], i))[:GUESSES_KEPT]
        return tuple(Guess(self.themes[i], round(shares[i] / whole, 4)) for i in best)

    @cached_property
    def _common(self) -> float:
        """The largest rarity of a common feature."""
        ordered = sorted(self._rarities)
        return ordered[:ROWS_KEPT][-1] if ordered else 0.0

    def _weights_of(self, number: int) -> Iterator[tuple[int, int]]:
        begin, end = self._starts[number], self._starts[number + 1]
        return zip(self._columns[begin:end], self._weights[begin:end], strict=True)

    def _row(self, number: int) -> Row:
        lanes = bytearray(BIAS.to_bytes(LANE_BYTES, "little") * len(self.themes))
        for column, own in self._weights_of(number):
            lanes[LANE_BYTES * column] = BIAS + own
        rarity = self._rarities[number]
        return rarity * rarity, round(rarity * EXACT), int.from_bytes(lanes, "little")

    def _parted(self, lanes: int) -> Sequence[int]:
        return _array("Q", lanes.to_bytes(LANE_BYTES * len(self.themes), "little"))

    def save(self, path: Path) -> None:
        head = {
            "mark": self.mark,
            "themes": self.themes,
            "offsets": [round(one, 6) for one in self._offsets],
            "scale": self._scale,
            "strange": self._strange,
        }
        blocks = [
            json.dumps(head).encode(),
            self._names.lines,
            _little(self._rarities),
            _little(self._starts),
            self._columns,
            _little(self._weights),
        ]
        sizes = array("I", [len(block) for block in blocks])
        path.write_bytes(b"".join([_little(sizes), *blocks]))


def load_themes(path: Path) -> ThemeModel:
    """Raises ConfigError for what is no such file."""
    try:
        whole = path.read_bytes()
        sizes = _array("I", whole[:24])
        ends = [24]
        for size in sizes:
            ends.append(ends[-1] + size)
        if len(sizes) != 6 or ends[-1] != len(whole):
            raise ValueError("its parts do not make up the file")
        head, names, rarities, starts, columns, weights = (
            whole[begin:end] for begin, end in pairwise(ends)
        )
        return ThemeModel(
            json.loads(head),
            Names(names),
            _array("f", rarities),
            _array("I", starts),
            columns,
            _array("b", weights),
        )
    except (KeyError, ValueError) as error:
        raise ConfigError(f"{path.name}: {error}") from error


def _array(code: str, raw: bytes) -> array:  # type: ignore[type-arg]  # of ints or of floats
    found = array(code, raw)
    _swap(found)
    return found


def _little(numbers: array) -> bytes:  # type: ignore[type-arg]  # of ints or of floats
    copied = array(numbers.typecode, numbers)
    _swap(copied)
    return copied.tobytes()


def _swap(numbers: array) -> None:  # type: ignore[type-arg]  # of ints or of floats
    """The file is little-endian, whatever the machine is."""
    if sys.byteorder == "big":
        numbers.byteswap()


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
