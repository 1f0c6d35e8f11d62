"""Ratings of sessions, and the wave that asks for them once a session is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.bulk_insert import (
    Columns,
    WavePart,
    between,
    fill,
    fresh,
    key_of,
    revival,
    upper_of,
)
from db.people.users import reachable
from db.programme.sessions import session_of
from db.tables import ratings, registrations, sessions, users
from db.upserts import upsert
from domain.ids import EventId, SessionId, UserId
from domain.outbox import (
    Priority,
)
from domain.people.quiet_hours import Schedule
from domain.people.users import Category
from domain.programme.messages import RatingRequest
from domain.programme.ratings import Comment, Rating, Score
from domain.programme.reminders import unix
from domain.programme.sessions import Session

ASKED_AFTER = timedelta(minutes=10)
ASKED_WITHIN = timedelta(hours=24)
"""After the end of a session; from then on nobody is asked any more."""


class RatingQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # -- the wave

    async def due(self, now: datetime) -> list[SessionId]:
        """Sessions that ended a while ago and nobody was asked about. Reads no registration."""
        query = (
            sa.select(sessions.c.id)
            .where(
                sessions.c.ends_at > now - ASKED_WITHIN,
                sessions.c.ends_at <= now - ASKED_AFTER,
                sessions.c.is_cancelled.is_(False),
                sessions.c.rating_asked_for.is_distinct_from(sessions.c.ends_at),
            )
            .order_by(sessions.c.ends_at, sessions.c.id)
        )
        return [SessionId(found) for found in (await self._connection.execute(query)).scalars()]

    async def next_at(self, now: datetime) -> datetime | None:
        """When people of the next session to end will be asked."""
        query = sa.select(sa.func.min(sessions.c.ends_at)).where(
            sessions.c.ends_at > now - ASKED_AFTER, sessions.c.is_cancelled.is_(False)
        )
        found: datetime | None = (await self._connection.execute(query)).scalar_one()
        return found + ASKED_AFTER if found else None

    async def fire_part(
        self,
        session_id: SessionId,
        now: datetime,
        schedule: Schedule,
        *,
        window: int,
        after: int = -1,
    ) -> WavePart:
        """Writes the rows of the next `window` people who had a place, and marks the session with
        the last part.

        Nothing where another process has marked it, or the session is cancelled or not over. A
        crash between two parts begins anew: keys that are taken stay as they are.
        """
        ids = sa.select(registrations.c.user_id).where(registrations.c.session_id == session_id)
        upper = await upper_of(self._connection, ids, registrations.c.user_id, after, window)
        ends_at = await self._end_to_ask_for(session_id, now, marks=upper is None)
        if ends_at is None:
            return WavePart(0, None)
        # What was dropped when the end moved is true again when it moves back.
        insert = revival(self._connection)
        people = sa.and_(_people(session_id), *between(registrations.c.user_id, after, upper))
        columns = _columns(session_id, ends_at, now)
        written = await fill(self._connection, insert, _GOING, people, schedule, columns)
        return WavePart(written, upper)

    async def _end_to_ask_for(
        self, session_id: SessionId, now: datetime, *, marks: bool
    ) -> datetime | None:
        """None where there is nothing to ask, or it is asked already; that it is, `marks` says."""
        is_due = (
            sessions.c.id == session_id,
            sessions.c.ends_at > now - ASKED_WITHIN,
            sessions.c.ends_at <= now - ASKED_AFTER,
            sessions.c.is_cancelled.is_(False),
            sessions.c.rating_asked_for.is_distinct_from(sessions.c.ends_at),
        )
        query: sa.Executable = sa.select(sessions.c.ends_at).where(*is_due)
        if marks:
            mark = sa.update(sessions).where(*is_due)
            query = mark.values(rating_asked_for=sessions.c.ends_at).returning(sessions.c.ends_at)
        found: datetime | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    # -- ratings

    async def rate(
        self, user_id: UserId, session_id: SessionId, stars: int, now: datetime
    ) -> None:
        """A comment that was given before stays."""
        await self._connection.execute(
            upsert(self._connection, ratings, "stars", "rated_at"),
            {
                "user_id": user_id,
                "session_id": session_id,
                "stars": stars,
                "comment": "",
                "rated_at": now,
            },
        )

    async def comment(self, user_id: UserId, session_id: SessionId, text: str) -> bool:
        """Whether there is a rating to comment on."""
        statement = (
            sa.update(ratings)
            .where(ratings.c.user_id == user_id, ratings.c.session_id == session_id)
            .values(comment=text)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def find(self, user_id: UserId, session_id: SessionId) -> Rating | None:
        query = sa.select(ratings).where(
            ratings.c.user_id == user_id, ratings.c.session_id == session_id
        )
        row = (await self._connection.execute(query)).one_or_none()
        return _rating(row) if row else None

    async def unrated(self, user_id: UserId, session_id: SessionId) -> Session | None:
        """A session that took place, where the person had a place and has not rated it."""
        given = {"user_id": user_id, "session_id": session_id}
        row = (await self._connection.execute(_UNRATED, given)).one_or_none()
        return session_of(row) if row else None

    async def of_person(self, user_id: UserId) -> list[Rating]:
        query = (
            sa.select(ratings).where(ratings.c.user_id == user_id).order_by(ratings.c.session_id)
        )
        return [_rating(row) for row in await self._connection.execute(query)]

    # -- results

    async def distribution(self, session_id: SessionId) -> dict[int, int]:
        """How many gave so many stars; only those that somebody gave."""
        query = (
            sa.select(ratings.c.stars, sa.func.count().label("many"))
            .where(ratings.c.session_id == session_id)
            .group_by(ratings.c.stars)
        )
        return {row.stars: row.many for row in await self._connection.execute(query)}

    async def scores_of_event(self, event_id: EventId) -> dict[SessionId, Score]:
        """The scores of all sessions of an event that somebody rated."""
        count, total = sa.func.count(), sa.func.sum(ratings.c.stars)
        query = (
            sa.select(ratings.c.session_id, count.label("many"), total.label("total"))
            .join(sessions, sessions.c.id == ratings.c.session_id)
            .where(sessions.c.event_id == event_id)
            .group_by(ratings.c.session_id)
        )
        rows = await self._connection.execute(query)
        return {SessionId(row.session_id): Score(row.many, row.total / row.many) for row in rows}

    async def comments(self, session_id: SessionId, offset: int, limit: int) -> list[Comment]:
        """Newest first."""
        query = (
            sa.select(ratings.c.stars, ratings.c.comment)
            .where(ratings.c.session_id == session_id, ratings.c.comment != "")
            .order_by(ratings.c.rated_at.desc(), ratings.c.user_id)
            .offset(offset)
            .limit(limit)
        )
        rows = await self._connection.execute(query)
        return [Comment(row.stars, row.comment) for row in rows]

    async def comment_count(self, session_id: SessionId) -> int:
        query = (
            sa.select(sa.func.count())
            .select_from(ratings)
            .where(ratings.c.session_id == session_id, ratings.c.comment != "")
        )
        return (await self._connection.execute(query)).scalar_one()


_UNRATED = (
    sa.select(sessions)
    .join(registrations, registrations.c.session_id == sessions.c.id)
    .where(
        registrations.c.user_id == sa.bindparam("user_id"),
        registrations.c.session_id == sa.bindparam("session_id"),
        registrations.c.is_waiting.is_(False),
        sessions.c.is_cancelled.is_(False),
        ~sa.exists().where(
            ratings.c.session_id == registrations.c.session_id,
            ratings.c.user_id == registrations.c.user_id,
        ),
    )
)
"""Read for every request to rate."""

_GOING = registrations.join(users, users.c.id == registrations.c.user_id)


def _people(session_id: SessionId) -> sa.ColumnElement[bool]:
    """People who had a place, whether or not they were seen at the door, and have not rated
    already."""
    has_rated = sa.exists().where(
        ratings.c.session_id == session_id, ratings.c.user_id == users.c.id
    )
    return sa.and_(
        registrations.c.session_id == session_id,
        registrations.c.is_waiting.is_(False),
        reachable(Category.SESSIONS),
        ~has_rated,
    )


def _columns(session_id: SessionId, ends_at: datetime, now: datetime) -> Columns:
    message = RatingRequest(session=session_id, ends=unix(ends_at))
    return fresh(
        message,
        Priority.NEWS,
        now,
        key_of(message.prefix, users.c.id),
        expires_at=ends_at + ASKED_WITHIN,
    )


def _rating(row: sa.Row[Any]) -> Rating:
    return Rating(
        session_id=SessionId(row.session_id),
        stars=row.stars,
        comment=row.comment,
        rated_at=row.rated_at,
    )
