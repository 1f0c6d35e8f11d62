"""A wrong token, a store that is full, a clock that jumps, stops, and a second process."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa

from bot.owner_alerts import AGAIN_SECONDS, QUIET_SECONDS, TelegramOwnerAlerts
from db.tables import leases
from db.unit_of_work import Store, Transaction
from db.write_turns import WriteTurn
from domain.ids import UserId
from domain.outbox import OutboxRow, OutboxState, Outcome
from domain.people.users import Language
from domain.ports import Sender, Turn
from outbox.lease import DELIVERY_LEASE, RENEW_SECONDS
from outbox.policy import HALTED_FOR
from outbox.worker import LEASE, Worker
from sandbox.chats import Json
from sandbox.client import UserClient
from sandbox.errors import BotApiError
from sandbox.faults import Faults
from tests.clocks import PATIENCE, HeldClock
from tests.outbox.conftest import COPY, OWNER, SEND, Post, comments
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("on_threads")

SENT, QUEUED = OutboxState.SENT, OutboxState.QUEUED


@contextmanager
def full(*, after: int = 0, statement: str = "UPDATE outbox") -> Iterator[list[str]]:
    """No room for such statements, except for the first `after`; those refused are listed."""
    refused: list[str] = []
    let_through = 0

    def refuse(_c: object, _cursor: object, text: str, *_rest: object) -> None:
        nonlocal let_through
        if not text.startswith(statement):
            return
        let_through += 1
        if let_through > after:
            refused.append(text)
            raise sqlite3.OperationalError("database or disk is full")

    sa.event.listen(sa.Engine, "before_cursor_execute", refuse)
    try:
        yield refused
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", refuse)


@asynccontextmanager
async def running(worker: Worker) -> AsyncIterator[None]:
    """The worker's loop, ended with the block."""
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        async with asyncio.timeout(PATIENCE):
            await task


async def test_wrong_token_pauses_all_and_loses_nothing(post: Post) -> None:
    people = await post.readers(5)
    await post.announce(post.written())
    post.world.faults.refuse(BotApiError(401, "Unauthorized"), when=COPY)
    began = post.clock.monotonic()
    await post.worker.drain()
    post.clock.advance(minutes=1)
    await post.worker.drain()

    assert post.clock.monotonic() - began >= HALTED_FOR.total_seconds()
    assert post.copies() == dict.fromkeys([person.id for person in people], 1)
    assert set(await post.rows("attempts", "state")) == {(1, "sent")}
    [told] = post.owner_alerts.told
    assert told.startswith("alarm-token")
    assert "Unauthorized" in told


async def test_owners_hear_of_one_trouble_once_in_a_while(post: Post) -> None:
    owner, other = UserClient(post.world, OWNER), post.person("Вторая")
    owner_alerts = TelegramOwnerAlerts(
        bot=post.bot,
        clock=post.clock,
        owners=[UserId(OWNER), UserId(other.id), UserId(404)],
        language=Language.RU,
    )
    for _ in range(3):
        await owner_alerts.report("alarm-token", reason="Unauthorized")
        await owner_alerts.report("alarm-store", reason="disk is <full>")
    soon = [len(one.inbox) for one in (owner, other)]
    post.clock.advance(seconds=QUIET_SECONDS)
    await owner_alerts.report("alarm-token", reason="Unauthorized")

    assert (soon, [len(one.inbox) for one in (owner, other)]) == ([2, 2], [3, 3])
    assert "disk is <full>" in owner.inbox[1].text


async def test_trouble_that_the_owners_cannot_be_told_of_is_no_trouble_more(post: Post) -> None:
    post.world.faults.reset_before(when=SEND, times=5)
    owner_alerts = TelegramOwnerAlerts(
        bot=post.bot, clock=post.clock, owners=[UserId(OWNER)], language=Language.RU
    )
    assert not await owner_alerts.report("alarm-store", reason="x")
    assert UserClient(post.world, OWNER).inbox == []

    post.clock.advance(seconds=AGAIN_SECONDS)
    post.world.faults = Faults()
    assert await owner_alerts.report("alarm-store", reason="x")
    assert not await owner_alerts.report("alarm-store", reason="x")
    assert len(UserClient(post.world, OWNER).inbox) == 1


@pytest.mark.parametrize("after", [0, 1, 4, 7])
async def test_store_without_room_keeps_outcomes_and_repeats_nothing(
    post: Post, after: int
) -> None:
    """Whatever statement is the first to fail: what was sent is recorded once there is room."""
    people = await post.readers(8)
    await post.announce(post.written())
    async with running(post.worker):
        with full(after=after):
            await until(lambda: len(post.owner_alerts.told) >= 3)
        await until(lambda: all(person.inbox for person in people))

    assert post.owner_alerts.told[0] == (
        "alarm-store [('reason', '(sqlite3.OperationalError) database or disk is full')]"
    )
    assert post.copies() == dict.fromkeys([person.id for person in people], 1)
    assert await post.rows("state", "attempts", "uncertain") == [("sent", 1, 0)] * 8


@pytest.mark.parametrize("after", range(3))
async def test_store_that_fails_while_the_lease_is_taken_leaves_no_false_belief(
    post: Post, after: int
) -> None:
    """The lease was rolled back, so the rows of the process before are looked after again."""
    person = await post.reader()
    await post.put(person, "1")
    async with post.store.write() as tx:
        now = post.clock.now()
        [row_id] = await tx.outbox.due(now, 1, await tx.outbox.open_lanes())
        await tx.outbox.claim([row_id], now + LEASE)
    began = post.clock.now()
    async with running(post.worker):
        with full(after=after):
            await until(lambda: len(post.owner_alerts.told) >= 1)
        await until(lambda: bool(person.inbox))

    assert post.clock.now() - began < LEASE
    assert await post.rows("state", "uncertain") == [("sent", 1)]


@pytest.mark.slow
@pytest.mark.parametrize("days", [1, -1])
async def test_clock_that_jumps_a_day_there_and_back_loses_and_repeats_nothing(
    post: Post, days: int
) -> None:
    people = await post.readers(24)
    await post.announce(post.written())
    post.world.faults.server_error(when=COPY, times=2)

    def jump(number: int, _event: Json) -> None:
        if number == 5:
            post.clock.jump(days=days)
        if number == 15:
            post.clock.jump(days=-days)

    with post.on_message(jump):
        for _ in range(3):
            await post.worker.drain()
            post.clock.advance(seconds=5)
        if days < 0:
            # What was planned for the day that is not there yet waits for it.
            post.clock.jump(days=1)
        for _ in range(3):
            await post.worker.drain()
            post.clock.advance(days=1)

    assert post.copies() == dict.fromkeys([person.id for person in people], 1)
    assert set(await post.rows("state", "uncertain")) == {("sent", 0)}


@dataclass(slots=True)
class Held:
    """A sender whose messages leave when the gate opens."""

    inner: Sender
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    begun: list[int] = field(default_factory=list)

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        self.begun.append(row.id)
        await self.gate.wait()
        return await self.inner.send(row, turn)


class OpenedLate(Store):
    """While a transaction is being opened, all that is under way comes to its end."""

    held: Held | None = None

    @asynccontextmanager
    async def write(self, turn: WriteTurn = WriteTurn.IN_TURN) -> AsyncIterator[Transaction]:
        async with super().write(turn) as tx:
            if self.held is not None:
                self.held.gate.set()
                await until(lambda: not deliveries())
            yield tx


def deliveries() -> list[asyncio.Task[object]]:
    """Messages under way in this loop, of whichever worker."""
    return [
        task
        for task in asyncio.all_tasks()
        if not task.done() and "Worker._deliver" in repr(task.get_coro())
    ]


async def test_message_that_ends_while_the_lease_is_renewed_is_not_sent_again(
    post: Post,
) -> None:
    """The clock was set forward meanwhile, so that its row looks left behind."""
    person = await post.reader()
    await post.put(person, "1")
    worker = post.fresh_worker()
    worker.sender = held = Held(worker.sender)
    worker.store = late = OpenedLate(post.database)
    draining = asyncio.create_task(worker.drain())
    await until(lambda: bool(held.begun))
    await post.put(await post.reader(), "2")
    post.clock.jump(days=1)
    post.clock.advance(seconds=RENEW_SECONDS)
    late.held = held
    worker.wake()
    async with asyncio.timeout(PATIENCE):
        await draining
    await worker.drain()

    assert comments(person) == ["1"]
    assert await post.rows("state", "uncertain") == [("sent", 0)] * 2


@pytest.mark.slow
async def test_stop_in_the_middle_loses_and_repeats_nothing(post: Post) -> None:
    people = await post.readers(28)
    await post.announce(post.written())

    def stop(number: int, _event: Json) -> None:
        if number == 12:
            post.worker.stop()

    with post.on_message(stop):
        async with asyncio.timeout(PATIENCE):
            await post.worker.run()
    stopped = post.copies().total()
    halfway = await post.totals()
    # Another process begins at once: the lease was given up.
    await post.fresh_worker().drain()

    assert 12 <= stopped <= 24
    assert halfway == {SENT: stopped, QUEUED: 28 - stopped}
    assert post.copies() == dict.fromkeys([person.id for person in people], 1)
    assert set(await post.rows("state", "attempts", "uncertain")) == {("sent", 1, 0)}


async def test_two_processes_on_one_store_only_one_delivers_until_its_lease_ends(
    post: Post,
) -> None:
    """The first is gone without a word; what it had begun is sent again and counted."""
    people = await post.readers(6)
    first, second = post.worker, post.fresh_worker()
    await post.put(people[0], "до того")
    alone = await first.drain()
    await post.announce(post.written())
    async with post.store.write() as tx:
        now = post.clock.now()
        begun = await tx.outbox.due(now, 2, await tx.outbox.open_lanes())
        await tx.outbox.claim(begun, now + LEASE)
    early = await second.drain()
    post.clock.advance(seconds=DELIVERY_LEASE.total_seconds())
    late = await second.drain()

    assert (alone, early, late) == (1, 0, 6)
    assert post.copies() == dict.fromkeys([person.id for person in people], 1)
    assert sorted(await post.rows("uncertain")) == [(0,)] * 5 + [(1,)] * 2


async def test_process_whose_messages_take_long_keeps_its_lease(post: Post) -> None:
    """Or another one would send again what is still under way."""
    person = await post.reader()
    await post.put(person, "1")
    clock = HeldClock()
    first, second = post.fresh_worker(), post.fresh_worker()
    first.clock = second.clock = first.lease.clock = second.lease.clock = clock
    first.sender = held = Held(first.sender)
    async with running(first):
        await until(lambda: bool(held.begun))
        for _ in range(6):
            await until(lambda: clock.is_slept_on)
            clock.advance(seconds=RENEW_SECONDS)
            await renewed(post, clock)
            assert await second.drain() == 0
        held.gate.set()
        await until(lambda: bool(person.inbox))

    assert comments(person) == ["1"]
    assert await post.rows("state", "attempts", "uncertain") == [("sent", 1, 0)]


async def renewed(post: Post, clock: HeldClock) -> None:
    """Until the lease has been taken at this moment."""
    expected = clock.now() + DELIVERY_LEASE
    async with asyncio.timeout(PATIENCE):
        while True:
            async with post.database.read() as connection:
                if (await connection.execute(sa.select(leases.c.until))).scalar() == expected:
                    return


async def test_worker_that_waits_its_turn_is_stopped_without_sending(post: Post) -> None:
    for person in await post.readers(3):
        await post.put(person, "1")
    post.worker.limiter.pause(1e9)
    async with running(post.worker):
        await asyncio.sleep(0)

    assert await post.totals() == {QUEUED: 3}
