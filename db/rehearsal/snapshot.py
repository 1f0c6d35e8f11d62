"""A copy of the store as one SQLite file, made without a single write to the store itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import sqlalchemy as sa

from db.copies.snapshots import snapshot
from db.copies.sqlite_files import copy_file
from db.copies.transfer import copy_rows
from db.engine import Database
from db.schema import migrate
from db.tables import audit, conversations, handled_updates, uploads
from domain.errors import UserError

LEFT_OUT = {audit, conversations, handled_updates, uploads}
"""Tables of PostgreSQL that are left out: nobody is told anything from them."""


async def copy_store(url: str, file: Path, *, schema: str | None = None) -> None:
    """`file` must not exist yet. `schema` (PostgreSQL) as for Database. Raises UserError."""
    source = sa.make_url(url)
    if source.get_backend_name() == "sqlite":
        await asyncio.to_thread(copy_file, Path(source.database or ""), file)
        return
    target = Database(f"sqlite+aiosqlite:///{file}")
    try:
        await migrate(target)
        async with snapshot(source, schema) as connection, target.write() as into:
            await copy_rows(connection, into, LEFT_OUT)
    except (sa.exc.SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise UserError("copy-failed", reason=reason) from error
    finally:
        await target.close()
