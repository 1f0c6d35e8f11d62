"""What came of the last teaching: bench/results/taught.json, by `bench/themes.py --write`.

To read every example and to learn from all of them twice takes a minute and a half of a processor.
So that tests need not, what was guessed then is kept for an eighth of the examples: whatever has
become of the reading or of the teaching since is seen by guessing those again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import report
from bench.teaching import Example, taught
from services.search.reading.queries import Guess
from services.search.reading.themes.model import ThemeModel

NAME = "taught"
EIGHT = 8

LEVELS = ((0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01))
"""From, and below: probabilities of a guess."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """Of the texts of a language whose first guess is of such a probability: what was said, and
    how often it was right; both 0 to 1."""

    language: str
    low: float
    said: float
    right: float


@dataclass(frozen=True, kw_only=True, slots=True)
class TeachingRecord:
    """`mark` is of the examples. `by_hand` and all below are of a fifth that was held back."""

    mark: str
    guesses: tuple[str, ...]
    """The likeliest theme of each of the eighth, by the model that is shipped."""
    of_an_eighth: tuple[str, ...]
    """The same, by a model that was taught by the eighth alone."""
    by_hand: Mapping[str, float]
    """Share of first guesses that are right."""
    of_three: float
    """Share of texts whose theme is among the three likeliest."""
    calibration: tuple[Calibration, ...]


def eighth(examples: Sequence[Example]) -> list[int]:
    """Places of the examples that stand for all: by the checksum of their text."""
    return [i for i, one in enumerate(examples) if not zlib.crc32(one.text.encode()) // 5 % EIGHT]


def firsts(model: ThemeModel, texts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(model.guess(features)[0].theme for features in texts)


def firsts_of_an_eighth(
    examples: Sequence[Example], texts: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """Of the eighth and its features, by a model that they alone have taught."""
    return firsts(taught([one.theme for one in examples], texts), texts)


def record(
    mark: str,
    model: ThemeModel,
    examples: Sequence[Example],
    texts: Sequence[Sequence[str]],
    held_back: Sequence[tuple[Example, tuple[Guess, ...]]],
) -> TeachingRecord:
    """`texts` are the features of all `examples`; `held_back`, what a model guesses of examples
    that it has not seen."""
    own = eighth(examples)
    own_texts = [texts[i] for i in own]
    hands = sorted({one.hand for one in examples})
    return TeachingRecord(
        mark=mark,
        guesses=firsts(model, own_texts),
        of_an_eighth=firsts_of_an_eighth([examples[i] for i in own], own_texts),
        by_hand={
            hand: _mean([e.theme == g[0].theme for e, g in held_back if e.hand == hand])
            for hand in hands
        },
        of_three=_mean([e.theme in {one.theme for one in g} for e, g in held_back]),
        calibration=tuple(
            _calibration(language, low, high, held_back)
            for language in ("ru", "en")
            for low, high in LEVELS
        ),
    )


def _calibration(
    language: str,
    low: float,
    high: float,
    held_back: Sequence[tuple[Example, tuple[Guess, ...]]],
) -> Calibration:
    sure = [
        (g[0].probability, e.theme == g[0].theme)
        for e, g in held_back
        if e.language == language and low <= g[0].probability < high
    ]
    said, right = _mean([p for p, _ in sure]), _mean([is_right for _, is_right in sure])
    return Calibration(language=language, low=low, said=said, right=right)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def save(found: TeachingRecord) -> Path:
    figures = asdict(found)
    figures |= {"guesses": " ".join(found.guesses), "of_an_eighth": " ".join(found.of_an_eighth)}
    return report.save(NAME, figures)


def load() -> TeachingRecord:
    """Raises OSError, KeyError or ValueError where there is none."""
    figures: dict[str, Any] = json.loads((report.RESULTS / f"{NAME}.json").read_text("utf-8"))[
        "figures"
    ]
    return TeachingRecord(
        mark=figures["mark"],
        guesses=tuple(figures["guesses"].split()),
        of_an_eighth=tuple(figures["of_an_eighth"].split()),
        by_hand=figures["by_hand"],
        of_three=figures["of_three"],
        calibration=tuple(Calibration(**one) for one in figures["calibration"]),
    )
