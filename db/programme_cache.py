"""Programmes kept between reads: what a whole hall looks at, and few change.

A change by this process is forgotten with its commit, as db.cache does it. Another process may
write too (the import command), so the store is asked now and then whether anything is new.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from db.engine import Database
from db.programme.sessions import ProgrammeQueries
from domain.ids import EventId
from domain.lru_cache import LruCache
from domain.programme.programmes import Edition, Programme

CHECKED_EVERY = timedelta(seconds=1)
"""One question to the store a second, not one an update."""

PROGRAMMES_KEPT = 8
"""Of events looked at last. A large one has 5,000 sessions, some 10 MB."""


class ProgrammeCache:
    """Where `remembers` is False every question is put to the store, as several replicas need."""

    def __init__(self, database: Database, *, remembers: bool) -> None:
        self._database = database
        self._remembers = remembers
        self._generation = 0
        self._editions: dict[EventId, Edition] = {}
        self._read_in = -1
        """The generation that `_editions` are of."""
        self._checked_at = datetime.min.replace(tzinfo=UTC)
        self._programmes = LruCache[EventId, tuple[Edition, int, Programme]](PROGRAMMES_KEPT)

    def forget(self) -> None:
        """Something has been committed here."""
        self._generation += 1

    async def editions(self, now: datetime) -> dict[EventId, Edition]:
        """Of all events, in the order of their first sessions."""
        generation = self._generation
        is_known = self._remembers and self._read_in == generation
        if is_known and abs(now - self._checked_at) < CHECKED_EVERY:
            return self._editions
        if is_known:
            self._checked_at = now  # one asks; whoever comes meanwhile takes what is known
        async with self._database.read() as connection:
            found = await ProgrammeQueries(connection).editions()
        editions = {edition.event.id: edition for edition in found}
        self._editions, self._read_in, self._checked_at = editions, generation, now
        return editions

    async def programme(self, event_id: EventId, now: datetime) -> Programme | None:
        """None where there is no such event."""
        edition = (await self.editions(now)).get(event_id)
        if edition is None:
            return None
        generation = self._generation
        known = self._programmes.get(event_id)
        if known is not None and known[:2] == (edition, generation):
            return known[2]
        async with self._database.read() as connection:
            sessions = await ProgrammeQueries(connection).sessions(event_id)
        programme = Programme(event=edition.event, sessions=tuple(sessions))
        if self._remembers:
            self._programmes.keep(event_id, (edition, generation, programme))
        return programme
