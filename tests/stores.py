"""Real databases for tests: SQLite in a file, PostgreSQL in a schema of its own."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import Database

ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@asynccontextmanager
async def opened(engine: str, folder: Path) -> AsyncIterator[Database]:
    """An empty store, closed and (PostgreSQL) dropped afterwards. Skips where there is none."""
    if engine == "sqlite":
        database = Database(f"sqlite+aiosqlite:///{folder / 'test.db'}")
        yield database
        await database.close()
        return
    url = os.environ.get("TEST_DATABASE_URL")
    if not url and os.environ.get("REQUIRE_POSTGRES"):
        pytest.fail("REQUIRE_POSTGRES is set and TEST_DATABASE_URL is not")
    if not url:
        pytest.skip("TEST_DATABASE_URL is not set: no PostgreSQL to test on")
    schema = f"test_{uuid.uuid4().hex}"
    database = Database(url, schema=schema)
    async with database.write() as connection:
        await connection.execute(sa.schema.CreateSchema(schema))
    try:
        yield database
    finally:
        async with database.write() as connection:
            await connection.execute(sa.schema.DropSchema(schema, cascade=True))
        await database.close()
