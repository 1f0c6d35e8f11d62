"""INSERT ... ON CONFLICT, spelled alike on both engines but imported from each dialect."""

from __future__ import annotations

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
    keys = [key] if key else [column.name for column in table.primary_key]
    if connection.dialect.name == "postgresql":
        into = postgresql.insert(table)
        changes = _excluded(into, columns)
        return into.on_conflict_do_update(index_elements=keys, set_=changes, where=where)
    into_sqlite = sqlite.insert(table)
    changes = _excluded(into_sqlite, columns)
    return into_sqlite.on_conflict_do_update(index_elements=keys, set_=changes, where=where)


def _excluded(
    statement: postgresql.Insert | sqlite.Insert, columns: tuple[str, ...]
) -> dict[str, Any]:
    return {name: statement.excluded[name] for name in columns}
