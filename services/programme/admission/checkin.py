"""Check-in: personal badges, who comes in, and how many are inside."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import Forbidden, NotFound, UserError
from domain.ids import SessionId, UserId
from domain.paging import clamped
from domain.people.personal_links import LinkPurpose, digest_of, new_token
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.checkin import Attendee, CheckInFigures, Guest, Presence
from domain.programme.sessions import Event, Session
from services.people.organisers import Organisers
from services.programme.admission.name_search import named_like
from services.programme.admission.waiting_list import tell_let_in
from services.programme.required import session_with_event

ENTRY_BEFORE_START = timedelta(hours=3)
"""A visitor is shown sessions that are on or begin within this time."""

LIST_PAGE = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    guest: Guest
    token: str

    @property
    def mark(self) -> str:
        """A short checksum of the token for buttons: one of an earlier badge has another mark
        and does nothing."""
        return digest_of(self.token)[:8]


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitorSession:
    """A session, and how the visitor stands to it; None: not registered."""

    event: Event
    session: Session
    going: int
    presence: Presence | None


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitorCard:
    """What an organiser sees of a person at the door: all sessions on or soon to begin."""

    guest: Guest
    entries: tuple[VisitorSession, ...]

    @property
    def registered(self) -> list[VisitorSession]:
        return [entry for entry in self.entries if entry.presence is not None]

    @property
    def others(self) -> list[VisitorSession]:
        return [entry for entry in self.entries if entry.presence is None]


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionCheckIn:
    """Check-in of one session; `last` is the person whom this organiser has marked last."""

    event: Event
    session: Session
    figures: CheckInFigures
    is_closed: bool
    last: Guest | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    store: Store
    clock: Clock
    organisers: Organisers

    # -- badges

    async def badge(self, actor: Actor) -> Badge:
        """One's own, made when first asked for."""
        async with self.store.write() as tx:
            return await self._badge(tx, actor)

    async def renew_badge(self, actor: Actor, mark: str) -> Badge:
        """Ends the badge that `mark` stands for; where it has ended already, nothing changes."""
        async with self.store.write() as tx:
            badge = await self._badge(tx, actor)
            if badge.mark != mark:
                return badge
            token, now = new_token(), self.clock.now()
            await tx.personal_links.renew(actor.id, LinkPurpose.BADGE, token, now)
            return Badge(guest=badge.guest, token=token)

    async def scan(self, actor: Actor, token: str) -> Badge | VisitorCard:
        """One's own badge, or (to organisers) its owner at the door.

        Raises Forbidden for others, NotFound for a badge that is no more. Others learn nothing of
        whether a badge exists.
        """
        async with self.store.read() as tx:
            owner = await tx.personal_links.owner(LinkPurpose.BADGE, token)
            if owner != actor.id:
                await self._require(tx, actor)
                if owner is None:
                    raise NotFound("badge-gone")
                return await self._visit(tx, owner)
        return await self.badge(actor)

    # -- visitors

    async def visit(
        self, actor: Actor, user_id: UserId, session_id: SessionId | None
    ) -> VisitorCard:
        """The card of a person chosen from a list instead of by a badge; always includes that
        session, even if it is neither on nor near."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await self._visit(tx, user_id, session_id)

    async def mark(self, actor: Actor, user_id: UserId, session_id: SessionId) -> bool:
        """Whether it is new that they came. Raises UserError for somebody without a place."""
        async with self.store.write() as tx:
            session, presence = await self._checked(tx, actor, user_id, session_id)
            if presence is None or presence.is_waiting:
                raise UserError("door-no-place")
            return await self._mark(tx, actor, user_id, session, "door-came")

    async def let_in(self, actor: Actor, user_id: UserId, session_id: SessionId) -> bool:
        """Gives a place to somebody on the waiting list, even past the capacity: whoever stands at
        the door decides."""
        async with self.store.write() as tx:
            session, presence = await self._checked(tx, actor, user_id, session_id)
            if presence is None:
                raise UserError("door-no-place")
            if presence.is_waiting:
                await tx.registrations.promote(session_id, [user_id])
                await self._tell(tx, session, user_id)
            return await self._mark(tx, actor, user_id, session, "door-let-in")

    async def add(self, actor: Actor, user_id: UserId, session_id: SessionId) -> bool:
        """Somebody who is not registered; whoever meanwhile is, is marked as such."""
        async with self.store.write() as tx:
            session, presence = await self._checked(tx, actor, user_id, session_id)
            if presence is not None and presence.is_waiting:
                raise UserError("door-waits")
            if presence is None:
                now = self.clock.now()
                await tx.registrations.register(user_id, session_id, now, is_waiting=False)
                await self._tell(tx, session, user_id)
            return await self._mark(tx, actor, user_id, session, "door-added")

    async def undo(self, actor: Actor, user_id: UserId, session_id: SessionId) -> bool:
        """Takes the mark back, not the registration; whether there was one."""
        async with self.store.write() as tx:
            session, _ = await self._checked(tx, actor, user_id, session_id)
            undone = await tx.checkin.unmark(user_id, session_id)
            if undone:
                await self._record(tx, actor, "door-undone", user_id, session)
            return undone

    # -- sessions

    async def of_session(self, actor: Actor, session_id: SessionId) -> SessionCheckIn:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event, session = await session_with_event(tx, session_id)
            return SessionCheckIn(
                event=event,
                session=session,
                figures=await tx.checkin.figures(session_id),
                is_closed=await tx.admissions.code_of(session_id) is not None,
                last=await tx.checkin.last_marked(session_id, actor.id),
            )

    async def attendees(
        self, actor: Actor, session_id: SessionId, page: int
    ) -> tuple[SessionCheckIn, list[Attendee], int]:
        """The nearest page that there is, and which one that is."""
        check_in = await self.of_session(actor, session_id)
        page = clamped(page, check_in.figures.going + check_in.figures.waiting, LIST_PAGE)
        async with self.store.read() as tx:
            found = await tx.checkin.page(session_id, page * LIST_PAGE, LIST_PAGE)
        return check_in, found, page

    async def find(
        self, actor: Actor, session_id: SessionId, text: str
    ) -> tuple[SessionCheckIn, list[Attendee]]:
        """Those of the list who are named so, the likeliest first."""
        check_in = await self.of_session(actor, session_id)
        async with self.store.read() as tx:
            people = await tx.checkin.listed(session_id)
        return check_in, await asyncio.to_thread(named_like, text, people)

    # --

    async def _badge(self, tx: Transaction, actor: Actor) -> Badge:
        token = await tx.personal_links.ensure(
            actor.id, LinkPurpose.BADGE, new_token(), self.clock.now()
        )
        return Badge(guest=await _guest(tx, actor.id), token=token)

    async def _require(self, tx: Transaction, actor: Actor) -> None:
        """Raises Forbidden for who is no organiser, with a text for somebody who has scanned
        another person's badge."""
        try:
            await self.organisers.require(tx, actor)
        except Forbidden as error:
            raise Forbidden("badge-not-yours") from error

    async def _visit(
        self, tx: Transaction, user_id: UserId, session_id: SessionId | None = None
    ) -> VisitorCard:
        guest, now = await _guest(tx, user_id), self.clock.now()
        sessions = await tx.programme.held_between(now, now + ENTRY_BEFORE_START)
        events = {event.id: event for event in await tx.programme.events()}
        if session_id is not None and session_id not in {one.id for one in sessions}:
            sessions.append((await session_with_event(tx, session_id))[1])
        # The one that is asked for comes first.
        sessions.sort(key=lambda one: one.id != session_id)
        ids = [session.id for session in sessions]
        presences = await tx.checkin.presences(user_id, ids)
        counts = await tx.registrations.counts(ids)
        entries = [
            VisitorSession(
                event=events[session.event_id],
                session=session,
                going=counts.get(session.id, (0, 0))[0],
                presence=presences.get(session.id),
            )
            for session in sessions
        ]
        return VisitorCard(guest=guest, entries=tuple(entries))

    async def _checked(
        self, tx: Transaction, actor: Actor, user_id: UserId, session_id: SessionId
    ) -> tuple[Session, Presence | None]:
        """Claims the update. Both rows, read again: the button may be old. Raises UserError."""
        await tx.updates.claim(actor.update_id, self.clock.now())
        await self.organisers.require(tx, actor)
        await _guest(tx, user_id)
        _, session = await session_with_event(tx, session_id)
        if session.is_cancelled:
            raise UserError("programme-cancelled")
        return session, (await tx.checkin.presences(user_id, [session_id])).get(session_id)

    async def _tell(self, tx: Transaction, session: Session, user_id: UserId) -> None:
        now = self.clock.now()
        await tell_let_in(tx, session, user_id, now)

    async def _mark(
        self, tx: Transaction, actor: Actor, user_id: UserId, session: Session, action: str
    ) -> bool:
        now = self.clock.now()
        marked = await tx.checkin.mark(user_id, session.id, actor.id, now)
        if marked:
            await self._record(tx, actor, action, user_id, session)
        return marked

    async def _record(
        self, tx: Transaction, actor: Actor, action: str, user_id: UserId, session: Session
    ) -> None:
        """Writes the audit log with the person's id, not the name: the log outlives an erasure."""
        await self.organisers.record(tx, actor, action, title=session.title, visitor=user_id)


async def _guest(tx: Transaction, user_id: UserId) -> Guest:
    guest = await tx.checkin.guest(user_id)
    if guest is None:
        raise NotFound("door-nobody")
    return guest
