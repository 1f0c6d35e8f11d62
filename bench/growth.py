"""What grows with a store: updates, counts, waves and claims from a thousand people to a million.

    .venv/bin/python bench/growth.py [--people 100000 ...] [--rounds 30] [--only count number]

Stores of the SIZES asked for stand side by side, on SQLite and, where TEST_DATABASE_URL is given,
on PostgreSQL too (each in a schema of its own, which is dropped at the end). The same update goes
to each of them in turn, so that what else the machine does falls on all alike. Times are of the
update within the process (the sandbox that answers is there too) or of the statement; beside them
stands what its statements read through, by the engine's EXPLAIN.

What a person waits for may take twice as long in the largest store as in the smallest; an
organiser's count and /admin may take ORGANISER_MS there. Both are judged by CPU time, of this
process and of those of PostgreSQL that work for it (bench/server_time.py), so what else the
machine does is left out: one works while the other waits, so it is what they would take alone on
one core. Where the server is on another machine, the time passed is judged.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa
from pydantic import SecretStr

from bench import report
from bench.mailing import ORGANISER
from bench.plans import Record, read_through, recorded
from bench.population import NOW, SENT, Sizes, event_of, person_of, populate
from bench.post_office import TOKEN
from bench.reminders import TurningClock
from bench.server_time import ServerTime, server_time
from bot.app import App, build_app
from bot.settings import Settings
from db.engine import Database
from db.unit_of_work import Transaction
from domain.announcements.audiences import (
    EVERYONE,
    Audience,
    AudienceTerm,
    Chosen,
    Condition,
    Favourites,
    Industries,
    Languages,
    Received,
    Regions,
    Registered,
    RegisteredKind,
    Roles,
    ValueCondition,
    Within,
)
from domain.clusters.cards import Industry
from domain.ids import AnnouncementId, ClusterId, EventId, SessionId, UserId
from domain.people.users import Category, Language, Role
from domain.places.geo import Point
from outbox.limiter import ChatPace, SlidingLimiter
from sandbox.chats import Json
from sandbox.client import UserClient
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from services.people.housekeeping import AT_ONCE

SIZES = {
    1_000: Sizes(people=1_000, sessions=10, outbox=1_000, clusters=300, news=1_000),
    100_000: Sizes(people=100_000, sessions=1_000, outbox=100_000, clusters=300, news=10_000),
    1_000_000: Sizes(
        people=1_000_000, sessions=5_000, outbox=1_000_000, clusters=10_000, news=100_000
    ),
}
ROUNDS = 100
EVERYTHING = [""]
UNBOUND = 1_000_000
CLAIMED = 25
WINDOW = 1_500
"""People of a wave in one transaction, as services.programme.reminders has it."""

GROWTH = 2.0
ORGANISER_MS = 300.0

SARANSK = Point(54.1838, 45.1749)


@dataclass(slots=True)
class Timed:
    """The cost of one thing in one store: milliseconds passed and of CPU, and its statements."""

    passed: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    record: Record = field(default_factory=Record)
    plan: list[str] = field(default_factory=list)

    work: list[float] = field(default_factory=list)
    """CPU with that of the server's processes; nothing where that is not known."""

    def figures(self) -> dict[str, Any]:
        spread = report.spread(self.passed)
        return {
            "p50_ms": spread["p50"],
            "p99_ms": spread["p99"],
            "cpu_ms": median(self.cpu),
            "work_ms": median(self.work) if self.work else None,
            "least_ms": min(self.work or self.cpu),
            "statements": len(self.record.sent),
            "plan": self.plan,
        }


@dataclass(slots=True)
class Stage:
    """The product on a store of one size, and people who write to it."""

    size: Sizes
    app: App
    world: World
    clock: TurningClock
    server: ServerTime
    into: Timed | None = None

    @asynccontextmanager
    async def measured(self, into: Timed) -> AsyncIterator[None]:
        spent = self.server.seconds()
        passed, cpu = time.perf_counter(), time.process_time()
        yield
        cpu = time.process_time() - cpu
        into.cpu.append(cpu * 1000)
        into.passed.append((time.perf_counter() - passed) * 1000)
        if self.server.is_complete:
            into.work.append((cpu + self.server.seconds() - spent) * 1000)

    def person(self, number: int) -> UserClient:
        return self._client(person_of(number * 7, self.size.people))

    def organiser(self) -> UserClient:
        return self._client(ORGANISER)

    def _client(self, person_id: int) -> UserClient:
        if person_id not in self.world.chats:
            self.world.add_person("Bench", person_id=person_id, language_code="ru")
        return UserClient(self.world, person_id, self.deliver)

    async def deliver(self, update: Json) -> None:
        self.clock.turn(self.clock.now() + timedelta(seconds=1))
        async with self.measured(self.into or Timed()):
            await self.app.dispatcher.feed_raw_update(self.app.bot, update)
            await self.app.replies.settle(3600)


class Undone(Exception):
    """Ends a transaction whose rows the next round needs again."""


Act = Callable[[Stage, int, Timed], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that is done once a round; `is_awaited` by a person, or else an organiser's."""

    act: Act
    is_awaited: bool = False
    is_organisers: bool = False
    rounds: int | None = None


def text(words: str) -> Scene:
    async def act(stage: Stage, number: int, into: Timed) -> None:
        stage.into = into
        await stage.person(number).send(words)

    return Scene(act, is_awaited=True)


async def nearest(stage: Stage, number: int, into: Timed) -> None:
    stage.into = into
    await stage.person(number).share_location(50 + number * 0.07, 40 + number * 0.31)


async def admin(stage: Stage, _number: int, into: Timed) -> None:
    stage.into = into
    await stage.organiser().send("/admin")


def counting(audience: Audience) -> Scene:
    """What the panel of an announcement shows: people by their clock."""

    async def act(stage: Stage, _number: int, into: Timed) -> None:
        async with stage.measured(into), stage.app.store.read() as tx:
            await tx.announcements.slots(audience, Category.NEWS)

    return Scene(act, is_organisers=True, rounds=10)


def numbering(audience: Audience) -> Scene:
    """What confirming asks for while others who write wait: how many, without their clocks."""

    async def act(stage: Stage, _number: int, into: Timed) -> None:
        async with stage.measured(into), stage.app.store.read() as tx:
            await tx.announcements.count(audience, Category.NEWS)

    return Scene(act, is_organisers=True, rounds=10)


def of(condition: Condition, *, is_excluded: bool = False) -> Scene:
    return counting(Audience((AudienceTerm(condition, is_excluded),)))


def offered(kind: type[ValueCondition]) -> Scene:
    """What can be chosen, with the people of each."""

    async def act(stage: Stage, _number: int, into: Timed) -> None:
        async with stage.measured(into), stage.app.store.read() as tx:
            assert await tx.announcements.offered(kind)

    return Scene(act, is_organisers=True, rounds=10)


async def wave(stage: Stage, number: int, into: Timed) -> None:
    """The reminders of one session an hour before it; written, then undone."""
    session = SessionId(f"s{number % stage.size.sessions}")
    async with stage.app.store.read() as tx:
        found = await tx.programme.session(session)
    assert found is not None
    due = found.starts_at - timedelta(hours=1)

    async def write(tx: Transaction) -> None:
        await tx.waves.fire_part(session, 60, due, window=WINDOW)

    await undone(stage, into, write)


async def due_waves(stage: Stage, _number: int, into: Timed) -> None:
    async with stage.measured(into), stage.app.store.read() as tx:
        await tx.waves.due_waves(NOW)
        await tx.waves.next_wave_at(NOW)


async def claiming(stage: Stage, _number: int, into: Timed) -> None:
    async def claim(tx: Transaction) -> None:
        ids = await tx.outbox.due(NOW, CLAIMED, await tx.outbox.open_lanes())
        rows = await tx.outbox.claim(ids, NOW + timedelta(minutes=1))
        assert len(rows) == CLAIMED

    await undone(stage, into, claim)


async def forgetting(stage: Stage, _number: int, into: Timed) -> None:
    """A part of what has ended; the retention is over for all that has, though it is not."""
    long_after = NOW + timedelta(days=365)

    async def forget(tx: Transaction) -> None:
        old = await tx.retention.old(long_after, None, AT_ONCE)
        assert old is not None
        assert await tx.retention.forget(old.ids, long_after) == len(old.ids)

    await undone(stage, into, forget)


async def undone(
    stage: Stage, into: Timed, act: Callable[[Transaction], Awaitable[object]]
) -> None:
    try:
        async with stage.app.store.write() as tx:
            async with stage.measured(into):
                await act(tx)
            raise Undone
    except Undone:
        pass


SCENES = {
    "/start": text("/start"),
    "nearest": Scene(nearest, is_awaited=True),
    "/program": text("/program"),
    "/my": text("/my"),
    "/news": text("/news"),
    "/admin": Scene(admin, is_organisers=True, rounds=10),
    "count: everybody": counting(EVERYONE),
    "count: language": of(Languages.of(Language.EN)),
    "count: role": of(Roles.of(Role.STUDENT)),
    "count: region": of(Regions.of("Область 5", "Область 6")),
    "count: not a region": of(Regions.of("Область 5"), is_excluded=True),
    "count: within 100 km": of(Within("Саранск", SARANSK, 100)),
    "count: favourite": of(Favourites.of(ClusterId("g1"))),
    "count: industry": of(Industries.of(Industry.IT)),
    "count: session": of(Registered(RegisteredKind.SESSION, SessionId("s1"))),
    "count: event": of(Registered(RegisteredKind.EVENT, EventId(event_of(0)))),
    "count: track": of(Registered(RegisteredKind.TRACK, EventId(event_of(0)), "Трек 1")),
    "count: file": of(Chosen(AnnouncementId(SENT), 100)),
    "count: received": of(Received(AnnouncementId(SENT))),
    "count: not received": of(Received(AnnouncementId(SENT)), is_excluded=True),
    "number: received": numbering(Audience((AudienceTerm(Received(AnnouncementId(SENT))),))),
    "offered: regions": offered(Regions),
    "offered: favourites": offered(Favourites),
    "look for waves": Scene(due_waves),
    "a wave of reminders": Scene(wave),
    "claiming": Scene(claiming),
    "forgetting": Scene(forgetting, rounds=10),
}


# -- stores


@asynccontextmanager
async def stage(size: Sizes, engine: str, server: ServerTime) -> AsyncIterator[Stage]:
    clock = TurningClock(NOW)
    world = World(now=lambda: clock.now().timestamp(), limits=FloodLimits.off())
    world.add_bot(TOKEN, username="bench_bot", name="Bench")
    with tempfile.TemporaryDirectory() as folder:
        async with opened(engine, folder) as database:
            app = build_app(
                Settings(
                    bot_token=SecretStr(TOKEN),
                    admin_ids=frozenset({UserId(ORGANISER)}),
                    database_url=database.url.render_as_string(hide_password=False),
                    _env_file=None,
                ),
                session=SandboxSession(world),
                clock=clock,
                database=database,
            )
            app.dispatcher["bot_username"] = "bench_bot"
            app.replies.queue.limiter = SlidingLimiter(UNBOUND)
            app.replies.queue.pace = ChatPace(private_seconds=0)
            await app.prepare()
            began = time.perf_counter()
            await populate(database, size)
            print(
                f"{engine}: {size.people:,} people written in {time.perf_counter() - began:.0f} s"
            )
            yield Stage(size, app, world, clock, server)
            await app.bot.session.close()


@asynccontextmanager
async def opened(engine: str, folder: str) -> AsyncIterator[Database]:
    if engine == "sqlite":
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
        yield database
        await database.close()
        return
    schema = f"growth_{uuid.uuid4().hex}"
    database = Database(os.environ["TEST_DATABASE_URL"], schema=schema)
    async with database.write() as connection:
        await connection.execute(sa.schema.CreateSchema(schema))
    try:
        yield database
    finally:
        async with database.write() as connection:
            await connection.execute(sa.schema.DropSchema(schema, cascade=True))
        await database.close()


# -- figures


async def measure(
    engine: str, sizes: list[Sizes], rounds: int, only: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """Figures by scene and size, of scenes that are called like one of `only`."""
    async with AsyncExitStack() as stack:
        server = stack.enter_context(server_time())
        stages = [await stack.enter_async_context(stage(size, engine, server)) for size in sizes]
        for one in stages:
            for number in range(rounds):  # the first meeting of a day writes the person's row
                await one.person(number).send("/start")
            await one.person(0).share_location(55.0, 40.0)
        found: dict[str, dict[str, Any]] = {}
        for name, scene in SCENES.items():
            if not name.startswith(only):
                continue
            timed = [Timed() for _ in stages]
            for number in range(min(rounds, scene.rounds or rounds)):
                for one, into in zip(stages, timed, strict=True):
                    await scene.act(one, number, into)
            for one, into in zip(stages, timed, strict=True):
                await note_plan(one, scene, into)
            found[name] = {
                f"{one.size.people}": into.figures()
                for one, into in zip(stages, timed, strict=True)
            }
            tell(engine, name, found[name])
        return found


async def note_plan(on: Stage, scene: Scene, into: Timed) -> None:
    with recorded() as record:
        await scene.act(on, 1, Timed())
    into.record = record
    async with on.app.database.read() as connection:
        for sent in record.sent.values():
            into.plan += [f"{step}" for step in await read_through(connection, sent)]


def tell(engine: str, name: str, found: dict[str, Any]) -> None:
    parts = [
        f"{int(people):>9,}: {one['p50_ms']:7.2f} {one['p99_ms']:7.2f} cpu {judged(one):7.2f}"
        f" least {one['least_ms']:7.2f}"
        for people, one in found.items()
    ]
    last = [*found.values()][-1]
    print(f"{engine:<10} {name:<20} {' | '.join(parts)}  x{growth(found):.2f}", flush=True)
    for step in last["plan"]:
        print(f"{'':<32}{step}")


def growth(found: dict[str, Any]) -> float:
    """How many times as long it takes in the largest store as in the smallest."""
    figures = [*found.values()]
    return judged(figures[-1]) / judged(figures[0])


def judged(figures: dict[str, Any]) -> float:
    """Milliseconds."""
    return float(figures["p50_ms"] if figures["work_ms"] is None else figures["work_ms"])


def missed(engine: str, found: dict[str, dict[str, Any]]) -> list[str]:
    wrong = []
    for name, by_size in found.items():
        scene = SCENES[name]
        if scene.is_awaited and growth(by_size) > GROWTH:
            wrong.append(f"{engine}: {name} grows {growth(by_size):.1f} times")
        slowest = judged([*by_size.values()][-1])
        if scene.is_organisers and slowest > ORGANISER_MS:
            wrong.append(f"{engine}: {name} takes {slowest:.0f} ms")
    return wrong


async def main() -> int:
    logging.disable(logging.CRITICAL)
    options = arguments()
    sizes = [SIZES[people] for people in sorted(options.people or SIZES)]
    engines = ["sqlite"] + ["postgresql"] * bool(os.environ.get("TEST_DATABASE_URL"))
    figures, wrong = {}, []
    for engine in options.engine or engines:
        figures[engine] = await measure(engine, sizes, options.rounds, tuple(options.only))
        wrong += missed(engine, figures[engine])
    for line in wrong:
        print("MISSED ", line)
    if not wrong:
        print("targets met")
    if options.people is None and options.only == EVERYTHING:
        path = report.save("growth", {**figures, "missed": wrong})
        print("saved", path.relative_to(report.ROOT))
    return 1 if wrong else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What grows with a store.")
    parser.add_argument("--people", type=int, nargs="+", choices=[*SIZES])
    parser.add_argument("--engine", nargs="+", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="+", default=EVERYTHING, help="how scenes begin")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
