"""People: one row each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import (
    admissions,
    personal_links,
    registrations,
    sessions,
    track_reminders,
    users,
)
from db.upserts import upsert
from domain.ids import ChatId, UserId
from domain.people.users import (
    Category,
    Home,
    Language,
    PeopleCounts,
    Preferences,
    Profile,
    QuietHours,
    Role,
    User,
)
from domain.places.geo import Point

OF_NO_SEAT = frozenset(
    {"home_name", "home_lat", "home_lon", "home_region", "role", "created_at"}
)  # fmt: skip
"""Columns that an erasure which keeps registrations resets: all that is not needed to write to
the person."""

PROFILE_COLUMNS = ("first_name", "last_name", "username", "client_language")


class UserQueries:
    def __init__(self, connection: AsyncConnection, changed: Callable[[UserId], None]) -> None:
        """`changed` hears of every person whose row is written."""
        self._connection = connection
        self._changed = changed

    async def find(self, user_id: UserId) -> User | None:
        row = (await self._connection.execute(_BY_ID, {"id": user_id})).one_or_none()
        return user_of_row(row) if row else None

    async def save_profile(self, profile: Profile, now: datetime) -> None:
        """Inserts the person or refreshes what Telegram tells of them and the day they came."""
        await self.save_profiles([profile], now)

    async def save_profiles(self, profiles: Sequence[Profile], now: datetime) -> None:
        """Writes the profiles in the order of their ids: beside others who do the same, nobody
        waits in a circle."""
        statement = upsert(self._connection, users, *PROFILE_COLUMNS, "seen_on")
        rows = [
            {
                "id": profile.id,
                "first_name": profile.first_name,
                "last_name": profile.last_name,
                "username": profile.username,
                "client_language": profile.client_language,
                "created_at": now,
                "seen_on": now.date(),
            }
            for profile in sorted(profiles, key=lambda one: one.id)
        ]
        for profile in profiles:
            self._changed(profile.id)
        await self._connection.execute(statement, rows)

    async def set_language(self, user_id: UserId, language: Language) -> None:
        await self._set(user_id, language=language.value)

    async def set_zone(self, user_id: UserId, tz: str) -> None:
        await self._set(user_id, tz=tz)

    async def set_home(self, user_id: UserId, home: Home | None) -> None:
        await self._set(
            user_id,
            home_name=home.name if home else None,
            home_lat=home.point.lat if home else None,
            home_lon=home.point.lon if home else None,
            home_region=home.region if home else "",
        )

    async def set_role(self, user_id: UserId, role: Role | None) -> None:
        await self._set(user_id, role=role.value if role else None)

    async def set_preferences(self, user_id: UserId, wanted: Preferences) -> None:
        quiet = wanted.quiet_hours
        await self._set(
            user_id,
            is_paused=wanted.is_paused,
            mutes_news=Category.NEWS in wanted.muted,
            mutes_sessions=Category.SESSIONS in wanted.muted,
            quiet_from=minute_of_day(quiet.start) if quiet else None,
            quiet_until=minute_of_day(quiet.end) if quiet else None,
            wants_digest=wanted.wants_digest,
        )

    async def set_stopped(self, user_id: UserId, at: datetime | None) -> None:
        await self._set(user_id, stopped_at=at)

    async def set_unreachable(self, user_id: UserId | ChatId, at: datetime | None) -> None:
        await self._set(user_id, unreachable_at=at)

    async def delete(self, user_id: UserId) -> None:
        self._changed(user_id)
        await self._connection.execute(sa.delete(users).where(users.c.id == user_id))

    async def delete_but_seats(self, user_id: UserId, now: datetime) -> None:
        """The person begins anew with what concerns the sessions that lie ahead of them.

        These are the registrations, the codes shown for them and the links (badge, calendar), and
        how to write to the person: language, clock, notifications, reminders.
        """
        lies_ahead = sa.select(sessions.c.id).where(sessions.c.ends_at > now)
        kept = [
            (table, await self._rows(table, table.c.user_id == user_id, *where))
            for table, where in (
                (registrations, [registrations.c.session_id.in_(lies_ahead)]),
                (admissions, []),
                (personal_links, []),
                (track_reminders, []),
            )
        ]
        people = await self._rows(users, users.c.id == user_id)
        await self.delete(user_id)
        for one in people:
            row = {name: value for name, value in one.items() if name not in OF_NO_SEAT}
            await self._connection.execute(sa.insert(users).values(**row, created_at=now))
        for table, rows in kept:
            if rows:
                await self._connection.execute(sa.insert(table), rows)

    async def _rows(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
        found = await self._connection.execute(sa.select(table).where(*where))
        return [dict(row) for row in found.mappings()]

    async def slots(
        self, ids: Sequence[UserId]
    ) -> dict[UserId, tuple[str | None, QuietHours | None]]:
        """Time zone and quiet hours of those of the people who can be written to."""
        query = sa.select(users.c.id, users.c.tz, users.c.quiet_from, users.c.quiet_until).where(
            users.c.id.in_(ids), reachable(Category.IMPORTANT)
        )
        rows = await self._connection.execute(query)
        return {
            UserId(row.id): (row.tz, quiet_hours(row.quiet_from, row.quiet_until)) for row in rows
        }

    async def counts(self, today: date) -> PeopleCounts:
        """Everybody, those seen in the last 7 and 30 days, those who cannot be reached.

        A statement in the statement for each, so that an index of its own counts it.
        """
        query = sa.select(
            _number_of(sa.true()).label("all"),
            _number_of(users.c.seen_on > today - timedelta(days=7)).label("week"),
            _number_of(users.c.seen_on > today - timedelta(days=30)).label("month"),
            _number_of(users.c.unreachable_at.is_not(None)).label("unreachable"),
            _number_of(users.c.stopped_at.is_not(None)).label("stopped"),
        )
        row = (await self._connection.execute(query)).one()
        return PeopleCounts(
            all=row.all, week=row.week, month=row.month,
            unreachable=row.unreachable, stopped=row.stopped,
        )  # fmt: skip

    async def _set(self, user_id: UserId | ChatId, **values: Any) -> None:
        self._changed(UserId(user_id))
        await self._connection.execute(
            sa.update(users).where(users.c.id == user_id).values(**values)
        )


def _number_of(where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(users).where(where).scalar_subquery()


_BY_ID = sa.select(users).where(users.c.id == sa.bindparam("id"))


def user_of_row(row: sa.Row[Any]) -> User:
    return User(
        profile=Profile(
            id=UserId(row.id),
            first_name=row.first_name,
            last_name=row.last_name,
            username=row.username,
            client_language=row.client_language,
        ),
        language=Language(row.language) if row.language else None,
        tz=row.tz,
        home=Home(
            name=row.home_name, point=Point(row.home_lat, row.home_lon), region=row.home_region
        )
        if row.home_name is not None
        else None,
        created_at=row.created_at,
        seen_on=row.seen_on,
        stopped_at=row.stopped_at,
        unreachable_at=row.unreachable_at,
        role=Role(row.role) if row.role else None,
        preferences=_preferences(row),
    )


def _preferences(row: sa.Row[Any]) -> Preferences:
    key = row.is_paused, row.mutes_news, row.mutes_sessions, row.quiet_from, row.quiet_until
    return _preferences_of(*key, wants_digest=row.wants_digest)


@cache
def _preferences_of(
    is_paused: bool,
    mutes_news: bool,
    mutes_sessions: bool,
    start: int | None,
    end: int | None,
    *,
    wants_digest: bool,
) -> Preferences:
    """Cached: few people change the defaults, so most share one object."""
    muted = {Category.NEWS: mutes_news, Category.SESSIONS: mutes_sessions}
    return Preferences(
        muted=frozenset(category for category, is_muted in muted.items() if is_muted),
        quiet_hours=quiet_hours(start, end),
        is_paused=is_paused,
        wants_digest=wants_digest,
    )


def quiet_hours(start: int | None, end: int | None) -> QuietHours | None:
    """Quiet hours out of minutes of the day; None where there are none."""
    if start is None or end is None:
        return None
    return QuietHours(time(*divmod(start, 60)), time(*divmod(end, 60)))


def minute_of_day(moment: time) -> int:
    return moment.hour * 60 + moment.minute


Where = sa.ColumnElement[bool]


def reachable(category: Category) -> Where:
    """People who have not stopped the bot, blocked it, or switched this category off."""
    here = sa.and_(users.c.stopped_at.is_(None), users.c.unreachable_at.is_(None))
    muted = {Category.NEWS: users.c.mutes_news, Category.SESSIONS: users.c.mutes_sessions}
    if category is Category.IMPORTANT:
        return here
    return sa.and_(here, users.c.is_paused.is_(False), muted[category].is_(False))
