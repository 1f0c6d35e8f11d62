"""The schema reaches its head, goes down and up again, and equals db.tables."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.engine import Database
from db.schema import alembic_config, head, migrate
from db.tables import metadata
from tests.stores import opened

pytestmark = pytest.mark.slow


def is_ours(name: str | None, *_: object) -> bool:
    """All but the search index: another thing on each engine (db.news.full_text)."""
    return not (name or "").startswith(("news_words", "ix_news_words"))


def table_names(connection: sa.Connection) -> set[str]:
    return set(filter(is_ours, sa.inspect(connection).get_table_names()))


async def test_migrations_up_down_up_leave_the_same_tables(bare: Database) -> None:
    await migrate(bare)

    async with bare.write() as connection:
        before = await connection.run_sync(table_names)
        await connection.run_sync(lambda c: command.downgrade(alembic_config(c), "base"))
        emptied = await connection.run_sync(table_names)
        await connection.run_sync(lambda c: command.upgrade(alembic_config(c), "head"))
        after = await connection.run_sync(table_names)

    assert before == after == {"alembic_version", *metadata.tables}
    assert emptied == {"alembic_version"}


async def test_indexes_are_built_before_others_are_dropped(bare: Database) -> None:
    """An older version reads meanwhile: from the first DROP INDEX to the end it could not."""
    if bare.is_sqlite:
        pytest.skip("SQLite reads on beside a writer")
    await migrate(bare)
    done: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if "INDEX" in statement:
            done.append(statement.split(maxsplit=1)[0])

    async with bare.write() as connection:
        await connection.run_sync(lambda c: command.downgrade(alembic_config(c), "0024"))
        sync = connection.sync_connection
        sa.event.listen(sync, "before_cursor_execute", note)
        await connection.run_sync(lambda c: command.upgrade(alembic_config(c), "0025"))
        sa.event.remove(sync, "before_cursor_execute", note)

    assert done == ["CREATE"] * 4 + ["DROP", "ALTER"] * 2


async def test_migrations_down_leave_nothing_of_the_search_index(bare: Database) -> None:
    await migrate(bare)

    async with bare.write() as connection:
        await connection.run_sync(lambda c: command.downgrade(alembic_config(c), "base"))
        left = await connection.run_sync(lambda c: sa.inspect(c).get_table_names())

    assert left == ["alembic_version"]


async def test_migrations_at_head_equal_the_tables(bare: Database) -> None:
    await migrate(bare)

    def is_of_engine(thing: sa.schema.SchemaItem, *_: object) -> bool:
        return bare.url.get_backend_name().startswith(thing.info.get("only_on", ""))

    only = {"include_name": is_ours, "include_object": is_of_engine}
    async with bare.write() as connection:
        differences = await connection.run_sync(
            lambda c: compare_metadata(MigrationContext.configure(c, opts=only), metadata)
        )

    assert differences == []


async def test_migrate_twice_changes_nothing(bare: Database) -> None:
    await migrate(bare)
    await migrate(bare)

    async with bare.read() as connection:
        versions = (await connection.execute(sa.text("SELECT * FROM alembic_version"))).all()

    assert versions == [(head(),)]


async def test_head_from_file_names_is_the_head_of_alembic(tmp_path: Path) -> None:
    async with opened("sqlite", tmp_path) as database, database.write() as connection:
        heads = await connection.run_sync(
            lambda c: ScriptDirectory.from_config(alembic_config(c)).get_heads()
        )

    assert heads == [head()]
