"""What a rehearsal asks of the copy that it runs on, and how that copy goes back in time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import (
    announcements,
    digest_rounds,
    dispatches,
    leases,
    outbox,
    registrations,
    served_bots,
    sessions,
    users,
    waves,
)
from domain.announcements.announcements import AnnouncementState, DispatchState
from domain.ids import ChatId, SessionId
from domain.outbox import (
    OutboxState,
)
from domain.outgoing import Kind
from domain.programme.sessions import Session
from domain.rehearsal import Absence, Absent, Unsent

ENDED = [
    state.value
    for state in OutboxState
    if state not in {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.SENT}
]


class RehearsalQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rewind(self, moment: datetime) -> None:
        """The copy as a process that begins at `moment` should find it.

        Nobody holds its leases, it is of no bot, and dispatches that wait for their organiser
        are no part of it. What has been sent by itself since `moment` is forgotten, so that it is
        sent once more.
        """
        paused = dispatches.c.state == DispatchState.PAUSED.value
        statements: list[sa.Executable] = [
            sa.delete(leases),
            sa.delete(served_bots),
            sa.delete(outbox).where(
                outbox.c.dispatch_id.in_(sa.select(dispatches.c.id).where(paused)),
                outbox.c.state == OutboxState.QUEUED.value,
            ),
            sa.update(dispatches)
            .where(paused)
            .values(state=DispatchState.CANCELLED.value, finished_at=moment, is_reported=True),
            sa.delete(outbox).where(outbox.c.dispatch_id == 0, outbox.c.settled_at >= moment),
            sa.delete(waves).where(waves.c.fired_at >= moment),
            sa.delete(digest_rounds).where(digest_rounds.c.fired_at >= moment),
            sa.update(sessions)
            .where(sessions.c.rating_asked_for >= moment)
            .values(rating_asked_for=None),
        ]
        for statement in statements:
            await self._connection.execute(statement)

    async def people(self) -> AsyncIterator[tuple[int, str, str, bool]]:
        """Id, first name, the client's language, and whether messages can arrive."""
        query = sa.select(
            users.c.id,
            users.c.first_name,
            users.c.client_language,
            users.c.unreachable_at.is_(None).label("is_here"),
        )
        async for row in await self._connection.stream(query):
            yield row.id, row.first_name, row.client_language, bool(row.is_here)

    async def posts(self) -> list[dict[str, Any]]:
        """Posts of the announcements that are planned or under way, as JSON: what will be
        copied."""
        planned = sa.select(announcements.c.post).where(
            announcements.c.state == AnnouncementState.PLANNED.value
        )
        running = sa.select(dispatches.c.post).where(
            dispatches.c.state == DispatchState.RUNNING.value
        )
        found = [(await self._connection.execute(one)).scalars() for one in (planned, running)]
        return [post for part in found for post in part]

    async def both(
        self, pairs: Iterable[tuple[Session, Session]]
    ) -> dict[tuple[SessionId, SessionId], int]:
        """How many people have a place in both sessions of each pair."""
        return {
            (first.id, second.id): (
                await self._connection.execute(_BOTH, {"first": first.id, "second": second.id})
            ).scalar_one()
            for first, second in pairs
        }

    async def absent(self, session_ids: Collection[SessionId]) -> list[Absent]:
        """Registered people to whom nothing about sessions can or may be sent."""
        reason = sa.case(
            (users.c.unreachable_at.is_not(None), Absence.BLOCKED.value),
            (users.c.stopped_at.is_not(None), Absence.STOPPED.value),
            (sa.or_(users.c.is_paused, users.c.mutes_sessions), Absence.MUTED.value),
        )
        query = (
            sa.select(
                users.c.id,
                users.c.first_name,
                users.c.last_name,
                reason.label("reason"),
                sa.func.count().label("sessions"),
            )
            .join(registrations, registrations.c.user_id == users.c.id)
            .join(sessions, sessions.c.id == registrations.c.session_id)
            .where(
                registrations.c.session_id.in_(sorted(session_ids)),
                sessions.c.is_cancelled.is_(False),
                reason.is_not(None),
            )
            .group_by(users.c.id)
            .order_by(users.c.first_name, users.c.last_name, users.c.id)
        )
        return [
            Absent(
                chat_id=ChatId(row.id),
                name=f"{row.first_name} {row.last_name}".strip(),
                reason=Absence(row.reason),
                sessions=row.sessions,
            )
            for row in await self._connection.execute(query)
        ]

    async def unsent(self, since: datetime) -> list[Unsent]:
        """What has ended otherwise than by being sent, since then."""
        count, reason = sa.func.count().label("count"), sa.func.coalesce(outbox.c.error, "")
        query = (
            sa.select(outbox.c.kind, reason.label("reason"), count)
            .where(outbox.c.state.in_(ENDED), outbox.c.settled_at >= since)
            .group_by(outbox.c.kind, reason)
            .order_by(count.desc(), outbox.c.kind, reason)
        )
        return [
            Unsent(kind=row.kind, reason=row.reason, count=row[2])
            for row in await self._connection.execute(query)
        ]

    async def expired_reminders(self, since: datetime) -> list[tuple[datetime, SessionId, int]]:
        """When they had been due, of which session, and how many."""
        query = (
            sa.select(outbox.c.not_before, outbox.c.session_id, sa.func.count())
            .where(
                outbox.c.state == OutboxState.EXPIRED.value,
                outbox.c.kind == Kind.REMINDER.value,
                outbox.c.settled_at >= since,
            )
            .group_by(outbox.c.not_before, outbox.c.session_id)
            .order_by(outbox.c.not_before, outbox.c.session_id)
        )
        rows = await self._connection.execute(query)
        return [(row[0], SessionId(row[1]), row[2]) for row in rows]

    async def waiting(self, now: datetime) -> int:
        """Rows that are due and have not left."""
        query = sa.select(sa.func.count()).where(
            outbox.c.state == OutboxState.QUEUED.value, outbox.c.not_before <= now
        )
        return (await self._connection.execute(query)).scalar_one()


def _both() -> sa.Select[Any]:
    first, second = registrations.alias(), registrations.alias()
    return (
        sa.select(sa.func.count())
        .select_from(first.join(second, first.c.user_id == second.c.user_id))
        .where(
            first.c.session_id == sa.bindparam("first"),
            second.c.session_id == sa.bindparam("second"),
            first.c.is_waiting.is_(False),
            second.c.is_waiting.is_(False),
        )
    )


_BOTH = _both()
