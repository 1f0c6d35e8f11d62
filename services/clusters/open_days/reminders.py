"""Reminders of days of open doors: a person, a college and a date; docs/adr/0037.

The row is the wish. A row of the outbox is written as it falls due, and what it says is read from
the card as it leaves.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.clusters.cards import Cluster
from domain.clusters.messages import OpenDayChange, OpenDayReminder
from domain.clusters.open_days import (
    DayChange,
    Days,
    DueWish,
    day_changes,
    on_day,
    reminder_at,
)
from domain.errors import NotFound, UserError
from domain.ids import ChatId, ClusterId
from domain.outbox import NewMessage, Priority
from domain.outgoing import Kind
from domain.people.quiet_hours import Schedule, after_quiet, may_wait
from domain.people.users import Actor, QuietHours, zone_or
from domain.ports import Alarm, Clock
from services.clusters.catalogue import Catalogue
from services.clusters.files.exports import open_days_text

AT_ONCE = 500
"""Reminders that one transaction writes."""

log = logging.getLogger(__name__)

Cards = Mapping[ClusterId, Cluster | None]
"""None: there is no such card."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AwaitedDay:
    """What a person waits for; `days` are of one date."""

    cluster: Cluster
    day: date
    days: Days


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDayReminders:
    store: Store
    clock: Clock
    alarm: Alarm
    default_zone: ZoneInfo

    async def choose(
        self, actor: Actor, cluster_id: ClusterId, day: date, *, wanted: bool
    ) -> datetime | None:
        """When they will be reminded; None: they were, or do not want to be. Says what shall be,
        so that a double tap changes nothing.

        Raises NotFound where the day is off or over, UserError where it begins too soon.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            if not wanted:
                await tx.open_days.remove(actor.id, cluster_id, day)
                await self._take_back(tx, actor, cluster_id, day, now)
                return None
            card = await tx.clusters.find(cluster_id)
            days = ahead(card, day, self.default_zone, now)
            if card is None or not days:
                raise NotFound("open-day-gone")
            zone = zone_or(card.tz, self.default_zone)
            moment = reminder_at(days, zone, actor.zone, now)
            if moment is None:
                raise UserError("open-day-late")
            await tx.open_days.add(actor.id, cluster_id, day, moment, now)
            wish = await tx.open_days.find(actor.id, cluster_id, day)
        return wish.remind_at if wish else None

    async def _take_back(
        self, tx: Transaction, actor: Actor, cluster_id: ClusterId, day: date, now: datetime
    ) -> None:
        """What fell due and waits for the end of quiet hours: who switches it on again meanwhile
        gets another one."""
        chat, prefix = ChatId(actor.id), OpenDayReminder(cluster=cluster_id, day=day).prefix
        waiting = await tx.outbox.queued_keys(chat, Kind.OPEN_DAY)
        keys = [one for one in waiting if one.startswith(prefix)]
        await tx.outbox.withdraw(keys, now, "not wanted any more")

    async def of_card(self, actor: Actor, cluster_id: ClusterId) -> frozenset[date]:
        """Dates of one college that the person wants to be reminded of."""
        async with self.store.read() as tx:
            wishes = await tx.open_days.of(actor.id)
        return frozenset(one.day for one in wishes if one.cluster_id == cluster_id)

    async def awaited(self, actor: Actor, catalogue: Catalogue) -> list[AwaitedDay]:
        """What the person waits for and takes place, the next day first."""
        now = self.clock.now()
        marks = await self.store.card_marks(actor.id, catalogue.version)
        found = []
        for cluster_id, day in marks.awaited:
            card = catalogue.by_id.get(cluster_id)
            days = ahead(card, day, self.default_zone, now)
            if card is not None and days:
                found.append(AwaitedDay(cluster=card, day=day, days=days))
        return found

    async def tick(self) -> int:
        """Writes what is due and sets the alarm for what comes next; how many rows that were."""
        written, found = 0, AT_ONCE
        while found == AT_ONCE:
            now = self.clock.now()
            async with self.store.read() as tx:
                next_at = await tx.open_days.next_at()
            if next_at is None:
                break
            if next_at > now:
                self.alarm.wake_at(next_at)
                break
            async with self.store.write() as tx:
                due = await tx.open_days.take_due(now, AT_ONCE)
                messages = await self._messages(tx, due, now)
                await tx.outbox.add(messages, now)
            found, written = len(due), written + len(messages)
        if written:
            log.info("%s reminders of open days", written)
        return written

    async def _messages(
        self, tx: Transaction, due: Sequence[DueWish], now: datetime
    ) -> list[NewMessage]:
        ids = dict.fromkeys(one.cluster_id for one in due)
        cards = {one: await tx.clusters.find(one) for one in ids}
        found = []
        for wish in due:
            card = cards[wish.cluster_id]
            days = ahead(card, wish.day, self.default_zone, now)
            if card is not None and days and wish.is_here:
                found.append(self._message(wish, card, days, now))
        return found

    def _message(self, wish: DueWish, card: Cluster, days: Days, now: datetime) -> NewMessage:
        reminder = OpenDayReminder(cluster=wish.cluster_id, day=wish.day)
        over = [one.over_at(zone_or(card.tz, self.default_zone)) for one in days]
        when = _heard(now, min(over), self.default_zone)
        return NewMessage(
            dedupe_key=reminder.key(int(wish.remind_at.timestamp()), wish.user_id),
            chat_id=ChatId(wish.user_id),
            message=reminder,
            priority=Priority.NOTICE,
            not_before=when(wish.tz, wish.hours),
            expires_at=max(over),
        )

    async def follow(self, tx: Transaction, before: Cards, after: Cards, version: int) -> None:
        """Cards have become others: reminders go where their days went, and who waits is told.

        In the transaction that changed the cards, whose version is now `version`.
        """
        changed = [
            one
            for one, card in after.items()
            if _days(card) != _days(before[one]) or (card is None) != (before[one] is None)
        ]
        waited = await tx.open_days.waited_for(changed)
        for cluster_id in dict.fromkeys(one for one, _ in waited):
            old, new = before[cluster_id], after[cluster_id]
            card = new or old
            assert card is not None
            zone = zone_or(card.tz, self.default_zone)
            changes = day_changes(_days(old), _days(new), zone, self.clock.now())
            # A day that has come back first: whoever moves there is told of the move alone.
            for change in sorted(changes, key=lambda one: bool(one.was)):
                if (cluster_id, change.day) in waited:
                    await self._follow(tx, card, change, zone, version)

    async def _follow(
        self, tx: Transaction, card: Cluster, change: DayChange, zone: ZoneInfo, version: int
    ) -> None:
        now = self.clock.now()
        over = [one.over_at(zone) for one in (*change.was, *change.now)]
        told = OpenDayChange(
            cluster=card.id,
            college=card.base_college or card.name,
            day=change.to,
            was=open_days_text(change.was),
            now=open_days_text(change.now),
        )
        heard = _heard(now, min(one for one in over if one > now), self.default_zone)
        await tx.open_days.tell(change.day, told, version, heard, now, max(over))
        is_elsewhere = change.to != change.day
        if is_elsewhere:
            await tx.open_days.move(card.id, change.day, change.to)
        for tz in await tx.open_days.zones(card.id, change.to):
            moment = reminder_at(change.now, zone, zone_or(tz, self.default_zone), now)
            await tx.open_days.retime(
                card.id, change.to, tz, moment, again=is_elsewhere or not change.was
            )


def ahead(card: Cluster | None, day: date, default: ZoneInfo, now: datetime) -> Days:
    """What of that date has not begun."""
    if card is None:
        return ()
    zone = zone_or(card.tz, default)
    return tuple(one for one in on_day(card.open_days, day) if one.over_at(zone) > now)


def _days(card: Cluster | None) -> Days:
    return card.open_days if card else ()


def _heard(now: datetime, begins: datetime, default: ZoneInfo) -> Schedule:
    """When people hear of it: in nobody's quiet hours, unless it begins before they would."""

    def when(tz: str | None, hours: QuietHours | None) -> datetime:
        morning = after_quiet(now, hours, zone_or(tz, default))
        return morning if may_wait(now, morning, begins) else now

    return when
