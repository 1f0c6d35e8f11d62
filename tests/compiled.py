"""One memory of compiled statements for all the stores of a test process.

SQLAlchemy keeps it for each engine, by the dialect object; each test has engines of its own, so
every statement was compiled anew some thousand times. Here dialects of one kind and one server
count as one: they compile alike, for all tests of a process use the same libraries.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import create_async_engine

import db.engine

_compiled: dict[Any, Any] = {}


def share_compiled_statements() -> None:
    for kind in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        kind.__hash__ = _hash  # type: ignore[assignment,method-assign]  # of tests only
        kind.__eq__ = _is_equal  # type: ignore[assignment,method-assign]
    db.engine.create_async_engine = partial(  # type: ignore[attr-defined]
        create_async_engine, execution_options={"compiled_cache": _compiled}
    )


def _alike(dialect: Dialect) -> tuple[object, ...]:
    return type(dialect), getattr(dialect, "server_version_info", None), dialect.paramstyle


def _hash(self: Dialect) -> int:
    return hash(type(self))


def _is_equal(self: Dialect, other: object) -> bool:
    return isinstance(other, Dialect) and _alike(self) == _alike(other)
