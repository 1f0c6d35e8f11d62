"""A life in virtual time: only the alarm turns the clock, as it does in the running bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from db.engine import Database
from db.unit_of_work import Store, Transaction
from domain.ids import UserId
from domain.outbox import (
    OutboxRow,
    OutboxState,
    Settlement,
)
from domain.outgoing import Kind
from domain.people.users import zone_or
from domain.programme.messages import DayDigest, RatingRequest
from services.programme.day_digests import Digests, day_of
from services.programme.ratings import Ratings, to_rate
from tests.clocks import Bell, ManualClock

MOSCOW = ZoneInfo("Europe/Moscow")
LEASE = timedelta(minutes=2)
Arrived = TypeVar("Arrived")


@dataclass
class VirtualLife(Generic[Arrived]):
    """A store, services that write at their hour, and a worker that sends at once what is true.

    Who lives says what is done when the alarm rings (`work`), and what of a row still holds
    (`arrives`).
    """

    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    bell: Bell = field(default_factory=Bell)
    got: list[Arrived] = field(default_factory=list)
    woken: int = 0
    """How often the alarm has rung."""

    @property
    def store(self) -> Store:
        return Store(self.database, alarm=self.bell)

    async def work(self) -> None:
        raise NotImplementedError

    async def arrives(self, tx: Transaction, row: OutboxRow) -> Arrived | None:
        raise NotImplementedError

    async def until(self, moment: datetime) -> list[Arrived]:
        """Lives up to a moment; what arrived meanwhile."""
        before = len(self.got)
        await self.live()
        while self.bell.at is not None and self.bell.at <= moment:
            self.turn(max(self.bell.at, self.clock.now()))
            self.bell.at = None
            self.woken += 1
            await self.live()
        self.turn(moment)
        return self.got[before:]

    def turn(self, moment: datetime) -> None:
        """Nobody is awake meanwhile."""
        self.clock.advance(seconds=(moment - self.clock.now()).total_seconds())

    async def live(self) -> None:
        await self.work()
        await self.deliver()

    async def deliver(self) -> None:
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.outbox.expire_due(now, 1000)
            lanes = await tx.outbox.open_lanes()
            while ids := await tx.outbox.due(now, 1000, lanes):
                rows = await tx.outbox.claim(ids, now + LEASE)
                await tx.outbox.settle([await self._send(tx, row) for row in rows])
            due_at = await tx.outbox.next_due_at(lanes)
            if due_at is not None:
                self.bell.wake_at(due_at)

    async def _send(self, tx: Transaction, row: OutboxRow) -> Settlement:
        now = self.clock.now()
        arrived = await self.arrives(tx, row)
        if arrived is None:
            return Settlement(row_id=row.id, state=OutboxState.CANCELLED, at=now)
        self.got.append(arrived)
        return Settlement(row_id=row.id, state=OutboxState.SENT, at=now, message_id=1)


@dataclass(frozen=True, slots=True)
class Got:
    """What arrived: `about` is a session, or the day of a digest."""

    at: datetime
    person: int
    about: str


@dataclass
class Hours(VirtualLife[Got]):
    """Ratings and digests."""

    zone: ZoneInfo = MOSCOW
    asks: bool = True
    tells: bool = True
    """Whether ratings are asked for, whether digests are told."""

    @property
    def digests(self) -> Digests:
        """A new one each time: nothing is remembered past a tick."""
        return Digests(store=self.store, clock=self.clock, alarm=self.bell, default_zone=self.zone)

    @property
    def ratings(self) -> Ratings:
        return Ratings(store=self.store, clock=self.clock, alarm=self.bell, default_zone=self.zone)

    async def work(self) -> None:
        if self.asks:
            await self.ratings.tick()
        if self.tells:
            await self.digests.tick()

    async def arrives(self, tx: Transaction, row: OutboxRow) -> Got | None:
        about = await ABOUT[row.kind](self, tx, row)
        return Got(self.clock.now(), row.chat_id, about) if about else None


async def _rating(_hours: Hours, tx: Transaction, row: OutboxRow) -> str | None:
    request = RatingRequest.from_json(row.payload)
    session = await to_rate(tx, UserId(row.chat_id), request)
    return session.id if session else None


async def _digest(hours: Hours, tx: Transaction, row: OutboxRow) -> str | None:
    assert row.recipient is not None
    day = DayDigest.from_json(row.payload).day
    zone = zone_or(row.recipient.tz, hours.zone)
    user_id, now = row.recipient.profile.id, hours.clock.now()
    return str(day) if await day_of(tx, user_id, day, zone, now) else None


ABOUT: dict[Kind, Callable[[Hours, Transaction, OutboxRow], Awaitable[str | None]]] = {
    Kind.RATING: _rating,
    Kind.DIGEST: _digest,
}
