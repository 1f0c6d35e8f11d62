"""Looking clusters up: versions, pages, and how many statements they take."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from db.engine import READERS, Database
from db.unit_of_work import Store
from domain.announcements.messages import DispatchSummary
from domain.clusters.cards import Industry
from domain.errors import NotFound
from domain.ids import ChatId, ClusterId, DispatchId, UpdateId
from domain.outbox import (
    NewMessage,
    OutboxState,
    Priority,
)
from domain.places.geo import Point
from services.clusters.answers import Answers
from services.clusters.catalogue import Clusters, NearestQuery
from services.people.users import Users
from tests.clocks import ManualClock
from tests.services.rigs import PROFILE, cluster, counted


async def test_erasure_takes_all_that_was_told_however_much_there_is(
    users: Users, store: Store, clock: ManualClock
) -> None:
    actor = await users.touch(PROFILE, UpdateId(1))
    now = clock.now()
    rows = [
        NewMessage(
            dedupe_key=str(number),
            chat_id=ChatId(actor.id if number % 3 == 0 else actor.id + number),
            message=DispatchSummary(dispatch=DispatchId(1)),
            priority=Priority.NOTICE,
            not_before=now,
        )
        for number in range(30)
    ]
    async with store.write() as tx:
        await tx.outbox.add(rows, now)
    users.told_at_once = 7
    await users.erase(actor)
    async with store.read() as tx:
        left = await tx.outbox.totals()
        person = await tx.users.find(actor.id)

    assert (left, person) == ({OutboxState.QUEUED: 20}, None)


@pytest.mark.parametrize("count", [1, 3])
async def test_nearest_costs_a_statement_a_second_however_many_are_found(
    store: Store, clock: ManualClock, database: Database, count: int
) -> None:
    async with store.write() as tx:
        await tx.clusters.save([cluster(f"c{n}") for n in range(count)])
    service = Clusters(store=store, clock=clock)
    query = NearestQuery(origin=Point(56, 44), radius_km=30)
    await service.nearest(query)
    with counted(database) as at_once:
        page = await service.nearest(query)
    clock.advance(seconds=1)
    with counted(database) as later:
        await service.nearest(query)

    assert (len(page.found), len(at_once), len(later)) == (count, 0, 1)


async def test_catalogue_is_read_anew_only_when_its_version_changed(
    store: Store, clock: ManualClock
) -> None:
    service = Clusters(store=store, clock=clock)
    async with store.write() as tx:
        await tx.clusters.save([cluster("a")])
    first, second = await service.catalogue(), await service.catalogue()
    async with store.write() as tx:
        await tx.clusters.save([cluster("b")])
    clock.advance(seconds=1)
    third = await service.catalogue()

    assert first is second
    assert set(third.by_id) == {"a", "b"}


async def test_card_that_was_just_brought_is_never_told_to_be_gone(
    store: Store, clock: ManualClock
) -> None:
    """Within the second in which the version is not asked for again."""
    service = Clusters(store=store, clock=clock)
    await service.catalogue()
    new = cluster("new")
    async with store.write() as tx:
        await tx.clusters.save([new])

    assert (await service.card(new.id)).id == new.id
    with pytest.raises(NotFound):
        await service.card(ClusterId("never-was"))


@pytest.mark.usefixtures("on_threads")
async def test_version_is_asked_for_once_when_many_come_at_the_same_time(
    store: Store, clock: ManualClock, database: Database
) -> None:
    clusters = Clusters(store=store, clock=clock)
    answers = Answers(store=store, clock=clock, shipped=())
    await clusters.catalogue()
    await answers.book()
    clock.advance(seconds=1)
    with counted(database) as seen:
        await asyncio.gather(*(clusters.catalogue() for _ in range(20)))
        await asyncio.gather(*(answers.book() for _ in range(20)))

    assert len(seen) == 2


@pytest.mark.usefixtures("on_threads")
async def test_readers_stay_connected_between_two_bursts(store: Store) -> None:
    opened = []

    def note(*_connection: object) -> None:
        opened.append(1)

    async def look() -> None:
        async with store.read() as tx:
            await tx.clusters.version()

    await asyncio.gather(*(look() for _ in range(READERS * 2)))
    event.listen(sa.pool.Pool, "connect", note)
    await asyncio.gather(*(look() for _ in range(READERS * 2)))
    event.remove(sa.pool.Pool, "connect", note)

    assert opened == []


async def test_nearest_pages_do_not_overlap_and_tell_inside_from_outside(
    store: Store, clock: ManualClock
) -> None:
    async with store.write() as tx:
        await tx.clusters.save([cluster(f"c{n:02}", lat=56 + n / 10) for n in range(12)])
    service = Clusters(store=store, clock=clock)
    pages = [
        await service.nearest(NearestQuery(origin=Point(56, 44), radius_km=30, page=page))
        for page in range(4)
    ]

    ids = [[hit.cluster.id for hit in page.found] for page in pages]
    assert ids == [
        ["c00", "c01", "c02", "c03"],
        ["c04", "c05", "c06", "c07"],
        ["c08", "c09", "c10", "c11"],
        [],
    ]
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert {page.inside for page in pages} == {3}
    assert [hit.is_inside for hit in pages[0].found] == [True, True, True, False]


async def test_inside_counts_all_of_the_circle_and_of_the_industry(
    store: Store, clock: ManualClock
) -> None:
    async with store.write() as tx:
        await tx.clusters.save(
            [
                replace(cluster(f"c{n:02}", lat=56 + n / 100), industry=one)
                for n in range(30)
                for one in [Industry.IT if n % 3 else Industry.TRANSPORT]
            ]
        )
    service = Clusters(store=store, clock=clock)
    origin = Point(56, 44)
    every = [
        await service.nearest(NearestQuery(origin=origin, radius_km=20, page=page))
        for page in range(3)
    ]
    wanted = NearestQuery(origin=origin, radius_km=20, industry=Industry.IT)
    of_industry = await service.nearest(wanted)

    assert [page.inside for page in every] == [18, 18, 18]
    assert of_industry.inside == 12
    assert [hit.cluster.id for hit in of_industry.found] == ["c01", "c02", "c04", "c05"]
