"""Every query that there is is asked once, and none reads through what grows with people.

tests/handlers/test_plans.py looks at those that buttons and loops come to; here are also those for
which much has to happen first: a session that moves, a message that is old, a person who blocks
the bot. What they are asked with is made from the types of their parameters.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from inspect import Parameter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.plans import Record, recorded
from db.engine import Database
from db.row_caches import RowCaches
from db.tables import metadata, sessions
from db.tables.base import UtcDateTime
from db.unit_of_work import Transaction
from domain.announcements.audiences import Favourites, ValueCondition
from domain.announcements.messages import AnnouncementCopy
from domain.errors import AlreadyHandled
from domain.ids import AnnouncementId
from domain.outgoing import Outgoing
from tests.reading_through import FIRST, IN_BOUNDS, as_if_large, not_allowed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

VALUES: dict[object, Any] = {
    bool: True, int: FIRST, float: 1.0, str: f"x{FIRST}", bytes: b"x", datetime: NOW,
    date: NOW.date(), time: time(8), timedelta: timedelta(days=1), NoneType: None, Any: {},
    Outgoing: AnnouncementCopy(announcement=AnnouncementId(FIRST)),
    type[ValueCondition]: Favourites, ZoneInfo: ZoneInfo("Europe/Moscow"),
    sa.Select: sa.select(sessions.c.id).where(sessions.c.id == f"x{FIRST}"),
}  # fmt: skip
"""Where tables have rows, there are some of this number or text."""

SELDOM = {
    "outbox.totals": "all rows by their state, for a graph, every ten minutes at most",
    "news.older": "which news are old, every six hours; they do not grow with people",
    "programme.taken_ids": "when an organiser uploads a programme; organisers bring sessions",
}
"""Queries that read a table through, when, and for whom."""

ELSEWHERE = {"rehearsals": "of a copy of the store, on which an event is played"}
"""Aggregates whose queries may read everything."""


OF_POSTGRES = ("incoming.", "presence.", "leases.now")
"""What only several replicas ask."""

ALSO: dict[str, dict[str, Any]] = {"news_sources.change": {"title": "x"}}
"""Given where a query takes whatever it is given (**)."""


@pytest.mark.slow
async def test_no_query_reads_through_what_grows_with_people(database: Database) -> None:
    asked: dict[str, Record] = {}
    async with as_if_large(database) as connection:
        if database.is_sqlite:
            await add_rows(connection)
        tx = Transaction(connection, RowCaches.of(database, 0))
        for name, query in queries(tx):
            if database.is_sqlite and name.startswith(OF_POSTGRES):
                continue
            asked[name] = await statements_of(connection, query, ALSO.get(name, {}))
        wrong = [
            f"{name}: {found}"
            for name, record in asked.items()
            if name not in SELDOM
            for found in await not_allowed(connection, record.sent.values())
        ]
    assert [name for name, record in asked.items() if not record.sent] == []
    assert {*SELDOM} <= asked.keys()
    assert wrong == []


def queries(tx: Transaction) -> Iterator[tuple[str, Callable[..., Any]]]:
    """All that a service can ask or tell the store, by name."""
    for aggregate, one in vars(Transaction).items():
        if not isinstance(one, cached_property) or aggregate in ELSEWHERE:
            continue
        found = getattr(tx, aggregate)
        for name, _function in inspect.getmembers(type(found), inspect.iscoroutinefunction):
            if not name.startswith("_"):
                yield f"{aggregate}.{name}", getattr(found, name)


async def statements_of(
    connection: AsyncConnection, query: Callable[..., Any], also: dict[str, Any]
) -> Record:
    """What a call sends, whether or not rows like those here please it; undone afterwards."""
    hints, parameters = get_type_hints(query), inspect.signature(query).parameters.values()
    by_place = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL)
    given = [made(hints[one.name]) for one in parameters if one.kind in by_place]
    named = {
        one.name: made(hints[one.name]) for one in parameters if one.kind is Parameter.KEYWORD_ONLY
    }
    savepoint = await connection.begin_nested()
    # Neither is "x" a word of ours, nor does everything fit beside the rows that are there.
    with recorded() as record, suppress(ValueError, IntegrityError, AlreadyHandled):
        await query(*given, **named, **also)
    await savepoint.rollback()
    return record


def made(hint: Any) -> Any:
    """A value of a type; of alternatives the first, of a collection one thing, of a dataclass one
    with its defaults."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    origin, inner = get_origin(hint) or hint, get_args(hint)
    if hint in VALUES or origin in VALUES:
        return VALUES.get(hint, VALUES.get(origin))
    if isinstance(hint, TypeVar):
        return made(str)
    if origin in {Union, UnionType}:
        return made(inner[0])
    return _with_parameters(origin, inner) if inner else _of_class(origin)


def _with_parameters(origin: Any, inner: tuple[Any, ...]) -> Any:
    if origin is Callable:
        return lambda *_: made(inner[1])
    if origin is tuple:
        return tuple(made(one) for one in inner if one is not Ellipsis)
    if issubclass(origin, Mapping):
        return {made(inner[0]): made(inner[1])}
    return frozenset({made(inner[0])}) if issubclass(origin, Set) else [made(inner[0])]


def _of_class(kind: Any) -> Any:
    if issubclass(kind, Enum):
        return next(iter(kind))
    hints = get_type_hints(kind)
    needed = [
        one.name
        for one in fields(kind)
        if one.init and one.default is MISSING and one.default_factory is MISSING
    ]
    return kind(**{name: made(hints[name]) for name in needed})


async def add_rows(connection: AsyncConnection) -> None:
    """A few of each table, as `as_if_large` has them; SQLite plans the same without rows, but
    what is written for the people found needs some."""
    await connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    await connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    for table in metadata.sorted_tables:
        rows = [
            {column.name: _stored(column, n) for column in table.columns}
            for n in range(FIRST, FIRST + 3)
        ]
        await connection.execute(sa.insert(table), rows)
    # Or SQLite would look for references that are yet to be mended, with plans of their own.
    await connection.exec_driver_sql("PRAGMA defer_foreign_keys = OFF")


def _stored(column: sa.Column[Any], n: int) -> Any:
    values = {
        sa.Boolean: n % 2 == 0, sa.SmallInteger: n % 1000, sa.Integer: n, sa.Float: float(n),
        sa.Date: NOW.date() + timedelta(days=n - FIRST), sa.LargeBinary: b"x", sa.JSON: {},
        UtcDateTime: NOW + timedelta(minutes=n - FIRST), sa.Text: f"x{n}",
    }  # fmt: skip
    of_kind = next(value for kind, value in values.items() if isinstance(column.type, kind))
    return n % 90 if column.name in IN_BOUNDS else of_kind
