"""People: one row each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import users
from db.upserts import upsert
from domain.geo import Point
from domain.ids import ChatId, UserId
from domain.users import Home, Language, Profile, User

PROFILE_COLUMNS = ("first_name", "last_name", "username", "client_language")


class UserQueries:
    def __init__(self, connection: AsyncConnection, changed: Callable[[UserId], None]) -> None:
        """`changed` hears of every person whose row is written."""
        self._connection = connection
        self._changed = changed

    async def find(self, user_id: UserId) -> User | None:
        row = (await self._connection.execute(_BY_ID, {"id": user_id})).one_or_none()
        return _user(row) if row else None

    async def save_profile(self, profile: Profile, now: datetime) -> None:
        """Inserts the person or refreshes what Telegram tells of them and the day they came."""
        self._changed(profile.id)
        statement = upsert(self._connection, users, *PROFILE_COLUMNS, "seen_on")
        await self._connection.execute(
            statement,
            {
                "id": profile.id,
                "first_name": profile.first_name,
                "last_name": profile.last_name,
                "username": profile.username,
                "client_language": profile.client_language,
                "created_at": now,
                "seen_on": now.date(),
            },
        )

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
        )

    async def set_stopped(self, user_id: UserId, at: datetime | None) -> None:
        await self._set(user_id, stopped_at=at)

    async def set_unreachable(self, user_id: UserId | ChatId, at: datetime | None) -> None:
        await self._set(user_id, unreachable_at=at)

    async def delete(self, user_id: UserId) -> None:
        self._changed(user_id)
        await self._connection.execute(sa.delete(users).where(users.c.id == user_id))

    async def seen_since(self, day: date) -> int:
        query = sa.select(sa.func.count()).select_from(users).where(users.c.seen_on >= day)
        return (await self._connection.execute(query)).scalar_one()

    async def _set(self, user_id: UserId | ChatId, **values: Any) -> None:
        self._changed(UserId(user_id))
        await self._connection.execute(
            sa.update(users).where(users.c.id == user_id).values(**values)
        )


_BY_ID = sa.select(users).where(users.c.id == sa.bindparam("id"))


def _user(row: sa.Row[Any]) -> User:
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
        home=Home(name=row.home_name, point=Point(row.home_lat, row.home_lon))
        if row.home_name is not None
        else None,
        created_at=row.created_at,
        seen_on=row.seen_on,
        stopped_at=row.stopped_at,
        unreachable_at=row.unreachable_at,
    )
