"""Copies of a store on either engine: whole, and the store itself stays as it was."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db import tables
from db.engine import Database
from db.rehearsal.snapshot import LEFT_OUT, copy_store
from db.schema import migrate
from db.unit_of_work import Store
from domain.errors import UserError
from domain.ids import UserId
from domain.people.users import Profile
from tests.clocks import START
from tests.programmes import add_sessions, register, session_at


async def filled(store: Store) -> None:
    async with store.write() as tx:
        for person in (1, 2):
            await tx.users.save_profile(Profile(id=UserId(person), first_name="Анна"), START)
    await add_sessions(store, session_at(START + timedelta(days=2)))
    await register(store, 1, 2)
    async with store.write() as tx:
        day = START + timedelta(days=1)
        await tx.waves.fire_part(session_at(START).id, 1440, day, window=100)


async def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Of every table that is copied from either engine."""
    async with database.read() as connection:
        return {
            table.name: [
                tuple(row)
                for row in await connection.execute(
                    sa.select(table).order_by(*table.primary_key.columns)
                )
            ]
            for table in tables.metadata.sorted_tables
            if table not in LEFT_OUT
        }


async def test_copy_holds_what_the_store_holds(
    database: Database, place: str, tmp_path: Path
) -> None:
    await filled(Store(database))
    file = tmp_path / "copy.db"

    url = database.url.render_as_string(hide_password=False)
    await copy_store(url, file, schema=place or None)

    copy = Database(f"sqlite+aiosqlite:///{file}", is_inline=True)
    await migrate(copy)
    found = await rows(copy)
    assert found == await rows(database)
    assert len(found["outbox"]) == 2
    await copy.close()


@pytest.mark.slow
async def test_copy_takes_what_is_in_the_log_and_writes_nothing(tmp_path: Path) -> None:
    """The file of a running bot: its newest rows are in the write-ahead log."""
    source, file = tmp_path / "a b?.db", tmp_path / "copy.db"
    running = Database(f"sqlite+aiosqlite:///{str(source).replace('?', '%3F')}")
    await migrate(running)
    await filled(Store(running))
    before = hashlib.sha256(source.read_bytes()).hexdigest()

    await copy_store(str(running.url), file)

    copy = Database(f"sqlite+aiosqlite:///{file}")
    assert len((await rows(copy))["registrations"]) == 2
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    for one in (copy, running):
        await one.close()


@pytest.mark.slow
async def test_copy_of_no_store_is_refused(tmp_path: Path) -> None:
    missing, broken = tmp_path / "none.db", tmp_path / "broken.db"
    broken.write_bytes(b"x" * 5000)

    with pytest.raises(UserError, match="copy-no-store"):
        await copy_store(f"sqlite+aiosqlite:///{missing}", tmp_path / "copy.db")
    with pytest.raises(UserError, match="copy-failed"):
        await copy_store(f"sqlite+aiosqlite:///{broken}", tmp_path / "copy.db")
    with pytest.raises(UserError, match="copy-failed"):
        await copy_store("postgresql+asyncpg://nobody@127.0.0.1:1/none", tmp_path / "c.db")
    assert not missing.exists()
