"""The programme as people use it: browse, join, leave, one's own schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.attending import QuestionState, takes_questions, takes_ratings
from domain.errors import NotFound, UserError
from domain.ids import ChatId, EventId, SessionId, UserId
from domain.outbox import Kind, NewMessage, Priority
from domain.ports import Alarm, Clock
from domain.programme import Event, Session, SessionChange, local_day, overlaps
from domain.promises import promise
from domain.users import Actor
from services.waiting_list import promote_waiting


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """An event with all its sessions, as one reading of the store."""

    event: Event
    sessions: tuple[Session, ...]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.tz)

    @property
    def days(self) -> list[date]:
        return self.days_of(None)

    def days_of(self, track: str | None) -> list[date]:
        """With sessions of that track; None: of any or none."""
        return sorted(
            {
                local_day(session, self.zone)
                for session in self.sessions
                if track in (None, session.track)
            }
        )

    @property
    def tracks(self) -> list[str]:
        return sorted({session.track for session in self.sessions if session.track})

    def nearest_day(self, today: date, track: str | None = None) -> date | None:
        """`today` or the next day with sessions, else the last one; None: there are none."""
        days = self.days_of(track)
        return next((day for day in days if day >= today), days[-1] if days else None)

    def on(self, day: date, track: str | None = None) -> list[Session]:
        return [
            session
            for session in self.sessions
            if local_day(session, self.zone) == day and track in (None, session.track)
        ]

    def is_on(self, now: datetime) -> bool:
        """While a session runs, and in the breaks between the first and the last of today."""
        if self.now_and_next(now)[0]:
            return True
        today = now.astimezone(self.zone).date()
        held = [session for session in self.on(today) if not session.is_cancelled]
        begun = any(session.starts_at <= now for session in held)
        return begun and any(session.ends_at > now for session in held)

    def now_and_next(self, now: datetime) -> tuple[list[Session], list[Session]]:
        """What is on, and everything that begins at the next beginning."""
        held = [session for session in self.sessions if not session.is_cancelled]
        running = [session for session in held if session.starts_at <= now < session.ends_at]
        begins = min((one.starts_at for one in held if one.starts_at > now), default=None)
        return running, [session for session in held if session.starts_at == begins]


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionCard:
    event: Event
    session: Session
    going: int
    waiting: int
    is_waiting: bool | None
    """Of the reader; None: not registered."""
    clashes: tuple[Session, ...] = ()
    """Sessions that the reader goes to at the same time."""
    questions: int = 0
    """To the speakers, as everybody sees them."""
    can_ask: bool = False
    can_rate: bool = False
    materials: int = 0
    is_closed: bool = False
    """By invitation only."""
    is_admitted: bool = False
    """The reader has shown the code that holds now."""

    @property
    def is_barred(self) -> bool:
        """To the reader, who cannot join; who was in before it was closed stays."""
        return self.is_closed and not self.is_admitted and self.is_waiting is None

    @property
    def free(self) -> int | None:
        """Places left; None where they are not counted."""
        capacity = self.session.capacity
        return None if capacity is None else max(0, capacity - self.going)


@dataclass(frozen=True, kw_only=True, slots=True)
class Programmes:
    store: Store
    clock: Clock
    alarm: Alarm

    async def events(self) -> list[Event]:
        async with self.store.read() as tx:
            return await tx.programme.events()

    async def on_now(self) -> list[Programme]:
        """Programmes of the events whose day is under way."""
        now = self.clock.now()
        async with self.store.read() as tx:
            found = await tx.programme.events_about(now)
        programmes = [await self.programme(event_id) for event_id in found]
        return [programme for programme in programmes if programme.is_on(now)]

    async def programme(self, event_id: EventId) -> Programme:
        async with self.store.read() as tx:
            event = await tx.programme.event(event_id)
            if event is None:
                raise NotFound("programme-event-gone")
            sessions = await tx.programme.sessions(event_id)
        return Programme(event=event, sessions=tuple(sessions))

    async def changes(
        self, event_id: EventId, offset: int, limit: int
    ) -> tuple[Event, list[SessionChange], int]:
        """A page of what has changed, newest first, and how many changes there are."""
        async with self.store.read() as tx:
            event = await tx.programme.event(event_id)
            if event is None:
                raise NotFound("programme-event-gone")
            found = await tx.changes.page(event_id, offset, limit)
            return event, found, await tx.changes.count(event_id)

    async def card(self, actor: Actor, session_id: SessionId) -> SessionCard:
        async with self.store.read() as tx:
            return await self._card(tx, actor.id, session_id)

    async def join(self, actor: Actor, session_id: SessionId) -> SessionCard:
        """Registers, or puts on the waiting list where no place is left; again changes nothing.

        Raises UserError where the session is over, cancelled, or closed to the person.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            card = await self._card(tx, actor.id, session_id)
            _check_open(card.session, now)
            if card.is_barred:
                raise UserError("session-barred")
            is_full = card.free == 0
            if card.is_waiting is None:
                await tx.programme.register(actor.id, session_id, now, is_waiting=is_full)
            tx.after_commit(lambda: self.alarm.wake_at(now))
            tx.after_commit(partial(promise, _confirmation(actor, card.session, now)))
            return await self._card(tx, actor.id, session_id)

    async def leave(self, actor: Actor, session_id: SessionId) -> SessionCard:
        """Gives the place to the first in line, who is told; again changes nothing.

        Raises UserError where somebody has marked that the person came.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            presence = (await tx.attendance.presences(actor.id, [session_id])).get(session_id)
            if presence is not None and presence.attended_at is not None:
                raise UserError("session-attended")
            was_waiting = await tx.programme.is_waiting(actor.id, session_id)
            await tx.programme.leave(actor.id, session_id)
            card = await self._card(tx, actor.id, session_id)
            if was_waiting is False and await promote_waiting(tx, card.session, now):
                tx.after_commit(lambda: self.alarm.wake_at(now))
            tx.after_commit(partial(promise, _confirmation(actor, card.session, now)))
            return await self._card(tx, actor.id, session_id)

    async def schedule(self, actor: Actor) -> list[tuple[Event, Session, bool]]:
        """What lies ahead or is on now, by time; and whether one only waits for a place."""
        now = self.clock.now()
        async with self.store.read() as tx:
            events = {event.id: event for event in await tx.programme.events()}
            found = await tx.programme.schedule_of(actor.id)
        return [
            (events[session.event_id], session, is_waiting)
            for session, is_waiting in found
            if session.ends_at > now and session.event_id in events
        ]

    async def _card(self, tx: Transaction, user_id: UserId, session_id: SessionId) -> SessionCard:
        session = await tx.programme.session(session_id)
        event = await tx.programme.event(session.event_id) if session else None
        if session is None or event is None:
            raise NotFound("programme-session-gone")
        going, waiting = (await tx.programme.counts([session_id])).get(session_id, (0, 0))
        schedule = await tx.programme.schedule_of(user_id)
        clashes = [
            other
            for other, _ in schedule
            if other.id != session_id and not other.is_cancelled and overlaps(other, session)
        ]
        access = await tx.admissions.access(user_id, session_id)
        now = self.clock.now()
        is_waiting = await tx.programme.is_waiting(user_id, session_id)
        questions = await tx.questions.counts(session_id)
        return SessionCard(
            event=event,
            session=session,
            going=going,
            waiting=waiting,
            is_waiting=is_waiting,
            clashes=tuple(clashes),
            is_closed=access.is_closed,
            is_admitted=access.is_admitted,
            materials=await tx.materials.count(session_id),
            questions=questions[QuestionState.SHOWN] + questions[QuestionState.ANSWERED],
            can_ask=takes_questions(session, now),
            can_rate=is_waiting is False and takes_ratings(session, now),
        )


def _confirmation(actor: Actor, session: Session, now: datetime) -> NewMessage:
    return NewMessage(
        dedupe_key=f"confirmation:{actor.update_id}:{session.id}",
        chat_id=ChatId(actor.id),
        kind=Kind.CONFIRMATION,
        payload={"session": session.id},
        priority=Priority.NOTICE,
        not_before=now,
        expires_at=session.ends_at,
    )


def _check_open(session: Session, now: datetime) -> None:
    if session.is_cancelled:
        raise UserError("programme-cancelled")
    if session.ends_at <= now:
        raise UserError("programme-over")
