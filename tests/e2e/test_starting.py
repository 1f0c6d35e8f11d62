"""Starts of the real process: what it waits for, what it refuses, and what it says of it."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiohttp import ClientConnectionError, ClientSession
from sqlalchemy.ext.asyncio import create_async_engine

from db import tables
from db.engine import Database
from tests.e2e.conftest import ROOT, START_SECONDS, TOKEN, Town
from tests.stores import postgres_url

pytestmark = pytest.mark.e2e

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


@asynccontextmanager
async def _empty_store(engine: str, folder: Path) -> AsyncIterator[str]:
    """The address of a store that nobody has opened yet."""
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'new' / 'bot.db'}"
        return
    name = f"test_{uuid.uuid4().hex}"
    server = create_async_engine(postgres_url(), isolation_level="AUTOCOMMIT")
    async with server.connect() as connection:
        await connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        url = sa.make_url(postgres_url()).set(database=name)
        yield url.render_as_string(hide_password=False)
    finally:
        async with server.connect() as connection:
            await connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        await server.dispose()


@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
async def test_three_processes_start_at_once_on_an_empty_store(
    town: Town, tmp_path: Path, engine: str
) -> None:
    """One more is killed while they are at it."""
    file = ROOT / "data" / "clusters.csv"
    async with _empty_store(engine, tmp_path) as url:
        words = ("import", "clusters", str(file), "--dry-run")
        killed = await town.command("run", DATABASE_URL=url)
        several = [await town.command(*words, DATABASE_URL=url) for _ in range(3)]
        killing = asyncio.get_running_loop().call_later(1.5, killed.kill)
        async with asyncio.timeout(START_SECONDS):
            said = [await one.communicate() for one in several]
            await killed.communicate()
        killing.cancel()
        database = Database(url)
        async with database.read() as connection:
            versions = dict(
                (
                    await connection.execute(
                        sa.select(tables.data_versions.c.name, tables.data_versions.c.version)
                    )
                )
                .tuples()
                .all()
            )
            news = await connection.scalar(sa.select(sa.func.count()).select_from(tables.news))
        await database.close()

    assert [one.returncode for one in several] == [0, 0, 0], said
    assert {log for _, log in said} == {b""}
    assert (versions["clusters"], versions["topics"], versions["answers"]) == (1, 1, 1)
    assert news


async def _refused(town: Town, **environment: str) -> tuple[int | None, list[str]]:
    """Exit code and what is said, which is one sentence and no line of a log."""
    process = await town.command("run", DEFAULT_LANGUAGE="en", **environment)
    async with asyncio.timeout(START_SECONDS):
        _, said = await process.communicate()
    return process.returncode, said.decode().splitlines()


async def test_process_says_in_one_sentence_why_it_cannot_start(
    town: Town, tmp_path: Path
) -> None:
    garbage, newer = tmp_path / "garbage.db", tmp_path / "newer.db"
    garbage.write_bytes(b"not a database" * 500)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    taken = town.environment["BOT_API_URL"].rsplit(":")[-1]
    sqlite = "sqlite+aiosqlite:///{}".format
    found = {
        "token": await _refused(town, BOT_TOKEN="43:unknown"),
        "port": await _refused(town, WEB_PORT=taken),
        "corrupt": await _refused(town, DATABASE_URL=sqlite(garbage)),
        "folder": await _refused(town, DATABASE_URL=sqlite(garbage / "x" / "bot.db")),
        "newer": await _refused(town, DATABASE_URL=sqlite(newer)),
        "address": await _refused(town, DATABASE_URL="postgresql+asyncpg://host:port/x"),
    }

    assert {name: code for name, (code, _) in found.items()} == {
        "token": 2, "port": 1, "corrupt": 1, "folder": 1, "newer": 1, "address": 2,
    }  # fmt: skip
    assert {name: len(lines) for name, (_, lines) in found.items()} == dict.fromkeys(found, 1)
    assert found["token"][1][0].startswith("Not started: Telegram does not know this token")
    assert found["corrupt"][1][0].startswith("Not started: the database file is damaged")
    assert TOKEN not in str(found)
