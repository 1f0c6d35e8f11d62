"""Rows that announcements are about, written past the services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from db.engine import Database
from db.tables import users
from db.unit_of_work import Store
from domain.announcements.announcements import (
    Dispatch,
    DispatchAction,
    Post,
    PostKind,
)
from domain.ids import AnnouncementId, ChatId, UserId
from tests.clocks import START

AUTHOR = UserId(900)
POST = Post(
    chat_id=ChatId(AUTHOR), message_ids=(5,), kind=PostKind.TEXT, content={"text": "Новость"}
)
PERSON: dict[str, Any] = {
    "first_name": "", "last_name": "", "username": "", "client_language": "ru",
    "language": None, "tz": None, "created_at": START, "seen_on": START.date(),
    "stopped_at": None, "unreachable_at": None, "role": None, "is_paused": False,
    "mutes_news": False, "mutes_sessions": False, "quiet_from": 22 * 60, "quiet_until": 8 * 60,
    "home_name": None, "home_lat": None, "home_lon": None, "home_region": "",
}  # fmt: skip


async def add_people(database: Database, people: Iterable[dict[str, Any]]) -> None:
    """Each a row of `users`: an id, and what differs from a person of whom little is known."""
    async with database.write() as connection:
        await connection.execute(sa.insert(users), [{**PERSON, **one} for one in people])


async def add_announcement(store: Store, post: Post = POST) -> AnnouncementId:
    async with store.write() as tx:
        return await tx.announcements.add(AUTHOR, post, START)


async def add_dispatch(
    store: Store,
    announcement_id: AnnouncementId,
    action: DispatchAction = DispatchAction.SEND,
    post: Post = POST,
) -> Dispatch:
    async with store.write() as tx:
        new_id = await tx.dispatches.add(announcement_id, action, post, AUTHOR, START)
        added = await tx.dispatches.find(new_id)
    assert added is not None
    return added
