"""Programmes kept between reads: what a whole hall looks at, and few change.

A change by this process is forgotten with its commit, as db.cache does it. Another process may
write too (the import command), so the store is asked now and then whether anything is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from db.cache import RowCache, SharedValue
from db.engine import Database
from db.programme.registrations import RegistrationQueries
from db.programme.sessions import ProgrammeQueries
from db.tables import admissions, events, materials, questions, registrations, sessions, users
from domain.ids import NOBODY, EventId, SessionId, UserId
from domain.lru_cache import LruCache
from domain.programme.programmes import Programme, ProgrammeVersion, Schedule, SessionCard
from domain.programme.sessions import overlaps

PROGRAMMES_KEPT = 8
"""Programmes of the events looked at last. A large one has 5,000 sessions, some 10 MB."""

FACES_KEPT = 1_000

SHOWN_ON_CARDS = frozenset([events, sessions, registrations, materials, questions, admissions])
"""Tables that a session's card is made of."""

ProgrammeVersions = Mapping[EventId, ProgrammeVersion]


def changes_cards(statement: sa.UpdateBase) -> bool:
    """A person who is deleted takes their rows along."""
    is_person_gone = statement.table is users and isinstance(statement, sa.Delete)
    return is_person_gone or statement.table in SHOWN_ON_CARDS


class ProgrammeCache:
    """Programmes kept between reads. Where `remembers` is False every question is put to the
    store, as several replicas need."""

    def __init__(self, database: Database, *, people_kept: int) -> None:
        """`people_kept`: 0 where nothing is remembered."""
        self._database = database
        self._remembers = people_kept > 0
        self._versions = SharedValue(self._read_versions, remembers=self._remembers)
        self._programmes = LruCache[EventId, tuple[ProgrammeVersion, int, Programme]](
            PROGRAMMES_KEPT
        )
        self._schedules = RowCache[UserId, tuple[ProgrammeVersions, Schedule]](limit=people_kept)
        faces_kept = FACES_KEPT if people_kept else 0
        self._faces = RowCache[SessionId, tuple[ProgrammeVersions, SessionCard]](limit=faces_kept)

    def forget(self) -> None:
        """Something has been committed here."""
        self._versions.forget()

    def forget_schedule(self, user_id: UserId) -> None:
        self._schedules.forget(user_id)

    def forget_cards(self) -> None:
        self._faces.forget_all()

    async def versions(self, now: datetime) -> ProgrammeVersions:
        """The versions of all events, in the order of their first sessions."""
        return await self._versions.get(now)

    async def programme(self, event_id: EventId, now: datetime) -> Programme | None:
        """None where there is no such event."""
        version = (await self.versions(now)).get(event_id)
        if version is None:
            return None
        generation = self._versions.generation
        known = self._programmes.get(event_id)
        if known is not None and known[:2] == (version, generation):
            return known[2]
        async with self._database.read() as connection:
            sessions = await ProgrammeQueries(connection).sessions(event_id)
        programme = Programme(event=version.event, sessions=tuple(sessions))
        if self._remembers:
            self._programmes.keep(event_id, (version, generation, programme))
        return programme

    async def schedule(self, user_id: UserId, now: datetime) -> Schedule:
        """All that a person is registered for, by time."""
        if not self._remembers:
            return await self._read_schedule(user_id)
        versions = await self.versions(now)
        known = self._schedules.recall(user_id)
        if known is not None and known[0] is versions:
            return known[1]
        read_at = self._schedules.generation
        schedule = await self._read_schedule(user_id)
        self._schedules.keep(user_id, (versions, schedule), read_at=read_at)
        return schedule

    async def card(
        self, user_id: UserId, session_id: SessionId, now: datetime
    ) -> SessionCard | None:
        """A session as this person meets it, but for what depends on the present moment.

        Where rows are kept it is made of what all see and of the person's schedule.
        """
        if not self._remembers:
            return await self._read_card(user_id, session_id)
        face = await self._face(session_id, now)
        if face is None or face.is_closed:
            return await self._read_card(user_id, session_id)
        schedule = await self.schedule(user_id, now)
        return replace(
            face,
            is_waiting=next((waits for one, waits in schedule if one.id == session_id), None),
            clashes=tuple(
                one
                for one, _ in schedule
                if one.id != session_id and not one.is_cancelled and overlaps(one, face.session)
            ),
        )

    async def _face(self, session_id: SessionId, now: datetime) -> SessionCard | None:
        """The card as it is for somebody who is registered for nothing."""
        versions = await self.versions(now)
        known = self._faces.recall(session_id)
        if known is not None and known[0] is versions:
            return known[1]
        read_at = self._faces.generation
        face = await self._read_card(NOBODY, session_id)
        if face is not None:
            self._faces.keep(session_id, (versions, face), read_at=read_at)
        return face

    async def _read_versions(self) -> ProgrammeVersions:
        async with self._database.read() as connection:
            found = await ProgrammeQueries(connection).versions()
        return {version.event.id: version for version in found}

    async def _read_card(self, user_id: UserId, session_id: SessionId) -> SessionCard | None:
        async with self._database.read() as connection:
            return await RegistrationQueries(connection).card(user_id, session_id)

    async def _read_schedule(self, user_id: UserId) -> Schedule:
        async with self._database.read() as connection:
            return tuple(await RegistrationQueries(connection).schedule_of(user_id))
