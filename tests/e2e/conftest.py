"""`python main.py run` as a process, against the sandbox over HTTP on loopback.

Processes are forked off a server (tests/processes), but those of tests marked `by_exec`:
there is one for each command at least, and all that ask how long a start takes or what it loads.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bench import processes
from bench.storm import PEER
from sandbox.client import UserClient
from sandbox.floods import FloodLimits
from sandbox.server import served
from sandbox.world import World
from tests.clocks import PATIENCE
from tests.prepared_store import prepared
from tests.processes.starting import MAIN, ForkServer, Start, by_exec

__all__ = ["prepared"]  # a fixture

ROOT = Path(__file__).parents[2]
TOKEN = "42:sandbox"
START_SECONDS = 120
FORKED = frozenset([str(MAIN), PEER])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass(slots=True)
class Town:
    """A served world, and the ways to start the product's processes against it."""

    world: World
    environment: dict[str, str]
    start: Start
    running: list[Process] = field(default_factory=list)

    def person(self, name: str = "Мария", language: str = "ru") -> UserClient:
        person = self.world.add_person(name, language_code=language)
        return UserClient(self.world, person["id"])

    async def start_bot(self, **environment: str) -> Process:
        """Returns once the bot asks for updates."""
        polled = asyncio.Event()
        before = self.world.bot.poll
        stop = self.world.subscribe(
            lambda _event: polled.set() if self.world.bot.poll > before else None
        )
        bot = await self.command("run", **environment)
        async with asyncio.timeout(START_SECONDS):
            await polled.wait()
        stop()
        return bot

    async def command(self, *words: str, **environment: str) -> Process:
        process = await self.start(
            *words, cwd=self.environment["HOME"], env={**self.environment, **environment}
        )
        self.running.append(process)
        return process

    async def until(self, fits: Callable[[], bool]) -> None:
        """Looks whenever something happens in the world."""
        changed = asyncio.Event()
        stop = self.world.subscribe(lambda _event: changed.set())
        async with asyncio.timeout(2 * PATIENCE):
            while not fits():
                await changed.wait()
                changed.clear()
        stop()

    async def stop(self, bot: Process, number: int = signal.SIGTERM) -> str:
        """Sends the signal and returns the log, read to its end."""
        bot.send_signal(number)
        async with asyncio.timeout(START_SECONDS):
            _, log = await bot.communicate()
        return log.decode()


@pytest.fixture(scope="session")
def fork_server() -> Iterator[ForkServer | None]:
    """Of this process; None where there can be none."""
    if sys.platform != "linux":
        yield None
        return
    server = ForkServer()
    yield server
    server.close()


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Start:
    if request.node.get_closest_marker("by_exec"):
        return by_exec
    server: ForkServer | None = request.getfixturevalue("fork_server")
    return by_exec if server is None else server.start


@pytest.fixture(autouse=True)
def _bench_starts_so_too(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """What bench starts of this tree: the product, and the bots that it is measured beside.
    Another version of the product goes on as ever."""

    async def launch(program: str, script: str, *words: str, **given: Any) -> Process:
        if program == sys.executable and script in FORKED:
            return await start(*words, script=script, **given)
        return await asyncio.create_subprocess_exec(program, script, *words, **given)

    monkeypatch.setattr(processes, "launch", launch)


@pytest.fixture
async def town(tmp_path: Path, prepared: Path, start: Start) -> AsyncIterator[Town]:
    """Its store has been started on before; first starts are in test_starting."""
    shutil.copy(prepared, tmp_path)
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="profkompas_bot", name="Профкомпас")
    async with served(world) as address:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": address,
            "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}",
            "ADMIN_IDS": "900",
        }
        town = Town(world, environment, start)
        yield town
        for process in town.running:
            if process.returncode is None:
                process.kill()
                await process.communicate()
