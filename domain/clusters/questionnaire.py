"""«Помоги выбрать»: from what one likes to industries. Pure; answers are never stored."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.clusters.cards import Industry
from domain.people.users import Language

SKIPPED = 0
"""In place of the number of an option."""

LEAST_INDUSTRIES, MOST_INDUSTRIES = 2, 3
"""Industries that are recommended."""

LEAST_SHARE_OF_SECOND = 0.7
"""A third industry is named if it fits at least so well beside the second."""

REASONS_TOLD = 2
"""Answers that are named with an industry, those that speak most for it."""

OPTIONS_LIMIT = 9
"""An answer is one digit of callback data."""


@dataclass(frozen=True, slots=True)
class Option:
    text: Mapping[Language, str]
    weights: Mapping[Industry, int]


@dataclass(frozen=True, slots=True)
class ChoosingQuestion:
    id: str
    text: Mapping[Language, str]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`because` are the chosen options that led here, the weightiest first; perhaps none."""

    industry: Industry
    because: tuple[Option, ...]


@dataclass(frozen=True)
class Questionnaire:
    """Answers are a sequence of numbers: SKIPPED, or an option counted from 1."""

    questions: tuple[ChoosingQuestion, ...]

    @cached_property
    def version(self) -> str:
        """Other questions, options or weights make another version; other words do not."""
        shape = [
            (question.id, [sorted(option.weights.items()) for option in question.options])
            for question in self.questions
        ]
        return f"{zlib.crc32(repr(shape).encode()):08x}"

    def accepts(self, answers: Sequence[int]) -> bool:
        return len(answers) <= len(self.questions) and all(
            0 <= number <= len(question.options)
            for number, question in zip(answers, self.questions, strict=False)
        )

    def recommend(
        self, answers: Sequence[int], available: Mapping[Industry, int]
    ) -> tuple[Recommendation, ...]:
        """Two or three of the `available` industries (with how many clusters each has).

        The best fitting first; among equals the one with more clusters, then by its code. Where
        the answers lead to fewer than two, those with most clusters follow, without a reason.
        """
        chosen = self._chosen(answers)
        scores = {industry: self._score(industry, chosen) for industry in available}
        ranked = sorted(available, key=lambda one: (-scores[one], -available[one], one.value))
        kept = ranked[:LEAST_INDUSTRIES]
        if len(ranked) > LEAST_INDUSTRIES and scores[ranked[LEAST_INDUSTRIES]] > 0:
            enough = scores[ranked[LEAST_INDUSTRIES - 1]] * LEAST_SHARE_OF_SECOND
            kept += [
                one for one in ranked[LEAST_INDUSTRIES:MOST_INDUSTRIES] if scores[one] >= enough
            ]
        return tuple(Recommendation(one, _reasons(one, chosen)) for one in kept)

    def _chosen(self, answers: Sequence[int]) -> list[Option]:
        return [
            question.options[number - 1]
            for number, question in zip(answers, self.questions, strict=False)
            if number != SKIPPED
        ]

    def _score(self, industry: Industry, chosen: Sequence[Option]) -> float:
        """Weights are scarcer for some industries: the root evens that out halfway."""
        got = sum(option.weights.get(industry, 0) for option in chosen)
        return got / math.sqrt(self._reach[industry]) if got else 0.0

    @cached_property
    def _reach(self) -> dict[Industry, int]:
        """The most that answers can add up to for each industry."""
        return {
            industry: sum(
                max((option.weights.get(industry, 0) for option in question.options), default=0)
                for question in self.questions
            )
            for industry in Industry
        }


def _reasons(industry: Industry, chosen: Sequence[Option]) -> tuple[Option, ...]:
    leading = [option for option in chosen if option.weights.get(industry)]
    leading.sort(key=lambda option: -option.weights[industry])
    return tuple(leading[:REASONS_TOLD])
