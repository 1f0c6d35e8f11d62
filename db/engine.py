"""Opens the store on SQLite or PostgreSQL; the only place that knows what differs between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from db.inline import connect_inline

SQLITE_BUSY_MS = 5_000
"""How long a second process (the import command) may hold the write lock."""

READERS = 15
"""Connections (on SQLite each with a thread) that may be open, and stay so: SQLAlchemy would close
all but five whenever they are idle, and open them anew for the next burst of updates."""

INLINE_READERS = 64
"""Kept open: without waiting, many readers are between their statement and its end at once."""


class Database:
    """Two engines on one store: `write` opens transactions, `read` runs single statements.

    Writers on SQLite queue on a lock of this process first: SQLite's own busy handler polls and
    is not fair. Readers have connections of their own in autocommit mode, so that a look-up costs
    one round trip instead of begin, query and rollback. `schema` (PostgreSQL) keeps all tables of
    one run together, as tests need. `is_inline` (SQLite) uses no threads: see db.inline.
    """

    def __init__(self, url: str, *, schema: str | None = None, is_inline: bool = False) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        arguments: dict[str, Any] = {}
        if schema is not None:
            arguments["server_settings"] = {"search_path": schema}
        pool: dict[str, Any] = {"pool_size": READERS, "max_overflow": 0}
        if is_inline:
            arguments["async_creator_fn"] = connect_inline
            pool = {"pool_size": INLINE_READERS}
        self._writer_engine = create_async_engine(self.url, connect_args=arguments)
        self._reader_engine = create_async_engine(
            self.url,
            connect_args=arguments,
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,
            skip_autocommit_rollback=True,
            **pool,
        )
        self._writer: asyncio.Lock | nullcontext[None] = nullcontext()
        if self.is_sqlite:
            self._writer = asyncio.Lock()
            event.listen(self._reader_engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self._writer_engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self._writer_engine.sync_engine, "begin", _begin_immediate)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Single statements, each seeing the newest commit; no transaction to begin or end."""
        async with self._reader_engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction, taken for writing from its first moment (no late upgrade to fail)."""
        async with self._writer, self._writer_engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        await self._reader_engine.dispose()
        await self._writer_engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={SQLITE_BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
