"""`python main.py backup | restore | check | export | copy-database` as processes."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from db.copies.transfer import Fingerprint
from db.engine import Database
from db.replicas.served_bots import take_store
from db.schema import known, migrate
from db.unit_of_work import Store
from domain.clock import SystemClock
from tests.db.copies.filling import address, contents, filled
from tests.processes.starting import Start

pytestmark = pytest.mark.e2e

PEOPLES = ("users", "registrations", "outbox", "uploads")

Run = Callable[..., Awaitable[tuple[int | None, str, str]]]


@pytest.fixture
def run(start: Start) -> Run:
    """By folder, address of the store and words: exit code, what was told and complained of."""

    async def end(
        folder: Path, url: str, *words: str, **settings: str
    ) -> tuple[int | None, str, str]:
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url, **settings}
        process = await start(*words, cwd=folder, env=environment)
        told, complaints = await process.communicate()
        return process.returncode, told.decode(), complaints.decode()

    return end


@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
async def test_store_is_backed_up_restored_and_exported_by_command(
    run: Run, engine: str, tmp_path: Path
) -> None:
    async with filled(engine, tmp_path, "a") as old, address(engine, tmp_path, "b") as new:
        before = await contents(old)

        code, told, complaints = await run(tmp_path, old, "backup", BACKUP_FOLDER="backups")

        assert (code, complaints) == (0, "")
        (file,) = [one for one in (tmp_path / "backups").iterdir() if one.suffix != ".sha256"]
        assert f"backups/{file.name}" in told
        assert (await run(tmp_path, old, "check", str(file)))[0] == 0
        assert (await run(tmp_path, old, "check"))[0] == 0
        assert (await run(tmp_path, new, "restore", str(file)))[::2] == (0, "")
        assert await contents(new) == before
        code, _, complaints = await run(tmp_path, new, "restore", str(file))
        assert (code, "В базе уже есть данные" in complaints) == (1, True)

        exported = await run(tmp_path, new, "export", "out", "--format", "json")
        assert (exported[0], exported[2]) == (0, "")
        assert len(list((tmp_path / "out").iterdir())) == len(before)


async def test_tables_go_back_for_an_older_version_and_forward_again(
    run: Run, tmp_path: Path
) -> None:
    older, newest = sorted(known())[-2:]
    async with filled("sqlite", tmp_path) as url:
        before = await contents(url)
        code, told, complaints = await run(tmp_path, url, "downgrade", older)
        assert (code, complaints) == (0, "")
        assert f"от версии {newest} к {older}" in told
        assert older in (await run(tmp_path, url, "check"))[1]
        code, _, complaints = await run(tmp_path, url, "downgrade", newest)
        assert (code, f"Вернуться к {newest} нельзя" in complaints) == (1, True)
        # Whoever starts brings the tables to what it knows.
        assert (await run(tmp_path, url, "coverage"))[0] == 0
        after = await contents(url)
        assert [name for name in PEOPLES if after[name] != before[name]] == []


async def test_tables_are_not_taken_from_a_bot_that_runs(run: Run, tmp_path: Path) -> None:
    async with filled("sqlite", tmp_path) as url:
        database = Database(url)
        async with Store(database).write() as tx:
            now = SystemClock().now()
            await tx.leases.take("delivery", "somebody", now, timedelta(minutes=1))
        await database.close()

        code, _, complaints = await run(tmp_path, url, "downgrade", sorted(known())[-2])

        assert (code, "Остановите его" in complaints) == (1, True)


@pytest.mark.by_exec
async def test_store_is_released_for_another_bot(run: Run, tmp_path: Path) -> None:
    async with address("sqlite", tmp_path) as url:
        database = Database(url)
        await migrate(database)
        await take_store(database, 42, SystemClock().now())
        code, told, complaints = await run(tmp_path, url, "release-bot")
        await take_store(database, 43, SystemClock().now())
        await database.close()

        assert (code, complaints, "за ботом 42" in told) == (0, "", True)


@pytest.mark.postgres
async def test_store_moves_to_postgresql_and_back_by_command(run: Run, tmp_path: Path) -> None:
    async with (
        filled("sqlite", tmp_path, "a") as old,
        address("postgresql", tmp_path) as server,
        address("sqlite", tmp_path, "b") as back,
    ):
        before = await contents(old)

        there = await run(tmp_path, old, "copy-database", old, server)
        again = await run(tmp_path, old, "copy-database", server, back)

        assert (there[0], there[2], again[0], again[2]) == (0, "", 0, "")
        assert sums(there[1]) == sums(again[1]) == before
        assert await contents(server) == await contents(back) == before


def sums(told: str) -> dict[str, Fingerprint]:
    """Of every table, as the command prints them."""
    rows = [line.split() for line in told.splitlines() if line.startswith("  ")]
    return {name.rstrip(":"): Fingerprint(int(count), int(mark, 16)) for name, count, mark in rows}


async def test_wrong_words_and_missing_stores_are_told_in_one_line(
    run: Run, tmp_path: Path
) -> None:
    none = f"sqlite+aiosqlite:///{tmp_path / 'none.db'}"
    (tmp_path / "letter.txt").write_text("Добрый день")
    for words, code, complaint in (
        (("backup",), 2, "Укажите папку"),
        (("backup", "--folder", "x"), 1, "none.db нет"),
        (("check",), 1, "none.db нет"),
        (("check", "gone.db"), 1, "gone.db: No such file"),
        (("restore", "letter.txt"), 1, "letter.txt — не резервная копия"),
        (("export", "out"), 1, "none.db нет"),
        (("copy-database", none, none), 2, "одна и та же база"),
        (("copy-database", "mysql://me:hush@host/a", none), 2, "SRC: must start with"),
        (("copy-database", none, "postgresql+asyncpg://me:hush@127.0.0.1:1/a"), 1, "none.db нет"),
    ):
        found, _, complaints = await run(tmp_path, none, *words)
        assert (found, complaint in complaints, complaints.count("\n")) == (code, True, 1), words
        assert "hush" not in complaints
    assert not (tmp_path / "none.db").exists()
