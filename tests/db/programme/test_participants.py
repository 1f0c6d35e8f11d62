"""The directory by index, requests to meet, and what the schema forbids."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from db.engine import Database
from db.programme.participants.profiles import (
    ParticipantQueries,
)
from db.tables import participants
from db.unit_of_work import Store
from domain.clusters.cards import Industry
from domain.ids import UserId
from domain.programme.participants import COUNT_LIMIT, IntroductionState, Participant
from tests.clocks import START
from tests.people import add_people

ANNA = Participant(
    user_id=UserId(1),
    name="Анна",
    region="Омская область",
    industry=Industry.IT,
    organisation="Колледж",
    position="мастер",
    contact="+7 900 000-00-00",
    is_listed=True,
)


async def save(store: Store, *people: Participant) -> None:
    async with store.write() as tx:
        for one in people:
            await tx.participants.save(one, START)


async def test_profile_is_kept_whole_and_the_directory_holds_no_contact(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": 1}, {"id": 2}, {"id": 3}])
    boris = replace(ANNA, user_id=UserId(2), name="Борис", region="Пермский край")
    hidden = replace(ANNA, user_id=UserId(3), name="Вера", is_listed=False)
    await save(store, ANNA, boris, hidden)
    async with store.read() as tx:
        found = await tx.participants.find(UserId(1))
        everybody = await tx.participants.listed(None, "", 0, 10)
        of_region = await tx.participants.listed(Industry.IT, "Пермский край", 0, 10)
        counts = (
            await tx.participants.count_listed(None, ""),
            await tx.participants.industries("Омская область"),
            await tx.participants.regions(Industry.IT),
            await tx.participants.regions(Industry.MEDIA),
        )

    assert found == ANNA
    assert everybody == [replace(ANNA, contact=""), replace(boris, contact="")]
    assert of_region == [replace(boris, contact="")]
    assert counts == (2, {Industry.IT: 1}, {"Омская область": 1, "Пермский край": 1}, {})


async def test_asking_is_marked_once(store: Store, database: Database) -> None:
    await add_people(database, [{"id": 1}])
    async with store.write() as tx:
        first = await tx.participants.mark_asked([UserId(1)], START)
        again = await tx.participants.mark_asked([UserId(1)], START)
        found = await tx.participants.find(UserId(1))

    assert (first, again, found) == ({1}, set(), Participant(user_id=UserId(1)))


async def test_nobody_is_listed_without_a_name(store: Store, database: Database) -> None:
    await add_people(database, [{"id": 1}])
    with pytest.raises(IntegrityError):
        await save(store, replace(ANNA, name=""))


async def test_request_is_answered_once_and_a_number_never_comes_twice(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2, 3)])
    await save(store, ANNA, replace(ANNA, user_id=UserId(3)))
    one, two, three = UserId(1), UserId(2), UserId(3)
    async with store.write() as tx:
        first = await tx.introductions.add(one, two, "Здравствуйте", START)
        second = await tx.introductions.add(three, two, "", START)
        answers = [
            await tx.introductions.answer(first, state, START)
            for state in (IntroductionState.ACCEPTED, IntroductionState.DECLINED)
        ]
        waiting = await tx.introductions.count_waiting(two)
        order = [request.id for request in await tx.introductions.of(two, 0, 10)]
        sent = await tx.introductions.count_from(one, START - timedelta(days=1))
        await tx.users.delete(three)
        kept = await tx.introductions.all_of(two)
        third = await tx.introductions.add(two, one, "", START)

    assert answers == [True, False]
    assert (waiting, order, sent) == (1, [second, first], 1)
    assert [(request.id, request.state) for request in kept] == [
        (first, IntroductionState.ACCEPTED)
    ]
    assert third > second


async def test_pair_has_one_request(store: Store, database: Database) -> None:
    await add_people(database, [{"id": 1}, {"id": 2}])
    async with store.write() as tx:
        await tx.introductions.add(UserId(1), UserId(2), "", START)
        with pytest.raises(IntegrityError):
            await tx.introductions.add(UserId(1), UserId(2), "", START)


CROWD = 20_000
"""The plans are those of 100,000; adding so many would take the suite five seconds."""


async def crowd(database: Database) -> None:
    rng = random.Random(7)
    industries, regions = list(Industry), [f"Регион {n}" for n in range(83)]
    names = [f"Участник {n:06}" for n in range(CROWD)]
    await add_people(database, ({"id": n} for n in range(1, CROWD + 1)))
    rows = [
        {
            "user_id": n + 1,
            "name": name,
            "region": rng.choice(regions),
            "industry": rng.choice(industries).value,
            "is_listed": n % 10 != 0,
            "updated_at": START,
        }
        for n, name in enumerate(names)
    ]
    async with database.write() as connection:
        await connection.execute(sa.insert(participants), rows)
        # Of these alone: other tests are at work in the same database, on statistics of their own.
        await connection.exec_driver_sql("ANALYZE users")
        await connection.exec_driver_sql("ANALYZE participants")


@asynccontextmanager
async def asked(database: Database) -> AsyncIterator[tuple[ParticipantQueries, list[Any]]]:
    """Queries, and the statements that they send."""
    seen: list[Any] = []
    async with database.write() as connection:

        @sa.event.listens_for(connection.sync_connection, "before_cursor_execute")
        def _keep(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
            if not statement.startswith("EXPLAIN"):
                seen.append((connection, statement, given))

        yield ParticipantQueries(connection), seen


@pytest.mark.slow
async def test_directory_of_a_crowd_is_read_by_index(database: Database) -> None:
    await crowd(database)
    async with asked(database) as (queries, seen):
        page = await queries.listed(None, "", 990, 6)
        narrow = await queries.listed(Industry.IT, "Регион 7", 0, 60)
        await queries.listed(Industry.IT, "", 0, 6)
        await queries.listed(None, "Регион 7", 0, 6)
        total = await queries.count_listed(None, "")
        few = await queries.count_listed(Industry.IT, "Регион 7")
        industries = await queries.industries("")
        regions = await queries.regions(Industry.IT)
        plans = []
        for connection, statement, given in list(seen):
            explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
            found = await connection.exec_driver_sql(explain + statement, given)
            plans.append(" ".join(str(row[-1]) for row in found))

    assert (len(page), total) == (6, COUNT_LIMIT)
    assert few == len(narrow)
    assert sum(industries.values()) == CROWD * 9 // 10
    assert sum(regions.values()) == industries[Industry.IT]
    for plan in plans[:6]:
        assert "ix_participants_listed" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert "Seq Scan on participants" not in plan, plan
    if database.is_sqlite:
        assert all("USING INDEX ix_participants_listed" in plan for plan in plans), plans
