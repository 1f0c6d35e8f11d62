"""Announcements, organisers, outlets and leases on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.people.organisers import AuditEntry, Organiser
from db.unit_of_work import Store
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    DispatchAction,
    DispatchState,
    LinkButton,
    Outlet,
)
from domain.announcements.audiences import Audience, Regions, Term
from domain.ids import AnnouncementId, ChatId, UserId
from domain.people.users import Category
from tests.clocks import START
from tests.people import AUTHOR, POST, add_announcement, add_dispatch

DRAFT, AWAITING = AnnouncementState.DRAFT, AnnouncementState.AWAITING
PLANNED, STARTED = AnnouncementState.PLANNED, AnnouncementState.STARTED
LENGTH = timedelta(seconds=15)
CHANNEL, GROUP = ChatId(-1001), ChatId(-1002)


async def test_announcement_comes_back_as_it_was_saved(store: Store) -> None:
    new_id = await add_announcement(store)
    async with store.read() as tx:
        draft = await tx.announcements.find(new_id)
    full = Announcement(
        id=new_id,
        author_id=AUTHOR,
        state=AWAITING,
        post=POST,
        buttons=(LinkButton("Да", "https://example.org"),),
        is_silent=True,
        category=Category.SESSIONS,
        audience=Audience((Term(Regions(frozenset({"Курская область"})), is_excluded=True),)),
        outlets=(
            Outlet(chat_id=CHANNEL, title="К"),
            Outlet(chat_id=GROUP, title="Г", thread_id=3),
        ),
        starts_at=START + timedelta(days=1),
        is_local=True,
        expires_at=START + timedelta(days=2),
        approved_by=UserId(7),
        created_at=START,
        panel_id=15,
    )
    async with store.write() as tx:
        saves = [await tx.announcements.save(full, state) for state in (PLANNED, DRAFT, DRAFT)]
        found = await tx.announcements.find(new_id)
        nothing = await tx.announcements.find(AnnouncementId(99))

    assert draft == Announcement(
        id=new_id, author_id=AUTHOR, state=DRAFT, post=POST, created_at=START
    )
    assert (saves, found, nothing) == ([False, True, False], full, None)


async def test_announcements_are_listed_by_what_becomes_of_them(store: Store) -> None:
    ids = [await add_announcement(store) for _ in range(6)]
    async with store.write() as tx:
        states = [DRAFT, PLANNED, AWAITING, STARTED, STARTED, STARTED]
        for number, (new_id, state) in enumerate(zip(ids, states, strict=True)):
            one = Announcement(
                id=new_id,
                author_id=AUTHOR,
                state=state,
                post=POST,
                created_at=START,
                starts_at=START - timedelta(hours=number),
            )
            await tx.announcements.save(one, DRAFT)
    paused, done, _running = [await add_dispatch(store, one) for one in ids[3:]]
    async with store.write() as tx:
        change, now = tx.dispatches.change, START
        await change(paused.id, DispatchState.PAUSED, now, DispatchState.RUNNING)
        await change(done.id, DispatchState.CANCELLED, now, DispatchState.RUNNING)
        planned = [one.id for one in await tx.announcements.planned()]
        running = [one.id for one in await tx.announcements.running()]
        pages = [[one.id for one in await tx.announcements.started(n, 2)] for n in (0, 2)]
        count = await tx.announcements.count_started()

    assert (planned, running) == ([ids[2], ids[1]], [ids[5], ids[3]])
    assert (pages, count) == ([[ids[5], ids[4]], [ids[3]]], 3)


@pytest.mark.parametrize(
    ("state", "is_local"), [(PLANNED, False), (DRAFT, True)], ids=["planned", "local"]
)
async def test_plan_without_a_time_is_refused_by_the_schema(
    store: Store, state: AnnouncementState, is_local: bool
) -> None:
    new_id = await add_announcement(store)
    one = Announcement(
        id=new_id, author_id=AUTHOR, state=state, post=POST, is_local=is_local, created_at=START
    )
    with pytest.raises(sa.exc.IntegrityError):
        async with store.write() as tx:
            await tx.announcements.save(one, DRAFT)


async def test_corrections_may_be_many_where_one_sending_is(store: Store) -> None:
    new_id = await add_announcement(store)
    rounds = [
        await add_dispatch(store, new_id, action)
        for action in (DispatchAction.SEND, DispatchAction.CORRECT, DispatchAction.CORRECT)
    ]
    async with store.read() as tx:
        assert await tx.dispatches.of(new_id) == rounds


async def test_organisers_are_unique_in_the_order_they_came(store: Store) -> None:
    async with store.write() as tx:
        people = tx.organisers
        added = [
            await people.add(UserId(2), "Ия", UserId(1), START + timedelta(seconds=1)),
            await people.add(UserId(3), "Пётр", UserId(1), START),
            await people.add(UserId(2), "Другая", UserId(1), START),
        ]
        everyone = await people.all()
        removed = [await people.remove(UserId(3)), await people.remove(UserId(3))]
        has = [await people.has(UserId(number)) for number in (2, 3)]

    assert (added, removed, has) == ([True, True, False], [True, False], [True, False])
    assert everyone == [
        Organiser(id=UserId(3), name="Пётр", added_at=START),
        Organiser(id=UserId(2), name="Ия", added_at=START + timedelta(seconds=1)),
    ]


async def test_audit_is_paged_newest_first(store: Store) -> None:
    async with store.write() as tx:
        for number in range(5):
            await tx.organisers.record(UserId(1), "Ия", START, "confirmed", id=number, name="Ы")
        pages = [await tx.organisers.log(offset, 2) for offset in (0, 2, 4)]
        length = await tx.organisers.log_length()

    assert ([[entry.details["id"] for entry in page] for page in pages], length) == (
        [[4, 3], [2, 1], [0]],
        5,
    )
    assert pages[2] == [
        AuditEntry(
            at=START,
            actor_id=UserId(1),
            actor_name="Ия",
            action="confirmed",
            details={"id": 0, "name": "Ы"},
        )
    ]


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


async def test_lease_is_held_by_one_until_it_ends_or_is_given_up(store: Store) -> None:
    async def take(holder: str, seconds: float) -> bool:
        async with store.write() as tx:
            now = START + timedelta(seconds=seconds)
            return await tx.leases.take("delivery", holder, now, LENGTH)

    assert [
        await take("a", 0),
        await take("b", 1),
        await take("a", 10),
        await take("b", 24.9),
        await take("b", 25),
        await take("a", 26),
    ] == [True, False, True, False, True, False]
    async with store.write() as tx:
        await tx.leases.give_up("delivery", "a")
    assert not await take("a", 27)
    async with store.write() as tx:
        await tx.leases.give_up("delivery", "b")
        assert await tx.leases.take("other", "b", START, LENGTH)
    assert await take("a", 28)


@pytest.mark.parametrize("holder", ["a", "b"])
async def test_lease_taken_before_the_clock_was_set_back_a_day_has_ended(
    store: Store, holder: str
) -> None:
    async with store.write() as tx:
        await tx.leases.take("delivery", "a", START + timedelta(days=1), LENGTH)
        taken = await tx.leases.take("delivery", holder, START, LENGTH)
        other = await tx.leases.take("delivery", "c", START + timedelta(seconds=14), LENGTH)
        ended = await tx.leases.take("delivery", "c", START + timedelta(seconds=15), LENGTH)

    assert (taken, other, ended) == (True, False, True)
