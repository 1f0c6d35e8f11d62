"""Morning digests: one INSERT ... SELECT for each zone and day, marked so that it is made once."""

from __future__ import annotations

from datetime import datetime
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
    upper_of,
)
from db.people.users import reachable
from db.tables import digest_rounds, outbox, registrations, sessions, users
from db.upserts import insert_or_ignore
from domain.outbox import (
    Priority,
)
from domain.people.quiet_hours import Schedule
from domain.people.users import Category
from domain.programme.day_digests import DigestRound
from domain.programme.messages import DayDigest
from domain.programme.sessions import LONGEST_SESSION


class DigestQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next_session_at(self, now: datetime) -> datetime | None:
        """When the first of those begins, or has begun, that take place and are not over.

        Of the past only what may last until now is looked at: a stretch of the index.
        """
        query = sa.select(sa.func.min(sessions.c.starts_at)).where(
            sessions.c.starts_at > now - LONGEST_SESSION,
            sessions.c.ends_at > now,
            sessions.c.is_cancelled.is_(False),
        )
        found: datetime | None = (await self._connection.execute(query)).scalar_one()
        return found

    async def zones(self) -> list[str]:
        """Zones that people have chosen: a seek in the index for each, however many people."""
        found = (await self._connection.execute(_ZONES)).scalars()
        return [zone for zone in found if zone is not None]

    async def is_marked(self, round_: DigestRound) -> bool:
        query = sa.select(digest_rounds.c.day).where(
            digest_rounds.c.tz == round_.zone.key, digest_rounds.c.day == round_.day
        )
        return (await self._connection.execute(query)).first() is not None

    async def _was_marked(self, round_: DigestRound, now: datetime) -> bool:
        """Marks it; whether it was already."""
        mark = insert_or_ignore(self._connection, digest_rounds)
        row = {"tz": round_.zone.key, "day": round_.day, "fired_at": now}
        return not (await self._connection.execute(mark, row)).rowcount

    async def fire_part(
        self,
        round_: DigestRound,
        now: datetime,
        schedule: Schedule,
        *,
        is_default: bool,
        window: int,
        after: int = -1,
    ) -> WavePart:
        """Writes the rows of those among the next `window` people of the zone who get one, and
        marks the round with its last part. Nothing where another process has marked it; a crash
        between two parts begins anew.

        The day is in the dedupe key, the zone is not: who moves to another zone in the morning
        gets one digest for the day. `is_default`: people who chose no zone belong to this one.
        """
        ids = sa.select(users.c.id).where(_lives_there(round_, is_default=is_default))
        upper = await upper_of(self._connection, ids, users.c.id, after, window)
        if await (self.is_marked(round_) if upper is not None else self._was_marked(round_, now)):
            return WavePart(0, None)
        people = sa.and_(
            _people(round_, now, is_default=is_default), *between(users.c.id, after, upper)
        )
        insert = insert_or_ignore(self._connection, outbox)
        columns = _columns(round_, now)
        written = await fill(self._connection, insert, users, people, schedule, columns)
        return WavePart(written, upper)


def _lives_there(round_: DigestRound, *, is_default: bool) -> sa.ColumnElement[bool]:
    there: sa.ColumnElement[bool] = users.c.tz == round_.zone.key
    return sa.or_(there, users.c.tz.is_(None)) if is_default else there


def _people(round_: DigestRound, now: datetime, *, is_default: bool) -> sa.ColumnElement[bool]:
    """People who live by that clock, want a digest, and have a place in a session of the day: one
    that begins on it or goes on (as domain.programme.sessions.session_days has it).

    It is asked of people and not of sessions: of a hundred parallel sessions each would be read
    for each zone.
    """
    goes = (
        sa.select(registrations.c.user_id)
        .join(sessions, sessions.c.id == registrations.c.session_id)
        .where(
            registrations.c.user_id == users.c.id,
            registrations.c.is_waiting.is_(False),
            sessions.c.starts_at < round_.span[1],
            sa.or_(
                sessions.c.starts_at >= round_.span[0],
                sessions.c.ends_at > round_.night_ends_at,
            ),
            sessions.c.ends_at > now,
            sessions.c.is_cancelled.is_(False),
        )
    )
    return sa.and_(
        _lives_there(round_, is_default=is_default),
        users.c.wants_digest.is_(True),
        reachable(Category.SESSIONS),
        goes.exists(),
    )


def _columns(round_: DigestRound, now: datetime) -> Columns:
    message = DayDigest(day=round_.day)
    key = key_of(message.prefix, users.c.id)
    return fresh(message, Priority.NEWS, now, key, expires_at=round_.expires_at)


def _zones() -> sa.Select[Any]:
    """SELECT DISTINCT would read the whole index: neither engine skips from value to value."""
    found = sa.select(sa.func.min(users.c.tz).label("tz")).cte("zones", recursive=True)
    following = sa.select(sa.func.min(users.c.tz)).where(users.c.tz > found.c.tz).scalar_subquery()
    found = found.union_all(sa.select(following).where(found.c.tz.is_not(None)))
    return sa.select(found.c.tz)


_ZONES = _zones()
