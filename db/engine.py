"""Opens the store on SQLite or PostgreSQL; the only place that knows what differs between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

SQLITE_BUSY_MS = 5_000
"""How long a second process (the import command) may hold the write lock."""


class Database:
    """An engine with the transaction rules of this house.

    Writers on SQLite queue on a lock of this process first: SQLite's own busy handler polls and
    is not fair. `schema` (PostgreSQL) keeps all tables of one run together, as tests need.
    """

    def __init__(self, url: str, *, schema: str | None = None) -> None:
        self.url = sa.make_url(url)
        self.schema = schema
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._sqlite() if self.is_sqlite else self._postgresql(schema)
        self._reader = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writer: asyncio.Lock | nullcontext[None] = (
            asyncio.Lock() if self.is_sqlite else nullcontext()
        )

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Single statements, each seeing the newest commit; no transaction to begin or end."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction, taken for writing from its first moment (no late upgrade to fail)."""
        async with self._writer, self.engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()

    def _sqlite(self) -> AsyncEngine:
        engine = create_async_engine(self.url)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
        return engine

    def _postgresql(self, schema: str | None) -> AsyncEngine:
        settings = {"search_path": schema} if schema else {}
        return create_async_engine(self.url, connect_args={"server_settings": settings})


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={SQLITE_BUSY_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: sa.Connection) -> None:
    if connection.get_isolation_level() != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
