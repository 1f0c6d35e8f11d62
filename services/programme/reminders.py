"""Reminders of sessions: writes the waves that are due; lead times and snoozes as people choose.

Nothing is planned ahead for anybody. One alarm stands for the next wave, so a process that was
down, a session that moved and a person who came late are all the same case: the next look.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound, UserError
from domain.ids import ChatId, EventId, SessionId, UserId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.quiet_hours import at_wall_clock
from domain.people.users import Actor
from domain.ports import Alarm, Clock
from domain.programme.messages import Reminder
from domain.programme.reminders import (
    Wave,
    bits_of,
    leads_of,
    unix,
)
from domain.programme.sessions import Event, Session, track_key
from services.batching import PEOPLE_AT_ONCE

log = logging.getLogger(__name__)

UNTIL_MORNING = 0
"""Passed instead of minutes: snooze until MORNING of the next day by the person's clock."""

SNOOZES = (10, 60, UNTIL_MORNING)
MORNING = time(8)

CLOSE_TO_LEAD = timedelta(minutes=5)
"""A snoozed reminder is dropped if one of a chosen lead time falls within this time of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Going:
    """A session that takes place, to somebody who has a place in it."""

    session: Session
    event: Event
    bits: int
    """Lead times that hold for the person here."""
    is_own: bool = False
    """Whether they were chosen for this very session."""
    is_of_track: bool = False
    """Whether the person has chosen a set for its track; it holds unless `is_own`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackLeads:
    """Lead times that hold for the sessions of a track; `is_own`: chosen for this track."""

    event: Event
    track: str
    bits: int
    is_own: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminders:
    store: Store
    clock: Clock
    alarm: Alarm
    window: int = PEOPLE_AT_ONCE

    async def tick(self) -> int:
        """Writes what is due and sets the alarm for what comes next; how many rows that were."""
        now = self.clock.now()
        async with self.store.read() as tx:
            due = await tx.waves.due_waves(now)
        written = sum([await self._fire(wave) for wave in due])
        async with self.store.read() as tx:
            next_at = await tx.waves.next_wave_at(now)
        if next_at is not None:
            self.alarm.wake_at(next_at)
        return written

    async def chosen(self, actor: Actor) -> int:
        """The person's set for all sessions that have none of their own."""
        async with self.store.read() as tx:
            found = await tx.lead_times.usual(actor.id)
        return found or 0

    async def choose(self, actor: Actor, bits: int) -> int:
        """The set as it is now; bits that stand for nothing are dropped."""
        known = bits_of(leads_of(bits))
        async with self.store.write() as tx:
            await tx.lead_times.set_reminders(actor.id, known)
        return known

    async def choose_for(self, actor: Actor, session_id: SessionId, bits: int | None) -> None:
        """Chooses lead times for one session; None: as for the others. Raises NotFound where they
        are not going."""
        known = None if bits is None else bits_of(leads_of(bits))
        async with self.store.write() as tx:
            if not await tx.lead_times.set_session_reminders(actor.id, session_id, known):
                raise NotFound("reminder-not-going")

    async def of_track(self, actor: Actor, event_id: EventId, key: str) -> TrackLeads:
        """`key` is domain.programme.sessions.track_key. Raises NotFound where the track is
        gone."""
        async with self.store.read() as tx:
            event, track = await _track(tx, event_id, key)
            own = await tx.lead_times.of_track(actor.id, event_id, track)
            usual = await tx.lead_times.usual(actor.id)
        bits = (usual or 0) if own is None else own
        return TrackLeads(event=event, track=track, bits=bits, is_own=own is not None)

    async def choose_for_track(
        self, actor: Actor, event_id: EventId, key: str, bits: int | None
    ) -> None:
        """Chooses lead times for all sessions of a track, also those joined later; None: as for
        the others."""
        known = None if bits is None else bits_of(leads_of(bits))
        async with self.store.write() as tx:
            _, track = await _track(tx, event_id, key)
            await tx.lead_times.set_track_reminders(actor.id, event_id, track, known)

    async def get(self, actor: Actor, session_id: SessionId) -> Going:
        """Raises UserError where the session does not take place or the person is not going."""
        async with self.store.read() as tx:
            return await _required(tx, actor, session_id)

    async def snooze(self, actor: Actor, session_id: SessionId, minutes: int) -> datetime:
        """One more reminder, instead of one put off before; when. Raises UserError."""
        if minutes not in SNOOZES:
            raise NotFound("button-outdated")
        now = self.clock.now()
        moment = snoozed_until(minutes, actor.zone, now)
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            session = (await _required(tx, actor, session_id)).session
            if moment >= session.starts_at:
                raise UserError("reminder-snooze-late")
            await tx.waves.cancel_snoozed(ChatId(actor.id), session_id, now)
            await tx.outbox.add([_snoozed(actor, session, moment)], now)
        return moment

    async def _fire(self, wave: Wave) -> int:
        """Part by part, so that no reply waits long for the store; how many rows."""
        now = self.clock.now()
        after: int | None = 0
        written = 0
        while after is not None:
            async with self.store.write() as tx:
                part = await tx.waves.fire_part(
                    wave.session_id, wave.minutes_before, now, after=after, window=self.window
                )
            written, after = written + part.written, part.goes_on_after
        if written:
            log.info("%s reminders of %s, %s min", written, wave.session_id, wave.minutes_before)
        return written


async def going(tx: Transaction, user_id: UserId, session_id: SessionId) -> Going | None:
    """None where the session is gone or cancelled, or the person has no place in it."""
    place = await tx.lead_times.registered(user_id, session_id)
    if place is None or place.session.is_cancelled or place.basis.is_waiting:
        return None
    basis = place.basis
    return Going(
        session=place.session,
        event=place.event,
        bits=basis.bits,
        is_own=basis.own is not None,
        is_of_track=basis.of_track is not None,
    )


def is_still_true(found: Going, reminder: Reminder, now: datetime) -> bool:
    """Whether a row that was written for `found` should leave at this moment.

    Not for what was put off to when a chosen lead time comes anyway, not for a start that was
    moved, not for a lead time that is chosen no more, and not where a
    nearer one of the same person has come meanwhile: that one says the same.
    """
    session, minutes = found.session, reminder.minutes
    if session.starts_at <= now:
        return False
    if minutes is None:
        return not _is_beside_a_due_one(found, now)
    wave = Wave(session_id=session.id, minutes_before=minutes, starts_at=session.starts_at)
    is_chosen = minutes in leads_of(found.bits)
    is_overtaken = bool(found.bits & wave.overtaken_by(now))
    return is_chosen and not is_overtaken and reminder.starts == unix(session.starts_at)


def _is_beside_a_due_one(found: Going, now: datetime) -> bool:
    """Whether what was put off to now would say twice what a chosen lead time says."""
    dues = (found.session.starts_at - timedelta(minutes=lead) for lead in leads_of(found.bits))
    return any(abs(due - now) <= CLOSE_TO_LEAD for due in dues)


def snoozed_until(minutes: int, zone: ZoneInfo, now: datetime) -> datetime:
    if minutes != UNTIL_MORNING:
        return now + timedelta(minutes=minutes)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return at_wall_clock(datetime.combine(tomorrow, MORNING), zone)


async def _track(tx: Transaction, event_id: EventId, key: str) -> tuple[Event, str]:
    """The event and the track by its key: a place in the list would be another track once a new
    one is imported."""
    event = await tx.programme.event(event_id)
    tracks = {session.track for session in await tx.programme.sessions(event_id)}
    found = next((track for track in tracks if track and track_key(track) == key), None)
    if event is None or found is None:
        raise NotFound("programme-track-gone")
    return event, found


async def _required(tx: Transaction, actor: Actor, session_id: SessionId) -> Going:
    found = await going(tx, actor.id, session_id)
    if found is not None:
        return found
    session = await tx.programme.session(session_id)
    if session is None or session.is_cancelled:
        raise NotFound("reminder-gone")
    raise UserError("reminder-not-going")


def _snoozed(actor: Actor, session: Session, moment: datetime) -> NewMessage:
    reminder = Reminder(session=session.id)
    return NewMessage(
        dedupe_key=reminder.put_off_key(actor.update_id, actor.id),
        chat_id=ChatId(actor.id),
        message=reminder,
        priority=Priority.NOTICE,
        not_before=moment,
        expires_at=session.starts_at,
        session_id=session.id,
    )
