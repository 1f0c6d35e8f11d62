"""From the features of a text to what it is likely about. Immutable, without numpy.

Softmax regression over TF-IDF of unit length; the weights are whole numbers from -127 to 127, kept
by feature with the small ones left out. `bench.teaching` makes them.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from domain.errors import ConfigError
from services.search.reading.queries import Guess
from services.search.reading.themes.features import weight

GUESSES = 3
LARGEST = 127


class ThemeModel:
    """Some 45,000 features of 90 themes in a file of 2.6 MB; a guess takes some 0.4 ms."""

    def __init__(
        self,
        head: dict[str, object],
        names: Sequence[str],
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
        self._numbers = {name: i for i, name in enumerate(names)}
        self._rarities, self._starts = rarities, starts
        self._columns, self._weights = columns, weights

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
        scale = max((abs(one) for row in dense for one in row), default=1.0) / LARGEST
        starts, columns, weights = array("I", [0]), bytearray(), array("b")
        for row in dense:
            kept = [(i, round(one / scale)) for i, one in enumerate(row) if abs(one) >= least]
            columns.extend(i for i, _ in kept)
            weights.extend(value for _, value in kept)
            starts.append(len(weights))
        scaled = {**head, "scale": scale}
        return cls(scaled, names, array("f", rarities), starts, bytes(columns), weights)

    def guess(self, features: Sequence[str]) -> tuple[Guess, ...]:
        """The likeliest themes, best first; their probabilities with all others make up 1."""
        length = 0.0
        scores = [0.0] * len(self.themes)
        columns, weights, starts = self._columns, self._weights, self._starts
        for feature in features:
            number = self._numbers.get(feature)
            if number is None:
                length += (self._strange * weight(feature)) ** 2
                continue
            value = self._rarities[number]
            length += value * value
            begin, end = starts[number], starts[number + 1]
            for column, own in zip(columns[begin:end], weights[begin:end], strict=True):
                scores[column] += value * own
        factor = self._scale / (math.sqrt(length) or 1.0)
        raised = [score * factor + own for score, own in zip(scores, self._offsets, strict=True)]
        most = max(raised)
        shares = [math.exp(one - most) for one in raised]
        whole = sum(shares)
        best = sorted(range(len(shares)), key=lambda i: (-shares[i], i))[:GUESSES]
        return tuple(Guess(self.themes[i], round(shares[i] / whole, 4)) for i in best)

    def save(self, path: Path) -> None:
        names = "\n".join(self._numbers).encode()
        head = {
            "mark": self.mark,
            "themes": self.themes,
            "offsets": [round(one, 6) for one in self._offsets],
            "scale": self._scale,
            "strange": self._strange,
        }
        blocks = [
            json.dumps(head).encode(),
            names,
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
            names.decode().split("\n"),
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
