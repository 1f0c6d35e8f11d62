"""A backup is a whole file or none, and what is restored from it is what was there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.copies.backups import back_up, check, check_store, restore, suffix_of
from db.engine import Database
from db.schema import head, migrate
from domain.errors import UserError
from tests.db.copies.filling import address, contents, filled
from tests.stores import ENGINES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("engine", ENGINES)
async def test_backup_restored_into_an_empty_store_is_equal_table_by_table(
    engine: str, tmp_path: Path
) -> None:
    async with filled(engine, tmp_path, "a") as old, address(engine, tmp_path, "b") as new:
        file = tmp_path / "backups" / f"one{suffix_of(old)}"

        await back_up(old, file)

        assert await check(file) == head() == await check_store(old)
        assert file.stat().st_mode & 0o077 == 0
        assert sorted(one.name for one in file.parent.iterdir()) == [
            file.name,
            f"{file.name}.sha256",
        ]
        await restore(file, new)
        assert await contents(new) == await contents(old)


@pytest.mark.parametrize("engine", ENGINES)
async def test_restore_takes_tables_without_rows_and_refuses_any_row(
    engine: str, tmp_path: Path
) -> None:
    async with filled(engine, tmp_path, "a") as old, address(engine, tmp_path, "b") as new:
        file = tmp_path / f"one{suffix_of(old)}"
        await back_up(old, file)
        database = Database(new)
        await migrate(database)
        async with database.write() as connection:
            await connection.execute(sa.text("CREATE TABLE other (id integer)"))
            await connection.execute(sa.text("INSERT INTO other VALUES (7)"))

        with pytest.raises(UserError, match="copy-target-filled") as raised:
            await restore(file, new)

        assert raised.value.params["table"] == "other"
        async with database.write() as connection:
            await connection.execute(sa.text("DELETE FROM other"))
        await database.close()
        await restore(file, new)
        assert await contents(new) == await contents(old)


@pytest.mark.parametrize("engine", ENGINES)
async def test_damage_is_found_and_nothing_is_restored_from_it(
    engine: str, tmp_path: Path
) -> None:
    async with filled(engine, tmp_path, "a") as old, address(engine, tmp_path, "b") as new:
        file = tmp_path / f"one{suffix_of(old)}"
        await back_up(old, file)
        whole = file.read_bytes()
        beside = file.with_name(f"{file.name}.sha256")
        bent = bytearray(whole)
        bent[len(bent) * 2 // 3] ^= 0x55

        file.write_bytes(bent)
        with pytest.raises(UserError, match="backup-damaged"):
            await check(file)
        beside.unlink()
        file.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(UserError, match="backup-damaged"):
            await restore(file, new)

        file.write_bytes(b"PK\3\4 what an archive begins with")
        with pytest.raises(UserError, match="backup-unknown"):
            await restore(file, new)


async def test_backup_of_no_store_leaves_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE other (id)").connection.close()
    for url, key in (
        (f"sqlite+aiosqlite:///{tmp_path / 'none.db'}", "copy-no-store"),
        (f"sqlite+aiosqlite:///{tmp_path / 'other.db'}", "copy-no-tables"),
        ("postgresql+asyncpg://nobody@127.0.0.1:1/none", "backup-failed"),
    ):
        with pytest.raises(UserError, match=key):
            await back_up(url, folder / f"one{suffix_of(url)}")
        assert list(folder.iterdir()) == []


async def test_missing_pg_dump_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UserError, match="backup-no-program") as raised:
        await back_up("postgresql+asyncpg://a@127.0.0.1:1/none", tmp_path / "one.dump")

    assert raised.value.params == {"program": "pg_dump"}


async def test_backup_of_the_other_engine_or_a_newer_version_is_refused(tmp_path: Path) -> None:
    async with filled("sqlite", tmp_path, "a") as old:
        file = tmp_path / "one.db"
        await back_up(old, file)
        with pytest.raises(UserError, match="restore-other-engine"):
            await restore(file, "postgresql+asyncpg://nobody@127.0.0.1:1/none")

        file.with_name("one.db.sha256").unlink()
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
        with pytest.raises(UserError, match="copy-newer"):
            await restore(file, f"sqlite+aiosqlite:///{tmp_path / 'b.db'}")
        assert not (tmp_path / "b.db").exists()
