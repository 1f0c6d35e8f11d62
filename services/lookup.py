"""Looking up what a person typed: a search is read, kept as a row, run, and changed by buttons."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import date

from domain.coverage import Coverage
from domain.geo import Point
from domain.ids import SearchId
from domain.places import Place
from domain.searches import Choices, Search
from domain.users import Actor
from services.coverage import Coverages
from services.places import Gazetteer
from services.saved_searches import SavedSearches
from services.search.changes import SORTS, Change, changed, chosen, filters
from services.search.queries import Query
from services.search.results import Results, Suggestions
from services.search.service import Searches


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """A search with what it finds now.

    `typed` is the text as it is read, `results.query` that with the choices applied; `start` is
    where distances are measured from; `suggestions` are made when nothing is shown.
    """

    search: Search
    typed: Query
    results: Results
    today: date
    start: Point | None = None
    home: Place | None = None
    suggestions: Suggestions | None = None
    coverage: Coverage | None = None
    """Of the region, if the search is of one and of nothing else."""

    @property
    def query(self) -> Query:
        return self.results.query

    @property
    def mark(self) -> str:
        """Eight characters that differ when the list does: a page that was turned can tell."""
        ids = ",".join(hit.cluster.id for hit in self.results.hits)
        return f"{zlib.crc32(ids.encode()):08x}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search as it is read today."""

    search: Search
    query: Query


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """Errors: NotFound for the search of another person and for one that is forgotten."""

    searches: Searches
    coverages: Coverages
    saved: SavedSearches
    places: Gazetteer

    async def read(self, text: str) -> Query:
        return await self.searches.parse(text)

    async def spelling(self, query: Query) -> str | None:
        """How the whole may have been meant, for a query that was not understood."""
        return (await self.searches.suggest(query)).spelling

    async def begin(self, actor: Actor, query: Query, choices: Choices | None = None) -> Looked:
        search = await self.saved.begin(actor, query.text, choices or Choices())
        return await self._run(actor, search, query)

    async def note(self, actor: Actor, query: Query) -> SearchId:
        """A search to be looked at later, by a button."""
        return (await self.saved.begin(actor, query.text, Choices())).id

    async def look(self, actor: Actor, search_id: SearchId) -> Looked:
        return await self._run(actor, await self.saved.find(actor, search_id))

    async def change(
        self, actor: Actor, search_id: SearchId, change: Change, value: str
    ) -> Looked:
        text = await self._corrected(actor, search_id) if change is Change.SPELLING else None
        regions = (await self.searches.index()).catalogue.region_by_key

        def apply(search: Search) -> Search:
            choices = changed(search.choices, change, value, regions)
            return replace(search, choices=choices, text=text or search.text)

        return await self._run(actor, await self.saved.change(actor, search_id, apply))

    async def keep(self, actor: Actor, search_id: SearchId) -> Looked:
        return await self._run(actor, await self.saved.keep(actor, search_id))

    async def drop(self, actor: Actor, search_id: SearchId) -> Looked:
        return await self._run(actor, await self.saved.drop(actor, search_id))

    async def kept(self, actor: Actor) -> list[Kept]:
        """«Мои поиски», the oldest first."""
        found = await self.saved.saved(actor)
        return [Kept(one, self._chosen(await self.read(one.text), one)) for one in found]

    def _chosen(self, typed: Query, search: Search) -> Query:
        return chosen(typed, search.choices, self.places)

    async def _corrected(self, actor: Actor, search_id: SearchId) -> str | None:
        search = await self.saved.find(actor, search_id)
        return await self.spelling(await self.read(search.text))

    async def _run(self, actor: Actor, search: Search, typed: Query | None = None) -> Looked:
        typed = typed or await self.read(search.text)
        query = self._chosen(typed, search)
        home = actor.home.point if actor.home else None
        results = await self.searches.search(
            query, filters=filters(search.choices), sort=SORTS[search.choices.order], origin=home
        )
        suggestions = None
        if not results.found:
            suggestions = await self.searches.suggest(query, origin=home)
        beside = self.places.nearest(home) if home else None
        return Looked(
            search=search,
            typed=typed,
            results=results,
            today=self.searches.clusters.today(),
            start=query.place.point if query.place else home,
            home=beside[0] if beside else None,
            suggestions=suggestions,
            coverage=await self._coverage(query),
        )

    async def _coverage(self, query: Query) -> Coverage | None:
        others = (query.wanted_industries, query.professions, query.words, query.places)
        if query.region is None or any(others):
            return None
        return await self.coverages.of(query.region)
