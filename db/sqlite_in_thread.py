"""SQLite in aiosqlite's thread, one crossing for a statement instead of four.

SQLAlchemy's adapter opens a cursor, executes, fetches and closes, each of them a job for the
thread that the event loop waits for. What a handler does is mostly such waiting: here a statement
is one job that comes back with its rows. BEGIN takes no job of its own: it travels with the first
statement of its transaction, and a transaction without any never begins.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Self

import aiosqlite

ROWS_AT_ONCE = 1_000
"""What a statement brings along; a longer result is fetched as it is asked for, for those who
stream it must not hold the whole table in memory."""

ITERATED_AT_ONCE = 64
"""aiosqlite's own default; nothing here iterates over its cursors."""


async def connect_in_thread(database: str, **options: Any) -> ThreadConnection:
    """Stands where SQLAlchemy calls aiosqlite.connect (`async_creator_fn`)."""
    connection = ThreadConnection(
        partial(sqlite3.connect, database, **options), iter_chunk_size=ITERATED_AT_ONCE
    )
    # A process that ends must not wait for a connection that nobody has closed.
    thread = connection._thread  # noqa: SLF001  (as SQLAlchemy itself does)
    thread.daemon = True
    try:
        await connection
    except BaseException:
        # aiosqlite asks its thread to end and goes: that would answer a loop which may be closed.
        await asyncio.to_thread(thread.join)
        raise
    return connection


class ThreadConnection(aiosqlite.Connection):
    begins_with: str | None = None
    """The BEGIN that the next statement brings along."""

    def cursor(self) -> StatementCursor:  # type: ignore[override]
        return StatementCursor(self, self._conn, self._execute)

    async def commit(self) -> None:
        self.begins_with = None
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Asked for after every commit too, as the connection goes back to its pool."""
        self.begins_with = None
        if self.in_transaction:
            await super().rollback()


class StatementCursor:
    """An aiosqlite.Cursor as far as SQLAlchemy's adapter uses one, of one statement at a time."""

    arraysize = 1

    def __init__(
        self,
        owner: ThreadConnection,
        connection: sqlite3.Connection,
        in_thread: Callable[..., Awaitable[Any]],
    ) -> None:
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._owner = owner
        self._connection = connection
        self._in_thread = in_thread
        self._rows: deque[Any] = deque()
        self._rest: sqlite3.Cursor | None = None
        """Open while there may be more rows than `_rows`; touched in the thread only."""

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Any = ()) -> None:
        if operation.startswith("BEGIN"):
            self._owner.begins_with = operation
            return
        await self._in_thread(self._run, sqlite3.Cursor.execute, operation, parameters)

    async def executemany(self, operation: str, parameters: Any) -> None:
        await self._in_thread(self._run, sqlite3.Cursor.executemany, operation, parameters)

    async def fetchall(self) -> list[Any]:
        rows = [*self._rows]
        self._rows.clear()
        if self._rest is not None:
            rows += await self._in_thread(self._fetch, None)
        return rows

    async def fetchmany(self, size: int = 1) -> list[Any]:
        if not self._rows and self._rest is not None:
            self._rows.extend(await self._in_thread(self._fetch, max(size, ROWS_AT_ONCE)))
        return [self._rows.popleft() for _ in range(min(size, len(self._rows)))]

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        self._rows.clear()
        if self._rest is not None:
            await self._in_thread(self._end)

    def _run(self, work: Callable[..., object], operation: str, parameters: Any) -> None:
        self._end()
        begin, self._owner.begins_with = self._owner.begins_with, None
        if begin is not None:
            self._connection.execute(begin)
        cursor = self._connection.cursor()
        try:
            work(cursor, operation, parameters)
            self._rest, self.description = cursor, cursor.description
            self._rows.extend(self._fetch(ROWS_AT_ONCE) if cursor.description else ())
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
            if not cursor.description:
                self._end()
        except BaseException:
            self._rest = None
            cursor.close()
            raise

    def _fetch(self, size: int | None) -> list[Any]:
        """All that is left for None. Closes what has come to its end: it would hold a lock."""
        cursor = self._rest
        if cursor is None:
            return []
        rows = cursor.fetchall() if size is None else cursor.fetchmany(size)
        if size is None or len(rows) < size:
            self._end()
        return rows

    def _end(self) -> None:
        if self._rest is not None:
            self._rest.close()
            self._rest = None
