"""Opens the store on SQLite or PostgreSQL; the only place that knows what differs between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from db.connections import Connection, SteadyConnection, WritingConnection, name_trouble
from db.sqlite_in_thread import connect_in_thread
from db.sqlite_on_loop import connect_inline
from db.write_turns import FairLock, WriteTurn
from domain.errors import StoreUnavailable

SQLITE_BUSY_MS = 5_000
"""How long a second process (the import command) may hold the write lock."""

READERS = 15
"""Connections (on SQLite each with a thread) that may be open, and stay so: SQLAlchemy would close
all but five whenever they are idle, and open them anew for the next burst of updates."""

LISTENERS = 1
"""Connections beside them that stay open to hear what others tell (PostgreSQL)."""

INLINE_READERS = 64
"""Readers kept open on SQLite without threads: many may be between a statement and its end at
once."""

WRITERS_BESIDE = 4
"""Connections for single statements beside the one that writes in turn (PostgreSQL)."""

CONNECT_SECONDS = 10
STATEMENT_SECONDS = 120
"""Timeout of a statement: a server that vanished without closing the connection is noticed
after this."""

SESSION_SETTINGS = {
    "lock_timeout": "60s",
    "idle_in_transaction_session_timeout": "30s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
}
"""For PostgreSQL's side of a connection. A process that is gone without a word, perhaps with its
turn to write, is noticed within half a minute; whoever waits behind it waits longer than that."""

WRITE_LOCK = 0x50524F46
"""Names our lock among the advisory locks of a database ("PROF")."""

TAKE_WRITE_LOCK = sa.text(
    f"SELECT pg_advisory_xact_lock({WRITE_LOCK}, hashtext(current_schema()))"
)
"""Ends with the transaction. Each schema has its own; one that is yet to be made has none."""

GREET = sa.text("SELECT 1")


class Database:
    """Two engines on one store: `write` opens transactions, `read` runs single statements.

    A transaction that writes is alone on both engines: SQLite's own lock and, on PostgreSQL, an
    advisory one (docs/adr/0019). Before they queue there, writers queue in this process: SQLite's
    busy handler polls and is not fair, and on PostgreSQL each would hold a connection meanwhile.
    Readers have connections of their own in autocommit mode, so that a look-up costs one round
    trip instead of begin, query and rollback. Both queues stand before the pools, whose own would
    raise after half a minute. `schema` (PostgreSQL) keeps all tables of one run together, as
    tests need. `is_inline` (SQLite) uses no threads: see db.sqlite_on_loop.

    What passes by waiting is raised as StoreUnavailable: see db.connections.
    """

    def __init__(self, url: str, *, schema: str | None = None, is_inline: bool = False) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        arguments: dict[str, Any] = {} if self.is_sqlite else _postgres_arguments(schema)
        readers = INLINE_READERS if is_inline else READERS
        if self.is_sqlite:
            arguments["async_creator_fn"] = connect_inline if is_inline else connect_in_thread
        self._writer_engine = create_async_engine(
            self.url,
            connect_args=arguments,
            hide_parameters=True,
            pool_size=1 + WRITERS_BESIDE,
            max_overflow=0,
        )
        self._reader_engine = create_async_engine(
            self.url,
            connect_args=arguments,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,
            skip_autocommit_rollback=True,
            pool_size=readers + LISTENERS,
            max_overflow=0,
        )
        self._readers = asyncio.Semaphore(readers)
        self._idle_readers: list[SteadyConnection] = []
        self._turns = FairLock()
        self._beside = asyncio.Semaphore(WRITERS_BESIDE)
        for engine in (self._writer_engine, self._reader_engine):
            name_trouble(engine)
            if self.is_sqlite:
                event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        if self.is_sqlite:
            event.listen(self._writer_engine.sync_engine, "begin", _begin_immediate)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Single statements, each seeing the newest commit; no transaction to begin or end.

        Not within another `read`: a crowd that holds one connection and waits for a second stands
        for ever.

        A connection goes as it is from one reader to the next: there is nothing to end, and to
        give it to the pool and take it again costs half a small statement. One whose reader has
        failed goes back, and leaves the pool if it is broken.
        """
        async with self._readers:
            connection, idle = await self._reader(), self._idle_readers
            try:
                yield connection
            except BaseException:
                await self._leave(connection, idle)
                raise
            if connection.invalidated or idle is not self._idle_readers:
                await self._leave(connection, idle)
            else:
                idle.append(connection)

    @asynccontextmanager
    async def single(self) -> AsyncIterator[AsyncConnection]:
        """Single statements that write, each a transaction of its own without begin and commit.

        On SQLite in turn with all that write; on PostgreSQL beside them, as it is one statement.
        """
        if not self.is_sqlite:
            async with self.read() as connection:
                yield connection
            return
        async with self._turn(WriteTurn.BESIDE), self.read() as connection:
            yield connection

    @asynccontextmanager
    async def write(self, turn: WriteTurn = WriteTurn.IN_TURN) -> AsyncIterator[WritingConnection]:
        """One transaction, taken for writing from its first moment (no late upgrade to fail)."""
        connection = WritingConnection(self._writer_engine)
        async with self._turn(turn), connection:
            await self._begin(connection, turn)
            try:
                yield connection
            except BaseException:
                # That a connection was cut meanwhile is not the reason why it failed.
                with suppress(StoreUnavailable):
                    await connection.rollback()
                raise
            await connection.commit()

    @asynccontextmanager
    async def listener(self) -> AsyncIterator[AsyncConnection]:
        """A connection of its own, kept for as long as its user listens (db.listening)."""
        async with Connection(self._reader_engine) as connection:
            yield connection

    async def close(self) -> None:
        """What is still being read ends its connection itself."""
        idle, self._idle_readers = self._idle_readers, []
        for connection in idle:
            await connection.close()
        await self._reader_engine.dispose()
        await self._writer_engine.dispose()

    async def _reader(self) -> SteadyConnection:
        if self._idle_readers:
            return self._idle_readers.pop()
        connection = SteadyConnection(self._reader_engine)
        await connection.start()
        return connection

    async def _leave(self, connection: SteadyConnection, idle: list[SteadyConnection]) -> None:
        """Gives the connection back to the pool; one that the pool would keep although we have
        closed meanwhile is ended."""
        if idle is not self._idle_readers and not connection.closed:
            await connection.invalidate()
        await connection.__aexit__(None, None, None)

    def _turn(self, turn: WriteTurn) -> AbstractAsyncContextManager[None]:
        if turn is WriteTurn.BESIDE and not self.is_sqlite:
            return self._beside
        return self._turns.turn(is_ahead=turn is WriteTurn.AHEAD)

    async def _begin(self, connection: AsyncConnection, turn: WriteTurn) -> None:
        """Nothing has been done yet, so a connection cut while it was idle is replaced unseen."""
        if self.is_sqlite:
            await connection.begin()
            return
        opening = GREET if turn is WriteTurn.BESIDE else TAKE_WRITE_LOCK
        try:
            await connection.execute(opening)
        except StoreUnavailable:
            await connection.rollback()
            await connection.execute(opening)


def application_name(schema: str | None) -> str:
    """What pg_stat_activity calls our connections."""
    return f"profkompas/{schema}" if schema is not None else "profkompas"


def _postgres_arguments(schema: str | None) -> dict[str, Any]:
    settings = {"application_name": application_name(schema), **SESSION_SETTINGS}
    if schema is not None:
        settings["search_path"] = schema
    return {
        "server_settings": settings,
        "timeout": CONNECT_SECONDS,
        "command_timeout": STATEMENT_SECONDS,
    }


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
