"""Channels and groups on both engines."""

from __future__ import annotations

from db.unit_of_work import Store
from domain.announcements.announcements import (
    Outlet,
)
from domain.ids import ChatId
from tests.clocks import START
from tests.db.rows import CHANNEL, GROUP


async def test_outlets_are_saved_renamed_moved_and_forgotten(store: Store) -> None:
    channel = Outlet(chat_id=CHANNEL, title="Канал")
    topics = [Outlet(chat_id=GROUP, title="Форум", thread_id=number) for number in (None, 3)]
    new, stale = ChatId(-1009), Outlet(chat_id=ChatId(-1009), title="Прежняя")
    async with store.write() as tx:
        for outlet in (Outlet(chat_id=CHANNEL, title="Старое имя"), channel, *topics, stale):
            await tx.outlets.save(outlet, START)
        before = await tx.outlets.all()
        await tx.outlets.move(GROUP, new)
        moved = await tx.outlets.all()
        await tx.outlets.forget(CHANNEL)
        left = await tx.outlets.all()

    there = [Outlet(chat_id=new, title="Форум", thread_id=number) for number in (None, 3)]
    assert before == [channel, stale, *topics]
    assert (moved, left) == ([channel, *there], there)
