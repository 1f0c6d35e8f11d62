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
from tests.db.copies.filling import filled
from tests.stores import ENGINES

Rows = dict[str, dict[str, list[object]]]
"""Table -> column -> its values, in the order of their texts."""

MADE_BY_MIGRATIONS = {"alembic_version"}


def rows(connection: sa.Connection) -> Rows:
    """As the store has them, whatever tables this version of the program knows."""
    names = sa.inspect(connection).get_table_names()
    ours = [name for name in names if not name.startswith(("news_words", "sqlite_"))]
    return {name: _columns(connection, name) for name in ours}


def _columns(connection: sa.Connection, table: str) -> dict[str, list[object]]:
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}"')
    names, read = [*found.keys()], found.all()
    return {name: sorted((row[at] for row in read), key=repr) for at, name in enumerate(names)}


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


async def _read(url: str) -> Rows:
    """By a connection that has prepared nothing for the columns of another revision."""
    database = Database(url)
    try:
        async with database.read() as connection:
            return await connection.run_sync(rows)
    finally:
        await database.close()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
async def test_every_migration_can_be_undone_and_done_again_without_a_loss(
    engine: str, tmp_path: Path
) -> None:
    revisions = sorted(known(), reverse=True)
    async with filled(engine, tmp_path) as url:
        database = Database(url)
        try:
            before = await _read(url)
            for newer, older in pairwise(revisions):
                assert before["users"]["id"] == [1, 2**40], newer
                await downgrade(database, older)
                after = await _read(url)
                assert (newer, changed(before, after)) == (newer, {})
                before = after
            await migrate(database)
            assert changed(before, await _read(url)) == {}
        finally:
            await database.close()


@pytest.mark.parametrize(
    ("wanted", "key"), [("0000", "downgrade-unknown"), ("head", "downgrade-unknown")]
)
async def test_what_is_no_older_revision_is_refused(wanted: str, key: str, tmp_path: Path) -> None:
    async with filled("sqlite", tmp_path) as url:
        database = Database(url)
        with pytest.raises(UserError) as refused:
            await downgrade(database, wanted)
        await database.close()
    assert refused.value.key == key
