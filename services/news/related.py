"""«Другие события»: how near two items are. Pure; candidates come bounded from the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import NewsId
from domain.news.items import Headline, Labels
from services.news.stems import stems

CLUSTER_WEIGHT = 4.0
TOPIC_WEIGHT = 2.0
REGION_WEIGHT = 1.5
WORD_WEIGHT = 1.0
HALVED_EVERY = timedelta(days=60)
"""Between two equally near items the one of this month is read, not that of last year."""

SHORT_WORD_LETTERS = 3
"""Stems of so few letters («и», «для») tell nothing."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the others are compared with."""

    id: NewsId
    labels: Labels
    words: frozenset[str]
    published_at: datetime


def subject(one: Headline) -> Subject:
    return Subject(one.id, one.labels, telling_words(one.title), one.published_at)


def telling_words(title: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(title) if len(stem) > SHORT_WORD_LETTERS)


def kinship(one: Subject, other: Headline) -> float:
    """0 where nothing is shared; the farther apart in time, the less it counts."""
    shared = (
        CLUSTER_WEIGHT * _common(one.labels.clusters, other.labels.clusters)
        + TOPIC_WEIGHT * _common(one.labels.topics, other.labels.topics)
        + REGION_WEIGHT * _common(one.labels.regions, other.labels.regions)
        + WORD_WEIGHT * len(one.words & telling_words(other.title))
    )
    return float(shared * 0.5 ** (abs(one.published_at - other.published_at) / HALVED_EVERY))


def nearest(one: Subject, candidates: Iterable[Headline], limit: int) -> list[NewsId]:
    """Nearest first; then those that share nothing, newest first. Never the item itself."""
    unique = {other.id: other for other in candidates if other.id != one.id}
    ordered = sorted(
        unique.values(),
        key=lambda other: (kinship(one, other), other.published_at, other.id),
        reverse=True,
    )
    return [other.id for other in ordered[:limit]]


def _common(left: Iterable[object], right: Iterable[object]) -> int:
    return len(set(left) & set(right))
