"""INSERT ... ON CONFLICT, spelled alike on both engines but imported from each dialect."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_or_ignore(connection: AsyncConnection, table: sa.Table) -> sa.Insert:
    """An INSERT that leaves an existing row as it is."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def upsert(
    connection: AsyncConnection,
    table: sa.Table,
    *columns: str,
    key: str | None = None,
    where: sa.ColumnElement[bool] | None = None,
) -> sa.Insert:
    """An INSERT that overwrites `columns` of an existing row with the same `key`.

    Without `key` that is the primary one; rows for which `where` does not hold stay as they are.
    """
    into, excluded = _begun(connection.dialect.name, table)
    return into.on_conflict_do_update(
        index_elements=[key] if key else [column.name for column in table.primary_key],
        set_={name: excluded[name] for name in columns},
        where=where,
    )


@cache
def _begun(
    dialect: str, table: sa.Table
) -> tuple[postgresql.Insert | sqlite.Insert, Mapping[str, sa.ColumnElement[Any]]]:
    """The INSERT, and the row that could not be inserted: a copy of each column of the table,
    which took longer to make than a small statement to run."""
    into = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return into, dict(into.excluded)
