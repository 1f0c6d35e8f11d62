"""Queries on both engines; what must not exist is refused by the schema itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from db.engine import Database
from db.outbox.rows import OutboxQueries, Requeued, Settlement
from db.tables import clusters, outbox, users
from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.errors import AlreadyHandled
from domain.ids import ChatId, ClusterId, OutboxId, UpdateId, UserId
from domain.outbox import Kind, NewMessage, OutboxState, Priority
from domain.people.users import (
    Home,
    Language,
    Profile,
    User,
)
from domain.places.geo import Point
from tests.clocks import START

PERSON = Profile(id=UserId(2**40), first_name="Ия", username="iya", client_language="ru")
CLUSTER = Cluster(
    id=ClusterId("a"),
    name="Кластер",
    industry=Industry.IT,
    region="Курская область",
    point=Point(51.7, 36.2),
    employers=("Завод", "Верфь"),
)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def message(key: str, chat: int = 1, **values: Any) -> NewMessage:
    defaults: dict[str, Any] = {"priority": Priority.NEWS, "not_before": START}
    return NewMessage(
        dedupe_key=key,
        chat_id=ChatId(chat),
        kind=Kind.REPORT,
        payload={"n": key},
        **(defaults | values),
    )


async def claimed(store: Store, at: float = 0, limit: int = 10) -> list[Any]:
    now = START + seconds(at)
    async with store.write() as tx:
        ids = await tx.outbox.due(now, limit, await tx.outbox.open_lanes())
        rows = await tx.outbox.claim(ids, now + seconds(60))
    return [row.payload["n"] for row in rows]


async def test_due_rows_are_found_by_seeks_alone(database: Database, store: Store) -> None:
    """A scan for each row that is due would make a second of each thousand of them."""
    if not database.is_sqlite:
        pytest.skip("the plan is SQLite's")
    asked: list[tuple[str, Any]] = []
    async with database.write() as connection:

        @sa.event.listens_for(connection.sync_connection, "before_cursor_execute")
        def _on_execute(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
            asked.append((statement, given))

        queries = OutboxQueries(connection)
        await queries.due(START, 10, await queries.open_lanes())
        statement, given = asked[-1]
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        steps = [row.detail for row in plan]
    assert not [step for step in steps if step.startswith("SCAN outbox")]
    assert any("ix_outbox_unsettled_chat" in step for step in steps)


def ended(row: int, state: OutboxState, **values: Any) -> Settlement:
    return Settlement(row_id=OutboxId(row), state=state, at=START, **values)


async def add(store: Store, *messages: NewMessage) -> None:
    async with store.write() as tx:
        await tx.outbox.add(messages, START)


async def test_person_is_saved_updated_and_kept(store: Store) -> None:
    async with store.write() as tx:
        await tx.users.save_profile(PERSON, START)
        await tx.users.set_language(PERSON.id, Language.EN)
        await tx.users.set_zone(PERSON.id, "Asia/Omsk")
        await tx.users.set_home(PERSON.id, Home(name="Омск", point=Point(54.99, 73.37)))
    renamed = Profile(id=PERSON.id, first_name="Ия", last_name="О", client_language="ru")
    async with store.write() as tx:
        await tx.users.save_profile(renamed, START + timedelta(days=1))
    async with store.read() as tx:
        found = await tx.users.find(PERSON.id)

    assert found == User(
        profile=renamed,
        language=Language.EN,
        tz="Asia/Omsk",
        home=Home(name="Омск", point=Point(54.99, 73.37)),
        created_at=START,
        seen_on=(START + timedelta(days=1)).date(),
    )


async def test_cluster_comes_back_as_it_was_and_raises_the_version(store: Store) -> None:
    async with store.write() as tx:
        await tx.clusters.save([CLUSTER])
        await tx.clusters.save([CLUSTER])
    async with store.read() as tx:
        assert (await tx.clusters.version(), await tx.clusters.all()) == (2, [CLUSTER])


async def test_favourites_are_unique_newest_first_and_go_with_the_person(store: Store) -> None:
    other = Cluster(id=ClusterId("b"), name="Б", industry=Industry.IT, region="Курская область")
    async with store.write() as tx:
        await tx.users.save_profile(PERSON, START)
        await tx.clusters.save([CLUSTER, other])
        await tx.favourites.add(PERSON.id, CLUSTER.id, START)
        await tx.favourites.add(PERSON.id, other.id, START + seconds(1))
        await tx.favourites.add(PERSON.id, CLUSTER.id, START + seconds(2))
    async with store.read() as tx:
        assert await tx.favourites.of(PERSON.id) == ["b", "a"]
    async with store.write() as tx:
        await tx.users.delete(PERSON.id)
    async with store.read() as tx:
        assert await tx.favourites.of(PERSON.id) == []


async def test_update_is_claimed_once_and_only_with_its_effect(store: Store) -> None:
    with suppress(ZeroDivisionError):
        async with store.write() as tx:
            await tx.updates.claim(UpdateId(7), START)
            raise ZeroDivisionError
    async with store.write() as tx:
        await tx.updates.claim(UpdateId(7), START)
    with pytest.raises(AlreadyHandled):
        async with store.write() as tx:
            await tx.updates.claim(UpdateId(7), START)


async def test_two_claims_at_once_let_one_through(store: Store) -> None:
    async def claim() -> bool:
        try:
            async with store.write() as tx:
                await tx.updates.claim(UpdateId(9), START)
        except AlreadyHandled:
            return False
        return True

    assert sorted(await asyncio.gather(*[claim() for _ in range(8)])) == [False] * 7 + [True]


async def test_action_after_commit_does_not_run_when_the_change_fails(store: Store) -> None:
    done: list[str] = []
    async with store.write() as tx:
        tx.after_commit(lambda: done.append("kept"))
        assert done == []
    with suppress(ZeroDivisionError):
        async with store.write() as tx:
            tx.after_commit(lambda: done.append("lost"))
            raise ZeroDivisionError

    assert done == ["kept"]


async def test_outbox_same_key_is_one_message(store: Store) -> None:
    await add(store, message("a"), message("a"))
    await add(store, message("a"))

    assert (await claimed(store), await claimed(store)) == (["a"], [])


async def test_outbox_one_chat_is_served_in_order_others_meanwhile(store: Store) -> None:
    await add(store, message("a1"), message("a2"), message("b1", chat=2))

    assert await claimed(store) == ["a1", "b1"]
    assert await claimed(store) == []
    async with store.write() as tx:
        await tx.outbox.settle([ended(1, OutboxState.SENT, message_id=5)])
    assert await claimed(store) == ["a2"]


async def test_outbox_notice_overtakes_and_nothing_leaves_early(store: Store) -> None:
    late = START + seconds(30)
    await add(
        store,
        message("announcement", chat=1, priority=Priority.ANNOUNCEMENT),
        message("notice", chat=2, priority=Priority.NOTICE),
        message("later", chat=3, not_before=late),
        message("notice here", chat=1, priority=Priority.NOTICE),
    )

    assert await claimed(store) == ["notice", "notice here"]
    async with store.read() as tx:
        assert await tx.outbox.next_due_at(await tx.outbox.open_lanes()) == START
    assert await claimed(store, at=31) == ["later"]


async def test_outbox_expired_lease_is_sent_again_and_counted(
    store: Store, database: Database
) -> None:
    await add(store, message("a"))
    assert await claimed(store) == ["a"]
    async with store.write() as tx:
        early = await tx.outbox.release(START + seconds(59), longest=seconds(60))
        due = await tx.outbox.release(START + seconds(60), longest=seconds(60))

    assert (early, due, await claimed(store, at=61)) == (0, 1, ["a"])
    async with database.read() as connection:
        row = (await connection.execute(sa.select(outbox))).one()
    assert (row.uncertain, row.attempts) == (1, 2)


async def test_outbox_row_tried_again_holds_back_what_came_after_it_to_the_chat(
    store: Store,
) -> None:
    await add(store, message("a1"), message("a2"), message("urgent", priority=Priority.NOTICE))
    assert await claimed(store) == ["urgent"]
    async with store.write() as tx:
        await tx.outbox.settle([ended(3, OutboxState.SENT, message_id=1)])
    assert await claimed(store) == ["a1"]
    again = Requeued(
        row_id=OutboxId(1), not_before=START + seconds(9), error="502", chat_id=ChatId(1)
    )
    async with store.write() as tx:
        await tx.outbox.requeue([again])

    assert await claimed(store, at=5) == []
    assert await claimed(store, at=9) == ["a1"]


async def test_outbox_lease_from_before_the_clock_was_set_back_has_ended(store: Store) -> None:
    await add(store, message("a"))
    assert await claimed(store, at=86_400) == ["a"]
    async with store.write() as tx:
        released = await tx.outbox.release(START, longest=seconds(60))

    assert (released, await claimed(store)) == (1, ["a"])


async def test_outbox_row_whose_sending_goes_on_is_not_released(store: Store) -> None:
    await add(store, message("a"), message("b", chat=2))
    assert await claimed(store) == ["a", "b"]
    async with store.write() as tx:
        assert await tx.outbox.release(START, held=[OutboxId(1)]) == 1

    assert await claimed(store) == ["b"]


async def test_outbox_expires_what_is_too_late_some_at_a_time(store: Store) -> None:
    soon = START + seconds(5)
    await add(store, *[message(f"{n}", chat=n, expires_at=soon) for n in range(1, 4)])
    await add(store, message("kept", chat=9))
    async with store.write() as tx:
        counts = [await tx.outbox.expire_due(soon, 2) for _ in range(3)]
    async with store.read() as tx:
        totals = await tx.outbox.totals()

    assert (counts, totals) == ([2, 1, 0], {OutboxState.EXPIRED: 3, OutboxState.QUEUED: 1})


async def test_outbox_row_that_has_ended_is_not_settled_again(store: Store) -> None:
    await add(store, message("a"))
    await claimed(store)
    async with store.write() as tx:
        await tx.outbox.settle([ended(1, OutboxState.SENT, message_id=5, more=(6, 7))])
        await tx.outbox.settle([ended(1, OutboxState.FAILED, error="late news")])
    async with store.read() as tx:
        assert await tx.outbox.totals() == {OutboxState.SENT: 1}


async def test_outbox_totals_are_counted_from_rows(store: Store) -> None:
    await add(store, message("a"), message("b"), message("c", chat=2))
    await claimed(store, limit=1)
    async with store.write() as tx:
        await tx.outbox.settle([ended(1, OutboxState.UNDELIVERABLE, error="blocked")])
        assert await tx.outbox.cancel_queued(ChatId(1), START, "unreachable") == 1
    async with store.read() as tx:
        totals = await tx.outbox.totals()

    assert totals == {
        OutboxState.UNDELIVERABLE: 1,
        OutboxState.CANCELLED: 1,
        OutboxState.QUEUED: 1,
    }


GOOD_ROW: dict[str, Any] = {
    "dedupe_key": "k", "chat_id": 1, "kind": "report", "payload": {}, "priority": 0,
    "state": "queued", "not_before": START, "attempts": 0, "uncertain": 0, "created_at": START,
}  # fmt: skip
GOOD_USER: dict[str, Any] = {
    "id": 1, "first_name": "", "last_name": "", "username": "", "client_language": "",
    "created_at": START, "seen_on": START.date(),
}  # fmt: skip
GOOD_CLUSTER: dict[str, Any] = {
    "id": "a", "name": "x", "industry": "it", "region": "x", "city": "", "tz": "",
    "base_college": "", "employers": [], "network_colleges": [], "professions": [],
    "website": "", "source_url": "", "source_note": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "good", "bad"),
    [
        (outbox, GOOD_ROW, {"state": "sending"}),
        (outbox, GOOD_ROW, {"state": "sent", "settled_at": START}),
        (outbox, GOOD_ROW, {"state": "failed"}),
        (outbox, GOOD_ROW, {"state": "lost"}),
        (outbox, GOOD_ROW, {"attempts": -1}),
        (users, GOOD_USER, {"language": "fr"}),
        (users, GOOD_USER, {"home_lat": 1.0}),
        (users, GOOD_USER, {"home_name": "x", "home_lat": 91.0, "home_lon": 0.0}),
        (clusters, GOOD_CLUSTER, {"lat": 1.0}),
        (clusters, GOOD_CLUSTER, {"lat": 91.0, "lon": 1.0}),
        (clusters, GOOD_CLUSTER, {"id": "a" * 41}),
        (clusters, GOOD_CLUSTER, {"students": -1}),
    ],
)
async def test_impossible_row_is_refused_by_the_schema(
    store: Store, database: Database, table: sa.Table, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(sa.insert(table), {**good, **bad})
    async with database.write() as connection:
        await connection.execute(sa.insert(table), good)


async def test_naive_moment_is_refused(store: Store) -> None:
    with pytest.raises(sa.exc.StatementError, match="naive datetime"):
        async with store.write() as tx:
            await tx.updates.claim(UpdateId(1), START.replace(tzinfo=None))
