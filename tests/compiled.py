"""One memory of compiled statements for all the stores of a test process.

SQLAlchemy keeps it for each engine, by the dialect object; each test has engines of its own, so
every statement was compiled anew some thousand times. Here dialects of one kind and one server
count as one: they compile alike, for all tests of a process use the same libraries.

What a dialect asks of a store when it meets it first (its version, its schema) is asked once, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

import db.engine

_compiled: dict[Any, Any] = {}
_answers: dict[tuple[object, ...], dict[str, Any]] = {}


def share_compiled_statements() -> None:
    for kind in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        kind.__hash__ = _hash  # type: ignore[assignment,method-assign]  # of tests only
        kind.__eq__ = _is_equal  # type: ignore[assignment,method-assign]
    db.engine.create_async_engine = _acquainted  # type: ignore[assignment,attr-defined]


def _acquainted(url: sa.URL, **options: Any) -> AsyncEngine:
    """An engine that asks only what no engine on the like of its store has asked."""
    engine = create_async_engine(url, execution_options={"compiled_cache": _compiled}, **options)
    place = "" if url.get_backend_name() == "sqlite" else str(url)
    settings = options["connect_args"].get("server_settings", {})
    key = place, settings.get("search_path"), options.get("isolation_level")
    dialect: Any = engine.sync_engine.dialect
    dialect.initialize = partial(_initialize, dialect, dialect.initialize, key)
    return engine


def _initialize(
    dialect: Any, ask: Callable[[Any], None], key: tuple[object, ...], connection: Any
) -> None:
    if key not in _answers:
        before = {**vars(dialect)}
        ask(connection)
        _answers[key] = {
            name: value
            for name, value in vars(dialect).items()
            if value is None or isinstance(value, bool | str | tuple)
            if name not in before or before[name] != value
        }
    vars(dialect).update(_answers[key])


def _alike(dialect: Dialect) -> tuple[object, ...]:
    return type(dialect), getattr(dialect, "server_version_info", None), dialect.paramstyle


def _hash(self: Dialect) -> int:
    return hash(type(self))


def _is_equal(self: Dialect, other: object) -> bool:
    return isinstance(other, Dialect) and _alike(self) == _alike(other)
