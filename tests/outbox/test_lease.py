"""The lease of delivery among replicas: kept by whoever is there, taken from whoever is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import Database, application_name
from db.listening import MISSED, listen
from db.tables import leases, outbox
from db.unit_of_work import Store
from domain.clock import SystemClock
from domain.clusters.messages import CardReportNotice
from domain.ids import ChatId, ClusterId
from domain.outbox import NewMessage, OutboxRow, Outcome, Priority, Sent
from domain.ports import Clock, Turn
from outbox.lease import DELIVERY_LEASE, KEEP_SECONDS, DeliveryLease
from outbox.limiter import SlidingLimiter
from outbox.worker import Worker
from tests.clocks import Bell, HeldClock
from tests.outbox.conftest import Watcher
from tests.stores import emptied, opened_again
from tests.waiting import until

pytestmark = pytest.mark.postgres


class HastyClock(SystemClock):
    """Sleeps a tenth of the time, so that leases are kept and asked for that much more often."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / 10)


class FastClock(HastyClock):
    """Of a machine whose wall clock is half an hour ahead."""

    def now(self) -> datetime:
        return super().now() + timedelta(minutes=30)


class NoSender:
    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        return Sent(1) if await turn() else None


@pytest.fixture
async def database(schema: str) -> AsyncIterator[Database]:
    async with emptied(schema, keeps=False) as opened:
        yield opened


def replica(database: Database, clock: Clock | None = None, *, is_shared: bool = True) -> Worker:
    store, clock = Store(database), clock or HastyClock()
    return Worker(
        store=store,
        sender=NoSender(),
        clock=clock,
        alarm=Bell(),
        owner_alerts=Watcher(),
        limiter=SlidingLimiter(30),
        lease=DeliveryLease(store=store, clock=clock, is_shared=is_shared),
    )


@asynccontextmanager
async def running(worker: Worker) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(worker.run())
    try:
        yield task
    finally:
        worker.stop()
        await asyncio.gather(task, return_exceptions=True)


async def ends_at(database: Database) -> datetime | None:
    async with database.read() as connection:
        found: datetime | None = (await connection.execute(sa.select(leases.c.until))).scalar()
        return found


async def test_holder_with_nothing_to_send_keeps_the_lease_from_a_fast_clock(
    database: Database, schema: str, tmp_path: Path
) -> None:
    async with opened_again(schema, tmp_path, keeps=False) as beside:
        first, second = replica(database), replica(beside, FastClock())
        async with running(first):
            await until(lambda: first.delivers)
            async with running(second):
                await until(lambda: second.lease.is_known)
                renewals: set[datetime | None] = set()

                async def are_enough() -> bool:
                    renewals.add(await ends_at(database))
                    assert (first.delivers, second.delivers) == (True, False)
                    return len(renewals) >= 5

                await until(are_enough)
                first.stop()
                await until(lambda: second.delivers)

        assert (first.lease.losses, second.lease.losses) == (0, 0)
        assert abs(first.lease.clock_ahead) < timedelta(minutes=5)
        assert abs(second.lease.clock_ahead - timedelta(minutes=30)) < timedelta(minutes=5)


async def test_lease_of_a_holder_that_is_gone_is_taken_once_it_has_ended(
    database: Database, schema: str, tmp_path: Path
) -> None:
    async with opened_again(schema, tmp_path, keeps=False) as beside:
        gone = Store(database)
        async with gone.single() as tx:
            now = await tx.leases.now()
            await tx.leases.take("delivery", "gone", now, timedelta(hours=1))
        # Longer than a lease is, but not twice as long: one from before the clock was set back.
        await lease_ends(database, timedelta(seconds=10))
        second = replica(beside)
        async with running(second):
            await until(lambda: second.lease.is_known)
            early = second.delivers
            await lease_ends(database, timedelta(seconds=-1))
            await until(lambda: second.delivers)

    assert not early


async def test_holder_that_was_killed_is_followed_within_ten_seconds(
    database: Database, schema: str, tmp_path: Path
) -> None:
    """By the two times that it takes: how long a lease lasts, and how often one is looked for.

    The first one's clock stands still: it keeps the lease no longer and gives up nothing, as if
    killed. Ending its tasks in the middle might lose a connection that one of them was getting.
    """
    assert DELIVERY_LEASE.total_seconds() + KEEP_SECONDS <= 10
    standing, clock = HeldClock(), HeldClock()
    async with opened_again(schema, tmp_path, keeps=False) as beside:
        first, second = replica(database, standing), replica(beside, clock)
        async with running(first):
            await until(lambda: first.delivers and standing.is_slept_on)
            async with database.read() as connection:
                now = (await connection.execute(sa.select(sa.func.clock_timestamp()))).scalar_one()
            held_until = await ends_at(database)
            assert held_until is not None
            assert held_until - now <= DELIVERY_LEASE
            # However long the machine takes to come here.
            await lease_ends(database, timedelta(seconds=10))
            async with running(second):
                await until(lambda: second.lease.is_known and clock.is_slept_on)
                await lease_ends(database, timedelta(0))
                early = second.delivers
                clock.advance(seconds=KEEP_SECONDS)
                await until(lambda: second.delivers)

    assert not early


async def test_holder_that_has_lost_the_lease_rests(database: Database) -> None:
    first = replica(database)
    async with running(first):
        await until(lambda: first.delivers)
        async with database.write() as connection:
            later = sa.func.clock_timestamp() + timedelta(seconds=10)
            await connection.execute(sa.update(leases).values(holder="another", until=later))
        await until(lambda: not first.delivers)

    assert first.lease.losses == 1


async def lease_ends(database: Database, left: timedelta) -> None:
    async with database.write() as connection:
        moment = sa.func.clock_timestamp() + left
        await connection.execute(sa.update(leases).values(until=moment))


async def test_what_others_commit_is_heard_and_a_cut_is_told(
    database: Database, schema: str, tmp_path: Path
) -> None:
    heard: list[str] = []
    async with opened_again(schema, tmp_path, keeps=False) as beside:
        listening = asyncio.create_task(listen(beside, SystemClock(), heard.append))
        try:
            await until(lambda: heard == [MISSED])
            async with database.write() as connection:
                await connection.execute(
                    sa.text("INSERT INTO data_versions (name, version) VALUES ('x', 1)")
                )
                assert heard == [MISSED]
            await until(lambda: heard == [MISSED, "data"])
            async with database.read() as connection:
                await connection.execute(
                    sa.text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE application_name = :name AND pid <> pg_backend_pid()"
                    ),
                    {"name": application_name(schema)[:63]},
                )
            await until(lambda: heard == [MISSED, "data", MISSED])
            async with database.write() as connection:
                await connection.execute(sa.text("UPDATE data_versions SET version = 2"))
            await until(lambda: heard == [MISSED, "data", MISSED, "data"])
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def test_worker_that_is_cancelled_keeps_no_lease(database: Database) -> None:
    """Whatever would renew it is a task, and none is left."""
    before = asyncio.all_tasks()
    worker = replica(database, HeldClock())
    task = asyncio.create_task(worker.run())
    await until(lambda: worker.delivers)
    assert len(asyncio.all_tasks() - before) > 1
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert asyncio.all_tasks() == before


class SlowSender:
    """Telegram that takes a message and answers when it is let."""

    def __init__(self) -> None:
        self.made: list[OutboxRow] = []
        self.sent: list[OutboxRow] = []
        self.answers = asyncio.Event()

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        if not await turn():
            return None
        self.sent.append(row)
        await self.answers.wait()
        return Sent(1)


@asynccontextmanager
async def answered(sender: SlowSender) -> AsyncIterator[None]:
    """In the end, whatever becomes of the test."""
    try:
        yield
    finally:
        sender.answers.set()


async def put_message(database: Database, clock: Clock) -> None:
    async with Store(database).write() as tx:
        row = NewMessage(
            dedupe_key="one",
            chat_id=ChatId(7),
            message=CardReportNotice(
                cluster_id=ClusterId("a"), cluster_name="А", reporter="Я", comment=""
            ),
            priority=Priority.NOTICE,
            not_before=clock.now(),
        )
        await tx.outbox.add([row], clock.now())


@pytest.mark.parametrize("is_shared", [True, False])
async def test_holder_that_stops_keeps_the_lease_until_its_messages_have_arrived(
    database: Database, schema: str, tmp_path: Path, *, is_shared: bool
) -> None:
    """A large file takes longer than the lease: another one would send it again."""
    async with opened_again(schema, tmp_path, keeps=False) as beside:
        first, second = (
            replica(database, is_shared=is_shared),
            replica(beside, is_shared=is_shared),
        )
        first.sender, second.sender = sent, again = SlowSender(), SlowSender()
        await put_message(database, first.clock)
        async with running(first), answered(sent), answered(again):
            await until(lambda: bool(sent.sent))
            first.stop()
            renewals: set[datetime | None] = set()

            async def are_enough() -> bool:
                renewals.add(await ends_at(database))
                assert not second.delivers
                return len(renewals) >= 4

            async with running(second):
                await until(are_enough)
                sent.answers.set()
                await until(lambda: second.delivers)

    assert (len(sent.sent), len(again.sent)) == (1, 0)


class PonderingSender(SlowSender):
    """Whose texts take long to make: their turn comes when the test says so."""

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        self.made.append(row)
        await self.answers.wait()
        if not await turn():
            return None
        self.sent.append(row)
        return Sent(1)


@pytest.mark.parametrize("is_shared", [True, False])
async def test_holder_that_stood_still_sends_nothing_that_another_one_has_taken(
    database: Database, schema: str, tmp_path: Path, *, is_shared: bool
) -> None:
    """As after SIGSTOP and SIGCONT: rows are in hand, and the lease has gone meanwhile."""
    clock = HeldClock(datetime.now(UTC))
    async with opened_again(schema, tmp_path, keeps=False) as beside:
        first = replica(database, clock, is_shared=is_shared)
        second = replica(beside, is_shared=is_shared)
        first.sender, second.sender = late, other = PonderingSender(), SlowSender()
        other.answers.set()
        await put_message(database, clock)
        async with running(first), answered(late):
            await until(lambda: bool(late.made))
            # Time passes, and none of its tasks has had a turn yet.
            await lease_ends(database, timedelta(seconds=-1))
            async with running(second):
                await until(lambda: bool(other.sent))
                clock.advance(seconds=DELIVERY_LEASE.total_seconds())
                late.answers.set()
                await until(lambda: first.sends.total() == 1)

    assert (len(late.sent), len(other.sent)) == (0, 1)
    async with database.read() as connection:
        row = (await connection.execute(sa.select(outbox))).one()
    assert (row.state, row.attempts, row.uncertain) == ("sent", 2, 1)
