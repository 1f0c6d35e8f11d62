"""One world behind two fronts: what holds for one must hold for the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

from sandbox.client import UserClient
from sandbox.floods import FloodLimits
from sandbox.server import make_app
from sandbox.session import SandboxSession
from sandbox.world import World

TOKEN = "42:sandbox"


class PlainSession(AiohttpSession):
    """Without the quarter of a second that aiogram waits for TLS to close: there is no TLS."""

    async def close(self) -> None:
        if self._session is not None and not self._session.closed:
            await self._session.close()


class Hand:
    """A clock turned by hand, in seconds."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


@dataclass(slots=True)
class Front:
    """A bot behind one of the fronts, a person who has started it, and one who has not."""

    name: str
    bot: Bot
    world: World
    now: Hand
    person: UserClient
    stranger: UserClient
    address: str = ""


@pytest.fixture
def limits() -> FloodLimits:
    return FloodLimits.off()


@pytest.fixture(params=["in-process", "http"])
async def front(request: pytest.FixtureRequest, limits: FloodLimits) -> AsyncIterator[Front]:
    now = Hand()
    world = World(now=now, limits=limits)
    world.add_bot(TOKEN, username="x_bot", name="X", supports_inline=True)
    person, stranger = (
        UserClient(world, world.add_person(name)["id"]) for name in ("Мария", "Пётр")
    )
    world.say(person.id, "/start")
    if request.param == "in-process":
        bot = Bot(TOKEN, session=SandboxSession(world))
        yield Front(request.param, bot, world, now, person, stranger)
        return
    runner = web.AppRunner(make_app(world), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    session = PlainSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(TOKEN, session=session)
    yield Front(request.param, bot, world, now, person, stranger, address)
    await bot.session.close()
    await runner.cleanup()
