"""The whole bot on a SQLite file and the in-process sandbox; people are UserClients."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiogram.types import Update
from blockbuster import BlockBuster
from pydantic import SecretStr

from bot.app import App, build_app
from bot.settings import Settings
from bot.wiring.shared import DATA
from db import tables
from db.engine import Database
from domain.ids import UserId
from domain.people.users import User
from domain.ports import Fetcher
from handlers.announcements import counted, messages
from handlers.news.editing import charts
from outbox.limiter import ChatPace, SlidingLimiter
from sandbox.chats import Json
from sandbox.client import UserClient
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from services.files.isolation import FileReader, InThread
from services.places.gazetteer import load_gazetteer
from tests.at_once import opened_at_once
from tests.clocks import PATIENCE, ManualClock
from tests.judge import Judge
from tests.kept_stores import kept_store
from tests.prepared_store import prepared
from tests.routers import share_routers
from tests.shared_indexes import share_indexes
from ui.images.charts import Curve, growth_chart
from ui.translator import prepare_translators

__all__ = ["prepared"]  # a fixture

share_routers()
share_indexes()
# What a thread reads some seconds after a start, and tests would read within an update.
prepare_translators()
assert load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv").places

TOKEN = "42:sandbox"
ORGANISER = 900
SETTLE_SECONDS = 3600.0
"""Until then answers that wait have left: waiting takes no real time here."""

PRODUCT = ["bot", "handlers", "ui", "services", "outbox", "db"]


class NoBlocking:
    """What blocks the loop within `watching`, in the product, is a BlockingError.

    Plain functions are replaced while something is `installed`, once for many updates: sixty of
    them, each with the caches of a built-in type. Several at once are one: each for itself would
    end with what another one had put in place of the plain functions.
    """

    def __init__(self) -> None:
        self._buster = BlockBuster(PRODUCT)
        self._installed = 0
        self._watching = 0
        for function in self._buster.functions.values():
            function.can_block_predicate = self._unless_watching(function.can_block_predicate)

    @contextmanager
    def installed(self) -> Iterator[None]:
        if not self._installed:
            self._buster.activate()
        self._installed += 1
        try:
            yield
        finally:
            self._installed -= 1
            if not self._installed:
                self._buster.deactivate()

    @contextmanager
    def watching(self) -> Iterator[None]:
        self._watching += 1
        try:
            yield
        finally:
            self._watching -= 1

    @contextmanager
    def not_watching(self) -> Iterator[None]:
        """What a thread would do in the product."""
        before, self._watching = self._watching, 0
        try:
            yield
        finally:
            self._watching = before

    def _unless_watching(self, may_block: Callable[..., bool]) -> Callable[..., bool]:
        return lambda *args, **named: not self._watching or may_block(*args, **named)


_watch = cache(NoBlocking)
"""One for a process: making it costs as much as an update."""


@pytest.fixture(scope="package", autouse=True)
def _blocking_can_be_seen() -> Iterator[None]:
    """While tests of this folder follow one another; else each would do it anew."""
    with _watch().installed():
        yield


@dataclass(slots=True)
class Stage:
    """The running bot and its Telegram. `person` brings somebody who can write to it."""

    app: App
    world: World
    clock: ManualClock
    session: SandboxSession
    watch: NoBlocking

    def person(
        self, name: str = "Мария", *, language: str = "ru", person_id: int | None = None
    ) -> UserClient:
        person = self.world.add_person(name, person_id=person_id, language_code=language)
        return UserClient(self.world, person["id"], self.deliver)

    def database_files(self) -> list[Path]:
        """The database with its write-ahead log."""
        path = Path(str(self.app.database.url.database))
        return [file for file in path.parent.iterdir() if file.name.startswith(path.name)]

    async def user(self, person: UserClient) -> User:
        """The stored row of a person."""
        async with self.app.store.read() as tx:
            found = await tx.users.find(UserId(person.id))
        assert found is not None
        return found

    async def organiser(self) -> UserClient:
        """The owner, who has started the bot and got its greeting."""
        person = self.person("Ольга", person_id=ORGANISER)
        await person.send("/start")
        return person

    async def audience(self, count: int, *, language: str = "ru") -> list[UserClient]:
        """People who have started the bot, with empty inboxes to look into."""
        people = [self.person(f"Гость {n}", language=language) for n in range(count)]
        for person in people:
            await person.send("/start")
            self.world.chat(person.id).messages.clear()
        return people

    async def programme(self, sessions: dict[str, tuple[str, list[UserClient]]]) -> None:
        """An event with sessions: id -> track and the people registered for it."""
        async with self.app.database.write() as connection:
            event = {"id": "expert", "title": "Экспертная сессия", "tz": "Europe/Moscow"}
            await connection.execute(sa.insert(tables.events), event)
            for name, (track, people) in sessions.items():
                starts_at = self.clock.now() + timedelta(days=2)
                session = {
                    "id": name,
                    "event_id": "expert",
                    "title": f"Сессия {name}",
                    "track": track,
                    "starts_at": starts_at,
                    "ends_at": starts_at + timedelta(hours=1),
                }
                await connection.execute(sa.insert(tables.sessions), session)
                for person in people:
                    row = {
                        "user_id": person.id,
                        "session_id": name,
                        "created_at": self.clock.now(),
                    }
                    await connection.execute(sa.insert(tables.registrations), row)

    async def work(self, rounds: int = 10) -> None:
        """Announcements are carried on and the outbox empties, as the running bot would do."""
        for _ in range(rounds):
            await self.app.reminders.work()
            is_busy = await self.app.announcement_loop.step()
            await self.app.worker.drain()
            if not is_busy:
                return
            self.clock.advance(seconds=3)

    async def flush(self) -> None:
        """Delivers updates that nobody's client has caused (a bot made administrator)."""
        updates = self.world.bot.updates
        while updates:
            await self.deliver(updates.popleft())

    async def settled(self) -> None:
        """Lets what runs in the background (the parts of an album) come to its end."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.wait(others, timeout=PATIENCE)

    async def deliver(self, update: Json) -> None:
        """Time passes between two updates; what blocks the loop meanwhile is a BlockingError."""
        self.clock.advance(seconds=1)
        with self.watch.watching():
            await self.app.dispatcher.feed_raw_update(self.app.bot, update)
            await self.app.replies.settle(SETTLE_SECONDS)


def _settings(database: Path) -> Settings:
    return _plain_settings().model_copy(update={"database_url": f"sqlite+aiosqlite:///{database}"})


@cache
def _plain_settings() -> Settings:
    """Reading and checking what never differs costs as much as an update."""
    return Settings(
        bot_token=SecretStr(TOKEN), admin_ids=frozenset({UserId(ORGANISER)}), _env_file=None
    )


def forget_updates() -> None:
    """aiogram keeps the last 128 updates of the process to remember the kind of each, and compares
    those of equal numbers field by field. Every test numbers its own from one."""
    event_type: Any = vars(Update)["event_type"]
    event_type.fget.cache_clear()


@asynccontextmanager
async def staged(
    folder: Path,
    prepared: Path,
    fetcher: Fetcher | None = None,
    file_reader: FileReader | None = None,
    database: Database | None = None,
    *,
    on_threads: bool = False,
) -> AsyncIterator[Stage]:
    """On a copy of the `prepared` store, or on the `database`, which is closed at the end.

    `on_threads` the store is as in the product, which tests need that do many things at once.
    """
    with _store(folder, prepared, database, on_threads=on_threads) as (path, opened):
        # A process for each file would take the suite minutes; what it does has tests of its own.
        reader = file_reader or InThread()
        async with _staged_on(path, opened, fetcher, reader) as stage:
            yield stage


@contextmanager
def _store(
    folder: Path, prepared: Path, database: Database | None, *, on_threads: bool
) -> Iterator[tuple[Path, Database | None]]:
    if database is None and not on_threads:
        with kept_store(str(prepared), prepared.read_bytes, folder) as store:
            yield store.path, opened_at_once(store, _watch().not_watching)
    else:
        yield Path(shutil.copy(prepared, folder)), database


@asynccontextmanager
async def _staged_on(
    path: Path, database: Database | None, fetcher: Fetcher | None, file_reader: FileReader
) -> AsyncIterator[Stage]:
    forget_updates()
    clock = ManualClock()
    world = World(now=lambda: clock.now().timestamp(), limits=FloodLimits.off())
    world.add_bot(TOKEN, username="profkompas_bot", name="Профкомпас", supports_inline=True)
    session = SandboxSession(world)
    app = build_app(
        _settings(path),
        session=session,
        clock=clock,
        database=database,
        fetcher=fetcher,
        file_reader=file_reader,
    )
    app.dispatcher["bot_username"] = "profkompas_bot"
    # Like the world's: time stands still here while people write.
    app.replies.queue.limiter = SlidingLimiter(100_000)
    app.replies.queue.pace = ChatPace(private_seconds=0, group_seconds=0)
    judge = Judge()
    session.middleware(judge)
    with _watch().installed():
        yield Stage(app, world, clock, session, _watch())
    await _ended(asyncio.all_tasks() - {asyncio.current_task()})
    await app.bot.session.close()
    await app.database.close()
    assert judge.disputes == []


async def _ended(tasks: Iterable[asyncio.Task[Any] | None]) -> None:
    """What a test has left at work might hold a connection while the store closes; it would be
    found open, and blamed on another test, whenever garbage is collected."""
    running = [task for task in tasks if task is not None]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


@pytest.fixture(autouse=True)
def _counts_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Organisers' screens are shown once, with their number, however loaded the machine is."""
    monkeypatch.setattr(counted, "PATIENCE_SECONDS", PATIENCE)


@pytest.fixture(autouse=True)
def _chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under every report of an announcement stands one, and drawing it takes as long as ten
    updates; what it shows has tests of its own (tests/unit/ui/images)."""
    for module in (messages, charts):
        monkeypatch.setattr(module, "growth_chart", _any_chart)


@cache
def _drawn() -> bytes:
    return growth_chart([Curve(points=[(0, 0), (1, 1)])], title="", x_label="", y_label="")


def _any_chart(curves: Sequence[Curve], **words: str) -> bytes:
    assert curves
    assert all(words.values())
    return _drawn()


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, tmp_path: Path, prepared: Path
) -> AsyncIterator[Stage]:
    on_threads = "on_threads" in request.fixturenames
    async with staged(tmp_path, prepared, on_threads=on_threads) as one:
        yield one


@pytest.fixture
def student(stage: Stage) -> UserClient:
    return stage.person()
