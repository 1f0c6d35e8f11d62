"""Looking up what a person typed: a search is read, kept as a row, run, and changed by buttons."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from domain.clusters.cards import Industry
from domain.clusters.coverage import Coverage
from domain.clusters.facts import Fact
from domain.clusters.searches import Choices, Search
from domain.ids import AnswerId, ClusterId, SearchId
from domain.lru_cache import AskedBefore, LruCache
from domain.people.users import Actor
from domain.places.geo import Point
from domain.places.places import Place
from services.clusters.coverage import Coverages
from services.places.gazetteer import Gazetteer
from services.search.changes import (
    SORTS,
    Change,
    changed,
    chosen,
    facts_of_limits,
    filters,
)
from services.search.index import Index
from services.search.reading.queries import TRADES_AND_NAMES, Query
from services.search.results import Hit, Results, Suggestions
from services.search.saved_searches import SavedSearches
from services.search.service import Searches
from services.search.suggestions import FEW_RESULTS, more_beside, suggest


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundSearch:
    """A search with what it finds now.

    `typed` is the text as it is read, `results.query` that with the choices applied; `start` is
    where distances are measured from; `suggestions` are made when nothing is shown,
    or so little that more stands beside.
    """

    search: Search
    typed: Query
    results: Results
    today: date
    start: Point | None = None
    home: Place | None = None
    suggestions: Suggestions | None = None
    sifted: tuple[Fact, ...] = ()
    """What the text asks for and the results are sifted by."""
    coverage: Coverage | None = None
    """Of the region, if the search is of one, or of a trade in one."""
    townless: tuple[Hit, ...] = ()
    """More in the region of the place, of which nobody knows the town."""

    @property
    def query(self) -> Query:
        return self.results.query

    @property
    def mark(self) -> str:
        """Eight characters that differ when the list does: a page that was turned can tell."""
        ids = ",".join(hit.cluster.id for hit in self.results.hits)
        return f"{zlib.crc32(ids.encode()):08x}"


@dataclass(frozen=True, slots=True)
class SavedSearchReading:
    """A saved search as it is read today."""

    search: Search
    query: Query


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What `typed` finds by some choices from some home: the same for all who ask so."""

    typed: Query
    results: Results
    suggestions: Suggestions | None
    sifted: tuple[Fact, ...]
    townless: tuple[Hit, ...]
    start: Point | None
    home: Place | None


ASKED_KEPT = 4_000
FOUND_KEPT = 500
"""Of some 10 KB each, as of some sixty clusters of a trade."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """Errors: NotFound for the search of another person and for one that is forgotten."""

    searches: Searches
    coverages: Coverages
    saved: SavedSearches
    places: Gazetteer
    readings: Counter[str] = field(default_factory=Counter)
    """What people typed since the process began, by how it was read."""
    _kept: LruCache[Hashable, _Found] = field(
        default_factory=lambda: LruCache(FOUND_KEPT), repr=False
    )
    _asked: AskedBefore = field(default_factory=lambda: AskedBefore(ASKED_KEPT), repr=False)

    async def read_typed(self, text: str) -> Query:
        """Reads what a person has just typed, as `read` does, and counts it in `readings` for
        /metrics."""
        query = await self.read(text)
        self.readings[query.reading] += 1
        return query

    async def read(self, text: str) -> Query:
        return await self.searches.parse(text)

    async def answer_to(self, query: Query) -> str | None:
        """Id of the answer that says more of what the search cannot sift by."""
        return next(iter(await self.answers_to(query)), None)

    async def answers_to(self, query: Query) -> list[str]:
        """The same of each limit."""
        answers = (await self.searches.index()).lexicon.intents.answers
        return [answers[limit] for limit in query.limits if limit in answers]

    async def spelling(self, query: Query) -> str | None:
        """How the whole may have been meant, for a query that was not understood."""
        return await self.searches.corrected(query)

    async def begin(
        self, actor: Actor, query: Query, choices: Choices | None = None, page: int = 0
    ) -> FoundSearch:
        wished = (choices or Choices()).wished
        begun = replace(wished, page=page) if page else wished
        search = await self.saved.begin(actor, query.text, begun)
        return await self._run(actor, search, query)

    async def last(self, actor: Actor) -> SavedSearchReading | None:
        """The person's last search, as it is read today, if it was not long ago."""
        found = await self.saved.last(actor)
        if found is None:
            return None
        typed = await self.searches.parse_again(found.text)
        return SavedSearchReading(found, self._chosen(typed, found))

    async def waiting(self, actor: Actor) -> SavedSearchReading | None:
        """The last search if it names no place, so that a place typed next completes it."""
        last = await self.last(actor)
        is_open = last is not None and not last.query.is_empty and not last.query.is_somewhere
        return last if is_open else None

    def leave(self, actor: Actor) -> None:
        """Ends the person's current search: another list was shown, so what is typed next does
        not go on from it."""
        self.saved.leave(actor)

    async def note_nearest(
        self, actor: Actor, place: Place, radius_km: int, industry: Industry | None, page: int
    ) -> None:
        """A page of the nearest of a town was shown: what is typed next may go on from it."""
        choices = Choices(
            place=place.id, radius_km=radius_km, trade=industry, page=page, is_nearest=True
        )
        await self.saved.begin(actor, place.name, choices)

    def note_list(self, actor: Actor, text: str, choices: Choices, page: int) -> None:
        """A page of a list was opened by a button: what is typed next may go on from it."""
        self.saved.note_list(actor, text, replace(choices.wished, page=page))

    def note_card(self, actor: Actor, cluster_id: ClusterId) -> None:
        """A card was opened: what is asked next without a name is asked of it. The list stays."""
        self.saved.note_card(actor, cluster_id)

    def opened_card(self, actor: Actor) -> ClusterId | None:
        """The card opened since the last list was shown; None if this process knows of none."""
        return self.saved.opened_card(actor)

    def note_answer(self, actor: Actor, answer_id: AnswerId) -> None:
        """A question was answered: «а сварщику?» asks the same of another trade."""
        self.saved.note_answer(actor, answer_id)

    def answered(self, actor: Actor) -> AnswerId | None:
        """The answer shown since the last list; None if this process knows of none."""
        return self.saved.answered(actor)

    def note_question(self, actor: Actor, answers: str) -> None:
        """A question of «Помоги выбрать» was shown, which stands after these answers: what is
        typed next may answer it. Kept in this process alone, until anything else is shown."""
        self.saved.note_question(actor, answers)

    def questioned(self, actor: Actor) -> str | None:
        """The answers before the question shown last; None if this process knows of none."""
        return self.saved.questioned(actor)

    def leave_questions(self, actor: Actor) -> None:
        """No question is open any more."""
        self.saved.leave_questions(actor)

    def forget_shown(self, actor: Actor) -> None:
        """Forgets what was shown to a person who has erased their data."""
        self.saved.forget_shown(actor)

    async def touch(self, actor: Actor, search_id: SearchId) -> FoundSearch:
        """Makes it the last one again."""
        looked = await self.look(actor, search_id)
        await self.saved.begin(actor, looked.search.text, looked.search.choices.wished)
        return looked

    async def move(self, actor: Actor, last: SavedSearchReading, query: Query) -> FoundSearch:
        """The last search at the place that `query` names: «а в Пензе?»."""
        choices = _at(last.search.choices, query)
        text = last.search.text
        if choices is None:  # a part of the country stands in no button
            trade = " ".join(
                part.spelling for part in last.query.parts if part.kind in TRADES_AND_NAMES
            )
            text, choices = f"{trade} {query.text}".strip(), Choices()
        return await self.begin(actor, await self.read(text), choices)

    async def move_to(self, actor: Actor, last: SavedSearchReading, place: Place) -> FoundSearch:
        choices = replace(last.search.choices, place=place.id, region=None, is_anywhere=False)
        return await self.begin(actor, await self.read(last.search.text), choices)

    async def move_home(self, actor: Actor, query: Query, choices: Choices) -> FoundSearch:
        """Near the person's home, as far as the gazetteer can name it."""
        beside = self.places.nearest(actor.home.point) if actor.home else None
        near = replace(choices, place=beside[0].id, region=None) if beside else choices
        return await self.begin(actor, query, near)

    async def note(self, actor: Actor, query: Query) -> SearchId:
        """Stores a search without running it and returns its id, for a button that opens it."""
        return (await self.saved.begin(actor, query.text, Choices())).id

    async def note_moved(
        self, actor: Actor, last: SavedSearchReading, query: Query
    ) -> SavedSearchReading | None:
        """What `move` would show, stored for a button that opens it; None where no button can
        name the place."""
        choices = _at(last.search.choices, query)
        if choices is None:
            return None
        search = await self.saved.begin(actor, last.search.text, choices.wished)
        typed = await self.searches.parse_again(search.text)
        return SavedSearchReading(search, self._chosen(typed, search))

    async def add(self, actor: Actor, last: SavedSearchReading, words: str) -> FoundSearch:
        """The last search with more words to it: «кроме машиностроения»."""
        query = await self.read(f"{last.search.text} {words}")
        return await self.begin(actor, query, last.search.choices)

    async def look(self, actor: Actor, search_id: SearchId) -> FoundSearch:
        return await self._run(actor, await self.saved.find(actor, search_id))

    async def change(
        self, actor: Actor, search_id: SearchId, change: Change, value: str
    ) -> FoundSearch:
        text = await self._corrected(actor, search_id) if change is Change.SPELLING else None
        regions = (await self.searches.index()).catalogue.region_by_key

        def apply(search: Search) -> Search:
            choices = changed(search.choices, change, value, regions)
            return replace(search, choices=choices, text=text or search.text)

        return await self._run(actor, await self.saved.change(actor, search_id, apply))

    async def keep(self, actor: Actor, search_id: SearchId) -> FoundSearch:
        return await self._run(actor, await self.saved.keep(actor, search_id))

    async def drop(self, actor: Actor, search_id: SearchId) -> FoundSearch:
        return await self._run(actor, await self.saved.drop(actor, search_id))

    async def kept(self, actor: Actor) -> list[SavedSearchReading]:
        """«Мои поиски», the oldest first."""
        found = await self.saved.saved(actor)
        return [
            SavedSearchReading(one, self._chosen(await self.read(one.text), one)) for one in found
        ]

    def _chosen(self, typed: Query, search: Search) -> Query:
        return chosen(typed, search.choices, self.places)

    async def _corrected(self, actor: Actor, search_id: SearchId) -> str | None:
        search = await self.saved.find(actor, search_id)
        return await self.spelling(await self.read(search.text))

    async def _run(self, actor: Actor, search: Search, typed: Query | None = None) -> FoundSearch:
        found = await self._found(actor, search.choices, typed or await self.read(search.text))
        return FoundSearch(
            search=search,
            typed=found.typed,
            results=found.results,
            today=found.results.today,
            start=found.start,
            home=found.home,
            suggestions=found.suggestions,
            coverage=await self._coverage(found.results.query),
            sifted=found.sifted,
            townless=found.townless,
        )

    async def _found(self, actor: Actor, choices: Choices, typed: Query) -> _Found:
        """Kept for equal texts, which are one value until the data change (`Searches.parse`)."""
        home = actor.home.point if actor.home else None
        index, today = await self.searches.index(), self.searches.clusters.today()
        asked = typed.text, choices.wished, home, today, index.version
        known = self._kept.get(asked)
        if known is not None and known.typed is typed:
            return known
        found = self._looked_for(index, choices, typed, home, today)
        if self._asked(asked):
            self._kept.keep(asked, found)
        return found

    def _looked_for(
        self, index: Index, choices: Choices, typed: Query, home: Point | None, today: date
    ) -> _Found:
        """All of it in one version of the data."""
        query = chosen(typed, choices, self.places)
        wanted, sort = filters(choices), SORTS[choices.order]
        search = partial(index.search, today=today, sort=sort, origin=home)
        results = search(query, filters=wanted)
        sifted = facts_of_limits(query, choices, results)
        if sifted:
            left = tuple(limit for limit in query.limits if limit not in sifted)
            query = replace(query, limits=left)
            wanted = replace(wanted, facts=wanted.facts | set(sifted.values()))
            results = search(query, filters=wanted)
        suggestions, start = None, query.start or home
        if not results.found and query.region:
            start = index.middle(query.region) or home
        if not results.found:
            suggestions = suggest(index, query, today=today, origin=home)
        elif wanted.is_empty and (results.found < FEW_RESULTS or results.is_only_akin):
            suggestions = more_beside(index, query, results.hits, today)
        beside = self.places.nearest(home) if home else None
        return _Found(
            typed=typed,
            results=results,
            suggestions=suggestions,
            sifted=tuple(sifted.values()),
            townless=index.townless(query, today, wanted),
            start=start,
            home=beside[0] if beside else None,
        )

    async def _coverage(self, query: Query) -> Coverage | None:
        if query.region is None or query.words or query.places:
            return None
        return await self.coverages.of(query.region)


def _at(choices: Choices, query: Query) -> Choices | None:
    """The choices with the place of the query; None if that place cannot be chosen by a button."""
    moved = replace(choices, place=None, region=None, is_anywhere=False, within=None)
    if query.place is not None:
        is_told = query.is_near or query.given_radius_km is not None
        radius = query.radius_km if is_told else moved.radius_km
        return replace(moved, place=query.place.id, radius_km=radius)
    return replace(moved, region=query.region) if query.region else None
