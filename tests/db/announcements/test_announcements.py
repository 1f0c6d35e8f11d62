"""Announcements on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.unit_of_work import Store
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    DispatchAction,
    DispatchState,
    LinkButton,
    Outlet,
)
from domain.announcements.audiences import Audience, AudienceTerm, Regions
from domain.ids import AnnouncementId, UserId
from domain.people.users import Category
from tests.clocks import START
from tests.db.rows import CHANNEL, GROUP
from tests.people import AUTHOR, POST, add_announcement, add_dispatch

DRAFT, AWAITING = AnnouncementState.DRAFT, AnnouncementState.AWAITING

PLANNED, STARTED = AnnouncementState.PLANNED, AnnouncementState.STARTED


@pytest.mark.slow
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
        audience=Audience(
            (AudienceTerm(Regions(frozenset({"Курская область"})), is_excluded=True),)
        ),
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


@pytest.mark.slow
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
