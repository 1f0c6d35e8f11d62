"""The services of organisers on one store, for tests of announcements and dispatches."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox
from db.unit_of_work import Store
from domain.announcements.announcements import (
    Announcement,
    Dispatch,
    Outlet,
    Post,
    PostKind,
)
from domain.errors import UserError
from domain.ids import AnnouncementId, ChatId, OutboxId, UpdateId, UserId
from domain.outbox import (
    OutboxState,
    Settlement,
)
from domain.outgoing import Kind
from domain.people.users import Actor, Language
from services.announcements.dispatches import Dispatches
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease
from services.announcements.runner import AnnouncementRunner
from services.people.organisers import Organisers
from tests.clocks import START, Bell, ManualClock
from tests.people import add_people

MOSCOW, OMSK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Omsk")
OWNER, AUTHOR, SECOND, STRANGER = 1, 900, 901, 666
CHANNEL = Outlet(chat_id=ChatId(-1001), title="Канал")
TOPIC = Outlet(chat_id=ChatId(-1002), title="Форум", thread_id=3)
POST = Post(chat_id=ChatId(AUTHOR), message_ids=(5,), kind=PostKind.TEXT, content={"text": "Сбор"})
ALBUM = replace(POST, message_ids=(5, 6, 7), kind=PostKind.ALBUM)


class AnnouncementRig:
    """The services of organisers on one store. Two of them besides the owner."""

    def __init__(self, database: Database, *, approval_over: int = 0) -> None:
        self.clock, self.bell = ManualClock(), Bell()
        self.database, self.store = database, Store(database, alarm=self.bell)
        self.organisers = Organisers(
            store=self.store, clock=self.clock, owners=frozenset({UserId(OWNER)})
        )
        self.announcement_drafts = AnnouncementDrafts(
            store=self.store, clock=self.clock, organisers=self.organisers
        )
        self.announcement_release = AnnouncementRelease(
            store=self.store,
            clock=self.clock,
            alarm=self.bell,
            organisers=self.organisers,
            default_zone=MOSCOW,
            rate=25,
            approval_over=approval_over,
        )
        self.dispatches = Dispatches(
            store=self.store,
            clock=self.clock,
            organisers=self.organisers,
            rate=25,
        )
        self._updates = itertools.count(1)

    def actor(self, number: int = AUTHOR, zone: ZoneInfo = MOSCOW) -> Actor:
        """Each act is an update of its own."""
        return Actor(
            id=UserId(number),
            name=f"N{number}",
            language=Language.RU,
            zone=zone,
            home=None,
            is_owner=number == OWNER,
            update_id=UpdateId(next(self._updates)),
        )

    def runner(self) -> AnnouncementRunner:
        """Knows nothing but the store, as after a start of the process."""
        return AnnouncementRunner(
            store=self.store,
            clock=self.clock,
            alarm=self.bell,
            announcement_release=self.announcement_release,
        )

    async def furnish(self, *, people: int = 0, organisers: tuple[int, ...] = ()) -> None:
        if people:
            await add_people(self.database, [{"id": n} for n in range(1, people + 1)])
        async with self.store.write() as tx:
            for number in organisers:
                await tx.organisers.add(UserId(number), "О", UserId(OWNER), START)

    async def draft(self, post: Post = POST) -> AnnouncementId:
        return (await self.announcement_drafts.draft(self.actor(), post)).id

    async def sending(self, post: Post = POST) -> Dispatch:
        """Confirmed for at once; the announcement runner has not looked at it yet."""
        draft = await self.announcement_drafts.draft(self.actor(), post)
        confirmed = await self.announcement_release.confirm(self.actor(), draft.id, draft.mark)
        assert confirmed.dispatch is not None
        return confirmed.dispatch

    async def rows(self, *names: str, kind: Kind | None = None) -> list[tuple[Any, ...]]:
        query = sa.select(*[outbox.c[name] for name in names]).order_by(outbox.c.id)
        if kind is not None:
            query = query.where(outbox.c.kind == kind.value)
        async with self.database.read() as connection:
            return [tuple(row) for row in await connection.execute(query)]

    async def deliver(self, *, limit: int = 1000, finish: bool = True) -> list[int]:
        """What a worker does with rows that are due, all of them well; their chats."""
        now = self.clock.now()
        async with self.store.write() as tx:
            ids = await tx.outbox.due(now, limit, await tx.outbox.open_lanes())
            claimed = await tx.outbox.claim(ids, now + timedelta(minutes=2))
            if finish:
                await tx.outbox.settle([arrived(row.id, now) for row in claimed])
        return [row.chat_id for row in claimed]

    async def log(self) -> list[str]:
        async with self.store.read() as tx:
            return [entry.action for entry in await tx.organisers.log(0, 50)][::-1]

    async def found(self, announcement_id: AnnouncementId) -> Announcement:
        async with self.store.read() as tx:
            one = await tx.announcements.find(announcement_id)
        assert one is not None
        return one

    async def mark(self, announcement_id: AnnouncementId) -> str:
        """Of what an organiser is shown now."""
        return (await self.found(announcement_id)).mark

    async def rounds(self, announcement_id: AnnouncementId) -> list[Dispatch]:
        async with self.store.read() as tx:
            return await tx.dispatches.of(announcement_id)


def arrived(row_id: OutboxId, now: datetime) -> Settlement:
    return Settlement(row_id=row_id, state=OutboxState.SENT, at=now, message_id=100 + row_id)


def key_of(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.key
