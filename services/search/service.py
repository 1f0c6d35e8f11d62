"""Searches for the conversations: keeps the index of the newest data, builds it beside readers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from domain.clusters.professions import Profession
from domain.lru_cache import LruCache
from domain.places.geo import Point
from services.clusters.catalogue import Clusters
from services.language.dictionary import read_dictionary
from services.language.letters import CHARACTERS_CONSIDERED, folded_and_stemmed
from services.places.areas import load_areas
from services.places.gazetteer import load_gazetteer
from services.search.index import Index
from services.search.reading.activities import load_activities, load_related_industries
from services.search.reading.intents import load_intents
from services.search.reading.lexicon import (
    Lexicon,
    build_lexicon,
    load_english_regions,
    load_outside,
    load_professions,
    load_titles,
)
from services.search.reading.queries import Query
from services.search.reading.themes.model import load_themes
from services.search.results import Filters, Results, Sort, Suggestions
from services.search.suggestions import corrected_text, suggest

READ_KEPT = 1_000
"""Texts whose reading is kept, of some 1.3 KB each: that of a person's last one is asked for with
their next update, and many people type the same few towns and trades."""


@cache
def read_lexicon(data: Path) -> Lexicon:
    """One for a process, from the files of data/: immutable, and half a second to build.

    Call it in a thread.
    """
    gazetteer = load_gazetteer(data / "places_ru.csv", data / "regions_ru.csv")
    gazetteer.prepare()
    intents = load_intents(data / "intents.csv", read_dictionary())
    professions = read_professions(data)
    areas = load_areas(data / "areas.csv")
    activities = load_activities(data / "activities.csv", professions)
    titles = load_titles(data / "cluster_titles.csv", professions)
    synonyms = data / "synonyms.csv"
    related = load_related_industries(data / "related_industries.csv")
    themes = load_themes(data / "themes.bin")
    regions = load_english_regions(data / "regions_ru.csv")
    lexicon = build_lexicon(
        gazetteer,
        professions,
        synonyms,
        titles=titles,
        areas=areas,
        activities=activities,
        intents=intents,
        related=related,
        themes=themes,
        english_regions=regions,
    )
    folded_and_stemmed.cache_clear()
    return lexicon


@cache
def read_professions(data: Path) -> tuple[Profession, ...]:
    """Those of data/, each knowing whether clusters teach it."""
    outside = load_outside(data / "professions_outside.csv")
    return load_professions(data / "professions.csv", outside)


@dataclass(kw_only=True, slots=True)
class Searches:
    """One for a process. Reading never waits for building, except the very first time.

    >>> query = await searches.parse("сварщик рядом с Казанью")
    >>> results = await searches.search(query)
    >>> results.page(0, 5), results.facets
    >>> if not results.hits: await searches.suggest(query)
    """

    clusters: Clusters
    lexicon: Callable[[], Lexicon]
    _index: Index | None = None
    _lexicon: Lexicon | None = None
    _building: asyncio.Task[Index] | None = field(default=None, repr=False)
    _read: LruCache[str, Query] = field(default_factory=lambda: LruCache(READ_KEPT), repr=False)
    """By `_index`."""

    async def parse(self, text: str) -> Query:
        """Reads the text as Index.parse does. Equal texts give one value until the data change."""
        index = await self.index()
        if index is not self._index or len(text) > CHARACTERS_CONSIDERED:
            return index.parse(text)
        query = self._read.get(text)
        if query is None:
            query = index.parse(text)
            self._read.keep(text, query)
        return query

    async def parse_again(self, text: str) -> Query:
        """Reads what a person typed before what they type now, as `parse` does. Hardly anybody
        asks for it once more: kept on, it would take the room of what is typed now, which is asked
        for next."""
        index = await self.index()
        known = self._read.look(text) if index is self._index else None
        return known or index.parse(text)

    async def search(
        self,
        query: Query,
        *,
        filters: Filters | None = None,
        sort: Sort = Sort.RELEVANCE,
        origin: Point | None = None,
    ) -> Results:
        """See Index.search. Equal arguments give equal answers until `Results.version` changes."""
        index = await self.index()
        today = self.clusters.today()
        return index.search(query, today=today, filters=filters, sort=sort, origin=origin)

    async def suggest(self, query: Query, *, origin: Point | None = None) -> Suggestions:
        index = await self.index()
        return suggest(index, query, today=self.clusters.today(), origin=origin)

    async def corrected(self, query: Query) -> str | None:
        """The `spelling` of `suggest`, without the searches for all else."""
        return corrected_text(await self.index(), query)

    async def index(self) -> Index:
        """The newest that is ready. A newer version of the data is indexed in a thread."""
        catalogue = await self.clusters.catalogue()
        ready = self._index
        if ready is not None and ready.version == catalogue.version:
            return ready
        if self._building is None or self._building.done():
            self._building = asyncio.create_task(self._build())
        if ready is None:
            return await asyncio.shield(self._building)
        return ready

    async def refresh(self) -> None:
        """Begins with a newer version before somebody searches; where there is an index yet."""
        if self._index is not None:
            await self.index()

    async def settle(self) -> None:
        """Waits for a build that is under way: at the end of a process, and in tests."""
        if self._building is not None:
            await asyncio.gather(self._building, return_exceptions=True)

    async def _build(self) -> Index:
        catalogue = await self.clusters.catalogue()
        if self._lexicon is None:
            self._lexicon = await asyncio.to_thread(self.lexicon)
        self._index = await asyncio.to_thread(Index, catalogue, self._lexicon)
        self._read.clear()
        return self._index
