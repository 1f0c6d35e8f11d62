"""Searches as rows: what their buttons stand for, and the ones a person keeps («Мои поиски»).

What they find is kept by services.search.saved_search_matches, for the news.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.clusters.searches import (
    SAVED_LIMIT,
    TEXT_LIMIT,
    Choices,
    Search,
)
from domain.errors import NotFound, UserError
from domain.ids import AnswerId, ClusterId, SearchId, UserId
from domain.lru_cache import LruCache
from domain.people.users import Actor
from domain.ports import Clock
from services.batching import Batcher

GOES_ON = timedelta(hours=1)
"""After that a town or a trade begins a search of its own."""

SHOWN_KEPT = 5_000
"""People of whom is kept what they were shown last, some 0.2 KB each: it costs no statement, and
ends with the process."""


@dataclass(kw_only=True, slots=True)
class SavedSearches:
    """A search is its owner's alone: to others it does not exist (NotFound)."""

    store: Store
    clock: Clock
    is_shared: bool = False
    """Whether other processes serve the same people: then nobody knows the card or the answer that
    was opened last."""
    _begun: Batcher[tuple[UserId, str, Choices], Search] = field(init=False)
    _left_at: LruCache[UserId, datetime] = field(default_factory=lambda: LruCache(SHOWN_KEPT))
    _opened: LruCache[UserId, tuple[ClusterId, datetime]] = field(
        default_factory=lambda: LruCache(SHOWN_KEPT)
    )

    _listed: LruCache[UserId, tuple[str, Choices, datetime]] = field(
        default_factory=lambda: LruCache(SHOWN_KEPT)
    )

    _answered: LruCache[UserId, tuple[AnswerId, datetime]] = field(
        default_factory=lambda: LruCache(SHOWN_KEPT)
    )

    _questioned: LruCache[UserId, tuple[str, datetime]] = field(
        default_factory=lambda: LruCache(SHOWN_KEPT)
    )

    def __post_init__(self) -> None:
        self._begun = Batcher(self._begin_all)

    async def begin(self, actor: Actor, text: str, choices: Choices) -> Search:
        """What people type at the same moment is written at once: a transaction costs more of
        the process than to read what was typed."""
        self.forget_shown(actor)
        return await self._begun((actor.id, text[:TEXT_LIMIT], choices))

    async def _begin_all(self, typed: Sequence[tuple[UserId, str, Choices]]) -> list[Search]:
        """Twice by a connection that was cut is one that nobody has a button for."""
        async with self.store.single() as tx:
            return await tx.searches.add_all(typed, self.clock.now())

    async def last(self, actor: Actor) -> Search | None:
        """What the person's next words may go on from; None when it was too long ago."""
        listed = self._listed.look(actor.id)
        if listed is not None and listed[2] >= self.clock.now() - GOES_ON:
            return await self.begin(actor, listed[0], listed[1])
        newest = await self.store.newest_search(actor.id)
        if newest is None or newest.used_at < self.clock.now() - GOES_ON:
            return None
        left_at = self._left_at.look(actor.id)
        return newest if left_at is None or newest.used_at > left_at else None

    def leave(self, actor: Actor) -> None:
        """The next words go on from nothing, after a list that is kept nowhere. Another replica
        goes on from the search, and names it."""
        self._questioned.drop(actor.id)
        self._opened.drop(actor.id)
        self._listed.drop(actor.id)
        self._answered.drop(actor.id)
        self._left_at.keep(actor.id, self.clock.now())

    def note_list(self, actor: Actor, text: str, choices: Choices) -> None:
        """A list was opened by a button: it becomes a search when something goes on from it, so
        that looking costs no statement."""
        self.leave(actor)
        if not self.is_shared:
            self._listed.keep(actor.id, (text, choices, self.clock.now()))

    def note_card(self, actor: Actor, cluster_id: ClusterId) -> None:
        if not self.is_shared:
            self._opened.keep(actor.id, (cluster_id, self.clock.now()))

    def opened_card(self, actor: Actor) -> ClusterId | None:
        """None also when it was too long ago."""
        opened, at = self._opened.look(actor.id) or (None, datetime.min.replace(tzinfo=UTC))
        return opened if at >= self.clock.now() - GOES_ON else None

    def note_answer(self, actor: Actor, answer_id: AnswerId) -> None:
        if not self.is_shared:
            self._answered.keep(actor.id, (answer_id, self.clock.now()))

    def answered(self, actor: Actor) -> AnswerId | None:
        """None also when it was too long ago."""
        answer, at = self._answered.look(actor.id) or (None, datetime.min.replace(tzinfo=UTC))
        return answer if at >= self.clock.now() - GOES_ON else None

    def note_question(self, actor: Actor, answers: str) -> None:
        if not self.is_shared:
            self._questioned.keep(actor.id, (answers, self.clock.now()))

    def questioned(self, actor: Actor) -> str | None:
        """None also when it was too long ago."""
        answers, at = self._questioned.look(actor.id) or (None, datetime.min.replace(tzinfo=UTC))
        return answers if at >= self.clock.now() - GOES_ON else None

    def leave_questions(self, actor: Actor) -> None:
        self._questioned.drop(actor.id)

    def forget_shown(self, actor: Actor) -> None:
        """Another list is shown, or the person has erased their data."""
        self._questioned.drop(actor.id)
        self._answered.drop(actor.id)
        self._left_at.drop(actor.id)
        self._opened.drop(actor.id)
        self._listed.drop(actor.id)

    async def find(self, actor: Actor, search_id: SearchId) -> Search:
        async with self.store.read() as tx:
            return await _own(tx, actor, search_id)

    async def change(
        self, actor: Actor, search_id: SearchId, changed: Callable[[Search], Search]
    ) -> Search:
        """A saved search stays as it was saved: changing it begins another one."""
        now = self.clock.now()
        self.forget_shown(actor)
        async with self.store.write() as tx:
            before = await _own(tx, actor, search_id)
            after = changed(before)
            if after == before:
                return before
            if before.is_saved:
                return await tx.searches.add(actor.id, after.text, after.choices, now)
            await tx.searches.change(after, now)
            return replace(after, used_at=now)

    async def keep(self, actor: Actor, search_id: SearchId) -> Search:
        """Saving twice is saving once. Raises UserError when SAVED_LIMIT are saved already."""
        now = self.clock.now()
        async with self.store.write() as tx:
            search = await _own(tx, actor, search_id)
            if search.is_saved:
                return search
            kept = await tx.searches.saved_of(actor.id)
            alike = _alike(search, kept)
            if alike is not None:
                return alike
            if len(kept) >= SAVED_LIMIT:
                raise UserError("searches-full", limit=SAVED_LIMIT)
            saved = replace(search, choices=search.choices.wished, saved_at=now, used_at=now)
            await tx.searches.change(saved, now)
            return saved

    async def drop(self, actor: Actor, search_id: SearchId) -> Search:
        """Takes the search from those saved; its buttons live on as those of any other search
        do."""
        now = self.clock.now()
        async with self.store.write() as tx:
            search = replace(await _own(tx, actor, search_id), saved_at=None, used_at=now)
            await tx.searches.change(search, now)
            return search

    async def saved(self, actor: Actor) -> tuple[Search, ...]:
        return await self.store.saved_searches(actor.id)


def _alike(search: Search, kept: list[Search]) -> Search | None:
    """The same search, typed and saved before."""
    wanted = search.text.casefold(), search.choices.wished
    return next((one for one in kept if (one.text.casefold(), one.choices) == wanted), None)


async def _own(tx: Transaction, actor: Actor, search_id: SearchId) -> Search:
    search = await tx.searches.find(search_id)
    if search is None or search.user_id != actor.id:
        raise NotFound("search-outdated")
    return search
