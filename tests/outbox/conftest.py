"""A post office: a store, the sandbox's world, a worker, and people to write to."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties

from bot.delivery.renderers import Renderers
from bot.delivery.sender import TelegramSender
from db.engine import Database
from db.tables import outbox
from db.unit_of_work import Store
from domain.announcements.announcements import Dispatch, Outlet, PostKind
from domain.announcements.announcements import Post as Source
from domain.clusters.messages import CardReportNotice
from domain.ids import AnnouncementId, ChatId, ClusterId, UpdateId, UserId
from domain.outbox import (
    NewMessage,
    OutboxState,
    Priority,
)
from domain.outgoing import Kind
from domain.people.users import (
    Actor,
    Category,
    Language,
    Profile,
)
from outbox.lease import DeliveryLease
from outbox.limiter import SlidingLimiter
from outbox.worker import Worker
from sandbox.chats import Json
from sandbox.client import UserClient, received
from sandbox.faults import of_method
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from services.announcements.dispatches import Dispatches
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease
from services.announcements.runner import AnnouncementRunner
from services.news.delivery import DigestContents
from services.people.organisers import Organisers
from tests.clocks import PATIENCE, Bell, ManualClock
from tests.stores import ready

SEND, COPY = of_method("sendMessage"), of_method("copyMessage")
TOKEN = "42:sandbox"
OWNER = 900
RATE = 25


@dataclass(slots=True)
class Watcher:
    """Owner alerts that only remember what they were told."""

    told: list[str] = field(default_factory=list)

    async def report(self, problem: str, **params: str | int) -> bool:
        self.told.append(f"{problem} {sorted(params.items())}")
        return True


@dataclass(slots=True)
class Post:
    """People, a store, and a worker that can be replaced by a fresh one."""

    strangers: set[UserId]
    """Everybody else may read what only organisers may (`put` writes such a message)."""
    world: World
    bot: Bot
    store: Store
    database: Database
    clock: ManualClock
    alarm: Bell
    owner_alerts: Watcher
    announcement_drafts: AnnouncementDrafts
    announcement_release: AnnouncementRelease
    dispatches: Dispatches
    worker: Worker
    updates: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def person(self, name: str = "Ольга", person_id: int | None = None) -> UserClient:
        person = self.world.add_person(name, person_id=person_id)
        self.world.say(person["id"], "/start")
        return UserClient(self.world, person["id"])

    async def reader(self, name: str = "Ольга") -> UserClient:
        """A person whom the bot knows."""
        [one] = await self.readers(1, name)
        return one

    async def readers(self, count: int, name: str = "Ольга") -> list[UserClient]:
        people = [self.person(name) for _ in range(count)]
        async with self.store.write() as tx:
            for person in people:
                profile = Profile(id=UserId(person.id), first_name=name, client_language="ru")
                await tx.users.save_profile(profile, self.clock.now())
        return people

    async def put(self, person: UserClient, key: str, **values: Any) -> None:
        async with self.store.write() as tx:
            row = NewMessage(
                dedupe_key=f"{person.id}:{key}",
                chat_id=ChatId(person.id),
                message=CardReportNotice(
                    cluster_id=ClusterId("a"), cluster_name="А", reporter="Я", comment=key
                ),
                **{"priority": Priority.NOTICE, "not_before": self.clock.now(), **values},
            )
            await tx.outbox.add([row], self.clock.now())

    # -- announcements of the owner

    def actor(self) -> Actor:
        return Actor(
            id=UserId(OWNER),
            name="О",
            language=Language.RU,
            zone=ZoneInfo("Europe/Moscow"),
            home=None,
            is_owner=True,
            update_id=UpdateId(next(self.updates)),
        )

    def written(self, text: str = "Сбор") -> Source:
        """What the owner has written to the bot, as a post."""
        message = self.world.say(OWNER, text)
        return Source(
            chat_id=ChatId(OWNER),
            message_ids=(message["message_id"],),
            kind=PostKind.TEXT,
            content={"text": text},
        )

    def album(self, parts: int) -> Source:
        files = [(f"{n}.pdf", b"%PDF", "document") for n in range(parts)]
        messages = self.world.upload_album(OWNER, files)
        ids = tuple(message["message_id"] for message in messages)
        return Source(chat_id=ChatId(OWNER), message_ids=ids, kind=PostKind.ALBUM, content={})

    async def announce(
        self,
        source: Source,
        *outlets: Outlet,
        category: Category = Category.NEWS,
        buttons: str = "",
    ) -> Dispatch:
        """To everybody the bot knows, at once; its rows are in the outbox."""
        b = self.announcement_drafts
        draft = (await b.draft(self.actor(), source)).id
        await b.set_category(self.actor(), draft, category)
        if buttons:
            await b.set_buttons(self.actor(), draft, buttons)
        for outlet in outlets:
            await b.toggle_outlet(self.actor(), draft, outlet)
        confirmed = await self.announcement_release.confirm(
            self.actor(), draft, (await b.get(self.actor(), draft)).mark
        )
        assert confirmed.dispatch is not None
        await self.advance()
        return confirmed.dispatch

    async def advance(self) -> list[Dispatch]:
        """What is not done yet. Reports are dropped: drawing their charts takes long."""
        runner = AnnouncementRunner(
            store=self.store,
            clock=self.clock,
            alarm=self.alarm,
            announcement_release=self.announcement_release,
        )
        left = await runner.advance()
        async with self.store.write() as tx:
            await tx.outbox.cancel_queued(ChatId(OWNER), self.clock.now(), "not in this test")
        return left

    async def rounds(self, announcement_id: AnnouncementId) -> list[Dispatch]:
        async with self.store.read() as tx:
            return await tx.dispatches.of(announcement_id)

    # -- what became of it

    async def totals(self) -> dict[OutboxState, int]:
        async with self.store.read() as tx:
            return await tx.outbox.totals()

    async def rows(self, *names: str, kind: Kind | None = None) -> list[tuple[Any, ...]]:
        query = sa.select(*[outbox.c[name] for name in names]).order_by(outbox.c.id)
        if kind is not None:
            query = query.where(outbox.c.kind == kind.value)
        async with self.database.read() as connection:
            return [tuple(row) for row in await connection.execute(query)]

    def copies(self, text: str = "Сбор") -> Counter[int]:
        """How many messages of this text each chat has from the bot."""
        return Counter(
            chat_id
            for chat_id in self.world.chats
            for one in received(self.world, chat_id)
            if one.text == text
        )

    def fresh_worker(self) -> Worker:
        """Another process on the same store."""
        return Worker(
            store=self.store,
            sender=self.worker.sender,
            clock=self.clock,
            alarm=self.alarm,
            owner_alerts=self.owner_alerts,
            limiter=SlidingLimiter(RATE),
            lease=DeliveryLease(store=self.store, clock=self.clock),
            jitter=random.Random(2),
        )

    @contextmanager
    def on_message(self, act: Callable[[int, Json], None]) -> Iterator[None]:
        """`act` gets the number of each message that the bot sends, and the event."""
        numbers = itertools.count(1)

        def listen(event: Json) -> None:
            if event["type"] == "message" and event["message"].get("from", {}).get("is_bot"):
                act(next(numbers), event)

        stop = self.world.subscribe(listen)
        yield
        stop()

    @asynccontextmanager
    async def drained(self, *, after: int) -> AsyncIterator[None]:
        """The block runs once so many messages have left, the others leave meanwhile."""
        enough = asyncio.Event()

        def count(number: int, _event: Json) -> None:
            if number == after:
                enough.set()

        with self.on_message(count):
            draining = asyncio.create_task(self.worker.drain())
            async with asyncio.timeout(PATIENCE):
                await enough.wait()
                yield
                await draining


@pytest.fixture
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    at_once = "on_threads" not in request.fixturenames
    async with post_on(ready(tmp_path, at_once=at_once)) as office:
        yield office


def anybody_but(strangers: set[UserId]) -> Callable[[UserId], Awaitable[bool]]:
    async def is_organiser(user_id: UserId) -> bool:
        return user_id not in strangers

    return is_organiser


@asynccontextmanager
async def post_on(opening: AbstractAsyncContextManager[Database]) -> AsyncIterator[Post]:
    clock, alarm, owner_alerts = ManualClock(), Bell(), Watcher()
    world = World(now=lambda: clock.now().timestamp(), limits=FloodLimits.off())
    world.add_bot(TOKEN, username="x_bot", name="X")
    bot = Bot(
        TOKEN, session=SandboxSession(world), default=DefaultBotProperties(parse_mode="HTML")
    )
    strangers: set[UserId] = set()
    async with opening as database:
        store = Store(database)
        organisers = Organisers(store=store, clock=clock, owners=frozenset({UserId(OWNER)}))
        services: dict[str, Any] = {
            "store": store,
            "clock": clock,
            "organisers": organisers,
        }
        moscow = ZoneInfo("Europe/Moscow")
        announcement_drafts = AnnouncementDrafts(**services)
        announcement_release = AnnouncementRelease(
            **services, alarm=alarm, default_zone=moscow, rate=RATE
        )
        dispatches = Dispatches(**services, rate=RATE)
        renderers = Renderers(
            store=store,
            clock=clock,
            dispatches=dispatches,
            default_zone=moscow,
            is_paid=False,
            digest_contents=DigestContents(store=store),
        )
        worker = Worker(
            store=store,
            sender=TelegramSender(
                bot=bot,
                renderers=renderers,
                default_language=Language.RU,
                is_organiser=anybody_but(strangers),
            ),
            clock=clock,
            alarm=alarm,
            owner_alerts=owner_alerts,
            limiter=SlidingLimiter(RATE),
            lease=DeliveryLease(store=store, clock=clock),
            jitter=random.Random(1),
        )
        office = Post(
            strangers,
            world,
            bot,
            store,
            database,
            clock,
            alarm,
            owner_alerts,
            announcement_drafts,
            announcement_release,
            dispatches,
            worker,
        )
        office.person("Орг", person_id=OWNER)
        yield office


def comments(person: UserClient) -> list[str]:
    return [one.text.splitlines()[-1] for one in person.inbox]
