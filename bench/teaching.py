"""Learning themes from examples: softmax regression, one example after another (AdaGrad).

Offline only, for it needs numpy: `bench/themes.py --write` makes data/themes.bin with it.
"""

from __future__ import annotations

import csv
import hashlib
import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from services.search.reading.themes.features import weight
from services.search.reading.themes.model import ThemeModel

LEAST_EXAMPLES = 2
"""That hold a feature: one of a single example counts as one of none, so that the model learns how
little a text of strange words says."""

FLOAT = np.float32
ROUNDS = 5
STEP = FLOAT(0.8)
SHRINK = FLOAT(1e-5)
PULL = FLOAT(0.005)
"""Of how common a theme is."""

LEAST_WEIGHT = 0.5
"""Weights so small are left out of the file; the largest are some 20."""

SEED = 39

Floats = npt.NDArray[np.float32]
Row = tuple[npt.NDArray[np.int64], Floats]


@dataclass(frozen=True, slots=True)
class Example:
    theme: str
    language: str
    hand: str
    """Who wrote it: people are farther from one another than from themselves."""
    text: str


def read_examples(path: Path) -> list[Example]:
    """Raises ValueError for a text that stands there twice."""
    with path.open(encoding="utf-8", newline="") as lines:
        found = [
            Example(r["theme"], r["language"], r["hand"], r["text"]) for r in csv.DictReader(lines)
        ]
    twice = [one for one, n in Counter(e.text.casefold() for e in found).items() if n > 1]
    if twice:
        raise ValueError(f"{path.name}: twice {twice}")
    return found


def mark_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def taught(themes: Sequence[str], texts: Sequence[Sequence[str]], mark: str = "") -> ThemeModel:
    """A model taught with the theme and the features of each example; equal examples give equal
    models."""
    names_of_themes = sorted(set(themes))
    held = Counter(one for found in texts for one in found)
    names = sorted(one for one, count in held.items() if count >= LEAST_EXAMPLES)
    rarities = [_rarity(len(texts), held[name]) * weight(name) for name in names]
    strange = _rarity(len(texts), 1)
    numbers = {name: i for i, name in enumerate(names)}
    rows = [_row(found, numbers, rarities, strange) for found in texts]
    labels = [names_of_themes.index(theme) for theme in themes]
    weights, offsets = _fitted(rows, labels, (len(names), len(names_of_themes)))
    head: dict[str, Any] = {
        "mark": mark,
        "themes": names_of_themes,
        "offsets": offsets.tolist(),
        "strange": strange,
    }
    return ThemeModel.of(head, names, rarities, weights.tolist(), LEAST_WEIGHT)


def _rarity(examples: int, held: int) -> float:
    return math.log((1 + examples) / (1 + held)) + 1


def _row(
    found: Sequence[str], numbers: dict[str, int], rarities: Sequence[float], strange: float
) -> Row:
    known = [numbers[one] for one in found if one in numbers]
    others = sum((strange * weight(one)) ** 2 for one in found if one not in numbers)
    length = math.sqrt(sum(rarities[i] ** 2 for i in known) + others) or 1.0
    return np.array(known, dtype=np.int64), np.array([rarities[i] / length for i in known], FLOAT)


def _fitted(
    rows: Sequence[Row], labels: Sequence[int], shape: tuple[int, int]
) -> tuple[Floats, Floats]:
    """What an example touches is taken once and put back once: most of the time goes to memory."""
    weights, seen = np.zeros(shape, FLOAT), np.full(shape, 1e-3, FLOAT)
    offsets = np.zeros(shape[1], FLOAT)
    order = list(range(len(rows)))
    shuffle = random.Random(SEED).shuffle
    for _ in range(ROUNDS):
        shuffle(order)
        for i in order:
            at, values = rows[i]
            own = weights.take(at, axis=0)
            wrong = values @ own + offsets
            wrong = np.exp(wrong - wrong.max())
            wrong /= wrong.sum()
            wrong[labels[i]] -= 1
            slope = np.multiply.outer(values, wrong)
            slope += SHRINK * own
            squares = slope * slope
            squares += seen.take(at, axis=0)
            seen[at] = squares
            slope *= STEP
            slope /= np.sqrt(squares, out=squares)
            own -= slope
            weights[at] = own
            offsets -= PULL * wrong
    return weights, offsets
