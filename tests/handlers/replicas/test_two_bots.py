"""Two bots in one process, each with its store: their updates have the same numbers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.app import App, build_app
from bot.settings import Settings
from db.tables import handled_updates, users
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import PATIENCE, ManualClock
from tests.stores import furnish
from tests.waiting import until

PERSON = 7


@dataclass(frozen=True)
class OneBot:
    app: App
    world: World

    def say(self, *texts: str) -> None:
        for text in texts:
            self.world.say(PERSON, text)

    async def poll_until_confirmed(self) -> None:
        polling = asyncio.create_task(self.app.polling.run(["message"]))
        await until(lambda: not self.world.bot.updates)
        self.app.polling.stop()
        await polling

    def heard(self) -> list[str]:
        said = self.world.chat(PERSON).messages.values()
        return [one["text"].split("\n")[0] for one in said if one["from"]["is_bot"]]

    async def rows(self, table: sa.Table) -> int:
        async with self.app.database.read() as connection:
            query = sa.select(sa.func.count()).select_from(table)
            return int((await connection.execute(query)).scalar_one())


@asynccontextmanager
async def a_bot(token: str, folder: Path) -> AsyncIterator[OneBot]:
    await furnish(folder / f"{token[:2]}.db")
    clock = ManualClock()
    world = World(now=lambda: clock.now().timestamp(), limits=FloodLimits.off())
    world.add_bot(token, username=f"bot_{token[:2]}", name="Профкомпас")
    world.add_person("Мария", person_id=PERSON)
    settings = Settings(
        bot_token=SecretStr(token),
        admin_ids=frozenset(),
        database_url=f"sqlite+aiosqlite:///{folder / token[:2]}.db",
        _env_file=None,
    )
    app = build_app(settings, session=SandboxSession(world), clock=clock)
    app.dispatcher["bot_username"] = f"bot_{token[:2]}"
    try:
        yield OneBot(app, world)
    finally:
        await app.stop()


@pytest.mark.slow
async def test_a_second_bot_confirms_and_pauses_nothing_of_the_first(tmp_path: Path) -> None:
    async with (
        a_bot("42:sandbox", tmp_path) as first,
        a_bot("43:sandbox", tmp_path) as second,
    ):
        first.say("/help", "/privacy")
        waiting = [one["update_id"] for one in first.world.bot.updates]
        second.say("/help", "/privacy", "/settings")
        assert waiting == [one["update_id"] for one in second.world.bot.updates][:2]

        second.app.worker.limiter.pause(5.0)
        await second.poll_until_confirmed()
        await second.app.replies.settle(PATIENCE)

        assert [one["update_id"] for one in first.world.bot.updates] == waiting
        assert (await first.rows(users), await first.rows(handled_updates)) == (0, 0)
        assert first.app.worker.limiter.wait(0.0) == 0
        assert second.app.worker.limiter.wait(0.0) > 0

        await first.poll_until_confirmed()
        await first.app.replies.settle(PATIENCE)

        assert first.heard() == ["Что я умею", "Что хранит бот"]
        assert second.heard() == ["Что я умею", "Что хранит бот", "Настройки"]
