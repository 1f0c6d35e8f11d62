"""Starts beside a Telegram that is away, starts that die half way, several starts at once."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetMe
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.app import App, build_app
from bot.session import JsonSession
from bot.settings import Settings
from bot.startup import LONGEST_PAUSE_SECONDS, is_passing
from db import tables
from db.connections import WritingConnection
from db.engine import Database
from domain.errors import StartRefused
from sandbox.errors import BotApiError
from sandbox.faults import any_call, of_method
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import PATIENCE
from tests.handlers.conftest import TOKEN, Stage
from tests.stores import furnish
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("on_threads")

STARTER_WRITES = 5
"""Transactions of a first start: migrations, clusters, answers, topics with news, feeds."""

OF_MIGRATIONS = 1
"""The first of them. Once it is committed the store is as `furnish` leaves one, and a start that
dies later need not migrate anew: it looks, and goes on."""


class Killed(BaseException):
    """The process is gone: nothing after this runs in it."""


class MortalDatabase(Database):
    """Dies at the end of its transaction number `dies_in`, before or after the commit."""

    def __init__(self, url: str, dies_in: int, *, is_committed: bool) -> None:
        super().__init__(url)
        self._left = dies_in
        self._is_committed = is_committed

    @asynccontextmanager
    async def write(self, *given: Any, **named: Any) -> AsyncIterator[WritingConnection]:
        self._left -= 1
        async with super().write(*given, **named) as connection:
            yield connection
            if not self._left and not self._is_committed:
                raise Killed
        if not self._left:
            raise Killed


def _settings(database: Database) -> Settings:
    return Settings(
        bot_token=SecretStr(TOKEN),
        database_url=database.url.render_as_string(hide_password=False),
        news_feeds=("https://example.org/feed",),
        _env_file=None,
    )


def _app(database: Database) -> App:
    return build_app(_settings(database), session=SandboxSession(World()), database=database)


async def _holdings(database: Database) -> dict[str, Any]:
    """What a start brings: rows of each table, and the versions of what they make up."""
    async with database.read() as connection:
        found: dict[str, Any] = {}
        for name in ("clusters", "cluster_changes", "answers", "topics", "news", "news_sources"):
            query = sa.select(sa.func.count()).select_from(tables.metadata.tables[name])
            found[name] = await connection.scalar(query)
        versions = await connection.execute(sa.select(tables.data_versions))
        return found | {f"version of {row.name}": row.version for row in versions}


@pytest.fixture
async def whole(tmp_path: Path) -> dict[str, Any]:
    """What an undisturbed first start leaves."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'whole.db'}")
    await _app(database).prepare()
    found = await _holdings(database)
    await database.close()
    assert found["news"]
    assert found["clusters"]
    return found


@pytest.mark.slow
async def test_first_start_killed_anywhere_is_completed_by_the_next(
    tmp_path: Path, whole: dict[str, Any]
) -> None:
    for dies_in in range(1, STARTER_WRITES + 1):
        for is_committed in (False, True):
            file = tmp_path / f"{dies_in}-{is_committed}.db"
            if dies_in > OF_MIGRATIONS:
                await furnish(file)
            url = f"sqlite+aiosqlite:///{file}"
            mortal = MortalDatabase(url, dies_in, is_committed=is_committed)
            with pytest.raises(Killed):
                await _app(mortal).prepare()
            await mortal.close()
            database = Database(url)
            await _app(database).prepare()

            assert await _holdings(database) == whole, (dies_in, is_committed)
            await database.close()


@pytest.mark.slow
async def test_several_first_starts_at_once_bring_everything_once(
    bare: Database, whole: dict[str, Any]
) -> None:
    schema = None
    if not bare.is_sqlite:
        async with bare.read() as connection:
            schema = await connection.scalar(sa.select(sa.func.current_schema()))
    url = bare.url.render_as_string(hide_password=False)
    databases = [Database(url, schema=schema) for _ in range(3)]
    try:
        await asyncio.gather(*(_app(one).prepare() for one in databases))
    finally:
        for one in databases:
            await one.close()

    assert await _holdings(bare) == whole


async def test_starter_cards_do_not_come_back_over_an_organisers_change(stage: Stage) -> None:
    """Another process has started, and an organiser changed a card, since this one looked."""
    async with stage.app.store.write() as tx:
        card = (await tx.clusters.all())[0]
        await tx.clusters.save([replace(card, name="Новое имя")])
    await stage.app.prepare()

    async with stage.app.store.read() as tx:
        found = await tx.clusters.find(card.id)
    assert found is not None
    assert found.name == "Новое имя"


async def test_start_waits_for_telegram_and_says_so_once_a_minute(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    get_me, faults = of_method("getMe"), stage.world.faults
    faults.server_error(502, when=get_me, times=20)
    faults.timeout(when=get_me, times=10)
    faults.reset_before(when=get_me, times=10)
    began = stage.clock.monotonic()
    with caplog.at_level(logging.INFO, "bot.startup"):
        await stage.app.start()
    waited = stage.clock.monotonic() - began
    await stage.app.stop()

    said = [record.getMessage() for record in caplog.records if record.name == "bot.startup"]
    assert stage.session.calls.count("getMe") == 41
    assert waited > 120
    assert max(stage.clock.slept) <= LONGEST_PAUSE_SECONDS
    assert 2 <= len(said) - 1 <= waited / 60 + 1
    assert said[0] == "waiting for the telegram for 0 s: Bad Gateway"
    assert said[-1].startswith("the telegram answers after")


async def test_start_waits_for_a_proxy_that_answers_with_pages(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.world.faults.page(502, "<html>secret page</html>", when=of_method("getMe"), times=3)
    with caplog.at_level(logging.INFO, "bot.startup"):
        await stage.app.start()
    await stage.app.stop()

    assert stage.session.calls.count("getMe") == 4
    assert "an answer that is not the Bot API's" in caplog.text
    assert "secret" not in caplog.text


def test_page_of_a_proxy_is_passing_for_the_real_session_too() -> None:
    bot = Bot("42:x")
    with pytest.raises(TelegramAPIError) as raised:
        JsonSession().check_response(bot, GetMe(), 502, "<html>502</html>")

    assert is_passing(raised.value)


async def test_start_waits_as_long_as_a_429_asks(stage: Stage) -> None:
    stage.world.faults.too_many(700, when=of_method("getMe"))
    await stage.app.start()
    await stage.app.stop()

    assert max(stage.clock.slept) == 700


async def test_menu_of_commands_that_fails_does_not_keep_the_bot_from_starting(
    stage: Stage,
) -> None:
    stage.world.faults.server_error(502, when=of_method("setMyCommands"), times=100)
    await stage.app.start()
    person = stage.person()
    await person.send("/help")
    await stage.app.stop()

    assert person.inbox


@pytest.mark.parametrize(
    ("code", "words", "key", "is_setting"),
    [
        (401, "Unauthorized", "start-token-wrong", True),
        (404, "Not Found", "start-token-wrong", True),
        (403, "Forbidden: bot was deleted", "start-telegram-refused", False),
    ],
)
async def test_refused_token_ends_the_start_with_everything_closed(
    stage: Stage, code: int, words: str, key: str, is_setting: bool
) -> None:
    stage.world.faults.refuse(BotApiError(code, words), when=any_call, times=5)
    with pytest.raises(StartRefused) as refused:
        await stage.app.run()

    assert (refused.value.key, refused.value.is_setting) == (key, is_setting)
    assert stage.session.calls.count("getMe") == 1


async def test_webhook_that_telegram_does_not_take_is_a_wrong_setting(stage: Stage) -> None:
    words = "Bad Request: bad webhook: HTTPS url must be provided for webhook"
    stage.app.settings = stage.app.settings.model_copy(update={"webhook_url": "https://x.org"})
    stage.world.faults.refuse(BotApiError(400, words), when=of_method("setWebhook"))
    with pytest.raises(StartRefused) as refused:
        await stage.app.run()

    assert refused.value.key == "start-webhook-refused"
    assert refused.value.params["reason"] == words


async def test_sigterm_ends_a_start_that_waits(stage: Stage, unused_tcp_port: int) -> None:
    """Meanwhile the web port tells that the process lives and is not ready."""
    stage.world.faults.server_error(502, when=of_method("getMe"), times=10**9)
    web = stage.app.web
    settings = stage.app.settings.model_copy(update={"web_port": unused_tcp_port})
    web.settings = stage.app.settings = settings
    running = asyncio.create_task(stage.app.run())
    async with ClientSession(f"http://127.0.0.1:{unused_tcp_port}") as client:
        await until(lambda: bool(stage.session.calls))
        async with client.get("/livez") as answer:
            alive = answer.status
        async with client.get("/healthz") as answer:
            health = answer.status, await answer.json()
        async with client.get("/metrics") as answer:
            metrics = answer.status
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(PATIENCE):
        await running

    assert (alive, metrics) == (200, 503)
    assert health == (503, {"status": "starting", "waits_for": "telegram"})


async def test_taken_port_is_refused(stage: Stage, unused_tcp_port: int) -> None:
    server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", unused_tcp_port)
    settings = stage.app.settings.model_copy(update={"web_port": unused_tcp_port})
    stage.app.web.settings = stage.app.settings = settings
    with pytest.raises(StartRefused) as refused:
        await stage.app.run()
    server.close()

    assert (refused.value.key, refused.value.is_setting) == ("start-port-taken", False)
