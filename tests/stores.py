"""Real databases for tests: SQLite in a file, PostgreSQL in a schema of its own."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from db.engine import SESSION_SETTINGS, Database
from db.schema import migrate
from db.tables import metadata

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
async def ready(folder: Path) -> AsyncIterator[Database]:
    """A SQLite file at the newest schema."""
    await furnish(folder / "test.db")
    async with opened("sqlite", folder) as database:
        yield database


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


@contextmanager
def shared_schema() -> Iterator[str]:
    """A PostgreSQL schema at the newest migration, for many tests one after another."""
    schema = f"test_{uuid.uuid4().hex}"
    asyncio.run(_prepare(schema))
    try:
        yield schema
    finally:
        asyncio.run(_drop(schema))


@asynccontextmanager
async def emptied(schema: str) -> AsyncIterator[Database]:
    """The store of `shared_schema` without rows, its numbers beginning at 1."""
    database = Database(postgres_url(), schema=schema)
    async with database.write() as connection:
        # All in one message to the server: a hundred statements one by one took longer than most
        # tests.
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute(EMPTY_SQL)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def opened_again(place: str, folder: Path) -> AsyncIterator[Database]:
    """Another process's way to the store of the fixture `database`."""
    url = postgres_url() if place else f"sqlite+aiosqlite:///{folder / 'test.db'}"
    database = Database(url, schema=place or None)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def own_database() -> AsyncIterator[str]:
    """The address of a PostgreSQL database of its own: processes know no schema of a test."""
    url = sa.make_url(postgres_url())
    name = f"test_{uuid.uuid4().hex}"
    server = create_async_engine(url, isolation_level="AUTOCOMMIT")
    try:
        async with server.connect() as connection:
            await connection.exec_driver_sql(f"CREATE DATABASE {name}")
            await connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
        yield url.set(database=name).render_as_string(hide_password=False)
        async with server.connect() as connection:
            await connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await server.dispose()


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
