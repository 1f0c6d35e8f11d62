"""Brings a store to the newest schema. Alembic is imported only when there is work to do."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.diagnosis import diagnose, reason_of
from db.engine import Database
from db.tables import metadata
from domain.errors import StartRefused, UserError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def known() -> frozenset[str]:
    """Every revision of this program: file names start with it."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return frozenset(path.name.split("_")[0] for path in files)


def head() -> str:
    """The newest revision."""
    return max(known())


async def migrate(database: Database) -> None:
    """Runs every migration that the store has not seen, all in one transaction or none.

    Raises StartRefused for a store that a newer program has made, and for one whose tables are
    not those of the revision it claims.
    """
    async with database.write() as connection:
        await connection.run_sync(_bring_to_head)


async def downgrade(database: Database, revision: str) -> str:
    """Undoes every migration after `revision`, all in one transaction or none, for an older
    program; the revision that the store had. What only newer ones know is gone then.

    Raises UserError for a revision that this program does not know, or that is newer.
    """
    async with database.write() as connection:
        return await connection.run_sync(_bring_back, revision)


def _bring_back(connection: sa.Connection, revision: str) -> str:
    from alembic import command  # noqa: PLC0415  (as below)

    found = _revision(connection, sa.inspect(connection).get_table_names())
    if found is None or found not in known():
        raise UserError("downgrade-not-ours", found=found or "-", known=head())
    older = sorted(one for one in known() if one < found)
    if revision not in older:
        raise UserError("downgrade-unknown", wanted=revision, known=", ".join(older))
    command.downgrade(alembic_config(connection), revision)
    return found


def _bring_to_head(connection: sa.Connection) -> None:
    tables = set(sa.inspect(connection).get_table_names())
    found = _revision(connection, tables)
    if found is not None and found not in known():
        raise StartRefused("start-schema-newer", found=found, known=head())
    if found == head():
        missing = sorted(metadata.tables.keys() - tables)
        if missing:
            raise StartRefused("start-schema-broken", reason=f"no table {missing[0]}")
        return
    try:
        _upgrade(connection)
    except sa.exc.DBAPIError as error:
        if diagnose(error) is not None:
            raise
        raise StartRefused("start-schema-broken", reason=reason_of(error)) from error


def alembic_config(connection: sa.Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415  (heavy, and idle on most starts)

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def is_at_head(connection: sa.Connection) -> bool:
    """Whether the store has the schema that this code was written for."""
    return _revision(connection, {"alembic_version"}) == head()


def _revision(connection: sa.Connection, tables: Collection[str]) -> str | None:
    """None for a store that has never been migrated."""
    if "alembic_version" not in tables:
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415  (as above)

    command.upgrade(alembic_config(connection), "head")
