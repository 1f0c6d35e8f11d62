"""Stores that are empty, shared, newer, broken or not there at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from db import engine
from db.diagnosis import StoreTrouble, diagnose
from db.engine import Database
from db.opening import alone, greet
from db.schema import head, migrate
from db.tables import metadata
from domain.errors import StartRefused
from tests.clocks import PATIENCE
from tests.stores import postgres_url


async def _names(database: Database) -> set[str]:
    async with database.read() as connection:
        return set(await connection.run_sync(lambda c: sa.inspect(c).get_table_names()))


async def _says(database: Database, statement: str) -> None:
    async with database.write() as connection:
        await connection.exec_driver_sql(statement)


@asynccontextmanager
async def _others(database: Database, count: int) -> AsyncIterator[list[Database]]:
    """Further processes on the same store, as far as it can tell."""
    async with AsyncExitStack() as closing:
        schema = None
        if not database.is_sqlite:
            async with database.read() as connection:
                schema = await connection.scalar(sa.select(sa.func.current_schema()))
        url = database.url.render_as_string(hide_password=False)
        found = [Database(url, schema=schema) for _ in range(count)]
        for one in found:
            closing.push_async_callback(one.close)
        yield found


@pytest.mark.slow
async def test_those_who_prepare_go_in_one_by_one(bare: Database) -> None:
    """SQLite's one writer does the same for each step."""
    inside = 0
    most = 0

    async def prepare(database: Database) -> None:
        nonlocal inside, most
        await greet(database)  # as every process does first: a new file is turned to its journal
        async with alone(database):
            inside += 1
            most = max(most, inside)
            await migrate(database)
            inside -= 1

    async with _others(bare, 4) as databases:
        await asyncio.gather(*map(prepare, databases))

    assert most == 1 or bare.is_sqlite
    assert metadata.tables.keys() <= await _names(bare)


@pytest.mark.slow
async def test_one_that_fails_lets_the_next_one_in(bare: Database) -> None:
    async with _others(bare, 1) as [other]:
        with pytest.raises(RuntimeError):
            async with alone(bare):
                raise RuntimeError("the preparation failed")
        async with asyncio.timeout(PATIENCE), alone(other):
            await migrate(other)

    assert metadata.tables.keys() <= await _names(bare)


@pytest.mark.slow
async def test_store_of_a_newer_program_is_refused(bare: Database) -> None:
    await migrate(bare)
    await _says(bare, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StartRefused) as refused:
        await migrate(bare)

    assert refused.value.key == "start-schema-newer"
    assert refused.value.params == {"found": "9999", "known": head()}


@pytest.mark.slow
async def test_tables_without_a_revision_are_refused_and_left_alone(bare: Database) -> None:
    """As half a dump leaves them: the first migration would make tables that exist."""
    await migrate(bare)
    await _says(bare, "DELETE FROM alembic_version")
    await _says(bare, "DROP TABLE leases")
    before = await _names(bare)

    with pytest.raises(StartRefused) as refused:
        await migrate(bare)

    assert refused.value.key == "start-schema-broken"
    assert "already exists" in str(refused.value.params["reason"])
    assert await _names(bare) == before


@pytest.mark.slow
async def test_newest_revision_without_its_tables_is_refused(bare: Database) -> None:
    await migrate(bare)
    await _says(bare, "DROP TABLE leases")

    with pytest.raises(StartRefused) as refused:
        await migrate(bare)

    assert refused.value.params == {"reason": "no table leases"}


async def _trouble(url: str) -> StoreTrouble | None:
    database = Database(url)
    try:
        await greet(database)
    except Exception as error:
        return diagnose(error)
    finally:
        await database.close()
    return None


async def test_sqlite_that_cannot_be_opened_is_told_apart(tmp_path: Path) -> None:
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"not a database" * 500)
    fine, folder = tmp_path / "new" / "fine.db", tmp_path

    assert await _trouble(f"sqlite+aiosqlite:///{garbage}") is StoreTrouble.CORRUPT
    assert await _trouble(f"sqlite+aiosqlite:///{folder}") is StoreTrouble.NOT_WRITABLE
    assert await _trouble(f"sqlite+aiosqlite:///{fine}") is None


async def test_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'file' / 'bot.db'}")

    with pytest.raises(StartRefused) as refused:
        await greet(database)

    assert refused.value.key == "start-store-not-writable"
    assert not refused.value.is_setting


async def test_file_that_another_process_writes_is_only_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SQLITE_BUSY_MS", 1)
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    writer = Database(url)
    async with writer.write() as connection:
        await connection.execute(sa.text("SELECT 1"))
        found = await _trouble(url)
    await writer.close()

    assert found is StoreTrouble.AWAY


@pytest.mark.slow
async def test_new_file_that_several_open_at_once_is_opened_by_all(tmp_path: Path) -> None:
    """SQLite refuses some of those that turn it to its journal at once, in every second try."""
    for number in range(20):
        url = f"sqlite+aiosqlite:///{tmp_path / f'{number}.db'}"
        databases = [Database(url) for _ in range(6)]
        await asyncio.gather(*map(greet, databases))
        async with databases[0].read() as connection:
            assert await connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"
        for one in databases:
            await one.close()


async def test_network_and_names_of_postgresql_are_told_apart(unused_tcp_port: int) -> None:
    nowhere = "postgresql+asyncpg://postgres@{}/test".format
    found = [
        await _trouble(nowhere(f"127.0.0.1:{unused_tcp_port}")),
        await _trouble(nowhere("nowhere.invalid")),
        await _trouble(nowhere(f"localhost:{unused_tcp_port}")),
    ]

    assert found == [StoreTrouble.AWAY] * 3


@pytest.mark.postgres
async def test_wrong_database_or_user_is_a_wrong_url() -> None:
    url = sa.make_url(postgres_url())
    wrong = [url.set(database="profkompas_nowhere"), url.set(username="profkompas_nobody")]
    found = [await _trouble(one.render_as_string(hide_password=False)) for one in wrong]

    assert found == [StoreTrouble.WRONG_URL] * 2
