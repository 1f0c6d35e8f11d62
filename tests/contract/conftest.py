"""One world behind two fronts. Every test here runs on both and must not see a difference."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp.test_utils import TestServer

from sandbox.chats import Json
from sandbox.client import Received
from sandbox.floods import FloodLimits
from sandbox.server import make_app
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import PATIENCE, ManualClock

TOKEN = "42:sandbox"
MARIA = 1001


@dataclass(slots=True)
class Stage:
    """A bot on one of the fronts; Maria has written to it."""

    world: World
    bot: Bot
    clock: ManualClock

    def second_bot(self) -> Bot:
        """Another client with the same token, as a second process would be."""
        return Bot(TOKEN, session=self.bot.session)

    @property
    def last(self) -> Received:
        return Received(self.world.history(MARIA)[-1])

    def updates(self, kind: str) -> list[Json]:
        return [update[kind] for update in self.world.pending(TOKEN) if kind in update]


def new_world(clock: ManualClock, limits: FloodLimits | None = None) -> World:
    world = World(now=lambda: clock.now().timestamp(), limits=limits or FloodLimits.off())
    world.add_bot(TOKEN, username="kompas_bot", name="Компас", supports_inline=True)
    world.add_person("Мария", person_id=MARIA, username="maria")
    world.say(MARIA, "/start")
    world.bot.updates.clear()
    return world


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def world(clock: ManualClock) -> World:
    return new_world(clock)


@pytest.fixture
async def server(world: World) -> AsyncIterator[TestServer]:
    server = TestServer(make_app(world), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0.1)
    yield server
    await server.close()


@pytest.fixture(scope="session")
def aiohttp_session() -> AiohttpSession:
    """One for the run: it reads all root certificates when it is made, which takes 20 ms."""
    return AiohttpSession(timeout=PATIENCE)


@pytest.fixture(params=["in-process", "http"])
async def stage(
    request: pytest.FixtureRequest,
    world: World,
    clock: ManualClock,
    aiohttp_session: AiohttpSession,
) -> AsyncIterator[Stage]:
    if request.param == "in-process":
        yield Stage(world, Bot(TOKEN, session=SandboxSession(world)), clock)
        return
    server = TestServer(make_app(world), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0.1)
    session = aiohttp_session
    session.api = TelegramAPIServer.from_base(str(server.make_url("")).rstrip("/"))
    yield Stage(world, Bot(TOKEN, session=session), clock)
    # Not session.close(): aiogram waits 250 ms there for TLS connections that loopback has not.
    client = await session.create_session()
    await client.close()
    await server.close()
