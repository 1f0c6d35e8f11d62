"""What saved searches find, kept so that telling of news runs no search
(services.search.saved_search_matches)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import search_finds, search_looks, searches
from db.upserts import insert_or_ignore
from domain.clusters.searches import Choices, SavedSearchKey
from domain.ids import ClusterId, SearchId, UserId

finds, looks = search_finds.c, search_looks.c
NEVER = ""
"""In place of the version of the cards: not searched yet."""


class SavedSearchMatchQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def unread(self, limit: int) -> list[tuple[SearchId, SavedSearchKey]]:
        """Saved searches that have no key yet."""
        query = (
            sa.select(searches.c.id, searches.c.text, searches.c.choices)
            .where(searches.c.saved_at.is_not(None), searches.c.look_key.is_(None))
            .order_by(searches.c.id)
            .limit(limit)
        )
        return [
            (SearchId(row.id), SavedSearchKey.at(row.text, Choices.of_json(row.choices)))
            for row in await self._connection.execute(query)
        ]

    async def read(self, given: Sequence[tuple[SearchId, SavedSearchKey]]) -> None:
        """The keys of these searches. What a new one finds is not known yet."""
        if not given:
            return
        keys = [(number, search.key) for number, search in given]
        distinct = {key: search for (_, key), (_, search) in zip(keys, given, strict=True)}
        rows = [
            {
                "key": key,
                "text": search.text,
                "choices": search.choices.as_json(),
                "edition": NEVER,
            }
            for key, search in distinct.items()
        ]
        await self._connection.execute(insert_or_ignore(self._connection, search_looks), rows)
        which = searches.c.id == sa.bindparam("which")
        statement = sa.update(searches).where(which).values(look_key=sa.bindparam("of"))
        await self._connection.execute(
            statement, [{"which": number, "of": key} for number, key in keys]
        )

    async def outdated(self, version: str, limit: int) -> list[SavedSearchKey]:
        """Those last searched at another version of the cards."""
        other = sa.or_(looks.edition < version, looks.edition > version)  # sought in the index
        query = sa.select(search_looks).where(other).limit(limit)
        return [
            SavedSearchKey(text=row.text, choices=Choices.of_json(row.choices))
            for row in await self._connection.execute(query)
        ]

    async def note(self, found: Mapping[str, Collection[ClusterId]], version: str) -> None:
        """What they find now, by key. Only what differs is written: most edits change little."""
        keys = list(found)
        query = sa.select(search_finds).where(finds.key.in_(keys))
        before = {(row.key, row.cluster_id) for row in await self._connection.execute(query)}
        after = {(key, one) for key, ids in found.items() for one in ids}
        same = sa.and_(
            finds.key == sa.bindparam("of"), finds.cluster_id == sa.bindparam("cluster")
        )
        gone = [{"of": key, "cluster": one} for key, one in before - after]
        if gone:
            await self._connection.execute(sa.delete(search_finds).where(same), gone)
        new = [{"key": key, "cluster_id": one} for key, one in after - before]
        if new:
            await self._connection.execute(sa.insert(search_finds), new)
        await self._connection.execute(
            sa.update(search_looks).where(looks.key.in_(keys)).values(edition=version)
        )

    async def found_of(self, user_id: UserId) -> set[ClusterId]:
        """Ids of the clusters that any saved search of the person finds."""
        query = (
            sa.select(finds.cluster_id)
            .join(searches, searches.c.look_key == finds.key)
            .where(searches.c.user_id == user_id, searches.c.saved_at.is_not(None))
        )
        return {ClusterId(one) for one in (await self._connection.execute(query)).scalars()}

    async def forget_unused(self) -> None:
        """Those that no saved search has as its key any more."""
        used = sa.select(searches.c.id).where(
            searches.c.look_key == looks.key, searches.c.saved_at.is_not(None)
        )
        await self._connection.execute(sa.delete(search_looks).where(~used.exists()))
