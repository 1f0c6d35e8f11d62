"""Reads a store as it was at one moment, beside a bot that writes, and without writing to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from domain.errors import UserError


@asynccontextmanager
async def snapshot(url: sa.URL, schema: str | None = None) -> AsyncIterator[AsyncConnection]:
    """One read-only transaction. `schema` (PostgreSQL) as for Database. Raises UserError."""
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgres(url, schema)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


def _sqlite(url: sa.URL) -> AsyncEngine:
    file = Path(url.database or "")
    if not file.is_file():
        raise UserError("copy-no-store", file=str(file))
    read_only = sa.URL.create(
        url.drivername, database=read_only_address(file), query={"uri": "true"}
    )
    engine = create_async_engine(read_only)
    event.listen(engine.sync_engine, "connect", _leave_transactions)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def read_only_address(file: Path) -> str:
    return f"file:{quote(str(file.resolve()))}?mode=ro"


def _postgres(url: sa.URL, schema: str | None) -> AsyncEngine:
    settings = {"default_transaction_read_only": "on"}
    if schema is not None:
        settings["search_path"] = schema
    return create_async_engine(
        url, connect_args={"server_settings": settings}, isolation_level="REPEATABLE READ"
    )


def _leave_transactions(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin(connection: sa.Connection) -> None:
    """Begins the transaction: by itself the driver begins none before it writes, and each
    statement would see another moment."""
    connection.exec_driver_sql("BEGIN")
