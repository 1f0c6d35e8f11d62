"""Searches that people have typed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import searches
from domain.clusters.searches import Choices, Search
from domain.ids import SearchId, UserId


class SearchQueries:
    def __init__(
        self,
        connection: AsyncConnection,
        written: Callable[[Search], None],
        changed: Callable[[Search], None],
        forgotten: Callable[[], None],
    ) -> None:
        """`written` hears of a search that is now its owner's newest; `changed` of one that is
        saved now, or was: those that are added are not. `forgotten`: that some are gone, which
        were not saved."""
        self._connection = connection
        self._written = written
        self._changed = changed
        self._forgotten = forgotten

    async def add(self, user_id: UserId, text: str, choices: Choices, now: datetime) -> Search:
        return (await self.add_all([(user_id, text, choices)], now))[0]

    async def add_all(
        self, typed: Sequence[tuple[UserId, str, Choices]], now: datetime
    ) -> list[Search]:
        """Adds the searches, and returns them in the order in which they were given."""
        rows = [
            {
                "user_id": user_id,
                "text": text,
                "choices": choices.as_json(),
                "created_at": now,
                "used_at": now,
            }
            for user_id, text, choices in typed
        ]
        given = rows if len(rows) > 1 else rows[0]
        # Of equal texts of one person the first has the least number.
        numbers: dict[tuple[int, str], deque[int]] = {}
        for row in sorted(await self._connection.execute(_ADD, given)):
            numbers.setdefault((row.user_id, row.text), deque()).append(row.id)
        added = [
            Search(
                id=SearchId(numbers[user_id, text].popleft()),
                user_id=user_id,
                text=text,
                choices=choices,
                created_at=now,
                used_at=now,
            )
            for user_id, text, choices in typed
        ]
        for search in added:
            self._written(search)
        return added

    async def find(self, search_id: SearchId) -> Search | None:
        query = sa.select(searches).where(searches.c.id == search_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _search(row) if row else None

    async def newest_of(self, user_id: UserId) -> Search | None:
        """The one that was typed or changed last."""
        query = (
            sa.select(searches)
            .where(searches.c.user_id == user_id)
            .order_by(searches.c.used_at.desc(), searches.c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return _search(row) if row else None

    async def change(self, search: Search, now: datetime) -> None:
        """Stores its text, its choices and whether it is saved."""
        self._written(replace(search, used_at=now))
        self._changed(search)
        statement = (
            sa.update(searches)
            .where(searches.c.id == search.id)
            .values(
                text=search.text,
                choices=search.choices.as_json(),
                saved_at=search.saved_at,
                used_at=now,
                look_key=None,
            )
        )
        await self._connection.execute(statement)

    async def saved_of(self, user_id: UserId) -> list[Search]:
        """A person's saved searches in the order in which they were saved."""
        rows = await self._connection.execute(_SAVED, {"user_id": user_id})
        return [_search(row) for row in rows]

    async def all_of(self, user_id: UserId) -> list[Search]:
        query = sa.select(searches).where(searches.c.user_id == user_id).order_by(searches.c.id)
        return [_search(row) for row in await self._connection.execute(query)]

    async def saved_count(self, user_id: UserId) -> int:
        query = sa.select(sa.func.count()).where(
            searches.c.user_id == user_id, searches.c.saved_at.is_not(None)
        )
        return (await self._connection.execute(query)).scalar_one()

    async def forget_before(self, moment: datetime) -> None:
        """Unsaved ones that nobody has touched since."""
        self._forgotten()
        await self._connection.execute(
            sa.delete(searches).where(searches.c.saved_at.is_(None), searches.c.used_at < moment)
        )


_ADD = sa.insert(searches).returning(searches.c.id, searches.c.user_id, searches.c.text)
"""In no order: for the order of its parameters SQLAlchemy would send SQLite one row at a time,
each of them a crossing to its thread and a transaction."""

_SAVED = (
    sa.select(searches)
    .where(searches.c.user_id == sa.bindparam("user_id"), searches.c.saved_at.is_not(None))
    .order_by(searches.c.saved_at, searches.c.id)
)
"""Made anew each time, they would take twice as long."""


def _search(row: sa.Row[Any]) -> Search:
    return Search(
        id=SearchId(row.id),
        user_id=UserId(row.user_id),
        text=row.text,
        choices=Choices.of_json(row.choices),
        created_at=row.created_at,
        used_at=row.used_at,
        saved_at=row.saved_at,
    )
