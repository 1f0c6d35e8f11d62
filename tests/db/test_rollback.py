"""Every migration is undone and done again on a store with rows; what both sides know stays."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.schema import downgrade, known, migrate
from domain.errors import UserError
from tests.db.copies.filling import address, fill
from tests.stores import ENGINES

Rows = dict[str, dict[str, list[object]]]
"""Table -> column -> its values, in the order of their texts."""

MADE_BY_MIGRATIONS = {"alembic_version"}


def rows(connection: sa.Connection) -> Rows:
    """As the store has them, whatever tables this version of the program knows."""
    found = sa.MetaData()
    names = sa.inspect(connection).get_table_names()
    ours = [name for name in names if not name.startswith(("news_words", "sqlite_"))]
    found.reflect(connection, only=ours)
    return {name: _columns(connection, table) for name, table in found.tables.items()}


def _columns(connection: sa.Connection, table: sa.Table) -> dict[str, list[object]]:
    read = connection.execute(sa.select(table)).mappings().all()
    return {
        column.name: sorted((row[column.name] for row in read), key=repr)
        for column in table.columns
    }


def common(one: Rows, other: Rows) -> Iterator[tuple[str, str]]:
    for table in (one.keys() & other.keys()) - MADE_BY_MIGRATIONS:
        for column in one[table].keys() & other[table].keys():
            yield table, column


def changed(before: Rows, after: Rows) -> dict[str, tuple[int, int]]:
    """Columns whose values are others now: how many there were, and are."""
    return {
        f"{table}.{column}": (len(before[table][column]), len(after[table][column]))
        for table, column in common(before, after)
        if before[table][column] != after[table][column]
    }


@pytest.mark.parametrize("engine", ENGINES)
async def test_every_migration_can_be_undone_and_done_again_without_a_loss(
    engine: str, tmp_path: Path
) -> None:
    revisions = sorted(known(), reverse=True)
    async with address(engine, tmp_path) as url:
        await fill(url)
        database = Database(url)
        try:
            for newer, older in pairwise(revisions):
                async with database.read() as connection:
                    before = await connection.run_sync(rows)
                assert before["users"]["id"] == [1, 2**40], newer
                await downgrade(database, older)
                async with database.read() as connection:
                    assert (newer, changed(before, await connection.run_sync(rows))) == (newer, {})
            async with database.read() as connection:
                oldest = await connection.run_sync(rows)
            await migrate(database)
            async with database.read() as connection:
                newest = await connection.run_sync(rows)
            assert changed(oldest, newest) == {}
        finally:
            await database.close()


@pytest.mark.parametrize(
    ("wanted", "key"), [("0000", "downgrade-unknown"), ("head", "downgrade-unknown")]
)
async def test_what_is_no_older_revision_is_refused(wanted: str, key: str, tmp_path: Path) -> None:
    async with address("sqlite", tmp_path) as url:
        await fill(url)
        database = Database(url)
        with pytest.raises(UserError) as refused:
            await downgrade(database, wanted)
        await database.close()
    assert refused.value.key == key
