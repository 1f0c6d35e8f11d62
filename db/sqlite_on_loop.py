"""SQLite on the loop's own thread: what runs on a virtual clock must not race with threads."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any, Self

Job = tuple[asyncio.Future[object], Callable[[], object]]


async def connect_inline(*args: Any, **options: Any) -> InlineConnection:
    """Stands where SQLAlchemy calls aiosqlite.connect (`async_creator_fn`).

    Statements run one after another in the order of the program, so that two runs are the same;
    nothing else goes on meanwhile, which is why the bot itself does not use it.
    """
    return InlineConnection(sqlite3.connect(*args, **options))


class InlineConnection:
    """An aiosqlite.Connection as far as SQLAlchemy's adapter uses one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = self._conn = connection
        self._tx = self

    def put_nowait(self, job: Job) -> None:
        """The adapter sets the isolation level by a job in the queue of aiosqlite's thread."""
        future, work = job
        future.set_result(work())

    @property
    def isolation_level(self) -> str | None:
        return self._connection.isolation_level

    def cursor(self) -> InlineCursor:
        return InlineCursor(self._connection.cursor())

    async def create_function(self, *args: Any, **options: Any) -> None:
        self._connection.create_function(*args, **options)

    async def commit(self) -> None:
        self._connection.commit()

    async def rollback(self) -> None:
        self._connection.rollback()

    async def close(self) -> None:
        self._connection.close()

    def stop(self) -> None:
        self._connection.close()


class InlineCursor:
    arraysize = 1

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    async def execute(self, operation: str, parameters: Any = ()) -> None:
        self._cursor.execute(operation, parameters)

    async def executemany(self, operation: str, parameters: Any) -> None:
        self._cursor.executemany(operation, parameters)

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def fetchmany(self, size: int = 1) -> list[Any]:
        return self._cursor.fetchmany(size)

    async def fetchone(self) -> Any:
        return self._cursor.fetchone()

    async def close(self) -> None:
        self._cursor.close()
