"""Lead times that people have chosen, as sets of bits: for a session, for a track, and for all.

Which bit is which lead time: domain.programme.reminders. The nearest set holds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.programme.sessions import EVENT_JOINED, event_joined, session_of
from db.tables import events, registrations, sessions, track_reminders, users
from db.upserts import upsert
from domain.ids import EventId, SessionId, UserId
from domain.programme.sessions import Event, Session


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderBasis:
    """How a person stands to a session.

    `own` is their set for it, `of_track` that for its track, `usual` the one for all.
    """

    is_waiting: bool
    own: int | None
    of_track: int | None = None
    usual: int

    @property
    def bits(self) -> int:
        """The nearest set holds; an empty one too."""
        sets = (self.own, self.of_track, self.usual)
        return next(bits for bits in sets if bits is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredSession:
    """A registration and all that it is for; the session may be cancelled."""

    session: Session
    event: Event
    basis: ReminderBasis


class LeadTimeQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def registered(self, user_id: UserId, session_id: SessionId) -> RegisteredSession | None:
        """The registration with its lead times; None where the person is not registered."""
        given = {"user_id": user_id, "session_id": session_id}
        row = (await self._connection.execute(_REGISTERED, given)).one_or_none()
        if row is None:
            return None
        basis = ReminderBasis(
            is_waiting=row.is_waiting, own=row.own, of_track=row.of_track, usual=row.usual
        )
        return RegisteredSession(session=session_of(row), event=event_joined(row), basis=basis)

    async def bits_of(
        self, people: Collection[UserId], ids: Collection[SessionId]
    ) -> dict[tuple[UserId, SessionId], int]:
        """The sets that hold for those of the people who are registered, by person and session."""
        given = {"people": list(people), "ids": list(ids)}
        rows = await self._connection.execute(_BITS, given)
        return {(UserId(row.user_id), SessionId(row.session_id)): row.bits for row in rows}

    async def usual(self, user_id: UserId) -> int | None:
        """The set that holds where a registration has none of its own; None: no such person."""
        query = sa.select(users.c.reminders).where(users.c.id == user_id)
        found: int | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def set_reminders(self, user_id: UserId, bits: int) -> None:
        await self._connection.execute(
            sa.update(users).where(users.c.id == user_id).values(reminders=bits)
        )

    async def set_session_reminders(
        self, user_id: UserId, session_id: SessionId, bits: int | None
    ) -> bool:
        """Keeps a set for one session; None: as for all sessions. False where the person is not
        registered."""
        statement = (
            sa.update(registrations)
            .where(registrations.c.user_id == user_id, registrations.c.session_id == session_id)
            .values(reminders=bits)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def of_track(self, user_id: UserId, event_id: EventId, track: str) -> int | None:
        """The set for a track; None where the person has chosen nothing for it."""
        query = sa.select(track_reminders.c.reminders).where(
            of_track_set(user_id, event_id, track)
        )
        found: int | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def set_track_reminders(
        self, user_id: UserId, event_id: EventId, track: str, bits: int | None
    ) -> None:
        """Sets the lead times for all sessions of a track, also those joined later; None: as for
        all others."""
        if bits is None:
            mine = of_track_set(user_id, event_id, track)
            await self._connection.execute(sa.delete(track_reminders).where(mine))
            return
        await self._connection.execute(
            upsert(self._connection, track_reminders, "reminders"),
            {"user_id": user_id, "event_id": event_id, "track": track, "reminders": bits},
        )

    async def tracks_of(self, user_id: UserId) -> list[tuple[EventId, str, int]]:
        """Events, tracks and sets for which a person has chosen one."""
        query = (
            sa.select(track_reminders)
            .where(track_reminders.c.user_id == user_id)
            .order_by(track_reminders.c.event_id, track_reminders.c.track)
        )
        rows = await self._connection.execute(query)
        return [(EventId(row.event_id), row.track, row.reminders) for row in rows]


def of_track_set(user_id: Any, event_id: Any, track: Any) -> sa.ColumnElement[bool]:
    """The row of a set for a track, by values or by columns: a seek by the primary key."""
    chosen = track_reminders.c
    return sa.and_(chosen.user_id == user_id, chosen.event_id == event_id, chosen.track == track)


_REGISTERED = (
    sa.select(
        sessions,
        *EVENT_JOINED,
        registrations.c.is_waiting,
        registrations.c.reminders.label("own"),
        track_reminders.c.reminders.label("of_track"),
        users.c.reminders.label("usual"),
    )
    .select_from(registrations)
    .join(users, users.c.id == registrations.c.user_id)
    .join(sessions, sessions.c.id == registrations.c.session_id)
    .join(events, events.c.id == sessions.c.event_id)
    .outerjoin(track_reminders, of_track_set(users.c.id, sessions.c.event_id, sessions.c.track))
    .where(
        registrations.c.user_id == sa.bindparam("user_id"),
        registrations.c.session_id == sa.bindparam("session_id"),
    )
)
"""Read for every reminder: made anew each time, it would take three times as long."""


_BITS = (
    sa.select(
        registrations.c.user_id,
        registrations.c.session_id,
        sa.func.coalesce(
            registrations.c.reminders, track_reminders.c.reminders, users.c.reminders
        ).label("bits"),
    )
    .select_from(registrations)
    .join(users, users.c.id == registrations.c.user_id)
    .join(sessions, sessions.c.id == registrations.c.session_id)
    .outerjoin(track_reminders, of_track_set(users.c.id, sessions.c.event_id, sessions.c.track))
    .where(
        registrations.c.user_id.in_(sa.bindparam("people", expanding=True)),
        registrations.c.session_id.in_(sa.bindparam("ids", expanding=True)),
    )
)
