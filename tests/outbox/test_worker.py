"""The worker over a real store and the sandbox's faults, on a clock turned by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.outbox.rows import NEVER_ENDED
from db.tables import outbox
from db.unit_of_work import Store, Transaction
from db.write_turns import WriteTurn
from domain.ids import OutboxId, UserId
from domain.outbox import (
    OutboxRow,
    OutboxState,
    Outcome,
)
from domain.outgoing import Kind
from domain.people.users import Profile
from domain.ports import Turn
from outbox.lease import DELIVERY, DELIVERY_LEASE
from outbox.limiter import SlidingLimiter
from outbox.policy import LEFT_FOR, MAX_ATTEMPTS, MOST_LEFT, MOST_SAME_ERROR
from outbox.worker import LEASE
from tests.clocks import PATIENCE, START, ManualClock
from tests.outbox.conftest import SEND, Post, comments

pytestmark = pytest.mark.usefixtures("on_threads")


async def test_messages_leave_once_in_order(post: Post) -> None:
    olga, igor = post.person(), post.person("Игорь")
    for key in ("1", "2", "3"):
        await post.put(olga, key)
    await post.put(igor, "1")

    assert (await post.worker.drain(), await post.worker.drain()) == (4, 0)
    assert (comments(olga), comments(igor)) == (["1", "2", "3"], ["1"])
    assert await post.totals() == {OutboxState.SENT: 4}


@pytest.mark.slow
async def test_many_that_end_together_are_recorded_together(post: Post) -> None:
    people = [post.person() for _ in range(60)]
    refused = {str(person.id) for person in people[::3]}
    post.world.faults.server_error(when=lambda _, p: str(p.get("chat_id")) in refused, times=20)
    for person in people:
        await post.put(person, "1")
    post.worker.limiter = SlidingLimiter(1000)

    await post.worker.drain()
    assert await post.totals() == {OutboxState.SENT: 40, OutboxState.QUEUED: 20}
    post.clock.advance(seconds=5)
    await post.worker.drain()
    assert await post.totals() == {OutboxState.SENT: 60}


class Still(ManualClock):
    """Whoever sleeps on it does not wake up by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.asleep.set()
        await asyncio.Event().wait()


async def test_limit_that_ends_while_outcomes_are_recorded_holds_nothing_up(post: Post) -> None:
    clock, gate = Still(), asyncio.Event()

    class SlowStore(Store):
        @asynccontextmanager
        async def write(self, turn: WriteTurn = WriteTurn.IN_TURN) -> AsyncIterator[Transaction]:
            async with super().write(turn) as tx:
                yield tx
            clock.advance(seconds=2 if gate.is_set() else 0)

    class Gated:
        async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
            outcome = await sender.send(row, turn)
            await gate.wait()
            return outcome

    sender, worker = post.worker.sender, post.worker
    worker.clock, worker.store, worker.sender = clock, SlowStore(post.database), Gated()
    worker.limiter = SlidingLimiter(1)
    olga, igor = post.person(), post.person("Игорь")
    await post.put(olga, "1")
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(PATIENCE):
        await clock.asleep.wait()
        await post.put(igor, "2")
        gate.set()
        await igor.wait_for(lambda _received: True)
    worker.stop()
    await running
    assert await post.totals() == {OutboxState.SENT: 2}


@pytest.mark.slow
async def test_rate_is_never_exceeded_in_any_second(post: Post) -> None:
    started: list[float] = []

    class Watched(SlidingLimiter):
        def started(self, now: float, weight: int = 1) -> None:
            started.append(now)
            super().started(now, weight)

    post.worker.limiter = Watched(25)
    for _ in range(70):
        await post.put(post.person(), "x")
    await post.worker.drain()

    assert len(started) == 70
    assert max(sum(t <= u < t + 1 for u in started) for t in started) <= 25


async def test_flood_wait_pauses_all_and_loses_nothing(post: Post) -> None:
    olga, igor = post.person(), post.person("Игорь")
    await post.put(olga, "1")
    await post.put(igor, "2")
    post.world.faults.too_many(7, when=SEND)
    began = post.clock.now()
    await post.worker.drain()
    post.clock.advance(seconds=8)
    await post.worker.drain()

    assert (comments(olga), comments(igor)) == (["1"], ["2"])
    assert post.clock.now() - began >= timedelta(seconds=7)


@pytest.mark.parametrize("fault", ["server_error", "timeout", "reset_before"])
async def test_trouble_on_the_way_is_tried_again_later(post: Post, fault: str) -> None:
    olga = post.person()
    await post.put(olga, "1")
    getattr(post.world.faults, fault)(when=SEND)
    await post.worker.drain()
    waiting = await post.totals()
    post.clock.advance(seconds=10)
    await post.worker.drain()

    assert waiting == {OutboxState.QUEUED: 1}
    assert comments(olga)[-1] == "1"
    assert await post.totals() == {OutboxState.SENT: 1}


@pytest.mark.slow
async def test_server_that_never_recovers_keeps_the_message_until_it_expires(post: Post) -> None:
    olga = post.person()
    await post.put(olga, "1")
    await post.put(post.person(), "2", expires_at=post.clock.now() + timedelta(hours=2))
    post.world.faults.server_error(502, when=SEND, times=1000)
    for _ in range(20):
        await post.worker.drain()
        post.clock.advance(minutes=10)

    assert comments(olga) == []
    assert await post.rows("state", "attempts") == [("queued", 1), ("expired", 1)]


async def test_person_who_blocked_the_bot_is_marked_and_their_queue_cancelled(post: Post) -> None:
    olga = post.person()
    async with post.store.write() as tx:
        profile = Profile(id=UserId(olga.id), first_name="Ольга")
        await tx.users.save_profile(profile, post.clock.now())
    post.world.block_bot(olga.id)
    for key in ("1", "2", "3"):
        await post.put(olga, key)
    await post.worker.drain()

    assert await post.totals() == {OutboxState.UNDELIVERABLE: 1, OutboxState.CANCELLED: 2}
    async with post.store.read() as tx:
        user = await tx.users.find(UserId(olga.id))
    assert user is not None
    assert user.unreachable_at == START


async def test_message_that_came_too_late_expires_unsent(post: Post) -> None:
    olga = post.person()
    await post.put(olga, "1", expires_at=post.clock.now() + timedelta(minutes=5))
    post.clock.advance(minutes=6)
    await post.worker.drain()

    assert (comments(olga), await post.totals()) == ([], {OutboxState.EXPIRED: 1})


async def test_crash_in_the_middle_of_a_send_is_made_good_by_the_next_worker(
    post: Post,
) -> None:
    olga = post.person()
    await post.put(olga, "1")
    async with post.store.write() as tx:
        now = post.clock.now()
        await tx.leases.take(DELIVERY, "the process that crashed", now, DELIVERY_LEASE)
        await tx.outbox.claim([OutboxId(1)], now + LEASE)
    assert await post.worker.drain() == 0
    post.clock.advance(seconds=DELIVERY_LEASE.total_seconds())
    await post.worker.drain()

    assert comments(olga) == ["1"]


async def test_message_that_ends_each_process_is_given_up_after_so_many(post: Post) -> None:
    """Else it would do so for ever, and what was in flight beside it be sent each time."""
    olga = post.person()
    await post.put(olga, "1")
    for crash in range(MAX_ATTEMPTS):
        async with post.store.write() as tx:
            await tx.outbox.release(post.clock.now(), most=MAX_ATTEMPTS)
            ids = await tx.outbox.due(post.clock.now(), 10, await tx.outbox.open_lanes())
            taken = await tx.outbox.claim(ids, post.clock.now() + LEASE)
        assert [row.attempts for row in taken] == [crash + 1]
    await post.worker.drain()

    assert (comments(olga), await post.totals()) == ([], {OutboxState.FAILED: 1})
    async with post.store.read() as tx:
        [error] = await tx.outbox.last_errors(5)
    assert error.error == NEVER_ENDED


async def test_row_that_cannot_be_read_fails_with_its_reason_and_holds_nobody_back(
    post: Post,
) -> None:
    """An outage of such a shape keeps no process from delivering."""
    olga, igor = post.person(), post.person("Игорь")
    await post.put(olga, "1")
    await post.put(igor, "1")
    async with post.database.write() as connection:
        unreadable = {"since": "?"}
        await connection.execute(
            sa.update(outbox)
            .where(outbox.c.chat_id == olga.id)
            .values(kind=Kind.OUTAGE.value, payload=unreadable)
        )
    for _ in range(MAX_ATTEMPTS):
        await post.worker.drain()
        post.clock.advance(hours=1)

    assert (comments(olga), comments(igor)) == ([], ["1"])
    assert await post.rows("state", "error", kind=Kind.OUTAGE) == [
        ("failed", "a message of kind 'outage' cannot be read: 'since' is no datetime: '?'")
    ]


@pytest.mark.parametrize("newer", [{"urgency": 3}, {"field": "smell"}])
async def test_message_of_a_newer_shape_is_left_to_the_program_that_knows_it(
    post: Post, newer: dict[str, Any]
) -> None:
    """As where a replica of the version before delivers while others are replaced."""
    olga = post.person()
    for key in ("1", "2"):
        await post.put(olga, key)

    async def reshape(more: dict[str, Any]) -> None:
        of_first = outbox.c.id == 1
        async with post.database.write() as connection:
            query = sa.select(outbox.c.payload).where(of_first)
            known = {**(await connection.execute(query)).scalar_one()}
            kept = {name: known[name] for name in known if name not in newer}
            await connection.execute(sa.update(outbox).where(of_first).values(payload=kept | more))

    await reshape(newer)
    for _ in range(2 * MOST_SAME_ERROR):
        await post.worker.drain()
        post.clock.advance(seconds=LEFT_FOR.total_seconds())
    left = comments(olga)
    await reshape({})
    await post.fresh_worker().drain()

    assert (left, comments(olga)) == (["2"], ["2", "1"])


async def test_message_that_no_program_knows_any_more_fails_with_its_reason(post: Post) -> None:
    await post.put(post.person(), "1")
    async with post.database.write() as connection:
        await connection.execute(sa.update(outbox).values(payload={"urgency": 3}))
    for _ in range(MOST_LEFT):
        await post.worker.drain()
        post.clock.advance(seconds=LEFT_FOR.total_seconds())

    assert await post.rows("state", "error") == [
        ("failed", "a message of kind 'report' cannot be read: 'urgency' is unknown")
    ]


async def test_stop_finishes_what_is_in_flight_and_begins_nothing(post: Post) -> None:
    olga = post.person()
    for key in ("1", "2"):
        await post.put(olga, key)
    post.world.subscribe(lambda _event: post.worker.stop())
    running = asyncio.create_task(post.worker.run())
    async with asyncio.timeout(PATIENCE):
        await running

    assert comments(olga) == ["1"]
    assert await post.totals() == {OutboxState.SENT: 1, OutboxState.QUEUED: 1}


async def test_worker_sets_the_alarm_to_the_earliest_row(post: Post) -> None:
    olga = post.person()
    await post.put(olga, "1")
    post.world.faults.server_error(when=SEND)
    running = asyncio.create_task(post.worker.run())
    async with asyncio.timeout(PATIENCE):
        while not post.alarm.set_to:  # noqa: ASYNC110  (the alarm is the only sign of it)
            await asyncio.sleep(0)
    post.worker.stop()
    await running

    [moment] = post.alarm.set_to
    assert timedelta(seconds=1) <= moment - post.clock.now() <= timedelta(seconds=2)


async def test_report_with_the_longest_comment_is_sent_whole(post: Post) -> None:
    olga = post.person()
    await post.put(olga, "<&>" * 333)
    await post.worker.drain()

    assert comments(olga) == ["<&>" * 333]
