"""Starts of the real process: what it waits for, what it refuses, and what it says of it."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiohttp import ClientConnectionError, ClientSession
from sqlalchemy.ext.asyncio import create_async_engine

from db import tables
from db.engine import Database
from tests.e2e.conftest import ROOT, START_SECONDS, Town
from tests.stores import postgres_url
from tests.waiting import until

pytestmark = pytest.mark.e2e

WAITING = ("waiting for the", "answers after")
NOISE = ("Traceback", "Unclosed", "never retrieved", "Exception in thread")


async def _answer(address: str) -> tuple[int, dict[str, str]]:
    """The first answer of a web port that is about to open."""
    async with asyncio.timeout(START_SECONDS), ClientSession() as client:
        while True:
            try:
                async with client.get(address) as response:
                    return response.status, await response.json()
            except ClientConnectionError:
                await asyncio.sleep(0.05)


async def test_process_waits_for_what_is_away_and_starts_when_it_is_back(
    town: Town, unused_tcp_port_factory: Callable[[], int]
) -> None:
    """Telegram's door opens only after the process has waited in front of it."""
    port, door = unused_tcp_port_factory(), unused_tcp_port_factory()
    bot = await town.command("run", WEB_PORT=str(port), BOT_API_URL=f"http://127.0.0.1:{door}")
    address = f"http://127.0.0.1:{port}"
    alive = await _answer(f"{address}/livez")
    health = await _answer(f"{address}/healthz")
    while health[1].get("waits_for") != "telegram":
        await asyncio.sleep(0.05)
        health = await _answer(f"{address}/healthz")
    polled = asyncio.Event()
    stop = town.world.subscribe(lambda _event: polled.set() if town.world.bot.poll else None)
    async with _forwarded(door, int(town.environment["BOT_API_URL"].rsplit(":")[-1])):
        async with asyncio.timeout(START_SECONDS):
            await polled.wait()
        ready = await _answer(f"{address}/healthz")
        log = await town.stop(bot)
    stop()

    assert alive == (200, {"status": "alive"})
    assert health == (503, {"status": "starting", "waits_for": "telegram"})
    assert ready[0] == 200
    assert bot.returncode == 0
    assert "waiting for the telegram" in log
    assert not [words for words in NOISE if words in log]


@asynccontextmanager
async def _forwarded(door: int, house: int) -> AsyncIterator[None]:
    """Connections to port `door` lead to `house`."""
    writers: list[asyncio.StreamWriter] = []

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(2**16):
            writer.write(data)
        writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", house)
        writers.extend((writer, far_writer))
        await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer))

    server = await asyncio.start_server(connect, "127.0.0.1", door)
    yield
    server.close()
    for writer in writers:
        writer.close()


async def test_sigterm_ends_a_process_whose_database_is_away(
    town: Town, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port, nothing = unused_tcp_port_factory(), unused_tcp_port_factory()
    bot = await town.command(
        "run",
        WEB_PORT=str(port),
        DATABASE_URL=f"postgresql+asyncpg://postgres@127.0.0.1:{nothing}/x",
    )
    health = await _answer(f"http://127.0.0.1:{port}/healthz")
    log = await town.stop(bot, signal.SIGTERM)

    assert health == (503, {"status": "starting", "waits_for": "store"})
    assert bot.returncode == 0
    assert not [words for words in NOISE if words in log]


IsOpened = Callable[[], Awaitable[bool]]


@asynccontextmanager
async def _empty_store(engine: str, folder: Path) -> AsyncIterator[tuple[str, IsOpened]]:
    """The address of a store that nobody has opened yet, and whether somebody has by now."""
    if engine == "sqlite":
        file = folder / "new" / "bot.db"

        async def is_there() -> bool:
            return file.exists()

        yield f"sqlite+aiosqlite:///{file}", is_there
        return
    name = f"test_{uuid.uuid4().hex}"
    server = create_async_engine(postgres_url(), isolation_level="AUTOCOMMIT")

    async def is_connected() -> bool:
        at_work = sa.text(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'")
        async with server.connect() as connection:
            return bool(await connection.scalar(at_work))

    async with server.connect() as connection:
        await connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        url = sa.make_url(postgres_url()).set(database=name)
        yield url.render_as_string(hide_password=False), is_connected
    finally:
        async with server.connect() as connection:
            await connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        await server.dispose()


@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
@pytest.mark.timeout(600)
async def test_three_processes_start_at_once_on_an_empty_store(
    town: Town, tmp_path: Path, engine: str
) -> None:
    """One of them is killed while it is at it."""
    file = ROOT / "data" / "clusters.csv"
    async with _empty_store(engine, tmp_path) as (url, is_opened):
        words = ("import", "clusters", str(file), "--dry-run")
        killed = await town.command("run", DATABASE_URL=url)
        several = [await town.command(*words, DATABASE_URL=url) for _ in range(2)]
        async with asyncio.timeout(3 * START_SECONDS):
            await until(is_opened)
            killed.kill()
            said = [await one.communicate() for one in several]
            await killed.communicate()
        database = Database(url)
        async with database.read() as connection:
            stored = sa.select(tables.data_versions.c.name, tables.data_versions.c.version)
            versions = {row.name: row.version for row in await connection.execute(stored)}
            news = await connection.scalar(sa.select(sa.func.count()).select_from(tables.news))
        await database.close()

    assert killed.returncode == -signal.SIGKILL
    assert [one.returncode for one in several] == [0, 0], said
    assert {log for _, log in said} == {b""}
    assert (versions["clusters"], versions["topics"], versions["answers"]) == (1, 1, 1)
    assert news


def _garbage(folder: Path) -> Path:
    file = folder / "garbage.db"
    file.write_bytes(b"not a database" * 500)
    return file


def _newer(folder: Path) -> Path:
    file = folder / "newer.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    return file


SQLITE = "sqlite+aiosqlite:///{}".format


@pytest.mark.parametrize(
    ("wrong", "code", "sentence"),
    [
        (lambda _: {"BOT_TOKEN": "43:unknown"}, 2, "Telegram does not know this token"),
        (lambda f: {"DATABASE_URL": SQLITE(_garbage(f))}, 1, "the database file is damaged"),
        (
            lambda f: {"DATABASE_URL": SQLITE(_garbage(f) / "x" / "bot.db")},
            1,
            "the database cannot be written",
        ),
        (lambda f: {"DATABASE_URL": SQLITE(_newer(f))}, 1, "a newer version of the program"),
    ],
    ids=["token", "corrupt", "folder", "newer"],
)
async def test_process_says_in_one_sentence_why_it_cannot_start(
    town: Town,
    tmp_path: Path,
    wrong: Callable[[Path], dict[str, str]],
    code: int,
    sentence: str,
) -> None:
    bot = await town.command("run", **{"DEFAULT_LANGUAGE": "en"} | wrong(tmp_path))
    _, said = await bot.communicate()
    # On a busy machine a first question may have waited longer than one may.
    *waits, line = said.decode().splitlines()

    assert bot.returncode == code
    news = [one for one in waits if '"level": "info"' not in one]
    strange = [one for one in news if not any(words in one for words in WAITING)]
    assert strange == []
    assert line.startswith(f"Not started: {sentence}")


async def test_taken_port_is_named_once_and_nothing_is_left_open(town: Town) -> None:
    taken = town.environment["BOT_API_URL"].rsplit(":")[-1]
    bot = await town.command("run", WEB_PORT=taken)
    _, said = await bot.communicate()
    [line] = said.decode().splitlines()

    assert bot.returncode == 1
    assert line.startswith("Бот не запущен: порт WEB_PORT занят")
