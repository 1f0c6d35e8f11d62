"""What saved searches find, for the news of their clusters.

A saved search brings the news of the clusters that it shows, and no others: its region has a
subscription of its own, and so have its words; together they would bring what nobody asked for.
Each distinct search is run once, when it is first saved and when the cards have changed, so
that telling of an item runs no search at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.unit_of_work import Store
from domain.clusters.cards import school_year
from domain.clusters.searches import SavedSearchKey
from domain.ids import ClusterId
from services.places.gazetteer import Gazetteer
from services.search.changes import chosen, facts_of_limits, filters
from services.search.index import Index
from services.search.service import Searches

READ_AT_ONCE = 200
"""Searches in one transaction whose keys are stored."""

MATCHED_AT_ONCE = 50
"""Searches in one transaction that are run; each finds some dozens of clusters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedSearchMatches:
    store: Store
    searches: Searches
    places: Gazetteer

    async def refresh(self) -> None:
        """The timed job: searches saved since, and all of them after a change of the cards.

        Interrupted anywhere, the next round goes on where this one stopped.
        """
        while await self._read_some():
            pass
        while await self._match_some():
            pass

    async def _read_some(self) -> bool:
        """Whether there may be more."""
        async with self.store.read() as tx:
            if not await tx.saved_search_matches.unread(1):
                return False
        async with self.store.write() as tx:
            unread = await tx.saved_search_matches.unread(READ_AT_ONCE)
            await tx.saved_search_matches.read(unread)
        return len(unread) == READ_AT_ONCE

    async def _match_some(self) -> bool:
        """Whether there may be more."""
        catalogue, today = await self.searches.clusters.catalogue(), self.searches.clusters.today()
        # Whether a cluster still is planned, which a search may ask, changes with the school year.
        version = f"{catalogue.version}/{school_year(today)}"
        async with self.store.read() as tx:
            outdated = await tx.saved_search_matches.outdated(version, MATCHED_AT_ONCE)
        if not outdated:
            return False
        index = await self.searches.index()
        if index.version != catalogue.version:
            return False  # the newest is being made: the next round comes when it is there
        found = await asyncio.to_thread(self._find, index, outdated, today)
        async with self.store.write() as tx:
            if await tx.clusters.version() != index.version:
                return False
            await tx.saved_search_matches.note(found, version)
        return len(outdated) == MATCHED_AT_ONCE

    def _find(
        self, index: Index, keys: Sequence[SavedSearchKey], today: date
    ) -> dict[str, set[ClusterId]]:
        found = {}
        for key in keys:
            query = chosen(index.parse(key.text), key.choices, self.places)
            wanted = filters(key.choices)
            results = index.search(query, today=today, filters=wanted)
            if sifted := facts_of_limits(query, key.choices, results):
                # As the list is that the reader sees: «с общежитием» where cards tell of one.
                wanted = replace(wanted, facts=wanted.facts | set(sifted.values()))
                results = index.search(query, today=today, filters=wanted)
            found[key.key] = {hit.cluster.id for hit in results.hits}
        return found
