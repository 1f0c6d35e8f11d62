"""Rows of the outbox on both engines: due, claimed, settled, counted."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.outbox.rows import (
    OutboxQueries,
)
from db.tables import outbox
from db.unit_of_work import Store
from domain.clusters.messages import CardReportNotice
from domain.ids import ChatId, OutboxId
from domain.outbox import (
    NewMessage,
    OutboxState,
    Priority,
    Requeued,
    Settlement,
)
from tests.clocks import START
from tests.db.rows import seconds


def message(key: str, chat: int = 1, **values: Any) -> NewMessage:
    defaults: dict[str, Any] = {"priority": Priority.NEWS, "not_before": START}
    return NewMessage(
        dedupe_key=key,
        chat_id=ChatId(chat),
        message=told(key),
        **(defaults | values),
    )


def told(comment: str) -> CardReportNotice:
    return CardReportNotice(cluster_id=None, cluster_name="", reporter="", comment=comment)


async def claimed(store: Store, at: float = 0, limit: int = 10) -> list[Any]:
    now = START + seconds(at)
    async with store.write() as tx:
        ids = await tx.outbox.due(now, limit, await tx.outbox.open_lanes())
        rows = await tx.outbox.claim(ids, now + seconds(60))
    return [row.payload["comment"] for row in rows]


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
        row_id=OutboxId(1),
        attempt=1,
        not_before=START + seconds(9),
        error="502",
        chat_id=ChatId(1),
    )
    async with store.write() as tx:
        await tx.outbox.requeue([again])

    assert await claimed(store, at=5) == []
    assert await claimed(store, at=9) == ["a1"]


@pytest.mark.parametrize("is_refunded", [True, False])
async def test_outbox_row_that_another_process_sends_by_now_is_not_queued_again(
    store: Store, database: Database, *, is_refunded: bool
) -> None:
    """The first one stood still, and tells what came of its attempt when another one has begun."""
    await add(store, message("a"))
    assert await claimed(store) == ["a"]
    late = Requeued(
        row_id=OutboxId(1),
        attempt=1,
        not_before=START,
        error="502",
        chat_id=ChatId(1),
        is_uncertain=True,
        is_refunded=is_refunded,
    )
    async with store.write() as tx:
        await tx.outbox.release(START)
    assert await claimed(store) == ["a"]
    async with store.write() as tx:
        await tx.outbox.requeue([late])

    assert await claimed(store) == []
    async with database.read() as connection:
        row = (await connection.execute(sa.select(outbox))).one()
    assert (row.state, row.attempts, row.uncertain, row.error) == ("sending", 2, 1, None)


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


async def test_row_of_a_kind_that_only_a_newer_program_knows_is_left_to_it(
    store: Store, database: Database
) -> None:
    """It runs beside this one while replicas are replaced, or did before a roll back."""
    async with store.write() as tx:
        await tx.outbox.add([message("newer"), message("behind it"), message("b", 2)], START)
    async with database.write() as connection:
        of_newer = outbox.c.dedupe_key == "newer"
        await connection.execute(
            sa.update(outbox).where(of_newer).values(kind="of the next version")
        )

    first, second = await claimed(store), await claimed(store, 1)

    assert (first, second) == (["b"], ["behind it"])
    query = sa.select(outbox.c.state, outbox.c.attempts, outbox.c.not_before, outbox.c.lease_until)
    async with database.read() as connection:
        row = (await connection.execute(query.where(of_newer))).one()
    assert tuple(row) == (OutboxState.QUEUED, 0, START + seconds(60), None)
