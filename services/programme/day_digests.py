"""«Your day»: the sessions of the day at eight in the morning, by the clock of each person."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.ids import UserId
from domain.people.quiet_hours import Schedule, after_quiet
from domain.people.users import QuietHours
from domain.ports import Alarm, Clock
from domain.programme.day_digests import (
    DigestRound,
    due_round,
    next_due_at,
)
from domain.programme.sessions import Event, Session, session_days
from services.batching import PEOPLE_AT_ONCE

log = logging.getLogger(__name__)

DIGEST_LOOK_AHEAD = timedelta(hours=48)
"""Where no session is so near, no zone on Earth has a digest to get soon."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of somebody's day."""

    event: Event
    session: Session
    is_waiting: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Digests:
    store: Store
    clock: Clock
    alarm: Alarm
    default_zone: ZoneInfo
    window: int = PEOPLE_AT_ONCE

    async def tick(self) -> int:
        """Writes what is due and sets the alarm for the next morning; how many rows."""
        now = self.clock.now()
        async with self.store.read() as tx:
            first = await tx.digests.next_session_at(now)
            if first is None:
                return 0
            if first > now + DIGEST_LOOK_AHEAD:
                self.alarm.wake_at(first - DIGEST_LOOK_AHEAD)
                return 0
            names = {self.default_zone.key, *await tx.digests.zones()}
            zones = [ZoneInfo(name) for name in sorted(names)]
            due = [one for one in (due_round(zone, now) for zone in zones) if one]
            new = [one for one in due if not await tx.digests.is_marked(one)]
        written = sum([await self._write(one) for one in new])
        self.alarm.wake_at(min(next_due_at(zone, now) for zone in zones))
        return written

    async def _write(self, round_: DigestRound) -> int:
        """Part by part, so that no reply waits long for the store; how many rows."""
        now = self.clock.now()
        is_default = round_.zone.key == self.default_zone.key
        after: int | None = -1
        written = 0
        while after is not None:
            async with self.store.write() as tx:
                part = await tx.digests.fire_part(
                    round_,
                    now,
                    _schedule(round_, now),
                    is_default=is_default,
                    after=after,
                    window=self.window,
                )
            written, after = written + part.written, part.goes_on_after
        log.info("%s digests of %s in %s", written, round_.day, round_.zone)
        return written


def _schedule(round_: DigestRound, now: datetime) -> Schedule:
    def when(_tz: str | None, hours: QuietHours | None) -> datetime:
        """Quiet hours that last until noon outlive the digest: the row expires unsent."""
        return after_quiet(now, hours, round_.zone)

    return when


async def day_of(
    tx: Transaction, user_id: UserId, day: date, zone: ZoneInfo, now: datetime
) -> list[Planned]:
    """The person's sessions that are held on that day of `zone` and are not over, by time.

    Those for which they only wait, and cancelled ones, are there for the others' sake: alone they
    are no day to tell of, and there is nothing.
    """
    events = {event.id: event for event in await tx.programme.events()}
    found = [
        Planned(events[session.event_id], session, is_waiting)
        for session, is_waiting in await tx.registrations.schedule_of(user_id)
        if session.ends_at > now and day in session_days(session, zone)
    ]
    goes = any(not one.is_waiting and not one.session.is_cancelled for one in found)
    return found if goes else []
