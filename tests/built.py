"""What is built of the same cards and answers is built once for all the Apps of a test process.

Each App builds its indexes when the first text is read: a tenth of a second, and each test has an
App of its own with the starter data. An index is immutable and made of what it is given alone, so
equal data may share one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import services.clusters.answers
import services.search.service
from domain.clusters.answers import Answer
from services.clusters.answer_index import AnswerIndex
from services.clusters.catalogue import Catalogue
from services.search.index import Index
from services.search.reading.lexicon import Lexicon

KEPT = 8
"""Of each kind: the starter data, and what a test has changed in it."""

_indexes: dict[Any, Index] = {}
_answer_indexes: dict[Any, AnswerIndex] = {}


def share_indexes() -> None:
    services.search.service.Index = _index  # type: ignore[assignment,attr-defined]  # of tests only
    services.clusters.answers.AnswerIndex = _answer_index  # type: ignore[assignment,attr-defined]


def _index(catalogue: Catalogue, lexicon: Lexicon) -> Index:
    key = catalogue.version, tuple(catalogue.by_id.values()), id(lexicon)
    if key not in _indexes:
        _make_room(_indexes)
        _indexes[key] = Index(catalogue, lexicon)
    return _indexes[key]


def _answer_index(answers: Iterable[Answer]) -> AnswerIndex:
    found = tuple(answers)
    key = tuple(map(repr, found))
    if key not in _answer_indexes:
        _make_room(_answer_indexes)
        _answer_indexes[key] = AnswerIndex(found)
    return _answer_indexes[key]


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= KEPT:
        del kept[next(iter(kept))]
