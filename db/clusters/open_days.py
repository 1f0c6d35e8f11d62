"""Who wants to be reminded of which days of open doors, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.bulk_insert import fill, fresh, key_of
from db.outbox.send_times import SLOTS
from db.people.users import quiet_hours, reachable
from db.tables import open_day_reminders, outbox, users
from db.upserts import insert_or_ignore
from domain.clusters.messages import OpenDayChange
from domain.clusters.open_days import DayWish, DueWish
from domain.ids import ClusterId, UserId
from domain.outbox import Priority
from domain.people.quiet_hours import Schedule
from domain.people.users import Category

WISH = open_day_reminders.c


class OpenDayQueries:
    def __init__(self, connection: AsyncConnection, changed: Callable[[UserId], None]) -> None:
        """`changed` hears whose wishes do, of their own will: what a change of cards makes of them
        comes with another version of the catalogue."""
        self._connection = connection
        self._changed = changed

    async def add(
        self,
        user_id: UserId,
        cluster_id: ClusterId,
        day: date,
        remind_at: datetime | None,
        now: datetime,
    ) -> None:
        """Whoever waits for the day already waits on as they did."""
        self._changed(user_id)
        row = {
            "user_id": user_id,
            "cluster_id": cluster_id,
            "day": day,
            "remind_at": remind_at,
            "created_at": now,
        }
        statement = insert_or_ignore(self._connection, open_day_reminders)
        await self._connection.execute(statement, row)

    async def remove(self, user_id: UserId, cluster_id: ClusterId, day: date) -> None:
        self._changed(user_id)
        statement = sa.delete(open_day_reminders).where(
            WISH.user_id == user_id, *_of(cluster_id, day)
        )
        await self._connection.execute(statement)

    async def of(self, user_id: UserId) -> list[DayWish]:
        """The next day first."""
        query = (
            sa.select(open_day_reminders)
            .where(WISH.user_id == user_id)
            .order_by(WISH.day, WISH.cluster_id)
        )
        rows = await self._connection.execute(query)
        return [_wish(row) for row in rows]

    async def find(self, user_id: UserId, cluster_id: ClusterId, day: date) -> DayWish | None:
        query = sa.select(open_day_reminders).where(WISH.user_id == user_id, *_of(cluster_id, day))
        row = (await self._connection.execute(query)).one_or_none()
        return _wish(row) if row else None

    # -- what falls due

    async def next_at(self) -> datetime | None:
        """When somebody is to be reminded next: one seek in the index."""
        query = sa.select(sa.func.min(WISH.remind_at)).where(WISH.remind_at.is_not(None))
        found: datetime | None = (await self._connection.execute(query)).scalar_one()
        return found

    async def take_due(self, now: datetime, limit: int) -> list[DueWish]:
        """At most `limit` of the wishes that fell due, marked as reminded of: each comes once."""
        query = (
            sa.select(open_day_reminders, *SLOTS, reachable(Category.IMPORTANT).label("is_here"))
            .join(users, users.c.id == WISH.user_id)
            .where(WISH.remind_at.is_not(None), WISH.remind_at <= now)
            .order_by(WISH.remind_at)
            .limit(limit)
        )
        rows = (await self._connection.execute(query)).all()
        if rows:
            given = [{"who": row.user_id, "where": row.cluster_id, "on": row.day} for row in rows]
            await self._connection.execute(_TAKEN, given)
        return [_due(row) for row in rows]

    # -- changes of days

    async def waited_for(self, cluster_ids: list[ClusterId]) -> set[tuple[ClusterId, date]]:
        """Days of these cards that anybody waits for."""
        found: set[tuple[ClusterId, date]] = set()
        for part in _parts(cluster_ids):
            query = (
                sa.select(WISH.cluster_id, WISH.day).where(WISH.cluster_id.in_(part)).distinct()
            )
            rows = await self._connection.execute(query)
            found |= {(ClusterId(row.cluster_id), row.day) for row in rows}
        return found

    async def tell(
        self,
        day: date,
        change: OpenDayChange,
        version: int,
        schedule: Schedule,
        now: datetime,
        expires_at: datetime,
    ) -> int:
        """A row for each who waits for the `day`; how many."""
        people = users.join(open_day_reminders, WISH.user_id == users.c.id)
        where = sa.and_(reachable(Category.IMPORTANT), *_of(change.cluster, day))
        key = key_of(change.prefix(change.cluster, day, version), users.c.id)
        columns = fresh(change, Priority.NOTICE, now, key, expires_at=expires_at)
        insert = insert_or_ignore(self._connection, outbox)
        return await fill(self._connection, insert, people, where, schedule, columns)

    async def move(self, cluster_id: ClusterId, day: date, to: date) -> None:
        """Whoever waits for both already waits for one of them from now on."""
        waits = open_day_reminders.alias()
        both = sa.select(waits.c.user_id).where(
            waits.c.cluster_id == cluster_id, waits.c.day == day
        )
        await self._connection.execute(
            sa.delete(open_day_reminders).where(*_of(cluster_id, to), WISH.user_id.in_(both))
        )
        await self._connection.execute(
            sa.update(open_day_reminders).where(*_of(cluster_id, day)).values(day=to)
        )

    async def zones(self, cluster_id: ClusterId, day: date) -> list[str | None]:
        """Time zones of those who wait for the day; None stands for those who chose none."""
        query = (
            sa.select(users.c.tz)
            .distinct()
            .join(open_day_reminders, WISH.user_id == users.c.id)
            .where(*_of(cluster_id, day))
        )
        return list((await self._connection.execute(query)).scalars())

    async def retime(
        self,
        cluster_id: ClusterId,
        day: date,
        tz: str | None,
        remind_at: datetime | None,
        *,
        again: bool,
    ) -> None:
        """Sets when those who live by the clock of `tz` are reminded; without `again` whoever has
        been reminded stays so."""
        lives_there = sa.select(users.c.id).where(
            users.c.tz.is_(None) if tz is None else users.c.tz == tz
        )
        statement = (
            sa.update(open_day_reminders)
            .where(*_of(cluster_id, day), WISH.user_id.in_(lives_there))
            .values(remind_at=remind_at)
        )
        if not again:
            statement = statement.where(WISH.remind_at.is_not(None))
        await self._connection.execute(statement)

    async def forget_before(self, day: date) -> None:
        await self._connection.execute(sa.delete(open_day_reminders).where(WISH.day < day))


PART = 500
"""Ids in one statement: SQLite takes 32,766 parameters at most."""


def _parts(ids: list[ClusterId]) -> Iterator[list[ClusterId]]:
    for start in range(0, len(ids), PART):
        yield ids[start : start + PART]


def _of(cluster_id: ClusterId, day: date) -> tuple[sa.ColumnElement[bool], ...]:
    return WISH.cluster_id == cluster_id, WISH.day == day


_TAKEN = (
    sa.update(open_day_reminders)
    .where(
        WISH.user_id == sa.bindparam("who"),
        WISH.cluster_id == sa.bindparam("where"),
        WISH.day == sa.bindparam("on"),
    )
    .values(remind_at=sa.null())
)


def _wish(row: sa.Row[Any]) -> DayWish:
    return DayWish(
        cluster_id=ClusterId(row.cluster_id),
        day=row.day,
        remind_at=row.remind_at,
        created_at=row.created_at,
    )


def _due(row: sa.Row[Any]) -> DueWish:
    return DueWish(
        user_id=UserId(row.user_id),
        cluster_id=ClusterId(row.cluster_id),
        day=row.day,
        remind_at=row.remind_at,
        tz=row.tz,
        hours=quiet_hours(row.quiet_from, row.quiet_until),
        is_here=row.is_here,
    )
