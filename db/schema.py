"""Brings a store to the newest schema. Alembic is imported only when there is work to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def head() -> str:
    """The newest revision: file names start with it."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


async def migrate(database: Database) -> None:
    """Runs every migration that the store has not seen, in one transaction."""
    async with database.write() as connection:
        if await connection.run_sync(_revision) != head():
            await connection.run_sync(_upgrade)


def alembic_config(connection: sa.Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415  (heavy, and idle on most starts)

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _revision(connection: sa.Connection) -> Any:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415  (as above)

    command.upgrade(alembic_config(connection), "head")
