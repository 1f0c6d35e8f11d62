"""Channels and groups on both engines."""

from __future__ import annotations

from dataclasses import replace

from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Outlet,
    Post,
    PostKind,
)
from domain.ids import AnnouncementId, ChatId, UserId
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


async def test_chat_that_is_told_to_have_moved_twice_stays(store: Store) -> None:
    """Its own message tells of it, and so does the answer to a copy that goes there meanwhile."""
    old, new = ChatId(-100), ChatId(-1001)
    topic = Outlet(chat_id=new, title="Тема", thread_id=3)
    async with store.write() as tx:
        await tx.outlets.save(Outlet(chat_id=old, title="Группа"), START)
        await tx.outlets.move(old, new)
        await tx.outlets.save(topic, START)
    for _ in range(2):
        async with store.write() as tx:
            await tx.outlets.move(old, new)
            found = await tx.outlets.all()

    assert found == [Outlet(chat_id=new, title="Группа"), topic]


async def test_announcements_name_a_moved_chat_by_its_new_id_once(store: Store) -> None:
    old, new, other = ChatId(-100), ChatId(-1001), ChatId(-1002)
    here, there, elsewhere = (
        Outlet(chat_id=one, title=title) for one, title in ((old, "А"), (new, "Б"), (other, "В"))
    )
    topic = replace(here, thread_id=3)
    named = {
        AnnouncementState.DRAFT: (here, elsewhere),
        AnnouncementState.PLANNED: (topic, here),
        AnnouncementState.AWAITING: (here, there),
        AnnouncementState.STARTED: (here,),
    }
    async with store.write() as tx:
        kept = {}
        for state, outlets in named.items():
            post = Post(chat_id=ChatId(1), message_ids=(1,), kind=PostKind.TEXT, content={})
            one = await tx.announcements.find(await tx.announcements.add(UserId(1), post, START))
            assert one is not None
            await tx.announcements.save(
                replace(one, state=state, outlets=outlets, starts_at=START),
                AnnouncementState.DRAFT,
            )
            kept[state] = one.id
        await tx.outlets.move(old, new)
        found = {state: await _outlets(tx, one) for state, one in kept.items()}

    assert found == {
        AnnouncementState.DRAFT: [(new, None), (other, None)],
        AnnouncementState.PLANNED: [(new, 3), (new, None)],
        AnnouncementState.AWAITING: [(new, None)],
        AnnouncementState.STARTED: [(new, None)],
    }


async def _outlets(
    tx: Transaction, announcement_id: AnnouncementId
) -> list[tuple[ChatId, int | None]]:
    one: Announcement | None = await tx.announcements.find(announcement_id)
    assert one is not None
    return [(outlet.chat_id, outlet.thread_id) for outlet in one.outlets]
