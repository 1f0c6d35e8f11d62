"""What is built of the same cards and answers is built once for all the Apps of a test process.

Each App reads 400 cards and builds its catalogue and indexes for the first update: a tenth of a
second, and each test has an App of its own with the starter data. Cards, answers, indexes and
rules are immutable and made of what they are given alone, so equal data may share them.

It takes the place of seven makers in the product rather than being given to it: they are called
four floors below build_app, and a parameter through all of them would be there for tests alone. A
maker that is called elsewhere by then is built as ever, only slower; nothing is shared wrongly.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import sqlalchemy as sa

import bot.wiring.clusters
import db.clusters.answers
import db.clusters.cards
import services.clusters.answers
import services.clusters.catalogue
import services.news.labels
import services.search.service
from db.clusters.answers import AnswerQueries
from db.clusters.cards import ClusterQueries
from db.tables import answers, clusters
from domain.clusters.answers import Answer
from domain.clusters.cards import Cluster
from domain.news.items import Topic
from services.clusters.answer_index import AnswerIndex
from services.clusters.catalogue import Catalogue
from services.clusters.coverage import load_told
from services.news.labels import Rules
from services.places.gazetteer import Gazetteer
from services.search.index import Index
from services.search.reading.lexicon import Lexicon

T = TypeVar("T")

KEPT = 8
"""Of each kind: the starter data, and what a test has changed in it."""

SINGLE_CARDS_KEPT = 10_000


def _as_stored(table: sa.Table) -> sa.Select[Any]:
    return sa.select(
        *(
            sa.type_coerce(c, sa.String) if isinstance(c.type, sa.JSON) else c
            for c in table.columns
        )
    ).order_by(table.c.id)


AS_STORED = _as_stored(clusters)
ANSWERS_AS_STORED = _as_stored(answers)

IN_ONE = ", ".join(
    f"iif({c.name} IS NULL, NULL, printf('%!.17g', {c.name}))"
    if isinstance(c.type, sa.Float)
    else c.name
    for c in clusters.columns
)
AS_TEXT = (
    f"SELECT json_group_array(json_array({IN_ONE})) FROM (SELECT * FROM clusters ORDER BY id)"
)
"""SQLite: all of `AS_STORED` as one text, which is quicker to compare than to read."""

UNCHANGED = "cards are as prepared"
"""A row of `data_versions` in a prepared store: 0 until somebody writes to the cards."""

WATCHING = [
    f"CREATE TRIGGER cards_{event} AFTER {event} ON clusters BEGIN "
    f"UPDATE data_versions SET version = version + 1 WHERE name = '{UNCHANGED}'; END"
    for event in ("INSERT", "UPDATE", "DELETE")
]

ARE_UNCHANGED = (
    f"SELECT 1 FROM data_versions WHERE name = '{UNCHANGED}' AND version = 0 "
    f"AND {len(WATCHING)} = (SELECT count(*) FROM sqlite_master "
    "WHERE type = 'trigger' AND tbl_name = 'clusters')"
)

_prepared: list[Cluster] = []
_texts: list[tuple[Any, list[Cluster]]] = []
_catalogues: list[tuple[Any, Catalogue]] = []
_cards: list[tuple[Any, list[Cluster]]] = []
_single_cards: dict[str, Cluster] = {}
_answers: list[tuple[Any, list[Answer]]] = []
_indexes: list[tuple[Any, Index]] = []
_answer_indexes: list[tuple[Any, AnswerIndex]] = []
_rules: list[tuple[Any, Rules]] = []


def share_indexes() -> None:
    db.clusters.cards.ClusterQueries.all = _all_cards  # type: ignore[method-assign]  # of tests
    db.clusters.answers.AnswerQueries.all = _all_answers  # type: ignore[method-assign]
    services.clusters.catalogue.Catalogue.build = _catalogue  # type: ignore[method-assign,assignment]
    services.search.service.Index = _index  # type: ignore[assignment,attr-defined]
    services.clusters.answers.AnswerIndex = _answer_index  # type: ignore[assignment,attr-defined]
    services.news.labels.Rules.build = _built_rules  # type: ignore[method-assign,assignment]
    bot.wiring.clusters.load_told = cache(load_told)  # type: ignore[assignment,attr-defined]


def watch_cards(store: Path) -> None:
    """Lets the copies of this SQLite file tell that their cards are still those of all of them."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("INSERT INTO data_versions (name, version) VALUES (?, 0)", [UNCHANGED])
        for trigger in WATCHING:
            connection.execute(trigger)


async def _all_cards(self: ClusterQueries) -> list[Cluster]:
    if self._connection.dialect.name != "sqlite":
        return await _cards_by_rows(self)
    if not await _are_unchanged(self):
        return await _cards_by_text(self)
    if _prepared:
        return [*_prepared]
    cards = await _cards_by_text(self)
    if await _are_unchanged(self):  # not even while they were read
        _prepared.extend(cards)
    return cards


async def _are_unchanged(self: ClusterQueries) -> bool:
    return (await self._connection.exec_driver_sql(ARE_UNCHANGED)).first() is not None


async def _cards_by_text(self: ClusterQueries) -> list[Cluster]:
    text = (await self._connection.exec_driver_sql(AS_TEXT)).scalar_one()
    kept = _recalled(_texts, text)
    return [*(kept or _keep(_texts, text, await _cards_by_rows(self)))]


async def _cards_by_rows(self: ClusterQueries) -> list[Cluster]:
    """Rows are compared as they are stored: reading their JSON is what takes long."""
    rows = [tuple(row) for row in await self._connection.execute(AS_STORED)]
    kept = _recalled(_cards, rows)
    if kept is None:
        kept = _keep(_cards, rows, [_card(repr(row), row) for row in rows])
    return [*kept]


def _card(stored: str, row: tuple[Any, ...]) -> Cluster:
    """A test changes a card or two: all the others are the very same objects as in the starter
    data, which is what makes comparing them quick. `stored` tells 1 from 1.0, as rows do not."""
    if stored not in _single_cards:
        if len(_single_cards) >= SINGLE_CARDS_KEPT:
            _single_cards.clear()
        _single_cards[stored] = db.clusters.cards._cluster(_read(clusters, row))  # noqa: SLF001
    return _single_cards[stored]


def _read(table: sa.Table, row: tuple[Any, ...]) -> Any:
    """asyncpg has read JSON already, whatever type was asked for."""
    read = {
        column.name: json.loads(one)
        if isinstance(column.type, sa.JSON) and isinstance(one, str)
        else one
        for column, one in zip(table.columns, row, strict=True)
    }
    return SimpleNamespace(**read)


async def _all_answers(self: AnswerQueries) -> list[Answer]:
    rows = [tuple(row) for row in await self._connection.execute(ANSWERS_AS_STORED)]
    kept = _recalled(_answers, rows)
    if kept is None:
        made = [db.clusters.answers._answer(_read(answers, row)) for row in rows]  # noqa: SLF001
        kept = _keep(_answers, rows, sorted(made, key=db.clusters.answers._order))  # noqa: SLF001
    return [*kept]


_build_catalogue = Catalogue.build


def _catalogue(version: int, cards: Iterable[Cluster]) -> Catalogue:
    key = version, [*cards]
    return _recalled(_catalogues, key) or _keep(
        _catalogues, key, _build_catalogue(version, key[1])
    )


def _index(catalogue: Catalogue, lexicon: Lexicon) -> Index:
    key = catalogue.version, id(lexicon), [*catalogue.by_id.values()]
    return _recalled(_indexes, key) or _keep(_indexes, key, Index(catalogue, lexicon))


def _answer_index(answers: Iterable[Answer]) -> AnswerIndex:
    found = [*answers]
    return _recalled(_answer_indexes, found) or _keep(_answer_indexes, found, AnswerIndex(found))


_build_rules = Rules.build


def _built_rules(
    topics: Sequence[Topic], cards: Iterable[Cluster], places: Gazetteer, version: int = 0
) -> Rules:
    key = version, id(places), [*topics], [*cards]
    return _recalled(_rules, key) or _keep(
        _rules, key, _build_rules(key[2], key[3], places, version)
    )


def _recalled(kept: list[tuple[Any, T]], key: object) -> T | None:
    """Equality is quick where most parts are the very same objects, and hashing all is not."""
    for number, (known, made) in enumerate(kept):
        if known == key:
            # What is asked for most, the starter data, is met first and forgotten last.
            kept.insert(0, kept.pop(number))
            return made
    return None


def _keep(kept: list[tuple[Any, T]], key: object, made: T) -> T:
    del kept[KEPT - 1 :]
    kept.insert(0, (key, made))
    return made
