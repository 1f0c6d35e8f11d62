"""The caches of rows that one process keeps, and what goes from them with a person.

Store reads through them, Transaction forgets what it has changed (db.unit_of_work). db.cache says
when anything is kept at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db.cache import RowCache, SharedValue
from db.engine import Database
from db.news.items import NewsQueries
from db.programme_cache import ProgrammeCache
from domain.clusters.marks import CardMarks
from domain.clusters.searches import Search
from domain.ids import UserId
from domain.news.items import NewsLine
from domain.people.users import User

UserCache = RowCache[UserId, User]
ConversationCache = RowCache[str, tuple[str | None, dict[str, Any]]]
SearchCache = RowCache[UserId, tuple[Search, ...]]
"""A person's newest search, or those that they have saved; empty for those who have none."""
OrganiserCache = RowCache[None, frozenset[UserId]]
"""Ids of all organisers: one value."""
MarkCache = RowCache[UserId, tuple[int, CardMarks]]
"""Marks with the version of the catalogue that they were read at."""


@dataclass(frozen=True, slots=True)
class RowCaches:
    users: UserCache
    conversations: ConversationCache
    searches: SearchCache
    saved_searches: SearchCache
    organisers: OrganiserCache
    marks: MarkCache
    programmes: ProgrammeCache
    front_news: SharedValue[tuple[NewsLine, ...]]

    @classmethod
    def of(cls, database: Database, limit: int) -> RowCaches:
        """At most `limit` rows of each kind; 0: nothing is kept."""

        async def front_news() -> tuple[NewsLine, ...]:
            async with database.read() as connection:
                return tuple(await NewsQueries(connection, _wake_nobody).front_lines())

        return cls(
            UserCache(limit=limit),
            ConversationCache(limit=limit),
            SearchCache(limit=limit),
            SearchCache(limit=limit),
            OrganiserCache(limit=limit),
            MarkCache(limit=limit),
            ProgrammeCache(database, people_kept=limit),
            SharedValue(front_news, remembers=limit > 0),
        )

    def forget_person(self, user_id: UserId) -> None:
        """Drops all that is kept of a person whose row is deleted."""
        self.users.forget(user_id)
        self.programmes.forget_schedule(user_id)
        self.searches.forget(user_id)
        self.saved_searches.forget(user_id)
        self.marks.forget(user_id)


def _wake_nobody() -> None:
    """The delivery has nothing to do after a read."""
