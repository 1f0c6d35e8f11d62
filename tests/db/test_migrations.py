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
from db.schema import alembic_config, downgrade, head, migrate
from db.tables import clusters, favourites, metadata, users
from tests.clocks import START
from tests.people import add_people
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


async def at_0025(bare: Database, people: int) -> None:
    """The store of the version before ix_users_clock on SQLite, with people and what they have."""
    async with bare.write() as connection:
        await connection.run_sync(lambda c: command.upgrade(alembic_config(c), "0025"))
    await add_people(bare, [{"id": 7 * one % people + 1} for one in range(people)])
    async with bare.write() as connection:
        stars = [{"user_id": 1, "cluster_id": "ruza", "created_at": START}]
        card = {"id": "ruza", "name": "", "industry": "it", "region": "", "city": "", "tz": "",
                "base_college": "", "employers": [], "network_colleges": [], "professions": [],
                "website": "", "source_url": "", "source_note": ""}  # fmt: skip
        await connection.execute(sa.insert(clusters), card)
        await connection.execute(sa.insert(favourites), stars)


async def state_of(database: Database) -> tuple[str, int, int, set[str]]:
    """The revision, people, stars that point to them, indexes of people."""
    tables = users.join(favourites)
    async with database.read() as connection:
        [version] = await connection.execute(sa.text("SELECT version_num FROM alembic_version"))
        people = await connection.scalar(sa.select(sa.func.count()).select_from(users))
        stars = await connection.scalar(sa.select(sa.func.count()).select_from(tables))
        found = await connection.run_sync(lambda c: sa.inspect(c).get_indexes("users"))
        if database.is_sqlite:
            wrong = await connection.exec_driver_sql("PRAGMA foreign_key_check")
            assert wrong.all() == []
    return version[0], people or 0, stars or 0, {str(one["name"]) for one in found}


async def test_people_get_an_index_of_their_clocks_and_lose_it_with_the_older_version(
    bare: Database,
) -> None:
    await at_0025(bare, 100)
    before = await state_of(bare)
    await migrate(bare)
    after = await state_of(bare)
    found = await downgrade(bare, "0025")

    clock = {"ix_users_clock"}
    assert before[:3] == ("0025", 100, 1)
    assert clock & before[3] == (set() if bare.is_sqlite else clock)
    assert after == (head(), 100, 1, before[3] | clock)
    assert (found, await state_of(bare)) == (head(), before)


async def allow_pages(database: Database, pages: int) -> None:
    """On the one connection that writes."""
    async with database.write() as connection:
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


async def test_full_disk_leaves_the_store_of_the_version_before(bare: Database) -> None:
    """It starts as soon as there is room."""
    if not bare.is_sqlite:
        pytest.skip("whose disk is not ours to fill")
    await at_0025(bare, 3_000)
    before = await state_of(bare)
    await allow_pages(bare, 1)  # no fewer than it has
    with pytest.raises(sa.exc.OperationalError, match="disk is full"):
        await migrate(bare)
    left = await state_of(bare)
    await allow_pages(bare, 2**30)
    await migrate(bare)

    assert left == before
    assert (await state_of(bare))[:3] == (head(), *before[1:3])


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
