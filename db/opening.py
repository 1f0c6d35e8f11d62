"""The first contact with a store: whether it is there, and one process at a time preparing it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import sqlalchemy as sa

from db import engine
from db.engine import Database
from domain.errors import StartRefused

GREETING_SECONDS = 10
"""A server that is there answers sooner; asyncpg itself would wait for a minute."""

PREPARING = "profkompas preparing"

TURNS = 50
"""Tries to switch a new SQLite file to WAL while other processes do the same."""


async def greet(database: Database) -> None:
    """Returns when the store answers, and a SQLite file can be written; makes its folder.

    Raises StartRefused for a folder that cannot be made; else what the driver raises, which
    db.diagnosis explains.
    """
    if not database.is_sqlite:
        async with asyncio.timeout(GREETING_SECONDS), database.read() as connection:
            await connection.execute(sa.select(1))
    elif database.url.database and not database.url.query:
        await asyncio.to_thread(_try_file, Path(database.url.database))


def _try_file(path: Path) -> None:
    """Opens the file with the driver itself: a failure would leave aiosqlite's thread behind,
    which then complains that the event loop is gone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}"
        raise StartRefused("start-store-not-writable", reason=reason) from error
    patience = engine.SQLITE_BUSY_MS / 1_000
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as connection:
        connection.execute("PRAGMA schema_version")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        _turn_to_wal(connection)


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """Turns the file to write-ahead logging. When several processes turn a new file at once SQLite
    refuses some without waiting («database is locked»); for its turn to write each of them waits.
    A file that is turned stays so."""
    for _ in range(TURNS - 1):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


@asynccontextmanager
async def alone(database: Database) -> AsyncIterator[None]:
    """Processes that prepare one PostgreSQL store go in one by one, and find the work done.

    The lock is its session's: it ends with the connection, however the process ends. SQLite has
    one writer at a time, and every step of the preparation is one transaction that looks again.
    """
    if database.is_sqlite:
        yield
        return
    key = sa.func.hashtext(PREPARING), sa.func.hashtext(sa.func.current_schema())
    async with database.read() as connection:
        try:
            await connection.execute(sa.select(sa.func.pg_advisory_lock(*key)))
            yield
            await connection.execute(sa.select(sa.func.pg_advisory_unlock(*key)))
        except BaseException:
            # Back in the pool it would hold the lock for as long as the process lives.
            await connection.invalidate()
            raise
