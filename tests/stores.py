"""Real databases for tests: SQLite in a file, PostgreSQL in a schema of its own."""

from __future__ import annotations

import asyncio
import itertools
import os
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from threading import Thread
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.engine import SESSION_SETTINGS, Database
from db.schema import migrate
from db.tables import metadata
from tests.at_once import opened_at_once
from tests.kept_stores import kept_store

ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))

EMPTY_SQL = "; ".join(
    [
        *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)),
        # Not ALTER SEQUENCE ... RESTART: it writes a new file for each.
        *(
            f"SELECT setval('{table.name}_id_seq', 1, false)"
            for table in metadata.tables.values()
            if table.autoincrement_column is not None
        ),
    ]
)

SESSION_SETTINGS["synchronous_commit"] = "off"
"""Of the server that a test asks nothing is left after the test: no commit waits for the disk."""

_migrated: dict[str, bytes] = {}


@asynccontextmanager
async def opened(engine: str, folder: Path) -> AsyncIterator[Database]:
    """A store without any table. Skips where there is none."""
    if engine == "sqlite":
        database = Database(f"sqlite+aiosqlite:///{folder / 'test.db'}")
        try:
            yield database
        finally:
            await database.close()
        return
    schema = f"test_{uuid.uuid4().hex}"
    database = Database(postgres_url(), schema=schema)
    async with database.write() as connection:
        await connection.execute(sa.schema.CreateSchema(schema))
    try:
        yield database
    finally:
        async with database.write() as connection:
            await connection.execute(sa.schema.DropSchema(schema, cascade=True))
        await database.close()


@asynccontextmanager
async def ready(folder: Path, *, at_once: bool = False) -> AsyncIterator[Database]:
    """A SQLite file at the newest schema. `at_once`: without a thread (tests/at_once.py)."""
    if not at_once:
        await furnish(folder / "test.db")
        async with opened("sqlite", folder) as database:
            yield database
        return
    if "sqlite" not in _migrated:
        await furnish(folder / "first.db")
    with kept_store("migrated", lambda: _migrated["sqlite"], folder) as store:
        (folder / "test.db").symlink_to(store.path)
        database = opened_at_once(store, nullcontext)
        try:
            yield database
        finally:
            await database.close()


async def furnish(path: Path) -> None:
    """Writes a SQLite file at the newest schema; migrations run once, the others are copies."""
    if "sqlite" not in _migrated:
        database = Database(f"sqlite+aiosqlite:///{path}")
        await migrate(database)
        await database.close()
        _remember(path)
    _write(path)


def _remember(path: Path) -> None:
    _migrated["sqlite"] = path.read_bytes()


def _write(path: Path) -> None:
    path.write_bytes(_migrated["sqlite"])


class Cleaner:
    """Empties a schema before each test, over a connection that stays open.

    To a new one a hundred tables are news: looking them up takes the server ten times as long as
    emptying them, and most of what it does for a test. A test's connections end with its loop,
    so this one has a loop in a thread of its own.
    """

    def __init__(self, schema: str) -> None:
        self._schema = schema
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    async def empty(self) -> None:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._empty(), self._loop))

    def close(self) -> None:
        if self._connection is not None:
            closing = self._connection.close()
            asyncio.run_coroutine_threadsafe(closing, self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _empty(self) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                sa.make_url(postgres_url())
                .set(drivername="postgresql")
                .render_as_string(hide_password=False),
                server_settings={"search_path": self._schema, "synchronous_commit": "off"},
            )
        # All in one message to the server: a hundred statements one by one took longer than most
        # tests.
        await self._connection.execute(EMPTY_SQL)


_cleaners: dict[str, Cleaner] = {}


@contextmanager
def shared_schema() -> Iterator[str]:
    """A PostgreSQL schema at the newest migration, for many tests one after another."""
    schema = f"test_{uuid.uuid4().hex}"
    asyncio.run(_prepare(schema))
    _cleaners[schema] = Cleaner(schema)
    try:
        yield schema
    finally:
        _cleaners.pop(schema).close()
        asyncio.run(_drop(schema))


class KeptConnection(asyncpg.Connection):  # type: ignore[misc]  # no class of its own kind
    """Goes from the store of one test to that of the next, as a pool hands it on.

    To begin one, and to tell it what the tables are, takes the server more than most tests do.
    """

    settings: tuple[object, ...]
    codecs: frozenset[str] = frozenset()

    async def set_type_codec(self, typename: str, **options: Any) -> None:
        """SQLAlchemy sets the same two each time, and each time the server is asked about them."""
        if typename not in self.codecs:
            await super().set_type_codec(typename, **options)
            self.codecs |= {typename}

    async def close(self, *, timeout: float | None = None) -> None:
        is_spare = len(_kept[self.settings]) >= KEPT
        if is_spare or self.is_closed() or self.is_in_transaction():
            await self.end()
            return
        try:
            await self.reset(timeout=timeout)
        except (asyncpg.InterfaceError, asyncpg.PostgresError, OSError):
            self.terminate()
            return
        _kept[self.settings].append(self)

    async def end(self) -> None:
        await super().close()


KEPT = 4
"""Of each worker. A crowd's two dozen would stay beside those of the processes that a later test
starts, and a server takes a hundred."""

_kept: defaultdict[tuple[object, ...], list[KeptConnection]] = defaultdict(list)


async def _kept_connection(**options: Any) -> KeptConnection:
    """Stands where SQLAlchemy calls asyncpg.connect. A loop has its own ones."""
    settings = asyncio.get_running_loop(), *sorted(options["server_settings"].items())
    while _kept[settings]:
        connection = _kept[settings].pop()
        if not connection.is_closed():
            return connection
    made: KeptConnection = await asyncpg.connect(connection_class=KeptConnection, **options)
    made.settings = settings
    return made


def _keep(database: Database) -> None:
    def take(_dialect: object, _record: object, _args: object, options: dict[str, Any]) -> None:
        options["async_creator_fn"] = _kept_connection

    for engine in (database._writer_engine, database._reader_engine):  # noqa: SLF001
        sa.event.listen(engine.sync_engine, "do_connect", take)


async def end_kept() -> None:
    """Those of this loop."""
    for connection in itertools.chain.from_iterable(_kept.values()):
        await connection.end()
    _kept.clear()


@asynccontextmanager
async def emptied(schema: str, *, keeps: bool = True) -> AsyncIterator[Database]:
    """The store of `shared_schema` without rows, its numbers beginning at 1.

    Not `keeps` where a test counts or cuts connections: all are its own.
    """
    await _cleaners[schema].empty()
    database = Database(postgres_url(), schema=schema)
    if keeps:
        _keep(database)
    else:
        await end_kept()
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def opened_again(place: str, folder: Path, *, keeps: bool = True) -> AsyncIterator[Database]:
    """Another process's way to the store of the fixture `database`."""
    url = postgres_url() if place else f"sqlite+aiosqlite:///{folder / 'test.db'}"
    database = Database(url, schema=place or None)
    if place and keeps:
        _keep(database)
    try:
        yield database
    finally:
        await database.close()


Make = Callable[[str], Awaitable[None]]
"""Makes a store of an empty database, by its address, and lets go of it."""

_patterns: dict[Make, str] = {}


@asynccontextmanager
async def own_database(make: Make | None = None) -> AsyncIterator[str]:
    """The address of a PostgreSQL database of its own: processes know no schema of a test.

    It is empty, or a copy of what `make` made of one when it was first asked for.
    """
    url = sa.make_url(postgres_url())
    pattern = None if make is None else await _pattern(make)
    server = create_async_engine(url, isolation_level="AUTOCOMMIT")
    try:
        name = await _create(server, pattern)
        yield url.set(database=name).render_as_string(hide_password=False)
        await _drop_database(server, name)
    finally:
        await server.dispose()


async def migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


async def _pattern(make: Make) -> str:
    """The name of the database that the others are copies of."""
    if make not in _patterns:
        url = sa.make_url(postgres_url())
        server = create_async_engine(url, isolation_level="AUTOCOMMIT")
        name = await _create(server)
        await server.dispose()
        await make(url.set(database=name).render_as_string(hide_password=False))
        _patterns[make] = name
    return _patterns[make]


async def drop_patterns() -> None:
    """At the end of all tests of this process."""
    if not _patterns:
        return
    server = create_async_engine(postgres_url(), isolation_level="AUTOCOMMIT")
    for name in _patterns.values():
        await _drop_database(server, name)
    await server.dispose()
    _patterns.clear()


async def _create(server: AsyncEngine, pattern: str | None = None) -> str:
    name = f"test_{uuid.uuid4().hex}"
    like = f" TEMPLATE {pattern}" if pattern else ""
    async with server.connect() as connection:
        await connection.exec_driver_sql(f"CREATE DATABASE {name}{like}")
        await connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    return name


async def _drop_database(server: AsyncEngine, name: str) -> None:
    async with server.connect() as connection:
        await connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def refusing(database: Database) -> AsyncIterator[None]:
    """All connections are cut, and no new ones are let in."""
    name = database.url.database
    server = create_async_engine(
        database.url.set(database="postgres"), isolation_level="AUTOCOMMIT"
    )
    try:
        async with server.connect() as connection:
            await connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            await connection.exec_driver_sql(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )
        try:
            yield
        finally:
            async with server.connect() as connection:
                await connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    finally:
        await server.dispose()


def postgres_url() -> str:
    url = os.environ.get("TEST_DATABASE_URL")
    if not url and os.environ.get("REQUIRE_POSTGRES"):
        pytest.fail("REQUIRE_POSTGRES is set and TEST_DATABASE_URL is not")
    if not url:
        pytest.skip("TEST_DATABASE_URL is not set: no PostgreSQL to test on")
    return url


async def _prepare(schema: str) -> None:
    database = Database(postgres_url(), schema=schema)
    async with database.write() as connection:
        await connection.execute(sa.schema.CreateSchema(schema))
    await migrate(database)
    await database.close()


async def _drop(schema: str) -> None:
    database = Database(postgres_url())
    async with database.write() as connection:
        await connection.execute(sa.schema.DropSchema(schema, cascade=True))
    await database.close()
