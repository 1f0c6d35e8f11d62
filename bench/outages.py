"""Three replicas through what lasts: is anything lost, done twice or in a wrong order?

    TEST_DATABASE_URL=postgresql+asyncpg://... .venv/bin/python bench/outages.py
        [--only database ...] [--database-seconds 60] [--telegram-seconds 600] [--seed 20261129]

Each scene has a database and three processes of its own. People join, leave, vote, tell, ask and
begin announcements (bench/deeds.py) before, during and after what goes wrong; every third update
comes to another replica again, some of them late. What goes wrong:

    database   it refuses and cuts all connections
    telegram   its Bot API cannot be reached, while announcements are under way
    kills      SIGKILL of the one that delivers, then of two at once, while announcements leave
    upgrade    the program before the newest migration runs; its replicas are replaced one by one

Afterwards the store is compared with what people did last (so order counts), and what arrived with
the rows: exit 1 when an update is lost or takes effect twice, when a copy is lost, or when one
comes twice that no row calls uncertain. tests/e2e/test_outages.py plays short scenes.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa

from bench.deeds import BROADCAST, Crowd, furnish, stored
from bench.fleet import Fleet, Replica, fleet
from bench.processes import OURS, PATIENCE, TOKEN
from bench.report import ROOT
from db.engine import Database
from db.schema import head, migrate
from db.tables import incoming_updates, outbox
from domain.outgoing import Kind
from sandbox.chats import Json
from sandbox.floods import FloodLimits
from sandbox.server import served
from sandbox.world import World
from tests.stores import own_database, refusing

REPLICAS = 3
PEOPLE = 40
RATE = 20
"""An announcement to all of them takes some seconds, so that faults meet it."""

AGAIN = 3
"""One update of so many comes again."""

LOOK_SECONDS = 0.2


class Relay:
    """The way to Telegram's Bot API, which can be cut: connections end, and none is let in."""

    def __init__(self, address: str) -> None:
        self._to = urlsplit(address)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        if self._server is not None:
            self._server.close()
            for writer in list(self._writers):
                writer.close()
            self._server = None

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            inner = await asyncio.open_connection(self._to.hostname, self._to.port)
            ends = {writer, inner[1]}
            self._writers |= ends
            ways = {
                asyncio.create_task(_carry(reader, inner[1])),
                asyncio.create_task(_carry(inner[0], writer)),
            }
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for end in ends:
                    end.close()
                await asyncio.gather(*ways, return_exceptions=True)
                self._writers -= ends


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()


@dataclass
class Stage:
    """`told` counts copies of announcements that arrived, by chat and text."""

    world: World
    relay: Relay
    fleet: Fleet
    database: Database
    dice: random.Random
    crowd: Crowd
    told: Counter[tuple[int, str]] = field(default_factory=Counter)
    _late: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world.subscribe(self._listen)

    def _listen(self, event: Json) -> None:
        if event["type"] != "message" or not event["message"]["from"]["is_bot"]:
            return
        text = str(event["message"].get("text", ""))
        if text.startswith(BROADCAST) and event["chat_id"] > 0:
            self.told[event["chat_id"], text] += 1

    async def act(self, deeds: int) -> None:
        """An announcement is begun besides, while there are drafts. Returns once Telegram got rid
        of the updates."""
        self.crowd.announce()
        for _ in range(deeds):
            self.crowd.act()
        updates = self.fleet.take_updates()
        again = updates[::AGAIN]
        self._late += again[::2]
        await asyncio.gather(
            self.fleet.deliver_as_telegram(updates), self.fleet.deliver_at_once(again[1::2])
        )

    async def settled(self) -> bool:
        """All updates are handled and all rows have ended, none of them PATIENCE seconds after the
        one before; but for notices of questions, which are gathered for a minute."""
        late, self._late = self._late, []
        await self.fleet.deliver_at_once(late)
        count = sa.select(sa.func.count())
        queries = (
            count.where(incoming_updates.c.finished_at.is_(None)),
            count.where(outbox.c.settled_at.is_(None), outbox.c.kind != Kind.QUESTION.value),
        )
        least, deadline = math.inf, 0.0
        while least:
            async with self.database.read() as connection:
                left = sum([await connection.scalar(one) or 0 for one in queries])
            if left < least:
                least, deadline = left, time.monotonic() + PATIENCE
            elif time.monotonic() > deadline:
                return False
            else:
                await asyncio.sleep(LOOK_SECONDS)
        return True

    async def violations(self) -> list[str]:
        found = [] if await self.settled() else [f"nothing more settled in {PATIENCE:.0f} s"]
        found += self.crowd.expected.difference(await stored(self.database))
        copies = outbox.c.kind == Kind.ANNOUNCEMENT.value
        query = sa.select(outbox.c.state, outbox.c.uncertain, sa.func.count()).where(copies)
        async with self.database.read() as connection:
            groups = query.group_by(outbox.c.state, outbox.c.uncertain)
            rows = [tuple(row) for row in await connection.execute(groups)]
        sent = sum(many for state, _, many in rows if state == "sent")
        uncertain = sum(doubts * many for _, doubts, many in rows)
        twice = sum(self.told.values()) - len(self.told)
        if not self.told:
            found.append("no announcement arrived: this scene shows nothing of them")
        if any(state != "sent" for state, _, _ in rows):
            found.append(f"copies that were not sent: {rows}")
        if sent != len(self.told):
            found.append(f"{sent} copies are sent by the rows, {len(self.told)} arrived")
        if twice > uncertain:
            found.append(f"{twice} copies came twice, of which {uncertain} are uncertain")
        return found


Scene = Callable[[Stage, float], Awaitable[list[str]]]
"""What goes wrong, and for how many seconds; what is wrong besides."""


async def database_away(stage: Stage, seconds: float) -> list[str]:
    holder = await stage.fleet.holder()
    async with refusing(stage.database):
        acting = asyncio.create_task(stage.act(30))
        await asyncio.sleep(seconds)
        is_taken = acting.done()
    await acting
    wrong = ["updates were taken without a database"] if is_taken else []
    if await stage.fleet.holder() is not holder:
        wrong.append("the lease moved")
    return wrong


async def telegram_away(stage: Stage, seconds: float) -> list[str]:
    await stage.relay.cut()
    for _ in range(3):
        await stage.act(10)
        await asyncio.sleep(seconds / 3)
    await stage.relay.open()
    return []


async def killed(stage: Stage, seconds: float) -> list[str]:
    """Each comes back before the next goes."""
    made = stage.fleet
    deadline = time.monotonic() + seconds
    while True:
        holder = await made.holder()
        acting = asyncio.create_task(stage.act(20))
        await asyncio.sleep(stage.dice.uniform(0, 1))
        await made.end(holder, signal.SIGKILL)
        others = stage.dice.sample([one for one in made.replicas if one is not holder], 1)
        await made.start(holder)
        await asyncio.gather(*(made.end(one, signal.SIGKILL) for one in (holder, *others)))
        await acting
        await made.start(holder, *others)
        if time.monotonic() >= deadline:
            return []


async def upgraded(stage: Stage, _seconds: float) -> list[str]:
    """The first new one migrates while two old ones work."""
    wrong = []
    for number, one in enumerate(stage.fleet.replicas):
        acting = asyncio.create_task(stage.act(20))
        if await stage.fleet.end(one, signal.SIGTERM) != 0:
            wrong.append("an old replica ended badly")
        one.program = OURS
        await stage.fleet.start(one)
        await acting
        old = stage.fleet.replicas[number + 1 :]
        for other in old:
            await stage.act(10)
            seen = [await stage.fleet.status_of(other, path) for path in ("/healthz", "/readyz")]
            if seen != [200, 503]:
                wrong.append(f"an old replica beside newer tables answers {seen}")
    return wrong


SCENES: dict[str, Scene] = {
    "database": database_away,
    "telegram": telegram_away,
    "kills": killed,
    "upgrade": upgraded,
}


async def play(name: str, seconds: float, folder: Path, seed: int) -> list[str]:
    """What was lost, came twice or in a wrong order."""
    old = unpacked(folder / "old") if name == "upgrade" else None
    async with staged(folder, seed, old) as stage:
        await stage.act(30)
        wrong = await SCENES[name](stage, seconds)
        await stage.act(30)
        return wrong + await stage.violations()


@asynccontextmanager
async def staged(folder: Path, seed: int, old: Path | None = None) -> AsyncIterator[Stage]:
    """`old`: where another version of the program is, which starts first."""
    world, dice = World(limits=FloodLimits.off()), random.Random(seed)
    world.add_bot(TOKEN, username="outages_bot", name="Outages")
    async with own_database() as url, served(world) as address:
        database, relay = Database(url), Relay(address)
        await relay.open()
        crowd = Crowd(world, dice, people=PEOPLE, drafts=6)
        try:
            async with fleet(world, relay.address, url, folder, REPLICAS, RATE) as made:
                if old is None:
                    await migrate(database)
                else:
                    await bring_up(made, made.replicas[0], old)
                await furnish(database, world, PEOPLE, drafts=6)
                for one in made.replicas:
                    one.program = OURS if old is None else program_in(old)
                await made.start()
                yield Stage(world, relay, made, database, dice, crowd)
        finally:
            await relay.cut()
            await database.close()


async def bring_up(made: Fleet, one: Replica, old: Path) -> None:
    """The tables of the old version, as its own start makes them."""
    one.program = program_in(old)
    await made.start(one)
    await made.end(one, signal.SIGTERM)


def program_in(folder: Path) -> tuple[str, ...]:
    return (str(folder / "main.py"), "run")


def unpacked(folder: Path) -> Path:
    """The program as it was before its newest migration."""
    newest = f"db/migrations/versions/{head()}_*.py"
    [added, *_] = _git("log", "--diff-filter=A", "--format=%H", "--", newest).decode().split()
    with tarfile.open(fileobj=BytesIO(_git("archive", f"{added}^"))) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _git(*words: str) -> bytes:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True)
    return done.stdout


async def main() -> int:
    options = arguments()
    seconds = {"database": options.database_seconds, "telegram": options.telegram_seconds}
    is_wrong = False
    for name in options.only or SCENES:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            wrong = await play(name, seconds.get(name, 0), Path(folder), options.seed)
        is_wrong = is_wrong or bool(wrong)
        print(f"{name}: {'kept' if not wrong else 'BROKEN'}, {time.monotonic() - began:.0f} s")
        for line in wrong:
            print("   ", line)
        sys.stdout.flush()
    return int(is_wrong)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Replicas through outages, kills, an upgrade.")
    parser.add_argument("--only", nargs="+", choices=[*SCENES])
    parser.add_argument("--database-seconds", type=float, default=60)
    parser.add_argument("--telegram-seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=20261129)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
