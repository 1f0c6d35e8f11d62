"""Several processes of the bot on one PostgreSQL, behind a round robin of their webhooks."""

from __future__ import annotations

import asyncio
import itertools
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bench.processes import OURS, PATIENCE, environment, start
from sandbox.chats import Json
from sandbox.world import World

SECRET = "fleet-secret"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
LOOK_SECONDS, LONGEST_LOOK_SECONDS = 0.02, 0.1
"""Between two looks at a replica: the longer it takes, the less often, for each costs the replica
some milliseconds of what it is waited for."""

NOBODY = "https://127.0.0.1:1"
"""Where the sandbox itself may send updates: the fleet takes them from its queue."""


@dataclass(eq=False, slots=True)
class Replica:
    number: int
    port: int
    folder: Path
    process: asyncio.subprocess.Process | None = None
    program: tuple[str, ...] = OURS

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.returncode is None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        file = self.folder / "bot.log"
        return file.read_text() if file.exists() else ""


@dataclass(slots=True)
class Fleet:
    """`deliver` is Telegram with a proxy before the replicas: each update until it is taken."""

    world: World
    variables: dict[str, str]
    replicas: list[Replica]
    session: ClientSession
    statuses: list[int] = field(default_factory=list)
    """Of all answers; 0 where there was none."""
    _turn: Any = None

    # -- processes

    async def start(self, *replicas: Replica) -> None:
        """Returns once they are ready for updates."""
        for one in replicas or self.replicas:
            one.folder.mkdir(exist_ok=True)
            variables = {**self.variables, "HOME": str(one.folder), "WEB_PORT": str(one.port)}
            one.process = await start(one.program, one.folder, variables)
        await asyncio.gather(*(self._until_ready(one) for one in replicas or self.replicas))

    async def _until_ready(self, replica: Replica) -> None:
        async with asyncio.timeout(PATIENCE):
            async for _ in _looks():
                if await self.status_of(replica, "/readyz") == 200:
                    return
                if not replica.is_running:
                    raise AssertionError(f"a replica ended: {replica.log()[-2000:]}")

    async def end(self, replica: Replica, number: signal.Signals) -> int:
        assert replica.process is not None
        if replica.is_running:
            replica.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            return await replica.process.wait()

    async def end_all(self) -> None:
        await asyncio.gather(
            *(self.end(one, signal.SIGKILL) for one in self.replicas if one.process is not None)
        )

    # -- the web

    async def status_of(self, replica: Replica, path: str) -> int:
        try:
            async with self.session.get(replica.address + path) as response:
                return response.status
        except (ClientError, OSError, TimeoutError):
            return 0

    async def delivers(self, replica: Replica) -> bool:
        """Whether it says that it holds the lease of delivery."""
        try:
            async with self.session.get(replica.address + "/metrics") as response:
                return "profkompas_delivers 1.0" in await response.text()
        except (ClientError, OSError, TimeoutError):
            return False

    async def holder(self) -> Replica:
        """The one that delivers, once it is one."""
        async with asyncio.timeout(PATIENCE):
            async for _ in _looks():
                said = [one for one in self.replicas if await self.delivers(one)]
                if len(said) == 1:
                    return said[0]
        raise AssertionError("looks do not end")

    # -- updates

    def take_updates(self) -> list[Json]:
        """What people have done since the last time, in its order."""
        taken = list(self.world.bot.updates)
        self.world.bot.updates.clear()
        return taken

    async def post(self, update: Json, replica: Replica) -> int:
        try:
            async with self.session.post(
                replica.address + "/telegram", json=update, headers=HEADERS
            ) as response:
                status = response.status
        except (ClientError, OSError, TimeoutError):
            status = 0
        self.statuses.append(status)
        return status

    async def deliver(self, update: Json) -> None:
        """Hands the update to one replica after another, until one has taken it."""
        async with asyncio.timeout(PATIENCE):
            while await self.post(update, next(self._turn)) != 200:  # noqa: ASYNC110  (HTTP)
                await asyncio.sleep(LOOK_SECONDS)

    async def deliver_as_telegram(self, updates: Sequence[Json]) -> None:
        """Hands over the updates of each person one after another, each once the one before was
        taken; those of different people beside each other."""
        by_person: dict[int, list[Json]] = {}
        for one in updates:
            happening = one.get("message") or one["callback_query"]
            by_person.setdefault(happening["from"]["id"], []).append(one)

        async def deliver_all(own: list[Json]) -> None:
            for one in own:
                await self.deliver(one)

        await asyncio.gather(*map(deliver_all, by_person.values()))

    async def deliver_at_once(self, updates: Sequence[Json]) -> None:
        await asyncio.gather(*(self.deliver(one) for one in updates))


@asynccontextmanager
async def fleet(
    world: World, address: str, database_url: str, folder: Path, count: int, rate: int = 1000
) -> AsyncIterator[Fleet]:
    """A fleet that is not started. `folder` gets one of each replica, with its log."""
    variables = {
        **environment(address, database_url, folder, rate),
        "WEBHOOK_URL": NOBODY,
        "WEBHOOK_SECRET": SECRET,
    }
    replicas = [Replica(n, port, folder / f"replica{n}") for n, port in enumerate(_ports(count))]
    async with ClientSession(timeout=ClientTimeout(total=60)) as session:
        made = Fleet(world, variables, replicas, session, _turn=itertools.cycle(replicas))
        try:
            yield made
        finally:
            await made.end_all()


async def _looks() -> AsyncIterator[None]:
    pause = LOOK_SECONDS
    while True:
        yield
        await asyncio.sleep(pause)
        pause = min(1.2 * pause, LONGEST_LOOK_SECONDS)


def _ports(count: int) -> list[int]:
    """Free at this moment."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()
