"""Stores move from each engine to each, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db import tables
from db.copies import transfer
from db.copies.transfer import Fingerprint, copy_database, is_running
from db.engine import Database
from db.news.full_text import NewsSearch
from db.schema import head, migrate
from domain.errors import UserError
from outbox.lease import DELIVERY_LEASE
from tests.clocks import START
from tests.db.copies.filling import INDEX, address, contents, filled
from tests.stores import ENGINES

pytestmark = pytest.mark.slow

PAIRS = (
    ("sqlite", "sqlite"),
    pytest.param("sqlite", "postgresql", marks=pytest.mark.postgres),
    pytest.param("postgresql", "sqlite", marks=pytest.mark.postgres),
)


@pytest.mark.parametrize(("source", "target"), PAIRS)
async def test_copied_store_holds_the_same_and_goes_on_numbering(
    source: str, target: str, tmp_path: Path
) -> None:
    async with filled(source, tmp_path, "a") as old, address(target, tmp_path, "b") as new:
        before = await contents(old)

        told = await copy_database(old, new, INDEX)

        assert told == before == await contents(old) == await contents(new)
        assert (before["uploads"].rows, before["outbox"].rows, before["users"].rows) == (2, 2, 2)
        database = Database(new)
        async with database.write() as connection:
            assert await NewsSearch(connection).find(["пермь"], 5) == [1]
            row = {"from_id": 1, "to_id": 2**40, "state": "asked", "created_at": START}
            added = await connection.execute(sa.insert(tables.introductions), row)
            assert added.inserted_primary_key == (4,)
            files = await connection.execute(sa.select(tables.uploads.c.content))
            assert sorted(files.scalars()) == [b"", bytes(range(256))]
        await database.close()


async def test_store_with_rows_is_never_written_over(tmp_path: Path) -> None:
    async with filled("sqlite", tmp_path, "a") as old, filled("sqlite", tmp_path, "b") as new:
        before = await contents(new)

        with pytest.raises(UserError, match="copy-target-filled"):
            await copy_database(old, new, INDEX)

        assert await contents(new) == before


@pytest.mark.parametrize("engine", ENGINES)
async def test_copy_that_is_not_the_same_is_taken_back(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver that rounds, an engine that trims: whatever makes other rows of ours."""
    honest = transfer.fingerprints

    async def rounded(connection: object) -> dict[str, Fingerprint]:
        found = await honest(connection)  # type: ignore[arg-type]
        return {**found, "users": replace(found["users"], checksum=1)}

    async with filled("sqlite", tmp_path, "a") as old, address(engine, tmp_path, "b") as new:
        monkeypatch.setattr(transfer, "fingerprints", rounded)

        with pytest.raises(UserError, match="copy-not-the-same") as raised:
            await copy_database(old, new, INDEX)

        assert raised.value.params == {"table": "users"}
        monkeypatch.undo()
        assert {mark.rows for mark in (await contents(new)).values()} == {0}
        assert (await copy_database(old, new, INDEX))["users"].rows == 2


@pytest.mark.postgres
async def test_row_that_the_other_engine_refuses_is_named_by_its_table(tmp_path: Path) -> None:
    """PostgreSQL keeps no NUL in a text."""
    async with filled("sqlite", tmp_path) as old, address("postgresql", tmp_path) as new:
        database = Database(old)
        async with database.write() as connection:
            await connection.execute(sa.update(tables.news).values(text="a\0b"))
        await database.close()

        with pytest.raises(UserError, match="copy-row-refused") as raised:
            await copy_database(old, new, INDEX)

        assert raised.value.params["table"] == "news"
        assert {mark.rows for mark in (await contents(new)).values()} == {0}


async def test_source_of_another_version_is_refused(tmp_path: Path) -> None:
    async with address("sqlite", tmp_path, "a") as old, address("sqlite", tmp_path, "b") as new:
        database = Database(old)
        for revision, key in (("9999", "copy-newer"), ("0001", "copy-older")):
            await migrate(database)
            async with database.write() as connection:
                version = sa.text("UPDATE alembic_version SET version_num = :now")
                await connection.execute(version, {"now": revision})
            with pytest.raises(UserError, match=key):
                await copy_database(old, new, INDEX)
            async with database.write() as connection:
                await connection.execute(version, {"now": head()})
        await database.close()


async def test_fingerprint_sees_every_change_and_no_order() -> None:
    first, second = {"id": 1, "at": START, "is_on": True}, {"id": 2, "at": None, "is_on": False}
    whole = Fingerprint().with_rows([first, second])

    assert whole == Fingerprint().with_rows([second]).with_rows([first])
    for changed in ({**first, "id": 3}, {**first, "at": None}, {**first, "is_on": False}):
        assert Fingerprint().with_rows([changed, second]) != whole
    assert Fingerprint().with_rows([first, first]) != Fingerprint().with_rows([first])


@pytest.mark.parametrize("engine", ENGINES)
async def test_source_on_which_a_bot_runs_is_known(engine: str, tmp_path: Path) -> None:
    async with filled(engine, tmp_path) as url:
        database = Database(url)
        async with database.write() as connection:
            held = {"name": "delivery", "holder": "a", "until": START + DELIVERY_LEASE}
            await connection.execute(sa.insert(tables.leases), held)
        await database.close()

        assert await is_running(url, START)
        # An idle one takes its lease anew with the next sweep of the outbox.
        assert await is_running(url, START + timedelta(seconds=30))
        assert not await is_running(url, START + timedelta(seconds=60))
