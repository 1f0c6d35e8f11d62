"""Faults of a PostgreSQL server, done to the connections of one schema only."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from db.engine import application_name
from tests.stores import postgres_url

OURS = "FROM pg_stat_activity WHERE application_name = :name AND pid <> pg_backend_pid()"


async def connections(schema: str) -> int:
    """How many are open, in whatever state."""
    return await _ask(f"SELECT count(*) {OURS}", schema)


async def cut(schema: str, state: str = "%") -> int:
    """The server ends the connections whose state is like `state`; how many those were."""
    ended = f"SELECT pg_terminate_backend(pid, 5000) {OURS} AND state LIKE :state"
    return await _ask(f"SELECT count(*) FROM ({ended}) AS ended", schema, state=state)


async def _ask(query: str, schema: str, **values: str) -> int:
    engine = create_async_engine(postgres_url())
    try:
        async with engine.connect() as connection:
            given = {"name": application_name(schema), **values}
            return int((await connection.execute(sa.text(query), given)).scalar_one())
    finally:
        await engine.dispose()
