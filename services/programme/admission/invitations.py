"""Closed sessions: organisers hand out codes, people show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import UserError, WrongCode
from domain.ids import SessionId
from domain.people.personal_links import digest_of
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.invitations import Closing, new_code, read_code
from domain.programme.sessions import Event, Session
from services.people.organisers import Organisers
from services.programme.required import session_with_event

WRONG_LIMIT = 10
"""Most wrong codes of one person within WRONG_WITHIN; at that pace nobody guesses 65 bits."""

WRONG_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """What an organiser sees of the code of a session. `track_size` counts the session itself."""

    event: Event
    session: Session
    code: str | None
    opens: int
    """Sessions that this code opens."""
    track_size: int
    """Sessions of the same track of the event; 0 for a session of none."""

    @property
    def mark(self) -> str:
        """A short checksum of the present code for buttons: one made for another code has
        another mark and does nothing."""
        return digest_of(self.code)[:6] if self.code else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitations:
    store: Store
    clock: Clock
    organisers: Organisers

    async def redeem(self, actor: Actor, text: str) -> list[tuple[Event, Session]]:
        """The sessions that the code opens, which the person may join from now on.

        Raises WrongCode, the same for a code that never was and one that holds no more. After
        WRONG_LIMIT wrong ones a right one is refused too, or else guessing would go on.
        """
        now = self.clock.now()
        code = read_code(text)
        async with self.store.write() as tx:
            wrong = await tx.admissions.wrong_since(actor.id, now - WRONG_WITHIN)
            if len(wrong) >= WRONG_LIMIT:
                raise _too_many(wrong[-WRONG_LIMIT], now)
            opened = await tx.programme.opened_by(code) if code else []
            if code and opened:
                await tx.admissions.admit(actor.id, code, now)
            elif code:
                await tx.admissions.add_wrong(actor.id, actor.update_id, now)
            events = {event.id: event for event in await tx.programme.events()}
        # Only after the commit: an error inside would take the count of wrong codes back.
        if not opened:
            raise WrongCode("invitation-wrong")
        return [(events[session.event_id], session) for session in opened]

    async def get(self, actor: Actor, session_id: SessionId) -> Invitation:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await _invitation(tx, session_id)

    async def change(
        self, actor: Actor, session_id: SessionId, closing: Closing, mark: str
    ) -> tuple[Invitation, bool]:
        """Applies `closing`; returns the invitation as it is now, and whether anything has
        changed: the second of a double tap changes nothing.

        `mark` is that of the invitation on whose screen the button stood. Who is registered
        already stays so.
        """
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            found = await _invitation(tx, session_id)
            if found.mark != mark:
                return found, False
            sessions = await _meant(tx, found.session, closing)
            is_opening = closing in {Closing.OPEN, Closing.OPEN_TRACK}
            code = None if is_opening else new_code()
            await tx.admissions.set_code([one.id for one in sessions], code)
            await self.organisers.record(
                tx,
                actor,
                "session-opened" if is_opening else "session-closed",
                title=found.session.title,
                count=len(sessions),
            )
            return await _invitation(tx, session_id), True


async def _meant(tx: Transaction, session: Session, closing: Closing) -> list[Session]:
    """The session, or all of its track."""
    if closing in {Closing.RENEW, Closing.OPEN} or not session.track:
        return [session]
    sessions = await tx.programme.sessions(session.event_id)
    return [one for one in sessions if one.track == session.track]


async def _invitation(tx: Transaction, session_id: SessionId) -> Invitation:
    event, session = await session_with_event(tx, session_id)
    code = await tx.admissions.code_of(session_id)
    track = await _meant(tx, session, Closing.RENEW_TRACK) if session.track else []
    return Invitation(
        event=event,
        session=session,
        code=code,
        opens=len(await tx.programme.opened_by(code)) if code else 0,
        track_size=len(track),
    )


def _too_many(earliest: datetime, now: datetime) -> UserError:
    left = earliest + WRONG_WITHIN - now
    return UserError("invitation-too-many", minutes=max(1, -(-left // timedelta(minutes=1))))
