"""A copy of the store as one SQLite file, made without a single write to the store itself."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from db.engine import Database
from db.schema import migrate
from db.tables import audit, conversations, handled_updates, metadata, uploads
from domain.errors import UserError

CHUNK = 1_000
LEFT_OUT = {audit, conversations, handled_updates, uploads}
"""Of PostgreSQL's tables: what nobody is told anything from."""


async def copy_store(url: str, file: Path, *, schema: str | None = None) -> None:
    """`file` must not exist yet. `schema` (PostgreSQL) as for Database. Raises UserError."""
    source = sa.make_url(url)
    if source.get_backend_name() != "sqlite":
        await _copy_rows(source, file, schema)
        return
    await asyncio.to_thread(_copy_file, Path(source.database or ""), file)


def _copy_file(source: Path, file: Path) -> None:
    """One snapshot, also while a bot writes to the store. Opened so that it cannot be written."""
    if not source.is_file():
        raise UserError("copy-no-store", file=str(source))
    try:
        address = f"file:{quote(str(source.resolve()))}?mode=ro"
        connection = sqlite3.connect(address, uri=True)
        try:
            connection.execute("VACUUM INTO ?", (str(file),))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise UserError("copy-failed", reason=str(error)) from error


async def _copy_rows(source: sa.URL, file: Path, schema: str | None) -> None:
    target = Database(f"sqlite+aiosqlite:///{file}")
    arguments = {"server_settings": {"search_path": schema}} if schema is not None else {}
    engine = create_async_engine(source, connect_args=arguments, isolation_level="REPEATABLE READ")
    try:
        await migrate(target)
        async with engine.connect() as connection, target.write() as into:
            await connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            # Parents come before what refers to them.
            for table in metadata.sorted_tables:
                if table in LEFT_OUT:
                    continue
                rows = await connection.stream(sa.select(table))
                async for part in rows.mappings().partitions(CHUNK):
                    await into.execute(sa.insert(table), [dict(row) for row in part])
    except (sa.exc.SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise UserError("copy-failed", reason=reason) from error
    finally:
        await engine.dispose()
        await target.close()
